"""The vault: what arrives is kept whole, encrypted, journaled, or not at all."""

from __future__ import annotations

import hashlib
import io
import os
from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from dodomu.base import journal, keys, vault
from dodomu.base.access.policy import NotAllowed
from dodomu.base.access.viewer import Viewer
from dodomu.base.database.ids import new_id
from dodomu.base.keys import KeyDestroyed
from dodomu.base.vault import VaultDamaged, files, keeping
from dodomu.base.vault.chunks import CHUNK
from dodomu.base.vault.models import Original
from dodomu.engine.ledger import commitment

NAME = "Zoriana Canary-Vyhadana"
CONTENT = f"name;born\n{NAME};2014\n".encode()


@pytest.fixture
def officer(viewer_with: Callable[..., Viewer]) -> Viewer:
    return viewer_with("evidence_officer")


def everything_in(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


@pytest.mark.django_db
class TestKeeping:
    def test_what_was_kept_is_read_back(self, home: Path, officer: Viewer) -> None:
        kept = vault.keep(io.BytesIO(CONTENT), by=officer, kind="list", filename="список.csv")
        with vault.open_original(kept.id, officer) as file:
            assert file.read() == CONTENT
        again = Original.objects.get(id=kept.id)
        assert (again.sha256, again.filename) == (hashlib.sha256(CONTENT).hexdigest(), "список.csv")
        assert (again.size, again.kept_by_id) == (len(CONTENT), officer.user_id)

    def test_the_file_is_named_by_its_own_digest_and_tells_nothing(self, home: Path, officer: Viewer) -> None:
        kept = vault.keep(io.BytesIO(CONTENT), by=officer, kind="list", filename=f"{NAME}.csv")
        (file,) = everything_in(home)
        assert file == home / "vault" / kept.cipher_sha256[:2] / kept.cipher_sha256
        assert hashlib.sha256(file.read_bytes()).hexdigest() == kept.cipher_sha256
        assert NAME.encode() not in file.read_bytes()
        assert file.stat().st_mode & 0o077 == 0

    def test_keeping_and_opening_are_journaled(self, home: Path, officer: Viewer) -> None:
        kept, child = vault.keep(io.BytesIO(CONTENT), by=officer, kind="list"), uuid4()
        vault.open_original(kept.id, officer).close()
        vault.open_original(kept.id, officer, subject=child).close()
        opened, first = journal.entries_about(kept.id)
        assert (first.kind, opened.kind, opened.actor) == ("original_kept", "original_opened", officer.pid)
        assert journal.entries_about(child)[0].codes == {"original": str(kept.id), "kind": "list"}

    def test_the_leaf_commits_to_the_content_under_the_originals_key(self, home: Path, officer: Viewer) -> None:
        kept = vault.keep(io.BytesIO(CONTENT), by=officer, kind="list")
        salt = keys.open_key(kept.data_key).derive(keeping.COMMITMENT)
        assert journal.entries_about(kept.id)[0].commitments == (commitment(salt, CONTENT),)

    def test_equal_files_look_different_but_are_recognised(self, home: Path, officer: Viewer) -> None:
        first, second = (vault.keep(io.BytesIO(CONTENT), by=officer, kind="list") for _ in range(2))
        assert first.cipher_sha256 != second.cipher_sha256
        assert vault.find_kept(hashlib.sha256(CONTENT).hexdigest()) == first
        assert vault.find_kept(hashlib.sha256(b"other").hexdigest()) is None

    def test_a_large_file_is_read_in_small_steps(self, home: Path, officer: Viewer) -> None:
        content = os.urandom(2 * CHUNK + 77)
        kept = vault.keep(io.BytesIO(content), by=officer, kind="list")
        with vault.open_original(kept.id, officer) as file:
            assert b"".join(iter(lambda: file.read(1000), b"")) == content

    def test_an_empty_file_is_kept(self, home: Path, officer: Viewer) -> None:
        kept = vault.keep(io.BytesIO(), by=officer, kind="list")
        with vault.open_original(kept.id, officer) as file:
            assert file.read() == b""

    def test_the_row_is_kept_for_ever(self, home: Path, officer: Viewer) -> None:
        kept = vault.keep(io.BytesIO(CONTENT), by=officer, kind="list")
        with pytest.raises(IntegrityError), transaction.atomic():
            Original.objects.filter(id=kept.id).update(size=1)
        with pytest.raises(IntegrityError), transaction.atomic():
            Original.objects.filter(id=kept.id).delete()
        Original.objects.filter(id=kept.id).update(fingerprint=None)
        assert vault.find_kept(hashlib.sha256(CONTENT).hexdigest()) is None

    def test_it_dies_with_its_key(self, home: Path, officer: Viewer) -> None:
        kept = vault.keep(io.BytesIO(CONTENT), by=officer, kind="list")
        keys.destroy_key(kept.data_key_id)
        with pytest.raises(KeyDestroyed):
            vault.open_original(kept.id, officer)
        with pytest.raises(KeyDestroyed):
            Original.objects.get(id=kept.id).sha256  # noqa: B018


@pytest.mark.django_db
class TestOpening:
    def test_who_may_not_is_refused_and_leaves_no_leaf(
        self, home: Path, officer: Viewer, viewer_with: Callable[..., Viewer]
    ) -> None:
        kept = vault.keep(io.BytesIO(CONTENT), by=officer, kind="list")
        with pytest.raises(NotAllowed):
            vault.open_original(kept.id, viewer_with("education_worker"))
        assert [entry.kind for entry in journal.entries_about(kept.id)] == ["original_kept"]

    @pytest.mark.parametrize(
        "damage", [lambda b: b[:-1], lambda b: b[:-20] + bytes(20), lambda b: b"", lambda b: b + b"x"]
    )
    def test_a_damaged_file_gives_no_byte(self, home: Path, officer: Viewer, damage: Callable[[bytes], bytes]) -> None:
        kept = vault.keep(io.BytesIO(CONTENT), by=officer, kind="list")
        path = files.place_of(kept.cipher_sha256)
        path.write_bytes(damage(path.read_bytes()))
        with vault.open_original(kept.id, officer) as file, pytest.raises(VaultDamaged):
            file.read(1)

    def test_a_missing_file_is_named(self, home: Path, officer: Viewer) -> None:
        kept = vault.keep(io.BytesIO(CONTENT), by=officer, kind="list")
        files.place_of(kept.cipher_sha256).unlink()
        with pytest.raises(VaultDamaged, match="missing"):
            vault.open_original(kept.id, officer)

    def test_an_unknown_original_does_not_exist(self, home: Path, officer: Viewer) -> None:
        with pytest.raises(Original.DoesNotExist):
            vault.open_original(new_id(), officer)
