"""What evidence adds to pages that are not its own: my work, approvals, the life-line, the page of a case."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from uuid import UUID

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext

from dodomu.base import contributions
from dodomu.base.access import policy
from dodomu.base.access.acts import Act
from dodomu.base.access.viewer import Viewer
from dodomu.base.contributions import Approval, SectionLine, TimelineEvent, WorkItem
from dodomu.journey.evidence import queries
from dodomu.journey.evidence.queries import work
from dodomu.journey.registry.queries import linking

Asked = Callable[[Viewer], list[work.Waiting]]
SECOND: tuple[tuple[str, Asked, str | Promise, str], ...] = (
    (
        "evidence.hold_second",
        work.holds_to_confirm,
        gettext_lazy("Case №%(number)s: confirm a legal hold as the second person"),
        "evidence:answer_hold",
    ),
    (
        "evidence.lifting_second",
        work.liftings_to_confirm,
        gettext_lazy("Case №%(number)s: lift a legal hold as the second person"),
        "evidence:answer_lifting",
    ),
    (
        "evidence.disclosure_second",
        work.lists_to_confirm,
        gettext_lazy("Case №%(number)s: confirm what is disclosed as the second person"),
        "evidence:answer_disclosure",
    ),
)


def register() -> None:
    contributions.register_work_items(work_items)
    contributions.register_approvals(approvals)
    contributions.register_timeline(timeline)
    contributions.register_case_lines(case_lines)


def work_items(viewer: Viewer) -> Iterator[WorkItem]:
    """Exhibits to receive, papers to bring, holds and lists to confirm."""
    for one in work.to_receive(viewer):
        yield WorkItem(
            code="evidence.receive",
            title=_("Exhibit №%(number)s is given to you") % {"number": one.number},
            url=reverse("evidence:receive", args=[one.parent_id, one.id]),
            since=one.since,
            act=_("say whether it arrived"),
        )
    for one in work.to_sign(viewer):
        yield WorkItem(
            code="evidence.paper",
            title=_("Exhibit №%(number)s is outside and nobody has signed for it") % {"number": one.number},
            url=reverse("evidence:paper", args=[one.parent_id, one.id]),
            since=one.since,
            act=_("add the signed paper"),
        )
    for code, asked, title, name in SECOND:
        for one in asked(viewer):
            yield WorkItem(
                code=code,
                title=str(title) % {"number": one.number},
                url=_answer_url(name, one),
                since=one.since,
                act=_("read and answer"),
            )


def _answer_url(name: str, one: work.Waiting) -> str:
    ids = [one.parent_id, one.id] if name == "evidence:answer_lifting" else [one.id]
    return reverse(name, args=ids)


def approvals(viewer: Viewer) -> Iterable[Approval]:
    """Holds and lists that wait for a second person."""
    waiting = [one for _code, asked, _title, _name in SECOND for one in asked(viewer)]
    if waiting:
        since = min(one.since for one in waiting)
        yield Approval(_("Legal holds and disclosures"), len(waiting), since, reverse("evidence:list"))


def timeline(viewer: Viewer, person_id: UUID) -> Iterator[TimelineEvent]:
    """When something became an exhibit, and when destroying was forbidden."""
    for row in queries.exhibits_of_persons(viewer, linking.parts_of(person_id)):
        yield TimelineEvent(
            at=row.at,
            title=_("Exhibit №%(number)s taken in: %(kind)s") % {"number": row.number, "kind": row.kind_label},
            text=row.what,
            icon="scale",
            source=row.by,
            url=reverse("evidence:exhibit", args=[row.id]),
            lane="reports",
            id=f"exhibit:{row.id}",
        )


def case_lines(viewer: Viewer, case_id: UUID, person_id: UUID) -> Iterator[SectionLine]:
    """How many exhibits a case has, whether it is held, and the way there."""
    if not policy.may(viewer, Act.EVIDENCE_READ, subject=person_id):
        return
    count, held = queries.count_of_case(viewer, case_id)
    note = (
        ngettext("%(count)s exhibit", "%(count)s exhibits", count) % {"count": count} if count else _("no exhibit yet")
    )
    yield SectionLine(
        pgettext("stage", "Evidence"),
        note=note,
        tone="act" if held else "",
        icon="lock" if held else "scale",
        word=_("legal hold") if held else "",
        url=reverse("evidence:case", args=[case_id]),
    )
