"""Sending something of a case to somebody else: exactly the field set of its profile, with consent or two people."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime, time
from uuid import UUID

from django.db import transaction
from django.utils import timezone, translation

from dodomu.base import events, journal, keys
from dodomu.base.access.models import Team
from dodomu.base.access.viewer import Viewer
from dodomu.base.database.ids import new_id
from dodomu.journey.cases import bridge, sending_rules
from dodomu.journey.cases.actions import packing, stepping
from dodomu.journey.cases.actions.holding import held
from dodomu.journey.cases.models import Basis, Body, Case, Sending, SendingKind, SendingState, Way
from dodomu.journey.cases.queries.consents import Consented, consent_now
from dodomu.journey.cases.queries.disclosure import never_disclose
from dodomu.journey.cases.queries.packages import Package, package_of
from dodomu.journey.cases.queries.work_rows import WarningRow
from dodomu.kit.dates import KYIV, day_in_words, today

TABLE = "cases_sending"


class ConsentNeeded(ValueError):
    """There is no consent for this use, or it was refused or withdrawn; ``permission`` says which."""

    def __init__(self, permission: Consented) -> None:
        super().__init__(f"consent: {permission.state} for {permission.use}")
        self.permission = permission


class WarningsUnread(ValueError):
    """Who must never learn of the child has to be read, and confirmed as read, before anything leaves."""


class UnderWay(ValueError):
    """Another transfer of this case has been sent and is not answered yet."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody wants to send. One of ``team_id`` and ``body_id`` names the receiver.

    ``answers``: the id of what a later stage refers the child for; that stage is told. ``sent_on``: it left on paper on an earlier day and is written down only now; None: it leaves now.
    """

    kind: str
    profile: str
    asked: str = field(repr=False)
    team_id: UUID | None = None
    body_id: UUID | None = None
    way: str = ""
    basis: str = Basis.CONSENT
    basis_reason: str = field(default="", repr=False)
    due_on: date | None = None
    sent_on: date | None = None
    language: str = "uk"
    answers: UUID | None = None


@dataclass(frozen=True, slots=True)
class Prepared:
    """What would leave, to whom, and what stands in the way."""

    package: Package
    receiver: str
    permission: Consented
    warnings: tuple[WarningRow, ...]
    needs_second: bool

    @property
    def refused(self) -> bool:
        """Whether consent is what it rests on, and there is none."""
        return not self.needs_second and not self.permission.permits


def prepare(by: Viewer, case_id: UUID, wanted: Wanted) -> Prepared:
    """Look at what would leave; nothing is written.

    Raises:
        NotAllowed, OutOfReach: the viewer may not send anything of this case.
        ValueError: names the field that cannot be so.
    """
    with transaction.atomic():
        case = held(by, case_id, sending_rules.act_to_send(wanted.kind))
        return _prepared(by, case, wanted)


@transaction.atomic
def send(by: Viewer, case_id: UUID, wanted: Wanted, warnings_read: Collection[UUID] = ()) -> Sending:
    """Send it, or hand it to the second person where it rests on something else than consent.

    Parameters:
        warnings_read: the entries of *never disclose to* that were shown and confirmed as read.

    Raises:
        ConsentNeeded: it rests on consent, and there is none for this use.
        WarningsUnread: an entry was not confirmed as read.
        NotAllowed, OutOfReach, ValueError: as ``prepare``.
    """
    case = held(by, case_id, sending_rules.act_to_send(wanted.kind))
    prepared = _prepared(by, case, wanted)
    if prepared.refused:
        raise ConsentNeeded(prepared.permission)
    if {one.id for one in prepared.warnings} - set(warnings_read):
        raise WarningsUnread("warnings: read who must never learn of the child, and confirm it")
    sending = _write(by, case, wanted, prepared)
    if wanted.answers:
        events.publish("referral_prepared", sending_id=sending.id, answers=wanted.answers)
    return sending


def _prepared(by: Viewer, case: Case, wanted: Wanted) -> Prepared:
    _check(case, wanted)
    profile = sending_rules.profiles()[wanted.profile]
    receiver, sort = _receiver(case, wanted)
    with translation.override(wanted.language):
        package = package_of(by, case, profile)
    return Prepared(
        package=package,
        receiver=receiver,
        permission=consent_now(case.person_id, profile.use_by(sort)),
        warnings=tuple(row for row in never_disclose(by, case.person_id) if row.active),
        needs_second=wanted.basis != Basis.CONSENT,
    )


def _check(case: Case, wanted: Wanted) -> None:
    if wanted.kind == SendingKind.TRANSFER and case.sendings.filter(kind=wanted.kind, state__in=stepping.UNDER_WAY):
        raise UnderWay("kind: a transfer of this case is under way")
    profile = sending_rules.profiles().get(wanted.profile)
    outside = wanted.body_id is not None
    if (wanted.team_id is None) is not outside:
        raise ValueError("receiver: name a team or an outside body")
    if profile is None or not profile.fits(wanted.kind, outside=outside):
        raise ValueError("profile: accepted are the field sets for this kind of sending and receiver")
    if wanted.kind == SendingKind.ENQUIRY and not outside:
        raise ValueError("receiver: an enquiry goes to an outside body")
    if outside and wanted.way not in Way.values:
        raise ValueError(f"way: accepted are {', '.join(Way.values)}")
    if wanted.basis not in Basis.values:
        raise ValueError(f"basis: accepted are {', '.join(Basis.values)}")
    if wanted.basis != Basis.CONSENT and not wanted.basis_reason.strip():
        raise ValueError("basis_reason: say why it goes without consent")
    if not wanted.asked.strip():
        raise ValueError("asked: say what is asked of the receiver")
    if wanted.sent_on is not None and (wanted.sent_on > today() or not outside):
        raise ValueError("sent_on: a day that has come, for what went to an outside body")
    if wanted.kind == SendingKind.ENQUIRY and (wanted.due_on is None or wanted.due_on <= (wanted.sent_on or today())):
        raise ValueError("due_on: a day after the sending")
    if wanted.language not in packing.LANGUAGES:
        raise ValueError(f"language: accepted are {', '.join(packing.LANGUAGES)}")


def _receiver(case: Case, wanted: Wanted) -> tuple[str, str]:
    """The name of the receiver and what kind it is."""
    if wanted.body_id is not None:
        body = Body.objects.filter(id=wanted.body_id, closed_at=None).first()
        if body is None:
            raise ValueError("body: accepted are the bodies on the list that are in use")
        return body.name, body.kind
    team = Team.objects.filter(id=wanted.team_id).first() if wanted.team_id else None
    if team is None or team.pk == case.team_id:
        raise ValueError("team: accepted are the other teams of this installation")
    return team.name, sending_rules.TEAM


def _write(by: Viewer, case: Case, wanted: Wanted, prepared: Prepared) -> Sending:
    key, sending_id, now = keys.new_data_key(), new_id(), timezone.now()
    waits = prepared.needs_second and not by.alone
    originals = packing.keep(by, case, prepared.package, _letter(sending_id, case, wanted, prepared, now))

    def sealed(column: str, text: str) -> bytes:
        return bridge.seal_text(key, TABLE, sending_id, column, text.strip())

    sending = Sending.objects.create(
        id=sending_id,
        case=case,
        kind=wanted.kind,
        from_team_id=case.team_id,
        to_team_id=wanted.team_id,
        to_body_id=wanted.body_id,
        way=wanted.way,
        profile=wanted.profile,
        purpose=prepared.permission.use,
        basis=wanted.basis,
        consent_ref=prepared.permission.consent_id if wanted.basis == Basis.CONSENT else None,
        data_key_id=key.id,
        asked_sealed=sealed("asked_sealed", wanted.asked),
        basis_reason_sealed=sealed("basis_reason_sealed", wanted.basis_reason) if prepared.needs_second else None,
        package_sealed=keys.seal(key, TABLE, sending_id, "package_sealed", prepared.package.to_json()),
        original_id=originals[0],
        page_id=originals[1],
        warnings_read=len(prepared.warnings),
        due_at=datetime.combine(wanted.due_on, time(23, 59, 59), KYIV) if wanted.due_on else None,
        by_id=by.staff_id,
        at=now,
        state=SendingState.WAITING if waits else SendingState.SENT,
        sent_at=None if waits else now,
        not_confirmed=prepared.needs_second and by.alone,
    )
    stepping.note(by, sending, stepping.Step(sending.state, wanted.sent_on or today()), key)
    journal.append(
        "sending.prepared" if waits else "sending.sent",
        by=by,
        subject=case.pid,
        case=case.pid,
        commitments=bridge.committed(key, wanted.asked.strip(), wanted.basis_reason.strip()),
        codes=codes_of(sending) | {"fields": len(prepared.package.lines), "original": str(originals[0])},
    )
    return sending


def codes_of(sending: Sending) -> dict[str, str | int]:
    """What a journal leaf may tell of a sending."""
    to = str(sending.to_body.pid) if sending.to_body else str(sending.to_team_id)
    return {
        "kind": sending.kind,
        "profile": sending.profile,
        "use": sending.purpose,
        "basis": sending.basis,
        "recipient": to,
        "sending": str(sending.pid),
    }


def _letter(sending_id: UUID, case: Case, wanted: Wanted, prepared: Prepared, now: datetime) -> packing.Letter:
    with translation.override(wanted.language):
        title = f"{SendingKind(wanted.kind).label}: {sending_rules.profiles()[wanted.profile].label}"
        day = day_in_words(now.astimezone(KYIV).date())
    return packing.Letter(
        sending_id=sending_id,
        kind=wanted.kind,
        title=title[:1].upper() + title[1:],
        sender=case.team.name,
        receiver=prepared.receiver,
        asked=wanted.asked.strip(),
        day=day,
        language=wanted.language,
    )
