"""What is recorded, and that it stays."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from dodomu.base import events, journal
from dodomu.base.access.policy import NotAllowed, OutOfReach
from dodomu.base.keys import destroy_key
from dodomu.engine.values.places import Place
from dodomu.engine.values.sources import SourceKind
from dodomu.journey.registry import actions, queries
from dodomu.journey.registry.actions import FactInput, SaidBy
from dodomu.journey.registry.models import (
    Fact,
    Membership,
    Mention,
    Person,
    ProfileCard,
    Relation,
    Report,
    SearchKey,
)
from dodomu.journey.registry.vocabulary import RelationKind
from tests.journey.registry_people import child_report, olena, person_in, recorded_child

pytestmark = pytest.mark.django_db
Viewers = Callable[..., Any]


@pytest.fixture
def analyst(viewer_with: Viewers) -> Any:
    return viewer_with("tracing_analyst")


def test_a_report_brings_persons_facts_cards_and_search_keys(analyst: Any) -> None:
    report = actions.record_report(analyst, olena(analyst))
    assert report.mentions.count() == 2
    assert Fact.objects.filter(mention__report=report, attribute="name").count() == 2
    assert Person.objects.count() == ProfileCard.objects.count() == 2
    assert SearchKey.objects.filter(mention__report=report).count() > 5


def test_no_word_of_a_report_stands_in_clear(analyst: Any) -> None:
    report = actions.record_report(analyst, olena(analyst))
    blobs = [bytes(report.payload_sealed), *(bytes(fact.value_sealed) for fact in Fact.objects.all())]
    blobs += [bytes(card.sealed) for card in ProfileCard.objects.all()]
    assert not any("Олена".encode() in blob or b"2014" in blob for blob in blobs)


def test_the_payload_is_kept_as_an_original(analyst: Any) -> None:
    report = actions.record_report(analyst, olena(analyst))
    stream = actions.open_original_of(analyst, report.id)
    assert "Коваленко Олена Іванівна" in stream.read().decode()


def test_the_same_statement_twice_is_one_report(analyst: Any) -> None:
    first = actions.record_report(analyst, olena(analyst))
    assert actions.record_report(analyst, olena(analyst)).id == first.id
    assert Report.objects.count() == 1


def test_a_withdrawn_statement_may_come_again(analyst: Any) -> None:
    first = actions.record_report(analyst, olena(analyst))
    actions.withdraw_report(analyst, first.id, "taken by mistake")
    assert actions.record_report(analyst, olena(analyst)).id != first.id


def test_a_batch_tells_what_it_knew_before(analyst: Any) -> None:
    danylo, oksana = child_report(analyst, "Гриценко Данило"), child_report(analyst, "Мороз Оксана")
    actions.record_report(analyst, danylo)
    answer = actions.record_batch(analyst, [danylo, oksana, oksana])
    assert answer[0] is None
    assert answer[1] == Report.objects.order_by("id").last().id  # type: ignore[union-attr]
    assert answer[2] is None


def test_every_report_of_a_batch_leaves_a_leaf(analyst: Any) -> None:
    rows = [child_report(analyst, f"Гай Марко {number}") for number in "АБВ"]
    recorded = actions.record_batch(analyst, rows)
    leaves = [leaf for leaf in journal.recent() if leaf.kind == "report.recorded"]
    assert {leaf.codes["report"] for leaf in leaves} == {str(one) for one in recorded}
    assert all(leaf.commitments for leaf in leaves)


def test_a_batch_has_at_most_five_hundred_rows(analyst: Any) -> None:
    with pytest.raises(ValueError, match="500"):
        actions.record_batch(analyst, [olena(analyst)] * 501)


def test_listeners_learn_the_mentions(analyst: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[Any] = []

    def listen(*, mention_ids: list[Any]) -> None:
        told.extend(mention_ids)

    monkeypatch.setitem(events._handlers, "mentions_recorded", [listen])
    report = actions.record_report(analyst, olena(analyst))
    assert set(told) == set(report.mentions.values_list("id", flat=True))


def test_a_relation_joins_two_mentions_of_the_report(analyst: Any) -> None:
    actions.record_report(analyst, olena(analyst))
    relation = Relation.objects.get()
    assert (relation.from_mention.position, relation.to_mention.position) == (1, 0)


def test_a_relation_to_nobody_is_refused(analyst: Any) -> None:
    wrong = replace(olena(analyst), relations=(actions.RelationInput(5, 0, RelationKind.MOTHER),))
    with pytest.raises(ValueError, match="relations"):
        actions.record_report(analyst, wrong)
    assert not Report.objects.exists()


def test_an_unknown_attribute_is_refused_by_name(analyst: Any) -> None:
    with pytest.raises(ValueError, match="accepted: name"):
        actions.record_report(analyst, child_report(analyst, "Лис Яна", more=(FactInput("shoe_size", "28"),)))


def test_only_who_may_record_records(viewer_with: Viewers, analyst: Any) -> None:
    with pytest.raises(NotAllowed):
        actions.record_report(viewer_with("auditor"), olena(analyst))


def test_only_who_may_import_writes_a_batch(viewer_with: Viewers, analyst: Any) -> None:
    with pytest.raises(NotAllowed):
        actions.record_batch(viewer_with("hotline"), [olena(analyst)])


def test_a_fact_is_added_to_a_known_person(analyst: Any) -> None:
    danylo = recorded_child(analyst, "Гриценко Данило")
    actions.add_fact(analyst, danylo, FactInput("birth_place", Place("Ізюм")), SaidBy(SourceKind.CHILD))
    assert Membership.objects.filter(person=danylo, until=None).count() == 2
    assert queries.profile(analyst, danylo).preferred("birth_place").value == Place("Ізюм")  # type: ignore[union-attr]


def test_nobody_adds_facts_out_of_reach(viewer_with: Viewers, analyst: Any) -> None:
    danylo = recorded_child(analyst, "Гриценко Данило")
    with pytest.raises(OutOfReach):
        actions.add_fact(viewer_with("case_worker"), danylo, FactInput("note", "x"), SaidBy(SourceKind.STAFF))


@pytest.mark.parametrize("table", [Report, Mention, Fact, Relation])
def test_what_was_said_cannot_be_changed_or_deleted(analyst: Any, table: Any) -> None:
    actions.record_report(analyst, olena(analyst))
    column = {Report: "grade", Mention: "role", Fact: "precision", Relation: "kind"}[table]
    with pytest.raises(DatabaseError), transaction.atomic():
        table.objects.update(**{column: "x"})
    with pytest.raises(DatabaseError), transaction.atomic():
        table.objects.all()._raw_delete(table.objects.db)


@pytest.mark.sqlite_only
@pytest.mark.parametrize("table", [Report, Mention, Fact, Relation, Membership])
def test_what_was_said_cannot_be_replaced(analyst: Any, table: Any) -> None:
    actions.record_report(analyst, olena(analyst))
    name = table._meta.db_table
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"REPLACE INTO {name} SELECT * FROM {name}")


def test_a_membership_changes_only_its_end(analyst: Any) -> None:
    danylo, oksana = recorded_child(analyst, "Гриценко Данило"), recorded_child(analyst, "Мороз Оксана")
    with pytest.raises(DatabaseError), transaction.atomic():
        Membership.objects.filter(person=danylo).update(person=oksana)


def test_destroying_the_key_of_a_mention_takes_its_facts(analyst: Any) -> None:
    report = actions.record_report(analyst, olena(analyst))
    person = person_in(report)
    destroy_key(report.mentions.get(position=0).data_key_id)
    assert queries.profile(analyst, person).attributes == {}
