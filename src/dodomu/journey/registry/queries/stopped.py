"""Whose data must not be used for what, following joins and splits: a restriction set on one record holds for the child.

What counts as use for tracing, and what remains (the work of those entrusted with the child, oversight, evidence), is
decision 0011.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import TypeVar
from uuid import UUID

from django.db.models import Q, QuerySet

from dodomu.base.access import policy, restricted
from dodomu.base.access.acts import Act
from dodomu.base.access.uses import Use, uses_of_export
from dodomu.base.access.viewer import Viewer
from dodomu.journey.registry.models import Membership

Row = TypeVar("Row")


def stopped_persons(uses: Collection[str]) -> QuerySet[Membership, UUID]:
    """The ids of persons, as they are now after all joins, whose data must not be used for one of these uses."""
    subjects = restricted.in_force(uses).values("subject")
    found = Membership.objects.filter(mention__own_person__in=subjects, until=None)
    return found.order_by().values_list("person_id", flat=True)


def stopped_among(person_ids: Collection[UUID], use: str) -> set[UUID]:
    """Those of these persons, under their current ids, whose data must not be used for this."""
    if not restricted.in_force([use]).exists():
        return set()
    return set(stopped_persons([use])) & set(person_ids)


def come_upon(viewer: Viewer, act: Act, *, field: str = "pk") -> Q:
    """The filter of lists and searches: a child whose consent to tracing does not hold is not come upon.

    Those entrusted with the child (by team or by name) and those who watch over the data still find it, save where
    they read for tracing itself (``viewer.use``).
    """
    if not restricted.in_force([Use.TRACING]).exists():
        return Q()
    free = ~Q(**{f"{field}__in": stopped_persons([Use.TRACING])})
    if viewer.use == Use.TRACING:
        return free
    if Act.RESTRICTED_FIND in viewer.acts:
        return Q()
    return free | policy.entrusted(viewer, act, field=field)


def may_leave(purpose: str, person_ids: Collection[UUID]) -> set[UUID]:
    """Those of these persons who may stand on a list that leaves for this purpose (``base/access/data/exports.csv``)."""
    uses = uses_of_export(purpose)
    if not restricted.in_force(uses).exists():
        return set(person_ids)
    return set(person_ids) - set(stopped_persons(uses))


def rows_that_may_leave(purpose: str, rows: Sequence[Row], person_of: Callable[[Row], UUID]) -> list[Row]:
    """The rows of a list that may leave for this purpose, in their order."""
    allowed = may_leave(purpose, [person_of(row) for row in rows])
    return [row for row in rows if person_of(row) in allowed]
