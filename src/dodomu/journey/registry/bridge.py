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
    compare_records,
    explain,
    query_terms,
    search_terms,
)
from dodomu.engine.values.places import Place
from dodomu.journey.registry.summary import Summary

__all__ = ["Match", "Query", "Record", "Term", "alike", "explained", "record_of", "terms_in", "terms_of"]


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


def terms_of(summary: Summary) -> Iterable[Term]:
    """The search terms of one mention: its own names, birth years, documents and phones, not its relatives'."""
    return search_terms(record_of(Summary(summary.values), located=False))


def terms_in(text: str, today: date) -> Query:
    """What was typed in the search box, read."""
    return query_terms(text, today)


def explained(query: Query, record: Record) -> Match:
    """How well a record answers the search, from 0 to 1, and why."""
    return explain(query, record)


def alike(one: Summary, other: Summary) -> float:
    """How likely two people at a glance are one, from 0 to 1; without the places of the location compartment."""
    return compare_records(record_of(one, located=False), record_of(other, located=False)).probability
