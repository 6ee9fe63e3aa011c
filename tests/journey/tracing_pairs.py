"""Invented pairs of records for tests of tracing and cases."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from dodomu.journey.registry.models import Mention
from dodomu.journey.registry.queries.current import mentions_of
from dodomu.journey.tracing import actions
from dodomu.journey.tracing.models import Candidate, Decision
from tests.journey.registry_people import recorded_child

REASON = "Same mother, same day of birth, both from Bakhmut."


def olena_twice(analyst: Any) -> tuple[UUID, UUID]:
    """Olena as her mother reports her, and as Yelena on a list with day and month swapped."""
    one = recorded_child(
        analyst, "Коваленко Олена Іванівна", born="2014-03-05", mother="Коваленко Ірина Петрівна", place="Бахмут"
    )
    other = recorded_child(
        analyst, "Коваленко Елена Ивановна", born="2014-05-03", mother="Коваленко Ирина Петровна", place="Артемовск"
    )
    return one, other


def search_all() -> int:
    """Run the search over every mention there is."""
    return actions.find_among(list(Mention.objects.values_list("id", flat=True)))


def search_for(*persons: UUID) -> int:
    return actions.find_among([mention for person in persons for mention in mentions_of(person)])


def pair_of(one: UUID, other: UUID) -> Candidate:
    small, large = sorted((one, other))
    return Candidate.objects.get(person_a=small, person_b=large)


def olena_pair(analyst: Any) -> Candidate:
    """The pair of both records of Olena, found by the search."""
    one, other = olena_twice(analyst)
    search_all()
    return pair_of(one, other)


def joined(analyst: Any, second: Any) -> tuple[Candidate, Decision]:
    """Both records of Olena, joined by two people."""
    pair = olena_pair(analyst)
    decision = actions.decide(analyst, pair.id, "same", REASON)
    decision = actions.confirm(second, decision.id, "I see the same mother.")
    pair.refresh_from_db()
    return pair, decision


def namesakes(analyst: Any, born: str = "2016-11-20") -> Candidate:
    """Two children of one common name, born years apart in different towns of different mothers, put side by side."""
    one = recorded_child(
        analyst, "Шевченко Іван Іванович", born="2009-01-02", mother="Шевченко Ольга Петрівна", place="Одеса"
    )
    other = recorded_child(
        analyst, "Шевченко Іван Іванович", born=born, mother="Шевченко Дарина Юріївна", place="Луганськ"
    )
    return actions.put_side_by_side(analyst, one, other)


def sisters(analyst: Any) -> Candidate:
    """Olena and Mariia of one mother, which the search takes for one family."""
    one = recorded_child(analyst, "Коваленко Олена Іванівна", born="2014-03-05", mother="Коваленко Ірина Петрівна")
    other = recorded_child(analyst, "Коваленко Марія Іванівна", born="2012-08-01", mother="Коваленко Ірина Петрівна")
    search_all()
    return pair_of(one, other)
