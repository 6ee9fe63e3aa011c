"""Recognise a statement that its source has made before."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from dodomu.base.keys import unlocked
from dodomu.journey.registry.actions.statements import ReportInput
from dodomu.journey.registry.models import Report


def unknown_rows(rows: Sequence[ReportInput]) -> list[tuple[bytes, UUID | None]]:
    """For each row its fingerprint, and the report (or the earlier row of this very call) that said it already.

    A withdrawn report does not count as said: recorded again, it gets a fingerprint of the next generation.
    A row that repeats an earlier one of the same call is answered with a zero id.
    """
    texts = [_text(row) for row in rows]
    settled: list[tuple[bytes, UUID | None] | None] = [None] * len(rows)
    waiting, generation = list(range(len(rows))), 0
    seen: set[tuple[UUID, bytes]] = set()
    while waiting:
        marks = {number: _fingerprint(texts[number], generation) for number in waiting}
        known = _known(rows, marks)
        again = []
        for number in waiting:
            place = (rows[number].source_id, marks[number])
            found = known.get(place)
            if found is not None and found[1]:
                again.append(number)
                continue
            repeated = UUID(int=0) if place in seen else None
            settled[number] = (marks[number], found[0] if found else repeated)
            seen.add(place)
        waiting, generation = again, generation + 1
    return [one for one in settled if one is not None]


def first_fingerprint(row: ReportInput) -> bytes:
    """The fingerprint of a statement that was never said and withdrawn before."""
    return _fingerprint(_text(row), 0)


def said_before(source_id: UUID, fingerprints: Sequence[bytes]) -> dict[bytes, bool]:
    """Those of these fingerprints that reports of the source have, and whether each of these was withdrawn."""
    found = Report.objects.filter(source=source_id, fingerprint__in=fingerprints)
    return {bytes(mark): gone is not None for mark, gone in found.values_list("fingerprint", "withdrawal__id")}


def content(payload: dict[str, Any]) -> bytes:
    """The payload as bytes: equal payloads give equal bytes, whatever the order of their keys."""
    return json.dumps(payload, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _text(row: ReportInput) -> str:
    return row.statement or content(row.payload).decode()


def _fingerprint(text: str, generation: int) -> bytes:
    return unlocked().search_key("report", f"{generation}:{text}" if generation else text)


def _known(rows: Sequence[ReportInput], marks: dict[int, bytes]) -> dict[tuple[UUID, bytes], tuple[UUID, bool]]:
    """Reports with these fingerprints: ``(source, fingerprint) → (report, withdrawn)``."""
    sources = {rows[number].source_id for number in marks}
    found = Report.objects.filter(source__in=sources, fingerprint__in=list(marks.values()))
    return {
        (source, bytes(mark)): (report, withdrawal is not None)
        for report, source, mark, withdrawal in found.values_list("id", "source_id", "fingerprint", "withdrawal__id")
    }
