"""What the registry contributes to pages of others: found persons, and what reports add to a person's life-line."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dodomu.base import contributions
from dodomu.base.access import policy
from dodomu.base.access.acts import Act
from dodomu.base.access.viewer import Viewer
from dodomu.base.contributions import SearchHit, TimelineEvent, WorkItem
from dodomu.kit.address import address_of


def register() -> None:
    contributions.register_work_items(lists_waiting)
    contributions.register_search(found_persons)
    contributions.register_timeline(reports_received)


def lists_waiting(viewer: Viewer) -> Iterator[WorkItem]:
    """Lists that were handed in and are imported only when somebody has checked them."""
    from dodomu.journey.registry.queries import imports

    if Act.LIST_IMPORT not in viewer.acts:
        return
    for batch in imports(viewer, status="staged"):
        yield WorkItem(
            code="list.confirm",
            title=_("A list waits to be checked and confirmed"),
            url=reverse("registry:list_preview", args=[batch.id]),
            note=ngettext("%(source)s · %(count)s row", "%(source)s · %(count)s rows", batch.rows_total)
            % {"source": batch.source, "count": batch.rows_total},
            since=batch.at,
            act=_("check"),
        )


def found_persons(viewer: Viewer, text: str) -> Iterator[SearchHit]:
    """Persons found by name, date, place, document or phone number; each search that finds one is journaled."""
    from dodomu.journey.registry.actions.reading import search_persons
    from dodomu.journey.registry.phrases import at_a_glance, lang_of

    for hit in search_persons(viewer, text):
        yield SearchHit(
            title=hit.summary.name.full if hit.summary.name else _("Name not known"),
            url=reverse("registry:child", args=[hit.person_id]),
            note=at_a_glance(hit.summary),
            reasons=hit.reasons,
            score=hit.score,
            kind=_("Child") if hit.is_child else _("Adult"),
            lang=lang_of(hit.summary),
        )


def reports_received(viewer: Viewer, person_id: UUID) -> Iterator[TimelineEvent]:
    """A mark for each report about the person."""
    from dodomu.journey.registry.queries.reports import reports_about

    may_read = policy.may(viewer, Act.REPORT_READ, subject=person_id)
    for row in reports_about(viewer, person_id):
        yield TimelineEvent(
            at=row.received_at,
            title=_("Report withdrawn later") if row.withdrawn_at else _("Report received"),
            icon="document",
            tone="unknown" if row.withdrawn_at else "",
            source=row.source_title,
            url=address_of("registry:report", row.id) if may_read else "",
            lane="reports",
            id=f"report-{row.id}",
        )
