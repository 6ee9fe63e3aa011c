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
