"""What is written down of a call so far: every field as it was typed, and which children it is about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from dodomu.engine.values.date_reading import read_birth_date
from dodomu.engine.values.dates import DateNotUnderstood
from dodomu.engine.values.name_reading import parse_name
from dodomu.engine.values.places import Place
from dodomu.journey.registry.attributes import Value
from dodomu.journey.registry.summary import Summary

Typed = str | list[str]
"""One field as typed; a list where several choices can be ticked."""

MOST_CHILDREN = 12


@dataclass(frozen=True, slots=True)
class CallContent:
    """The filled form. ``children`` are numbers that stay with a child when another one is taken out.

    ``changed`` says for each step in which version of the call it changed last: a page that shows an older version of
    *that step* has grown old, whatever happened to the other steps.
    """

    fields: Mapping[str, Typed] = field(default_factory=dict, repr=False)
    children: tuple[int, ...] = (1,)
    changed: Mapping[str, int] = field(default_factory=dict, compare=False)

    def text(self, name: str) -> str:
        given = self.fields.get(name, "")
        return given.strip() if isinstance(given, str) else ""

    def with_fields(self, given: Mapping[str, Typed]) -> CallContent:
        """The content with these fields put in place of the old ones."""
        return replace(self, fields={**self.fields, **given})

    def with_child(self) -> CallContent:
        """One more child, up to ``MOST_CHILDREN``."""
        if len(self.children) >= MOST_CHILDREN:
            return self
        return replace(self, children=(*self.children, max(self.children) + 1))

    def without_child(self, number: int) -> CallContent:
        """One child and all that was said of it taken out; the last one stays."""
        left = tuple(one for one in self.children if one != number)
        if not left or left == self.children:
            return self
        kept = {name: given for name, given in self.fields.items() if not name.startswith(f"c{number}-")}
        return replace(self, fields=kept, children=left)

    def changed_in(self, version: int, steps: Iterable[str]) -> CallContent:
        """The content with a note that these steps changed in this version."""
        return replace(self, changed={**self.changed, **dict.fromkeys(steps, version)})

    def newer_than(self, version: int, steps: Iterable[str]) -> bool:
        """Whether one of these steps changed after that version."""
        return any(self.changed.get(step, 0) > version for step in steps)

    def identified(self, today: date) -> list[Summary]:
        """The children of whom a name and a birth date can be read: enough to compare them with the records."""
        return [found for number in self.children if (found := self._summary(number, today)) is not None]

    def _summary(self, number: int, today: date) -> Summary | None:
        name, born = self.text(f"c{number}-name"), self.text(f"c{number}-birth_date")
        if len(name.split()) < 2 or not born:
            return None
        try:
            birth = read_birth_date(born, today=today)
        except DateNotUnderstood:
            return None
        stated: list[tuple[str, Value]] = [("name", parse_name(name)), ("birth_date", birth)]
        return Summary.of([*stated, *self._more(number)])

    def _more(self, number: int) -> Iterator[tuple[str, Value]]:
        if self.text(f"c{number}-sex") in ("f", "m"):
            yield "sex", self.text(f"c{number}-sex")
        if place := self.text(f"c{number}-birth_place"):
            yield "birth_place", Place(place)

    def to_json(self) -> dict[str, Any]:
        return {"fields": dict(self.fields), "children": list(self.children), "changed": dict(self.changed)}

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> CallContent:
        return cls(stored["fields"], tuple(stored["children"]), stored["changed"])
