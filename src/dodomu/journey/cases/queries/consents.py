"""Consent as it stands now, for the page of a case and for whoever wants to use or share a child's data."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from dodomu.base.access import policy, restricted
from dodomu.base.access.acts import Act
from dodomu.base.access.viewer import Viewer
from dodomu.base.reading import answered, in_one_reading
from dodomu.journey.cases.bridge import Opened
from dodomu.journey.cases.models import Case, Consent, ConsentState, Giver
from dodomu.journey.cases.purposes import Purpose, purposes
from dodomu.journey.cases.queries.reach import visible
from dodomu.journey.registry.queries import linking
from dodomu.kit.dates import KYIV, today

if TYPE_CHECKING:
    from dodomu.journey.cases.actions.consents import Said

TABLE = "cases_consent"
GIVEN, REFUSED, WITHDRAWN, EXPIRED, NOT_ASKED, STOPPED = (
    "given",
    "refused",
    "withdrawn",
    "expired",
    "not_asked",
    "stopped",
)
"""How consent to a use can stand. ``stopped``: it was withdrawn for the record before a join of it was undone."""

ONE_OF_THEM = frozenset({Giver.CHILD, Giver.MOTHER, Giver.FATHER, Giver.AUTHORITY})
"""Givers of whom a child has one: whatever they say next continues what they said before."""


@dataclass(frozen=True, slots=True)
class Consented:
    """Whether a child's data may be used for something on the ground of consent.

    Attributes:
        consent_id: the statement it rests on; None where nobody was asked.
        until: the last day of a given consent, or of one that ran out; None without an end.
    """

    use: str
    state: str
    consent_id: UUID | None = None
    until: date | None = None

    @property
    def permits(self) -> bool:
        return self.state == GIVEN


def consent_for(viewer: Viewer, person_id: UUID, use: str) -> Consented:
    """How consent to one use of a child's data stands; ask before sharing, printing, handing out.

    Raises:
        NotAllowed, OutOfReach: the viewer may not open this child's page.
    """
    policy.require(viewer, Act.PERSON_READ, subject=person_id)
    return consent_now(person_id, use)


def consent_now(person_id: UUID, use: str) -> Consented:
    """How consent to one use stands, under whichever record it was given. No scope: callers check who asks."""
    found = consented(use, last_rows(person_id, use), today())
    if found.state in (GIVEN, NOT_ASKED, EXPIRED) and restricted.is_stopped(person_id, use):
        return Consented(use, EXPIRED if found.state == EXPIRED else STOPPED, found.consent_id, found.until)
    return found


def consented(use: str, rows: Collection[Consent], on: date) -> Consented:
    """What the last rows of every line say together, on one day."""
    for state in (ConsentState.WITHDRAWN, ConsentState.REFUSED):
        no = next((row for row in rows if row.state == state), None)
        if no is not None:
            return Consented(use, str(state.value), no.id)
    given = sorted(rows, key=lambda row: row.valid_until or date.max, reverse=True)
    if not given:
        return Consented(use, NOT_ASKED)
    longest = given[0]
    running = longest.valid_until is None or longest.valid_until >= on
    return Consented(use, GIVEN if running else EXPIRED, longest.id, longest.valid_until)


def last_rows(person_id: UUID, use: str = "") -> list[Consent]:
    """The rows that hold, one for each line, of the child under every record; the newest first."""
    rows = answered(("cases.consents", person_id), lambda: _last_rows(person_id))
    return [row for row in rows if not use or row.use == use]


def _last_rows(person_id: UUID) -> tuple[Consent, ...]:
    return tuple(Consent.objects.filter(person__in=linking.parts_of(person_id), replaced_by=None))


def line_of(person_id: UUID, use: str, said: Said) -> Consent | None:
    """The row that a new statement of the same person continues; None where they have not spoken yet."""
    rows = [row for row in last_rows(person_id, use) if row.giver == said.giver]
    if said.giver in ONE_OF_THEM:
        return rows[0] if rows else None
    cases = {row.case_id: row.case.data_key_id for row in rows}
    opened = Opened(set(cases.values()))
    wanted = " ".join(said.giver_name.split()).casefold()
    for row in rows:
        name = opened.text(cases[row.case_id], TABLE, row.id, "giver_name_sealed", row.giver_name_sealed)
        if " ".join(name.split()).casefold() == wanted:
            return row
    return None


def stops_at(row: Consent, rows: Collection[Consent]) -> datetime | None:
    """When this statement stops the use: at once, at the end of its last day in Kyiv, or not at all."""
    if row.state != ConsentState.GIVEN:
        return row.at
    if row.valid_until is None:
        return None
    others = [other for other in rows if other.id != row.id and other.state == ConsentState.GIVEN]
    if any(other.valid_until is None or other.valid_until > row.valid_until for other in others):
        return None
    return datetime.combine(row.valid_until + timedelta(days=1), time(), KYIV).astimezone(UTC)


def stopped_or_ending(row: Consent) -> datetime | None:
    """When this statement stops its use, seen with all others about the same child. No scope: callers check who asks."""
    return stops_at(row, last_rows(row.person_id, row.use))


@dataclass(frozen=True, slots=True)
class ConsentRow:
    """One statement. The name, the note and where the paper is are empty where the viewer does not see its case."""

    id: UUID
    use: str
    use_label: str
    state: str
    state_label: str
    giver_label: str
    giver: str
    giver_name: str = field(repr=False)
    said_on: date
    valid_from: date | None
    valid_until: date | None
    kept: str = field(repr=False)
    note: str = field(repr=False)
    has_form: bool
    by: str
    at: datetime
    case_number: int
    here: bool


@dataclass(frozen=True, slots=True)
class ConsentLine:
    """What one person said about one use: what holds, and what they said before, the newest first."""

    now: ConsentRow
    earlier: tuple[ConsentRow, ...]


@dataclass(frozen=True, slots=True)
class PurposeRow:
    """One purpose with everything that was said about it."""

    purpose: Purpose
    now: Consented
    lines: tuple[ConsentLine, ...]


@dataclass(frozen=True, slots=True)
class ConsentPage:
    """Consent of one child, as the page of a case shows it."""

    case_id: UUID
    number: int
    person_id: UUID
    purposes: tuple[PurposeRow, ...]
    may_work: bool
    may_open: bool

    @property
    def stopped(self) -> tuple[PurposeRow, ...]:
        return tuple(row for row in self.purposes if row.now.state in (REFUSED, WITHDRAWN, EXPIRED, STOPPED))

    @property
    def not_asked(self) -> tuple[PurposeRow, ...]:
        return tuple(row for row in self.purposes if row.now.state == NOT_ASKED and row.purpose.always)


@in_one_reading
def consent_page(viewer: Viewer, case_id: UUID) -> ConsentPage:
    """Consent as one case shows it.

    Raises:
        OutOfReach: there is no such case within the viewer's reach.
    """
    case = seen_case(viewer, case_id)
    rows = _rows(viewer, case)
    return ConsentPage(
        case_id=case.id,
        number=case.number,
        person_id=linking.current_person(case.person_id),
        purposes=tuple(
            PurposeRow(purpose, consent_now(case.person_id, purpose.use), _lines(purpose.use, rows))
            for purpose in purposes()
        ),
        may_work=policy.may(viewer, Act.CASE_WORK, subject=case.person_id),
        may_open=policy.may(viewer, Act.ORIGINAL_OPEN, subject=case.person_id),
    )


def consent_row(viewer: Viewer, case_id: UUID, consent_id: UUID, *, replaced_too: bool = False) -> ConsentRow:
    """The last row of one line of this case, to correct or withdraw it; for a form that was sent, an earlier one too.

    Raises:
        OutOfReach: there is none, it is not of this case, or a later row has taken its place.
    """
    lines = [line for row in consent_page(viewer, case_id).purposes for line in row.lines]
    rows = [line.now for line in lines] + [row for line in lines if replaced_too for row in line.earlier]
    found = next((row for row in rows if row.id == consent_id and row.here), None)
    if found is None:
        raise policy.OutOfReach
    return found


def form_of(viewer: Viewer, case_id: UUID, consent_id: UUID) -> tuple[UUID, UUID, str]:
    """The vault original of a form, the person it is read for, and its kind.

    Raises:
        OutOfReach: there is none within reach. NotAllowed: the viewer may not open originals.
    """
    case = seen_case(viewer, case_id)
    policy.require(viewer, Act.ORIGINAL_OPEN, subject=case.person_id)
    found = Consent.objects.filter(id=consent_id, case=case, original__isnull=False).select_related("original").first()
    if found is None or found.original is None:
        raise policy.OutOfReach
    return found.original.id, case.person_id, found.original.kind.rpartition(".")[2]


def seen_case(viewer: Viewer, case_id: UUID) -> Case:
    """The case within reach.

    Raises:
        OutOfReach: there is none.
    """
    found = visible(viewer).filter(id=case_id).first()
    if found is None:
        raise policy.OutOfReach
    return found


def _lines(use: str, rows: list[tuple[Consent, ConsentRow]]) -> tuple[ConsentLine, ...]:
    lines: dict[UUID, list[ConsentRow]] = {}
    for row, shown in rows:
        if row.use == use:
            lines.setdefault(row.line, []).append(shown)
    return tuple(ConsentLine(shown[0], tuple(shown[1:])) for shown in lines.values())


def _rows(viewer: Viewer, case: Case) -> list[tuple[Consent, ConsentRow]]:
    """Every statement about the child, the newest first; those of other cases without what is sealed in them."""
    found = Consent.objects.filter(person__in=linking.parts_of(case.person_id)).select_related("by", "case")
    listed = list(found.order_by("-at", "-id"))
    seen = set(visible(viewer).filter(id__in={row.case_id for row in listed}).values_list("id", flat=True))
    opened = Opened({row.case.data_key_id for row in listed if row.case_id in seen})
    return [(row, _row(row, case, opened, in_sight=row.case_id in seen)) for row in listed]


def _row(row: Consent, case: Case, opened: Opened, *, in_sight: bool) -> ConsentRow:
    def text(column: str) -> str:
        sealed = getattr(row, column) if in_sight else None
        return opened.text(row.case.data_key_id, TABLE, row.id, column, sealed)

    return ConsentRow(
        id=row.id,
        use=row.use,
        use_label=str(row.get_use_display()),
        state=row.state,
        state_label=str(row.get_state_display()),
        giver_label=str(row.get_giver_display()),
        giver=row.giver,
        giver_name=text("giver_name_sealed"),
        said_on=row.said_on,
        valid_from=row.valid_from,
        valid_until=row.valid_until,
        kept=text("kept_sealed"),
        note=text("note_sealed"),
        has_form=row.original_id is not None,
        by=row.by.display_name,
        at=row.at,
        case_number=row.case.number,
        here=row.case_id == case.id,
    )
