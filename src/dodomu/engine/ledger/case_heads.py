"""The daily map of heads: for each case its last leaf, under one root that goes into a leaf of the journal.

With it a bundle shows that the chain of a case is *whole* as of that day, and tells nothing of other cases: not
which there are, not how many, not what happened in them.

The tree. A case stands in a binary tree of fixed depth 64, at the place that the first 64 bits of
SHA-256("place" label || pid) name. Its leaf is hashed with a salt, then with 64 siblings up to the root, so every
proof holds exactly 64 siblings and one salt. A plain sparse tree (as in CONIKS or Revocation Transparency) would
give itself away: its empty subtrees have hashes that everyone can compute, so the number of *other* siblings on a
path tells the size of the map. Here each empty subtree is SHA-256("empty" label || salt) with a salt of its own,
and looks like any other hash. All salts are drawn from one secret that belongs to one map.

Take a fresh secret for each map. Two maps under one secret would share the hashes of everything that did not
change between them, and so tell the holder of two bundles how much did. That is why there is no incremental
update: the whole map is built anew, which takes about 11 s of one core for 100,000 cases. Who keeps the secret (encrypted) can build
the same map again from the heads of that moment and make proofs later; who destroys it cannot.

A proof of absence opens one empty subtree. How high it stands tells roughly how many cases there are (the
logarithm); give such proofs only where they are asked for. 64 bits are enough: among 100,000 random pids two share
a place with a probability below 1 in 3,000,000,000, and that would be an error while building, never a false proof.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256, shake_256
from uuid import UUID

from dodomu.engine.ledger.case_chain import CaseHead
from dodomu.engine.ledger.errors import LedgerError, RootMismatch
from dodomu.engine.ledger.hashing import HASH_SIZE, require_hash
from dodomu.engine.ledger.strict_text import LARGEST_NUMBER

DEPTH = 64
_LABEL = b"dodomu/case-heads/v1/"
_PLACE, _LEAF, _NODE, _EMPTY = (_LABEL + kind for kind in (b"place\x00", b"leaf\x00", b"node\x00", b"empty\x00"))
_BELOW, _BESIDE, _FILLER = (_LABEL + kind for kind in (b"below\x00", b"beside\x00", b"filler\x00"))


class HeadRefused(LedgerError):
    """A head or a proof of a shape that no map has: another number of siblings, a depth outside 0..64."""

    code = "head_refused"


class PlacesCollide(LedgerError):
    """Two cases fall on one place of the map; one of them needs another random pid."""

    code = "places_collide"


@dataclass(frozen=True, slots=True)
class HeadProof:
    """What leads from one place of the map to its root.

    Attributes:
        depth: levels between what is opened and the root: 64 for a case that is there, fewer for an empty subtree.
        salt: 32 bytes of the opened leaf or empty subtree.
        siblings: always 64 hashes, the root's children last; those beyond `depth` mean nothing and come first.
    """

    depth: int
    salt: bytes
    siblings: tuple[bytes, ...]

    def fields(self) -> dict[str, str | int]:
        """The proof as `journal/case.json` of a bundle holds it: hexadecimal, the siblings one after the other."""
        return {"depth": self.depth, "salt": self.salt.hex(), "siblings": b"".join(self.siblings).hex()}


class CaseHeads:
    """The map of one moment. Building hashes each case about 100 times; afterwards a proof is a walk."""

    def __init__(self, heads: Mapping[UUID, CaseHead], secret: bytes) -> None:
        """Build the map.

        Args:
            heads: the last leaf of every case.
            secret: 32 random bytes of this map alone, kept as secret as the list of cases.

        Raises:
            HashRefused: the secret or a head is not 32 bytes. HeadRefused: a negative number. PlacesCollide.
        """
        require_hash(secret, "secret")
        self._secret = secret
        self.heads = dict(heads)
        placed = sorted((place_of(pid), pid) for pid in self.heads)
        self._places = [place for place, _ in placed]
        self._pids = [pid for _, pid in placed]
        if len(set(self._places)) != len(placed):
            raise PlacesCollide("two cases fall on one place of the map")
        self._nodes: dict[tuple[int, int], bytes] = {}
        self.root = self._build(0, len(placed), 0, 0)

    def prove(self, pid: UUID) -> HeadProof:
        """Proof that this case has the head it has, or that the map holds no such case."""
        place = place_of(pid)
        low, high, depth, siblings = 0, len(self._places), 0, list[bytes]()
        while high - low > 1:
            bit = place >> (DEPTH - 1 - depth) & 1
            middle = self._middle(low, high, depth)
            depth += 1
            beside = place >> (DEPTH - depth) ^ 1
            siblings.append(self._nodes[depth, beside])
            low, high = (middle, high) if bit else (low, middle)
        if high == low:
            return self._empty_proof(depth, _salt_beside(self._secret, depth, place >> (DEPTH - depth)), siblings)
        found, other = self._pids[low], self._places[low]
        salts = _drawn(self._secret, found, depth)
        while depth < DEPTH and place >> (DEPTH - 1 - depth) == other >> (DEPTH - 1 - depth):
            siblings.append(_empty(salts[DEPTH - depth]))
            depth += 1
        if depth == DEPTH:
            return HeadProof(DEPTH, salts[0], tuple(reversed(siblings)))
        # The path of the other case turns away here: the place asked for lies in the empty subtree beside it.
        siblings.append(_upward(other, _leaf(salts[0], found, self.heads[found]), salts, depth + 1))
        return self._empty_proof(depth + 1, salts[DEPTH - depth], siblings)

    def _build(self, low: int, high: int, depth: int, prefix: int) -> bytes:
        if low == high:
            value = _empty(_salt_beside(self._secret, depth, prefix))
        elif high - low == 1:
            pid = self._pids[low]
            salts = _drawn(self._secret, pid, depth)
            value = _upward(self._places[low], _leaf(salts[0], pid, self.heads[pid]), salts, depth)
        else:
            middle = self._middle(low, high, depth)
            left = self._build(low, middle, depth + 1, prefix << 1)
            right = self._build(middle, high, depth + 1, prefix << 1 | 1)
            value = _node(left, right)
        self._nodes[depth, prefix] = value
        return value

    def _middle(self, low: int, high: int, depth: int) -> int:
        """Where the right half of a subtree begins among its cases."""
        first = self._places[low] >> (DEPTH - depth) << (DEPTH - depth)
        return bisect_left(self._places, first | 1 << (DEPTH - 1 - depth), low, high)

    def _empty_proof(self, depth: int, salt: bytes, siblings: list[bytes]) -> HeadProof:
        stream = shake_256(_FILLER + self._secret + salt).digest(HASH_SIZE * (DEPTH - depth))
        return HeadProof(depth, salt, (*_pieces(stream), *reversed(siblings)))


def heads_root(heads: Mapping[UUID, CaseHead], secret: bytes) -> bytes:
    """Root of the map, 32 bytes. Parameters and refusals as `CaseHeads`.

    >>> from dodomu.engine.ledger import leaf_hash
    >>> heads = {UUID(int=1): CaseHead(4, leaf_hash(b"fifth"))}
    >>> root = heads_root(heads, bytes(32))
    >>> verify_head(UUID(int=1), heads[UUID(int=1)], prove_head(heads, UUID(int=1), bytes(32)), root)
    >>> verify_head(UUID(int=2), None, prove_head(heads, UUID(int=2), bytes(32)), root)
    """
    return CaseHeads(heads, secret).root


def prove_head(heads: Mapping[UUID, CaseHead], pid: UUID, secret: bytes) -> HeadProof:
    """One proof from a map that is built for it; for several take `CaseHeads`."""
    return CaseHeads(heads, secret).prove(pid)


def verify_head(pid: UUID, head: CaseHead | None, proof: HeadProof, root: bytes) -> None:
    """Accept silently when the map with this root says `head` of this case, or (None) that it holds no such case.

    Raises:
        HashRefused: root, salt, sibling or leaf is not 32 bytes. HeadRefused: not the shape of such a proof.
        RootMismatch: the proof leads to another root.
    """
    require_hash(root, "root")
    require_hash(proof.salt, "salt")
    if len(proof.siblings) != DEPTH:
        raise HeadRefused(f"a proof has exactly {DEPTH} siblings")
    for sibling in proof.siblings:
        require_hash(sibling, "sibling")
    if head is not None and proof.depth != DEPTH:
        raise HeadRefused("a case that is there is opened at the full depth")
    if not 0 <= proof.depth <= DEPTH:
        raise HeadRefused(f"depth must lie within 0 and {DEPTH}")
    running = _empty(proof.salt) if head is None else _leaf(proof.salt, pid, head)
    position = place_of(pid) >> (DEPTH - proof.depth)
    for sibling in proof.siblings[DEPTH - proof.depth :]:
        running = _node(sibling, running) if position & 1 else _node(running, sibling)
        position >>= 1
    if running != root:
        raise RootMismatch("the proof leads to another map of heads")


def place_of(pid: UUID) -> int:
    """Place of a case among the 2^64 of the map."""
    return int.from_bytes(sha256(_PLACE + pid.bytes).digest()[:8], "big")


def _upward(place: int, leaf: bytes, salts: list[bytes], depth: int) -> bytes:
    """Hash at `depth` of the path of a case that is alone below it. Nearly all work of a map is done here."""
    running = leaf
    for salt in salts[1 : DEPTH + 1 - depth]:
        beside = sha256(_EMPTY + salt).digest()
        running = sha256(_NODE + (beside + running if place & 1 else running + beside)).digest()
        place >>= 1
    return running


def _drawn(secret: bytes, pid: UUID, depth: int) -> list[bytes]:
    """The salt of a case's leaf, then those of the empty subtrees beside its path, from depth 64 up to `depth` + 1."""
    return _pieces(shake_256(_BELOW + secret + pid.bytes).digest(HASH_SIZE * (DEPTH + 1 - depth)))


def _salt_beside(secret: bytes, depth: int, prefix: int) -> bytes:
    return sha256(_BESIDE + secret + bytes([depth]) + prefix.to_bytes(8, "big")).digest()


def _pieces(stream: bytes) -> list[bytes]:
    return [stream[start : start + HASH_SIZE] for start in range(0, len(stream), HASH_SIZE)]


def _leaf(salt: bytes, pid: UUID, head: CaseHead) -> bytes:
    require_hash(head.leaf, "head leaf")
    if not 0 <= head.seq <= LARGEST_NUMBER:
        raise HeadRefused("the number of a head lies within 0 and 2^63 - 1")
    return sha256(_LEAF + salt + pid.bytes + head.seq.to_bytes(8, "big") + head.leaf).digest()


def _node(left: bytes, right: bytes) -> bytes:
    return sha256(_NODE + left + right).digest()


def _empty(salt: bytes) -> bytes:
    return sha256(_EMPTY + salt).digest()
