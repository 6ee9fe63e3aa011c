"""Consent given and withdrawn, a child's own view, an interview that waits for a second person, a request for access."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from dodomu.base.access import actions as access
from dodomu.base.access.viewer import Viewer
from dodomu.engine.values import PartialDate
from dodomu.entry.scenario.children import read
from dodomu.journey.cases.actions import child_view, consents, interviews
from dodomu.journey.registry.queries import linking


def tell(worker: Viewer, case_id: UUID, key: str, today: date) -> None:
    """Everything that ``consent.toml`` says about one child."""
    row = read("consent.toml")[key]
    for said in row.get("consent", ()):
        on = today.fromordinal(today.toordinal() - said["days_ago"])
        until = today.fromordinal(today.toordinal() + said["days_ahead"]) if "days_ahead" in said else None
        given = consents.Said(
            "given",
            said["giver"],
            on,
            giver_name=said.get("name", ""),
            valid_from=on,
            valid_until=until,
            kept=said["kept"],
        )
        rows = consents.record_consent(worker, case_id, said["uses"], given)
        if "withdrawn" in said:
            taken = consents.Said(
                "withdrawn", said["giver"], today, giver_name=said.get("name", ""), note=said["withdrawn"]
            )
            for one in rows:
                consents.withdraw_consent(worker, one.id, taken)
    for view in row.get("view", ()):
        day = PartialDate.of_day(today.fromordinal(today.toordinal() - view["days_ago"]))
        asked = child_view.Asked(day, view["how"], "own_language", present=view["present"], words=view["words"])
        child_view.record_child_view(worker, case_id, asked)
    _interviews(worker, case_id, row, today)


def _interviews(worker: Viewer, case_id: UUID, row: dict[str, list[dict[str, str]]], today: date) -> None:
    """The first account was given to others; the second one waits for somebody who agrees."""
    event_id = None
    for one in row.get("interview", ()):
        day = today.fromordinal(today.toordinal() + int(one["in_days"]))
        planned = interviews.Planned(
            one["kind"],
            one["body"],
            day,
            event_id=event_id,
            event=one.get("event", ""),
            place=one.get("place", ""),
            compartment=one.get("compartment", ""),
            reason=one.get("reason", ""),
            outside=day < today,
        )
        event_id = interviews.plan_interview(worker, case_id, planned).event_id


def ask(worker: Viewer, person_id: UUID) -> None:
    """A case worker needs the health record of a child for a while."""
    row = read("consent.toml")["request"]
    subject = linking.current_person(person_id)
    access.request_access(worker, subject, row["compartment"], row["reason"], hours=row["hours"])
