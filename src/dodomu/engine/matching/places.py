"""Places compared as the sets of settlements their words may mean, across languages, renamings and misspellings."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

from rapidfuzz.distance import JaroWinkler

from dodomu.engine.matching.place_words import KIND_OF_PLACE, PlaceWords, place_stem, read_place, rows_of
from dodomu.engine.matching.settlements import NOBODY, NOWHERE, settlements
from dodomu.engine.matching.weights import PLACE, Weighed
from dodomu.engine.values.places import Place

__all__ = [
    "KIND_OF_PLACE",
    "PlaceMeaning",
    "compare_meanings",
    "compare_places",
    "known_town",
    "meaning_of",
    "place_key",
    "place_keys",
    "place_level",
    "places_of",
]

MISSING: Final = Weighed("missing", 0.0)
MOST_KEYS: Final = 8


@dataclass(frozen=True, slots=True, eq=False)
class PlaceMeaning:
    """A place taken apart once: the settlements (GeoNames ids) it may mean by a name of today, a former one, a misspelt one.

    `words` keep the folded name and what was said of region and country. Told apart by identity, as `Word` is.
    """

    words: PlaceWords
    present: frozenset[int]
    former: frozenset[int]
    near: frozenset[int]
    every: frozenset[int]


@lru_cache(maxsize=65536)
def meaning_of(place: Place) -> PlaceMeaning:
    """What a place may mean. An unknown one means no settlement and is compared by its spelling alone.

    >>> sorted(meaning_of(Place("Стаханов", "Луганська")).former), len(meaning_of(Place("Нетаке")).every)
    ([692975], 0)
    """
    words, table = read_place(place), settlements()
    exact, loose = table.exact.get(words.folded, NOBODY), table.loose.get(words.stem, NOBODY)
    for named in (exact, loose):
        inside = frozenset(one for one in named.every if words.may_lie_in(table.regions[one]))
        if inside:
            return PlaceMeaning(words, named.present & inside, named.former & inside, NOWHERE, inside)
    if len(exact.every) == 1:  # there is one of that name: the region is wrong, for occupiers redraw regions
        return PlaceMeaning(words, exact.present, exact.former, NOWHERE, exact.every)
    near = NOWHERE
    if loose is NOBODY and (nearest := table.nearest(words.stem)):
        near = frozenset(one for one in table.loose[nearest].every if words.may_lie_in(table.regions[one]))
    return PlaceMeaning(words, NOWHERE, NOWHERE, near, near)


def places_of(place: Place) -> frozenset[int]:
    """All settlements (GeoNames ids) that the words may mean, within the region and country where they are stated.

    >>> places_of(Place("Артемовск", "Донецька область")) >= places_of(Place("Бахмут"))
    True
    >>> len(places_of(Place("Першотравневе"))) > 2
    True
    """
    return meaning_of(place).every


def place_keys(place: Place) -> frozenset[str]:
    """Stable short texts under which two writings of one place meet: its folded name, and its ids when they are few.

    >>> bool(place_keys(Place("Бахмут")) & place_keys(Place("Артемівськ")))
    True
    """
    meaning = meaning_of(place)
    name = frozenset({meaning.words.stem} - {""})
    return name | {str(one) for one in meaning.every} if len(meaning.every) <= MOST_KEYS else name


def place_key(name: str) -> str:
    """The folded stem of a place name without "м." or "село"; former and Russian names of a town lead to one key.

    >>> place_key("м. Артемівськ") == place_key("Bakhmut"), place_key("Харьков") == place_key("Харків")
    (True, True)
    """
    return key_of(meaning_of(Place(name)))


def key_of(meaning: PlaceMeaning) -> str:
    """The key of a place already taken apart; of several places one name has, our own table's is meant.

    >>> key_of(meaning_of(Place("Артемовск", "Донецька область")))
    'bagmut'
    """
    if own := _own_towns().get(meaning.words.stem):
        return own
    if len(meaning.every) == 1:
        return place_stem(settlements().names[next(iter(meaning.every))])
    return meaning.words.stem


def known_town(name: str) -> bool:
    """Whether a name stands in our own table of larger and renamed Ukrainian towns; villages share names with people.

    >>> known_town("Бахмут"), known_town("Коваленко")
    (True, False)
    """
    return place_stem(name) in _own_towns()


@cache
def _own_towns() -> dict[str, str]:
    """Every stem to the stem of the town's present name; a present name is never taken over by a former one."""
    rows = rows_of("towns.csv")
    keys = {place_stem(row["name"]): place_stem(row["name"]) for row in rows}
    for row in rows:
        for other in (row["russian"], *row["former"].split("|")):
            keys.setdefault(place_stem(other), place_stem(row["name"]))
    return keys


@lru_cache(maxsize=65536)
def compare_places(first: Place, second: Place) -> Weighed:
    """How two places agree: equal, renamed, similar, oblast, different, or missing.

    `params["places"]` is how many settlements the vaguer of the two may mean, where any is known.

    >>> compare_places(Place("Бахмут"), Place("Артемовск")).agreement
    'renamed'
    >>> compare_places(Place("Іванівка"), Place("Ивановка", "Херсонская обл.")).params["places"] > 10
    True
    """
    return compare_meanings(meaning_of(first), meaning_of(second))


def compare_meanings(first: PlaceMeaning, second: PlaceMeaning) -> Weighed:
    """The same for places already taken apart: set tests, and a spelling comparison where a place is unknown.

    >>> compare_meanings(meaning_of(Place("Ровно")), meaning_of(Place("Рівне"))).agreement
    'equal'
    """
    agreement = place_level(first, second)
    if agreement == "missing":
        return MISSING
    many = max(len(first.every), len(second.every))
    return Weighed(agreement, PLACE[agreement], {"places": many}) if many else Weighed(agreement, PLACE[agreement])


def place_level(first: PlaceMeaning, second: PlaceMeaning) -> str:
    """The agreement alone; see `compare_places`.

    >>> place_level(meaning_of(Place("")), meaning_of(Place("Рівне")))
    'missing'
    """
    one, other = first.words, second.words
    if not one.stem or not other.stem:
        return "missing"
    if first is second:
        return "equal"
    if not first.every.isdisjoint(second.every):
        if one.folded == other.folded or not first.present.isdisjoint(second.present):
            return "equal"
        return "similar" if first.near or second.near else "renamed"
    if one.regions and other.regions and one.regions.isdisjoint(other.regions):
        return "different"
    two_known = bool(first.every and second.every)
    if one.stem == other.stem:
        # "Покровськ" and "Покровське" are two places of which one is easily written for the other
        return "similar" if two_known and one.folded != other.folded else "different" if two_known else "equal"
    if not two_known and JaroWinkler.similarity(one.stem, other.stem) >= 0.93:
        return "similar"
    return "oblast" if one.regions & other.regions else "different"
