"""What a bundle is made from: plain values, handed in whole. Contents of originals are not among them, only digests."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from dodomu.engine.ledger.case_chain import CaseHead
from dodomu.engine.ledger.case_heads import HeadProof
from dodomu.engine.ledger.commitments import commitment_to_digest


@dataclass(frozen=True, slots=True)
class ShownEntry:
    """A journal entry: the very bytes that were hashed, and its inclusion proof in the newest checkpoint."""

    body: bytes
    proof: Sequence[bytes] = field(repr=False)


@dataclass(frozen=True, slots=True)
class ShownCase:
    """The case as the map of cases has it.

    Attributes:
        pid: its name in the journal. head: its last entry by the map, None where the map holds no such case.
        map_index: index of the entry with the root of the map. proof: that the map says so.
    """

    pid: UUID
    head: CaseHead | None
    map_index: int
    proof: HeadProof = field(repr=False)

    def fields(self) -> dict[str, object]:
        """What `journal/case.json` holds."""
        head = {"leaf": self.head.leaf.hex(), "seq": self.head.seq} if self.head else None
        return {"case_pid": str(self.pid), "head": head, "heads_index": self.map_index, "proof": self.proof.fields()}


@dataclass(frozen=True, slots=True)
class Payload:
    """One file below `data/`, which an entry of the case committed to.

    Attributes:
        path: inside the bundle. sha256: 64 hexadecimal digits. size: bytes.
        salt: 32 bytes that open the commitment; in the bundle it is no secret any more.
        role: `original`, `copy` or `statement`. name: the name it came with, where that may be told.
        media_type: as far as it is known without opening the file.
    """

    path: str
    sha256: str
    size: int
    salt: bytes = field(repr=False)
    role: str
    name: str = field(default="", repr=False)
    media_type: str = ""

    @property
    def commitment(self) -> str:
        """What an entry must have said of it."""
        return commitment_to_digest(self.salt, bytes.fromhex(self.sha256), self.size)


@dataclass(frozen=True, slots=True)
class Stamp:
    """An RFC 3161 response over the text of a checkpoint of this size; `name` tells authorities apart."""

    size: int
    name: str
    response: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class JournalFacts:
    """What goes into `journal/`.

    Attributes:
        checkpoints: signed notes, with their cosignatures; all other proofs lead to the one with the largest size.
        consistency: by the size of each older checkpoint, the proof that it is the beginning of the newest.
        entries: all of the case up to the map, and the entry of the map, in any order.
        disclosed: the files below `data/`. stamps: what authorities of time answered.
    """

    checkpoints: Sequence[str]
    consistency: Mapping[int, Sequence[bytes]] = field(repr=False)
    entries: Sequence[ShownEntry] = field(repr=False)
    case: ShownCase
    disclosed: Sequence[Payload] = ()
    stamps: Sequence[Stamp] = ()
