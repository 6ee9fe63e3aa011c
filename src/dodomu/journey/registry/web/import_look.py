"""How imports look: their table, the steps at the top, messages gathered by what they say."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from dodomu.journey.registry.queries.imports import BatchView, MessageView, Preview
from dodomu.kit.status import Status
from dodomu.kit.tables import Column, Filter, Table

TONES = {"staged": "notice", "running": "act", "finished": "well", "withdrawn": "unknown"}
WEIGHTS = {"refused": "harm", "warning": "notice", "notice": "neutral"}
ORDER = ("refused", "warning", "notice")
STEPS = (("file", _("File")), ("columns", _("Columns")), ("check", _("Check")), ("import", _("Import")))
MOST_PLACES = 200


@dataclass(frozen=True, slots=True)
class Step:
    """One step of an import; ``state``: done, now or later."""

    label: str
    state: str


@dataclass(slots=True)
class MessageGroup:
    """The same message at many rows, of which ``places`` are the first."""

    sentence: str
    tone: str
    count: int
    places: list[MessageView] = field(default_factory=list)

    @property
    def hidden(self) -> int:
        return max(0, self.count - len(self.places))


def status_of(batch: BatchView) -> Status:
    return Status(batch.status_title, tone=TONES.get(batch.status, "neutral"))


class ListsTable(Table):
    name = "lists"
    caption = _("Lists")
    columns = (
        Column(
            "source",
            _("From"),
            value="source",
            link=lambda row: reverse("registry:list_preview", args=[row.id]),
            fixed=True,
        ),
        Column("status", _("State"), value=status_of, kind="status"),
        Column("rows", _("Rows"), value="rows_total", kind="number"),
        Column("new", _("Recorded"), value=lambda row: row.counts["new"], kind="number"),
        Column("unchanged", _("Known before"), value=lambda row: row.counts["unchanged"], kind="number"),
        Column("refused", _("Refused"), value=lambda row: row.counts["refused"], kind="number"),
        Column("list_date", _("Date of the list"), value="list_date", kind="day"),
        Column("at", _("Handed in"), value="at", kind="moment"),
        Column("by", _("By"), value="by", hidden=True),
    )
    filters = (
        Filter(
            "status",
            _("State"),
            choices=(
                ("staged", _("Waiting for confirmation")),
                ("running", _("Being imported")),
                ("finished", _("Imported")),
                ("withdrawn", _("Withdrawn")),
            ),
        ),
    )
    default_sort = "-at"
    exportable = False
    empty_title = _("No lists yet")
    empty_text = _("Import a list from a file. Nothing is recorded before you have checked and confirmed it.")


def steps(now: str) -> list[Step]:
    """The four steps with the present one marked."""
    names = [name for name, _label in STEPS]
    place = names.index(now)
    states = ["done"] * place + ["now"] + ["later"] * (len(names) - place - 1)
    return [Step(str(label), state) for (_name, label), state in zip(STEPS, states, strict=True)]


def grouped(preview: Preview) -> list[MessageGroup]:
    """Messages by what they say, the gravest first, each with the first 200 rows it concerns."""
    groups: dict[str, MessageGroup] = {}
    for message in _gravest_first(preview.messages):
        count = preview.codes.get(message.code, 0)
        group = groups.setdefault(message.code, MessageGroup(message.sentence, WEIGHTS[message.weight], count))
        if len(group.places) < MOST_PLACES:
            group.places.append(message)
    return list(groups.values())


def _gravest_first(messages: Iterable[MessageView]) -> list[MessageView]:
    return sorted(messages, key=lambda message: (ORDER.index(message.weight), message.row))
