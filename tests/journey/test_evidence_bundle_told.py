"""What the journal says of a bundle: begun before anything leaves, then made, or failed where nothing of it was left."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyrage
import pytest

from dodomu.base import journal
from dodomu.base.vault import VaultDamaged
from dodomu.base.vault.files import place_of
from dodomu.engine.ledger import LedgerError
from dodomu.journey.evidence import actions
from dodomu.journey.evidence.actions import bundle_writing
from dodomu.journey.office.queries.journal_words import KINDS
from tests.journey.bundle_desk import agreed
from tests.journey.evidence_story import Safe

pytestmark = pytest.mark.django_db
TOLD = ["evidence.bundle_begun", "evidence.bundle_made", "evidence.bundle_failed"]


@pytest.fixture
def safe(viewer_with: Callable[..., Any]) -> Safe:
    found = Safe(viewer_with)
    agreed(found)
    return found


def told(safe: Safe) -> list[str]:
    """What the journal says of bundles of the case, oldest first; all of it about one and the same bundle."""
    entries, _ = journal.entries_of_kinds([safe.case.pid], TOLD)
    assert len({entry.codes["bundle"] for entry in entries}) <= 1
    return [entry.kind.removeprefix("evidence.bundle_") for entry in reversed(entries)]


def make(safe: Safe, out: Path, **more: Any) -> Any:
    return actions.make_bundle(safe.officer, safe.case.id, out, **more)


def test_it_is_begun_before_anything_is_read_and_made_when_it_stands(
    safe: Safe, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said_before: list[list[str]] = []
    write = bundle_writing._write
    monkeypatch.setattr(bundle_writing, "_write", lambda *given: (said_before.append(told(safe)), write(*given)))
    bundle = make(safe, tmp_path / "out")
    assert said_before[0] == ["begun"]
    assert said_before[-1] == ["begun"]
    assert told(safe) == ["begun", "made"]
    (begun,), _ = journal.entries_of_kinds([safe.case.pid], TOLD[:1])
    assert begun.commitments == (bundle.decided.own.commitment,)
    assert begun.codes["bundle"] == str(bundle.decided.id)
    assert (tmp_path / "out" / "VERIFY.md").exists()


def test_what_cannot_be_composed_is_said_to_have_failed(safe: Safe, tmp_path: Path) -> None:
    with pytest.raises(LedgerError):
        make(safe, tmp_path / "out", answers=[b"<html>"])
    assert told(safe) == ["begun", "failed"]
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("encrypted", [False, True])
def test_what_cannot_be_written_is_said_to_have_failed(safe: Safe, tmp_path: Path, encrypted: bool) -> None:
    place = place_of(safe.exhibit.original.cipher_sha256)
    place.chmod(0o600)
    place.write_bytes(b"")
    to = [pyrage.x25519.Identity.generate().to_public()] if encrypted else []
    with pytest.raises(VaultDamaged):
        make(safe, tmp_path / "out", to=to)
    assert told(safe) == ["begun", "failed"]


def test_somebody_who_stops_it_is_told_of_too(safe: Safe, tmp_path: Path) -> None:
    def stop(done: int, total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        make(safe, tmp_path / "out", progress=stop)
    assert told(safe) == ["begun", "failed"]


@pytest.mark.parametrize("name", ["out", ".out.unfinished", ".out.4711"])
def test_where_anything_was_left_it_is_not_said_to_have_failed(
    safe: Safe, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """The last step, which settles the rename, fails and the bundle stands there; or a part of it cannot be cleared away."""

    def left(*given: Any) -> None:
        (tmp_path / name).mkdir(exist_ok=True)
        raise OSError(5, "input/output error")

    monkeypatch.setattr(bundle_writing, "_fill", left)
    monkeypatch.setattr(bundle_writing.shutil, "rmtree", lambda *given, **named: None)
    monkeypatch.setattr(bundle_writing, "unfinished", lambda target: target.with_name(".elsewhere"))
    with pytest.raises(OSError, match="input/output"):
        make(safe, tmp_path / "out")
    assert told(safe) == ["begun"]


def test_where_nobody_can_look_it_is_not_said_to_have_failed(
    safe: Safe, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unreadable(path: Any) -> list[str]:
        raise PermissionError(13, "permission denied")

    def stop(done: int, total: int) -> None:
        monkeypatch.setattr(Path, "iterdir", unreadable)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        make(safe, tmp_path / "out", progress=stop)
    assert told(safe) == ["begun"]


def test_a_refusal_before_the_decision_says_nothing(safe: Safe, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    with pytest.raises(actions.BundleTargetExists):
        make(safe, tmp_path / "out")
    safe.take(content=b"new")
    with pytest.raises(actions.NotWhole):
        make(safe, tmp_path / "other")
    assert told(safe) == []


def test_each_has_words() -> None:
    assert set(TOLD) <= set(KINDS)
