"""One decides, another confirms; the action refuses anything else and so does the database."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from dodomu.base import journal
from dodomu.base.access.policy import NotAllowed
from dodomu.journey.registry import actions as registry
from dodomu.journey.registry.models import Join, Membership
from dodomu.journey.registry.queries import linking
from dodomu.journey.tracing import actions, queries
from dodomu.journey.tracing.models import Candidate, Decision
from tests.journey.registry_people import recorded_child
from tests.journey.tracing_pairs import REASON, joined, olena_pair, pair_of, search_all

pytestmark = pytest.mark.django_db
Viewers = Callable[..., Any]


@pytest.fixture
def second(viewer_with: Viewers) -> Any:
    return viewer_with("director")


@pytest.fixture
def analyst(viewer_with: Viewers, second: Any) -> Any:
    """Seen after the second person was hired: nobody is alone."""
    return viewer_with("tracing_analyst")


def memberships() -> set[Any]:
    return set(Membership.objects.filter(until=None).values_list("mention_id", "person_id"))


def kinds(subject: Any) -> list[str]:
    return [entry.kind for entry in journal.entries_about(subject)]


def test_same_joins_nothing_until_a_second_person_confirms(analyst: Any) -> None:
    pair = olena_pair(analyst)
    decision = actions.decide(analyst, pair.id, "same", REASON)
    pair.refresh_from_db()
    assert (decision.outcome, pair.status) == ("waiting", "waiting")
    assert not Join.objects.exists()


def test_the_second_person_joins_the_two(analyst: Any, second: Any) -> None:
    pair, decision = joined(analyst, second)
    assert (decision.outcome, pair.status) == ("confirmed", "same")
    assert linking.current_person(pair.person_b_id) == pair.person_a_id
    assert Join.objects.get(id=decision.join_ref).decision_ref == decision.id


def test_the_author_cannot_confirm(analyst: Any) -> None:
    decision = actions.decide(analyst, olena_pair(analyst).id, "same", REASON)
    with pytest.raises(actions.SamePerson):
        actions.confirm(analyst, decision.id, "I agree with myself.")
    with pytest.raises(actions.SamePerson):
        actions.reject(analyst, decision.id, "I disagree with myself.")


def test_the_database_refuses_the_author_as_the_second_person(analyst: Any) -> None:
    decision = actions.decide(analyst, olena_pair(analyst).id, "same", REASON)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE tracing_decision SET confirmed_by_id = by_id, confirmed_at = at")
    assert Decision.objects.get(id=decision.id).confirmed_by_id is None


def test_the_database_refuses_a_confirmation_by_nobody(analyst: Any) -> None:
    actions.decide(analyst, olena_pair(analyst).id, "same", REASON)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE tracing_decision SET outcome = 'confirmed'")


@pytest.mark.parametrize("change", ["verdict = 'different'", "at = '2020-01-01 00:00:00+00:00'", "known_a = 'x'"])
def test_a_decision_is_never_rewritten(analyst: Any, change: str) -> None:
    actions.decide(analyst, olena_pair(analyst).id, "same", REASON)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE tracing_decision SET {change}")


def test_a_decision_is_never_deleted(analyst: Any) -> None:
    actions.decide(analyst, olena_pair(analyst).id, "unsure", REASON)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM tracing_decision")


def test_a_rejection_sends_the_pair_back_with_both_opinions(analyst: Any, second: Any) -> None:
    pair = olena_pair(analyst)
    decision = actions.decide(analyst, pair.id, "same", REASON)
    actions.reject(second, decision.id, "The mothers live in different towns.")
    pair.refresh_from_db()
    row = queries.review(analyst, pair.id).decisions[0]
    assert pair.status == "open"
    assert (row.reason, row.second_reason) == (REASON, "The mothers live in different towns.")
    assert not Join.objects.exists()


def test_undoing_restores_the_exact_state(analyst: Any, second: Any) -> None:
    pair = olena_pair(analyst)
    before = memberships()
    decision = actions.decide(analyst, pair.id, "same", REASON)
    actions.confirm(second, decision.id, "I see the same mother.")
    assert memberships() != before
    actions.undo(analyst, decision.id, "The mother says she has two daughters.")
    pair.refresh_from_db()
    assert (memberships(), pair.status) == (before, "open")


def test_an_undone_decision_keeps_its_reason(analyst: Any, second: Any) -> None:
    pair, decision = joined(analyst, second)
    actions.undo(analyst, decision.id, "The mother says she has two daughters.")
    row = queries.review(analyst, pair.id).decisions[0]
    assert (row.outcome, row.undone_reason) == ("undone", "The mother says she has two daughters.")


def test_a_join_settles_the_other_pairs_and_a_split_gives_them_back(analyst: Any, second: Any) -> None:
    pair = olena_pair(analyst)
    third = recorded_child(analyst, "Kovalenko Olena", born="2014-03-05")
    search_all()
    other = pair_of(pair.person_b_id, third)
    decision = actions.decide(analyst, pair.id, "same", REASON)
    actions.confirm(second, decision.id, "I see the same mother.")
    other.refresh_from_db()
    assert other.status == "moved"
    actions.undo(analyst, decision.id, "Two daughters after all.")
    other.refresh_from_db()
    assert other.status == "open"


def test_alone_the_join_happens_and_says_that_nobody_confirmed(analyst: Any) -> None:
    alone = replace(analyst, alone=True)
    pair = olena_pair(analyst)
    decision = actions.decide(alone, pair.id, "same", REASON)
    assert (decision.outcome, decision.confirmed_by_id) == ("alone", None)
    assert Join.objects.get(id=decision.join_ref).not_confirmed


def test_two_rows_of_one_list_are_called_one_child_only_knowingly(analyst: Any) -> None:
    pair = olena_pair(analyst)
    Candidate.objects.filter(id=pair.id).update(one_list=True)
    with pytest.raises(actions.TwoRows):
        actions.decide(analyst, pair.id, "same", REASON)
    decision = actions.decide(analyst, pair.id, "same", REASON, two_rows_accepted=True)
    assert decision.two_rows_accepted
    assert pair.id not in {row.id for row in queries.queue(analyst, {"state": "open"}).rows}


def test_every_act_leaves_a_leaf(analyst: Any, second: Any) -> None:
    pair, decision = joined(analyst, second)
    actions.undo(analyst, decision.id, "Two daughters after all.")
    assert sorted(kinds(pair.pid)) == ["candidate.confirmed", "candidate.decided", "candidate.undone"]
    assert journal.verify().problems in ((), [])


def test_a_refused_act_leaves_nothing(analyst: Any) -> None:
    pair = olena_pair(analyst)
    with pytest.raises(ValueError, match="reason"):
        actions.decide(analyst, pair.id, "same", "  ")
    assert not Decision.objects.exists()
    assert kinds(pair.pid) == []


def test_a_case_worker_may_not_decide(analyst: Any, viewer_with: Viewers) -> None:
    pair = olena_pair(analyst)
    with pytest.raises(NotAllowed):
        actions.decide(viewer_with("case_worker"), pair.id, "same", REASON)


def test_no_word_about_a_child_stands_in_the_clear(analyst: Any) -> None:
    decision = actions.decide(analyst, olena_pair(analyst).id, "same", "Олена з Бахмута, мати Ірина")
    row = Decision.objects.get(id=decision.id)
    kept = bytes(row.reason_sealed) + bytes(row.seen_sealed)
    assert "Олена".encode() not in kept
    assert "Бахмут".encode() not in kept


def test_an_earlier_different_shows_when_the_record_grew(analyst: Any, second: Any) -> None:
    pair = olena_pair(analyst)
    third = recorded_child(analyst, "Kovalenko Olena", born="2014-03-05")
    search_all()
    actions.decide(analyst, pair_of(pair.person_b_id, third).id, "different", "Another mother.")
    decision = actions.decide(analyst, pair.id, "same", REASON)
    actions.confirm(second, decision.id, "I see the same mother.")
    again = actions.put_side_by_side(analyst, pair.person_a_id, third)
    assert queries.review(analyst, again.id).contradicted


def test_a_join_split_from_the_child_s_page_undoes_its_decision(analyst: Any, second: Any) -> None:
    pair, decision = joined(analyst, second)
    assert decision.join_ref is not None
    registry.split_persons(analyst, decision.join_ref, "They are cousins.")
    decision.refresh_from_db()
    pair.refresh_from_db()
    assert (decision.outcome, decision.undone_by_id, pair.status) == ("undone", analyst.user_id, "open")
    shown = queries.review(analyst, pair.id).decisions[0]
    assert shown.undone_reason == "They are cousins."
    assert "candidate.undone" in kinds(pair.pid)
    assert actions.decide(analyst, pair.id, "different", "They are cousins.").outcome == "stands"


def test_a_pair_that_became_one_by_other_joins_is_confirmed_and_holds_without_them(analyst: Any, second: Any) -> None:
    one, two, three = (
        recorded_child(analyst, name, born="2014-03-05") for name in ("Явір Софія", "Явор Софья", "Yavir")
    )
    pairs = [actions.put_side_by_side(analyst, *ends) for ends in ((one, two), (two, three), (one, three))]
    decisions = [actions.decide(analyst, pair.id, "same", REASON) for pair in pairs]
    for decision in decisions:
        actions.confirm(second, decision.id, "I agree.")
    actions.undo(analyst, decisions[0].id, "Not sure of this pair.")
    assert linking.current_person(two) == linking.current_person(one)
    actions.undo(analyst, decisions[2].id, "Nor of this one.")
    assert linking.current_person(two) != linking.current_person(one)
