"""Forms that were kept when the page locked, as work that waits for whoever wrote them."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from dodomu.base.access.kept_forms import KEPT_PAGE, LIFE, waiting_since
from dodomu.base.access.viewer import Viewer
from dodomu.base.contributions import WorkItem


def kept_work_items(viewer: Viewer) -> Iterator[WorkItem]:
    """One line for each of the viewer's own kept forms, due when it is destroyed."""
    for form_id, kept_at in waiting_since(viewer.user_id):
        yield WorkItem(
            code="form.kept",
            title=_("A form of yours was kept"),
            url=reverse(KEPT_PAGE, args=[form_id]),
            note=_("The page locked before it was carried out; it is destroyed after a day."),
            due_at=kept_at + LIFE,
            act=_("Go on"),
        )
