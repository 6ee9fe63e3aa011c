"""Complaints as work that waits."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from dodomu.base.access.viewer import Viewer
from dodomu.base.contributions import WorkItem
from dodomu.journey.office.queries.complaints import waiting


def complaint_work_items(viewer: Viewer) -> Iterator[WorkItem]:
    """Complaints nobody has taken up, and those to be answered."""
    for row in waiting(viewer):
        new = row.state == "new"
        yield WorkItem(
            code="complaint.urgent" if row.urgent else "complaint.take" if new else "complaint.answer",
            title=_("Complaint №%(number)s about a colleague") % {"number": row.number},
            url=reverse("office:complaint", args=[row.id]),
            note=row.state_label,
            due_at=row.due_at,
            act=_("read it") if new else _("answer"),
        )
