"""The key ring: ways in, ways refused, and a file that is whole or not there."""

from __future__ import annotations

import json
import os
import pickle
from pathlib import Path

import pytest

from dodomu.base.keys import ring
from dodomu.base.keys.recovery import new_recovery_key, recovery_secret
from dodomu.base.keys.ring import (
    Cost,
    KeyFileRefused,
    KeyRingDamaged,
    KeyRingExists,
    KeyRingMissing,
    PassphraseRefused,
    RecoveryKeyMistyped,
    SlotKind,
    WrongKey,
)

PASSPHRASE = "тихий їжак іде додому"
CHEAP = Cost(passes=1, memory_kib=64, lanes=1)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "home"


def test_the_passphrase_opens_what_it_made(folder: Path) -> None:
    made, _ = ring.create(folder, PASSPHRASE, cost=CHEAP)
    assert ring.unlock(folder, passphrase=PASSPHRASE).keys.database_key == made.keys.database_key


def test_the_passphrase_may_be_composed_otherwise(folder: Path) -> None:
    ring.create(folder, PASSPHRASE, cost=CHEAP)
    decomposed = PASSPHRASE.replace("ї", "і\u0308").replace("й", "и\u0306")
    assert decomposed != PASSPHRASE
    assert ring.unlock(folder, passphrase=decomposed)


def test_the_recovery_key_opens_however_it_is_typed(folder: Path) -> None:
    made, recovery = ring.create(folder, PASSPHRASE, cost=CHEAP)
    typed = recovery.lower().replace("-", " ").replace("0", "o").replace("1", "l")
    assert ring.unlock(folder, recovery_key=typed).keys.database_key == made.keys.database_key


def test_a_key_file_is_made_and_opens(folder: Path, tmp_path: Path) -> None:
    stick = tmp_path / "stick" / "dodomu.key"
    made, _ = ring.create(folder, key_file=stick, cost=CHEAP)
    assert ring.unlock(folder, key_file=stick).keys.database_key == made.keys.database_key
    assert stick.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("given", [{"passphrase": "another long passphrase"}, {"recovery_key": new_recovery_key()}])
def test_a_wrong_key_opens_nothing_and_writes_nothing(folder: Path, given: dict[str, str]) -> None:
    ring.create(folder, PASSPHRASE, cost=CHEAP)
    before = {path: path.read_bytes() for path in folder.iterdir()}
    with pytest.raises(WrongKey) as refusal:
        ring.unlock(folder, **given)  # type: ignore[arg-type]
    assert {path: path.read_bytes() for path in folder.iterdir()} == before
    assert not any(value in str(refusal.value) for value in given.values())


def test_a_key_file_inside_the_home_is_refused(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(KeyFileRefused, match="outside"):
        ring.create(folder, key_file=folder / "sub" / "dodomu.key")
    folder.mkdir(exist_ok=True)
    link = tmp_path / "link.key"
    (folder / "real.key").write_bytes(os.urandom(32))
    link.symlink_to(folder / "real.key")
    with pytest.raises(KeyFileRefused, match="outside"):
        ring.create(folder, key_file=link)
    assert not ring.exists(folder)


def test_a_short_key_file_is_refused(folder: Path, tmp_path: Path) -> None:
    short = tmp_path / "short.key"
    short.write_bytes(b"x" * 31)
    with pytest.raises(KeyFileRefused, match="32"):
        ring.create(folder, key_file=short)


def test_a_short_passphrase_is_refused(folder: Path) -> None:
    with pytest.raises(PassphraseRefused, match="12"):
        ring.create(folder, "їжачок")
    assert not ring.exists(folder)


def test_a_second_ring_is_refused(folder: Path) -> None:
    ring.create(folder, PASSPHRASE, cost=CHEAP)
    with pytest.raises(KeyRingExists):
        ring.create(folder, PASSPHRASE, cost=CHEAP)


def test_a_changed_passphrase_replaces_the_old_one(folder: Path) -> None:
    made, recovery = ring.create(folder, PASSPHRASE, cost=CHEAP)
    made.change_passphrase("a heron over the willows", cost=CHEAP)
    again = ring.open_ring(folder, passphrase="a heron over the willows")
    assert again.keys.database_key == made.keys.database_key
    with pytest.raises(WrongKey):
        ring.open_ring(folder, passphrase=PASSPHRASE)
    assert ring.open_ring(folder, recovery_key=recovery).kinds == {SlotKind.PASSPHRASE, SlotKind.RECOVERY}


def test_a_renewed_recovery_key_replaces_the_old_one(folder: Path) -> None:
    made, old = ring.create(folder, PASSPHRASE, cost=CHEAP)
    new = made.renew_recovery_key()
    assert ring.open_ring(folder, recovery_key=new)
    with pytest.raises(WrongKey):
        ring.open_ring(folder, recovery_key=old)


def test_a_write_that_fails_keeps_the_old_ring(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made, _ = ring.create(folder, PASSPHRASE, cost=CHEAP)

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="space"):
        made.change_passphrase("a heron over the willows", cost=CHEAP)
    assert [path.name for path in folder.iterdir()] == ["keyring.json"]
    assert ring.open_ring(folder, passphrase=PASSPHRASE)


def test_a_slot_moved_to_another_ring_does_not_open(tmp_path: Path) -> None:
    ring.create(tmp_path / "one", PASSPHRASE, cost=CHEAP)
    ring.create(tmp_path / "other", PASSPHRASE, cost=CHEAP)
    one, other = (json.loads((tmp_path / name / "keyring.json").read_text()) for name in ("one", "other"))
    (tmp_path / "other" / "keyring.json").write_text(json.dumps(other | {"slots": one["slots"]}))
    with pytest.raises(WrongKey):
        ring.open_ring(tmp_path / "other", passphrase=PASSPHRASE)


@pytest.mark.parametrize("text", ["", "{", "[]", '{"format": "dodomu-keyring/1", "id": 5, "slots": []}'])
def test_a_damaged_ring_is_named(folder: Path, text: str) -> None:
    folder.mkdir()
    (folder / "keyring.json").write_text(text)
    with pytest.raises(KeyRingDamaged):
        ring.open_ring(folder, passphrase=PASSPHRASE)


def test_an_absurd_cost_does_not_stop_the_start_for_ever(folder: Path) -> None:
    ring.create(folder, PASSPHRASE, cost=CHEAP)
    parts = json.loads((folder / "keyring.json").read_text())
    parts["slots"][0]["memory_kib"] = 2**40
    (folder / "keyring.json").write_text(json.dumps(parts))
    with pytest.raises(KeyRingDamaged, match="absurd"):
        ring.open_ring(folder, passphrase=PASSPHRASE)


def test_no_ring_says_what_to_do(folder: Path) -> None:
    with pytest.raises(KeyRingMissing, match="dodomu init"):
        ring.open_ring(folder, passphrase=PASSPHRASE)


def test_each_purpose_has_a_key_of_its_own(folder: Path) -> None:
    keys = ring.create(folder, PASSPHRASE, cost=CHEAP)[0].keys
    values = {keys.database_key, bytes.fromhex(keys.django_secret), keys.search_key("token", "")}
    assert len(values) == 3


def test_search_keys_are_equal_exactly_for_equal_terms() -> None:
    keys = ring.adopt(bytes(32))
    assert keys.search_key("token", "oksana") == keys.search_key("token", "oksana")
    assert (
        len({keys.search_key(*term) for term in (("token", "a"), ("tokena", ""), ("born", "a"), ("token", "b"))}) == 4
    )
    assert ring.adopt(bytes([1]) * 32).search_key("token", "oksana") != keys.search_key("token", "oksana")


def test_keys_are_not_shown_and_not_pickled(folder: Path) -> None:
    made, _ = ring.create(folder, PASSPHRASE, cost=CHEAP)
    shown = f"{made!r} {made.keys!r} {made} {made.keys}"
    assert made.keys.django_secret not in shown
    assert made.keys.database_key.hex() not in shown
    for secret in (made, made.keys):
        with pytest.raises(TypeError):
            pickle.dumps(secret)


def test_the_ring_file_is_for_its_owner_alone(folder: Path) -> None:
    ring.create(folder, PASSPHRASE, cost=CHEAP)
    assert (folder / "keyring.json").stat().st_mode & 0o077 == 0
    assert folder.stat().st_mode & 0o077 == 0


def test_a_locked_process_says_what_to_set() -> None:
    ring.lock()
    with pytest.raises(ring.Locked, match="DODOMU_PASSPHRASE_FILE"):
        ring.unlocked()


def test_a_slip_in_the_recovery_key_is_noticed() -> None:
    text = new_recovery_key()
    slip = ("0" if text[0] != "0" else "2") + text[1:]
    with pytest.raises(RecoveryKeyMistyped, match="slip"):
        recovery_secret(slip)


def test_cyrillic_look_alikes_in_the_recovery_key_are_read() -> None:
    text = new_recovery_key()
    looks = str.maketrans("ABCEHKMPTXY", "АВСЕНКМРТХУ")
    assert recovery_secret(text.translate(looks)) == recovery_secret(text)


@pytest.mark.parametrize("text", ["", "ABCD", "ЇЇЇЇ-" * 9, "U" * 36])
def test_what_is_no_recovery_key_is_refused(text: str) -> None:
    with pytest.raises(RecoveryKeyMistyped, match="nine groups"):
        recovery_secret(text)
