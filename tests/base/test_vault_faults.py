"""Killed at any moment, the disk full or broken at any step: what was acknowledged is there, of the rest nothing counts."""

from __future__ import annotations

import errno
import hashlib
import io
import os
import random
import resource
import select
import signal
import time
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.utils import translation

from dodomu.base import journal, vault
from dodomu.base.access.viewer import Viewer
from dodomu.base.keys import DataKey
from dodomu.base.vault import files
from dodomu.base.vault.models import Derivative, Original
from tests.people import make_user

CONTENT = bytes(range(256)) * 2_500
TOUCHED = "open", "write", "fsync", "rename", "mkdir"
"""Every call by which the vault touches the disk."""


def files_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*") if path.is_file())


def derived(parent: UUID, by: Viewer, content: bytes = CONTENT) -> UUID:
    made = vault.derive(
        parent,
        io.BytesIO(content),
        by=by,
        purpose=vault.Purpose.TEXT,
        tool="tests",
        tool_version="1",
        parameters={"n": 1},
    )
    return made.object_id


class Failing:
    """Lets the first ``number`` calls through and fails all that follow; without a number it only counts."""

    def __init__(self, number: int | None, code: int) -> None:
        self.number, self.code, self.calls = number, code, 0

    def __call__(self, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*given: Any, **named: Any) -> Any:
            self.calls += 1
            if self.number is not None and self.calls > self.number:
                raise OSError(self.code, os.strerror(self.code))
            return real(*given, **named)

        return call


@contextmanager
def failing(number: int | None, code: int) -> Iterator[Failing]:
    fault = Failing(number, code)
    with pytest.MonkeyPatch.context() as patch:
        for name in TOUCHED:
            patch.setattr(os, name, fault(getattr(os, name)))
        yield fault


def acts(by: Viewer, parent: UUID) -> dict[str, Callable[[], object]]:
    return {
        "keep": lambda: vault.keep(io.BytesIO(CONTENT), by=by, kind="list"),
        "derive": lambda: derived(parent, by),
    }


SAID = {
    errno.ENOSPC: "no space left",
    errno.EMFILE: "too many files",
    errno.EIO: "may be failing",
    errno.EROFS: "may be failing",
}


@pytest.mark.parametrize("act", ["keep", "derive"])
@pytest.mark.parametrize("code", SAID)
def test_a_fault_at_any_step_leaves_nothing_and_says_so(
    own_database: None, home: Path, installation: Viewer, act: str, code: int
) -> None:
    parent = vault.keep(io.BytesIO(b"first"), by=installation, kind="list").id
    do = acts(installation, parent)[act]
    with failing(None, code) as counted:
        do()
    assert counted.calls > 8
    before = files_in(home), Original.objects.count(), DataKey.objects.count(), journal.checkpoint().size
    for number in range(counted.calls + 5):
        said = ""
        try:
            with failing(number, code):
                do()
        except vault.VaultCannotWrite as failed:
            with translation.override("en"):
                said = failed.sentence
        if not said:
            break
        assert SAID[code] in said
        assert "Nothing was kept" in said
        after = files_in(home), Original.objects.count(), DataKey.objects.count(), journal.checkpoint().size
        assert after == before, number
    assert number > 8
    assert Original.objects.count() == before[1] + 1
    assert vault.inspect(deep=True).intact


@pytest.mark.django_db
def test_a_disk_that_takes_no_larger_file_is_full(home: Path, viewer_with: Callable[..., Viewer]) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    by = viewer_with("evidence_officer")
    resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, hard))
    try:
        with pytest.raises(vault.VaultCannotWrite) as failed:
            vault.keep(io.BytesIO(CONTENT), by=by, kind="list")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert failed.value.errno == errno.EFBIG
    assert files_in(home) == []
    assert not Original.objects.exists()


def ingest_for_ever(by: Viewer, acknowledge: int, seed: int) -> None:
    """Keep and derive, and acknowledge each only when it was."""
    chance = random.Random(seed)
    while True:
        content = chance.randbytes(chance.choice([0, 10, 300_000, 900_000]))
        kept = vault.keep(io.BytesIO(content), by=by, kind="list").id
        os.write(acknowledge, f"{kept} {hashlib.sha256(content).hexdigest()}\n".encode())
        made = derived(kept, by, content[::-1])
        os.write(acknowledge, f"{made} {hashlib.sha256(content[::-1]).hexdigest()}\n".encode())


def killed(by: Viewer, seed: int) -> dict[UUID, str]:
    """What a process acknowledged before it was killed at a moment that nobody chose."""
    connection.close()
    read, written = os.pipe()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        number = os.fork()
    if number == 0:
        try:
            ingest_for_ever(by, written, seed)
        finally:
            os._exit(1)
    os.close(written)
    select.select([read], [], [], 30)
    time.sleep(random.Random(seed).uniform(0, 0.08))
    os.kill(number, signal.SIGKILL)
    os.waitpid(number, 0)
    with os.fdopen(read, "rb") as said:
        told = [line.decode().split() for line in said.read().splitlines(keepends=True) if line.endswith(b"\n")]
    return {UUID(identifier): digest for identifier, digest in told}


@pytest.mark.parametrize("rounds", [15, pytest.param(1_000, marks=pytest.mark.heavy)])
def test_of_killed_intakes_nothing_acknowledged_is_lost(own_database: None, home: Path, rounds: int) -> None:
    officer = Viewer.of(make_user("evidence_officer"))
    acknowledged: dict[UUID, str] = {}
    for seed in range(rounds):
        acknowledged |= killed(officer, seed)
    assert len(acknowledged) >= rounds
    kept = {original.id: original for original in Original.objects.select_related("data_key__organisation_key")}
    assert acknowledged.items() <= {identifier: original.sha256 for identifier, original in kept.items()}.items()
    for identifier in [*acknowledged][:: max(1, len(acknowledged) // 30)]:
        with vault.open_original(identifier, officer) as file:
            assert hashlib.sha256(file.read()).hexdigest() == acknowledged[identifier]
    assert Derivative.objects.count() == sum(original.kind == "text" for original in kept.values())
    _, leaves = journal.entries_of_kinds(set(kept), ["original_kept", "original_derived"])
    assert leaves == len(kept)
    assert journal.verify().intact
    for path in (home / "vault").rglob("*"):
        if path.is_file():
            os.utime(path, (0, 0))
    found = vault.inspect(deep=True)
    assert found.intact
    vault.sweep(found)
    assert files_in(home) == sorted(original.cipher_sha256 for original in kept.values())
    assert list(files.unfinished_files()) == []
