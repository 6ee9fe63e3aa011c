"""Find, add and check the translated strings of the interface.

python tools/messages.py missing [PATH]   untranslated msgids below PATH, as JSON
python tools/messages.py add < FILE       add Ukrainian texts: [{"id", "plural"?, "context"?, "uk"}]
python tools/messages.py update           rewrite both catalogues from the sources, drop what is gone
python tools/messages.py compile          write the .mo files
python tools/messages.py check            fail when a string lacks a translation or a catalogue is stale
"""

from __future__ import annotations

import fcntl
import io
import json
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import django
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "dodomu"
LOCALES = ("uk", "en")
KEYWORDS: dict[str, Any] = {
    "gettext": None, "gettext_lazy": None, "gettext_noop": None, "_": None,
    "ngettext": (1, 2), "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2), "pgettext_lazy": ((1, "c"), 2), "npgettext": ((1, "c"), 2, 3),
}  # fmt: skip
FLAGS = {"brace": re.compile(r"\{[a-z_0-9]*\}"), "percent": re.compile(r"%\([a-z_0-9]+\)[sd]|%[sd]")}
STRAIGHT = re.compile(r"(?<=[а-яіїєґ])'(?=[а-яіїєґ])", re.IGNORECASE)
"""The typewriter's apostrophe within a Ukrainian word; the catalogue writes ’, as books do."""
Key = tuple[str | None, str]


def catalogue_path(locale: str) -> Path:
    return SOURCE / "locale" / locale / "LC_MESSAGES" / "django.po"


@contextmanager
def locked() -> Iterator[None]:
    with (SOURCE / "locale" / "uk" / "LC_MESSAGES" / "django.po").open("rb") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def strings_in(path: Path) -> Iterator[tuple[int, Any, str | None]]:
    """Yield ``(line, msgid or (singular, plural), context)`` of one source file."""
    text = path.read_text(encoding="utf-8")
    if path.suffix in {".html", ".txt", ".svg"}:
        text = templatize(text, origin=str(path))
    for line, message, _comments, context in extract("python", io.BytesIO(text.encode()), KEYWORDS):
        yield line, message, context


def sources(below: Path) -> list[Path]:
    found = [path for suffix in ("*.py", "*.html", "*.txt", "*.svg") for path in below.rglob(suffix)]
    return sorted(path for path in found if "migrations" not in path.parts)


def extracted(below: Path = SOURCE) -> Catalog:
    found = Catalog(charset="utf-8")
    for path in sources(below):
        where = path.relative_to(ROOT).as_posix()
        for _line, message, context in strings_in(path):
            if message and message[0]:
                found.add(message, None, locations=[(where, 0)], context=context)
    return found


def load(locale: str) -> Catalog:
    path = catalogue_path(locale)
    if not path.exists():
        return Catalog(locale=locale, charset="utf-8", project="Dodomu", fuzzy=False)
    with path.open("rb") as text:
        return read_po(text, locale=locale)


def save(locale: str, catalogue: Catalog) -> None:
    path = catalogue_path(locale)
    path.parent.mkdir(parents=True, exist_ok=True)
    for message in catalogue:
        message.locations = sorted({(where, 0) for where, _ in message.locations})
    with path.open("wb") as text:
        write_po(text, catalogue, width=110, omit_header=False, sort_output=True, include_lineno=False)


def key_of(message: Message) -> Key:
    return message.context, message.id if isinstance(message.id, str) else message.id[0]


def texts_of(message: Message) -> list[str]:
    """The translation, in all its plural forms."""
    return [message.string] if isinstance(message.string, str) else list(message.string or ())


def in_print(text: Any) -> Any:
    """A Ukrainian text with the apostrophe of print; all plural forms of it."""
    return STRAIGHT.sub("’", text) if isinstance(text, str) else tuple(in_print(one) for one in text)


def is_translated(message: Message) -> bool:
    texts = texts_of(message)
    return bool(texts) and all(texts)


def problems_of(message: Message) -> list[str]:
    """Placeholders that a translation lost or invented, and apostrophes of another kind."""
    ids = [message.id] if isinstance(message.id, str) else list(message.id)
    texts = texts_of(message)
    wanted = {found for text in ids for pattern in FLAGS.values() for found in pattern.findall(text)}
    found = [{hit for pattern in FLAGS.values() for hit in pattern.findall(text)} for text in texts]
    straight = [f"{ids[0]!r}: ' within a word, write ’" for text in texts if STRAIGHT.search(text)]
    return straight + [
        f"{ids[0]!r}: placeholders {sorted(wanted ^ have)}" for have in found if have - wanted or not have <= wanted
    ]


def merged(locale: str, found: Catalog) -> Catalog:
    known = {key_of(message): message.string for message in load(locale) if message.id}
    fresh = Catalog(locale=locale, charset="utf-8", project="Dodomu", fuzzy=False)
    for message in found:
        if not message.id:
            continue
        string = known.get(key_of(message), "")
        if locale == "en":
            string = message.id if isinstance(message.id, str) else tuple(message.id)
        elif not isinstance(message.id, str) and not isinstance(string, tuple):
            string = ("",) * fresh.num_plurals
        fresh.add(message.id, in_print(string), locations=message.locations, context=message.context)
    return fresh


def missing(below: Path) -> list[dict[str, Any]]:
    known = {key_of(message) for message in load("uk") if message.id and is_translated(message)}
    rows = []
    for message in extracted(below):
        if message.id and key_of(message) not in known:
            ids = [message.id] if isinstance(message.id, str) else list(message.id)
            rows.append({"id": ids[0], "plural": ids[1] if len(ids) > 1 else None, "context": message.context,
                         "in": sorted({where for where, _ in message.locations})})  # fmt: skip
    return rows


def add(rows: list[dict[str, Any]]) -> None:
    with locked():
        catalogue = load("uk")
        for row in rows:
            ids = (row["id"], row["plural"]) if row.get("plural") else row["id"]
            texts = row["uk"] if isinstance(row["uk"], str) else tuple(row["uk"])
            if isinstance(texts, tuple):
                texts = (*texts, *[texts[-1]] * (catalogue.num_plurals - len(texts)))[: catalogue.num_plurals]
            catalogue.delete(row["id"], row.get("context"))
            catalogue.add(ids, texts, context=row.get("context"))
        save("uk", catalogue)


def update() -> None:
    with locked():
        found = extracted()
        for locale in LOCALES:
            save(locale, merged(locale, found))
    compile_all()


def compile_all() -> None:
    for locale in LOCALES:
        if catalogue_path(locale).exists():
            with catalogue_path(locale).with_suffix(".mo").open("wb") as target:
                write_mo(target, load(locale))


def complaints() -> list[str]:
    """Everything that keeps the catalogues from being complete, one sentence each."""
    found = extracted()
    wanted = {key_of(message) for message in found if message.id}
    lines: list[str] = []
    for locale in LOCALES:
        known = {key_of(message): message for message in load(locale) if message.id}
        lines += [f"{locale}: no entry for {key[1]!r}" for key in sorted(wanted - set(known), key=str)]
        lines += [f"{locale}: {key[1]!r} is no longer used" for key in sorted(set(known) - wanted, key=str)]
        lines += [f"{locale}: {key[1]!r} is not translated" for key, m in known.items() if not is_translated(m)]
        lines += [f"{locale}: {problem}" for message in known.values() for problem in problems_of(message)]
    return lines


def main(arguments: list[str]) -> int:
    settings.configure(USE_I18N=True, TEMPLATES=[])
    django.setup()
    verb = arguments[0] if arguments else "check"
    if verb == "missing":
        below = Path(arguments[1]).resolve() if len(arguments) > 1 else SOURCE
        print(json.dumps(missing(below), ensure_ascii=False, indent=1))
    elif verb == "add":
        add(json.load(sys.stdin))
    elif verb == "update":
        update()
    elif verb == "compile":
        compile_all()
    else:
        lines = complaints()
        print("\n".join(lines) or "Both catalogues are complete.")
        return 1 if lines else 0
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
