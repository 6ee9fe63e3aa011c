"""The search for pairs as background work, asked for whenever a record appears or changes, and every night for all."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from dodomu.base import events
from dodomu.base.jobs import enqueue, task
from dodomu.journey.registry.queries.current import current_persons, mentions_of
from dodomu.journey.tracing import actions, rules


@task
def find_candidates(mention_ids: list[str]) -> int:
    """Look for other records of these mentions; done twice it changes nothing. Returns how many pairs are new."""
    return actions.find_among([UUID(text) for text in mention_ids])


def ask_for_search(mention_ids: Iterable[UUID]) -> None:
    """Ask for the search in the transaction of the act, a bounded number of mentions per task."""
    wanted, size = list(mention_ids), int(rules.threshold("mentions_per_task"))
    for start in range(0, len(wanted), size):
        enqueue(find_candidates, mention_ids=wanted[start : start + size])


@task
def search_part(part_id: str) -> int:
    """One part of a nightly search; done twice it changes nothing. Returns how many pairs are new."""
    return actions.search_part(UUID(part_id))


def every_night() -> int:
    """A round of every worker: lay out the search of all records once a day. Returns how many parts were asked for."""
    return begin_now() if actions.is_night(timezone.now()) else 0


def begin_now() -> int:
    """Lay out the search of all records of this day, where it was not. Returns how many parts were asked for."""
    with transaction.atomic():
        parts = actions.begin_sweep(timezone.now())
        for part_id in parts:
            enqueue(search_part, part_id=part_id)
    return len(parts)


def listen() -> None:
    """Subscribe to what the registry tells: new mentions, changed facts, joins, splits."""
    events.subscribe("mentions_recorded")(after_recording)
    events.subscribe("facts_changed")(after_recording)
    events.subscribe("persons_joined")(after_join)
    events.subscribe("persons_split")(after_split)
    events.subscribe("use_permitted")(after_permission)


def after_recording(mention_ids: Collection[UUID]) -> None:
    ask_for_search(mention_ids)


def after_permission(person_ids: Collection[UUID]) -> None:
    """Consent was given again: what was left aside meanwhile is searched for now."""
    now = set(current_persons(person_ids).values())
    ask_for_search([mention for person_id in sorted(now) for mention in mentions_of(person_id)])


def after_join(kept_id: UUID, absorbed_ids: Collection[UUID], join_id: UUID) -> None:
    ask_for_search(actions.settle_after_join(kept_id, absorbed_ids))


def after_split(join_id: UUID, from_id: UUID, person_ids: Collection[UUID]) -> None:
    actions.take_back_after_split(join_id)
    ask_for_search(actions.reopen_after_split(person_ids))
