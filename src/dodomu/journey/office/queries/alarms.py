"""Alarms of emergencies as work that waits."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from dodomu.base.access.queries import unseen_since
from dodomu.base.access.viewer import Viewer
from dodomu.base.contributions import WorkItem


def alarm_work_items(viewer: Viewer) -> Iterator[WorkItem]:
    """One line while there are alarms this viewer has not seen."""
    waiting = unseen_since(viewer)
    if waiting:
        count = len(waiting)
        yield WorkItem(
            code="alarm.unseen",
            title=ngettext(
                "%(count)s emergency opening waits to be looked at",
                "%(count)s emergency openings wait to be looked at",
                count,
            )
            % {"count": count},
            url=reverse("office:emergencies"),
            note=_("Somebody opened a child's page outside their reach."),
            since=min(waiting),
            count=count,
            act=_("Look"),
        )
