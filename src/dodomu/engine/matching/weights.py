"""The weights of the scorer, read from the model file: natural log-odds per field and level.

`model.json` says itself where each group of weights comes from. It is made by `tools/learn_model.py`; nobody edits it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Any, Final, NamedTuple


@dataclass(frozen=True, slots=True)
class Model:
    """One model file: `weights` by field and level; `prior` of a proposed pair of records, `name_prior` of two names."""

    version: str
    provenance: Mapping[str, str]
    prior: float
    name_prior: float
    weights: Mapping[str, Mapping[str, float]]


def read_model(stored: Mapping[str, Any]) -> Model:
    """The model a JSON object holds; every field also knows the level "missing", which weighs nothing.

    Raises:
        KeyError: a part is not there.

    >>> shipped_model().weights["given"]["missing"]
    0.0
    """
    # plain dicts: a proxy costs a scorer that reads ten levels a pair a twentieth of its time
    weights = {field: {**levels, "missing": 0.0} for field, levels in stored["weights"].items()}
    return Model(stored["version"], stored["provenance"], float(stored["prior"]), float(stored["name_prior"]), weights)


@cache
def shipped_model() -> Model:
    """The model of this version of Dodomu.

    >>> shipped_model().prior < -5
    True
    """
    text = resources.files("dodomu.engine.matching").joinpath("model.json").read_text(encoding="utf-8")
    return read_model(json.loads(text))


MODEL: Final = shipped_model()
PRIOR: Final = MODEL.prior
GIVEN: Final = MODEL.weights["given"]
PATRONYMIC: Final = MODEL.weights["patronymic"]
FAMILY: Final = MODEL.weights["family"]
BIRTH: Final = MODEL.weights["birth"]
PLACE: Final = MODEL.weights["place"]
SEX: Final = MODEL.weights["sex"]
RELATIVE: Final = MODEL.weights["relative"]
FATHER: Final = MODEL.weights["father"]

SAME_FAMILY: Final = 3.0
"""From this weight on two family names are taken for one family's."""
SAME_FAMILY_CEILING: Final = -3.5
"""Two different given names in one family are relatives: at most this much in favour of one person (3 %)."""
IMPOSED_FLOOR: Final = -1.0
"""A name that others imposed speaks at most this much against."""


class Weighed(NamedTuple):
    """An agreement with its log-odds and the words that go into its sentence; a tuple, since millions are made."""

    agreement: str
    log_odds: float
    params: Mapping[str, str | int | float] = MappingProxyType({})


MISSING: Final = Weighed("missing", 0.0)
