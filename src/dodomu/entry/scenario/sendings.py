"""A referral sent and accepted, one that waits for another team, an enquiry without an answer, a request for a file."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from dodomu.base.access.models import Team
from dodomu.base.access.viewer import Viewer
from dodomu.entry.scenario.children import read
from dodomu.journey.cases import actions
from dodomu.journey.cases.actions import consents
from dodomu.journey.registry.queries import linking


def load(director: Viewer, worker: Viewer, case_ids: dict[str, UUID], today: date) -> dict[str, UUID]:
    """Everything that ``sendings.toml`` says has left a case; the outside bodies by their key."""
    story = read("sendings.toml")
    bodies = {row["key"]: _body(director, row) for row in story["body"]}
    for row in story["consent"]:
        said = consents.Said("given", row["giver"], today, row["name"], valid_from=today, kept=row["kept"])
        consents.record_consent(worker, case_ids[row["child"]], row["uses"], said)
    for row in story["sending"]:
        send(worker, case_ids[row["child"]], row, bodies, today)
    return bodies


def ask(officer: Viewer, person_id: UUID, today: date) -> None:
    """Somebody asks for the whole file; the deadline of the law runs."""
    row = read("sendings.toml")["request"]
    asked = actions.Asked(
        "access",
        row["requester"],
        row["identity"],
        row["name"],
        row["asked"],
        today - timedelta(days=row["days_ago"]),
        warnings_read=True,
    )
    actions.record_request(officer, linking.current_person(person_id), asked)


def _body(by: Viewer, row: dict[str, Any]) -> UUID:
    return actions.add_body(by, actions.BodyInput(row["kind"], row["name"], row["way"], row["contact"])).id


def send(worker: Viewer, case_id: UUID, row: dict[str, Any], bodies: dict[str, UUID], today: date) -> None:
    """One referral or enquiry, and its acceptance where the row tells of one."""
    outside = "body" in row
    wanted = actions.Wanted(
        row["kind"],
        row["profile"],
        row["asked"],
        team_id=None if outside else Team.objects.get(name=row["team"]).pk,
        body_id=bodies[row["body"]] if outside else None,
        way="secure" if outside else "",
        due_on=today - timedelta(days=row["due_days_ago"]) if "due_days_ago" in row else None,
        sent_on=today - timedelta(days=row["sent_days_ago"]) if "sent_days_ago" in row else None,
    )
    read_ids = [one.id for one in actions.prepare(worker, case_id, wanted).warnings]
    sending = actions.send(worker, case_id, wanted, read_ids)
    if "accepted" in row:
        step = actions.SendingStep("accepted", today, named=row["accepted"], way="phone")
        actions.take_step(worker, sending.id, step)
