"""Sealed words of missions and names of places, opened with one question for the keys of a whole board."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.db.models import Model
from django.utils.translation import gettext as _

from dodomu.base import keys
from dodomu.journey.missions.models import Mission, Place
from dodomu.journey.missions.queries.board_rows import PlaceRow

PLACES = Place._meta.db_table


class Opened:
    """The keys of missions and of their corridors. ``ways``: whether this viewer may see places at all.

    Attributes:
        missions: with their corridors at hand (``select_related("corridor")``).
    """

    def __init__(self, missions: Sequence[Mission], *, ways: bool) -> None:
        self._ways = ways
        self._corridors = {one.corridor_id: one.corridor.data_key_id for one in missions} if ways else {}
        self._keys = keys.open_keys({one.data_key_id for one in missions} | set(self._corridors.values()))
        self._places: dict[UUID, PlaceRow] = {}

    def place(self, place: Place) -> PlaceRow:
        """A place with its name, or an empty one for those who may not see ways."""
        if not self._ways:
            return PlaceRow()
        if place.id not in self._places:
            name = self._name(place)
            self._places[place.id] = PlaceRow(place.code, name, place.zone, place.kind, place.x, place.y, place.id)
        return self._places[place.id]

    def words(
        self, mission: Mission, model: type[Model], row: UUID, column: str, blob: bytes | memoryview | None
    ) -> str:
        """The text of one column; empty where nothing was written; says so where the key was lawfully destroyed."""
        if blob is None:
            return ""
        key = self._keys.get(mission.data_key_id)
        if key is None:
            return _("erased: its key was lawfully destroyed")
        return str(keys.unseal(key, model._meta.db_table, row, column, bytes(blob)))

    def _name(self, place: Place) -> str:
        key = self._keys.get(self._corridors.get(place.corridor_id, place.corridor_id))
        return str(keys.unseal(key, PLACES, place.id, "name_sealed", bytes(place.name_sealed))) if key else ""
