"""Which documents there are. A name is looked up in this list and never put together into a path.

A document is ``x.md`` in English and, beside it, ``x.uk.md`` in Ukrainian. A checkout keeps them where people edit
them; a wheel carries the same files below this folder (``tools/build_hook.py``).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path, PurePosixPath

ENGLISH, UKRAINIAN = "en", "uk"
PACKED = Path(__file__).with_name("packed")
CHECKOUT = Path(__file__).resolve().parents[4]
GLOSSARY = "GLOSSARY.md"


class Kind(StrEnum):
    """What a reader wants of a document; the names are the folders (Diátaxis)."""

    TUTORIAL = "tutorials"
    HOW_TO = "how-to"
    REFERENCE = "reference"
    EXPLANATION = "explanation"


@dataclass(frozen=True, slots=True)
class Document:
    """One document in the languages it is written in."""

    name: str
    kind: Kind
    files: dict[str, Path]
    in_both: bool = False
    """One file holds both languages, side by side."""

    def language_for(self, wanted: str) -> str:
        """The reader's language where the document speaks it, else English."""
        return wanted if wanted in self.files or self.in_both else ENGLISH

    def text_in(self, language: str) -> str:
        """The source in a language that ``language_for`` gave."""
        return self.files[ENGLISH if self.in_both else language].read_text(encoding="utf-8")


def documents() -> tuple[Document, ...]:
    """Every document a reader can open, in the order of the list page."""
    return tuple(_known().values())


def documents_of(kind: Kind) -> list[Document]:
    """The documents of one kind."""
    return [one for one in documents() if one.kind is kind]


def document(name: str) -> Document | None:
    """The document of that name, such as ``how-to/back-up-and-restore``."""
    return _known().get(name)


def handed_out(name: str) -> Path | None:
    """A file that a document hands to its reader, such as ``tutorials/invented-list.csv``."""
    return _lists().get(name)


def target(of: Document, written: str) -> str | None:
    """The name a link in a document leads to, as the help knows it; None for what is not part of the help.

    >>> target(Document("how-to/x", Kind.HOW_TO, {}), "../../GLOSSARY.md")
    'reference/glossary'
    """
    if written.endswith(GLOSSARY):
        return "reference/glossary"
    parts: list[str] = []
    for part in (*PurePosixPath(of.name).parts[:-1], *PurePosixPath(written).parts):
        if part == "..":
            if parts:
                parts.pop()
        else:
            parts.append(part)
    path = "/".join(parts)
    name = path.removesuffix(".md").removesuffix(f".{UKRAINIAN}")
    return next((one for one in (name, path) if document(one) or handed_out(one)), None)


def _root() -> Path:
    return PACKED if PACKED.is_dir() else CHECKOUT


@cache
def _known() -> dict[str, Document]:
    found: dict[str, Document] = {}
    for kind in Kind:
        for path in sorted((_root() / "docs" / kind.value).glob("*.md")):
            if path.name.endswith(f".{UKRAINIAN}.md"):
                continue
            other = path.with_suffix(f".{UKRAINIAN}.md")
            files = {ENGLISH: path} | ({UKRAINIAN: other} if other.exists() else {})
            name = f"{kind.value}/{path.stem}"
            found[name] = Document(name, kind, files)
        if kind is Kind.REFERENCE:
            name = "reference/glossary"
            found[name] = Document(name, kind, {ENGLISH: _root() / GLOSSARY}, in_both=True)
    return found


@cache
def _lists() -> dict[str, Path]:
    folder = _root() / "docs"
    return {path.relative_to(folder).as_posix(): path for path in folder.glob("tutorials/*.csv")}
