"""Cut off in the middle: a broken stream, a full disk, a killed process leave nothing that counts."""

from __future__ import annotations

import io
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from dodomu.base import journal, keys, vault
from dodomu.base.access.viewer import Viewer
from dodomu.base.keys import DataKey
from dodomu.base.vault import files, keeping
from dodomu.base.vault.models import Original

NAME = "Zoriana Canary-Vyhadana"
CONTENT = f"name;born\n{NAME};2014\n".encode()


@pytest.fixture
def officer(viewer_with: Callable[..., Viewer]) -> Viewer:
    return viewer_with("evidence_officer")


def everything_in(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


@pytest.mark.django_db
class TestCutOff:
    def test_a_stream_that_breaks_leaves_nothing(self, home: Path, officer: Viewer) -> None:
        class Broken(io.BytesIO):
            def read(self, size: int | None = -1, /) -> bytes:
                raise ConnectionResetError

        with pytest.raises(ConnectionResetError):
            vault.keep(Broken(), by=officer, kind="list")
        assert everything_in(home) == []
        assert not Original.objects.exists()
        assert not DataKey.objects.exists()

    @pytest.mark.parametrize("call", ["write", "fsync", "rename"])
    def test_a_disk_that_fails_leaves_nothing(
        self, home: Path, officer: Viewer, call: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def full(*_: Any, **__: Any) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(os, call, full)
        with pytest.raises(vault.VaultCannotWrite):
            vault.keep(io.BytesIO(CONTENT), by=officer, kind="list")
        monkeypatch.undo()
        assert everything_in(home) == []
        assert not Original.objects.exists()

    def test_a_kind_that_is_no_code_leaves_nothing(self, home: Path, officer: Viewer) -> None:
        with pytest.raises(journal.EntryRefused):
            vault.keep(io.BytesIO(CONTENT), by=officer, kind=NAME)
        assert everything_in(home) == []
        assert not Original.objects.exists()

    def test_an_act_undone_leaves_an_orphan_that_counts_for_nothing(self, home: Path, officer: Viewer) -> None:
        with transaction.atomic():
            kept = vault.keep(io.BytesIO(CONTENT), by=officer, kind="list")
            transaction.set_rollback(True)
        assert not Original.objects.filter(id=kept.id).exists()
        path = files.place_of(kept.cipher_sha256)
        assert vault.inspect().orphans == ()
        os.utime(path, (0, 0))
        findings = vault.inspect()
        assert (findings.orphans, findings.intact) == ((path,), True)
        assert vault.sweep(findings) == 1
        assert everything_in(home) == []

    def test_sweeping_never_touches_what_is_kept(self, home: Path, officer: Viewer) -> None:
        kept = vault.keep(io.BytesIO(CONTENT), by=officer, kind="list")
        path = files.place_of(kept.cipher_sha256)
        os.utime(path, (0, 0))
        mistaken = vault.VaultFindings((), (), (path,), ())
        assert vault.sweep(mistaken) == 0
        assert path.exists()

    def test_an_unfinished_file_is_found(self, home: Path) -> None:
        files.Arrival().write([b"half"])
        (path,) = everything_in(home)
        os.utime(path, (0, 0))
        assert vault.inspect().unfinished == (path,)

    def test_missing_and_altered_files_are_found(self, home: Path, officer: Viewer) -> None:
        gone, altered, fine = (vault.keep(io.BytesIO(CONTENT), by=officer, kind="list") for _ in range(3))
        files.place_of(gone.cipher_sha256).unlink()
        path = files.place_of(altered.cipher_sha256)
        path.write_bytes(path.read_bytes()[:-1] + b"x")
        findings = vault.inspect(deep=True)
        assert (findings.missing, findings.damaged) == ((gone.id,), (altered.id,))
        assert not findings.intact
        assert fine.id not in findings.missing + findings.damaged

    def test_a_destroyed_original_is_not_missed(self, home: Path, officer: Viewer) -> None:
        kept = vault.keep(io.BytesIO(CONTENT), by=officer, kind="list")
        keys.destroy_key(kept.data_key_id)
        files.place_of(kept.cipher_sha256).unlink()
        assert vault.inspect(deep=True).intact


def test_a_crash_at_any_step_leaves_nothing_that_counts(
    own_database: None, home: Path, installation: Viewer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Simulated by stopping without any cleaning up, as a killed process does."""

    class Killed(BaseException):
        pass

    def stop(*_: Any, **__: Any) -> None:
        raise Killed

    monkeypatch.setattr(files.Arrival, "discard", lambda self: None)
    for owner, name in (
        (os, "fsync"),
        (files.Arrival, "settle"),
        (keeping, "insert_rows"),
        (keeping.journal, "append"),
    ):
        with monkeypatch.context() as patch:
            patch.setattr(owner, name, stop)
            with pytest.raises(Killed):
                vault.keep(io.BytesIO(CONTENT), by=installation, kind="list")
        assert not Original.objects.exists()
        assert not DataKey.objects.exists()
        assert journal.checkpoint().size == 0
        assert vault.inspect().intact
