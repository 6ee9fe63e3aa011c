"""My work as a page shows it: counts of the sections as tabs, lines with due words, equal ones folded into one line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.http import QueryDict
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from dodomu.base.contributions import WorkItem
from dodomu.base.work_order import OVERDUE, REST, SECOND, SECTIONS, TODAY
from dodomu.kit.address import changed
from dodomu.kit.due import due_in_words, waits_in_words
from dodomu.kit.tables.paging import Pager, pager
from dodomu.kit.tables.wanted import page_number

Text = str | Promise
LABELS: dict[str, Text] = {
    OVERDUE: _("Overdue"),
    TODAY: _("Due today"),
    SECOND: _("Waiting for me as second person"),
    REST: _("The rest"),
}
FOLDED = frozenset({SECOND, REST})
"""Sections in which many equal lines become one; what is overdue or due today is always named."""
FOLD_ABOVE = 5
PAGE = 50


@dataclass(frozen=True, slots=True)
class WorkLine:
    """One line: what, about which child (a number), due in words, one thing to do."""

    title: Text
    url: str
    note: Text = ""
    due: str = ""
    tone: str = ""
    icon: str = ""
    act: Text = ""


@dataclass(frozen=True, slots=True)
class Tab:
    label: Text
    url: str
    count: int
    current: bool


class Worklist:
    """The list of one viewer, narrowed to the section (``show``) or the kind (``kind``) that the address names."""

    def __init__(self, items: Sequence[WorkItem], query: QueryDict, now: datetime | None = None) -> None:
        self.now = now or timezone.now()
        self.counts = Counter[str]()
        for item in items:
            self.counts[item.section] += item.count
        self.section = query.get("show", "") if query.get("show") in SECTIONS else ""
        codes = {item.code for item in items}
        self.kind = query.get("kind", "") if query.get("kind") in codes else ""
        self._items = items
        self._query = query

    @property
    def total(self) -> int:
        return self.counts.total()

    @property
    def late(self) -> int:
        return self.counts[OVERDUE]

    @property
    def tabs(self) -> list[Tab]:
        every = Tab(_("Everything"), changed(self._query, **_FRESH), self.total, not (self.section or self.kind))
        return [every, *(self._tab(section) for section in SECTIONS)]

    @cached_property
    def pager(self) -> Pager:
        return pager(self._query, len(self._lines), page_number(self._query.get("page", "")), PAGE)

    @property
    def lines(self) -> list[WorkLine]:
        """The lines of this page."""
        start = (self.pager.page - 1) * PAGE
        return self._lines[start : start + PAGE]

    @cached_property
    def _lines(self) -> list[WorkLine]:
        wanted = [item for item in self._items if self._is_wanted(item)]
        many = Counter((item.code, item.section) for item in wanted if self._folds(item))
        told: set[tuple[str, str]] = set()
        lines = []
        for item in wanted:
            key = item.code, item.section
            if many[key] <= FOLD_ABOVE:
                lines.append(line(item, self.now))
            elif key not in told:
                told.add(key)
                lines.append(self._folded(item, many[key]))
        return lines

    def _is_wanted(self, item: WorkItem) -> bool:
        return self.section in ("", item.section) and self.kind in ("", item.code)

    def _folds(self, item: WorkItem) -> bool:
        return bool(item.many) and item.section in FOLDED and not self.kind

    def _folded(self, first: WorkItem, count: int) -> WorkLine:
        title = str(first.many % {"count": count})
        url = first.many_url or changed(self._query, show=first.section, kind=first.code, page=None)
        return WorkLine(title, url, due=_due(first, self.now), tone=first.tone, icon=first.icon, act=_("show them"))

    def _tab(self, section: str) -> Tab:
        url = changed(self._query, **_FRESH | {"show": section})
        return Tab(LABELS[section], url, self.counts[section], self.section == section)


_FRESH = {"show": None, "kind": None, "page": None}


def lines(items: Iterable[WorkItem], now: datetime | None = None) -> list[WorkLine]:
    """Each item as a line, nothing folded."""
    now = now or timezone.now()
    return [line(item, now) for item in items]


def line(item: WorkItem, now: datetime) -> WorkLine:
    return WorkLine(item.title, item.url, item.note, _due(item, now), item.tone, item.icon, item.act)


def _due(item: WorkItem, now: datetime) -> str:
    if item.due_at is not None:
        return due_in_words(item.due_at, now)
    return waits_in_words(item.since, now) if item.since else ""
