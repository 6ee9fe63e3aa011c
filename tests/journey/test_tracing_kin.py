"""Relatives are recorded as such: a relation with its source, on both pages, undone with the decision."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse

from dodomu.base import journal
from dodomu.base.access.policy import NotAllowed
from dodomu.base.access.viewer import Viewer
from dodomu.engine.values.sources import SourceKind
from dodomu.journey.registry import actions as registry
from dodomu.journey.registry import queries as records
from dodomu.journey.registry.models import Join, Report
from dodomu.journey.tracing import actions, queries
from dodomu.journey.tracing.models import Candidate, RecordedKin
from tests.journey.registry_people import recorded_child
from tests.journey.tracing_pairs import olena_pair, search_all, sisters

pytestmark = pytest.mark.django_db
Viewers = Callable[..., Any]
WHY = "One mother, two given names, two birth days."


@pytest.fixture
def analyst(viewer_with: Viewers) -> Any:
    viewer_with("director")
    return viewer_with("tracing_analyst")


def test_sisters_are_recorded_and_both_pages_show_it(analyst: Any) -> None:
    pair = sisters(analyst)
    decision = actions.relate(analyst, pair.id, "sibling", WHY)
    pair.refresh_from_db()
    assert (decision.verdict, decision.outcome, pair.status) == ("related", "stands", "related")
    assert records.siblings(analyst, pair.person_a_id) == [pair.person_b_id]
    shown = [row for row in records.relatives(analyst, pair.person_b_id) if row.person_id == pair.person_a_id]
    assert [(row.kind, row.source_name) for row in shown] == [("sibling", "statement:tracing")]
    assert not Join.objects.exists()
    assert "candidate.decided" in [entry.kind for entry in journal.entries_about(pair.pid)]


def test_undoing_takes_the_relation_back(analyst: Any) -> None:
    pair = sisters(analyst)
    decision = actions.relate(analyst, pair.id, "sibling", WHY)
    actions.undo(analyst, decision.id, "Two families of one name.")
    assert records.siblings(analyst, pair.person_a_id) == []
    report = Report.objects.get(id=RecordedKin.objects.get().report_ref)
    assert report.withdrawal is not None


def test_another_decision_in_its_place_takes_the_relation_back(analyst: Any) -> None:
    pair = sisters(analyst)
    actions.relate(analyst, pair.id, "sibling", WHY)
    actions.decide(analyst, pair.id, "different", "No kin after all.")
    pair.refresh_from_db()
    assert (pair.status, records.siblings(analyst, pair.person_a_id)) == ("different", [])


def test_searching_again_leaves_recorded_relatives_alone(analyst: Any) -> None:
    pair = sisters(analyst)
    actions.relate(analyst, pair.id, "sibling", WHY)
    assert search_all() == 0
    pair.refresh_from_db()
    assert pair.status == "related"
    document = registry.FactInput("sex", "f")
    registry.add_fact(analyst, pair.person_a_id, document, registry.SaidBy(SourceKind.PARENT))
    search_all()
    pair.refresh_from_db()
    assert pair.status == "related"


def test_a_parent_is_the_one_who_was_named(analyst: Any) -> None:
    mother = recorded_child(
        analyst, "Мельник Оксана Юріївна", born="1988-02-03", more=(registry.FactInput("sex", "f"),)
    )
    child = recorded_child(analyst, "Мельник Тарас Олегович", born="2014-02-03")
    pair = actions.put_side_by_side(analyst, mother, child)
    with pytest.raises(ValueError, match="parent"):
        actions.relate(analyst, pair.id, "parent", WHY)
    actions.relate(analyst, pair.id, "parent", WHY, parent=mother)
    assert [(row.kind, row.person_id) for row in records.relatives(analyst, child)] == [("mother", mother)]


def test_what_waits_for_a_second_person_is_not_recorded_as_family(analyst: Any) -> None:
    pair = olena_pair(analyst)
    actions.decide(analyst, pair.id, "same", "One mother.")
    with pytest.raises(actions.NotNow):
        actions.relate(analyst, pair.id, "sibling", WHY)
    assert not RecordedKin.objects.exists()


def test_only_who_decides_records_relatives(analyst: Any, viewer_with: Viewers) -> None:
    pair = sisters(analyst)
    with pytest.raises(NotAllowed):
        actions.relate(viewer_with("director"), pair.id, "sibling", WHY)


def test_the_page_offers_the_relation_first_and_keeps_it(client_for: Callable[..., Any]) -> None:
    client = client_for("tracing_analyst")
    pair = sisters(Viewer.of(client.user))
    here = reverse("tracing:candidate", args=[pair.id])
    page = client.get(here).content.decode()
    assert "These look like brothers or sisters" in page
    assert page.index('value="sibling"') < page.index('value="same"')
    assert 'value="left_parent"' not in page
    after = client.post(here, {"verdict": "sibling", "reason": WHY}, follow=True).content.decode()
    assert "Recorded: the pages of both show how they are related." in after
    assert "What was recorded: how the two are related" in after
    assert Candidate.objects.get(id=pair.id).status == "related"
    assert [row.id for row in queries.queue(Viewer.of(client.user), {"state": "related"}).rows] == [pair.id]
