"""A person at a glance: the values that lists show and the search compares, each list with the preferred first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dodomu.engine.values.dates import PartialDate
from dodomu.engine.values.names import NameForm
from dodomu.engine.values.places import Place
from dodomu.journey.registry.attributes import ATTRIBUTES, Attribute, Value

LOCATED = ("residence", "last_seen", "institution")
"""Attributes of the location compartment: kept apart, so that the search can leave them out."""
_KEPT = ("name", "birth_date", "sex", "birth_place", "citizenship", "phone", "document", *LOCATED)
_BY_CODE = {code: ATTRIBUTES[code] for code in _KEPT}


@dataclass(frozen=True, slots=True)
class Kin:
    """A relative as named in some report: what they are to the person, and their name."""

    kind: str
    name: NameForm


@dataclass(frozen=True, slots=True)
class Summary:
    """What a card holds. ``values`` maps an attribute to its different values, the preferred first.

    It holds the location compartment too (``LOCATED``): who shows one asks the policy before showing those.
    """

    values: Mapping[str, Sequence[Value]]
    kin: tuple[Kin, ...] = ()

    @classmethod
    def of(cls, stated: Iterable[tuple[str, Value]], kin: Iterable[Kin] = ()) -> Summary:
        """Gather ``(attribute, value)`` pairs that come in order of preference; equal values count once."""
        values: dict[str, list[Value]] = {}
        for code, value in stated:
            if code not in _BY_CODE:
                continue
            known = values.setdefault(code, [])
            # Most attributes have one value: only a second one makes comparing worth its price.
            if not known or not _stands_among(_BY_CODE[code], value, known):
                known.append(value)
        return cls(values, tuple(dict.fromkeys(kin)))

    def all(self, code: str) -> Sequence[Any]:
        return self.values.get(code, ())

    @property
    def name(self) -> NameForm | None:
        return next(iter(self.all("name")), None)

    @property
    def birth(self) -> PartialDate | None:
        return next(iter(self.all("birth_date")), None)

    @property
    def sex(self) -> str:
        return str(next(iter(self.all("sex")), "not_asked"))

    @property
    def place(self) -> Place | None:
        return next(iter(self.all("birth_place")), None)

    def to_json(self) -> dict[str, Any]:
        stored: dict[str, Any] = {
            code: [_BY_CODE[code].encode(value) for value in values] for code, values in self.values.items()
        }
        if self.kin:
            stored["kin"] = [[one.kind, one.name.to_json()] for one in self.kin]
        return stored

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Summary:
        values = {code: [_BY_CODE[code].decode(one) for one in stored[code]] for code in _KEPT if code in stored}
        return cls(values, tuple(Kin(kind, NameForm.from_json(name)) for kind, name in stored.get("kin", ())))


def _stands_among(attribute: Attribute, value: Value, known: Sequence[Value]) -> bool:
    essence = attribute.essence(value)
    return any(attribute.essence(other) == essence for other in known)
