"""Consent recorded, corrected, withdrawn; the use it covered stops in the same transaction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, BinaryIO
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from dodomu.base import journal, vault
from dodomu.base.access.policy import OutOfReach
from dodomu.base.access.uses import Use
from dodomu.base.access.viewer import Viewer
from dodomu.base.database.ids import new_id
from dodomu.base.vault import Original
from dodomu.journey.cases import bridge
from dodomu.journey.cases.actions import restricting
from dodomu.journey.cases.actions.holding import held, key_of, sealed
from dodomu.journey.cases.models import Case, Consent, ConsentState, Giver
from dodomu.journey.cases.queries import work_states
from dodomu.journey.cases.queries.child_views import ViewRow, child_views
from dodomu.journey.cases.queries.consents import ConsentPage, consent_page, form_of, line_of
from dodomu.kit.dates import today

TABLE = "cases_consent"
FORM = "consent_form"


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody said about the use of the child's data.

    Attributes:
        state: ``given``, ``refused`` or ``withdrawn``.
        giver: who speaks, a ``Giver`` code; ``giver_name`` their name, empty for the child.
        said_on: the day in Kyiv on which they said so.
        valid_from, valid_until: the days of a given consent, both inclusive; no end: until it is withdrawn.
        kept: where the paper form is kept, or its number, where it is not handed in as a file.
    """

    state: str
    giver: str
    said_on: date
    giver_name: str = field(default="", repr=False)
    valid_from: date | None = None
    valid_until: date | None = None
    kept: str = field(default="", repr=False)
    note: str = field(default="", repr=False)


class AlreadyReplaced(ValueError):
    """A later row has taken the place of this one."""


@dataclass(frozen=True, slots=True)
class Paper:
    """The form itself: a stream that is read once, its name, and its kind (``pdf``, ``jpg``, ...)."""

    stream: Any = field(repr=False)
    name: str = field(repr=False)
    kind: str


@transaction.atomic
def record_consent(
    by: Viewer,
    case_id: UUID,
    uses: Sequence[str],
    said: Said,
    paper: Paper | None = None,
    *,
    expected_version: str = "",
) -> list[Consent]:
    """Record what one person said about one or more uses, on one form.

    Who has answered for this use before continues their own line, so that a consent given again takes the place of the
    one that was withdrawn.

    Raises:
        NotAllowed, OutOfReach: the viewer does not work on this case.
        ValueError: names the field and what is accepted.
        Changed: something else was said about this child than in ``expected_version``.
    """
    case = held(by, case_id, closed_too=True)
    work_states.consent_of(case).must_be(expected_version)
    wanted = _known_uses(uses)
    if said.state == ConsentState.WITHDRAWN:
        raise ValueError("state: accepted are given and refused; withdraw what was given")
    _check(said, paper, None)
    original = _keep(by, case, paper)
    rows = [_write(by, case, use, said, (original, line_of(case.person_id, use, said))) for use in wanted]
    for use in wanted:
        restricting.renew(by, case.person_id, use)
    return rows


@transaction.atomic
def correct_consent(
    by: Viewer, consent_id: UUID, said: Said, paper: Paper | None = None, *, expected_version: str = ""
) -> Consent:
    """Put a later row in the place of one that is wrong or has changed: another period, another form, a refusal.

    Without a new form the one before stays the form it was given on.

    Raises:
        As ``record_consent``; ValueError also where a later row has taken its place already.
    """
    before, case = _last(by, consent_id, expected_version)
    _check(said, paper, before)
    row = _write(by, case, before.use, said, (_keep(by, case, paper) or _form_of(before, said), before))
    restricting.renew(by, case.person_id, row.use)
    return row


@transaction.atomic
def withdraw_consent(
    by: Viewer, consent_id: UUID, said: Said, paper: Paper | None = None, *, expected_version: str = ""
) -> Consent:
    """Record that a given consent was withdrawn. From this moment the use stops, everywhere.

    Raises:
        As ``correct_consent``; ValueError also where it was not given, or before it was given.
    """
    before, case = _last(by, consent_id, expected_version)
    if before.state != ConsentState.GIVEN:
        raise ValueError("consent: accepted is one that was given")
    if said.state != ConsentState.WITHDRAWN:
        raise ValueError("state: accepted is withdrawn")
    if said.said_on < before.said_on:
        raise ValueError("said_on: accepted is the day on which it was given, or a later one")
    _check(said, paper, before)
    row = _write(by, case, before.use, said, (_keep(by, case, paper), before))
    restricting.renew(by, case.person_id, row.use)
    return row


@dataclass(frozen=True, slots=True)
class Looked:
    """The page of consent as it was opened."""

    page: ConsentPage
    views: list[ViewRow] = field(repr=False)


@transaction.atomic
def look_at_consent(by: Viewer, case_id: UUID) -> Looked:
    """Open the page of consent and of the child's own view, and journal who did.

    Raises:
        OutOfReach: there is no such case within the viewer's reach.
    """
    opened = Looked(consent_page(by, case_id), child_views(by, case_id))
    journal.append("case.consent_opened", by=by, subject=Case.objects.values_list("pid", flat=True).get(id=case_id))
    return opened


def open_form(by: Viewer, case_id: UUID, consent_id: UUID) -> tuple[BinaryIO, str]:
    """Open the form a consent was given on, as it was handed in, and its kind; the vault journals it.

    Raises:
        NotAllowed, OutOfReach: not for this viewer. KeyDestroyed, VaultDamaged: it is gone.
    """
    original_id, person_id, kind = form_of(by, case_id, consent_id)
    case = Case.objects.values_list("pid", flat=True).get(id=case_id)
    return vault.open_original(original_id, by, subject=person_id, case=case), kind


def _last(by: Viewer, consent_id: UUID, expected_version: str) -> tuple[Consent, Case]:
    found = Consent.objects.filter(id=consent_id).first()
    if found is None:
        raise OutOfReach
    case = held(by, found.case_id, closed_too=True)
    work_states.consent_of(case).must_be(expected_version)
    if Consent.objects.filter(replaces=found).exists():
        raise AlreadyReplaced("consent: accepted is the last row of its line")
    return found, case


def _known_uses(uses: Sequence[str]) -> list[str]:
    wanted = [use for use in Use.values if use in uses]
    if not wanted or set(uses) - set(wanted):
        raise ValueError(f"uses: accepted are {', '.join(Use.values)}")
    return wanted


def _check(said: Said, paper: Paper | None, before: Consent | None) -> None:
    if said.state not in ConsentState.values:
        raise ValueError(f"state: accepted are {', '.join(ConsentState.values)}")
    if said.giver not in Giver.values:
        raise ValueError(f"giver: accepted are {', '.join(Giver.values)}")
    if said.giver != Giver.CHILD and not said.giver_name.strip():
        raise ValueError("giver_name: say who consents")
    if said.said_on > today():
        raise ValueError("said_on: accepted is a day that has come")
    if said.state == ConsentState.GIVEN:
        _check_given(said, paper, before)
    elif said.valid_from or said.valid_until:
        raise ValueError("valid_from, valid_until: accepted for a consent that is given")


def _check_given(said: Said, paper: Paper | None, before: Consent | None) -> None:
    if said.valid_from is None or said.valid_from > today():
        raise ValueError("valid_from: accepted is a day that has come")
    if said.valid_until is not None and said.valid_until < said.valid_from:
        raise ValueError("valid_until: accepted is the first day or a later one")
    on_paper = paper is not None or said.kept.strip() or (before is not None and before.original_id)
    if not on_paper:
        raise ValueError("form: hand the form in as a file, or say where the paper is kept")


def _form_of(before: Consent, said: Said) -> Original | None:
    return before.original if said.state == ConsentState.GIVEN else None


def _keep(by: Viewer, case: Case, paper: Paper | None) -> Original | None:
    if paper is None:
        return None
    return vault.keep(paper.stream, by=by, kind=f"{FORM}.{paper.kind}", filename=paper.name, case=case.pid)


def _write(by: Viewer, case: Case, use: str, said: Said, stands_on: tuple[Original | None, Consent | None]) -> Consent:
    """One row; ``stands_on``: the form it was said on, and the row it replaces."""
    original, before = stands_on
    row_id = new_id()
    words = {"giver_name": said.giver_name, "kept": said.kept, "note": said.note}
    row = Consent.objects.create(
        id=row_id,
        case=case,
        person_id=case.person_id,
        line=before.line if before else row_id,
        replaces=before,
        use=use,
        state=said.state,
        giver=said.giver,
        said_on=said.said_on,
        valid_from=said.valid_from,
        valid_until=said.valid_until,
        original=original,
        by_id=by.staff_id,
        at=timezone.now(),
        **sealed(case, TABLE, row_id, **{name: text for name, text in words.items() if text.strip()}),
    )
    dates = [day.isoformat() if day else "" for day in (said.said_on, said.valid_from, said.valid_until)]
    journal.append(
        f"consent.{said.state}",
        by=by,
        subject=case.pid,
        case=case.pid,
        commitments=bridge.committed(key_of(case), *dates, *words.values()),
        codes={"use": use, "giver": said.giver, "correction": int(before is not None)},
    )
    return row
