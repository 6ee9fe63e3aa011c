"""Sealed to named persons: who can open it, who no longer can, and what moving or altering anything comes to."""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from django.db import IntegrityError, transaction

from dodomu.base import keys
from dodomu.base.keys import sealed_person, sealed_values
from dodomu.base.keys.sealed_envelope import close, disclose
from dodomu.base.keys.sealed_models import RemovedWhy, SealedEnvelope, SealedKey, SealedValue
from tests.base.sealed_story import COLUMN, PASSPHRASES, TABLE, Story, cheap_passphrases

pytestmark = pytest.mark.django_db
WORDS = "Розповідь, яку чують тільки двоє."


@pytest.fixture
def story() -> Iterator[Story]:
    with cheap_passphrases():
        made = Story()
        made.seal(WORDS, "vira", "solomiia")
        yield made


def active(story: Story, name: str) -> SealedEnvelope:
    return SealedEnvelope.objects.get(key__person=story.id(name), removed_at=None)


def test_those_it_is_sealed_to_read_it_and_nobody_else(story: Story) -> None:
    assert story.read("vira") == WORDS
    assert story.read("solomiia") == WORDS
    with pytest.raises(keys.NotForYou):
        story.read("bohdan")
    assert keys.sealed_readers(TABLE, COLUMN, [story.row]) == {story.row: [story.id("vira"), story.id("solomiia")]}


def test_a_wrong_passphrase_opens_nothing(story: Story) -> None:
    for wrong in ("", "wet heron under the bridgE", PASSPHRASES["solomiia"], "x" * 5000):
        with pytest.raises(keys.WrongPassphrase):
            keys.open_sealed_key(story.id("vira"), wrong)
    with pytest.raises(keys.NoKey):
        keys.open_sealed_key(uuid4(), "whatever it may be")


def test_letters_composed_otherwise_are_the_same_passphrase(story: Story) -> None:
    person = story.holders[0].pk
    keys.make_sealed_key(person, "їжак і йод на столі")
    assert keys.open_sealed_key(person, " їжак і йод на столі ").person == person


def test_a_passphrase_has_twelve_characters_and_a_person_one_key(story: Story) -> None:
    person = story.holders[0].pk
    for weak in ("eleven char", " " * 40, "            eleven char"):
        with pytest.raises(keys.WeakPassphrase):
            keys.make_sealed_key(person, weak)
    with pytest.raises(keys.HasKey):
        keys.make_sealed_key(story.id("vira"), "another one of hers")


def test_a_changed_passphrase_opens_the_same_and_the_old_one_nothing(story: Story) -> None:
    with pytest.raises(keys.WrongPassphrase):
        keys.change_sealed_passphrase(story.id("vira"), "not what it is", "a new one for winter")
    with pytest.raises(keys.WeakPassphrase):
        keys.change_sealed_passphrase(story.id("vira"), PASSPHRASES["vira"], "short")
    keys.change_sealed_passphrase(story.id("vira"), PASSPHRASES["vira"], "a new one for winter")
    with pytest.raises(keys.WrongPassphrase):
        story.key("vira")
    opened = keys.open_sealed_key(story.id("vira"), "a new one for winter")
    assert keys.open_sealed(opened, TABLE, story.row, COLUMN, under=story.under) == WORDS


def test_sealing_asks_for_persons_with_keys_once_in_a_place_and_never_without_recovery(story: Story) -> None:
    with pytest.raises(keys.AlreadySealed):
        story.seal(WORDS, "vira")
    with pytest.raises(keys.NoReaders):
        keys.seal_for([], TABLE, uuid4(), COLUMN, "x", under=story.under, by=story.id("vira"))
    with pytest.raises(keys.NoKey):
        keys.seal_for(
            [story.id("vira"), story.holders[0].pk], TABLE, uuid4(), COLUMN, "x", under=story.under, by=story.id("vira")
        )


def test_without_shares_in_force_nothing_is_sealed(user_with: Any) -> None:
    with cheap_passphrases():
        person = user_with("case_worker")
        keys.make_sealed_key(person.pk, PASSPHRASES["vira"])
        with pytest.raises(keys.NoRecovery):
            keys.seal_for([person.pk], TABLE, uuid4(), COLUMN, "x", under=keys.new_data_key(), by=person.pk)
        assert not SealedValue.objects.exists()


def test_a_reader_adds_another_and_a_stranger_cannot(story: Story) -> None:
    with pytest.raises(keys.NotForYou):
        keys.add_sealed_reader(story.key("bohdan"), TABLE, story.row, COLUMN, story.id("bohdan"))
    keys.add_sealed_reader(story.key("vira"), TABLE, story.row, COLUMN, story.id("bohdan"))
    keys.add_sealed_reader(story.key("vira"), TABLE, story.row, COLUMN, story.id("bohdan"))
    assert story.read("bohdan") == WORDS


def test_one_taken_away_reads_no_more_even_with_all_they_kept(story: Story) -> None:
    kept, private = bytes(active(story, "solomiia").wrapped or b""), story.key("solomiia")
    held = SealedValue.objects.get()
    secret = disclose(kept, private.private, f"{TABLE}|{story.row.hex}|{COLUMN}|1", private.id)
    keys.remove_sealed_reader(story.key("vira"), TABLE, story.row, COLUMN, story.id("solomiia"), under=story.under)
    with pytest.raises(keys.NotForYou):
        story.read("solomiia")
    assert story.read("vira") == WORDS
    again = SealedValue.objects.get()
    assert again.generation == held.generation + 1
    # The content key they may have kept does not open what stands there now.
    with pytest.raises(keys.SealBroken):
        sealed_values._read(again, secret, story.under)
    with pytest.raises(keys.LastReader):
        keys.remove_sealed_reader(story.key("vira"), TABLE, story.row, COLUMN, story.id("vira"), under=story.under)


def test_when_a_person_leaves_the_next_reader_seals_it_anew(story: Story) -> None:
    assert keys.withdraw_person(story.id("solomiia"), RemovedWhy.LEFT) == 1
    with pytest.raises(keys.NoKey):
        story.key("solomiia")
    assert SealedKey.objects.get(person=story.id("solomiia")).wrapped is None
    assert not SealedEnvelope.objects.filter(key__person=story.id("solomiia"), wrapped__isnull=False).exists()
    assert SealedValue.objects.get().stale
    assert story.read("vira") == WORDS
    held = SealedValue.objects.get()
    assert (held.stale, held.generation) == (False, 2)
    assert story.read("vira") == WORDS
    assert keys.sealed_readers(TABLE, COLUMN, [story.row]) == {story.row: [story.id("vira")]}


def test_an_envelope_moved_to_another_person_or_row_does_not_open(story: Story) -> None:
    """69: the database in an insider's hand."""
    other = uuid4()
    story.seal("another account", "vira", "bohdan", row=other)
    mine = bytes(active(story, "solomiia").wrapped or b"")
    theirs = SealedEnvelope.objects.get(value__row=other, key__person=story.id("bohdan"))
    value = theirs.value
    with pytest.raises(IntegrityError), transaction.atomic():
        SealedEnvelope.objects.filter(id=theirs.id).update(key=SealedKey.objects.get(person=story.id("vira")))
    # Copied as a new row, which no trigger can tell from a rightful one.
    SealedEnvelope.objects.create(
        value=SealedValue.objects.get(row=story.row), key=theirs.key, generation=1, wrapped=theirs.wrapped
    )
    with pytest.raises(keys.EnvelopeBroken):
        story.read("bohdan")
    SealedEnvelope.objects.create(
        value=value, key=SealedKey.objects.get(person=story.id("solomiia")), generation=1, wrapped=mine
    )
    with pytest.raises(keys.EnvelopeBroken):
        story.read("solomiia", other)


def test_content_moved_to_another_row_or_put_back_from_before_does_not_open(story: Story) -> None:
    other = uuid4()
    story.seal("another account", "vira", row=other)
    before = bytes(SealedValue.objects.get(row=story.row).content or b"")
    SealedValue.objects.filter(row=other).update(content=before)
    with pytest.raises(keys.SealBroken):
        story.read("vira", other)
    keys.remove_sealed_reader(story.key("vira"), TABLE, story.row, COLUMN, story.id("solomiia"), under=story.under)
    SealedValue.objects.filter(row=story.row).update(content=before)
    with pytest.raises(keys.SealBroken):
        story.read("vira")
    SealedValue.objects.filter(row=story.row).update(generation=1)
    with pytest.raises(keys.EnvelopeBroken):
        story.read("vira")


@pytest.mark.parametrize("what", ["person", "public", "wrapped", "salt", "passes", "memory_kib", "lanes"])
def test_a_key_row_that_was_altered_opens_nothing(story: Story, what: str) -> None:
    row = SealedKey.objects.get(person=story.id("vira"))
    other = SealedKey.objects.get(person=story.id("solomiia"))
    change: dict[str, Any] = {
        "person": {"person": story.holders[0]},
        "public": {"public": other.public},
        "wrapped": {"wrapped": other.wrapped},
        "salt": {"salt": b"x"},
        "passes": {"passes": 2**31 - 1},
        "memory_kib": {"memory_kib": 1},
        "lanes": {"lanes": 0},
    }[what]
    if what in ("person", "public"):
        with pytest.raises(IntegrityError), transaction.atomic():
            SealedKey.objects.filter(id=row.id).update(**change)
        # Without the triggers: what the person would have is not what was wrapped for them.
        for name, value in change.items():
            setattr(row, name, value)
        with pytest.raises(keys.WrongPassphrase):
            sealed_person._unwrap(row, PASSPHRASES["vira"])
        return
    SealedKey.objects.filter(id=row.id).update(**change)
    with pytest.raises((keys.WrongPassphrase, keys.SealedKeyDamaged)):
        story.key("vira")


def test_an_ended_key_cannot_be_put_back(story: Story) -> None:
    row = SealedKey.objects.get(person=story.id("vira"))
    keys.withdraw_person(story.id("vira"), RemovedWhy.LOST)
    for change in ({"wrapped": row.wrapped}, {"wrapped": row.wrapped, "ended_at": None}):
        with pytest.raises(IntegrityError), transaction.atomic():
            SealedKey.objects.filter(id=row.id).update(**change)


def test_what_was_taken_away_cannot_be_put_back(story: Story) -> None:
    envelope = active(story, "solomiia")
    wrapped = envelope.wrapped
    keys.withdraw_person(story.id("solomiia"), RemovedWhy.LEFT)
    with pytest.raises(IntegrityError), transaction.atomic():
        SealedEnvelope.objects.filter(id=envelope.id).update(wrapped=wrapped, removed_at=None, removed_why="")
    with pytest.raises(IntegrityError), transaction.atomic():
        SealedEnvelope.objects.filter(id=envelope.id).delete()


def test_destroying_the_owners_key_or_the_value_ends_it_for_everybody(story: Story) -> None:
    keys.destroy_sealed(TABLE, story.row, COLUMN)
    with pytest.raises(keys.NotSealedHere):
        story.read("vira")
    assert not SealedEnvelope.objects.filter(wrapped__isnull=False).exists()
    row = uuid4()
    story.seal(WORDS, "vira", row=row)
    # The owner's data key is gone: with another one nothing opens, not even for those who were named.
    story.under = keys.new_data_key()
    with pytest.raises(keys.SealBroken):
        story.read("vira", row)


def test_length_tells_little(story: Story) -> None:
    rows = [uuid4() for _ in range(3)]
    for row, text in zip(rows, ("ні", WORDS, "х" * 200), strict=True):
        story.seal(text, "vira", row=row)
    assert len({len(bytes(one.content or b"")) for one in SealedValue.objects.filter(row__in=rows)}) == 1


def test_a_public_key_that_is_none_is_refused_by_name() -> None:
    for public in (b"", b"x" * 31, bytes(32), b"\x01" + bytes(31)):
        with pytest.raises(keys.SealedKeyDamaged):
            close(b"k" * 32, public, "a|b|c|1", uuid4())


@pytest.mark.parametrize("blob", [b"", b"x", b"x" * 32, b"x" * 79, b"x" * 80, bytes(80), b"x" * 4000])
def test_an_envelope_that_is_none_is_refused_by_name(blob: bytes) -> None:
    with pytest.raises(keys.EnvelopeBroken):
        disclose(blob, X25519PrivateKey.generate(), "a|b|c|1", uuid4())


def test_every_flipped_byte_of_an_envelope_is_noticed() -> None:
    private, recipient = X25519PrivateKey.generate(), uuid4()
    envelope = close(b"k" * 32, private.public_key().public_bytes_raw(), "a|b|c|1", recipient)
    assert disclose(envelope, private, "a|b|c|1", recipient) == b"k" * 32
    for place in range(len(envelope)):
        flipped = envelope[:place] + bytes([envelope[place] ^ 1]) + envelope[place + 1 :]
        with pytest.raises(keys.EnvelopeBroken):
            disclose(flipped, private, "a|b|c|1", recipient)


def test_an_opened_key_never_leaves_the_process(story: Story) -> None:
    opened = story.key("vira")
    assert PASSPHRASES["vira"] not in repr(opened)
    with pytest.raises(TypeError):
        pickle.dumps(opened)
