"""What a comparison answers: log-odds per piece of evidence, each with a sentence a person can read."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Params = Mapping[str, str | int | float]
RelationHint = Literal["same", "sibling", "parent", "namesake", ""]


@dataclass(frozen=True, slots=True)
class Evidence:
    """One piece of evidence for (positive) or against (negative) two records being one person.

    `log_odds` is a natural logarithm; `sentence_key` is a key of SENTENCES, `params` fill its braces.

    >>> Evidence("sex", "equal", 0.6, "sex.equal").log_odds
    0.6
    """

    field: str
    agreement: str
    log_odds: float
    sentence_key: str
    params: Params = dataclasses.field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Comparison:
    """The sum of the evidence: `probability` from 0 to 1, `log_odds` natural, prior included.

    >>> Comparison(0.5, 0.0, ()).relation_hint
    ''
    """

    probability: float
    log_odds: float
    evidence: tuple[Evidence, ...]
    relation_hint: RelationHint = ""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a search result matched; `key` is a key of SENTENCES.

    >>> Reason("found.born").params
    {}
    """

    key: str
    params: Params = dataclasses.field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Match:
    """How well a record answers a search, from 0 to 1, and why; reasons start with the strongest.

    >>> Match(0.0, ()).score
    0.0
    """

    score: float
    reasons: tuple[Reason, ...]
