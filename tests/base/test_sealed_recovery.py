"""The ceremony of the shares: made, confirmed, rehearsed, used, renewed; and a server that was seized."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction

from dodomu.base import keys
from dodomu.base.keys import ring, sealed_values, shares
from dodomu.base.keys.sealed_envelope import disclose, place_of
from dodomu.base.keys.sealed_models import (
    RemovedWhy,
    SealedEnvelope,
    SealedKey,
    SealedRecovery,
    SealedShare,
    SealedValue,
)
from tests.base.sealed_story import COLUMN, PASSPHRASES, TABLE, Story, cheap_passphrases

pytestmark = pytest.mark.django_db
WORDS = "Canary-Mirabelle told of it."


@pytest.fixture
def story() -> Iterator[Story]:
    with cheap_passphrases():
        made = Story()
        made.seal(WORDS, "vira", "solomiia")
        yield made


def holders(story: Story) -> list[object]:
    return [one.pk for one in story.holders]


def test_any_three_of_the_five_bring_it_back_when_a_passphrase_is_lost(story: Story) -> None:
    """The rehearsal of the real thing: Vira forgot, makes a new key, three directors come."""
    for number, three in enumerate(combinations(story.shares, 3)):
        keys.withdraw_person(story.id("vira"), RemovedWhy.LOST)
        keys.make_sealed_key(story.id("vira"), PASSPHRASES["vira"])
        with pytest.raises(keys.NotForYou):
            story.read("vira")
        passed_on = keys.pass_on_by_shares(three, story.id("vira"), story.id("vira"))
        assert [value.row for value in passed_on] == [story.row]
        assert story.read("vira") == WORDS, number


def test_two_of_five_open_nothing(story: Story) -> None:
    """74."""
    for two in combinations(story.shares, 2):
        for typed in (two, (*two, two[0]), (two[0], two[1], two[1], two[0])):
            with pytest.raises(keys.TooFewShares):
                keys.rehearse_recovery(typed)
    with pytest.raises(keys.TooFewShares):
        keys.rehearse_recovery([])
    assert SealedRecovery.objects.get().rehearsed_at is None


def test_a_wrong_share_is_named(story: Story) -> None:
    right = shares.read_share(story.shares[3])
    forged = shares.Share(right.number, right.threshold, right.ceremony, bytes(32)).text()
    with pytest.raises(keys.WrongShare) as refused:
        keys.rehearse_recovery([story.shares[0], forged, story.shares[1]])
    assert refused.value.numbers == (4,)
    with pytest.raises(keys.ShareMistyped):
        keys.rehearse_recovery([*story.shares[:2], story.shares[2][:-1] + "#"])
    foreign = shares.split(bytes(32), b"abc")[0].text()
    with pytest.raises(keys.OtherShares):
        keys.rehearse_recovery([*story.shares[:2], foreign])


def test_each_share_is_checked_alone(story: Story) -> None:
    assert [keys.check_share(text).holder_id for text in story.shares] == holders(story)
    sixth = shares.read_share(story.shares[0])
    for forged in (
        shares.Share(6, sixth.threshold, sixth.ceremony, sixth.value),
        shares.Share(2, sixth.threshold, sixth.ceremony, sixth.value),
    ):
        with pytest.raises(keys.WrongShare):
            keys.check_share(forged.text())
    with pytest.raises(keys.OtherShares):
        keys.check_share(shares.Share(1, 2, sixth.ceremony, sixth.value).text())


def test_no_share_and_no_private_key_is_kept(story: Story) -> None:
    """What is in the tables about the ceremony holds neither a value of a share nor what they give together."""
    values = [shares.read_share(text).value for text in story.shares]
    secret = shares.combine([shares.read_share(text) for text in story.shares])
    kept = b"".join(
        bytes(cell) if isinstance(cell, bytes | memoryview) else str(cell).encode()
        for table in (SealedRecovery, SealedShare, SealedEnvelope, SealedKey, SealedValue)
        for row in table.objects.values_list()
        for cell in row
    )
    assert len(kept) > 1000
    for hidden in (*values, secret, *(text.encode() for text in story.shares)):
        assert hidden not in kept


def test_it_comes_in_force_with_the_fifth_confirmation_only(story: Story) -> None:
    new = [*holders(story)[1:], story.id("bohdan")]
    made, texts = keys.renew_recovery(story.shares[:3], new, by=story.holders[0].pk)  # type: ignore[arg-type]
    with pytest.raises(keys.CeremonyState):
        keys.confirm_share(story.holders[0].pk, texts[0])
    with pytest.raises(keys.WrongShare):
        keys.confirm_share(story.id("bohdan"), texts[0])
    with pytest.raises(keys.OtherShares):
        keys.confirm_share(story.holders[1].pk, story.shares[1])
    for holder, text in zip(new[:4], texts, strict=False):
        assert keys.confirm_share(holder, text) == (made, False)  # type: ignore[arg-type]
    assert keys.recovery_in_force() == story.recovery
    # A value sealed meanwhile is closed for both.
    later = uuid4()
    story.seal("later", "vira", row=later)
    assert keys.confirm_share(story.id("bohdan"), texts[4]) == (made, True)
    assert keys.recovery_in_force() == made
    assert not SealedEnvelope.objects.filter(recovery=story.recovery, wrapped__isnull=False).exists()
    with pytest.raises(keys.OtherShares):
        keys.rehearse_recovery(story.shares[:3])
    keys.withdraw_person(story.id("vira"), RemovedWhy.LEFT)
    passed_on = keys.pass_on_by_shares(texts[2:], story.id("vira"), story.id("bohdan"))
    assert {value.row for value in passed_on} == {story.row, later}
    assert (story.read("bohdan"), story.read("bohdan", later)) == (WORDS, "later")


def test_a_ceremony_given_up_leaves_the_one_in_force(story: Story) -> None:
    with pytest.raises(keys.CeremonyState):
        keys.abandon_recovery()
    _made, texts = keys.renew_recovery(story.shares[2:], holders(story), by=story.holders[0].pk)  # type: ignore[arg-type]
    with pytest.raises(keys.CeremonyState):
        keys.renew_recovery(story.shares[2:], holders(story), by=story.holders[0].pk)  # type: ignore[arg-type]
    keys.abandon_recovery()
    with pytest.raises(keys.CeremonyState):
        keys.confirm_share(story.holders[0].pk, texts[0])
    assert keys.rehearse_recovery(story.shares[1:4]).rehearsed_at


def test_five_different_persons_hold_them_and_the_first_is_made_once(story: Story) -> None:
    with pytest.raises(keys.CeremonyState):
        keys.make_recovery(holders(story), by=story.holders[0].pk)  # type: ignore[arg-type]
    for few in (holders(story)[:4], [*holders(story)[:4], holders(story)[0]]):
        with pytest.raises(keys.WrongHolders):
            keys.renew_recovery(story.shares, few, by=story.holders[0].pk)  # type: ignore[arg-type]


def test_shares_give_back_what_was_lost_and_never_what_a_colleague_took_away(story: Story) -> None:
    keys.remove_sealed_reader(story.key("vira"), TABLE, story.row, COLUMN, story.id("solomiia"), under=story.under)
    keys.withdraw_person(story.id("solomiia"), RemovedWhy.LOST)
    keys.make_sealed_key(story.id("solomiia"), PASSPHRASES["solomiia"])
    assert keys.pass_on_by_shares(story.shares, story.id("solomiia"), story.id("solomiia")) == []
    assert keys.pass_on_by_shares(story.shares, story.id("vira"), story.id("bohdan")) == []
    with pytest.raises(keys.NoKey):
        keys.pass_on_by_shares(story.shares, story.id("vira"), story.holders[0].pk)


def test_the_tables_allow_one_recovery_in_force_and_no_exchange(story: Story) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        SealedRecovery.objects.create(
            public=b"x", threshold=3, made_by=story.holders[0], in_force_at=story.recovery.made_at
        )
    for change in ({"public": bytes(32)}, {"threshold": 1}, {"in_force_at": None}):
        with pytest.raises(IntegrityError), transaction.atomic():
            SealedRecovery.objects.filter(id=story.recovery.id).update(**change)
    with pytest.raises(IntegrityError), transaction.atomic():
        SealedShare.objects.filter(number=1).update(fingerprint=bytes(32))


def test_a_seized_server_with_all_its_keys_opens_nothing(story: Story) -> None:
    """Database, root key, organisation keys and data keys in the attacker's hand; no passphrase, two shares."""
    held = SealedValue.objects.get()
    everything = ring.unlocked()
    assert everything.database_key
    opened = keys.open_keys([story.under.id])[story.under.id]
    # The outer seal is the server's and opens; what is inside is not the words.
    inner = keys.unseal(opened, sealed_values.TABLE, held.id, sealed_values.COLUMN, bytes(held.content or b""))
    assert "Canary" not in inner
    for secret in (bytes(range(32)), everything.database_key, bytes.fromhex(everything.django_secret)):
        with pytest.raises(keys.SealBroken):
            sealed_values._read(held, secret, opened)
    # Of the envelopes none opens with a key that the attacker can make or has.
    attacker = keys.make_sealed_key(story.holders[0].pk, "the attacker's own one")
    private = keys.open_sealed_key(story.holders[0].pk, "the attacker's own one")
    place = place_of(TABLE, story.row, COLUMN, held.generation)
    for envelope in SealedEnvelope.objects.all():
        for recipient in (envelope.key_id or envelope.recovery_id, attacker.id):
            with pytest.raises(keys.EnvelopeBroken):
                disclose(bytes(envelope.wrapped or b""), private.private, place, recipient)  # type: ignore[arg-type]
    for name in PASSPHRASES:
        row = SealedKey.objects.get(person=story.id(name))
        for guess in ("", "willow-heron-lantern", everything.django_secret):
            with pytest.raises(keys.WrongPassphrase):
                keys.open_sealed_key(row.person_id, guess)
    # A new row that names the attacker a reader, without an envelope made by somebody who can read.
    with pytest.raises(keys.NotForYou):
        keys.open_sealed(private, TABLE, story.row, COLUMN, under=opened)
    with pytest.raises(keys.TooFewShares):
        keys.pass_on_by_shares(story.shares[:2], story.id("vira"), story.holders[0].pk)


def test_no_table_holds_the_words(story: Story) -> None:
    """68 for the sealed level: not in any row of any table, as the server reads it, in bytes or in text."""
    tables = connection.introspection.table_names()
    assert {"keys_sealedvalue", "keys_sealedenvelope", "journal_leaf"} <= set(tables)
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f'SELECT * FROM "{table}"')
            for cell in (cell for row in cursor.fetchall() for cell in row):
                read = bytes(cell) if isinstance(cell, bytes | memoryview) else str(cell).encode()
                assert b"Mirabelle" not in read, table
