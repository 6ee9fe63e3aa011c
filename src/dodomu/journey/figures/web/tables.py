"""Releases, their counts, and the published figures of others as lists."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dodomu.journey.figures import published_rules, words
from dodomu.journey.figures.web.look import stated_in_words
from dodomu.kit.status import Status
from dodomu.kit.tables import Column, Filter, Table


def label_of(row: Any) -> Any:
    """What one count counts."""
    return words.node_label(row.axis, row.node)


def count_of(row: Any) -> Any:
    """The count, or the words that stand for a hidden one."""
    return words.HIDDEN if row.cell.value is None else row.cell.value


def state_of(row: Any) -> Status | None:
    """Nothing for a figure that came with Dodomu and stands."""
    if row.is_withdrawn:
        return Status(pgettext_lazy("a figure", "withdrawn"), tone="harm")
    if row.by:
        return Status(_("written down here"), tone="act")
    return None


def _joined(*texts: Any) -> str:
    return "; ".join(str(text) for text in texts if text)


class CellsTable(Table):
    name = "figures-cells"
    caption = _("All counts")
    columns = (
        Column(
            "indicator",
            pgettext_lazy("figures", "Figure"),
            value=lambda row: words.INDICATORS.get(row.indicator, words.ALL),
            sort=False,
        ),
        Column("label", _("Who is counted"), value=label_of, fixed=True, sort=False),
        Column("days", _("Days in this step"), value=lambda row: words.DAYS.get(row.band, ""), sort=False),
        Column("count", _("Children"), value=count_of, sort=lambda row: row.cell.value, fixed=True),
        Column("before", _("Last shown"), value="cell.before", kind="number"),
        Column("before_on", pgettext_lazy("figures", "as of"), value="cell.before_on", kind="day"),
    )
    filters = (Filter("indicator", pgettext_lazy("figures", "Figure"), choices=lambda: list(words.INDICATORS.items())),)
    exportable = False
    page_size = 100


class ReleasesTable(Table):
    name = "figures-releases"
    caption = pgettext_lazy("figures", "What was shown before")
    columns = (
        Column(
            "as_of",
            pgettext_lazy("figures", "As of"),
            kind="day",
            link=lambda row: reverse("figures:release", args=[row.number]),
            fixed=True,
        ),
        Column("shown", _("Counts shown"), kind="number"),
        Column("hidden", _("Counts hidden"), kind="number"),
        Column("threshold", _("Hidden below"), kind="number", hidden=True),
        Column("by", pgettext_lazy("figures", "Taken by"), value="taken_by"),
        Column("at", pgettext_lazy("figures", "Taken"), value="taken_at", kind="moment"),
    )
    exportable = False
    default_sort = "-as_of"
    empty_title = _("No figures have been taken yet")
    empty_text = _("Whoever looks after the figures takes them; from then on every release is listed here.")


class PublishedTable(Table):
    name = "figures-published"
    caption = _("Published by others")
    columns = (
        Column(
            "on",
            pgettext_lazy("figures", "As of"),
            value="stated.on",
            kind="partial_date",
            sort=lambda row: row.stated.on,
        ),
        Column(
            "figure",
            pgettext_lazy("figures", "Figure"),
            value=lambda row: stated_in_words(row.stated),
            sort=lambda row: row.stated.low,
            fixed=True,
        ),
        Column(
            "series",
            _("What is counted"),
            value=lambda row: words.SERIES[row.stated.series],
            template="figures/what_cell.html",
            export=lambda row: _joined(words.SERIES[row.stated.series], row.stated.about, row.stated.note),
        ),
        Column(
            "line",
            _("Published by"),
            value=lambda row: words.LINES[row.stated.line],
            template="figures/who_cell.html",
            export=lambda row: _joined(words.LINES[row.stated.line], row.stated.speaker),
        ),
        Column("source", pgettext_lazy("figures", "Where"), value="stated.source", template="figures/where_cell.html"),
        Column("state", _("State"), value=state_of, template="figures/state_cell.html"),
        Column("low", _("From"), value="stated.low", kind="number", hidden=True),
        Column("high", _("To"), value="stated.high", kind="number", hidden=True),
        Column("by", _("Written down by"), value="by", hidden=True),
    )
    filters = (
        Filter("series", _("What is counted"), choices=lambda: list(words.SERIES.items())),
        Filter(
            "line",
            _("Published by"),
            choices=lambda: [(code, words.LINES[code]) for code in published_rules.lines()],
        ),
    )
    page_size = 25
    default_sort = "-on"
    empty_title = _("No published figure fits")
    empty_text = _("Take a filter away.")
