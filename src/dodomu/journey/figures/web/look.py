"""How counts show on a page: lines with words, the finding of a chart, and what is said of hidden ones."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from dodomu.journey.figures import definitions, words
from dodomu.journey.figures.published_rules import Stated
from dodomu.journey.figures.queries import CellView, ReleaseView, code_of
from dodomu.kit.bars import Bars, Count, bars

Text = str | Promise


@dataclass(frozen=True, slots=True)
class Line:
    """One count with its words. ``level``: how far in it stands; the total stands at 0 and is marked ``is_all``."""

    label: Text
    cell: CellView
    level: int = 0
    is_group: bool = False
    is_all: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """One division of the children with everything a reader needs to understand it."""

    code: str
    title: Text
    definition: Text
    lines: tuple[Line, ...]

    @property
    def nothing_shown(self) -> bool:
        """Whether nothing but the total can be read."""
        return not _tells(line.cell for line in self.lines if not line.is_all)


@dataclass(frozen=True, slots=True)
class TimeLine:
    """One step with the days that children have been in it."""

    label: Text
    cells: tuple[CellView, ...]
    cell: CellView

    @property
    def weeks(self) -> str:
        """The median in words; empty where it is not known."""
        if self.cell.days is None:
            return ""
        weeks = self.cell.days // 7
        return ngettext("about %(weeks)s week", "about %(weeks)s weeks", weeks) % {"weeks": weeks}


@dataclass(frozen=True, slots=True)
class TimeSection:
    code: str
    title: Text
    bands: tuple[Text, ...]
    lines: tuple[TimeLine, ...]
    hidden: int


def sections(view: ReleaseView) -> list[Section]:
    """Every division, each with the total of all children first."""
    return [
        Section(
            code=one.code,
            title=words.INDICATORS[one.code],
            definition=words.DEFINITIONS[one.code],
            lines=(
                Line(words.ALL, view.at(code_of()), is_all=True),
                *(
                    Line(
                        words.node_label(one.axis, node.code),
                        view.at(code_of(one.axis, node.code)),
                        node.level,
                        bool(node.members),
                    )
                    for node in one.nodes
                ),
            ),
        )
        for one in definitions.indicators()
    ]


def time_sections(view: ReleaseView) -> list[TimeSection]:
    """For each axis the steps with at least one count to show, and how many have none."""
    found = []
    for one in definitions.indicators():
        if one.axis not in definitions.AXES_WITH_TIME:
            continue
        lines = [_time_line(view, one.axis, node) for node in one.categories if node != definitions.NONE]
        shown = [line for line in lines if line.cell.days is not None or _tells(line.cells)]
        bands = tuple(words.DAYS[band] for band in definitions.day_bands())
        title = words.INDICATORS[one.code]
        found.append(TimeSection(one.code, title, bands, tuple(shown), len(lines) - len(shown)))
    return found


def _time_line(view: ReleaseView, axis: str, node: str) -> TimeLine:
    cells = tuple(view.at(code_of(axis, node, band)) for band in definitions.day_bands())
    return TimeLine(words.node_label(axis, node), cells, view.at(code_of(axis, node)))


def _tells(cells: Iterable[CellView]) -> bool:
    return any(cell.value is not None or cell.before is not None for cell in cells)


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the way home: what it counts in words, and the count."""

    label: Text
    definition: Text
    cell: CellView


def steps(view: ReleaseView) -> list[Step]:
    return [
        Step(words.FUNNEL[one.code], words.FUNNEL_DEFINITIONS[one.code], view.at(code_of(one.axis, one.node)))
        for one in definitions.funnel()
    ]


def chart(found: Sequence[Step]) -> Bars:
    return bars([Count(step.label, step.cell.value, step.definition) for step in found])


def finding(found: Sequence[Step]) -> str:
    """What the drawing of the way home shows, in one sentence; only from what is shown."""
    shown = [step for step in found if step.cell.value is not None]
    if not shown:
        return _("There are too few children to show any step without pointing to one of them.")
    narrowings = [(_value(a) - _value(b), a, b) for a, b in pairwise(shown) if _value(a) > _value(b)]
    if not narrowings:
        return _("One step can be shown: “%(step)s” (%(count)s).") % _told(step=shown[-1])
    _lost, before, after = max(narrowings, key=lambda one: one[0])
    return _("The way narrows most between “%(before)s” (%(count_before)s) and “%(after)s” (%(count)s).") % {
        "before": before.label,
        "count_before": grouped(_value(before)),
        "after": after.label,
        "count": grouped(_value(after)),
    }


def _told(step: Step) -> dict[str, Any]:
    return {"step": step.label, "count": grouped(_value(step))}


def _value(step: Step) -> int:
    return step.cell.value or 0


def grouped(number: int) -> str:
    """19 514, as one reads it in the language of the page."""
    return number_format(number, force_grouping=True)


def stated_in_words(stated: Stated) -> str:
    """The number of a published figure with how exactly it was stated."""
    low = grouped(stated.low)
    high = grouped(stated.high) if stated.high is not None else ""
    sentences = {
        "exact": "%(low)s",
        "about": pgettext("a figure", "about %(low)s"),
        "at_least": pgettext("a figure", "at least %(low)s"),
        "up_to": pgettext("a figure", "up to %(low)s"),
        "between": pgettext("a figure", "%(low)s to %(high)s"),
    }
    return sentences[stated.qualifier] % {"low": low, "high": high}
