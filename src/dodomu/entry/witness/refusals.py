"""Why a witness does not start."""

from __future__ import annotations


class WitnessRefusal(Exception):
    """The command ends with exit code 1 and this sentence, which says what to do."""
