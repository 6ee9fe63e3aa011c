"""The table of attacks names tests that exist, and leaves no number out."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
PAGE = ROOT / "docs/reference/attacks.md"
WANTED = {*range(1, 52), *range(68, 80)}
NAMED = re.compile(r"tests/[\w/]+\.py(?:::\w+)*")


def rows() -> list[list[str]]:
    lines = PAGE.read_text(encoding="utf-8").splitlines()
    return [[cell.strip() for cell in line.split("|")[1:-1]] for line in lines if re.match(r"\| [^n-]", line)]


def numbers(cell: str) -> set[int]:
    found: set[int] = set()
    for first, last in re.findall(r"(\d+)(?:-(\d+))?", cell):
        found |= set(range(int(first), int(last or first) + 1))
    return found


def test_every_attack_has_its_row() -> None:
    assert set().union(*(numbers(row[0]) for row in rows())) >= WANTED


@pytest.mark.parametrize("row", rows(), ids=lambda row: row[0].replace(" ", ""))
def test_a_row_names_a_test_or_says_why_there_is_none(row: list[str]) -> None:
    assert len(row) == 5
    assert NAMED.search(row[4]) or "not tried" in f"{row[2]} {row[3]}"


@pytest.mark.parametrize("named", sorted({named for row in rows() for named in NAMED.findall(row[4])}))
def test_what_is_named_exists(named: str) -> None:
    path, *names = named.split("::")
    source = (ROOT / path).read_text(encoding="utf-8")
    assert all(re.search(rf"(?:def|class) {name}\b", source) for name in names)
