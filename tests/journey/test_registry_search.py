"""Who is found by what, and by whom nobody is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest

from dodomu.base import contributions, journal
from dodomu.base.access.models import Assignment
from dodomu.base.access.viewer import Viewer
from dodomu.engine.matching import SENTENCES
from dodomu.journey.registry import actions, queries
from dodomu.journey.registry.actions import FactInput
from dodomu.journey.registry.models import Person
from dodomu.journey.registry.phrases import REASONS
from tests.journey.registry_people import child_report, olena, person_in, recorded_child
from tests.people import make_team, make_user

Viewers = Callable[..., Any]


@pytest.fixture
def analyst(viewer_with: Viewers) -> Any:
    return viewer_with("tracing_analyst")


@pytest.fixture
def olena_id(analyst: Any) -> UUID:
    """Olena Kovalenko of Bakhmut, born on 5 March 2014, among others."""
    for name in ("Гриценко Данило", "Мороз Оксана", "Коваленко Петро", "Іваненко Олена"):
        recorded_child(analyst, name, born="2012-01-09")
    numbers = (FactInput("document", "I-НО 123456"), FactInput("phone", "+380 50 111 22 33"))
    report = child_report(
        analyst,
        "Коваленко Олена Іванівна",
        born="2014-03-05",
        mother="Бондар Ірина Петрівна",
        place="Бахмут",
        more=numbers,
    )
    return person_in(actions.record_report(analyst, report))


@pytest.mark.django_db
@pytest.mark.parametrize(
    "typed",
    [
        "Коваленко Олена Іванівна",
        "Олена Коваленко",
        "Коваленко Елена",
        "Kovalenko Olena",
        "Yelena Kovalenko",
        "Коваленко Оленка",
        "Коваленко, 2014",
        "Олена, 2014, Бахмут",
        "Олена 5.03.2014",
        "I-НО 123456",
        "0501112233",
    ],
)
def test_any_spelling_finds_the_child_first(analyst: Any, olena_id: UUID, typed: str) -> None:
    hits = queries.search(analyst, typed)
    assert hits[0].person_id == olena_id
    assert hits[0].reasons


@pytest.mark.django_db
@pytest.mark.usefixtures("in_english")
def test_the_reasons_are_said_in_words(analyst: Any, olena_id: UUID) -> None:
    hit = queries.search(analyst, "Kovalenko, 2014")[0]
    assert hit.person_id == olena_id
    assert "The birth year agrees" in hit.reasons


@pytest.mark.django_db
@pytest.mark.usefixtures("in_english")
def test_a_mother_leads_to_her_child(analyst: Any, olena_id: UUID) -> None:
    hit = queries.search(analyst, "Бондар Ірина")[0]
    assert (hit.person_id, hit.is_child, hit.via) == (olena_id, True, "mother")


@pytest.mark.django_db
def test_joined_records_are_one_hit(analyst: Any, viewer_with: Viewers, olena_id: UUID) -> None:
    listed = recorded_child(analyst, "Коваленко Елена", born="2014-05-03")
    actions.join_persons(analyst, viewer_with("director"), olena_id, listed, "same child")
    found = [hit.person_id for hit in queries.search(analyst, "Коваленко Олена") if hit.score > 0.9]
    assert found == [olena_id]


@pytest.mark.django_db
def test_nothing_typed_finds_nobody(analyst: Any, olena_id: UUID) -> None:
    assert queries.search(analyst, " , ") == []


@pytest.mark.django_db
@pytest.mark.parametrize("role", ["hotline", "auditor", "administrator", "escort"])
def test_who_may_not_search_finds_nobody(viewer_with: Viewers, olena_id: UUID, role: str) -> None:
    assert queries.search(viewer_with(role), "Коваленко Олена") == []


@pytest.mark.django_db
def test_a_team_finds_its_own_children_only(olena_id: UUID) -> None:
    team = make_team("Heron")
    worker = make_user("case_worker", team=team)
    assert queries.search(Viewer.of(worker), "Коваленко Олена") == []
    Assignment.objects.create(subject=olena_id, team=team)
    assert [hit.person_id for hit in queries.search(Viewer.of(worker), "Коваленко Олена")] == [olena_id]


@pytest.mark.django_db
def test_a_team_does_not_reach_another_child_through_its_mother(analyst: Any, olena_id: UUID) -> None:
    team = make_team("Heron")
    mother = queries.relatives(analyst, olena_id)[0].person_id
    Assignment.objects.create(subject=mother, team=team)
    hits = queries.search(Viewer.of(make_user("case_worker", team=team)), "Бондар Ірина")
    assert [hit.person_id for hit in hits] == [mother]


@pytest.mark.django_db
def test_a_search_that_shows_a_child_is_journaled_without_the_words(analyst: Any, olena_id: UUID) -> None:
    actions.search_persons(analyst, "Коваленко Олена")
    leaf = journal.entries_about(Person.objects.get(pk=olena_id).pid)[0]
    assert (leaf.kind, leaf.actor) == ("person.found", analyst.pid)
    assert set(leaf.codes) == {"hits"}


@pytest.mark.django_db
def test_the_search_page_is_offered_the_hits(analyst: Any, olena_id: UUID) -> None:
    hits = [hit for hit in contributions.search(analyst, "Коваленко Олена") if str(olena_id) in hit.url]
    assert hits[0].title == "Коваленко Олена Іванівна"
    assert hits[0].lang == "uk"


@pytest.mark.django_db
def test_brothers_and_sisters_share_a_parent(analyst: Any, viewer_with: Viewers) -> None:
    first = actions.record_report(analyst, olena(analyst))
    second = actions.record_report(analyst, child_report(analyst, "Коваленко Тарас", mother="Коваленко Ірина Петрівна"))
    mothers = person_in(first, 1), person_in(second, 1)
    actions.join_persons(analyst, viewer_with("director"), *mothers, "the same mother")
    assert queries.siblings(analyst, person_in(first)) == [person_in(second)]


def test_every_reason_of_the_engine_has_its_sentence() -> None:
    assert {key for key in SENTENCES if key.startswith("found.")} == set(REASONS)
    assert all(SENTENCES[key] == str(text._args[0]) for key, text in REASONS.items())  # type: ignore[union-attr]
