"""What a recorded call leaves: children, who asked, rules of contact, answers that are no values."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime, time
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from dodomu.engine.values.sources import SourceKind
from dodomu.journey.registry import actions
from dodomu.journey.registry.call_content import Shown
from dodomu.journey.registry.models import Fact, OpenQuestion, Relation, Report, Requester
from dodomu.journey.registry.queries.facts import stated_facts
from dodomu.journey.registry.safe_contact import SafeContact
from tests.journey.called import DANYLO, recorded, written

pytestmark = pytest.mark.django_db
Viewers = Callable[..., Any]
DASHA = {"c2-name": "Гриценко Дарина", "c2-name_not": "not_asked", "c2-sex": "unknown", "c2-birth_date_not": "unknown"}


@pytest.fixture
def operator(viewer_with: Viewers) -> Any:
    return viewer_with("hotline")


@pytest.fixture
def report(operator: Any) -> Report:
    return recorded(operator, written(operator))


def with_dasha(operator: Any, **more: Any) -> Report:
    draft = written(operator)
    actions.add_child(operator, draft, Shown(99))
    given = {**DANYLO, **DASHA, "c2-kinship": "grandparent", **more}
    actions.save_call(operator, draft, Shown(99), given, step="children")
    return recorded(operator, draft)


def test_the_caller_is_the_requester(report: Report) -> None:
    requester = Requester.objects.get(report=report)
    assert (requester.mention.role, requester.mention.position) == ("seeking", 1)
    relation = Relation.objects.get(report=report)
    assert (relation.from_mention_id, relation.kind) == (requester.mention_id, "grandparent")


def test_the_rules_of_contact_are_a_sealed_fact_of_the_requester(report: Report) -> None:
    facts = {fact.attribute: fact.value for fact in stated_facts([Requester.objects.get().mention_id])}
    rules = facts["safe_contact"]
    assert isinstance(rules, SafeContact)
    assert (rules.since, rules.until, rules.no_message) == (time(18), time(21), True)
    assert "Ліда".encode() not in bytes(Fact.objects.get(attribute="safe_contact").value_sealed)


def test_the_filled_form_is_the_untouched_original(report: Report, viewer_with: Viewers) -> None:
    stream = actions.open_original_of(viewer_with("tracing_analyst"), report.id)
    fields = json.loads(stream.read())["fields"]
    assert (fields["c1-birth_date"], fields["hours_until"]) == ("5.03.2014", "21")


def test_unknown_and_not_asked_are_stored_apart(operator: Any) -> None:
    report = with_dasha(operator)
    rows = OpenQuestion.objects.filter(mention__report=report, mention__position=1)
    assert dict(rows.values_list("question", "answer")) == {
        "birth_date": "unknown", "siblings": "not_asked", "last_seen": "not_asked", "seen_on": "not_asked",
    }  # fmt: skip


def test_children_of_one_call_are_siblings_when_said(operator: Any) -> None:
    report = with_dasha(operator, siblings="yes", mother="Гриценко Лариса")
    kinds = sorted(Relation.objects.filter(report=report).values_list("kind", flat=True))
    assert kinds == ["grandparent", "grandparent", "mother", "mother", "sibling"]


def test_the_same_place_need_not_be_written_twice(operator: Any) -> None:
    draft = written(operator)
    actions.add_child(operator, draft, Shown(99))
    actions.save_call(operator, draft, Shown(99), {**DANYLO, **DASHA}, step="children")
    actions.save_call(operator, draft, Shown(99), {"c2-same": "on"}, step="events")
    report = recorded(operator, draft)
    assert Fact.objects.filter(mention__report=report, attribute="last_seen").count() == 2


def test_a_child_who_calls_is_the_requester(operator: Any) -> None:
    report = recorded(operator, written(operator, **{"c1-kinship": "self"}))
    assert Requester.objects.get(report=report).mention.role == "child"
    assert report.source.kind == SourceKind.CHILD


@pytest.mark.parametrize(
    ("kinship", "kind", "role"),
    [("mother", "parent", "seeking"), ("official", "authority", "staff"), ("unknown", "other", "witness")],
)
def test_a_caller_counts_as_what_they_say_they_are(operator: Any, kinship: str, kind: str, role: str) -> None:
    report = recorded(operator, written(operator, **{"c1-kinship": kinship}))
    assert (report.source.kind, Requester.objects.get(report=report).mention.role) == (kind, role)


def test_with_two_claims_the_weaker_counts(operator: Any) -> None:
    report = with_dasha(operator, **{"c1-kinship": "mother", "c2-kinship": "acquaintance"})
    assert report.source.kind == "witness"


@pytest.mark.parametrize("model", [Requester, OpenQuestion])
def test_what_was_recorded_of_a_call_stays(operator: Any, model: Any) -> None:
    with_dasha(operator)
    with pytest.raises(DatabaseError), transaction.atomic():
        model.objects.all().delete()


@pytest.mark.parametrize(
    ("at", "allowed"), [((2026, 7, 1, 15, 30), True), ((2026, 1, 15, 15, 30), False), ((2026, 1, 15, 16, 0), True)]
)
def test_hours_are_hours_in_kyiv_in_summer_and_winter(at: tuple[int, ...], allowed: bool) -> None:
    rules = SafeContact(since=time(18), until=time(21))
    assert rules.open_at(datetime(*at, tzinfo=UTC)) is allowed  # type: ignore[misc]
