"""The language of the command line, chosen before any command is loaded, and without Django.

Django can only translate once its settings are there, and those need the unlocked key ring; help must not.
"""

from __future__ import annotations

import gettext as catalogue
import os
from collections.abc import Mapping, Sequence
from gettext import gettext, ngettext
from pathlib import Path

LOCALE = Path(__file__).resolve().parent.parent.parent / "locale"
LANGUAGES = ("uk", "en")

__all__ = ["LANGUAGES", "choose_language", "gettext", "language", "ngettext", "speak"]


def speak(code: str) -> None:
    """Speak this language from now on; click's own words follow, for they go through the same catalogue."""
    os.environ["LANGUAGE"] = code
    catalogue.bindtextdomain("django", LOCALE)
    catalogue.textdomain("django")


def language() -> str:
    """The language spoken now."""
    return "uk" if os.environ.get("LANGUAGE") == "uk" else "en"


def of_environment(environment: Mapping[str, str]) -> str:
    """Ukrainian where the system speaks it, English elsewhere."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if environment.get(name):
            return "uk" if environment[name].casefold().startswith("uk") else "en"
    return "en"


def choose_language(arguments: Sequence[str]) -> list[str]:
    """Speak the language of ``--lang`` wherever it stands, else the system's; return the other arguments.

    An unknown language is left in place, for the command line to refuse.
    """
    rest = list(arguments)
    end = rest.index("--") if "--" in rest else len(rest)
    for at, word in enumerate(rest[:end]):
        name, equals, value = word.partition("=")
        if name != "--lang":
            continue
        code = value if equals else (rest[at + 1] if at + 1 < len(rest) else "")
        if code in LANGUAGES:
            speak(code)
            del rest[at : at + (1 if equals else 2)]
            return rest
    speak(of_environment(os.environ))
    return rest
