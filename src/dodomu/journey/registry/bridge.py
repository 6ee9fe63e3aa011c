"""Between the registry and the matching engine: what is known of a person in, records, terms and reasons out."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from dodomu.engine.matching import (
    Match,
    Query,
    Record,
    Relative,
    Term,
    blocking_keys,
    compare_records,
    explain,
    query_keys,
    query_terms,
    search_terms,
)
from dodomu.engine.values.places import Place
from dodomu.journey.registry.summary import Summary

__all__ = [
    "PAIR",
    "Match",
    "Query",
    "Record",
    "Term",
    "alike",
    "explained",
    "pairs_asked",
    "pairs_of",
    "pairs_sought",
    "record_of",
    "terms_in",
    "terms_of",
]


def record_of(summary: Summary, *, located: bool = True) -> Record:
    """The record the engine compares. ``located``: with the places of the location compartment."""
    places: list[Place] = [*summary.all("birth_place")]
    institution = ""
    if located:
        places += [*summary.all("residence"), *summary.all("last_seen")]
        institution = next(iter(summary.all("institution")), "")
    return Record(
        names=tuple(summary.all("name")),
        birth=summary.birth,
        sex=summary.sex,
        places=tuple(places),
        relatives=tuple(Relative(kin.kind, kin.name) for kin in summary.kin),
        documents=tuple(summary.all("document")),
        phones=tuple(summary.all("phone")),
        institution=institution,
        citizenship=next(iter(summary.all("citizenship")), ""),
    )


PAIR = "pair"
PAIRS = ("fg:", "fp:", "fy:", "gd:", "gpy:", "gyl:")
"""The compound keys of the engine that are kept: family and given name, family name and father, family name and year, given
name and birth day, given name with father and year, given name with year and place. Whoever meets under another one of the
engine's keys meets under one of these too, or under a single term."""


def terms_of(summary: Summary) -> Iterable[Term]:
    """The search terms of one mention: its own names, birth years, documents and phones, not its relatives'."""
    return search_terms(_own(summary))


def pairs_of(summary: Summary) -> frozenset[Term]:
    """Two or three terms of one mention together: few records share one, so that no long lists need be compared."""
    return _pairs(blocking_keys(_own(summary)))


def pairs_sought(summary: Summary) -> frozenset[Term]:
    """The compound terms under which another record of this person may stand: also with a year or a day misread."""
    return _pairs(query_keys(_own(summary)))


def pairs_asked(query: Query) -> frozenset[Term]:
    """The compound terms of a typed search, in either order of names."""
    return _pairs(query_keys(Record((query.name,), query.birth, places=query.places)))


def _own(summary: Summary) -> Record:
    return record_of(Summary(summary.values), located=False)


def _pairs(keys: Iterable[str]) -> frozenset[Term]:
    return frozenset(Term(PAIR, key) for key in keys if key.startswith(PAIRS))


def terms_in(text: str, today: date) -> Query:
    """What was typed in the search box, read."""
    return query_terms(text, today)


def explained(query: Query, record: Record) -> Match:
    """How well a record answers the search, from 0 to 1, and why."""
    return explain(query, record)


def alike(one: Summary, other: Summary) -> float:
    """How likely two people at a glance are one, from 0 to 1; without the places of the location compartment."""
    return compare_records(record_of(one, located=False), record_of(other, located=False)).probability
