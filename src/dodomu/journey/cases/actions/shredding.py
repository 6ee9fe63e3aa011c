"""What is care data of a case: under which keys, in which tables, and what of the case's own stands against its destruction."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, ngettext_lazy

from dodomu.base.access.viewer import Viewer
from dodomu.base.shred import CareTable, Objection, Plan
from dodomu.journey.cases import sending_rules
from dodomu.journey.cases.models import (
    AxisEntry,
    AxisWithdrawal,
    Case,
    CaseDocument,
    CaseEvent,
    ChildView,
    ClockMark,
    Closing,
    Consent,
    DataRequest,
    DisclosureEnding,
    Flag,
    Interview,
    NeverDisclose,
    Proposal,
    Reopening,
    RequestKind,
    RequestState,
    SealedNote,
    Sending,
    SendingState,
    Task,
    TaskChange,
    TaskState,
    ToldEvent,
)
from dodomu.journey.cases.models.second import ALONE, CONFIRMED
from dodomu.journey.registry.queries import linking
from dodomu.kit.dates import today

IN_CASE = "case_id"


def care_keys(case_id: UUID) -> Iterable[UUID]:
    """The key of the case: under it stand its notes, tasks, plans, triage, follow-up, all but its reports and originals."""
    return Case.objects.filter(id=case_id).values_list("data_key_id", flat=True)


def care_names(case_id: UUID) -> Iterable[UUID]:
    """The child: some pages of its care, such as what nobody asks it about, are named by it and not by the case."""
    person = Case.objects.filter(id=case_id).values_list("person_id", flat=True).first()
    return linking.parts_of(person) if person else ()


def care_tables() -> tuple[CareTable, ...]:
    """What cases keep under that key; what was sent, and the papers of a consent, have keys of their own and stay."""
    return (
        CareTable(
            "case_steps",
            ngettext_lazy("%(count)s step with its note", "%(count)s steps with their notes", "count"),
            (AxisEntry, IN_CASE),
            ((AxisWithdrawal, "entry__case_id"), (Proposal, IN_CASE)),
        ),
        CareTable(
            "case_tasks",
            ngettext_lazy("%(count)s task", "%(count)s tasks", "count"),
            (Task, IN_CASE),
            ((TaskChange, "task__case_id"),),
        ),
        CareTable("case_flags", ngettext_lazy("%(count)s flag", "%(count)s flags", "count"), (Flag, IN_CASE)),
        CareTable(
            "case_deadlines",
            ngettext_lazy("%(count)s reason at a deadline", "%(count)s reasons at deadlines", "count"),
            (ClockMark, IN_CASE),
        ),
        CareTable(
            "case_papers",
            ngettext_lazy("the words about %(count)s dated paper", "the words about %(count)s dated papers", "count"),
            (CaseDocument, IN_CASE),
        ),
        CareTable(
            "case_consents",
            ngettext_lazy("the words of %(count)s consent", "the words of %(count)s consents", "count"),
            (Consent, IN_CASE),
        ),
        CareTable(
            "case_child_views",
            ngettext_lazy(
                "%(count)s record of the child's own view", "%(count)s records of the child's own view", "count"
            ),
            (ChildView, IN_CASE),
        ),
        CareTable(
            "case_interviews",
            ngettext_lazy("the words about %(count)s interview", "the words about %(count)s interviews", "count"),
            (Interview, IN_CASE),
            ((ToldEvent, IN_CASE),),
        ),
        CareTable(
            "case_sealed_notes",
            ngettext_lazy("%(count)s sealed note", "%(count)s sealed notes", "count"),
            (SealedNote, IN_CASE),
        ),
        CareTable(
            "case_warnings",
            ngettext_lazy(
                "%(count)s ended entry of never disclose to", "%(count)s ended entries of never disclose to", "count"
            ),
            (NeverDisclose, IN_CASE),
            ((DisclosureEnding, "entry__case_id"),),
        ),
        CareTable(
            "case_reasons",
            _("the reasons why the case was opened, given away and closed"),
            (Case, "id"),
            ((CaseEvent, IN_CASE, "reason_sealed"), (Closing, IN_CASE), (Reopening, "closing__case_id")),
        ),
        CareTable(
            "case_sendings",
            ngettext_lazy("%(count)s sending, as it was sent", "%(count)s sendings, as they were sent", "count"),
            (Sending, IN_CASE, "sent_at"),
            stays=True,
        ),
    )


def object_to_shredding(plan: Plan, _by: Viewer, _confirmed_by: Viewer | None) -> Iterator[Objection]:
    """What is not finished in the case itself. The case is locked: whoever adds something to it waits, and is refused then."""
    if plan.case_id is None:
        return
    case = Case.objects.select_for_update().get(id=plan.case_id)
    if case.closed_at is None:
        yield Objection("case_open", _("The case is open. It has to be closed first."))
    open_tasks = Task.objects.filter(case=case, state=TaskState.OPEN).count()
    open_tasks += Flag.objects.filter(case=case, cleared_at=None).count()
    if open_tasks:
        words = ngettext(
            "%(count)s task or flag is still open: it has to be ended first.",
            "%(count)s tasks or flags are still open: they have to be ended first.",
            open_tasks,
        )
        yield Objection("tasks_open", words % {"count": open_tasks})
    sent = Sending.objects.filter(case=case).exclude(state=SendingState.NO_ANSWER)
    if any(sending_rules.is_open(one.kind, one.state) for one in sent):
        yield Objection("sending_open", _("Something that was sent waits for an answer. It has to be ended first."))
    if _open_requests(case).exists():
        yield Objection(
            "request_open",
            _(
                "Somebody has asked for the whole file on this child and has no answer yet. It has to be answered first."
            ),
        )
    if _warnings(case):
        yield Objection(
            "warning_holds",
            _(
                "It is written down who must never learn of this child, and that would be destroyed with the rest, while "
                "the reports stay. Two people have to end these entries first."
            ),
        )


def _open_requests(case: Case) -> QuerySet[DataRequest]:
    waiting = Q(state__in=(RequestState.OPEN, RequestState.COMPILED), kind=RequestKind.ACCESS)
    return DataRequest.objects.filter(waiting, person__in=linking.parts_of(case.person_id))


def _warnings(case: Case) -> bool:
    ended = DisclosureEnding.objects.filter(state__in=(CONFIRMED, ALONE)).values("entry")
    holds = Q(until=None) | Q(until__gte=today())
    return NeverDisclose.objects.filter(holds, case=case).exclude(id__in=ended).exists()
