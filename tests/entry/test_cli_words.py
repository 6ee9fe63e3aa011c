"""The command line speaks in full sentences, in the language that was asked for."""

from __future__ import annotations

import importlib
from collections.abc import Iterator

import click
import pytest

from dodomu.entry.cli import words
from dodomu.entry.cli.click_words import sentences
from dodomu.entry.cli.group import COMMANDS
from tests.entry.conftest import Installation


def every_command() -> Iterator[tuple[str, click.Command]]:
    for name, place in COMMANDS.items():
        module, _, attribute = place.partition(":")
        command = getattr(importlib.import_module(f"dodomu.entry.cli.commands.{module}"), attribute)
        yield name, command
        if isinstance(command, click.Group):
            yield from ((f"{name} {inner}", found) for inner, found in command.commands.items())


@pytest.mark.parametrize(("name", "command"), list(every_command()))
def test_help_is_in_full_sentences(name: str, command: click.Command) -> None:
    helps = [command.help or "", *[option.help for option in command.params if isinstance(option, click.Option)]]
    for text in helps:
        assert text
        assert text[0].isupper()
        assert text.endswith(".")


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({"LANG": "uk_UA.UTF-8"}, "uk"),
        ({"LANG": "en_GB.UTF-8"}, "en"),
        ({"LC_ALL": "uk_UA.UTF-8", "LANG": "en_GB.UTF-8"}, "uk"),
        ({"LC_ALL": "C", "LANG": "uk_UA.UTF-8"}, "en"),
        ({}, "en"),
    ],
)
def test_the_system_says_which_language(environment: dict[str, str], expected: str) -> None:
    assert words.of_environment(environment) == expected


def test_lang_may_stand_anywhere(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANGUAGE", "en")
    assert words.choose_language(["doctor", "--lang", "uk", "--json"]) == ["doctor", "--json"]
    assert words.language() == "uk"
    assert words.choose_language(["--lang=en", "doctor"]) == ["doctor"]
    assert words.language() == "en"


def test_every_sentence_of_click_is_translated(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANGUAGE", "en")
    words.speak("en")
    english = sentences()
    words.speak("uk")
    ukrainian = sentences()
    words.speak("en")
    assert [one for one, other in zip(english, ukrainian, strict=True) if one == other] == []


def test_ukrainian_help_has_no_english_sentence(nowhere: Installation) -> None:
    told = nowhere.run("--lang", "uk", "init", "--help").stdout
    assert "Використання" in told
    assert "installation" not in told


def test_an_unknown_language_is_refused(nowhere: Installation) -> None:
    assert nowhere.run("--lang", "fr", "doctor").returncode == 2
