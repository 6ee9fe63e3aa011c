"""A return plan made ready for its page: what is missing and what to do next, each part in words and tones."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from dodomu.base.access import policy
from dodomu.base.access.acts import Act
from dodomu.base.access.viewer import Viewer
from dodomu.base.contributions import MissingItem
from dodomu.journey.missions import readiness as where
from dodomu.journey.missions.plan_rules import WORKING_DAYS, PaperRule, PaperState, risk_rules
from dodomu.journey.missions.plan_words import COSTS, HELD, NEEDS, PAPERS, RISKS, count_of, note_of, sentence_of
from dodomu.journey.missions.queries.plans_rows import (
    AuthorityRow,
    BudgetRow,
    PaperRow,
    PlanEventRow,
    PlanPage,
    RiskRow,
    SecondedRow,
)
from dodomu.journey.missions.readiness import Missing
from dodomu.journey.missions.web.money import money
from dodomu.kit.dates import day_in_words, today
from dodomu.kit.status import Status

STATES = {
    "open": ("notice", "half"),
    "ready": ("well", "check"),
    "not_now": ("harm", "clock"),
    "ended": ("neutral", "lock"),
}
PAPER_TONES = {
    "good": ("well", "check"),
    "not_needed": ("neutral", "check"),
    "instead": ("neutral", "check"),
    "ordered": ("act", "clock"),
    "missing": ("harm", "alert"),
    "expired": ("harm", "alert"),
    "no_end": ("notice", "half"),
}
LEVEL_TONES = {
    "low": ("well", "check"),
    "medium": ("notice", "half"),
    "high": ("harm", "alert"),
    "too_high": ("harm", "alert"),
}
SECOND_TONES = {"waiting": "notice", "confirmed": "well", "declined": "harm", "alone": "notice"}
NEED_TONES = {"yes": "act", "no": "neutral"}


def plan_status(state: str, label: str, *, under_way: bool = False) -> Status:
    if under_way and state == "ready":
        return Status(_("has set out"), "act", "road")
    return Status(label, *STATES[state])


@dataclass(frozen=True, slots=True)
class NextStep:
    """The one sentence at the top, and its button where the viewer can press it."""

    sentence: str
    label: str = ""
    url: str = ""
    icon: str = ""
    more: str = ""


@dataclass(frozen=True, slots=True)
class PaperLine:
    """One needed paper as a row of the table."""

    state: PaperState
    label: str | Promise
    status: Status
    valid: str
    lead: str
    by: str
    late: bool
    said: PaperRow | None
    url: str


@dataclass(frozen=True, slots=True)
class AuthorityLine:
    row: AuthorityRow
    status: Status
    valid: str
    url: str


@dataclass(frozen=True, slots=True)
class RiskLine:
    label: str | Promise
    status: Status
    row: RiskRow | None


@dataclass(frozen=True, slots=True)
class CostLine:
    row: BudgetRow
    label: str | Promise
    amount: str


@dataclass(frozen=True, slots=True)
class SecondedLine:
    row: SecondedRow
    status: Status
    url: str


@dataclass(frozen=True, slots=True)
class EventLine:
    """What happened to the plan, with what was missing where it fell back."""

    row: PlanEventRow
    missing: list[str]


@dataclass(frozen=True, slots=True)
class PlanView:
    """Everything the page shows."""

    page: PlanPage
    status: Status
    next: NextStep
    missing: list[MissingItem]
    papers: list[PaperLine]
    authorities: list[AuthorityLine]
    ended_authorities: list[AuthorityLine]
    risks: list[RiskLine]
    costs: list[CostLine]
    totals: list[str]
    decisions: list[SecondedLine]
    declarations: list[SecondedLine]
    needs: list[tuple[str | Promise, Status]]
    events: list[EventLine]
    fell_back: list[str]


def plan_view(viewer: Viewer, page: PlanPage) -> PlanView:
    """The page of one plan for one viewer."""
    lines = [_authority(page, row) for row in page.authorities]
    return PlanView(
        page=page,
        status=plan_status(page.state, page.state_label, under_way=page.under_way),
        next=next_step(viewer, page),
        missing=missing_items(viewer, page),
        papers=[_paper(page, one) for one in page.readiness.papers],
        authorities=[line for line in lines if line.row.ended_at is None],
        ended_authorities=[line for line in lines if line.row.ended_at is not None],
        risks=list(_risks(page)),
        costs=[CostLine(row, COSTS.get(row.kind, row.kind), money(row.amount, row.currency)) for row in page.budget],
        totals=[money(amount, currency) for currency, amount in page.totals.items()],
        decisions=[_seconded(viewer, page, row, "missions:plan_decision") for row in page.decisions],
        declarations=[_seconded(viewer, page, row, "missions:plan_ready_answer") for row in page.declarations],
        needs=list(_needs(page)),
        events=[EventLine(row, [sentence_of(one) for one in row.missing]) for row in page.events],
        fell_back=[sentence_of(one) for one in page.fell_back.missing] if page.fell_back else [],
    )


def next_step(viewer: Viewer, page: PlanPage) -> NextStep:
    """The first of: ended, set aside, an answer asked of this viewer, on the way, ready, declared, missing, nothing missing."""
    if page.state == "ended":
        return NextStep(_("The plan has ended. Nothing in it is looked at any more."))
    if page.not_now:
        return _set_aside(page)
    asked = _asked(viewer, page)
    if asked:
        return asked
    if page.under_way:
        return NextStep(_("The child has set out. Nothing of the plan is asked for again on the way."))
    if page.state == "ready":
        held = page.declaration
        unconfirmed = _("Not confirmed: nobody else works here.") if held and held.state == "alone" else ""
        return NextStep(_("The child is ready to travel. A mission can take them along."), more=unconfirmed)
    if page.readiness.missing:
        return _lacking(viewer, page)
    if page.waiting_declaration:
        return NextStep(_("Declared ready to travel. Until a second person agrees nothing begins."))
    url = reverse("missions:plan_ready", args=[page.id]) if page.may_work else ""
    return NextStep(
        _("Nothing is missing. Somebody can declare that the child is ready to travel."),
        _("Declare ready to travel"),
        url,
        "check",
    )


def _set_aside(page: PlanPage) -> NextStep:
    event = page.not_now
    day = day_in_words(event.review_on) if event and event.review_on else ""
    url = reverse("missions:plan_take_up", args=[page.id]) if page.may_work else ""
    sentence = _("Do not travel now. Somebody looks again on %(day)s.") % {"day": day}
    return NextStep(sentence, _("Take it up again"), url, "undo", event.reason if event else "")


def _asked(viewer: Viewer, page: PlanPage) -> NextStep | None:
    """What waits for this viewer as the second person."""
    if not page.may_confirm:
        return None
    decision, declared = page.waiting_decision, page.waiting_declaration
    if decision and decision.by_id != viewer.user_id:
        url = reverse("missions:plan_decision", args=[page.id, decision.id])
        return NextStep(
            _("A colleague asks you as the second person what is best for the child."),
            _("Read and answer"),
            url,
            "people",
        )
    if declared and declared.by_id != viewer.user_id:
        url = reverse("missions:plan_ready_answer", args=[page.id, declared.id])
        return NextStep(
            _("A colleague asks you as the second person whether the child is ready to travel."),
            _("Read and answer"),
            url,
            "people",
        )
    return None


def _lacking(viewer: Viewer, page: PlanPage) -> NextStep:
    """How much is missing, and the first thing to do: what has the nearest day, else the first of the list."""
    first = page.readiness.next_by or page.readiness.missing[0]
    note = note_of(first)
    sentence = _("%(count)s. Next: %(what)s") % {
        "count": count_of(len(page.readiness.missing)),
        "what": f"{sentence_of(first)} ({note})." if note else f"{sentence_of(first)}.",
    }
    url = mending_url(viewer, page, first)
    return NextStep(sentence, _("Do this next"), url, "arrow-right")


def missing_items(viewer: Viewer, page: PlanPage) -> list[MissingItem]:
    """What is missing for READY, each with the way to mend it; nothing where the child has set out or the plan ended."""
    if page.under_way or page.state == "ended":
        return []
    return [
        MissingItem(sentence_of(one), note_of(one), url=mending_url(viewer, page, one))
        for one in page.readiness.missing
    ]


def mending_url(viewer: Viewer, page: PlanPage, one: Missing) -> str:
    """Where this viewer can mend something missing; empty where they cannot."""
    if one.where == where.REQUESTER:
        return reverse("registry:requesters", args=[page.person_id])
    if one.where == where.CHILD_VIEW:
        may = policy.may(viewer, Act.CASE_WORK, subject=page.person_id)
        return reverse("cases:child_view" if may else "cases:consent", args=[page.case_id])
    if one.where == where.CONSENT:
        return reverse("cases:consent", args=[page.case_id])
    return _own_url(page, one) if page.may_work else ""


def _own_url(page: PlanPage, one: Missing) -> str:
    match one.where:
        case where.PAPERS:
            return reverse("missions:plan_paper", args=[page.id, one.kinds[-1]])
        case where.BEST_INTERESTS:
            waiting = page.waiting_decision
            if waiting:
                return reverse("missions:plan_decision", args=[page.id, waiting.id])
            return reverse("missions:plan_decide", args=[page.id])
        case where.AUTHORITY:
            held = [row for row in page.authorities if row.ended_at is None]
            if one.code == "authority_unchecked" and held:
                return reverse("missions:plan_authority", args=[page.id, held[0].id])
            return reverse("missions:plan_authority_new", args=[page.id])
        case where.RISKS:
            return reverse("missions:plan_risks", args=[page.id])
        case where.BUDGET:
            return reverse("missions:plan_cost", args=[page.id])
        case _:
            return reverse("missions:plan_details", args=[page.id])


def _paper(page: PlanPage, one: PaperState) -> PaperLine:
    tone, icon = PAPER_TONES.get(one.state, ("unknown", "question"))
    said = next((row for row in page.papers if row.kind == one.rule.kind), None)
    by = one.order_by if not one.settled else None
    words = short_day(by) if by else ""
    if one.expected_on:
        words = _("expected %(day)s") % {"day": short_day(one.expected_on)}
    return PaperLine(
        state=one,
        label=PAPERS.get(one.rule.kind, one.rule.kind),
        status=Status(HELD[one.state], tone, icon),
        valid=short_day(one.valid_until) if one.valid_until else "",
        lead=lead_in_words(one.rule),
        by=words,
        late=one.late,
        said=said,
        url=reverse("missions:plan_paper", args=[page.id, one.rule.kind]) if page.may_work else "",
    )


def short_day(day: date) -> str:
    """28 Dec 2026."""
    return date_format(day, "SHORT_DATE_FORMAT")


def lead_in_words(rule: PaperRule) -> str:
    """How long a paper takes to get."""
    if rule.lead_unit == WORKING_DAYS:
        return ngettext("%(n)s working day", "%(n)s working days", rule.lead) % {"n": rule.lead}
    return ngettext("%(n)s day", "%(n)s days", rule.lead) % {"n": rule.lead}


def _authority(page: PlanPage, row: AuthorityRow) -> AuthorityLine:
    day = page.looked.day
    if row.ended_at:
        status = Status(_("ended"), "neutral", "lock")
    elif row.valid_from > day or (row.valid_until and row.valid_until < day):
        status = Status(_("does not hold on the day of travel"), "harm", "alert")
    elif row.checked_at is None:
        status = Status(_("paper not checked"), "notice", "half")
    else:
        status = Status(_("checked"), "well", "check")
    until = day_in_words(row.valid_until) if row.valid_until else _("without an end")
    valid = pgettext("from a day until a day", "%(first)s – %(last)s") % {
        "first": day_in_words(row.valid_from),
        "last": until,
    }
    return AuthorityLine(row, status, valid, reverse("missions:plan_authority", args=[page.id, row.id]))


def _risks(page: PlanPage) -> Iterable[RiskLine]:
    latest: dict[str, RiskRow] = {}
    for row in page.risks:
        latest.setdefault(row.kind, row)
    old = {kind for one in page.readiness.missing if one.code == "risk_old" for kind in one.kinds}
    for rule in risk_rules():
        if not rule.span.holds(today()):
            continue
        held = latest.get(rule.kind)
        if held is None:
            status = Status(_("not judged yet"), "unknown", "question")
        elif rule.kind in old:
            status = Status(_("%(level)s, judged too long ago") % {"level": held.level_label}, "notice", "clock")
        else:
            tone, icon = LEVEL_TONES.get(held.level, ("unknown", "question"))
            status = Status(held.level_label, tone, icon)
        yield RiskLine(RISKS[rule.kind], status, held)


def _seconded(viewer: Viewer, page: PlanPage, row: SecondedRow, name: str) -> SecondedLine:
    if row.void_at:
        status = Status(_("counts no more"), "neutral", "close")
    else:
        status = Status(row.state_label, SECOND_TONES[row.state])
    waits = row.state == "waiting" and row.void_at is None and page.may_confirm and row.by_id != viewer.user_id
    return SecondedLine(row, status, reverse(name, args=[page.id, row.id]) if waits else "")


def _needs(page: PlanPage) -> Iterable[tuple[str | Promise, Status]]:
    for need, label in NEEDS.items():
        answer = page.needs[need]
        words = {
            "yes": pgettext("need", "yes"),
            "no": pgettext("need", "no"),
            "unknown": pgettext("need", "asked, nobody could say"),
            "not_asked": pgettext("need", "not asked"),
        }
        icon = {"yes": "check", "no": "close"}.get(answer, "question")
        yield label, Status(words[answer], NEED_TONES.get(answer, "unknown"), icon)


def case_url(viewer: Viewer, case_id: UUID) -> str:
    return reverse("cases:case", args=[case_id]) if Act.CASE_READ in viewer.acts else ""
