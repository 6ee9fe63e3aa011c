"""Sex, documents, phones, institution, removal and citizenship: equal, different, or nothing to compare."""

from __future__ import annotations

from collections.abc import Iterator

from dodomu.engine.matching.birth import Days
from dodomu.engine.matching.levels import sex_level
from dodomu.engine.matching.record_analysis import RecordAnalysis
from dodomu.engine.matching.weights import MODEL

NEAR_DAYS = 7
"""Removals so few days apart may be one: lists are dated by departure, arrival or the day of writing."""


def circumstance_levels(one: RecordAnalysis, other: RecordAnalysis) -> Iterator[tuple[str, str]]:
    """Fields beside name, birth and place with their agreement; nothing where a side is unknown.

    >>> from dodomu.engine.matching.record import Record
    >>> from dodomu.engine.matching.record_analysis import analyse_record
    >>> list(circumstance_levels(analyse_record(Record(sex="f")), analyse_record(Record(sex="m"))))
    [('sex', 'different')]
    """
    sex = sex_level(one.sex, other.sex)
    if sex != "missing":
        yield "sex", sex
    if one.documents and other.documents:
        yield "document", "different" if one.documents.isdisjoint(other.documents) else "equal"
    if one.phones and not one.phones.isdisjoint(other.phones):
        yield "phone", "equal"
    if one.institution and one.institution == other.institution:
        yield "institution", "equal"
    if one.citizenship and other.citizenship:
        yield "citizenship", "equal" if one.citizenship == other.citizenship else "different"
    if one.transport and other.transport:
        yield "transport", "equal" if one.transport == other.transport else "different"
    if one.moved and other.moved:
        yield "moved", _moved(one.moved, other.moved)
    if one.lists and not one.lists.isdisjoint(other.lists):
        yield "list", "two_rows"


def weight_of(field: str, agreement: str) -> float:
    """The weight of an agreement whose level alone decides.

    >>> weight_of("sex", "different") < 0
    True
    """
    return MODEL.weights[field][agreement]


def _moved(one: Days, other: Days) -> str:
    gap = one.apart(other)
    return "equal" if not gap else "near" if gap <= NEAR_DAYS else "different"
