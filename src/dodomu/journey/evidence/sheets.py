"""The sheet of one exhibit in a court bundle, in both languages: what it is, who had it in hand, how to check it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from dodomu.engine.values.dates import PartialDate
from dodomu.journey.evidence.models import (
    DAYS,
    About,
    ClaimSource,
    CopyKind,
    ExhibitKind,
    Fate,
    Language,
    Purpose,
    Removed,
    Way,
    WithheldWhy,
)
from dodomu.kit.dates import moment_in_words, reading
from dodomu.kit.pdf import SheetPage, SheetSection, sheet_pdf

LANGUAGES = ("uk", "en")


@dataclass(frozen=True, slots=True)
class SheetFacts:
    """What a sheet is written from. Of a copy it says nothing that the copy was made to hide.

    Attributes:
        intake: what was committed to when it was taken in. claims, custody: statements, only of what is given as it is.
        copy: of the copy that is given: kind, what was removed, tool. files: role, path, size and SHA-256 of each.
        names: display names of colleagues by pseudonym. entries: of the journal, that committed to its files.
    """

    number: int
    fate: str
    why: str
    intake: Mapping[str, Any]
    claims: tuple[Mapping[str, Any], ...] = field(default=(), repr=False)
    custody: tuple[Mapping[str, Any], ...] = field(default=(), repr=False)
    copy: Mapping[str, Any] | None = field(default=None, repr=False)
    files: tuple[tuple[str, int, str], ...] = ()
    names: Mapping[str, str] = field(default_factory=dict, repr=False)
    case_pid: str = ""


def sheet(facts: SheetFacts) -> bytes:
    """A PDF with the sheet in each language."""
    pages = []
    for language in LANGUAGES:
        with translation.override(language):
            pages.append(_page(facts, language))
    return sheet_pdf(pages)


def _page(facts: SheetFacts, language: str) -> SheetPage:
    return SheetPage(
        lang=language,
        heading=_("Exhibit №%(number)s") % {"number": facts.number},
        under=_("Case %(pid)s, as the journal calls it") % {"pid": facts.case_pid},
        mark=_("For the proceedings it was handed over for. It may hold data of a child."),
        page_word=_("page"),
        of_word=_("of"),
        sections=tuple(section for section in _sections(facts) if section.rows or section.lines),
        small=_("This sheet was written for reading. What proves something lies in data/ and journal/; see VERIFY.md."),
    )


def _sections(facts: SheetFacts) -> Iterator[SheetSection]:
    fate = str(Fate(facts.fate).label)
    if facts.fate == Fate.WITHHELD:
        fate = f"{fate}: {WithheldWhy(facts.why).label}"
        yield SheetSection(_("What became of it"), lines=(fate,), strong=True)
        return
    yield SheetSection(_("What became of it"), lines=(fate,))
    yield SheetSection(_("What it is"), tuple(_intake(facts.intake)))
    yield SheetSection(_("The copy"), tuple(_copy(facts.copy)) if facts.copy else ())
    yield SheetSection(_("What is said of it, and by whom"), tuple(_claim(one) for one in facts.claims))
    yield SheetSection(_("In whose hands it was"), tuple(_hand(one, facts.names) for one in facts.custody))
    yield SheetSection(_("Files"), tuple(_file(*one) for one in facts.files))


def _intake(said: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    yield _("Kind"), str(ExhibitKind(said["kind"]).label)
    yield _("How it came"), str(Way(said["way"]).label)
    yield _("Language"), str(Language(said["language"]).label)
    yield _("Taken in"), _at(said["at"])


def _copy(said: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    yield _("Kind"), str(CopyKind(said["kind"]).label)
    if said["removed"]:
        yield _("Removed"), ", ".join(str(Removed(code).label) for code in said["removed"])
    yield _("Made with"), " ".join(part for part in (said["tool"]["name"], said["tool"]["version"]) if part)
    yield _("Added"), _at(said["at"])


def _claim(said: Mapping[str, Any]) -> tuple[str, str]:
    source = str(ClaimSource(said["source"]).label)
    words = f"{source}; {said['words']}" if said["words"] else source
    value = reading(PartialDate.from_json(said["value"])) if said["about"] in DAYS else said["value"]
    return str(About(said["about"]).label), f"{value} ({words})"


def _hand(said: Mapping[str, Any], names: Mapping[str, str]) -> tuple[str, str]:
    way = _("from %(giver)s to %(receiver)s") % {
        "giver": _party(said["giver"], names),
        "receiver": _party(said["receiver"], names),
    }
    rest = (str(Purpose(said["purpose"]).label), said["place"], said["words"])
    return f"{said['seq']}. {_at(said['happened_at'])}", "; ".join(part for part in (way, *rest) if part)


def _party(said: Mapping[str, str] | None, names: Mapping[str, str]) -> str:
    if not said:
        return _("nobody known")
    if pid := said.get("colleague"):
        return names.get(pid, pid)
    return ", ".join(part for part in (said.get("name", ""), said.get("organisation", "")) if part)


def _file(path: str, size: int, sha256: str) -> tuple[str, str]:
    # A hash in one piece would run over the edge of the sheet.
    pieces = " ".join(sha256[start : start + 16] for start in range(0, len(sha256), 16))
    return path.removeprefix("data/"), _("%(size)s bytes; SHA-256 %(hash)s") % {"size": size, "hash": pieces}


def _at(text: str) -> str:
    return moment_in_words(datetime.fromisoformat(text))
