"""A person's own sealed key: made, changed, lost, and gone with a person who leaves."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from dodomu.base import keys
from dodomu.base.access.acts import Act
from dodomu.base.access.models import User
from dodomu.base.access.policy import require
from dodomu.base.access.refusals import Refused
from dodomu.base.access.sealed_words import in_words, refusal
from dodomu.base.access.viewer import Viewer
from dodomu.base.journal import append


@transaction.atomic
def make_own_key(by: Viewer, passphrase: str) -> keys.SealedKey:
    """Make the viewer's sealed key. The passphrase is kept nowhere.

    Raises:
        Refused: too short, the sign-in password, or there is a key already.
    """
    require(by, Act.OWN_ACCOUNT)
    _not_the_password(by, passphrase)
    with in_words():
        made = keys.make_sealed_key(by.staff_id, passphrase)
    append("sealed_key.made", by=by, subject=by.pid, codes={"key": keys.sealed_fingerprint(made)})
    return made


def change_own_passphrase(by: Viewer, old: str, new: str) -> None:
    """Choose another passphrase for the same key.

    Raises:
        Refused: the old one is wrong (journaled), the new one too short, the sign-in password, or the same as before.
    """
    require(by, Act.OWN_ACCOUNT)
    _not_the_password(by, new)
    if new.strip() == old.strip():
        raise Refused("same_passphrase", _("Choose a passphrase that is not the present one."))
    try:
        with transaction.atomic():
            keys.change_sealed_passphrase(by.staff_id, old, new)
            append("sealed_key.changed", by=by, subject=by.pid)
    except keys.SealedError as error:
        _note_wrong(by, error)
        raise refusal(error) from None


@transaction.atomic
def lose_own_key(by: Viewer) -> int:
    """The viewer forgot the passphrase: the key ends, and with it every envelope to it; how many there were.

    Raises:
        Refused: there is no key.
    """
    require(by, Act.OWN_ACCOUNT)
    with in_words():
        count = keys.withdraw_person(by.staff_id, keys.RemovedWhy.LOST)
    append("sealed_key.lost", by=by, subject=by.pid, codes={"count": count})
    return count


def open_own_key(by: Viewer, passphrase: str) -> keys.OpenedKey:
    """The viewer's private key, for this request alone. A wrong passphrase leaves a leaf in the journal.

    Outside a transaction: guessing takes half a second, and nobody shall wait for it.

    Raises:
        Refused: there is no key, or the passphrase is wrong.
    """
    try:
        return keys.open_sealed_key(by.staff_id, passphrase)
    except keys.SealedError as error:
        _note_wrong(by, error)
        raise refusal(error) from None


def close_sealed(by: Viewer, user: User) -> None:
    """Take a colleague out of everything sealed, who leaves or whose sealed compartment is closed; no key, no leaf."""
    if keys.sealed_key_of(user.pk) is None:
        return
    count = keys.withdraw_person(user.pk, keys.RemovedWhy.LEFT)
    append("sealed_key.withdrawn", by=by, subject=user.pid, codes={"count": count})


def is_sealed_passphrase(user_id: UUID, text: str) -> bool:
    """Whether this text opens the person's sealed key: such a sign-in password is refused."""
    try:
        keys.open_sealed_key(user_id, text)
    except keys.SealedError:
        return False
    return True


def _not_the_password(by: Viewer, passphrase: str) -> None:
    user = User.objects.get(pk=by.staff_id)
    if user.check_password(passphrase) or user.check_password(passphrase.strip()):
        raise Refused(
            "is_the_password", _("This is your sign-in password. The server sees that one every day: choose another.")
        )


def _note_wrong(by: Viewer, error: keys.SealedError) -> None:
    if isinstance(error, keys.WrongPassphrase):
        with transaction.atomic():
            append("sealed_key.refused", by=by, subject=by.pid)
