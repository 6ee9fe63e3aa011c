"""Sex, documents, phones, institution and citizenship: equal, different, or nothing to compare."""

from __future__ import annotations

from collections.abc import Iterator

from dodomu.engine.matching.identifiers import document_keys, phone_key
from dodomu.engine.matching.record import Record
from dodomu.engine.matching.results import Evidence
from dodomu.engine.matching.weights import CITIZENSHIP, DOCUMENT, INSTITUTION, PHONE, SEX
from dodomu.engine.values.folding import fold
from dodomu.engine.values.sex import Sex

KNOWN_SEX = frozenset((Sex.FEMALE.value, Sex.MALE.value))


def circumstance_evidence(first: Record, second: Record) -> Iterator[Evidence]:
    """The evidence beside name, birth and place; nothing where a side is unknown.

    >>> [piece.agreement for piece in circumstance_evidence(Record(sex="f"), Record(sex="m"))]
    ['different']
    """
    if first.sex in KNOWN_SEX and second.sex in KNOWN_SEX:
        yield _piece("sex", "equal" if first.sex == second.sex else "different", SEX)
    if first.documents and second.documents and (ours := _keys(first)) and (theirs := _keys(second)):
        yield _piece("document", "equal" if ours & theirs else "different", DOCUMENT)
    if first.phones and second.phones and _phones(first) & _phones(second):
        yield _piece("phone", "equal", PHONE)
    if first.institution and fold(first.institution) == fold(second.institution):
        yield _piece("institution", "equal", INSTITUTION)
    if first.citizenship and second.citizenship:
        same = fold(first.citizenship) == fold(second.citizenship)
        yield _piece("citizenship", "equal" if same else "different", CITIZENSHIP)


def _keys(record: Record) -> set[str]:
    """Only the full numbers: digits alone are for searching, two series can share them."""
    return {keys[0] for keys in map(document_keys, record.documents) if keys}


def _phones(record: Record) -> set[str]:
    return {key for key in map(phone_key, record.phones) if key}


def _piece(field: str, agreement: str, weights: dict[str, float]) -> Evidence:
    return Evidence(field, agreement, weights[agreement], f"{field}.{agreement}")
