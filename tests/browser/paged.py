"""Lists that other tests of the run may have made longer than one page."""

from __future__ import annotations

from typing import Any

from tests.browser.stops import ROW


def _next(page: Any) -> bool:
    following = page.locator(".pager a[rel=next]")
    if not following.count():
        return False
    page.goto(following.evaluate("(link) => link.href"))
    return True


def open_row(page: Any, name: str) -> None:
    """Open the row of this name, on whichever page of the list it stands, and wait until its scripts have run."""
    row = page.get_by_role("link", name=name, exact=True)
    while not row.count() and _next(page):
        pass
    row.click()
    page.wait_for_load_state()


def every_row(page: Any) -> list[str]:
    """The first cells of all pages of the list that stands open."""
    found = list(page.locator(ROW).all_inner_texts())
    while _next(page):
        found += page.locator(ROW).all_inner_texts()
    return found
