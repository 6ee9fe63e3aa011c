"""The search for pairs: what it proposes, what it must not."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction
from django_tasks_db.models import DBTaskResult

from dodomu.engine.values.dates import PartialDate
from dodomu.engine.values.sources import SourceKind
from dodomu.journey.registry import actions as registry
from dodomu.journey.registry.actions.facts import SaidBy
from dodomu.journey.registry.actions.statements import FactInput
from dodomu.journey.registry.models import Fact, Mention, SearchKey
from dodomu.journey.registry.queries import blocking, linking
from dodomu.journey.registry.queries.current import mentions_of
from dodomu.journey.tracing import actions, queries, rules
from dodomu.journey.tracing.models import Candidate
from tests.journey.imported import imported
from tests.journey.registry_people import recorded_child
from tests.journey.tracing_pairs import olena_pair, olena_twice, pair_of, search_all, search_for

pytestmark = pytest.mark.django_db
Viewers = Callable[..., Any]


@pytest.fixture
def analyst(viewer_with: Viewers) -> Any:
    return viewer_with("tracing_analyst")


def test_a_child_is_found_under_a_russified_name_and_a_swapped_date(analyst: Any) -> None:
    pair = olena_pair(analyst)
    assert (pair.status, pair.found) == ("open", "search")
    assert pair.probability > 0.8


def test_a_child_under_another_family_name_is_compared(analyst: Any) -> None:
    one = recorded_child(analyst, "Коваленко Олена Іванівна", born="2014-03-05")
    other = recorded_child(analyst, "Смирнова Елена Ивановна", born="2014-03-05")
    assert (min(one, other), max(one, other)) in blocking.near(mentions_of(one))


def test_searching_again_changes_nothing(analyst: Any) -> None:
    olena_twice(analyst)
    assert search_all() == 1
    assert search_all() == 0
    assert Candidate.objects.filter(status="open").count() == 1


def test_a_sister_is_a_hint_of_kinship_and_never_offered_as_the_same(analyst: Any) -> None:
    one, _other = olena_twice(analyst)
    sister = recorded_child(analyst, "Коваленко Марія Іванівна", born="2012-08-01", mother="Коваленко Ірина Петрівна")
    search_all()
    pair = pair_of(one, sister)
    assert (pair.status, pair.relation_hint) == ("family", "sibling")
    assert pair.id not in {row.id for row in queries.queue(analyst, {}).rows}


def test_a_mother_is_no_candidate_for_her_child(analyst: Any) -> None:
    one, _other = olena_twice(analyst)
    search_all()
    roles = linking.known_of([end for pair in Candidate.objects.all() for end in (pair.person_a_id, pair.person_b_id)])
    assert all(known.roles == {"child"} for known in roles.values())
    assert one in roles


def test_a_recorded_report_asks_for_the_search_in_its_transaction(analyst: Any) -> None:
    recorded_child(analyst, "Шевчук Тарас Олегович", born="2013-01-02")
    assert DBTaskResult.objects.filter(task_path="dodomu.journey.tracing.jobs.find_candidates").count() == 1


def test_a_search_that_is_rolled_back_was_never_asked_for(analyst: Any) -> None:
    with transaction.atomic():
        recorded_child(analyst, "Шевчук Тарас Олегович", born="2013-01-02")
        transaction.set_rollback(True)
    assert not DBTaskResult.objects.exists()


def test_a_rejected_pair_returns_only_with_new_facts(analyst: Any) -> None:
    pair = olena_pair(analyst)
    actions.decide(analyst, pair.id, "different", "Another mother, I called her.")
    assert search_all() == 0
    pair.refresh_from_db()
    assert pair.status == "different"
    fact = FactInput("document", "ВВ 123456")
    registry.add_fact(analyst, pair.person_a_id, fact, SaidBy(SourceKind.AUTHORITY))
    assert search_for(pair.person_a_id) == 1
    pair.refresh_from_db()
    assert pair.status == "open"


def test_the_review_says_what_changed_since_the_rejection(analyst: Any) -> None:
    pair = olena_pair(analyst)
    actions.decide(analyst, pair.id, "different", "Another mother, I called her.")
    registry.add_fact(analyst, pair.person_a_id, FactInput("document", "ВВ 123456"), SaidBy(SourceKind.AUTHORITY))
    changed = queries.review(analyst, pair.id).changed
    assert changed is not None
    assert (changed.new, changed.gone) == (1, 0)


def test_the_younger_child_comes_first(analyst: Any) -> None:
    for name, born in (("Ткаченко Данило Романович", "2020-02-02"), ("Мельник Софія Андріївна", "2010-02-02")):
        recorded_child(analyst, name, born=born)
        recorded_child(analyst, name, born=born, place="Ізюм")
    search_all()
    rows = queries.queue(analyst, {}).rows
    assert [row.left.name.family for row in rows if row.left.name] == ["Ткаченко", "Мельник"]
    assert rows[0].urgency > rows[1].urgency


def test_pairs_put_side_by_side_by_hand_keep_one_row(analyst: Any) -> None:
    one = recorded_child(analyst, "Гнатюк Назар Петрович", born="2015-06-01")
    other = recorded_child(analyst, "Бондар Кіра Юріївна", born="2011-06-01")
    pair = actions.put_side_by_side(analyst, one, other)
    assert (pair.found, pair.status) == ("hand", "open")
    assert actions.put_side_by_side(analyst, other, one).id == pair.id


def test_a_record_is_not_compared_with_itself(analyst: Any) -> None:
    one = recorded_child(analyst, "Гнатюк Назар Петрович", born="2015-06-01")
    with pytest.raises(ValueError, match="another person"):
        actions.put_side_by_side(analyst, one, one)


def test_hotline_sees_no_pair(analyst: Any, viewer_with: Viewers) -> None:
    from dodomu.base.access.policy import NotAllowed

    pair = olena_pair(analyst)
    hotline = viewer_with("hotline")
    with pytest.raises(NotAllowed):
        queries.queue(hotline, {})
    with pytest.raises(queries.CandidateNotFound):
        queries.review(hotline, pair.id)


def test_the_rules_prefer_the_young_and_skip_witnesses() -> None:
    assert rules.urgency(4) > rules.urgency(8) > rules.urgency(16) > rules.urgency(30)
    assert not rules.may_be_one(frozenset({"child"}), frozenset({"witness"}))


def test_a_withdrawn_report_takes_its_pairs_out_of_the_queue(analyst: Any) -> None:
    pair = olena_pair(analyst)
    (mention,) = mentions_of(pair.person_b_id)
    (report,) = linking.report_ids_of(pair.person_b_id)
    registry.withdraw_report(analyst, report, "The list was a forgery.")
    actions.find_among([mention])
    pair.refresh_from_db()
    assert pair.status == "gone"
    assert queries.queue(analyst, {}).total == 0


def test_two_rows_of_one_import_are_a_conflict_and_not_offered(analyst: Any) -> None:
    rows = ["Явір Софія Петрівна;2015-03-05;Калинка", "Явір София Петровна;2015-03-05;Калинка"]
    imported(analyst, "\n".join(["ПІБ;Дата народження;Заклад", *rows, ""]))
    one, other = Mention.objects.filter(role="child").values_list("own_person_id", flat=True)
    search_all()
    pair = pair_of(one, other)
    assert pair.one_list
    assert queries.queue(analyst, {}).total == 0
    assert [row.id for row in queries.queue(analyst, {"state": "conflict"}).rows] == [pair.id]


def test_compound_keys_are_kept_once_and_put_back_after_a_correction(analyst: Any) -> None:
    one = recorded_child(analyst, "Гнатюк Назар Петрович", born="2015-06-01")
    mentions = mentions_of(one)
    assert registry.keep_pairs(mentions) > 3
    assert registry.keep_pairs(mentions) == 0
    (fact,) = Fact.objects.filter(mention__in=mentions, attribute="birth_date")
    registry.correct_fact(analyst, fact.id, PartialDate.from_edtf("2016-06-01"), "The certificate says so.")
    assert not SearchKey.objects.filter(mention__in=mentions, kind="pair").exists()
    assert registry.keep_pairs(mentions) > 3


def test_a_changed_family_name_and_a_year_misread_meet_by_given_name_and_father(analyst: Any) -> None:
    one = recorded_child(analyst, "Гнатюк Назар Петрович", born="2015-06-01")
    other = recorded_child(analyst, "Смирнов Назар Петрович", born="2014-09-11")
    namesake = recorded_child(analyst, "Гнатюк Назар Петрович", born="2015-06-02")
    for person in (one, other, namesake):
        registry.keep_pairs(mentions_of(person))
    assert (min(one, other), max(one, other)) in blocking.near(mentions_of(one))
    assert (min(one, namesake), max(one, namesake)) in blocking.near(mentions_of(one))


def test_a_withdrawn_report_has_no_compound_keys(analyst: Any) -> None:
    one = recorded_child(analyst, "Гнатюк Назар Петрович", born="2015-06-01")
    mentions = mentions_of(one)
    (report,) = linking.report_ids_of(one)
    registry.withdraw_report(analyst, report, "A forgery.")
    assert registry.keep_pairs(mentions) == 0
