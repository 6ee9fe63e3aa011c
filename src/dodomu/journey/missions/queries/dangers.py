"""Where a journey is in danger: on which legs less is carried, and which of them lead out."""

from __future__ import annotations

from collections.abc import Iterable

from dodomu.journey.missions.models import Leg, LinkKind, Place, Side

DANGEROUS = frozenset({Side.OCCUPIED, Side.AGGRESSOR})
"""Sides on which neither a phone nor a printed table is carried unless somebody decides so."""


def carried_as_usual(ends: Iterable[Place]) -> bool:
    """Whether a phone or a printed table may be carried by default on a leg with these ends."""
    return not any(place.side in DANGEROUS for place in ends)


def is_crossing_out(leg: Leg) -> bool:
    """Whether a leg crosses out of occupied territory or the aggressor state, or into what Ukraine controls."""
    return leg.link.kind == LinkKind.CROSSING and leg.end.side not in DANGEROUS
