"""What cases do of themselves when something happens elsewhere: they propose, they free the work of who left."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db import connection

from dodomu.base import events
from dodomu.journey.cases import actions, queries
from dodomu.journey.cases.actions import restricting


def listen() -> None:
    """Subscribe to the events of earlier stages and of the office."""
    events.subscribe("persons_joined")(after_join)
    events.subscribe("persons_split")(after_split)
    events.subscribe("staff_left")(after_leaving)


def after_join(kept_id: UUID, absorbed_ids: Iterable[UUID], join_id: UUID) -> None:
    by = queries.who_joined(join_id)
    actions.follow_join(by, kept_id, join_id)
    restricting.follow(by, [kept_id])


def after_split(join_id: UUID, from_id: UUID, person_ids: Iterable[UUID]) -> None:
    by = queries.who_split(join_id)
    actions.follow_split(by, person_ids, join_id)
    restricting.follow(by, person_ids)


def after_leaving(user_id: UUID, hand_over_to_id: UUID | None) -> None:
    actions.release_worker(queries.who_let_go(user_id), user_id, hand_over_to_id)


def after_migrate(**_about: object) -> None:
    """A new version may bring new rules, or cases from before there were due times: write those anew."""
    if "cases_nextdue" in connection.introspection.table_names():
        actions.refresh_outdated()
