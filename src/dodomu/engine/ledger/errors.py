"""Why a proof, a tree or a text was refused. Every refusal has its own class and a short `code`."""

from __future__ import annotations


class LedgerError(ValueError):
    """Base of all refusals of this engine; `code` is stable and may be shown or translated."""

    code = "ledger"


class TreeIncomplete(LedgerError):
    """The node store lacks a node that a tree of the stated size must have."""

    code = "tree_incomplete"


class SizeRefused(LedgerError):
    """A tree size that proves nothing (0), is negative, or is out of order."""

    code = "size_refused"


class IndexRefused(LedgerError):
    """A leaf index that is negative or not smaller than the tree size."""

    code = "index_refused"


class HashRefused(LedgerError):
    """A hash that is not exactly 32 bytes."""

    code = "hash_refused"


class ProofTooShort(LedgerError):
    """The proof ends before the root is reached."""

    code = "proof_too_short"


class ProofTooLong(LedgerError):
    """The proof carries hashes nobody asked for."""

    code = "proof_too_long"


class RootMismatch(LedgerError):
    """The proof is well formed but leads to another root."""

    code = "root_mismatch"


class NotCanonical(LedgerError):
    """A value outside the RFC 8785 subset: floats, huge integers, lone surrogates, other types."""

    code = "not_canonical"


class NoteMalformed(LedgerError):
    """A text that is not a signed note: control characters, a missing newline, a line that signs nothing."""

    code = "note_malformed"


class NoteTooLarge(LedgerError):
    """A note with more bytes or more signatures than anyone needs."""

    code = "note_too_large"


class KeyRefused(LedgerError):
    """A verifier key that is misspelt, of an unknown type, ambiguous or used for what it is not for."""

    code = "key_refused"


class SignatureRefused(LedgerError):
    """A signature that names a trusted key and was not made by it."""

    code = "signature_refused"


class SignatureMissing(LedgerError):
    """No trusted key signed."""

    code = "signature_missing"


class CheckpointMalformed(LedgerError):
    """A note that is not a checkpoint: origin, size or root is misspelt, or a line is unsigned."""

    code = "checkpoint_malformed"


class OriginRefused(LedgerError):
    """A checkpoint of another log than the one whose key signed."""

    code = "origin_refused"


class TimeRefused(LedgerError):
    """A cosignature from the future, or with a time that no clock shows."""

    code = "time_refused"


class PolicyMalformed(LedgerError):
    """A witness policy with a line that means nothing, a name used twice or no quorum."""

    code = "policy_malformed"


class QuorumMissing(LedgerError):
    """Fewer independent witnesses cosigned than the policy asks for."""

    code = "quorum_missing"


class TileRefused(LedgerError):
    """A tile or bundle with an impossible path, width, length or content."""

    code = "tile_refused"


class ProofMalformed(LedgerError):
    """A file that is not a tlog-proof."""

    code = "proof_malformed"


class RequestMalformed(LedgerError):
    """A request to a witness that does not follow the protocol."""

    code = "request_malformed"
