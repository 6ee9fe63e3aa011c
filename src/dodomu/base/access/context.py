"""What every page of a signed-in person knows: who looks, when it locks, which alarms ring."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from dodomu.base.access.factors import needs_second_factor
from dodomu.base.access.idle import IDLE_MINUTES, LOCK_PAGE, is_locked
from dodomu.base.access.queries import unseen_alarms
from dodomu.base.access.web import address_of, viewer_of

KEEP_PAGE, ALARMS_PAGE = "office:keep", "office:emergencies"


def rights(request: HttpRequest) -> dict[str, Any]:
    """Context processor: ``viewer``, ``idle_minutes``, ``idle_url``, ``keep_url``, ``alarms``, ``alarms_url``,
    and ``first_factor``: a second factor must be set up before anything else.

    A passer-by and a locked session get none of it, so that their pages show nothing of anybody.
    """
    viewer = viewer_of(request)
    if viewer.user_id is None or is_locked(request.session):
        return {"viewer": None}
    return {
        "viewer": viewer,
        "idle_minutes": IDLE_MINUTES,
        "idle_url": f"{reverse(LOCK_PAGE)}?{urlencode({'next': address_of(request)})}",
        "keep_url": reverse(KEEP_PAGE),
        "alarms": unseen_alarms(viewer),
        "alarms_url": reverse(ALARMS_PAGE),
        # Lazy, for it asks the database and only the pages of the sign-in ask for it.
        "first_factor": SimpleLazyObject(lambda: needs_second_factor(request.user)),
    }
