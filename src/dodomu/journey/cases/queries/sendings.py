"""Referrals, transfers and enquiries, as the sender, the receiver and the former holder of the case see them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from uuid import UUID

from django.db.models import Q, QuerySet

from dodomu.base.access import policy
from dodomu.base.access.acts import Act
from dodomu.base.access.viewer import Viewer
from dodomu.journey.cases import sending_rules
from dodomu.journey.cases.bridge import Opened
from dodomu.journey.cases.models import Basis, Sending, SendingEvent, SendingKind, SendingState
from dodomu.journey.cases.queries.consents import consent_now
from dodomu.journey.cases.queries.packages import Package
from dodomu.journey.cases.queries.reach import visible
from dodomu.journey.cases.queries.sending_rows import FORMER, RECEIVER, SENDER, SendingPage, SendingRow, StepRow
from dodomu.journey.registry.queries import linking

State = SendingState
READABLE = (State.SENT, State.ACCEPTED)
"""While it stands so, the receiving team reads the package; before and after it does not."""
TABLE, EVENTS = "cases_sending", "cases_sendingevent"


class SendingNotFound(LookupError):
    """No such sending, or not for this viewer; the two must look alike."""


def sendings(viewer: Viewer, filters: Mapping[str, str]) -> list[SendingRow]:
    """Every sending the viewer may know of, the latest first.

    Parameters:
        filters: codes by name: ``kind``; ``state``, or ``open`` for what has not ended; ``side``.
    """
    found = _rows(viewer, reached(viewer))
    if kind := filters.get("kind"):
        found = [row for row in found if row.kind == kind]
    if state := filters.get("state"):
        found = [row for row in found if (not row.ended if state == "open" else row.state == state)]
    if side := filters.get("side"):
        found = [row for row in found if row.side == side]
    return found


def sendings_of(viewer: Viewer, case_id: UUID) -> list[SendingRow]:
    """What left one case, for those who see the case."""
    return _rows(viewer, Sending.objects.filter(case__in=visible(viewer).filter(id=case_id)))


def sendings_named(viewer: Viewer, ids: Collection[UUID]) -> dict[UUID, SendingRow]:
    """Of these sendings those the viewer may know of, by id."""
    if not ids or Act.SENDING_READ not in viewer.acts:
        return {}
    return {row.id: row for row in _rows(viewer, reached(viewer).filter(id__in=ids))}


def sendings_about(viewer: Viewer, person_id: UUID) -> list[tuple[SendingRow, tuple[StepRow, ...]]]:
    """What left the cases of a child, each with its steps, for those who see the cases."""
    if Act.CASE_READ not in viewer.acts and person_id not in viewer.broken_glass:
        return []
    cases = visible(viewer).filter(person_id__in=linking.parts_of(person_id))
    found = list(Sending.objects.filter(case__in=cases).select_related("case", "to_team", "to_body", "from_team", "by"))
    opened = Opened({one.data_key_id for one in found})
    events: dict[UUID, list[SendingEvent]] = defaultdict(list)
    for event in SendingEvent.objects.filter(sending__in=[one.id for one in found]).select_related("by"):
        events[event.sending_id].append(event)
    return [
        (row, tuple(_step(event, one, opened, full=True) for event in events[one.id]))
        for one, row in zip(found, _rows(viewer, found), strict=True)
    ]


def for_second(viewer: Viewer) -> list[SendingRow]:
    """What waits for this viewer as the second person, the oldest first."""
    if Act.SENDING_CONFIRM not in viewer.acts:
        return []
    within = policy.subjects(viewer, Act.SENDING_CONFIRM, field="case__person_id")
    found = Sending.objects.filter(within, state=State.WAITING).exclude(by=viewer.user_id).order_by("at")
    return _rows(viewer, found)


def sending(viewer: Viewer, sending_id: UUID) -> SendingPage:
    """One sending as this viewer may see it.

    Raises:
        SendingNotFound: there is none for this viewer.
    """
    found = reached(viewer).filter(id=sending_id).first()
    if found is None:
        raise SendingNotFound
    row = _rows(viewer, [found])[0]
    opened = Opened({found.data_key_id})
    full = row.side != FORMER
    closed = _closed(found, row)
    stored = opened.value(found.data_key_id, TABLE, found.id, "package_sealed", found.package_sealed)
    person_id = found.case.person_id
    package = Package.from_json(stored) if stored and not closed else None
    if package and row.side == SENDER:
        package = package.seen_by(viewer, person_id)
    return SendingPage(
        row=row,
        basis=found.basis,
        basis_label=str(found.get_basis_display()),
        use=found.purpose,
        way_label=str(found.get_way_display()) if found.way else "",
        asked="" if closed else opened.text(found.data_key_id, TABLE, found.id, "asked_sealed", found.asked_sealed),
        basis_reason=opened.text(found.data_key_id, TABLE, found.id, "basis_reason_sealed", found.basis_reason_sealed)
        if row.side == SENDER
        else "",
        package=package,
        closed_because=closed if stored else "erased",
        steps=tuple(_step(event, found, opened, full=full) for event in found.events.select_related("by")),
        moves=tuple(
            move.after for move in sending_rules.moves_from(found.kind, found.state) if can(viewer, found, move)
        ),
        second_by=found.second_by.display_name if found.second_by else "",
        not_confirmed=found.not_confirmed,
        warnings_read=found.warnings_read,
        may_open_original=row.side == SENDER
        and policy.may(viewer, Act.ORIGINAL_OPEN, subject=person_id)
        and package is not None
        and not any(line.masked for line in package.lines),
    )


def reached(viewer: Viewer) -> QuerySet[Sending]:
    """What left the cases within reach, what was sent to the viewer's teams and was not taken back, and what left
    with a case that was handed away."""
    own = Q(case__in=visible(viewer)) if Act.CASE_READ in viewer.acts or viewer.broken_glass else Q(pk__in=[])
    received = Q(to_team__in=policy.teams_for(viewer, Act.CASE_RECEIVE), sent_at__isnull=False)
    handed_away = Q(from_team__in=policy.teams_for(viewer, Act.CASE_SEND), kind=SendingKind.TRANSFER)
    found = Sending.objects.filter(own | received & ~Q(state=State.REVOKED) | handed_away & Q(state=State.ACCEPTED))
    return found.select_related("case", "to_team", "to_body", "from_team", "by", "second_by")


def side_of(viewer: Viewer, found: Sending, within: Iterable[UUID]) -> str:
    """How the viewer stands to it; who works with the case is the sender, also in the receiving team."""
    if found.case_id in within:
        return SENDER
    teams = policy.teams_for(viewer, Act.CASE_RECEIVE)
    return RECEIVER if found.to_team_id in teams else FORMER


def can(viewer: Viewer, found: Sending, move: sending_rules.Move) -> bool:
    """Whether the viewer may take this step: the receiver's are taken by the team, or for a body by the sender."""
    person_id = found.case.person_id
    if move.who == sending_rules.SECOND:
        another = viewer.user_id != found.by_id
        return another and policy.may(viewer, Act.SENDING_CONFIRM, subject=person_id)
    if move.who == sending_rules.RECEIVER and found.to_team_id:
        return found.to_team_id in policy.teams_for(viewer, _receives(found, move))
    if move.after == State.ANSWERED and not _may_record(viewer, person_id):
        return False
    return policy.may(viewer, sending_rules.act_to_send(found.kind), subject=person_id)


def _receives(found: Sending, move: sending_rules.Move) -> Act:
    """Who takes over a case works cases."""
    takes_over = found.kind == SendingKind.TRANSFER and move.after == State.ACCEPTED
    return Act.CASE_WORK if takes_over else Act.CASE_RECEIVE


def _may_record(viewer: Viewer, person_id: UUID) -> bool:
    return policy.may(viewer, Act.REPORT_RECORD) and policy.may(viewer, Act.FACT_ADD, subject=person_id)


def _closed(found: Sending, row: SendingRow) -> str:
    """Why the package is not shown to this side; empty where it is."""
    if row.side == SENDER:
        return ""
    if row.side == FORMER:
        return "handed_away"
    if found.state not in READABLE:
        return "ended"
    if found.basis == Basis.CONSENT and not consent_now(found.case.person_id, found.purpose).permits:
        return "stopped"
    return ""


def _rows(viewer: Viewer, found: Iterable[Sending]) -> list[SendingRow]:
    if isinstance(found, QuerySet):
        found = found.select_related("case", "to_team", "to_body", "from_team", "by")
    listed = list(found)
    case_ids = {one.case_id for one in listed}
    reads = Act.CASE_READ in viewer.acts or bool(viewer.broken_glass)
    within = set(visible(viewer).filter(id__in=case_ids).values_list("id", flat=True)) if reads else set()
    return [_row(one, side_of(viewer, one, within)) for one in listed]


def _row(one: Sending, side: str) -> SendingRow:
    return SendingRow(
        id=one.id,
        case_id=one.case_id,
        case_number=one.case.number,
        person_id=linking.current_person(one.case.person_id) if side == SENDER else one.case.person_id,
        side=side,
        kind=one.kind,
        kind_label=str(one.get_kind_display()),
        profile=one.profile,
        receiver=one.to_team.name if one.to_team else one.to_body.name if one.to_body else "",
        outside=one.to_body_id is not None,
        from_team=one.from_team.name,
        state=one.state,
        state_label=str(one.get_state_display()),
        at=one.at,
        sent_at=one.sent_at,
        due_at=one.due_at,
        by=one.by.display_name,
        ended=not sending_rules.is_open(one.kind, one.state) or one.state == State.NO_ANSWER,
    )


def _step(event: SendingEvent, found: Sending, opened: Opened, *, full: bool) -> StepRow:
    def text(column: str) -> str:
        blob = getattr(event, column)
        return opened.text(found.data_key_id, EVENTS, event.id, column, blob) if full else ""

    return StepRow(
        state=event.state,
        label=str(event.get_state_display()),
        on=event.on,
        at=event.at,
        by=event.by.display_name,
        way=str(event.get_way_display()) if event.way else "",
        named=text("named_sealed"),
        reason=text("reason_sealed"),
        report_id=event.report_id if full else None,
    )
