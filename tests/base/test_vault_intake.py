"""What arrives in odd ways: changed while it is read, the same twice, nothing at all, twenty gigabytes."""

from __future__ import annotations

import hashlib
import io
import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from uuid import uuid4

import pytest
from blake3 import blake3
from django.utils import translation

from dodomu.base import journal, vault
from dodomu.base.access.viewer import Viewer
from dodomu.base.vault import files
from dodomu.base.vault.chunks import CHUNK, Sealing
from dodomu.base.vault.models import Original

GIGABYTE = 10**9


@pytest.fixture
def officer(viewer_with: Callable[..., Viewer]) -> Viewer:
    return viewer_with("evidence_officer")


class ChangedMeanwhile(io.FileIO):
    """A file on the disk to which somebody writes after its first part was read."""

    def read(self, size: int | None = -1, /) -> bytes:  # type: ignore[override]
        part = super().read(size or -1) or b""
        if self.tell() == len(part) > 0:
            with Path(str(self.name)).open("r+b") as other:
                other.seek(0, os.SEEK_END)
                other.write(b"more")
        return part


class Zeros:
    """A sparse file of that many bytes, without the disk."""

    def __init__(self, size: int) -> None:
        self.left, self.piece = size, bytes(CHUNK)

    def read(self, size: int, /) -> bytes:
        part = self.piece[: min(size, self.left)]
        self.left -= len(part)
        return part


@pytest.mark.django_db
class TestIntake:
    def test_a_file_changed_while_it_is_read_is_not_kept(self, home: Path, officer: Viewer, tmp_path: Path) -> None:
        path = tmp_path / "statement.txt"
        path.write_bytes(bytes(2 * CHUNK))
        with ChangedMeanwhile(str(path)) as file, pytest.raises(vault.SourceChanged) as changed:
            vault.keep(file, by=officer, kind="form")
        with translation.override("en"):
            assert "hand it in again" in str(changed.value)
        assert [one for one in (home / "vault").rglob("*") if one.is_file()] == []
        assert not Original.objects.exists()
        with path.open("rb") as file:
            assert vault.keep(file, by=officer, kind="form").size == 2 * CHUNK + 4

    def test_what_comes_through_a_pipe_is_kept_as_it_came(self, home: Path, officer: Viewer) -> None:
        read, written = os.pipe()
        os.write(written, b"spoken")
        os.close(written)
        with os.fdopen(read, "rb") as pipe:
            assert vault.keep(pipe, by=officer, kind="form").sha256 == hashlib.sha256(b"spoken").hexdigest()

    def test_nothing_at_all_is_kept_with_both_digests(self, home: Path, officer: Viewer) -> None:
        kept = Original.objects.get(id=vault.keep(io.BytesIO(), by=officer, kind="form").id)
        assert (kept.sha256, kept.blake3) == (hashlib.sha256().hexdigest(), blake3().hexdigest())

    def test_the_same_bytes_twice_are_two_originals_with_one_digest(self, home: Path, officer: Viewer) -> None:
        first, second = (vault.keep(io.BytesIO(b"twice"), by=officer, kind="form") for _ in range(2))
        assert (first.sha256, first.blake3) == (second.sha256, second.blake3)
        assert files.place_of(first.cipher_sha256).read_bytes() != files.place_of(second.cipher_sha256).read_bytes()
        leaves = [journal.entries_about(one.id)[0].commitments for one in (first, second)]
        assert leaves[0] != leaves[1]

    def test_one_kept_without_a_second_digest_says_none(self, home: Path, officer: Viewer) -> None:
        kept = vault.keep(io.BytesIO(b"old"), by=officer, kind="form")
        kept.blake3_sealed = None
        assert kept.blake3 == ""

    def test_what_is_looked_at_first_is_gone_when_it_is_not_kept(self, home: Path, officer: Viewer) -> None:
        with vault.taken_in(io.BytesIO(b"no photo")) as refused:
            assert refused.arrival.place
            assert refused.arrival.place.exists()
        assert not refused.arrival.place.exists()
        with vault.taken_in(io.BytesIO(b"a photo")) as taken:
            kept = taken.keep(by=officer, kind="photo")
        assert files.place_of(kept.cipher_sha256).exists()
        assert journal.entries_about(kept.id)[0].kind == "original_kept"

    def test_an_error_after_it_was_kept_takes_nothing_away(self, home: Path, officer: Viewer) -> None:
        with suppress(LookupError), vault.taken_in(io.BytesIO(b"a photo")) as taken:
            kept = taken.keep(by=officer, kind="photo")
            raise LookupError
        with vault.open_original(kept.id, officer) as file:
            assert file.read() == b"a photo"


def test_both_digests_are_of_the_content_in_whatever_parts_it_comes() -> None:
    content = os.urandom(3 * CHUNK + 11)
    sealing = Sealing(bytes(32), uuid4())
    file = b"".join(sealing.encrypt(io.BytesIO(content)))
    assert (sealing.sha256.digest(), sealing.blake3.digest()) == (
        hashlib.sha256(content).digest(),
        blake3(content).digest(),
    )
    assert content[:64] not in file


@pytest.mark.heavy
def test_twenty_gigabytes_of_zeros_are_taken_in_by_small_parts() -> None:
    """Digests known from the same bytes hashed plainly; what is written is looked at and let go."""
    identifier, size = uuid4(), 20 * GIGABYTE
    sealing, expected = Sealing(bytes(32), identifier), hashlib.sha256()
    written = sum(len(piece) for piece in sealing.encrypt(Zeros(size)))
    plain = Zeros(size)
    while part := plain.read(CHUNK):
        expected.update(part)
    chunks = -(-size // CHUNK)
    assert (sealing.size, sealing.sha256.digest()) == (size, expected.digest())
    assert written == size + chunks * 16 + len(b"dodomu-vault/1\n")
