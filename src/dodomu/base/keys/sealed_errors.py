"""What can be wrong at the sealed level. ``code`` is for programs; no text holds what somebody typed."""

from __future__ import annotations

from typing import ClassVar


class SealedError(Exception):
    """Something sealed to named persons cannot be made, opened or passed on."""

    code: ClassVar[str] = "sealed"


class WeakPassphrase(SealedError):
    """The passphrase is shorter than twelve characters."""

    code = "weak_passphrase"


class WrongPassphrase(SealedError):
    """The passphrase does not open this person's key."""

    code = "wrong_passphrase"


class SealedKeyDamaged(SealedError):
    """A person's key was altered in the database, moved to another person, or its public half exchanged."""

    code = "key_damaged"


class HasKey(SealedError):
    """This person has a key already; it is ended before another is made."""

    code = "has_key"


class NoKey(SealedError):
    """This person has no key, so nothing can be sealed to them or opened by them."""

    code = "no_key"


class NoRecovery(SealedError):
    """No recovery shares are in force: a forgotten passphrase would lose what is sealed for ever."""

    code = "no_recovery"


class NoReaders(SealedError):
    """Nobody was named who could open it."""

    code = "no_readers"


class AlreadySealed(SealedError):
    """Something is sealed in this place already; it is opened and sealed anew, never written over."""

    code = "already_sealed"


class NotSealedHere(SealedError):
    """Nothing is sealed in this place, or it was destroyed."""

    code = "not_sealed_here"


class NotForYou(SealedError):
    """It is sealed, and this person is not among those it is sealed to."""

    code = "not_for_you"


class EnvelopeBroken(SealedError):
    """An envelope was altered, or moved here from another place, another person or another time."""

    code = "envelope_broken"


class LastReader(SealedError):
    """The last person who can open it cannot be taken away; somebody else is added first."""

    code = "last_reader"


class ShareMistyped(SealedError):
    """What was typed is not a share: a letter is missing, or its checksum does not fit."""

    code = "share_mistyped"


class WrongShare(SealedError):
    """A share reads well and is not the one that was handed out.

    Attributes:
        numbers: which of the shares are wrong; empty where it cannot be told.
    """

    code = "wrong_share"

    def __init__(self, numbers: tuple[int, ...] = ()) -> None:
        super().__init__(f"wrong shares: {', '.join(map(str, numbers))}" if numbers else "shares do not fit together")
        self.numbers = numbers


class OtherShares(SealedError):
    """A share belongs to another ceremony."""

    code = "other_shares"


class TooFewShares(SealedError):
    """Fewer different shares than it takes."""

    code = "too_few_shares"


class WrongHolders(SealedError):
    """The holders are not five different persons."""

    code = "wrong_holders"


class CeremonyState(SealedError):
    """This step does not fit the state of the ceremony: none is waiting, or one is in force already."""

    code = "ceremony_state"
