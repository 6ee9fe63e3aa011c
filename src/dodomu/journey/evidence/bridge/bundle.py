"""From evidence and the journal to the files of a court bundle: rows in, bytes out, nothing written here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from hashlib import sha256

from dodomu.base import journal
from dodomu.base.journal import CaseProof, PublishedCheckpoint
from dodomu.engine import ledger
from dodomu.engine.ledger import court
from dodomu.engine.ledger.court import COPY, ORIGINAL, STATEMENT, WITHHELD, Item, Payload
from dodomu.engine.ledger.timestamps import TimestampError

__all__ = [
    "COPY",
    "ORIGINAL",
    "STATEMENT",
    "WITHHELD",
    "Facts",
    "Item",
    "Payload",
    "Stamp",
    "TimestampError",
    "as_listed",
    "case_entries",
    "statement_payload",
    "stamps_of",
    "tags_of",
]

Stamp = court.Stamp
as_listed = court.as_listed
JSON, PROGRAM = "application/json", "verify.py"


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything that decides the bytes of a bundle, but for the originals themselves.

    Attributes:
        items: every exhibit of the list. own: what the bundle says of itself. papers: sheets and load file, by path.
        names: display names of colleagues by their pseudonyms, of those the recipient may know.
        proof: of the case. checkpoints: the one all proofs lead to first, then older ones.
        at: when it was decided on, UTC. software: name and version.
    """

    items: Sequence[Item] = field(repr=False)
    own: Payload
    papers: dict[str, bytes] = field(repr=False)
    names: dict[str, str] = field(repr=False)
    proof: CaseProof = field(repr=False)
    checkpoints: Sequence[PublishedCheckpoint]
    stamps: Sequence[Stamp]
    policy: ledger.Policy | None
    at: str
    software: str

    @property
    def payload(self) -> list[Payload]:
        """Every file below ``data/``."""
        return [self.own, *(file for item in self.items for file in item.files)]


def statement_payload(path: str, content: bytes, salt: bytes) -> Payload:
    """A statement as a file that opens what the journal committed to."""
    return Payload(path, sha256(content).hexdigest(), len(content), salt, STATEMENT, media_type=JSON)


def stamps_of(
    answers: Iterable[bytes], own: Sequence[journal.KeptStamp], checkpoints: Iterable[PublishedCheckpoint]
) -> tuple[Stamp, ...]:
    """The stamps the journal has kept, under the names of their authorities, and answers that were handed in.

    Raises:
        StampUnfit: an answer stamps none of these checkpoints. TimestampError: it is no granted answer.
    """
    found = [Stamp(one.checkpoint.size, one.authority, one.answer) for one in own]
    known = {one.answer for one in own}
    texts = {one.size: ledger.stamped_text(one.note) for one in checkpoints}
    for number, answer in enumerate((one for one in answers if one not in known), 1):
        size = court.stamped_size(answer, texts)
        if size is None:
            raise court.StampUnfit("a time stamp stamps no checkpoint that this journal signed")
        found.append(Stamp(size, f"tsa-{number}", answer))
    return tuple(found)


def tags_of(facts: Facts) -> dict[str, bytes]:
    """Every file outside ``data/``, by path.

    Raises:
        LedgerError and what derives from it: the facts make no bundle that a court could check.
    """
    map_index = facts.proof.map_leaf.index
    shown = [one for one in facts.proof.leaves if one.index < map_index]
    newest, *older = facts.checkpoints
    files = court.journal_files(
        court.JournalFacts(
            checkpoints=[one.text for one in facts.checkpoints],
            consistency={one.size: journal.prove_consistency(one.size, newest.size) for one in older},
            entries=[
                court.ShownEntry(one.body, one.proof) for one in (*shown, facts.proof.map_leaf, *facts.proof.renewals)
            ],
            case=court.ShownCase(facts.proof.case_pid, facts.proof.head, map_index, facts.proof.head_proof),
            disclosed=facts.payload,
            stamps=facts.stamps,
        ),
        journal.this_log().keys,
    )
    files |= facts.papers
    files |= court.guide_files(_guided(facts, map_index))
    files |= {"policy.txt": _policy(facts.policy), PROGRAM: ledger.verifier_program()}
    about = _description(facts, [one.body for one in shown], sorted(files))
    files |= {"ro-crate-metadata.json": court.crate_json(about), "premis.xml": court.premis_xml(about)}
    return court.tag_files(facts.payload, files, _information(facts))


def _guided(facts: Facts, map_index: int) -> court.Guided:
    given = sum(item.fate != WITHHELD for item in facts.items)
    return court.Guided(facts.proof.case_pid, map_index, len(facts.items), given, facts.stamps)


def _description(facts: Facts, bodies: Sequence[bytes], papers: Sequence[str]) -> court.Description:
    return court.Description(
        case_pid=facts.proof.case_pid,
        at=facts.at,
        organisation=journal.this_log().origin,
        software=facts.software,
        items=facts.items,
        own=(facts.own,),
        bodies=bodies,
        names=facts.names,
        papers={path: path.rpartition("/")[2] for path in papers},
    )


def _information(facts: Facts) -> list[tuple[str, str]]:
    return [
        ("Bagging-Date", facts.at[:10]),
        ("Bag-Software-Agent", facts.software),
        ("External-Identifier", str(facts.proof.case_pid)),
    ]


def _policy(policy: ledger.Policy | None) -> bytes:
    """What the maker claims: the journal's key and its witnesses, Ed25519 only, as ``verify.py`` reads them."""
    ed25519 = ledger.SignatureType.ED25519
    logs = tuple(ledger.Party(key.name, key) for key in journal.this_log().keys if key.type == ed25519)
    if policy is None:
        return ledger.write_policy(ledger.Policy(logs, (), (), "none")).encode()
    cosigned = ledger.SignatureType.COSIGNATURE_ED25519
    witnesses = tuple(ledger.Party(one.name, one.key) for one in policy.witnesses if one.key.type == cosigned)
    known, groups = {one.name for one in witnesses}, list[ledger.Group]()
    for group in policy.groups:
        members = tuple(name for name in group.members if name in known)
        if members:
            groups.append(ledger.Group(group.name, min(group.needed, len(members)), members))
            known.add(group.name)
    quorum = policy.quorum if policy.quorum in known else "none"
    return ledger.write_policy(ledger.Policy(logs, witnesses, tuple(groups), quorum)).encode()


def case_entries(proof: CaseProof, payload: Payload) -> tuple[int, ...]:
    """Which entries of the case committed to a file, for the load file."""
    commitments = court.commitments_of(one.body for one in proof.leaves if one.index < proof.map_leaf.index)
    return tuple(court.opened_by(payload, commitments))
