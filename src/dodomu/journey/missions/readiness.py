"""Whether a child is READY to travel, and else everything that is missing. Pure: no table, no clock.

READY needs: the requester's identity and kinship verified, the child's own view recorded, "return" decided by two as best
for the child, and nothing missing of papers, authority, risks, needs, consent, budget. What is not known is missing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from dodomu.journey.missions import plan_rules
from dodomu.journey.missions.plan_rules import (
    ConsentRule,
    PaperRule,
    PaperSaid,
    PaperState,
    RiskRule,
    Traveller,
    accepted_bases,
    needed_papers,
    paper_states,
)

REQUESTER, CHILD_VIEW, BEST_INTERESTS, DETAILS = "requester", "child_view", "best_interests", "details"
PAPERS, AUTHORITY, RISKS, CONSENT, BUDGET = "papers", "authority", "risks", "consent", "budget"
WHERE = (REQUESTER, CHILD_VIEW, BEST_INTERESTS, DETAILS, PAPERS, AUTHORITY, RISKS, CONSENT, BUDGET)
"""Where something missing is mended: the parts of a plan, in the order of a page."""

NEEDS = ("child_seat", "wheelchair", "medical_escort", "medicine")
ANSWERED = frozenset({"yes", "no"})
RETURN, WAITING, DECLINED, ALONE, CONFIRMED = "return", "waiting", "declined", "alone", "confirmed"
TOO_HIGH, CANNOT_BE_JUDGED = "too_high", "unknown"
GIVEN = "given"


@dataclass(frozen=True, slots=True)
class Decided:
    """One best-interests decision: what was decided, and what the second person said."""

    decision: str
    state: str


@dataclass(frozen=True, slots=True)
class Judged:
    """The last judgement of one kind of risk."""

    level: str
    on: date


@dataclass(frozen=True, slots=True)
class Held:
    """One authority that has not ended; ``escort``: whether the escort it names may travel, None where it names none."""

    basis: str
    valid_from: date
    valid_until: date | None
    checked: bool
    escort: bool | None = None

    def holds(self, on: date) -> bool:
        return self.valid_from <= on and (self.valid_until is None or on <= self.valid_until)


@dataclass(frozen=True, slots=True)
class Looked:
    """Everything that READY depends on, as it stands today.

    Attributes:
        requester: identity and kinship of somebody who asks for the child are both verified.
        decisions: best-interests decisions, the latest first.
        births: earliest and latest possible day of birth; None where nothing is known.
        needs: by ``NEEDS``: yes, no, unknown, not_asked.
        consents: by use: how consent stands (``given`` permits).
        receiver: it is written down who receives the child.
    """

    today: date
    requester: bool = False
    child_view: bool = False
    decisions: Sequence[Decided] = ()
    travel_on: date | None = None
    companion: str = "unknown"
    births: tuple[date, date] | None = None
    receiver: bool = False
    needs: Mapping[str, str] = field(default_factory=dict)
    papers: Mapping[str, PaperSaid] = field(default_factory=dict)
    authorities: Sequence[Held] = ()
    risks: Mapping[str, Judged] = field(default_factory=dict)
    consents: Mapping[str, str] = field(default_factory=dict)
    budget: bool = False

    @property
    def day(self) -> date:
        """The day everything is judged on: the day of travel, or today where none is set or it has passed."""
        return max(self.travel_on or self.today, self.today)

    @property
    def traveller(self) -> Traveller:
        earliest, latest = self.births or (None, None)
        return Traveller.of(earliest, latest, self.companion, self.day)


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing that stands between a child and READY.

    Attributes:
        code: what is missing; ``plan_words.sentence_of`` says it.
        where: one of ``WHERE``.
        kinds: which papers, risks, needs or uses it speaks of.
        by: until when it must be done so that the day of travel stands; late: that day has passed.
    """

    code: str
    where: str
    kinds: tuple[str, ...] = ()
    by: date | None = None
    late: bool = False


@dataclass(frozen=True, slots=True)
class Readiness:
    """``ready`` when nothing is missing. ``not_confirmed``: it rests on a decision no second person could confirm."""

    missing: tuple[Missing, ...]
    papers: tuple[PaperState, ...]
    not_confirmed: bool = False

    @property
    def ready(self) -> bool:
        return not self.missing

    @property
    def next_by(self) -> Missing | None:
        """What has to be done first of all that has a day."""
        dated = [one for one in self.missing if one.by is not None]
        return min(dated, key=lambda one: one.by or date.max, default=None)


def readiness(looked: Looked) -> Readiness:
    """Whether the child is ready, and else everything that is missing, in the order of ``WHERE``."""
    states = paper_states(needed_papers(looked.traveller, looked.day), looked.papers, looked.travel_on, looked.today)
    decision = counting(looked.decisions)
    found = [
        *_people(looked, decision),
        *_details(looked),
        *_papers(states),
        *_authority(looked),
        *_risks(looked),
        *_consents(looked),
        *([] if looked.budget else [Missing("budget", BUDGET)]),
    ]
    alone = decision is not None and decision.state == ALONE
    return Readiness(tuple(found), states, not_confirmed=alone)


def counting(decisions: Sequence[Decided]) -> Decided | None:
    """The decision that counts: the latest to which no second person said no; one that waits counts as waiting."""
    return next((one for one in decisions if one.state != DECLINED), None)


def _people(looked: Looked, decision: Decided | None) -> list[Missing]:
    found = [] if looked.requester else [Missing("requester", REQUESTER)]
    if not looked.child_view:
        found.append(Missing("child_view", CHILD_VIEW))
    if decision is None:
        code = "best_interests_declined" if looked.decisions else "best_interests"
        found.append(Missing(code, BEST_INTERESTS))
    elif decision.state == WAITING:
        found.append(Missing("best_interests_waiting", BEST_INTERESTS))
    elif decision.decision != RETURN or decision.state not in {CONFIRMED, ALONE}:
        found.append(Missing("best_interests_not_return", BEST_INTERESTS))
    return found


def _details(looked: Looked) -> list[Missing]:
    found = []
    if looked.travel_on is None:
        found.append(Missing("travel_day", DETAILS))
    elif looked.travel_on < looked.today:
        found.append(Missing("travel_day_passed", DETAILS, by=looked.travel_on, late=True))
    if looked.companion == "unknown":
        found.append(Missing("companion", DETAILS))
    elif looked.companion == "nobody" and looked.traveller.youngest < 18:
        found.append(Missing("companion_needed", DETAILS))
    if not looked.receiver:
        found.append(Missing("receiver", DETAILS))
    open_needs = tuple(need for need in NEEDS if looked.needs.get(need) not in ANSWERED)
    if open_needs:
        found.append(Missing("needs", DETAILS, open_needs))
    return found


def _papers(states: Sequence[PaperState]) -> list[Missing]:
    """One line for each paper, and one for a set of which one is enough: that with the latest day to order by."""
    found: dict[str, Missing] = {}
    for one in states:
        if one.settled:
            continue
        by = one.order_by or one.expected_on
        if not one.rule.one_of:
            found[one.rule.kind] = Missing(f"paper_{one.state}", PAPERS, (one.rule.kind,), by, one.late)
            continue
        before = found.get(one.rule.one_of)
        kinds = (*(before.kinds if before else ()), one.rule.kind)
        # Of two ways to the same end the one that still leaves most time sets the day.
        days = [day for day in (before.by if before else None, by) if day is not None]
        late = one.late and (before is None or before.late)
        found[one.rule.one_of] = Missing("paper_one_of", PAPERS, kinds, max(days, default=None), late)
    return sorted(found.values(), key=lambda one: one.by or date.max)


def _authority(looked: Looked) -> list[Missing]:
    if looked.companion in {"unknown", "nobody"}:
        return []
    bases = accepted_bases(looked.traveller, looked.day)
    if bases is None:
        return [Missing("authority_no_rule", AUTHORITY)]
    if not bases:
        return []
    fitting = [one for one in looked.authorities if one.basis in bases]
    if not fitting:
        return [Missing("authority", AUTHORITY, tuple(sorted(bases)))]
    held = [one for one in fitting if one.holds(looked.day)]
    if not held:
        return [Missing("authority_expired", AUTHORITY)]
    checked = [one for one in held if one.checked]
    if not checked:
        return [Missing("authority_unchecked", AUTHORITY)]
    if all(one.escort is False for one in checked):
        return [Missing("authority_escort", AUTHORITY)]
    return []


def _risks(looked: Looked) -> list[Missing]:
    rules = [rule for rule in plan_rules.risk_rules() if rule.span.holds(looked.today)]
    codes = {rule.kind: _risk_code(rule, looked) for rule in rules}
    found = []
    for code in ("risk_too_high", "risk_unknown", "risk_not_judged", "risk_old"):
        kinds = tuple(kind for kind, held in codes.items() if held == code)
        if kinds:
            found.append(Missing(code, RISKS, kinds))
    return found


def _risk_code(rule: RiskRule, looked: Looked) -> str:
    judged = looked.risks.get(rule.kind)
    if judged is None:
        return "risk_not_judged"
    if judged.level == TOO_HIGH:
        return "risk_too_high"
    if judged.level == CANNOT_BE_JUDGED:
        return "risk_unknown"
    return "risk_old" if judged.on + timedelta(days=rule.again_days) < looked.today else ""


def _consents(looked: Looked) -> list[Missing]:
    uses = tuple(rule.use for rule in needed_consents(looked) if looked.consents.get(rule.use) != GIVEN)
    return [Missing("consent", CONSENT, uses)] if uses else []


def needed_consents(looked: Looked) -> list[ConsentRule]:
    """For which uses of the child's data consent is needed before this child travels."""
    medical = "yes" in {looked.needs.get("medical_escort"), looked.needs.get("medicine")}
    rules = [rule for rule in plan_rules.consent_rules() if rule.span.holds(looked.today)]
    return [rule for rule in rules if rule.when != "medical" or medical]


def open_papers(looked: Looked) -> tuple[PaperRule, ...]:
    """The papers this child needs, for forms."""
    return needed_papers(looked.traveller, looked.day)
