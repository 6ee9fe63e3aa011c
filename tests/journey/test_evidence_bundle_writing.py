"""A bundle stands under its name whole or not at all: a full disk, a killed process, a second try, a recipient."""

from __future__ import annotations

import errno
import os
import random
import resource
import signal
import sys
import tarfile
import warnings
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from types import FrameType
from typing import Any

import pyrage
import pytest
from click.testing import CliRunner

from dodomu.base import journal
from dodomu.base.vault import VaultDamaged
from dodomu.base.vault.files import place_of
from dodomu.entry.cli.commands import bundle as command
from dodomu.entry.cli.refusals import Refusal
from dodomu.journey.evidence import actions
from dodomu.journey.evidence.actions import Bundle, bundle_writing
from tests.base.test_vault_faults import Failing
from tests.journey.bundle_desk import agreed, made, trust_file, verified
from tests.journey.evidence_story import CONTENT, Safe

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


@pytest.fixture
def safe(viewer_with: Callable[..., Any]) -> Safe:
    found = Safe(viewer_with)
    agreed(found)
    return found


@pytest.fixture
def statements(safe: Safe) -> Bundle:
    """All of a bundle but its originals, so that a process without a database can write it."""
    whole = made(safe)
    return replace(whole, payload=tuple(file for file in whole.payload if file.role == "statement"))


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def expected(safe: Safe, bundle: Bundle) -> dict[str, bytes]:
    return {**bundle.tags, **{file.path: b"".join(bundle.pieces(safe.officer, file)) for file in bundle.payload}}


def test_it_is_written_for_its_owner_alone_and_told_as_it_goes(safe: Safe, tmp_path: Path) -> None:
    bundle, told = made(safe), list[tuple[int, int]]()
    actions.write_folder(safe.officer, bundle, tmp_path / "out", lambda done, total: told.append((done, total)))
    assert contents(tmp_path / "out") == expected(safe, bundle)
    assert told[-1] == (bundle.size, bundle.size)
    assert names_in(tmp_path) == ["out"]
    modes = {path.stat().st_mode & 0o777 for path in [tmp_path / "out", *(tmp_path / "out").rglob("*")]}
    assert modes == {0o700, 0o600}


def test_nothing_is_overwritten_and_no_unfinished_bundle_is_taken_over(
    statements: Bundle, safe: Safe, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    actions.write_folder(safe.officer, statements, out)
    before = contents(out)
    with pytest.raises(actions.BundleTargetExists):
        actions.write_folder(safe.officer, statements, out)
    bundle_writing.unfinished(tmp_path / "other").mkdir()
    with pytest.raises(actions.UnfinishedBundle, match=r"\.other\.unfinished"):
        actions.write_folder(safe.officer, statements, tmp_path / "other")
    (tmp_path / "dangling").symlink_to(tmp_path / "nowhere")
    with pytest.raises(actions.BundleTargetExists):
        actions.write_folder(safe.officer, statements, tmp_path / "dangling")
    with pytest.raises(FileNotFoundError):
        actions.write_folder(safe.officer, statements, tmp_path / "missing" / "out")
    assert contents(out) == before


def attempt(write: Callable[[], None], number: int, code: int) -> tuple[int, int]:
    """Let the first ``number`` calls that make or settle something through; how many there were, and the error met."""
    fault = Failing(number, code)
    opened, made_only = os.open, fault(os.open)

    def open_to_write(path: Any, flags: int, *given: Any, **named: Any) -> int:
        # What is opened for reading, to clear up, opens on a full disk as well.
        return int((made_only if flags & os.O_CREAT else opened)(path, flags, *given, **named))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "open", open_to_write)
        for name in ("fsync", "rename", "mkdir"):
            patch.setattr(os, name, fault(getattr(os, name)))
        try:
            write()
        except OSError as error:
            return fault.calls, error.errno or 0
    return fault.calls, 0


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO])
def test_a_fault_at_any_step_leaves_nothing(statements: Bundle, safe: Safe, tmp_path: Path, code: int) -> None:
    whole = expected(safe, statements)
    steps, met = attempt(lambda: actions.write_folder(safe.officer, statements, tmp_path / "all"), 10_000, code)
    assert (steps > 60, met) == (True, 0)
    for number in range(0, steps, 5):
        _, met = attempt(lambda: actions.write_folder(safe.officer, statements, tmp_path / "out"), number, code)
        assert (met, names_in(tmp_path)) == (code, ["all"]), number
    # The very last step settles the rename; what it fails to promise stands there whole.
    attempt(lambda: actions.write_folder(safe.officer, statements, tmp_path / "out"), steps - 1, code)
    assert contents(tmp_path / "out") == whole


def test_a_disk_that_takes_no_larger_file_is_full(statements: Bundle, safe: Safe, tmp_path: Path) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (2_000, hard))
    try:
        with pytest.raises(OSError, match="large"):
            actions.write_folder(safe.officer, statements, tmp_path / "out")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert names_in(tmp_path) == []


def killed_at(line: int | None, write: Callable[[], None]) -> int:
    """Run in a process of its own that is killed before the given line of the module runs; how many lines ran."""
    read, written = os.pipe()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        number = os.fork()
    if number == 0:
        count = 0

        def trace(frame: FrameType, event: str, _: Any) -> Any:
            nonlocal count
            if frame.f_code.co_filename != bundle_writing.__file__:
                return None
            count += event == "line"
            if count == line:
                os.kill(os.getpid(), signal.SIGKILL)
            return trace

        try:
            sys.settrace(trace)
            write()
        finally:
            sys.settrace(None)
            os.write(written, str(count).encode())
            os._exit(0)
    os.close(written)
    with os.fdopen(read, "rb") as said:
        count_told = said.read()
    os.waitpid(number, 0)
    return int(count_told or b"0")


@pytest.mark.parametrize("rounds", [15, pytest.param(1_000, marks=pytest.mark.heavy)])
def test_a_killed_process_leaves_no_half_bundle_under_the_name(
    statements: Bundle, safe: Safe, tmp_path: Path, rounds: int
) -> None:
    whole = expected(safe, statements)

    def write() -> None:
        actions.write_folder(safe.officer, statements, tmp_path / "out")

    lines = killed_at(None, write)
    assert contents(tmp_path / "out") == whole
    chance = random.Random(4711)
    finished = 0
    # The last lines, around the rename, always; the others by chance.
    for line in [*range(lines - 4, lines + 1), *(chance.randrange(1, lines) for _ in range(rounds - 5))]:
        for place in (tmp_path / "out", bundle_writing.unfinished(tmp_path / "out")):
            if place.exists():
                bundle_writing.shutil.rmtree(place)
        assert killed_at(line, write) == 0
        if (tmp_path / "out").exists():
            finished += 1
            assert contents(tmp_path / "out") == whole
    assert 0 < finished < rounds


def test_an_original_that_is_rotten_stops_it(safe: Safe, tmp_path: Path) -> None:
    bundle = made(safe)
    place = place_of(safe.exhibit.original.cipher_sha256)
    place.chmod(0o600)
    place.write_bytes(place.read_bytes()[:-1] + b"x")
    with pytest.raises(VaultDamaged):
        actions.write_folder(safe.officer, bundle, tmp_path / "out")
    assert names_in(tmp_path) == []


class TestForARecipient:
    def test_only_the_recipient_opens_it_and_it_is_the_same_bundle(self, safe: Safe, tmp_path: Path) -> None:
        identity = pyrage.x25519.Identity.generate()
        bundle, out = made(safe), tmp_path / "case.age"
        actions.write_encrypted(safe.officer, bundle, out, actions.recipients_of([str(identity.to_public())]))
        assert out.stat().st_mode & 0o777 == 0o600
        assert CONTENT not in out.read_bytes()
        with tarfile.open(fileobj=BytesIO(pyrage.decrypt(out.read_bytes(), [identity]))) as archive:
            for member in archive:
                assert member.isfile()
                (tmp_path / member.name).parent.mkdir(parents=True, exist_ok=True)
                (tmp_path / member.name).write_bytes(getattr(archive.extractfile(member), "read", bytes)())
        assert contents(tmp_path / "case") == expected(safe, bundle)
        assert verified(tmp_path / "case", "--trust", str(trust_file(tmp_path / "keys.txt")))[0] == 2
        with pytest.raises(pyrage.DecryptError):
            pyrage.decrypt(out.read_bytes(), [pyrage.x25519.Identity.generate()])

    def test_what_is_no_key_is_refused(self) -> None:
        with pytest.raises(actions.RecipientUnknown):
            actions.recipients_of(["anna@example.org"])

    def test_a_rotten_original_stops_it_by_its_own_name(self, safe: Safe, tmp_path: Path) -> None:
        place = place_of(safe.exhibit.original.cipher_sha256)
        place.chmod(0o600)
        bundle = made(safe)
        place.write_bytes(b"")
        to = [pyrage.x25519.Identity.generate().to_public()]
        with pytest.raises(VaultDamaged):
            actions.write_encrypted(safe.officer, bundle, tmp_path / "case.age", to)
        assert names_in(tmp_path) == []


class TestCommand:
    @pytest.fixture
    def run(self, safe: Safe, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Any]:
        monkeypatch.setattr(command, "start", lambda: None)
        monkeypatch.setattr(command, "acting", lambda name: safe.other_officer if name else safe.willow)

        def run(*given: object) -> Any:
            return CliRunner().invoke(command.bundle, [str(one) for one in given], catch_exceptions=True)

        return run

    def test_writes_a_folder_and_says_that_it_is_open(
        self, run: Callable[..., Any], safe: Safe, tmp_path: Path
    ) -> None:
        done = run(safe.case.number, tmp_path / "out", "--as", "officer")
        assert done.exit_code == 0, done.output
        assert "It is not encrypted." in done.output
        assert verified(tmp_path / "out", "--trust", str(trust_file(tmp_path / "keys.txt")))[0] == 2

    def test_writes_a_file_for_a_recipient_and_takes_a_stamp(
        self, run: Callable[..., Any], safe: Safe, tmp_path: Path
    ) -> None:
        (tmp_path / "bad.tsr").write_bytes(b"<html>")
        key = pyrage.x25519.Identity.generate().to_public()
        done = run(safe.case.number, tmp_path / "out.age", "--as", "officer", "--to", key)
        assert (done.exit_code, "not encrypted" in done.output) == (0, False), done.output
        refused = run(safe.case.number, tmp_path / "x", "--as", "officer", "--stamp", tmp_path / "bad.tsr")
        assert "No bundle was made" in refused.output
        assert not (tmp_path / "x").exists()

    def test_refuses_in_a_sentence_and_journals_nothing(
        self, run: Callable[..., Any], safe: Safe, tmp_path: Path
    ) -> None:
        before = journal.checkpoint().size
        (tmp_path / "there").mkdir()
        assert "choose another" in run(safe.case.number, tmp_path / "there", "--as", "officer").output
        assert "age1" in run(safe.case.number, tmp_path / "x", "--as", "officer", "--to", "anna").output
        bundle_writing.unfinished(tmp_path / "x").mkdir()
        assert ".x.unfinished" in run(safe.case.number, tmp_path / "x", "--as", "officer").output
        assert run(safe.case.number + 1, tmp_path / "y", "--as", "officer").exit_code == 1
        assert run(safe.case.number, tmp_path / "y").exit_code == 1
        assert journal.checkpoint().size == before
        safe.take(content=b"new")
        assert "new disclosure list" in run(safe.case.number, tmp_path / "y", "--as", "officer").output

    def test_the_sentence_is_a_refusal(self) -> None:
        with pytest.raises(Refusal, match="no disclosure list"), command._in_words():
            raise actions.NoAgreedList
