"""What forms offer."""

from __future__ import annotations

from dodomu.journey.figures.models import Qualifier


def qualifiers() -> list[tuple[str, str]]:
    """How exactly a figure can be stated."""
    return [(code, str(label)) for code, label in Qualifier.choices]
