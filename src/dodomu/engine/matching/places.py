"""Places compared by what they are called, across languages and renamings."""

from __future__ import annotations

import csv
import re
from functools import cache, lru_cache
from importlib import resources
from typing import Final

from rapidfuzz.distance import JaroWinkler

from dodomu.engine.matching.weights import PLACE, Weighed
from dodomu.engine.values.folding import fold, stem
from dodomu.engine.values.places import Place

KIND_OF_PLACE: Final = re.compile(
    r"^(?:м|місто|г|гор|город|с|село|смт|пгт|пос|посёлок|поселок|селище|сел|ст|станиця|дер|city|town|village|of)(?:\.\s*|\s+)",
    re.IGNORECASE,
)
OBLAST_WORDS: Final = re.compile(r"\b(?:обл(?:асть|асти|\.)?|oblast|region|район|р-н)\b\.?", re.IGNORECASE)


def place_key(name: str) -> str:
    """The folded stem of a place name without "м." or "село"; former and Russian names of a town lead to one key.

    >>> place_key("м. Артемівськ") == place_key("Bakhmut"), place_key("Харьков") == place_key("Харків")
    (True, True)
    """
    return _keys().get(_stems(name), _stems(name))


def known_town(name: str) -> bool:
    """Whether a name stands in the table of towns.

    >>> known_town("Бахмут"), known_town("Коваленко")
    (True, False)
    """
    return _stems(name) in _keys()


@lru_cache(maxsize=65536)
def _stems(name: str) -> str:
    folded = fold(KIND_OF_PLACE.sub("", name.strip()))
    return " ".join(stem(word) for word in folded.split())


@cache
def _keys() -> dict[str, str]:
    """Every stem to the stem of the town's present name; a present name is never taken over by a former one."""
    text = resources.files("dodomu.engine.matching").joinpath("towns.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(line for line in text.splitlines() if line and not line.startswith("#")))
    keys = {_stems(row["name"]): _stems(row["name"]) for row in rows}
    for row in rows:
        for other in (row["russian"], *row["former"].split("|")):
            keys.setdefault(_stems(other), _stems(row["name"]))
    return keys


@lru_cache(maxsize=65536)
def compare_places(first: Place, second: Place) -> Weighed:
    """How two places agree: equal, renamed, similar, oblast, different, or missing.

    >>> compare_places(Place("Бахмут"), Place("Артемовск")).agreement
    'renamed'
    """
    one, other = _stems(first.name), _stems(second.name)
    if not one or not other:
        return Weighed("missing", 0.0)
    if one == other:
        return Weighed("equal", PLACE["equal"])
    if place_key(first.name) == place_key(second.name):
        return Weighed("renamed", PLACE["renamed"])
    if JaroWinkler.similarity(one, other) >= 0.93:
        return Weighed("similar", PLACE["similar"])
    oblast = _oblast(first.oblast)
    if oblast and oblast == _oblast(second.oblast):
        return Weighed("oblast", PLACE["oblast"])
    return Weighed("different", PLACE["different"])


@lru_cache(maxsize=4096)
def _oblast(name: str) -> str:
    return _stems(OBLAST_WORDS.sub(" ", name))
