"""The recovery key of the sealed level: made, handed out in five shares, confirmed, rehearsed, used and renewed.

Its private half exists while it is cut into shares, and again while three of them are put together: within one call, in
memory. These functions change rows and write no journal: the act that calls them does, in the same transaction.
"""

from __future__ import annotations

import hmac
from collections.abc import Sequence
from hashlib import sha256
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from django.utils import timezone

from dodomu.base.database.ids import new_id
from dodomu.base.database.locks import serialise
from dodomu.base.keys.sealed_envelope import disclose, place_of, public_of
from dodomu.base.keys.sealed_errors import (
    CeremonyState,
    NoKey,
    NoRecovery,
    OtherShares,
    TooFewShares,
    WrongHolders,
    WrongShare,
)
from dodomu.base.keys.sealed_models import RemovedWhy, SealedEnvelope, SealedRecovery, SealedShare, SealedValue
from dodomu.base.keys.sealed_person import sealed_key_of
from dodomu.base.keys.sealed_values import LOCK, removed, send_envelopes
from dodomu.base.keys.shares import COUNT, SET_BYTES, THRESHOLD, Share, combine, read_share, split


def recovery_in_force() -> SealedRecovery | None:
    """The recovery key to which everything is sealed, if the ceremony has been held."""
    return SealedRecovery.objects.filter(ended_at=None, in_force_at__isnull=False).first()


def recovery_that_waits() -> SealedRecovery | None:
    """The recovery key whose holders have not all confirmed yet."""
    return SealedRecovery.objects.filter(ended_at=None, in_force_at=None).first()


def make_recovery(holders: Sequence[UUID], *, by: UUID) -> tuple[SealedRecovery, list[str]]:
    """Make the first recovery key. The five shares are returned once, in the order of the holders, and kept nowhere.

    Raises:
        WrongHolders: not five different persons. CeremonyState: a key is in force or waits; see ``renew_recovery``.
    """
    serialise(LOCK)
    if SealedRecovery.objects.filter(ended_at=None).exists():
        raise CeremonyState("There is a recovery key already.")
    return _make(holders, by)


def renew_recovery(texts: Sequence[str], holders: Sequence[UUID], *, by: UUID) -> tuple[SealedRecovery, list[str]]:
    """Make another recovery key with three shares of the present one, and close every sealed value for it as well.

    The present one stays in force until all holders of the new one have confirmed; then its envelopes are destroyed.

    Raises:
        As ``open_by_shares`` and ``make_recovery``.
    """
    serialise(LOCK)
    private, before = open_by_shares(texts)
    if recovery_that_waits() is not None:
        raise CeremonyState("Another ceremony waits for its holders.")
    made, shares = _make(holders, by)
    for value, secret in _every_secret(private, before):
        send_envelopes(value, secret, (), [made])
    return made, shares


def confirm_share(holder: UUID, text: str) -> tuple[SealedRecovery, bool]:
    """A holder types the share from the paper. With the last of them the recovery key comes in force.

    Returns:
        The recovery key, and whether it came in force with this.

    Raises:
        ShareMistyped, OtherShares: as ``check_share``. WrongShare: another holder's, or altered.
        CeremonyState: no ceremony waits, or this person holds no share of it.
    """
    serialise(LOCK)
    waiting = recovery_that_waits()
    row = waiting and waiting.shares.select_for_update().filter(holder=holder).first()
    if waiting is None or not row:
        raise CeremonyState("No ceremony waits for this person.")
    share = read_share(text)
    _same_ceremony(waiting, share)
    if not _is(row, share):
        raise WrongShare((share.number,))
    if row.confirmed_at is None:
        row.confirmed_at = timezone.now()
        row.save(update_fields=("confirmed_at",))
    if waiting.shares.filter(confirmed_at=None).exists():
        return waiting, False
    _come_in_force(waiting)
    return waiting, True


def abandon_recovery() -> SealedRecovery:
    """End a ceremony that waits: a paper was lost before all had confirmed. What is in force stays so.

    Raises:
        CeremonyState: none waits.
    """
    serialise(LOCK)
    waiting = recovery_that_waits()
    if waiting is None:
        raise CeremonyState("No ceremony waits.")
    _end(waiting)
    return waiting


def check_share(text: str) -> SealedShare:
    """Whether one share is one of those in force, without any other: whose it is.

    Raises:
        NoRecovery: none is in force. ShareMistyped: a slip. OtherShares: of another ceremony. WrongShare: altered.
    """
    recovery = _in_force()
    return _checked(recovery, read_share(text))


def rehearse_recovery(texts: Sequence[str]) -> SealedRecovery:
    """Put three shares together, see that they open, and open nothing with them.

    Raises:
        As ``open_by_shares``.
    """
    serialise(LOCK)
    _private, recovery = open_by_shares(texts)
    recovery.rehearsed_at = timezone.now()
    recovery.save(update_fields=("rehearsed_at",))
    return recovery


def pass_on_by_shares(texts: Sequence[str], lost: UUID, to: UUID) -> list[SealedValue]:
    """Open to ``to`` what was sealed to ``lost``, who left or lost the passphrase; both may be the same person.

    What a colleague took away from ``lost`` stays taken away.

    Raises:
        As ``open_by_shares``; NoKey: ``to`` has none.
    """
    serialise(LOCK)
    private, recovery = open_by_shares(texts)
    key = sealed_key_of(to)
    if key is None:
        raise NoKey("The person who is to open it has no key.")
    passed_on = []
    for value, secret in _every_secret(private, recovery):
        if _lost_to(value, lost) and not value.envelopes.filter(key=key, removed_at=None).exists():
            send_envelopes(value, secret, [key], ())
            passed_on.append(value)
    return passed_on


def open_by_shares(texts: Sequence[str]) -> tuple[X25519PrivateKey, SealedRecovery]:
    """The recovery private key from three shares, and its row.

    Raises:
        NoRecovery: none is in force. ShareMistyped: a slip in one. OtherShares: one is of another ceremony.
        WrongShare: names those that are not what was handed out. TooFewShares: fewer than three different ones.
    """
    recovery = _in_force()
    shares = [read_share(text) for text in texts]
    for share in shares:
        _same_ceremony(recovery, share)
    kept = {row.number: row for row in recovery.shares.all()}
    wrong = sorted({share.number for share in shares if share.number not in kept or not _is(kept[share.number], share)})
    if wrong:
        raise WrongShare(tuple(wrong))
    if len({share.number for share in shares}) < recovery.threshold:
        raise TooFewShares("It takes more different shares.")
    private = X25519PrivateKey.from_private_bytes(combine(shares))
    if public_of(private) != bytes(recovery.public):
        raise WrongShare
    return private, recovery


def _make(holders: Sequence[UUID], by: UUID) -> tuple[SealedRecovery, list[str]]:
    if len(holders) != COUNT or len(set(holders)) != COUNT:
        raise WrongHolders("Five different persons hold the shares.")
    private, identifier = X25519PrivateKey.generate(), new_id()
    public = public_of(private)
    made = SealedRecovery.objects.create(id=identifier, public=public, threshold=THRESHOLD, made_by_id=by)
    shares = split(private.private_bytes_raw(), _ceremony(public))
    SealedShare.objects.bulk_create(
        SealedShare(recovery=made, number=share.number, holder_id=holder, fingerprint=share.fingerprint())
        for share, holder in zip(shares, holders, strict=True)
    )
    return made, [share.text() for share in shares]


def _in_force() -> SealedRecovery:
    found = recovery_in_force()
    if found is None:
        raise NoRecovery("No recovery shares are in force.")
    return found


def _come_in_force(waiting: SealedRecovery) -> None:
    before = recovery_in_force()
    if before is not None:
        _end(before)
    waiting.in_force_at = timezone.now()
    waiting.save(update_fields=("in_force_at",))


def _end(recovery: SealedRecovery) -> None:
    recovery.ended_at = timezone.now()
    recovery.save(update_fields=("ended_at",))
    recovery.envelopes.filter(removed_at=None).update(**removed(RemovedWhy.RENEWED))


def _every_secret(private: X25519PrivateKey, recovery: SealedRecovery) -> list[tuple[SealedValue, bytes]]:
    found = []
    envelopes = SealedEnvelope.objects.filter(recovery=recovery, removed_at=None).select_related("value")
    for envelope in envelopes:
        value = envelope.value
        place = place_of(value.table, value.row, value.column, value.generation)
        found.append((value, disclose(bytes(envelope.wrapped or b""), private, place, recovery.id)))
    return found


def _lost_to(value: SealedValue, person: UUID) -> bool:
    """Whether the last envelope of this value to the person went because they left or lost their passphrase."""
    last = value.envelopes.filter(key__person=person).order_by("-generation", "-made_at", "-id").first()
    return last is not None and last.removed_why in (RemovedWhy.LEFT, RemovedWhy.LOST)


def _checked(recovery: SealedRecovery, share: Share) -> SealedShare:
    _same_ceremony(recovery, share)
    row = recovery.shares.filter(number=share.number).first()
    if row is None or not _is(row, share):
        raise WrongShare((share.number,))
    return row


def _same_ceremony(recovery: SealedRecovery, share: Share) -> None:
    if share.ceremony != _ceremony(bytes(recovery.public)) or share.threshold != recovery.threshold:
        raise OtherShares("A share belongs to another ceremony.")


def _is(row: SealedShare, share: Share) -> bool:
    return row.number == share.number and hmac.compare_digest(bytes(row.fingerprint), share.fingerprint())


def _ceremony(public: bytes) -> bytes:
    return sha256(b"dodomu/v1/ceremony|" + public).digest()[:SET_BYTES]
