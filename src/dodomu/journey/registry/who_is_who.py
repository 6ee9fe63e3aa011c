"""What the registry tells the base about persons: under which pid the journal knows one, and which records are one."""

from __future__ import annotations

from dodomu.base.access.pseudonyms import register_pseudonyms
from dodomu.base.access.same_person import register_same_person
from dodomu.journey.registry.queries import linking


def register() -> None:
    """Called once, when the registry is loaded."""
    register_pseudonyms(linking.pseudonym)
    register_same_person(linking.parts_of)
