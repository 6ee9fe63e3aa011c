"""From a statement in ``reports.toml`` to the report that is recorded."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from dodomu.base.access.viewer import Viewer
from dodomu.engine.values import PartialDate, Place, SourceKind, parse_name, read_birth_date, read_sex
from dodomu.entry.scenario.children import Child, children
from dodomu.journey.registry.actions import (
    ChangeInput,
    FactInput,
    MentionInput,
    RelationInput,
    ReportInput,
    source_of_kind,
)
from dodomu.journey.registry.attributes import Value
from dodomu.journey.registry.vocabulary import ChangedPart, Channel, Consent, MentionRole, RelationKind

PLACES = ("birth_place", "residence", "last_seen")
TEXTS = ("phone", "document", "citizenship", "institution", "appearance", "note")


@dataclass(frozen=True, slots=True)
class Told:
    """A statement, the day it was made, and the day of loading from which ages are counted."""

    row: dict[str, Any]
    on: date
    today: date

    @property
    def child_keys(self) -> list[str | None]:
        """The child of each mention in order; None for a grown-up."""
        return [mention.get("child") for mention in self.row["mentions"]]


def statement(by: Viewer, told: Told, now: datetime) -> ReportInput:
    """The report that ``by`` records of this statement."""
    row = told.row
    return ReportInput(
        channel=Channel(row["channel"]),
        source_id=source_of_kind(by, SourceKind(row["source"])).id,
        payload={"words": row["words"], "mentions": "; ".join(_spoken_of(told))},
        statement=row["key"],
        mentions=tuple(_mention(told, number, mention) for number, mention in enumerate(row["mentions"])),
        relations=tuple(RelationInput(a, b, RelationKind(kind)) for a, b, kind in row.get("relations", ())),
        received_at=now - timedelta(days=row["days_ago"]),
        reporter=row.get("reporter", ""),
        consent=Consent(row.get("consent", "not_asked")),
        requester=row.get("requester"),
    )


def _spoken_of(told: Told) -> Iterator[str]:
    """Each person as the form of the hotline would hold them: every value as it was said."""
    for said in told.row["mentions"]:
        values = {name: words or getattr(value, "full", value) for name, value, words in _values(told, said)}
        yield ", ".join(str(value) for name, value in values.items() if name != "sex")


def _mention(told: Told, number: int, said: dict[str, Any]) -> MentionInput:
    observed = PartialDate.of_day(told.on)
    facts = tuple(FactInput(name, value, observed, words) for name, value, words in _values(told, said))
    changes = tuple(_change(told, row) for row in told.row.get("changes", ()) if row["mention"] == number)
    return MentionInput(MentionRole(said["role"]), facts, changes)


def _values(told: Told, said: dict[str, Any]) -> Iterator[tuple[str, Value, str]]:
    child = children()[said["child"]] if "child" in said else None
    known = {"name": child.name, "birth_place": child.birth_place} if child else {}
    stated = known | {name: value for name, value in said.items() if isinstance(value, str)}
    yield "name", parse_name(stated["name"]), ""
    if child:
        yield "sex", str(read_sex(child.sex)), ""
        words = _birth_words(said["born"], child, told)
        yield "birth_date", _birth(words, told), words
    for name in PLACES:
        if stated.get(name):
            yield name, Place(stated[name]), ""
    for name in TEXTS:
        if stated.get(name):
            yield name, stated[name], ""


def _birth_words(pattern: str, child: Child, told: Told) -> str:
    born = child.born(told.today)
    age = told.on.year - born.year - ((told.on.month, told.on.day) < (born.month, born.day))
    return pattern.format(y=born.year, y0=born.year - 1, y1=born.year + 1, date=born.strftime("%d.%m.%Y"), age=age)


def _birth(words: str, told: Told) -> PartialDate:
    """An age counts from the day it was said."""
    return read_birth_date(words, today=told.on)


def _change(told: Told, row: dict[str, Any]) -> ChangeInput:
    on = PartialDate.from_edtf(str((told.on - timedelta(days=30)).year))
    return ChangeInput(ChangedPart(row["what"]), row["old"], row["new"], on, row["act"])
