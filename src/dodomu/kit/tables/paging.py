"""Pages of a list: the page is in the address, so Back returns to it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.http import QueryDict

from dodomu.kit.address import changed

AROUND = 1


@dataclass(frozen=True, slots=True)
class PageLink:
    """A page number with its address; ``url`` is empty for a gap."""

    number: int
    url: str
    current: bool = False


@dataclass(frozen=True, slots=True)
class Pager:
    """``page`` is clamped to what exists."""

    query: QueryDict
    total: int
    page: int
    size: int

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // self.size))

    @property
    def first_row(self) -> int:
        return (self.page - 1) * self.size + 1 if self.total else 0

    @property
    def last_row(self) -> int:
        return min(self.page * self.size, self.total)

    @property
    def previous_url(self) -> str:
        return self._url(self.page - 1) if self.page > 1 else ""

    @property
    def next_url(self) -> str:
        return self._url(self.page + 1) if self.page < self.pages else ""

    @property
    def links(self) -> Iterator[PageLink]:
        """First, last, and those around the current page, with gaps between."""
        wanted = {1, self.pages, *range(self.page - AROUND, self.page + AROUND + 1)}
        before = 0
        for number in sorted(number for number in wanted if 1 <= number <= self.pages):
            if number > before + 1:
                yield PageLink(0, "")
            yield PageLink(number, self._url(number), number == self.page)
            before = number

    def _url(self, number: int) -> str:
        return changed(self.query, page=number if number > 1 else None)


def pager(query: QueryDict, total: int, page: int, size: int) -> Pager:
    pages = max(1, -(-total // size))
    return Pager(query, total, min(max(page, 1), pages), size)
