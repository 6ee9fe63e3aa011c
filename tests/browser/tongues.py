"""Words of the interface that stand on a page in the wrong language. Names and what people said are nobody's fault."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

from babel.messages.catalog import Message
from babel.messages.pofile import read_po

import dodomu

CATALOGUE = Path(dodomu.__file__).parent / "locale" / "uk" / "LC_MESSAGES" / "django.po"
PLACEHOLDER = re.compile(r"%\([a-z_0-9]+\)[sd]|%[sd]|\{[a-z_0-9]*\}|%%|<[^>]+>")
ENGLISH = re.compile(r"[A-Za-z]{3,}")
CYRILLIC = re.compile(r"[А-Яа-яЄєІіЇїҐґ]{3,}")
# Every piece of text a reader sees or hears, with the language it says it is in. What is closed counts as well.
PIECES = """() => {
    const said = [];
    const keep = (node, text) => {
        const trimmed = (text ?? "").replace(/\\s+/g, " ").trim();
        if (trimmed) said.push([node.closest("[lang]").lang, trimmed]);
    };
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const parent = node.parentElement;
        if (!parent.closest("script, style, noscript, template, code, kbd, .code, textarea")) keep(parent, node.data);
    }
    for (const node of document.querySelectorAll("[aria-label], [placeholder], [title], [alt]"))
        for (const name of ["aria-label", "placeholder", "title", "alt"]) keep(node, node.getAttribute(name));
    keep(document.documentElement, document.title);
    return said;
}"""


@cache
def catalogue() -> tuple[Message, ...]:
    with CATALOGUE.open("rb") as text:
        return tuple(message for message in read_po(text, locale="uk") if message.id)


def _english_of(message: Message) -> list[str]:
    return [message.id] if isinstance(message.id, str) else list(message.id)


def _ukrainian_of(message: Message) -> list[str]:
    return [message.string] if isinstance(message.string, str) else list(message.string)


@cache
def english_words() -> frozenset[str]:
    """Words of the English interface; CSV, Excel and the like, which Ukrainian uses too, are left out."""
    here, there = set(), set()
    for message in catalogue():
        for text in _english_of(message):
            here |= {word.casefold() for word in ENGLISH.findall(PLACEHOLDER.sub(" ", text))}
        for text in _ukrainian_of(message):
            there |= {word.casefold() for word in ENGLISH.findall(PLACEHOLDER.sub(" ", text))}
    return frozenset(here - there)


@cache
def ukrainian_phrases() -> re.Pattern[str]:
    """Whole phrases of the Ukrainian interface, each with anything where it has a placeholder."""
    patterns = set()
    for message in catalogue():
        english = " ".join(_english_of(message))
        for text in _ukrainian_of(message):
            fixed = PLACEHOLDER.sub(" ", text)
            if CYRILLIC.search(fixed) and not CYRILLIC.search(english):
                parts = [re.escape(" ".join(part.split())) for part in PLACEHOLDER.split(text)]
                patterns.add(".*".join(parts))
    return re.compile("|".join(sorted(patterns)))


def strangers(page: Any, names: frozenset[str] = frozenset()) -> list[str]:
    """Pieces of text that are in the other language of the interface without saying so; ``names`` may be in any."""
    said = page.evaluate(PIECES)
    return [text for language, text in said if text not in names and _is_strange(language, text)]


def _is_strange(language: str, text: str) -> bool:
    if language == "uk":
        return any(word.casefold() in english_words() for word in ENGLISH.findall(text))
    return language == "en" and CYRILLIC.search(text) is not None and ukrainian_phrases().fullmatch(text) is not None
