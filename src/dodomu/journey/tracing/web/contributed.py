"""What tracing adds to "my work today"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, ngettext_lazy

from dodomu.base import contributions
from dodomu.base.access.acts import Act
from dodomu.base.access.viewer import Viewer
from dodomu.base.contributions import Approval, ChildSection, SectionLine, WorkItem
from dodomu.journey.tracing import queries
from dodomu.journey.tracing.queries import CandidateRow
from dodomu.journey.tracing.web.comparing import shown_percent
from dodomu.journey.tracing.web.tables import urgency_of
from dodomu.kit.dates import reading

SHOWN = 5
"""Single pairs in the list of work; the rest is one line that leads to the queue."""
BEYOND = 0.99
PAIRS = ngettext_lazy("%(count)s pair waits for a decision", "%(count)s pairs wait for a decision", "count")
NAMESAKES = ngettext_lazy("of these %(count)s perhaps a namesake", "of these %(count)s perhaps namesakes", "count")
FAMILIES = ngettext_lazy("%(count)s record looks like one family", "%(count)s records look like one family", "count")


def register() -> None:
    contributions.register_work_items(work_items)
    contributions.register_approvals(approvals)
    contributions.register_child_sections(sections)


def work_items(viewer: Viewer) -> Iterator[WorkItem]:
    """Pairs that wait for this viewer as the second person, then pairs that wait for a decision."""
    if Act.CANDIDATE_READ not in viewer.acts:
        return
    if Act.CANDIDATE_CONFIRM in viewer.acts:
        found = queries.queue(viewer, {"state": "me"}, limit=SHOWN)
        yield from (_second(row) for row in found.rows)
        if found.total > SHOWN:
            yield _rest(_second(found.rows[-1]), "me", found.total - SHOWN)
    if Act.CANDIDATE_DECIDE in viewer.acts:
        found = queries.queue(viewer, {"state": "open"}, limit=SHOWN)
        yield from (_decision(row) for row in found.rows)
        if found.total > SHOWN:
            yield _rest(_decision(found.rows[-1]), "open", found.total - SHOWN)


def approvals(viewer: Viewer) -> Iterator[Approval]:
    """Decisions on matches that wait for a second person."""
    found = queries.oldest_waiting(viewer) if Act.CANDIDATE_READ in viewer.acts else None
    if found:
        url = f"{reverse('tracing:queue')}?state=waiting"
        yield Approval(_("Decision on a match"), found[0], found[1], url)


def sections(viewer: Viewer, person_id: UUID) -> Iterator[ChildSection]:
    """On the child's page: how many pairs wait, and how many of these are namesakes or one family."""
    if Act.CANDIDATE_READ not in viewer.acts:
        return
    found = queries.pairs_of(viewer, person_id)
    url = reverse("tracing:of_child", args=[person_id])
    lines = (
        (found.open, PAIRS, url, "scale"),
        (found.namesakes, NAMESAKES, f"{url}?hint=namesake", "split"),
        (found.family, FAMILIES, f"{url}?hint=kin", "people"),
    )
    shown = tuple(
        SectionLine(words % {"count": count}, icon=icon, url=where) for count, words, where, icon in lines if count
    )
    if shown:
        yield ChildSection("tracing", _("Records that look alike"), icon="scale", order=60, lines=shown)


def _second(row: CandidateRow) -> WorkItem:
    return WorkItem(
        code="match.second",
        title=_("Confirm a match as the second person"),
        url=reverse("tracing:candidate", args=[row.id]),
        note=" · ".join(
            [
                _("%(who)s decided: the same person (%(percent)s)")
                % {"who": row.decided_by, "percent": shown_percent(row.probability)},
                *_births(row),
            ]
        ),
        since=row.decided_at,
        share=0.5 + row.urgency / 2,
        act=_("look"),
    )


def _decision(row: CandidateRow) -> WorkItem:
    return WorkItem(
        code="match.decide",
        title=_("Two records may be one child"),
        url=reverse("tracing:candidate", args=[row.id]),
        note=" · ".join([shown_percent(row.probability), *_births(row), str(urgency_of(row).word)]),
        since=row.found_at,
        share=row.priority,
        act=_("decide"),
    )


def _births(row: CandidateRow) -> list[str]:
    """Tells one line of the list from another. No name: this page opens first, whoever looks over the shoulder."""
    births = list(dict.fromkeys(reading(side.birth) for side in (row.left, row.right) if side.birth))
    return [_("born %(dates)s") % {"dates": " / ".join(births)}] if births else []


def _rest(last: WorkItem, state: str, count: int) -> WorkItem:
    """One line for the pairs beyond those shown, each less urgent than the last of these."""
    title = ngettext("%(count)s more pair waits in the queue", "%(count)s more pairs wait in the queue", count)
    url = f"{reverse('tracing:queue')}?state={state}"
    return replace(
        last, title=title % {"count": count}, url=url, note="", act="", share=last.share * BEYOND, count=count
    )
