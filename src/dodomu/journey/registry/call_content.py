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
class Shown:
    """The page that sends a change: which version of the call it shows, and which of its own messages this is.

    One window may have two messages on their way, a save by itself and a button: it is never older than itself, and of
    its messages a later ``turn`` counts, in whatever order they arrive.
    """

    version: int
    window: str = ""
    turn: int = 0


@dataclass(frozen=True, slots=True)
class CallContent:
    """The filled form. ``children`` are numbers that stay with a child when another one is taken out.

    ``changed`` says for each step in which version of the call it changed last, by which window and turn: a page that
    shows an older version of *that step* has grown old, whatever happened to the other steps.
    """

    fields: Mapping[str, Typed] = field(default_factory=dict, repr=False)
    children: tuple[int, ...] = (1,)
    changed: Mapping[str, Shown] = field(default_factory=dict, compare=False)

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

    def changed_by(self, shown: Shown, version: int, steps: Iterable[str]) -> CallContent:
        """The content with a note that a page changed these steps, which made this version."""
        note = replace(shown, version=version)
        return replace(self, changed={**self.changed, **dict.fromkeys(steps, note)})

    def outdates(self, shown: Shown, steps: Iterable[str]) -> bool:
        """Whether another window changed one of these steps since this page was shown."""
        last = [self.changed[step] for step in steps if step in self.changed]
        return any(one.version > shown.version and (not shown.window or one.window != shown.window) for one in last)

    def overtaken(self, shown: Shown, steps: Iterable[str]) -> bool:
        """Whether a later message of the same window has arrived before this one."""
        last = [self.changed[step] for step in steps if step in self.changed]
        return any(bool(shown.window) and one.window == shown.window and one.turn > shown.turn for one in last)

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
        changed = {step: [one.version, one.window, one.turn] for step, one in self.changed.items()}
        return {"fields": dict(self.fields), "children": list(self.children), "changed": changed}

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> CallContent:
        changed = {step: Shown(*one) for step, one in stored["changed"].items()}
        return cls(stored["fields"], tuple(stored["children"]), changed)
