"""A recovery share that its holder has not confirmed, as work that waits for that holder."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from dodomu.base import keys
from dodomu.base.access.viewer import Viewer
from dodomu.base.contributions import WorkItem


def share_work_items(viewer: Viewer) -> Iterator[WorkItem]:
    """The viewer's own share of a ceremony that waits. Nobody else can confirm it, so nobody else is shown it."""
    waiting = keys.recovery_that_waits() if viewer.user_id else None
    if waiting and waiting.shares.filter(holder=viewer.user_id, confirmed_at=None).exists():
        yield WorkItem(
            code="share.confirm",
            title=_("You were given a recovery share on paper: say that you have it"),
            url=reverse("office:own_share"),
            note=_("Until all five are confirmed, nobody could open what is sealed if its readers were gone."),
            since=waiting.made_at,
            act=_("type it once"),
        )
