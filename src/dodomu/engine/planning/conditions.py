"""What a link asks of those who pass, and in which periods: closures, papers, persons, metres on foot.

Every condition holds from `since` (inclusive) to `until` (exclusive), both in integer minutes of UTC, and carries the
name of the dated rule behind it. Whoever reads rules writes a `Closed` for every period in which no valid rule is
known: an expired or missing rule is never "open" (facts/planning.md, section 8, and the mission's fourth rule).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from dodomu.engine.planning.errors import ValueRefused

BEGINNING: Final = -(1 << 40)
END: Final = 1 << 40


class Reason(StrEnum):
    """Why a link cannot be used, by this group or by anybody."""

    CLOSED = "closed"
    RULE_EXPIRED = "rule_expired"
    RULE_UNKNOWN = "rule_unknown"
    PAPER_MISSING = "paper_missing"
    PAPER_EXPIRED = "paper_expired"
    PAPER_NOT_YET_VALID = "paper_not_yet_valid"
    NOT_ADMITTED = "not_admitted"
    TOO_FAR_TO_WALK = "too_far_to_walk"
    WALK_UNKNOWN = "walk_unknown"
    ONE_WAY = "one_way"
    NO_DEPARTURE = "no_departure"
    TOO_LATE = "too_late"
    NO_WAITING = "no_waiting"
    NO_LINK = "no_link"


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """What every condition has: the rule behind it and its period. Raises ValueRefused for a backward period."""

    rule: str = ""
    since: int = BEGINNING
    until: int = END

    def __post_init__(self) -> None:
        if self.since > self.until:
            raise ValueRefused("a condition ends before it begins")


@dataclass(frozen=True, slots=True, kw_only=True)
class Closed(Condition):
    """Nobody passes. `reason`: CLOSED, RULE_EXPIRED or RULE_UNKNOWN.

    >>> Closed(reason=Reason.RULE_EXPIRED, since=600).until == END
    True
    """

    reason: Reason = Reason.CLOSED


@dataclass(frozen=True, slots=True, kw_only=True)
class PapersAsked(Condition):
    """Each traveller of a kind in `of` (empty: everyone) must hold one of `any_of`, valid while the link is in use."""

    any_of: frozenset[str]
    of: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Admits(Condition):
    """Only travellers of one of these kinds pass; `refuses` wins over `kinds`. Empty `kinds`: everyone else."""

    kinds: frozenset[str] = frozenset()
    refuses: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Walk(Condition):
    """A way on foot of so many metres; None where nobody has told its length, which stops whoever has a limit."""

    metres: int | None
