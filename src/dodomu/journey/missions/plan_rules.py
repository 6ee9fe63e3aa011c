"""The dated rules of return plans and escorts (``data/*.csv``), and what follows from them. Pure: no table, no clock.

Which papers a child needs, when each must be ordered, whether it holds on the day of travel; which authority an adult
needs to take the child; whether an escort may travel.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files

from dodomu.journey.cases.clock_rules import day_after

ANY, WORKING_DAYS = "*", "working_days"
HELD, ORDERED, MISSING, NOT_NEEDED, UNKNOWN, NOT_ASKED = (
    "held",
    "ordered",
    "missing",
    "not_needed",
    "unknown",
    "not_asked",
)
"""What people say of a paper; ``not_asked`` where nobody has said anything."""
GOOD, EXPIRED, NO_END, INSTEAD = "good", "expired", "no_end", "instead"
"""How a paper stands besides: it holds on the day of travel, ends before it, its last day is not known, another of the
papers of which one is needed is there."""
SETTLED = frozenset({GOOD, NOT_NEEDED, INSTEAD})


@dataclass(frozen=True, slots=True)
class Span:
    """From when to when a rule is in force, its source, and whether somebody still has to confirm it."""

    since: date
    until: date | None
    source: str
    confirm: bool = False

    def holds(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True)
class Ages:
    """Whole years, both ends included; an open end is None."""

    first: int | None = None
    last: int | None = None

    def touches(self, youngest: int, oldest: int) -> bool:
        """Whether somebody aged between ``youngest`` and ``oldest`` may be of these ages."""
        return (self.first is None or oldest >= self.first) and (self.last is None or youngest <= self.last)


@dataclass(frozen=True, slots=True)
class Traveller:
    """As much of a child as the rules ask: possible ages on the day of travel, and with which adult (``Companion``)."""

    youngest: int
    oldest: int
    companion: str

    @classmethod
    def of(cls, earliest: date | None, latest: date | None, companion: str, on: date) -> Traveller:
        """Of a birth date between two days; nothing known of it counts as a child of any age.

        >>> Traveller.of(date(2010, 3, 1), date(2010, 12, 31), "parent", date(2026, 6, 1))
        Traveller(youngest=15, oldest=16, companion='parent')
        """
        if earliest is None or latest is None:
            return cls(0, 17, companion)
        return cls(age_on(latest, on), age_on(earliest, on), companion)


def age_on(born: date, on: date) -> int:
    """Whole years on a day; 0 before birth.

    >>> age_on(date(2010, 6, 2), date(2026, 6, 1))
    15
    """
    return max(0, on.year - born.year - ((on.month, on.day) < (born.month, born.day)))


@dataclass(frozen=True, slots=True)
class PaperRule:
    """One paper: for whom, how long it takes to get, how long it is valid from issue.

    ``one_of`` names a set of papers of which one is enough; ``ends``: it has a last day, which must be known.
    """

    kind: str
    order: int
    one_of: str
    companions: frozenset[str]
    ages: Ages
    lead: int
    lead_unit: str
    valid: int
    valid_unit: str
    ends: bool
    warn_days: int
    span: Span

    def applies(self, who: Traveller) -> bool:
        return bool(self.companions & {ANY, who.companion}) and self.ages.touches(who.youngest, who.oldest)

    def order_by(self, travel_on: date) -> date:
        """The last day on which to apply, so that the paper is there on the day of travel."""
        return before(travel_on, self.lead, self.lead_unit)

    def there_by(self, ordered_on: date) -> date:
        """The day on which a paper that was applied for can be expected."""
        return after(ordered_on, self.lead, self.lead_unit)


@dataclass(frozen=True, slots=True)
class PaperSaid:
    """What was said last about one paper."""

    held: str
    issued_on: date | None = None
    valid_until: date | None = None
    ordered_on: date | None = None


@dataclass(frozen=True, slots=True)
class PaperState:
    """One needed paper as it stands on the day of travel.

    Attributes:
        state: one of the codes above.
        valid_until: the last day: as written, or as the rule counts from the day of issue, whichever is first.
        order_by: the last day to apply for it, where it is not there; expected_on: when one that was applied for comes.
        late: it can no longer be there in time by the usual lead time.
    """

    rule: PaperRule
    state: str
    said: PaperSaid | None = None
    valid_until: date | None = None
    order_by: date | None = None
    expected_on: date | None = None
    late: bool = False

    @property
    def settled(self) -> bool:
        return self.state in SETTLED

    def ends_soon(self, today: date) -> bool:
        """It holds, but its last day is near: within the days of warning of its rule."""
        return (
            self.state == GOOD
            and self.valid_until is not None
            and self.valid_until <= today + timedelta(days=self.rule.warn_days)
        )


@dataclass(frozen=True, slots=True)
class AuthorityRule:
    """With which adult, at which age, on which basis (``AuthorityBasis``) a child is taken; no basis: none is needed."""

    companion: str
    ages: Ages
    bases: frozenset[str]
    span: Span

    def applies(self, who: Traveller) -> bool:
        return self.companion in {ANY, who.companion} and self.ages.touches(who.youngest, who.oldest)


@dataclass(frozen=True, slots=True)
class CheckRule:
    """One thing an escort is checked for; ``medical_only``: of those who look after health."""

    kind: str
    order: int
    medical_only: bool
    valid: int
    valid_unit: str
    ends: bool
    span: Span


@dataclass(frozen=True, slots=True)
class RiskRule:
    """One kind of risk; a judgement is made again after ``again_days``."""

    kind: str
    order: int
    again_days: int
    span: Span


@dataclass(frozen=True, slots=True)
class ConsentRule:
    """A use of the child's data that needs consent: always, or with ``medical`` care on the way."""

    use: str
    when: str
    span: Span


def needed_papers(who: Traveller, on: date, rules: Sequence[PaperRule] | None = None) -> tuple[PaperRule, ...]:
    """The papers a child needs by the rules in force on a day, each kind once.

    >>> [rule.kind for rule in needed_papers(Traveller(9, 9, "grandparent"), date(2026, 6, 1))]
    ['birth_certificate', 'passport', 'certificate_for_return', 'kinship_proof', 'companion_passport']
    """
    found: dict[str, PaperRule] = {}
    for rule in paper_rules() if rules is None else rules:
        if rule.span.holds(on) and rule.applies(who):
            found.setdefault(rule.kind, rule)
    return tuple(sorted(found.values(), key=lambda rule: rule.order))


def paper_states(
    rules: Sequence[PaperRule], said: Mapping[str, PaperSaid], travel_on: date | None, today: date
) -> tuple[PaperState, ...]:
    """How each needed paper stands on the day of travel; without one, as of today and without a day to order by.

    One of a set that is there settles the others of the set; one that is not needed settles only itself, and the set
    when all of it is not needed.
    """
    states = [_state(rule, said.get(rule.kind), travel_on, today) for rule in rules]
    there = {one.rule.one_of for one in states if one.rule.one_of and one.state == GOOD}
    return tuple(
        PaperState(one.rule, INSTEAD, one.said) if one.rule.one_of in there and one.state != GOOD else one
        for one in states
    )


def _state(rule: PaperRule, said: PaperSaid | None, travel_on: date | None, today: date) -> PaperState:
    order_by = rule.order_by(travel_on) if travel_on else None
    late = order_by is not None and order_by < today
    if said is None:
        return PaperState(rule, NOT_ASKED, None, order_by=order_by, late=late)
    if said.held == HELD:
        until = last_day(rule, said)
        if until is None and rule.ends:
            return PaperState(rule, NO_END, said, order_by=order_by, late=late)
        if until is not None and until < max(today, travel_on or today):
            return PaperState(rule, EXPIRED, said, until, order_by, late=late)
        return PaperState(rule, GOOD, said, until)
    if said.held == ORDERED and said.ordered_on:
        expected = rule.there_by(said.ordered_on)
        return PaperState(
            rule, ORDERED, said, expected_on=expected, late=travel_on is not None and expected > travel_on
        )
    if said.held == NOT_NEEDED:
        return PaperState(rule, NOT_NEEDED, said)
    return PaperState(rule, said.held, said, order_by=order_by, late=late)


def last_day(rule: PaperRule | CheckRule, said: PaperSaid) -> date | None:
    """The last day of a paper or a check: as written, or as its rule counts from issue, whichever is first."""
    counted = day_after(said.issued_on, rule.valid, rule.valid_unit) if said.issued_on and rule.valid else None
    known = [day for day in (said.valid_until, counted) if day is not None]
    return min(known, default=None)


def held_until(said: Mapping[str, PaperSaid], on: date) -> dict[str, date | None]:
    """The last day of each paper that is held, by kind, as the rules of that day count it; None: nobody knows it."""
    rules = {rule.kind: rule for rule in paper_rules() if rule.span.holds(on)}
    return {
        kind: last_day(rules[kind], paper) if kind in rules else paper.valid_until
        for kind, paper in said.items()
        if paper.held == HELD
    }


def accepted_bases(who: Traveller, on: date, rules: Sequence[AuthorityRule] | None = None) -> frozenset[str] | None:
    """On which basis the adult may take the child; empty: none is needed; None: no rule says (the adult is not decided).

    Where the age is known in part, only what is accepted at every possible age counts.

    >>> sorted(accepted_bases(Traveller(9, 9, "grandparent"), date(2026, 6, 1)))
    ['court', 'guardian', 'kinship', 'power_of_attorney']
    >>> accepted_bases(Traveller(18, 19, "nobody"), date(2026, 6, 1))
    frozenset()
    """
    known = authority_rules() if rules is None else rules
    ages = range(who.youngest, max(who.youngest, who.oldest) + 1)
    found: list[frozenset[str]] = []
    for age in ages:
        exact = Traveller(age, age, who.companion)
        fits = [rule for rule in known if rule.span.holds(on) and rule.applies(exact)]
        if not fits:
            return None
        found.append(max(fits, key=lambda rule: rule.span.since).bases)
    needed = [bases for bases in found if bases]
    return frozenset.intersection(*needed) if needed else frozenset()


def before(day: date, length: int, unit: str) -> date:
    """The day ``length`` days or working days (Monday to Friday) earlier.

    >>> before(date(2026, 6, 8), 5, "working_days")
    datetime.date(2026, 6, 1)
    """
    return day_after(day, -length, unit) if unit != WORKING_DAYS else _working(day, length, -1)


def after(day: date, length: int, unit: str) -> date:
    """The same, later.

    >>> after(date(2026, 6, 5), 5, "working_days")
    datetime.date(2026, 6, 12)
    """
    return day_after(day, length, unit) if unit != WORKING_DAYS else _working(day, length, 1)


def _working(day: date, length: int, step: int) -> date:
    while length:
        day += timedelta(days=step)
        length -= day.weekday() < 5
    return day


@cache
def paper_rules() -> tuple[PaperRule, ...]:
    """Every row of ``data/papers.csv``."""
    return tuple(
        PaperRule(
            kind=row["kind"],
            order=int(row["order"]),
            one_of=row["one_of"],
            companions=_codes(row["companions"]),
            ages=_ages(row),
            lead=int(row["lead"]),
            lead_unit=row["lead_unit"],
            valid=int(row["valid"] or 0),
            valid_unit=row["valid_unit"],
            ends=row["ends"] == "yes",
            warn_days=int(row["warn_days"]),
            span=_span(row),
        )
        for row in _rows("papers.csv")
    )


@cache
def authority_rules() -> tuple[AuthorityRule, ...]:
    """Every row of ``data/authority.csv``."""
    return tuple(
        AuthorityRule(row["companion"], _ages(row), _codes(row["bases"]), _span(row)) for row in _rows("authority.csv")
    )


@cache
def check_rules() -> tuple[CheckRule, ...]:
    """Every row of ``data/escort_checks.csv`` in order."""
    return tuple(
        CheckRule(
            kind=row["kind"],
            order=int(row["order"]),
            medical_only=row["who"] == "medical",
            valid=int(row["valid"] or 0),
            valid_unit=row["valid_unit"],
            ends=row["ends"] == "yes",
            span=_span(row),
        )
        for row in _rows("escort_checks.csv")
    )


@cache
def risk_rules() -> tuple[RiskRule, ...]:
    """Every row of ``data/risks.csv`` in order."""
    return tuple(
        RiskRule(row["kind"], int(row["order"]), int(row["again_days"]), _span(row)) for row in _rows("risks.csv")
    )


@cache
def consent_rules() -> tuple[ConsentRule, ...]:
    """Every row of ``data/authority_consents.csv``."""
    return tuple(ConsentRule(row["use"], row["when"], _span(row)) for row in _rows("authority_consents.csv"))


@cache
def budget_kinds() -> tuple[tuple[str, Span], ...]:
    """What money is spent on (``data/budget.csv``), in order."""
    return tuple((row["kind"], _span(row)) for row in _rows("budget.csv"))


@cache
def currencies() -> tuple[str, ...]:
    """The currencies a budget may be in (``data/budget_currencies.csv``), the usual first."""
    return tuple(row["code"] for row in _rows("budget_currencies.csv"))


def _rows(name: str) -> list[dict[str, str]]:
    text = files("dodomu.journey.missions").joinpath("data", name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def _codes(text: str) -> frozenset[str]:
    return frozenset(filter(None, text.split("|")))


def _ages(row: Mapping[str, str]) -> Ages:
    return Ages(*(int(row[name]) if row[name] else None for name in ("age_from", "age_to")))


def _span(row: Mapping[str, str]) -> Span:
    until = row["in_force_until"]
    return Span(
        date.fromisoformat(row["in_force_from"]),
        date.fromisoformat(until) if until else None,
        row["source"],
        row.get("confirm") == "yes",
    )
