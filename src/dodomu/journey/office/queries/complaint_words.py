"""The choices of complaints, for forms and filters."""

from __future__ import annotations

from dodomu.journey.office.models import ComplaintOutcome, ComplaintState, Teller


def tellers() -> list[tuple[str, str]]:
    return [(str(value), str(label)) for value, label in Teller.choices]


def outcomes() -> list[tuple[str, str]]:
    return [(str(value), str(label)) for value, label in ComplaintOutcome.choices]


def states() -> list[tuple[str, str]]:
    return [(str(value), str(label)) for value, label in ComplaintState.choices]
