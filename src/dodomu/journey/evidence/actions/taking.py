"""Taking an original in: into the vault untouched, with a number, what is claimed of it, and the first row of its custody."""

from __future__ import annotations

from dataclasses import dataclass, field
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from dodomu.base import keys, vault
from dodomu.base.access import policy
from dodomu.base.access.acts import Act
from dodomu.base.access.viewer import Viewer
from dodomu.base.database.ids import new_id
from dodomu.base.database.locks import serialise
from dodomu.base.vault.chunks import Readable
from dodomu.engine.values.dates import PartialDate
from dodomu.journey.cases.actions.consents import Paper
from dodomu.journey.cases.actions.holding import held as held_case
from dodomu.journey.cases.actions.holding import said
from dodomu.journey.cases.models import Case
from dodomu.journey.evidence import bridge
from dodomu.journey.evidence.actions.claims import ClaimInput, write_claim
from dodomu.journey.evidence.actions.holding import Party, keep_paper, log
from dodomu.journey.evidence.models import (
    About,
    ClaimSource,
    CustodyEvent,
    CustodyState,
    Exhibit,
    ExhibitKind,
    Language,
    Purpose,
    Way,
)
from dodomu.journey.evidence.statements import custody_statement, intake_statement
from dodomu.kit.dates import today

KIND = "exhibit"
NOBODY_GAVE = (Way.MADE, Way.OPEN)


@dataclass(frozen=True, slots=True)
class Taken:
    """An original as it is taken in.

    Attributes:
        intake: made with the form; the same one again is the same exhibit.
        file: is read once, from where it stands, by the vault alone. filename: the name it came with.
        what: what it is. source, source_words: who says so. giver: from whom it came, as far as it is known.
        came: when it came to us. place: where it was taken in. paper: signed by whoever gave it.
    """

    intake: UUID
    file: Readable = field(repr=False)
    filename: str = field(repr=False)
    kind: str
    way: str
    language: str
    what: str = field(repr=False)
    source: str
    place: str = field(repr=False)
    giver: Party = field(default_factory=Party)
    came: PartialDate | None = None
    source_words: str = field(default="", repr=False)
    paper: Paper | None = field(default=None, repr=False)


@transaction.atomic
def take_in(by: Viewer, case_id: UUID, taken: Taken) -> Exhibit:
    """Take an original in as an exhibit of a case, open or closed. It is in the hands of whoever takes it in.

    The bytes are hashed and encrypted before anything here looks at them; row, custody and journal leaf follow in the
    same transaction. The same form sent twice gives the exhibit that there is.

    Raises:
        NotAllowed, OutOfReach: not for this viewer. ValueError: names the field.
    """
    case = held_case(by, case_id, Act.EVIDENCE_TAKE, closed_too=True)
    serialise("evidence.number")
    before = Exhibit.objects.filter(intake=taken.intake).first()
    if before is not None:
        return _same(by, case, before)
    _check(taken)
    original = vault.keep(taken.file, by=by, kind=KIND, filename=taken.filename, case=case.pid)
    key = keys.new_data_key()
    exhibit = Exhibit.objects.create(
        number=(Exhibit.objects.aggregate(last=Max("number"))["last"] or 0) + 1,
        intake=taken.intake,
        case=case,
        kind=taken.kind,
        way=taken.way,
        language=taken.language,
        original=original,
        data_key_id=key.id,
        by_id=by.staff_id,
        at=timezone.now(),
    )
    for claim in _claims(taken):
        write_claim(by, exhibit, key, claim)
    event = _first_event(by, exhibit, key, taken)
    to_bytes, _salt = bridge.original_commitment(original)
    log("evidence.taken_in", by, exhibit, intake_statement(exhibit), to_bytes, exhibit_kind=taken.kind)
    log("evidence.received", by, exhibit, custody_statement(event, bridge.Opened({key.id})), row=event.id, seq=1)
    return exhibit


def _same(by: Viewer, case: Case, before: Exhibit) -> Exhibit:
    """The exhibit that this form made before, for the one who sent it and for this case only."""
    if before.by_id != by.user_id or before.case_id != case.id:
        raise policy.OutOfReach
    return before


def _check(taken: Taken) -> None:
    for name, value, accepted in (
        ("kind", taken.kind, ExhibitKind.values),
        ("way", taken.way, Way.values),
        ("language", taken.language, Language.values),
    ):
        if value not in accepted:
            raise ValueError(f"{name}: accepted are {', '.join(accepted)}")
    said("place", taken.place)
    if taken.giver and taken.way in NOBODY_GAVE:
        raise ValueError("giver: accepted is nobody where our staff made it or found it in public")
    if taken.paper and not taken.giver:
        raise ValueError("paper: accepted where somebody gave it and signed")
    if taken.came and taken.came.earliest > today():
        raise ValueError("came: accepted is a day that has come")


def _claims(taken: Taken) -> list[ClaimInput]:
    claims = [ClaimInput(About.WHAT, taken.what, taken.source, words=taken.source_words)]
    if taken.giver:
        whom = ", ".join(part for part in taken.giver.value().values() if part)
        claims.append(ClaimInput(About.WHOM, whom, ClaimSource.STAFF))
    if taken.came:
        claims.append(ClaimInput(About.CAME, "", ClaimSource.STAFF, day=taken.came))
    return claims


def _first_event(by: Viewer, exhibit: Exhibit, key: keys.OpenKey, taken: Taken) -> CustodyEvent:
    row, now = new_id(), timezone.now()
    paper = keep_paper(by, exhibit.case, taken.paper)
    table = CustodyEvent._meta.db_table
    giver = bridge.seal_value(key, table, row, "giver_sealed", taken.giver.value()) if taken.giver else None
    return CustodyEvent.objects.create(
        id=row,
        exhibit=exhibit,
        seq=1,
        giver_sealed=giver,
        receiver_id=by.staff_id,
        purpose=Purpose.INTAKE,
        place_sealed=bridge.seal_value(key, table, row, "place_sealed", taken.place.strip()),
        happened_at=now,
        by_id=by.staff_id,
        at=now,
        state=CustodyState.RECEIVED,
        settled_by_id=by.staff_id,
        settled_at=now,
        paper=paper,
        paper_by_id=by.staff_id if paper else None,
        paper_at=now if paper else None,
    )
