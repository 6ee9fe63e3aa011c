"""Which column means what: the words of the heading, what the source's last list taught us, what a person chose."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.utils import timezone

from dodomu.base.access.viewer import Viewer
from dodomu.base.keys import unlocked
from dodomu.journey.registry.actions.batches import staff
from dodomu.journey.registry.lists.fields import ListField, field_of
from dodomu.journey.registry.lists.headings import folded, match_headings
from dodomu.journey.registry.lists.table import distinct
from dodomu.journey.registry.models import ColumnChoice

Chosen = Mapping[str, str]


class MappingNotUnderstood(ValueError):
    """A choice of columns names a heading the list does not have, or a field that does not exist."""

    def __init__(self, where: str) -> None:
        accepted = ", ".join(ListField)
        super().__init__(
            f"mapping: {where}. Accepted: headings of the list or #1, #2 ..., each with one of {accepted}."
        )


def first_mapping(source_id: UUID, headings: tuple[str, ...], samples: Sequence[Sequence[str]]) -> list[str]:
    """Propose one field code per column; what was once chosen for this source wins over the words."""
    matched = match_headings(headings, samples)
    remembered = dict(ColumnChoice.objects.filter(source=source_id).values_list("heading_key", "field"))
    kept = {bytes(key): code for key, code in remembered.items()}
    return [str(kept.get(key) or field) for key, field in zip(heading_keys(headings), matched, strict=True)]


def chosen_mapping(proposed: Sequence[str], headings: tuple[str, ...], chosen: Chosen) -> list[str]:
    """Apply what a person chose, by heading or by position ("#3").

    Raises:
        MappingNotUnderstood: an unknown heading or field; the message does not repeat the heading.
    """
    names = [folded(name) or name for name in distinct(headings)]
    mapping = list(proposed)
    for number, (heading, code) in enumerate(chosen.items(), 1):
        if code not in ListField._value2member_map_:
            raise MappingNotUnderstood(f"entry {number} names no known field")
        if heading.startswith("#") and heading[1:].isdigit() and 0 < int(heading[1:]) <= len(mapping):
            mapping[int(heading[1:]) - 1] = code
        elif folded(heading) in names:
            mapping[names.index(folded(heading))] = code
        else:
            raise MappingNotUnderstood(f"entry {number} names no heading of this list")
    return mapping


def remember(by: Viewer, source_id: UUID, headings: tuple[str, ...], mapping: Sequence[str]) -> None:
    """Keep the choice for the source's next list."""
    now = timezone.now()
    for key, code in zip(heading_keys(headings), mapping, strict=True):
        ColumnChoice.objects.update_or_create(
            source_id=source_id,
            heading_key=key,
            defaults={"field": str(field_of(code)), "chosen_by_id": staff(by), "chosen_at": now},
        )


def heading_keys(headings: tuple[str, ...]) -> list[bytes]:
    """Under which key each heading is remembered; a column without heading goes by its position."""
    keys = unlocked()
    return [keys.search_key("heading", folded(name) or name) for name in distinct(headings)]
