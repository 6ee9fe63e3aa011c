"""Parts of a record that are closed to the viewer: shown as closed, with the way to ask for them."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse

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
        MaskLine(Compartment(code).label, request_url(person_id, code))
        for code in queries.closed_compartments(viewer, person_id)
    ]


def request_url(person_id: UUID, compartment: str) -> str:
    """Where to ask for a compartment of this person."""
    return reverse("office:access_request", args=[person_id, compartment])
