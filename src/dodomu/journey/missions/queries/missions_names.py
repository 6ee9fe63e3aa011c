"""The names a code name must not give away."""

from __future__ import annotations

from collections.abc import Iterator

from dodomu.engine.values.transliteration import transliterated
from dodomu.journey.cases.bridge import Opened
from dodomu.journey.missions.models import Mission, MissionChild, Place
from dodomu.journey.registry.queries import linking
from dodomu.journey.registry.queries.current import current_persons


def names_to_avoid(mission: Mission) -> list[str]:
    """Names of the children on the mission and of the places of its corridor, in Latin letters too; never for showing."""
    names = [*_children(mission), *_places(mission)]
    return [*names, *(transliterated(name) for name in names)]


def _children(mission: Mission) -> Iterator[str]:
    persons = list(MissionChild.objects.filter(mission=mission.id).values_list("case__person_id", flat=True))
    current = current_persons(persons)
    for card in linking.summaries_of({current.get(one, one) for one in persons}).values():
        for name in card.all("name"):
            yield " ".join(filter(None, (name.given, name.patronymic, name.family)))


def _places(mission: Mission) -> Iterator[str]:
    places = list(Place.objects.filter(corridor=mission.corridor_id).select_related("corridor"))
    opened = Opened({place.corridor.data_key_id for place in places})
    for place in places:
        key_id = place.corridor.data_key_id
        yield opened.text(key_id, "missions_place", place.id, "name_sealed", place.name_sealed)
