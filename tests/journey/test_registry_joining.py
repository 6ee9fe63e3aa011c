"""Two persons become one, and two again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dodomu.base import events
from dodomu.base.access.policy import NotAllowed
from dodomu.journey.registry import actions, queries
from dodomu.journey.registry.actions import AlreadyOne, ConfirmationNeeded
from dodomu.journey.registry.components import representatives
from dodomu.journey.registry.models import Join, Membership, ProfileCard
from dodomu.journey.registry.queries.kept_cards import summaries
from tests.journey.registry_people import recorded_child

Viewers = Callable[..., Any]
NAMES = ("Гриценко Данило", "Мороз Оксана", "Лис Яна", "Гай Марко", "Дуб Тарас")


@pytest.fixture
def author(viewer_with: Viewers) -> Any:
    return viewer_with("tracing_analyst")


@pytest.fixture
def second(viewer_with: Viewers) -> Any:
    return viewer_with("tracing_analyst")


@pytest.mark.django_db
def test_a_join_brings_both_records_under_the_older_person(author: Any, second: Any) -> None:
    danylo, daniil = recorded_child(author, "Гриценко Данило"), recorded_child(author, "Гриценко Даниил")
    actions.join_persons(author, second, daniil, danylo, "same birth certificate")
    assert queries.current_person(daniil) == danylo
    assert {fact.value.full for fact in _names(author, danylo)} == {"Гриценко Данило", "Гриценко Даниил"}
    assert ProfileCard.objects.count() == 1


@pytest.mark.django_db
def test_a_split_gives_each_record_back(author: Any, second: Any) -> None:
    danylo, daniil = recorded_child(author, "Гриценко Данило"), recorded_child(author, "Гриценко Даниил")
    before = _state()
    join = actions.join_persons(author, second, daniil, danylo, "same birth certificate")
    assert actions.split_persons(author, join.id, "two cousins") == [danylo, daniil]
    assert _state() == before
    assert Membership.objects.filter(until__isnull=False).count() == 2


@pytest.mark.django_db
def test_reasons_of_a_join_and_a_split_stay(author: Any, second: Any) -> None:
    danylo, daniil = recorded_child(author, "Гриценко Данило"), recorded_child(author, "Гриценко Даниил")
    join = actions.join_persons(author, second, danylo, daniil, "same birth certificate")
    actions.split_persons(author, join.id, "two cousins")
    row = queries.joins_of(author, danylo)[0]
    assert (row.reason, row.split_reason) == ("same birth certificate", "two cousins")
    assert row.confirmed_by == second.display_name


@pytest.mark.django_db
def test_nobody_confirms_their_own_join(author: Any) -> None:
    danylo, daniil = recorded_child(author, "Гриценко Данило"), recorded_child(author, "Гриценко Даниил")
    with pytest.raises(ConfirmationNeeded):
        actions.join_persons(author, author, danylo, daniil, "sure")
    with pytest.raises(ConfirmationNeeded):
        actions.join_persons(replace(author, alone=False), None, danylo, daniil, "sure")


@pytest.mark.django_db
def test_the_database_refuses_an_author_who_confirms(author: Any, second: Any) -> None:
    danylo, daniil = recorded_child(author, "Гриценко Данило"), recorded_child(author, "Гриценко Даниил")
    made = actions.join_persons(author, second, danylo, daniil, "same")
    with pytest.raises(DatabaseError), transaction.atomic():
        Join.objects.create(
            person_a_id=daniil,
            person_b_id=danylo,
            since=timezone.now(),
            by_id=author.user_id,
            confirmed_by_id=author.user_id,
            data_key=made.data_key,
            reason_sealed=b"x",
        )


@pytest.mark.django_db
def test_who_works_alone_joins_without_confirmation_and_it_says_so(author: Any) -> None:
    danylo, daniil = recorded_child(author, "Гриценко Данило"), recorded_child(author, "Гриценко Даниил")
    actions.join_persons(replace(author, alone=True), None, danylo, daniil, "same")
    assert queries.joins_of(author, danylo)[0].not_confirmed


@pytest.mark.django_db
def test_only_who_may_confirm_confirms(author: Any, viewer_with: Viewers) -> None:
    danylo, daniil = recorded_child(author, "Гриценко Данило"), recorded_child(author, "Гриценко Даниил")
    with pytest.raises(NotAllowed):
        actions.join_persons(author, viewer_with("case_worker"), danylo, daniil, "same")


@pytest.mark.django_db
def test_one_person_is_not_joined_to_itself(author: Any, second: Any) -> None:
    danylo, daniil = recorded_child(author, "Гриценко Данило"), recorded_child(author, "Гриценко Даниил")
    actions.join_persons(author, second, danylo, daniil, "same")
    with pytest.raises(AlreadyOne):
        actions.join_persons(author, second, daniil, danylo, "again")


@pytest.mark.django_db
def test_a_join_is_undone_once(author: Any, second: Any) -> None:
    danylo, daniil = recorded_child(author, "Гриценко Данило"), recorded_child(author, "Гриценко Даниил")
    join = actions.join_persons(author, second, danylo, daniil, "same")
    actions.split_persons(author, join.id, "not the same")
    with pytest.raises(ValueError, match="undone"):
        actions.split_persons(author, join.id, "not the same")


@pytest.mark.django_db
def test_later_stages_hear_of_joins_and_splits(author: Any, second: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[Any] = []
    monkeypatch.setitem(events._handlers, "persons_joined", [lambda **ids: heard.append(ids)])
    monkeypatch.setitem(events._handlers, "persons_split", [lambda **ids: heard.append(ids)])
    danylo, daniil = recorded_child(author, "Гриценко Данило"), recorded_child(author, "Гриценко Даниил")
    join = actions.join_persons(author, second, daniil, danylo, "same")
    actions.split_persons(author, join.id, "not the same")
    assert heard[0] == {"kept_id": danylo, "absorbed_ids": [daniil], "join_id": join.id}
    assert heard[1] == {"join_id": join.id, "from_id": danylo, "person_ids": [danylo, daniil]}


@pytest.mark.django_db
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(order=st.data())
def test_any_joins_undone_in_any_order_restore_the_exact_state(author: Any, second: Any, order: st.DataObject) -> None:
    with transaction.atomic():
        people = [recorded_child(author, name) for name in NAMES]
        before, joins = _state(), []
        for _ in range(order.draw(st.integers(1, 6))):
            a, b = order.draw(st.lists(st.sampled_from(people), min_size=2, max_size=2, unique=True))
            if queries.current_person(a) != queries.current_person(b):
                joins.append(actions.join_persons(author, second, a, b, "same"))
            if joins and order.draw(st.booleans()):
                actions.split_persons(author, joins.pop(order.draw(st.integers(0, len(joins) - 1))).id, "not")
            assert _grouping(people) == representatives(people, [(one.person_a_id, one.person_b_id) for one in joins])
        for join in order.draw(st.permutations(joins)):
            actions.split_persons(author, join.id, "not the same")
        assert _state() == before
        transaction.set_rollback(True)


@given(edges=st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=15), order=st.randoms())
def test_components_do_not_depend_on_the_order_of_edges(edges: list[tuple[int, int]], order: Any) -> None:
    shuffled = list(edges)
    order.shuffle(shuffled)
    assert representatives(range(10), edges) == representatives(range(10), shuffled)


def _grouping(people: list[UUID]) -> dict[UUID, UUID]:
    return {person: queries.current_person(person) for person in people}


def _state() -> Any:
    """Who belongs to whom, and what every card says."""
    cards = list(ProfileCard.objects.values_list("person_id", "version"))
    said = {person: summary.to_json() for person, summary in summaries(cards).items()}
    rows = ProfileCard.objects.order_by("person_id").values_list(
        "person_id", "is_child", "reports", "sources", "last_report_at", "data_key_id"
    )
    return set(Membership.objects.filter(until=None).values_list("mention_id", "person_id")), said, list(rows)


def _names(viewer: Any, person: UUID) -> list[Any]:
    found = queries.profile(viewer, person).attributes["name"]
    return [found.preferred, *found.agreeing, *found.others]


@pytest.mark.django_db
def test_a_pin_goes_with_its_record_when_the_persons_are_split(author: Any, second: Any) -> None:
    one, other = recorded_child(author, "Явір Софія"), recorded_child(author, "Явор Софья")
    join = actions.join_persons(author, second, one, other, "same school")
    (pinned,) = (fact for fact in _names(author, one) if fact.value.full == "Явор Софья")
    actions.pin_fact(author, pinned.id, "as she signs")
    actions.split_persons(author, join.id, "two girls")
    actions.pin_fact(author, _names(author, one)[0].id, "as her mother says")
    assert queries.profile(author, other).attributes["name"].pin is not None
    assert queries.profile(author, one).attributes["name"].pin is not None
