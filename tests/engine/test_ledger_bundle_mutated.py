"""Bundles with a few bytes of any file changed, lost or added, in whatever place: not one is taken for whole."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.engine.ledger_bundles import FILES, Desk, parts, write

REFUTED, MISSING = 1, 2
Change = Callable[[random.Random, bytes], bytes]


def flipped(chance: random.Random, content: bytes) -> bytes:
    at = chance.randrange(len(content))
    return content[:at] + bytes([content[at] ^ (1 << chance.randrange(8))]) + content[at + 1 :]


def cut_off(chance: random.Random, content: bytes) -> bytes:
    return content[: chance.randrange(len(content))]


def taken_out(chance: random.Random, content: bytes) -> bytes:
    at = chance.randrange(len(content))
    return content[:at] + content[at + chance.randrange(1, 9) :]


def put_in(chance: random.Random, content: bytes) -> bytes:
    at = chance.randrange(len(content) + 1)
    return content[:at] + chance.randbytes(chance.randrange(1, 9)) + content[at:]


def doubled(chance: random.Random, content: bytes) -> bytes:
    at = chance.randrange(len(content))
    end = at + chance.randrange(1, 200)
    return content[:end] + content[at:end] + content[end:]


def moved(chance: random.Random, content: bytes) -> bytes:
    at = chance.randrange(len(content))
    return content[at:] + content[:at]


CHANGES: tuple[Change, ...] = (flipped, cut_off, taken_out, put_in, doubled, moved)


@pytest.mark.parametrize("rounds", [60, pytest.param(6_000, marks=pytest.mark.heavy)])
def test_whatever_is_changed_is_noticed(tmp_path: Path, capsys: pytest.CaptureFixture[str], rounds: int) -> None:
    desk, whole, chance = Desk(tmp_path, capsys), parts().files(), random.Random(6)
    assert desk.verify(whole)[0] == MISSING
    passed: list[str] = []
    for number in range(rounds):
        path, change = chance.choice(sorted(whole)), chance.choice(CHANGES if number else (flipped,))
        content = change(chance, whole[path]) if whole[path] else chance.randbytes(3)
        if content == whole[path]:
            continue
        if desk.verify({path: content})[0] != REFUTED:
            passed.append(f"{change.__name__} in {path}, round {number}")
        write({path: whole[path]}, tmp_path / "bundle")
    assert passed == []
    assert desk.verify(whole)[0] == MISSING


@pytest.mark.parametrize("rounds", [12, pytest.param(1_500, marks=pytest.mark.heavy)])
def test_a_changed_original_is_noticed_though_the_manifests_fit(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], rounds: int
) -> None:
    """By somebody who writes all manifests anew: the commitment in the journal is what no one can rewrite."""
    desk, chance = Desk(tmp_path, capsys), random.Random(33)
    for _ in range(rounds):
        made = parts()
        path = chance.choice([path for path in sorted(FILES) if FILES[path]])
        content = chance.choice(CHANGES)(chance, FILES[path])
        if content == FILES[path]:
            continue
        made.payload[path] = content
        code, steps = desk.verify(made)
        assert (code, steps["files"][0], steps["evidence files"][0]) == (REFUTED, "proven", "not proven")
