"""What is to be asked about corridors again, for "my work" of those who keep them."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext_lazy

from dodomu.base import contributions
from dodomu.base.access.viewer import Viewer
from dodomu.base.contributions import WorkItem
from dodomu.journey.missions.queries.corridor_work import Asking, askings

MANY = ngettext_lazy("%(count)s rule of a corridor to ask about", "%(count)s rules of corridors to ask about", "count")
MANY_SOON = ngettext_lazy("%(count)s rule of a corridor ends soon", "%(count)s rules of corridors end soon", "count")


def register() -> None:
    contributions.register_work_items(work_items)


def work_items(viewer: Viewer) -> Iterator[WorkItem]:
    """Rules that have expired or were never known, and those that end soon. Codes only: the list opens first."""
    for asking in askings(viewer):
        yield _item(asking)


def _item(asking: Asking) -> WorkItem:
    over = asking.expired
    title = (
        _("Corridor, link %(code)s: expired, ask again") if over else _("Corridor, link %(code)s: ends soon, ask again")
    )
    return WorkItem(
        code="corridor.rule_expired" if over else "corridor.rule_ends",
        title=title % {"code": asking.code},
        url=reverse("missions:corridor_link", args=[asking.corridor_id, asking.link_id]),
        note=asking.kinds,
        due_at=None if over else asking.ends_at,
        since=asking.ends_at if over else None,
        share=1.0 if asking.crossing else 0.6,
        act=_("record what holds now"),
        many=MANY if over else MANY_SOON,
        many_url=reverse("missions:corridors"),
    )
