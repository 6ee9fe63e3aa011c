"""What the sealed level refuses, in words for the page."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from dodomu.base import keys
from dodomu.base.access.refusals import Refused

SENTENCES: dict[str, Promise] = {
    "weak_passphrase": _(
        "The passphrase needs at least 12 characters. Four or five random words are easy to remember."
    ),
    "wrong_passphrase": _("This is not the passphrase of your sealed key."),
    "key_damaged": _("A sealed key was altered in the database. Tell the data protection officer at once."),
    "has_key": _("There is a sealed key already."),
    "no_key": _("There is no sealed key: make one first, or ask your colleague to."),
    "no_recovery": _(
        "The recovery shares are not in force yet. Until they are, nothing can be sealed: ask a director."
    ),
    "no_readers": _("Name at least one colleague who can open it."),
    "already_sealed": _("Something is sealed here already."),
    "not_sealed_here": _("It was destroyed, or was never here."),
    "not_for_you": _("It is sealed to other colleagues. One of them can add you."),
    "envelope_broken": _("It was altered or moved in the database. Tell the data protection officer at once."),
    "last_reader": _("Nobody would be left who can open it. Add somebody else first."),
    "share_mistyped": _(
        "A letter is missing or wrong: a share has sixteen groups of four. Compare each with the paper."
    ),
    "wrong_share": _("The shares do not fit together."),
    "other_shares": _("A share comes from another ceremony. Use the papers that are in force."),
    "too_few_shares": _("It takes three different shares."),
    "wrong_holders": _("Choose five different colleagues."),
    "ceremony_state": _("This does not fit how far the ceremony is. Look at the page of the recovery shares again."),
}


def refusal(error: keys.SealedError) -> Refused:
    """The same refusal for a page; a wrong share is named by its number."""
    if isinstance(error, keys.WrongShare) and error.numbers:
        sentence = _("Share number %(numbers)s is not the one that was handed out.")
        return Refused(error.code, str(sentence) % {"numbers": ", ".join(map(str, error.numbers))})
    return Refused(error.code, SENTENCES[error.code])


@contextmanager
def in_words() -> Iterator[None]:
    """Whatever the sealed level refuses within becomes a ``Refused``; so does a seal that was tampered with."""
    try:
        yield
    except keys.SealedError as error:
        raise refusal(error) from None
    except keys.SealBroken:
        raise Refused("envelope_broken", SENTENCES["envelope_broken"]) from None
