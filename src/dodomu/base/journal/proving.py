"""Proofs out of the journal: that a leaf stands in it, that it only grew, that nothing of a case was left out."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from dodomu.base.journal.chains import case_pid_of
from dodomu.base.journal.maps import built_again, newest_map
from dodomu.base.journal.models import Leaf
from dodomu.base.journal.new_logs import renewals
from dodomu.base.journal.publishing import PublishedCheckpoint
from dodomu.base.journal.store import TableStore
from dodomu.engine import ledger


class NoSuchEntry(LookupError):
    """The journal, or the checkpoint that was asked about, has no such entry."""


class NothingAboutCase(LookupError):
    """No leaf of this case stands in the checkpoint, or no map of cases does."""


@dataclass(frozen=True, slots=True)
class ProvedLeaf:
    """A leaf and what leads from it to the root of the checkpoint; ``body`` is the very text that was hashed."""

    index: int
    body: bytes
    proof: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class CaseProof:
    """Everything that shows the chain of a case to be whole.

    Attributes:
        case_pid: the journal's own name of the case. size: of the checkpoint all proofs lead to.
        leaves: of the case, in their order. map_leaf: the leaf with the root of the map of cases.
        head: the last leaf of the case according to the map; None when the case began after it.
        head_proof: that the map says so. renewals: the leaves that began a new log, in their order.
    """

    case_pid: UUID
    size: int
    leaves: tuple[ProvedLeaf, ...]
    map_leaf: ProvedLeaf
    head: ledger.CaseHead | None
    head_proof: ledger.HeadProof
    renewals: tuple[ProvedLeaf, ...] = ()

    def fields(self) -> dict[str, object]:
        """What ``journal/case.json`` of a bundle holds."""
        head = {"leaf": self.head.leaf.hex(), "seq": self.head.seq} if self.head else None
        return {
            "case_pid": str(self.case_pid),
            "head": head,
            "heads_index": self.map_leaf.index,
            "proof": self.head_proof.fields(),
        }


def prove_inclusion(index: int, size: int) -> tuple[bytes, ...]:
    """Hashes that lead from leaf ``index`` to the root of the first ``size`` leaves, lowest first.

    Raises:
        SizeRefused, IndexRefused: there is no such leaf in such a tree. TreeIncomplete: the journal is not so long.
    """
    return tuple(ledger.inclusion_proof(TableStore(), index, size))


def prove_consistency(old: int, new: int) -> tuple[bytes, ...]:
    """Hashes that show the first ``old`` leaves to be the beginning of the first ``new``.

    Raises:
        SizeRefused: old is 0 or larger than new. TreeIncomplete: the journal is not so long.
    """
    return tuple(ledger.consistency_proof(TableStore(), old, new))


def prove_case(case: UUID, size: int) -> CaseProof:
    """The whole chain of a case, as far as a checkpoint of this size reaches.

    Before: ``write_case_map(fresh=True)`` and ``make_checkpoint()``, so that the map and the checkpoint are of today.

    Args:
        case: as its leaves were appended with. size: of the checkpoint.

    Raises:
        NothingAboutCase: no leaf of it, or no map of cases, among the first ``size`` leaves.
        KeyDestroyed, SealBroken, WrongKey: the secret of the map cannot be read.
    """
    case_pid, row = case_pid_of(case), newest_map(size)
    found = Leaf.objects.filter(case_pid=case_pid, index__lt=size).order_by("index") if case_pid else None
    leaves = tuple(_proved(leaf, size) for leaf in found) if found else ()
    if case_pid is None or row is None or not leaves:
        raise NothingAboutCase("There is no leaf of this case, or no map of cases, in this checkpoint.")
    whole = built_again(row)
    map_leaf = _proved(Leaf.objects.get(index=row.leaf_index), size)
    begun = sorted(one.index for one in renewals() if one.index < size)
    anew = tuple(_proved(leaf, size) for leaf in Leaf.objects.filter(index__in=begun).order_by("index"))
    return CaseProof(case_pid, size, leaves, map_leaf, whole.heads.get(case_pid), whole.prove(case_pid), anew)


def proof_file(index: int, checkpoint: PublishedCheckpoint) -> str:
    """The proof (C2SP tlog-proof) that leaf ``index`` stands in this checkpoint.

    Raises:
        NoSuchEntry: it does not.
    """
    if not 0 <= index < checkpoint.size:
        raise NoSuchEntry("The journal has no such entry, or the checkpoint was made before it.")
    hashes = prove_inclusion(index, checkpoint.size)
    return ledger.write_tlog_proof(ledger.TlogProof(index, hashes, checkpoint.text))


def body_of(index: int) -> bytes:
    """The very text of a leaf that was hashed, for whoever checks a proof of it.

    Raises:
        NoSuchEntry.
    """
    leaf = Leaf.objects.filter(index=index).first()
    if leaf is None:
        raise NoSuchEntry("The journal has no such entry.")
    return bytes(leaf.body)


def _proved(leaf: Leaf, size: int) -> ProvedLeaf:
    return ProvedLeaf(leaf.index, bytes(leaf.body), prove_inclusion(leaf.index, size))
