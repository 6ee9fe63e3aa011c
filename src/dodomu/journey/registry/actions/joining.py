"""Decide that two persons are one, and undo it: edges are added and ended, memberships follow from them."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from dodomu.base import events
from dodomu.base.access import policy
from dodomu.base.access.acts import Act
from dodomu.base.access.viewer import Viewer
from dodomu.base.database.ids import new_id
from dodomu.base.database.locks import serialise
from dodomu.base.keys import DataKey, open_key, seal
from dodomu.journey.registry.actions import cards
from dodomu.journey.registry.actions.facts import log, need_reason
from dodomu.journey.registry.components import representatives
from dodomu.journey.registry.models import Join, Membership, Mention
from dodomu.journey.registry.queries.current import current_persons

LOCK = "registry.joins"
TABLE = "registry_join"


class AlreadyOne(ValueError):
    """The two are one person already."""


class ConfirmationNeeded(ValueError):
    """A join takes two people: an author and somebody else who confirms."""


def join_persons(
    by: Viewer,
    confirmed_by: Viewer | None,
    a: UUID,
    b: UUID,
    reason: str,
    *,
    decision_ref: UUID | None = None,
) -> Join:
    """Make two persons one.

    Parameters:
        by: who decided. confirmed_by: who confirmed; None only where one person works alone, and then
            the join says for ever that nobody confirmed it.
        decision_ref: the decision this follows from. With it, two that other joins hold together already are joined
            once more, so that they stay together when one of those is undone.

    Raises:
        ConfirmationNeeded: nobody confirmed, or the author did. AlreadyOne: nothing to join.
        ValueError: no reason. NotAllowed, OutOfReach: the one who acts now may not, or not these two.
    """
    need_reason(reason)
    _need_two(by, confirmed_by)
    actor, act = (confirmed_by, Act.CANDIDATE_CONFIRM) if confirmed_by else (by, Act.PERSON_JOIN)
    with transaction.atomic():
        serialise(LOCK)
        current = current_persons([a, b])
        if a not in current or b not in current:
            raise policy.OutOfReach
        for person_id in current.values():
            policy.require(actor, act, subject=person_id)
        kept, absorbed = min(current.values()), max(current.values())
        if kept == absorbed and (decision_ref is None or a == b or _edge_holds(a, b)):
            raise AlreadyOne("These two are one person already.")
        join = _add_edge(by, confirmed_by, (a, b), reason, decision_ref)
        log("person.joined", actor, kept, join=str(join.id), confirmed=int(confirmed_by is not None))
        if kept != absorbed:
            _regroup(_component({a, b}))
            events.publish("persons_joined", kept_id=kept, absorbed_ids=[absorbed], join_id=join.id)
    return join


def split_persons(by: Viewer, join_id: UUID, reason: str) -> list[UUID]:
    """Undo one join; what other joins hold together stays together.

    Returns:
        The persons there are now in place of the one: a single one when another join still holds it.

    Raises:
        ValueError: no reason, or the join was undone before. NotAllowed, OutOfReach: not for this viewer.
    """
    policy.require(by, Act.PERSON_SPLIT)
    need_reason(reason)
    with transaction.atomic():
        serialise(LOCK)
        join = Join.objects.select_related("data_key__organisation_key").filter(pk=join_id).first()
        if join is None:
            raise policy.OutOfReach
        whole = current_persons([join.person_a_id])[join.person_a_id]
        policy.require(by, Act.PERSON_SPLIT, subject=whole)
        if join.until is not None:
            raise ValueError("join: it was undone before.")
        nodes = _component({join.person_a_id, join.person_b_id})
        _end_edge(by, join, reason)
        now = sorted(_regroup(nodes))
        log("person.split", by, whole, join=str(join.id), persons=len(now))
        events.publish("persons_split", join_id=join.id, from_id=whole, person_ids=now)
    return now


def _need_two(by: Viewer, confirmed_by: Viewer | None) -> None:
    if by.user_id is None:
        raise ConfirmationNeeded("A person decides, not the installation.")
    if confirmed_by is None and not by.alone:
        raise ConfirmationNeeded("Somebody else has to confirm.")
    if confirmed_by is not None and confirmed_by.user_id in (None, by.user_id):
        raise ConfirmationNeeded("The one who confirms is somebody else than the author.")


def _edge_holds(a: UUID, b: UUID) -> bool:
    return Join.objects.filter(Q(person_a=a, person_b=b) | Q(person_a=b, person_b=a), until=None).exists()


def _add_edge(
    by: Viewer, confirmed_by: Viewer | None, ends: tuple[UUID, UUID], reason: str, decision_ref: UUID | None
) -> Join:
    join_id, (a, b) = new_id(), ends
    key_row = DataKey.objects.filter(pk__in=Mention.objects.filter(own_person=a).values("data_key")).order_by("pk")
    key = key_row.select_related("organisation_key")[0]
    return Join.objects.create(
        id=join_id,
        person_a_id=a,
        person_b_id=b,
        since=timezone.now(),
        by_id=by.staff_id,
        confirmed_by_id=confirmed_by.user_id if confirmed_by else None,
        not_confirmed=confirmed_by is None,
        decision_ref=decision_ref,
        data_key=key,
        reason_sealed=seal(open_key(key), TABLE, join_id, "reason_sealed", reason),
    )


def _end_edge(by: Viewer, join: Join, reason: str) -> None:
    join.until = timezone.now()
    join.split_by_id = by.user_id
    join.split_reason_sealed = seal(open_key(join.data_key), TABLE, join.id, "split_reason_sealed", reason)
    join.save(update_fields=["until", "split_by", "split_reason_sealed"])


def _component(start: Collection[UUID]) -> set[UUID]:
    """Every person that active joins reach from these."""
    reached, ahead = set(start), set(start)
    while ahead:
        edges = Join.objects.filter(Q(person_a__in=ahead) | Q(person_b__in=ahead), until=None)
        ends = {end for pair in edges.values_list("person_a_id", "person_b_id") for end in pair}
        ahead = ends - reached
        reached |= ahead
    return reached


def _regroup(nodes: Collection[UUID]) -> set[UUID]:
    """Move the memberships of these persons' own mentions to where the active joins put them now."""
    edges = Join.objects.filter(person_a__in=nodes, person_b__in=nodes, until=None)
    belongs = representatives(nodes, edges.values_list("person_a_id", "person_b_id"))
    now = timezone.now()
    rows = list(Membership.objects.filter(mention__own_person__in=nodes, until=None).select_related("mention"))
    moved = [row for row in rows if row.person_id != belongs[row.mention.own_person_id]]
    Membership.objects.filter(pk__in=[row.pk for row in moved]).update(until=now)
    Membership.objects.bulk_create(
        Membership(mention_id=row.mention_id, person_id=belongs[row.mention.own_person_id], since=now) for row in moved
    )
    cards.rebuild(set(nodes))
    return set(belongs.values())
