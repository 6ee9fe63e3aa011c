"""Invented bodies and what is sent to them or to another team."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from dodomu.journey.cases import actions
from dodomu.journey.cases.models import Body, Case, Sending
from tests.journey.registry_people import recorded_child
from tests.people import make_team

WHY = "The girl coughs blood."


def open_case(director: Any, analyst: Any, worker: Any = None) -> Case:
    """The case of Olena, with the team Willow."""
    olena = recorded_child(analyst, "Коваленко Олена Іванівна", born="2014-03-05", residence="Ізюм")
    team, worker_id = make_team("Willow"), worker.user_id if worker else None
    return actions.open_case(director, olena, team.id, worker_id, "high", "Her mother asked.")


def clinic(by: Any, name: str = "Клініка Калина", kind: str = "health") -> Body:
    return actions.add_body(by, actions.BodyInput(kind, name, "secure", "Registry, room 4"))


def to_team(profile: str = "psychological", kind: str = "referral", team: str = "Heron", **more: Any) -> actions.Wanted:
    """What Willow wants of another team, resting on vital interests unless told otherwise."""
    given = {"language": "en", "basis": "vital", "basis_reason": WHY, "asked": "Please see her this week."} | more
    return actions.Wanted(kind, profile, team_id=make_team(team).id, **given)


def to_body(body: Body, profile: str = "medical", kind: str = "referral", **more: Any) -> actions.Wanted:
    given = {
        "language": "en",
        "basis": "vital",
        "basis_reason": WHY,
        "asked": "Please see her this week.",
        "way": "secure",
    } | more
    return actions.Wanted(kind, profile, body_id=body.id, **given)


def confirmed(second: Any, sending: Sending) -> Sending:
    """Confirmed by a second person, and so sent."""
    return actions.take_step(second, sending.id, step("sent"))


def step(state: str, **more: Any) -> actions.SendingStep:
    from dodomu.kit.dates import today

    given = {"on": today(), "reason": "For this reason."} | more
    return actions.SendingStep(state, **given)


def values_of(package: Any) -> dict[str, str]:
    return {line.code: line.value for line in package.lines}


def read_original(viewer: Any, original_id: UUID) -> bytes:
    from dodomu.base import vault

    with vault.open_original(original_id, viewer) as stream:
        return stream.read()
