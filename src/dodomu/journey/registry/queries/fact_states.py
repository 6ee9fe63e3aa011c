"""What stands on a child's page where the forms of facts can change it, so that nobody is overtaken unseen."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from uuid import UUID

from django.utils.translation import gettext

from dodomu.base.access.models import User
from dodomu.base.versions import Addition, State, Value
from dodomu.engine.values.dates import PartialDate
from dodomu.engine.values.names import NameForm
from dodomu.engine.values.places import Place
from dodomu.journey.registry.attributes import ATTRIBUTES
from dodomu.journey.registry.models import Pin
from dodomu.journey.registry.phrases import value_text
from dodomu.journey.registry.queries.current import mentions_of
from dodomu.journey.registry.queries.facts import StatedFact, stated_facts


def fact_state(fact: StatedFact) -> State:
    """For the form that corrects a fact: the value as it would be typed. The caller has checked who asks."""
    by = _names([fact]).get(fact.recorded_by_id, "")
    record = f"fact:{fact.mention_id}:{fact.attribute}"
    values = _typed(fact)
    additions = () if values else (Addition(str(fact.id), _text(fact), by, fact.recorded_at),)
    return State(record, values, by, fact.recorded_at, additions)


def attribute_state(person_id: UUID, code: str) -> State:
    """For the forms that add, prefer or withdraw: every statement of one attribute. The caller has checked who asks."""
    compartment = ATTRIBUTES[code].compartment or ""
    facts = [one for one in stated_facts(mentions_of(person_id), compartments=[compartment]) if one.attribute == code]
    names = _names(facts)
    additions = [*_statements(facts, names), *_preferred({fact.id: fact for fact in facts})]
    return State(f"person:{person_id}:{code}", additions=tuple(additions))


def newest(facts: Collection[StatedFact], fact_id: UUID) -> StatedFact | None:
    """The fact itself, or what it was corrected to."""
    by_id = {fact.id: fact for fact in facts}
    correction = {fact.supersedes_id: fact for fact in facts if fact.withdrawn_at is None and fact.supersedes_id}
    found = by_id.get(fact_id)
    while found is not None and found.id in correction:
        found = correction[found.id]
    return found


def _typed(fact: StatedFact) -> dict[str, Value]:
    match fact.value:
        case NameForm():
            return {"value": fact.value.full, "name_kind": str(fact.value.kind)}
        case PartialDate():
            return {"value": fact.value.edtf}
        case Place():
            return {"value": fact.value.full}
        case str():
            return {"value": fact.value}
        case _:
            return {}


def _statements(facts: Iterable[StatedFact], names: dict[UUID | None, str]) -> Iterator[Addition]:
    for fact in facts:
        text = gettext("Corrected: %(value)s") if fact.supersedes_id else "%(value)s"
        yield Addition(
            str(fact.id), text % {"value": _text(fact)}, names.get(fact.recorded_by_id, ""), fact.recorded_at
        )
        if fact.withdrawn_at is not None:
            words = gettext("Withdrawn: %(value)s") % {"value": _text(fact)}
            yield Addition(f"withdrawn:{fact.id}", words, "", fact.withdrawn_at)


def _preferred(facts: dict[UUID, StatedFact]) -> Iterator[Addition]:
    for pin in Pin.objects.filter(fact__in=facts, until=None).select_related("by").order_by("since"):
        words = gettext("Shown first: %(value)s") % {"value": _text(facts[pin.fact_id])}
        yield Addition(f"pin:{pin.id}", words, pin.by.display_name, pin.since)


def _names(facts: Iterable[StatedFact]) -> dict[UUID | None, str]:
    wanted = {fact.recorded_by_id for fact in facts if fact.recorded_by_id}
    return dict(User.objects.filter(pk__in=wanted).values_list("pk", "display_name"))


def _text(fact: StatedFact) -> str:
    return value_text(fact.value, ATTRIBUTES[fact.attribute].kind)
