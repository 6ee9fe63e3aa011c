"""Who does an act, and which team and colleague a case may be given to."""

from __future__ import annotations

from uuid import UUID

from dodomu.journey.cases.queries import choices


def check(team_id: UUID, worker_id: UUID | None) -> None:
    """Refuse a team that does not exist, and a colleague who does not work cases in it.

    Raises:
        ValueError: names the field, never the value.
    """
    if not choices.team_exists(team_id):
        raise ValueError("team: accepted are the teams of this installation")
    if worker_id is not None and not choices.works_cases_in(worker_id, team_id):
        raise ValueError("worker: accepted are colleagues who work cases in this team")
