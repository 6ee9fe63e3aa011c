"""The chain of a case: every leaf of a case names its number within the case and the leaf before it.

A Merkle proof shows that a leaf stands in the journal. It cannot show that none was left out. The chain can:
whoever removes, adds or moves a leaf of a case breaks the numbers or the hashes, and the last leaf is fixed by
the daily map of heads (`case_heads`).

first = CaseLink(pid, 0, None, index=7, leaf=leaf_hash(body))
next_fields(pid, first.head)      # what the next leaf of this case must carry
verify_chain([first, second], second.head)
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from dodomu.engine.ledger.canonical import LARGEST_INTEGER, parse_canonical
from dodomu.engine.ledger.errors import LedgerError
from dodomu.engine.ledger.hashing import leaf_hash, require_hash

_HASH = re.compile(r"[0-9a-f]{64}")
_PID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


class ChainFault(LedgerError):
    """Base of what can be wrong with the chain of a case; `seq` is the number within the case, where there is one."""

    code = "chain_fault"

    def __init__(self, message: str, seq: int | None = None) -> None:
        super().__init__(message)
        self.seq = seq


class NotACaseLeaf(ChainFault):
    """A leaf body without well-formed chain fields."""

    code = "not_a_case_leaf"


class OtherCase(ChainFault):
    """A leaf of another case stands in the chain."""

    code = "other_case"


class ChainGap(ChainFault):
    """A number is missing: leaves were left out before this one."""

    code = "chain_gap"


class ChainOrder(ChainFault):
    """A number comes again or comes back, or the journal has the later leaf before the earlier one."""

    code = "chain_order"


class WrongPredecessor(ChainFault):
    """The leaf names another leaf before it than the one that stands there."""

    code = "wrong_predecessor"


class ChainCutOff(ChainFault):
    """The chain ends before its head: the last leaves were left out."""

    code = "chain_cut_off"


class ChainTooLong(ChainFault):
    """The chain goes on after the head it is checked against."""

    code = "chain_too_long"


class HeadDiffers(ChainFault):
    """The last leaf has the number of the head but is another leaf."""

    code = "head_differs"


@dataclass(frozen=True, slots=True)
class CaseHead:
    """The last leaf of a case: its number within the case, from 0, and its leaf hash (32 bytes)."""

    seq: int
    leaf: bytes


@dataclass(frozen=True, slots=True)
class CaseLink:
    """What the chain knows of one leaf.

    Attributes:
        case_pid: the random name of the case in the journal.
        seq: number within the case, from 0.
        previous: leaf hash of the leaf with the number before; None for number 0.
        index: place in the journal.
        leaf: this leaf's own hash.
    """

    case_pid: UUID
    seq: int
    previous: bytes | None
    index: int
    leaf: bytes

    @property
    def head(self) -> CaseHead:
        """This leaf as the head of its case."""
        return CaseHead(self.seq, self.leaf)


def next_fields(case_pid: UUID, head: CaseHead | None) -> dict[str, str | int | None]:
    """Fields that the next leaf of a case must carry in its canonical JSON.

    Args:
        case_pid: random name of the case; never its number.
        head: the case's last leaf so far, or None before its first.

    Raises:
        HashRefused: the head is no leaf hash. ChainOrder: the head has a negative number.

    >>> next_fields(UUID(int=5), None)
    {'case_pid': '00000000-0000-0000-0000-000000000005', 'case_seq': 0, 'prev_case_leaf': None}
    >>> next_fields(UUID(int=5), CaseHead(0, leaf_hash(b"first")))["case_seq"]
    1
    """
    if head is None:
        return {"case_pid": str(case_pid), "case_seq": 0, "prev_case_leaf": None}
    require_hash(head.leaf, "head leaf")
    if head.seq < 0:
        raise ChainOrder("numbers within a case begin at 0", head.seq)
    return {"case_pid": str(case_pid), "case_seq": head.seq + 1, "prev_case_leaf": head.leaf.hex()}


def read_link(body: bytes) -> CaseLink:
    """Read the chain fields of a leaf from the canonical JSON that was hashed.

    Raises:
        NotCanonical and what derives from it: the body is no canonical JSON.
        NotACaseLeaf: `case_pid`, `case_seq`, `prev_case_leaf` or `index` is missing or malformed.
    """
    said = parse_canonical(body)
    if not isinstance(said, dict):
        raise NotACaseLeaf("a leaf is an object")
    pid, previous = said.get("case_pid"), said.get("prev_case_leaf", "")
    if not isinstance(pid, str) or not _PID.fullmatch(pid):
        raise NotACaseLeaf("case_pid: a UUID in small letters")
    seq, index = _number(said, "case_seq"), _number(said, "index")
    if previous is not None and not (isinstance(previous, str) and _HASH.fullmatch(previous)):
        raise NotACaseLeaf("prev_case_leaf: 64 hexadecimal digits, or null")
    return CaseLink(UUID(pid), seq, bytes.fromhex(previous) if previous else None, index, leaf_hash(body))


def verify_chain(links: Sequence[CaseLink], head: CaseHead | None) -> None:
    """Accept silently when these leaves are the whole chain of one case up to `head`; else name the first fault.

    Args:
        links: the leaves as they are shown, in their order.
        head: what the map of heads says of the case; None when it says that the case has no leaf.

    Raises:
        OtherCase, ChainGap, ChainOrder, WrongPredecessor: the first leaf, in the order shown, that does not fit.
        ChainCutOff, ChainTooLong, HeadDiffers: the chain is sound but does not end at the head.
        HashRefused: a hash is not 32 bytes.
    """
    before: CaseLink | None = None
    for link in links:
        require_hash(link.leaf, "leaf hash")
        _require_successor(before, link)
        before = link
    _require_end(before, head)


def _require_successor(before: CaseLink | None, link: CaseLink) -> None:
    expected = before.seq + 1 if before else 0
    if before and link.case_pid != before.case_pid:
        raise OtherCase("a leaf of another case stands in the chain", link.seq)
    if link.seq > expected:
        raise ChainGap(f"number {expected} of the case is missing", expected)
    if link.seq < expected:
        raise ChainOrder(f"number {link.seq} of the case stands where {expected} belongs", link.seq)
    if link.previous != (before.leaf if before else None):
        raise WrongPredecessor(f"number {link.seq} of the case names another leaf before it", link.seq)
    if before and link.index <= before.index:
        raise ChainOrder(f"number {link.seq} of the case stands in the journal before its predecessor", link.seq)


def _require_end(last: CaseLink | None, head: CaseHead | None) -> None:
    shown, expected = last.seq if last else -1, head.seq if head else -1
    if shown < expected:
        raise ChainCutOff(f"the chain ends at number {shown} of the case; its head is number {expected}", shown + 1)
    if shown > expected:
        raise ChainTooLong(f"the chain goes on to number {shown} of the case; its head is number {expected}", shown)
    if last and head and last.leaf != head.leaf:
        raise HeadDiffers("the last leaf of the chain is not the head of the case", shown)


def _number(said: dict[str, object], name: str) -> int:
    value = said.get(name)
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= LARGEST_INTEGER:
        raise NotACaseLeaf(f"{name}: a whole number, 0 or more")
    return value
