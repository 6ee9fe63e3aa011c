"""Parts of a record that are closed to the viewer: shown as closed, with the way to ask for them."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.urls import NoReverseMatch, reverse

from dodomu.base.access import policy
from dodomu.base.access.acts import Act
from dodomu.base.access.compartments import Compartment
from dodomu.base.access.viewer import Viewer
from dodomu.journey.registry import queries
from dodomu.journey.registry.phrases import Text


@dataclass(frozen=True, slots=True)
class MaskLine:
    """One closed compartment in which something stands."""

    label: Text
    request_url: str


def masks(viewer: Viewer, person_id: UUID) -> list[MaskLine]:
    """Every compartment closed to the viewer that holds something about the person."""
    return [
        MaskLine(Compartment(code).label, request_url(viewer, person_id, code))
        for code in queries.closed_compartments(viewer, person_id)
    ]


def request_url(viewer: Viewer, person_id: UUID, compartment: str) -> str:
    """Where to ask for a compartment of this person."""
    try:
        return reverse("office:access_request", args=[person_id, compartment])
    except NoReverseMatch:
        return reverse("office:break_glass_for", args=[person_id]) if policy.may(viewer, Act.BREAK_GLASS) else ""
