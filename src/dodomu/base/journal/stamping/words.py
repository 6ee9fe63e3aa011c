"""How asking for a time stamp ended, in words: codes of this package, and of the conditions that the engine checks."""

from __future__ import annotations

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from dodomu.base.journal.stamp_models import VALID

WAITING: Final = "waiting"
KEPT: Final = "kept"
NO_ANSWER: Final = "no_answer"
NOT_SERVED: Final = "not_served"
TOO_LONG: Final = "answer_too_long"

WORDS: dict[str, str | Promise] = {
    VALID: _("stamped; the stamp holds"),
    WAITING: _("not asked yet"),
    KEPT: _("an answer was kept and is still to be checked"),
    NO_ANSWER: _("no answer; it is asked again later"),
    NOT_SERVED: _("refused the request, or something else answers at this address"),
    TOO_LONG: _("the answer is too long for a time stamp"),
    "timestamp_too_large": _("the answer is too long for a time stamp"),
    "timestamp_not_der": _("the answer is no time stamp"),
    "timestamp_nested_too_deep": _("the answer is no time stamp"),
    "timestamp_unexpected_shape": _("the answer is no time stamp"),
    "timestamp_not_granted": _("the authority did not grant a stamp"),
    "timestamp_weak_imprint": _("the stamp rests on a hash that is broken"),
    "timestamp_imprint_mismatch": _("the stamp is of something else"),
    "timestamp_nonce_mismatch": _("the stamp answers another request: it may be an old one"),
    "timestamp_weak_signature": _("the stamp is signed with a key or a hash that is too weak"),
    "timestamp_algorithm_unknown": _("the stamp is signed in a way that is not known here"),
    "timestamp_signature_wrong": _("the signature of the stamp does not hold"),
    "timestamp_signer_missing": _("the stamp lacks the certificate of its signer"),
    "timestamp_signer_mismatch": _("the stamp names another signer than the one who signed"),
    "timestamp_purpose_refused": _("the certificate of the signer is not for stamping the time"),
    "timestamp_certificate_refused": _("a certificate of the chain is not acceptable"),
    "timestamp_outside_validity": _("a certificate of the chain was not valid at the stamped time"),
    "timestamp_not_trusted": _("no chain of certificates leads to a root that the settings name"),
    "timestamp_chain_too_complex": _("more certificates than anybody would follow"),
}
"""By outcome. A code that is missing here is shown as it is."""

UNSIGNED = frozenset(
    {
        NO_ANSWER,
        NOT_SERVED,
        TOO_LONG,
        "timestamp_too_large",
        "timestamp_not_der",
        "timestamp_nested_too_deep",
        "timestamp_unexpected_shape",
        "timestamp_not_granted",
    }
)
"""How it ends when an authority is away, busy, or not the one at this address; anything else is a stamp that is wrong."""


def in_words(outcome: str) -> str:
    """The outcome in the reader's language."""
    return str(WORDS.get(outcome, outcome))


def is_wrong(outcome: str) -> bool:
    """Whether a stamp came that does not hold: of that somebody should hear at once."""
    return outcome not in UNSIGNED | {VALID, WAITING, KEPT}
