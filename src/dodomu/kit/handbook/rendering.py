"""From a document to the HTML of a page: no markup of its own passes, no style, no script, no picture."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import urlsplit

from markdown_it import MarkdownIt
from markdown_it.token import Token

from dodomu.kit.handbook.files import ENGLISH, UKRAINIAN, Document, target

BETWEEN = " · "
"""Stands between the English and the Ukrainian words of a document that holds both."""
COLUMNS = {"English": ENGLISH, "Українською": UKRAINIAN}
Address = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Rendered:
    """A document ready to be shown: its title apart, for the page has its own place for it."""

    title: str
    html: str
    language: str


def render(document: Document, language: str, address_of: Address) -> Rendered:
    """Render a document in the reader's language, or in English where it is not written in theirs.

    Args:
        document: one of the known documents.
        language: the reader's language, ``uk`` or ``en``.
        address_of: gives the address of the page of a document or file by its name.
    """
    spoken = document.language_for(language)
    text = document.text_in(spoken)
    tokens = _parser().parse(one_tongue(text, spoken) if document.in_both else text)
    title, body = _without_title(tokens)
    for token in _every(body):
        _rewrite(token, document, address_of)
    _name_headings(body)
    _mark_columns(body)
    html: str = _parser().renderer.render(body, _parser().options, {})
    return Rendered(title, html, spoken)


def title_of(document: Document, language: str) -> Rendered:
    """Title and language alone, for lists."""
    spoken = document.language_for(language)
    first = document.text_in(spoken).lstrip().split("\n", maxsplit=1)[0]
    return Rendered((one_tongue(first, spoken) if document.in_both else first).removeprefix("# ").strip(), "", spoken)


def one_tongue(text: str, language: str) -> str:
    """Keep one language of every heading, sentence and cell that holds both.

    >>> one_tongue("# Case · Справа", "uk")
    '# Справа'
    """
    return "\n".join(_line(line, language) for line in text.splitlines())


def anchor(heading: str) -> str:
    """The fragment of a heading, as code hosts make it, so that one link works there and here.

    >>> anchor("6. Find her, under another spelling")
    '6-find-her-under-another-spelling'
    """
    return re.sub(r"[^\w\- ]", "", heading.strip().casefold()).replace(" ", "-")


def _line(line: str, language: str) -> str:
    if line.startswith("|"):
        return " | ".join(_half(cell, language) for cell in line.split(" | "))
    marks = re.match(r"#* ?", line)
    lead = marks[0] if marks else ""
    return lead + _half(line[len(lead) :], language)


def _half(text: str, language: str) -> str:
    english, between, ukrainian = text.partition(BETWEEN)
    if not between:
        return text
    # The last cell of a row keeps the bar that ends it.
    return ukrainian if language == UKRAINIAN else english + (" |" if ukrainian.endswith(" |") else "")


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False}).enable("table")
    parser.add_render_rule("table_open", _table_open)
    parser.add_render_rule("table_close", lambda *_rest: "</table></div>\n")
    parser.add_render_rule("image", lambda *_rest: "")
    parser.add_render_rule("code_block", _commands)
    parser.add_render_rule("fence", _commands)
    return parser


def _table_open(_self: Any, tokens: Sequence[Token], at: int, _options: Any, _env: Any) -> str:
    """Wide tables scroll by themselves; the region is called by the heading above, else by the first column."""
    above = [at + 1 for at, token in enumerate(tokens[:at]) if token.type == "heading_open"]
    words = next(token.content for token in tokens[above[-1] if above else at :] if token.type == "inline")
    return (
        f'<div class="table-scroll" tabindex="0" role="region" aria-label="{_escaped(words)}"><table class="table">\n'
    )


def _commands(_self: Any, tokens: Sequence[Token], at: int, _options: Any, _env: Any) -> str:
    """No language of a fence becomes a class: nothing is coloured here."""
    return f"<pre><code>{_escaped(tokens[at].content)}</code></pre>\n"


def _escaped(text: str) -> str:
    for plain, safe in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ('"', "&quot;")):
        text = text.replace(plain, safe)
    return text


def _without_title(tokens: list[Token]) -> tuple[str, list[Token]]:
    if tokens and tokens[0].type == "heading_open" and tokens[0].tag == "h1":
        return tokens[1].content, tokens[3:]
    return "", tokens


def _every(tokens: Sequence[Token]) -> Iterator[Token]:
    for token in tokens:
        yield token
        yield from _every(token.children or ())


def _rewrite(token: Token, document: Document, address_of: Address) -> None:
    """Aligned cells lose their style, which the content security policy forbids; links lead to pages of the help."""
    token.attrs.pop("style", None)
    if token.type != "link_open":
        return
    parts = urlsplit(str(token.attrs.get("href", "")))
    if parts.scheme:
        token.attrs["rel"] = "noopener noreferrer"
    elif parts.path:
        name = target(document, parts.path)
        fragment = f"#{parts.fragment}" if parts.fragment else ""
        token.attrs["href"] = address_of(name) + fragment if name else ""
    if not token.attrs["href"]:
        # What is not part of the help stays as words: an anchor without an address is no link.
        del token.attrs["href"]


def _name_headings(tokens: Sequence[Token]) -> None:
    for at, token in enumerate(tokens):
        if token.type == "heading_open":
            token.attrs["id"] = anchor(tokens[at + 1].content)


def _mark_columns(tokens: Sequence[Token]) -> None:
    """Name each cell after its column, for phones; say of a column in another language which it is."""
    headings: list[str] = []
    column = 0
    for at, token in enumerate(tokens):
        if token.type == "table_open":
            headings = []
        elif token.type == "tr_open":
            column = 0
            if headings[:1] == list(COLUMNS)[:1]:
                # A line of the glossary: the word at its place elsewhere leads here.
                token.attrs["id"] = f"term-{anchor(tokens[at + 2].content)}"
        elif token.type == "th_open":
            headings.append(tokens[at + 1].content)
            _speak(token, headings[-1])
        elif token.type == "td_open":
            token.attrs["data-label"] = headings[column]
            _speak(token, headings[column])
            column += 1


def _speak(token: Token, heading: str) -> None:
    if heading in COLUMNS:
        token.attrs["lang"] = COLUMNS[heading]
