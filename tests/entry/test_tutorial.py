"""The tutorial tells the truth: its commands are run as they stand, and what it says they answer is compared.

What needs a browser (steps 5 to 12) is walked by the browser tests; here are the list and the commands.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.entry.conftest import ROOT, Installation

TUTORIALS = {"en": "first-list.md", "uk": "first-list.uk.md"}
FENCE = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
NOT_HERE = re.compile(r"^(make setup|export PATH=|dodomu serve|rm )")
"""Set-up has been done, pages need a browser, and the home of the test goes by itself."""

pytestmark = pytest.mark.sqlite_only
"""It makes an installation of its own, on the embedded database."""


@dataclass(frozen=True)
class Walk:
    """A tutorial and what its commands answered."""

    text: str
    told: str


def blocks(text: str, kind: str) -> list[str]:
    return [content for name, content in FENCE.findall(text) if name == kind]


def script(text: str) -> str:
    lines = [line for block in blocks(text, "sh") for line in block.splitlines()]
    return "\n".join(line for line in lines if not NOT_HERE.match(line))


@pytest.fixture(scope="module")
def walks(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Walk]:
    """Run the commands of both tutorials, side by side, each in one shell and a home of its own, without a terminal."""
    texts = {language: read(name) for language, name in TUTORIALS.items()}
    begun = {language: start(script(text), tmp_path_factory.mktemp(language)) for language, text in texts.items()}
    return {language: Walk(texts[language], ended(process)) for language, process in begun.items()}


def read(name: str) -> str:
    return (ROOT / "docs/tutorials" / name).read_text(encoding="utf-8")


def start(commands: str, home: Path) -> subprocess.Popen[str]:
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("DODOMU_", "DJANGO_", "LC_"))}
    environment.pop("LANGUAGE", None)
    path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    environment |= {"HOME": str(home), "LANG": "C.UTF-8", "PATH": path}
    return subprocess.Popen(
        ["bash", "-euc", commands], env=environment, cwd=ROOT, stdin=subprocess.DEVNULL, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip


def ended(process: subprocess.Popen[str]) -> str:
    with process:
        told, complaints = process.communicate(timeout=600)
    assert process.returncode == 0, complaints
    return told


@pytest.mark.parametrize("language", TUTORIALS)
def test_each_command_answers_what_the_tutorial_says(walks: dict[str, Walk], language: str) -> None:
    walk = walks[language]
    for line in "".join(blocks(walk.text, "text")).splitlines():
        if "http://" in line:
            continue
        # "…" stands for what differs from one machine to the next.
        pattern = ".*".join(re.escape(part) for part in re.split(r"\s*…\s*", line))
        assert re.search(pattern, walk.told), line


@pytest.mark.parametrize("name", TUTORIALS.values())
def test_the_list_in_the_text_is_the_list_in_the_file(name: str) -> None:
    assert blocks(read(name), "csv") == [read("invented-list.csv")]


def test_both_tutorials_run_the_same_commands() -> None:
    english, ukrainian = (script(read(name)).splitlines() for name in TUTORIALS.values())
    verbs = [
        [line.split()[:2] for line in lines if not line.startswith("export LC_")] for lines in (english, ukrainian)
    ]
    assert [verb for verb in verbs[0] if verb[0] != "echo"] == [verb for verb in verbs[1] if verb[0] != "echo"]


@pytest.mark.parametrize("name", ["road-home.md", "road-home.uk.md"])
def test_the_road_home_ends_with_a_whole_journal(demonstration: Installation, tmp_path: Path, name: str) -> None:
    commands = next(block for block in blocks(read(name), "sh") if "journal verify" in block)
    told = ended(start(commands.replace("~/dodomu-road", str(demonstration.home)), tmp_path))
    said = blocks(read(name), "text")[-1].strip()
    assert re.fullmatch(".*".join(re.escape(part) for part in re.split(r"\s*…\s*", said)), told.strip())
