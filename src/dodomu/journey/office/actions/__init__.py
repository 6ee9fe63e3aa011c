"""What is done in the office that is kept here: complaints."""

from __future__ import annotations

from dodomu.journey.office.actions.complaints import (
    ComplaintInput,
    NobodyOutside,
    NotNow,
    answer_complaint,
    note_complaint,
    record_complaint,
    reopen_complaint,
    take_complaint,
)

__all__ = [
    "ComplaintInput",
    "NobodyOutside",
    "NotNow",
    "answer_complaint",
    "note_complaint",
    "record_complaint",
    "reopen_complaint",
    "take_complaint",
]
