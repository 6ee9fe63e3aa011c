"""Return plans, handed to pages and to missions: values, never table rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from dodomu.engine.values.dates import PartialDate
from dodomu.engine.values.names import NameForm
from dodomu.journey.missions.readiness import Looked, Missing, Readiness


@dataclass(frozen=True, slots=True)
class PaperRow:
    """What was said of one paper; ``from_case``: it stands among the dated papers of the case."""

    id: UUID
    kind: str
    held: str
    number: str = field(repr=False)
    issued_on: date | None
    valid_until: date | None
    ordered_on: date | None
    note: str = field(repr=False)
    by: str
    at: datetime
    from_case: bool = False


@dataclass(frozen=True, slots=True)
class AuthorityRow:
    """Who may take the child, on which basis, for what, from when to when, and who checked it."""

    id: UUID
    escort_id: UUID | None
    holder: str = field(repr=False)
    scope: str = field(repr=False)
    basis: str
    basis_label: str
    valid_from: date
    valid_until: date | None
    checked_by: str
    checked_at: datetime | None
    by_id: UUID
    by: str
    at: datetime
    ended_by: str
    ended_at: datetime | None
    end_reason: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class RiskRow:
    """One judgement of one kind of risk, with its measures."""

    id: UUID
    kind: str
    level: str
    level_label: str
    measures: str = field(repr=False)
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class BudgetRow:
    """One line of the budget; ``amount`` in hundredths."""

    id: UUID
    kind: str
    amount: int
    currency: str
    note: str = field(repr=False)
    by: str
    at: datetime
    struck_by: str
    struck_at: datetime | None


@dataclass(frozen=True, slots=True)
class SecondedRow:
    """A best-interests decision (``decision``) or a declaration of READY, as far as it has come.

    ``void_at``: a declaration that counts no more, because something is missing again.
    """

    id: UUID
    decision: str
    label: str
    reason: str = field(repr=False)
    by_id: UUID
    by: str
    at: datetime
    state: str
    state_label: str
    second: str
    second_at: datetime | None
    second_reason: str = field(repr=False)
    void_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class PlanEventRow:
    """Something that happened to the plan itself. ``missing``: codes and kinds, where it fell back."""

    what: str
    label: str
    reason: str = field(repr=False)
    review_on: date | None
    by: str
    at: datetime
    missing: tuple[Missing, ...] = ()


@dataclass(frozen=True, slots=True)
class PlanPage:
    """Everything the page of one plan shows.

    ``readiness`` is computed now, whatever was declared; ``state`` is what people declared.
    """

    id: UUID
    case_id: UUID
    case_number: int
    person_id: UUID
    name: NameForm | None = field(repr=False)
    born: PartialDate | None = field(repr=False)
    state: str
    state_label: str
    owner_id: UUID | None
    owner: str
    team_id: UUID
    team: str
    travel_by: date | None
    companion: str
    companion_label: str
    needs: Mapping[str, str]
    needs_words: str = field(repr=False)
    receiver: str = field(repr=False)
    note: str = field(repr=False)
    begun_by: str
    begun_at: datetime
    under_way: bool
    case_closed: bool
    looked: Looked = field(repr=False)
    readiness: Readiness
    papers: tuple[PaperRow, ...]
    authorities: tuple[AuthorityRow, ...]
    risks: tuple[RiskRow, ...]
    budget: tuple[BudgetRow, ...]
    decisions: tuple[SecondedRow, ...]
    declarations: tuple[SecondedRow, ...]
    events: tuple[PlanEventRow, ...]
    may_work: bool = False
    may_confirm: bool = False

    @property
    def waiting_decision(self) -> SecondedRow | None:
        return next((one for one in self.decisions if one.state == "waiting"), None)

    @property
    def waiting_declaration(self) -> SecondedRow | None:
        return next((one for one in self.declarations if one.state == "waiting" and one.void_at is None), None)

    @property
    def declaration(self) -> SecondedRow | None:
        """The declaration of READY that holds."""
        holding = (one for one in self.declarations if one.void_at is None)
        return next((one for one in holding if one.state in {"confirmed", "alone"}), None)

    @property
    def not_now(self) -> PlanEventRow | None:
        """Why the child does not travel now, and when somebody looks again."""
        return self._last("not_now") if self.state == "not_now" else None

    @property
    def fell_back(self) -> PlanEventRow | None:
        """Why a plan that was ready is ready no more."""
        last = next((one for one in self.events if one.what in {"ready", "ready_taken_back", "opened"}), None)
        return last if last and last.what == "ready_taken_back" and self.state == "open" else None

    @property
    def totals(self) -> dict[str, int]:
        """What is expected to be spent, by currency, in hundredths."""
        found: dict[str, int] = {}
        for line in self.budget:
            if line.struck_at is None:
                found[line.currency] = found.get(line.currency, 0) + line.amount
        return found

    def _last(self, what: str) -> PlanEventRow | None:
        return next((one for one in self.events if one.what == what), None)


@dataclass(frozen=True, slots=True)
class ReadyChild:
    """A child whose plan is READY and of whom nothing is missing at this moment: who may go on a mission.

    Attributes:
        code: stands for the child until a mission gives it a code name; it tells nothing.
        sex: as stated, ``not_asked`` where nobody said; youngest, oldest: whole years on the day of travel.
        child_seat, wheelchair, medical_escort, medicine: yes or no: a plan with another answer is not READY.
        siblings: cases of brothers and sisters among the ready children.
        escorts: escorts who hold an authority for this child.
        not_confirmed: it rests on an act no second person could confirm.
    """

    plan_id: UUID
    case_id: UUID
    case_number: int
    person_id: UUID
    code: str
    name: NameForm | None = field(repr=False)
    team_id: UUID
    sex: str
    youngest: int
    oldest: int
    travel_by: date | None
    companion: str
    child_seat: bool
    wheelchair: bool
    medical_escort: bool
    medicine: bool
    needs: str = field(repr=False)
    siblings: tuple[UUID, ...]
    escorts: tuple[UUID, ...]
    not_confirmed: bool


@dataclass(frozen=True, slots=True)
class PlanRow:
    """One plan in a list. ``readiness`` is None for one that has ended."""

    id: UUID
    case_id: UUID
    case_number: int
    person_id: UUID
    name: NameForm | None = field(repr=False)
    state: str
    state_label: str
    owner_id: UUID | None
    owner: str
    travel_by: date | None
    missing: int
    readiness: Readiness | None
    begun_at: datetime
    under_way: bool = False
    review_on: date | None = None
