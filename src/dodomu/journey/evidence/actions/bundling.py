"""A bundle for a court: decided on and journaled as begun first, then put together from what the journal holds.

Two steps, because what proves a bundle whole, the map of cases and a signed checkpoint, must come after the leaf that
says what is in it. Between them nothing has left the house.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from dodomu import __version__
from dodomu.base import journal, vault
from dodomu.base.access.acts import Act
from dodomu.base.access.models import User
from dodomu.base.access.viewer import Viewer
from dodomu.base.database.ids import new_id
from dodomu.base.vault import Original
from dodomu.journey.cases.actions.holding import held as held_case
from dodomu.journey.cases.actions.holding import key_of
from dodomu.journey.cases.models import Case, SecondState
from dodomu.journey.evidence import bridge
from dodomu.journey.evidence.actions.bundle_papers import papers_of
from dodomu.journey.evidence.actions.copies import ending_of
from dodomu.journey.evidence.actions.disclosing import need_consent, need_whole
from dodomu.journey.evidence.actions.holding import log
from dodomu.journey.evidence.bridge.bundle import (
    COPY,
    ORIGINAL,
    Facts,
    Item,
    Payload,
    as_listed,
    stamps_of,
    statement_payload,
    tags_of,
)
from dodomu.journey.evidence.models import DisclosureItem, DisclosureList, Fate
from dodomu.journey.evidence.queries.record import Committed, ExhibitRecord, KeptFile, case_record
from dodomu.journey.evidence.statements import moment

AGREED = (SecondState.CONFIRMED, SecondState.ALONE)
OWN = "data/bundle.json"
SOFTWARE = f"dodomu {__version__}"
PIECE = 1024 * 1024


class NoAgreedList(ValueError):
    """Nothing of this case may leave: no disclosure list has been agreed to."""

    def __init__(self) -> None:
        super().__init__("case: accepted is one with a disclosure list that a second person confirmed")


@dataclass(frozen=True, slots=True)
class Given:
    """One exhibit of the list with what is given of it: files of the vault by their path, statements as bytes."""

    item: Item
    record: ExhibitRecord = field(repr=False)
    copy: dict[str, Any] | None = field(repr=False)
    originals: dict[str, UUID] = field(repr=False)
    statements: dict[str, bytes] = field(repr=False)


@dataclass(frozen=True, slots=True)
class BundleDecided:
    """What was decided on and journaled as ``id``. ``content``: what the bundle says of itself, opened by ``own``."""

    id: UUID
    case: Case
    agreed: DisclosureList
    at: str
    given: tuple[Given, ...] = field(repr=False)
    own: Payload
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Bundle:
    """A bundle, ready to be written: every file outside ``data/``, and how to read those below it."""

    decided: BundleDecided
    tags: dict[str, bytes] = field(repr=False)
    payload: tuple[Payload, ...] = field(repr=False)

    @property
    def size(self) -> int:
        """Bytes of all files."""
        return sum(len(content) for content in self.tags.values()) + sum(one.size for one in self.payload)

    def pieces(self, by: Viewer, file: Payload) -> Iterator[bytes]:
        """The content of one file below ``data/``, piece by piece, held against what the manifest lists.

        That an original was opened is journaled before its first byte is read.

        Raises:
            NotAllowed, OutOfReach: not for this viewer any more. KeyDestroyed, VaultDamaged: it is gone.
            FileDiffers: it is not what was listed.
        """
        return as_listed(file, self._read(by, file.path))

    def _read(self, by: Viewer, path: str) -> Iterator[bytes]:
        if path == OWN:
            yield self.decided.content
            return
        given = next(one for one in self.decided.given if path in one.originals or path in one.statements)
        if path in given.statements:
            yield given.statements[path]
            return
        case = self.decided.case
        identifier = given.originals[path]
        with vault.open_original(
            identifier, by, subject=case.person_id, act=Act.EVIDENCE_OPEN, case=case.pid
        ) as stream:
            while piece := stream.read(PIECE):
                yield piece


@transaction.atomic
def decide_bundle(by: Viewer, case_id: UUID) -> BundleDecided:
    """Decide on a bundle by the newest disclosure list that was agreed to, and journal that it is begun and what is in it,
    to the digest.

    Nothing is kept but the leaf: the bundle itself carries the statement that the leaf commits to, with its salt.

    Raises:
        NotAllowed, OutOfReach: not for this viewer. NoAgreedList: nobody has agreed that anything leaves.
        NotWhole, ConsentStopped: something has changed since it was agreed to; make a new list.
        KeyDestroyed: what is to be given was lawfully destroyed.
    """
    case = held_case(by, case_id, Act.EVIDENCE_WORK, closed_too=True)
    agreed = DisclosureList.objects.select_related("case").filter(case=case, state__in=AGREED)
    made = agreed.order_by("-at", "-id").first()
    if made is None:
        raise NoAgreedList
    items = list(made.items.select_related("exhibit__original__data_key__organisation_key", "derivative__original"))
    need_whole(case, [item.exhibit_id for item in items])
    need_consent(case, made.basis, [item.fate for item in items])
    records = {one.exhibit_id: one for one in case_record(by, case_id).exhibits}
    given = tuple(_given(item, records[item.exhibit_id]) for item in items)
    row, at = new_id(), timezone.now()
    listed = [[file.path, file.sha256, file.size] for one in given for file in one.item.files]
    statement = {"row": "bundle", "bundle": str(row), "list": str(made.pid), "files": listed, "at": moment(at)}
    withheld = sum(item.fate == Fate.WITHHELD for item in items)
    given_count = len(items) - withheld
    log("evidence.bundle_begun", by, made, statement, row=row, bundle=str(row), given=given_count, withheld=withheld)
    content = bridge.content_of(statement)
    own = statement_payload(OWN, content, bridge.salt_of(key_of(made), row))
    return BundleDecided(row, case, made, moment(at), given, own, content)


def compose_bundle(decided: BundleDecided, answers: Iterable[bytes] = ()) -> Bundle:
    """Fix the map of cases, sign the journal, have it witnessed and stamped by whom the settings name, and prove from that.

    Call it outside any transaction. The same decision, checkpoint and stamps give the same bytes.

    Args:
        answers: further time stamps (RFC 3161 responses) over checkpoints this journal signed before.

    Raises:
        HistoryDiffers: the journal is not what was signed before. StampUnfit, TimestampError: a time stamp of another.
        LedgerError and what derives from it: what is there makes no bundle that a court could check.
    """
    index = journal.write_case_map(fresh=True)
    journal.make_checkpoint()
    witnesses = journal.configured_witnesses()
    if witnesses:
        journal.anchor(witnesses)
    checkpoint = journal.checkpoint_covering(index)
    if checkpoint is None:
        raise journal.HistoryDiffers("The journal that was just signed is gone.")
    journal.stamp(journal.configured_authorities(), checkpoint)
    return composed(decided, checkpoint, answers)


def composed(decided: BundleDecided, checkpoint: journal.PublishedCheckpoint, answers: Iterable[bytes] = ()) -> Bundle:
    """The bundle as of this checkpoint, with the stamps that are kept of it or, of an authority that was away, of an
    earlier one. Raises as ``compose_bundle``.
    """
    own = journal.stamps_up_to(checkpoint)
    kept = {one.size: one for one in journal.checkpoints_kept() if one.size <= checkpoint.size}
    kept |= {one.checkpoint.size: one.checkpoint for one in own}
    stamps = stamps_of(answers, own, kept.values())
    stamped = {stamp.size for stamp in stamps} - {checkpoint.size}
    proof = journal.prove_case(decided.case.pid, checkpoint.size)
    names, witnesses = _names(decided.given), journal.configured_witnesses()
    facts = Facts(
        items=tuple(one.item for one in decided.given),
        own=decided.own,
        papers=papers_of(decided.given, proof, names),
        names=names,
        proof=proof,
        checkpoints=(checkpoint, *(kept[size] for size in sorted(stamped, reverse=True))),
        stamps=stamps,
        policy=witnesses.policy if witnesses else None,
        at=decided.at,
        software=SOFTWARE,
    )
    return Bundle(decided, tags_of(facts), tuple(facts.payload))


def _given(item: DisclosureItem, record: ExhibitRecord) -> Given:
    """What is given of one exhibit. Of a copy nothing goes along that was said of what it hides."""
    folder = f"data/exhibit-{record.number:04}"
    files: list[Payload] = []
    originals: dict[str, UUID] = {}
    statements: dict[str, bytes] = {}

    def add(name: str, one: Committed) -> None:
        path, content = f"{folder}/{name}.json", bridge.content_of(one.statement)
        files.append(statement_payload(path, content, one.salt))
        statements[path] = content

    def keep(kept: KeptFile, role: str, original: Original, name: str) -> None:
        path = f"{folder}/{name}{ending_of(original.filename)}"
        told = original.filename if role == ORIGINAL else ""
        files.append(Payload(path, kept.sha256, kept.size, kept.salt, role, told))
        originals[path] = kept.original_id

    copy = None
    if item.fate != Fate.WITHHELD:
        add("intake", record.intake)
    if item.fate == Fate.ORIGINAL:
        keep(record.file, ORIGINAL, item.exhibit.original, "original")
        _each(add, "claim", record.claims)
        _each(add, "custody", record.custody)
    elif item.derivative is not None:
        kept, made = next(one for one in record.copies if one[1].statement["derivative"] == str(item.derivative.pid))
        keep(kept, COPY, item.derivative.original, f"copy-{item.derivative.number}")
        copy = made.statement
    fate, why = str(item.fate), str(item.why)
    shown = Item(record.pid, record.number, str(item.exhibit.kind), fate, why, tuple(files))
    return Given(shown, record, copy, originals, statements)


def _each(add: Any, name: str, many: Sequence[Committed]) -> None:
    for number, one in enumerate(many, 1):
        add(f"{name}-{number:02}", one)


def _names(given: Iterable[Given]) -> dict[str, str]:
    """Names of the colleagues who had in hand what is given as it is; a court may ask them."""
    pids = {
        party["colleague"]
        for one in given
        if one.item.fate == Fate.ORIGINAL
        for event in one.record.custody
        for party in (event.statement["giver"], event.statement["receiver"])
        if party and "colleague" in party
    }
    return {str(user.pid): user.display_name for user in User.objects.filter(pid__in=pids)}
