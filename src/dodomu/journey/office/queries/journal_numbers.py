"""Numbers of entries as a reader takes them in."""

from __future__ import annotations

from django.utils.formats import number_format


def in_groups(value: int) -> str:
    """1 234 567."""
    return str(number_format(value, force_grouping=True))
