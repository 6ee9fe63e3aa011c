"""Sheets as PDF: text in, pages out, with the fonts of the wheel alone and the same bytes for the same content.

Nothing is written to disk and nothing is fetched: the content travels as one JSON text into a template of ours, in which
it is text and never markup.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import cache
from importlib.resources import files

import typst

CONTENT_TYPE = "application/pdf"


@dataclass(frozen=True, slots=True)
class SheetSection:
    """One part of a sheet: lines with a label, then plain lines. ``strong``: it must be read first."""

    title: str
    rows: tuple[tuple[str, str], ...] = ()
    lines: tuple[str, ...] = ()
    strong: bool = False


@dataclass(frozen=True, slots=True)
class SheetPage:
    """One sheet in one language, beginning on a page of its own.

    ``lang`` is a language tag; ``mark`` the line that says how the paper is to be kept, at the foot of every page with
    the words for "page" and "of"; ``under`` stands below the heading.
    """

    lang: str
    heading: str
    under: str
    mark: str
    page_word: str
    of_word: str
    sections: tuple[SheetSection, ...]
    small: str = ""


def sheet_pdf(pages: Sequence[SheetPage]) -> bytes:
    """A PDF of these sheets on A4, black and white, one after the other.

    Raises:
        ValueError: there are none.
    """
    if not pages:
        raise ValueError("pages: at least one is accepted")
    content = json.dumps([asdict(page) for page in pages], ensure_ascii=False)
    made = typst.compile(_template("sheet.typ"), sys_inputs={"content": content}, ignore_system_fonts=True)
    if not isinstance(made, bytes):
        raise TypeError("a PDF is one file")
    return made


@cache
def _template(name: str) -> bytes:
    return files("dodomu.kit").joinpath("papers", name).read_bytes()
