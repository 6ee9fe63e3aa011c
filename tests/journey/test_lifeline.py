"""The life-line of a child: everything from every source, in lanes, filtered by the address."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest
from django.urls import reverse

from dodomu.base import contributions
from dodomu.base.access.viewer import Viewer
from dodomu.engine.values.dates import PartialDate
from dodomu.engine.values.places import Place
from dodomu.engine.values.sources import SourceKind
from dodomu.journey.registry import actions
from dodomu.journey.registry.actions import ChangeInput, FactInput, SaidBy
from dodomu.journey.registry.models import Fact, Report
from dodomu.journey.registry.vocabulary import ChangedPart
from tests.journey.registry_people import RECEIVED, child_report, person_in, recorded_child

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
Clients = Callable[..., Any]


@pytest.fixture
def browser(client_for: Clients) -> Any:
    return client_for("tracing_analyst")


@pytest.fixture
def analyst(browser: Any) -> Any:
    return Viewer.of(browser.user)


@pytest.fixture
def marko(analyst: Any) -> UUID:
    seen = FactInput("last_seen", Place("Бердянськ"), PartialDate.from_edtf("2023-22"))
    return recorded_child(analyst, "Гай Марко", born="2014-03", more=(seen,))


def page(browser: Any, person_id: UUID, query: str = "") -> str:
    response = browser.get(reverse("registry:lifeline", args=[person_id]) + query)
    assert response.status_code == 200
    return str(response.content.decode())


def in_words(shown: str) -> str:
    return shown.partition('id="in-words"')[2]


def test_reports_birth_and_places_stand_on_one_axis(browser: Any, marko: UUID) -> None:
    shown = in_words(page(browser, marko))
    for words in ("Report received", "Born", "Last seen: Бердянськ", "summer 2023"):
        assert words in shown


def test_each_event_knows_its_lane_and_its_date(analyst: Any, marko: UUID) -> None:
    found = {str(event.title): (event.lane, event.edtf) for event in contributions.timeline(analyst, marko)}
    assert found["Last seen: Бердянськ"] == ("whereabouts", "2023-22")
    assert found["Born"] == ("legal", "2014-03")
    assert found["Report received"] == ("reports", "")


def test_each_mark_opens_the_statement_it_comes_from(browser: Any, marko: UUID) -> None:
    report = reverse("registry:report", args=[Report.objects.get().id])
    drawing = page(browser, marko).partition("data-lifeline")[2].partition("</svg>")[0]
    assert len(re.findall(rf'<a class="life-mark[^"]*" href="{report}" aria-label="[^"]+', drawing)) == 3


def test_who_may_not_read_reports_gets_no_link_to_them(client_for: Clients, analyst: Any, marko: UUID) -> None:
    from dodomu.base.access import actions as staff
    from tests.people import make_team, make_user

    team = make_team()
    staff.assign(Viewer.of(make_user("director")), marko, team)
    teacher = make_user("education_worker", team=team)
    assert "/reports/" not in in_words(page(client_for(teacher), marko))


def test_a_lane_is_chosen_in_the_address(browser: Any, marko: UUID) -> None:
    shown = in_words(page(browser, marko, "?lane=whereabouts"))
    assert "Last seen" in shown
    assert "Report received" not in shown


def test_a_period_is_chosen_in_the_address(browser: Any, marko: UUID) -> None:
    shown = page(browser, marko, "?from=2023&to=2023")
    assert "Last seen" in in_words(shown)
    assert "Born" not in in_words(shown)
    assert "Remove all filters" in shown
    assert "lane" not in re.findall(r'href="[^"]*from=2022[^"]*"', shown)[0]


def test_a_period_keeps_the_chosen_lanes(browser: Any, marko: UUID) -> None:
    shown = page(browser, marko, "?lane=whereabouts&from=2023&to=2023")
    assert re.search(r'href="[^"]*lane=whereabouts&amp;from=20', shown)


def test_an_empty_period_says_what_to_do(browser: Any, marko: UUID) -> None:
    shown = page(browser, marko, "?from=2016&to=2017")
    assert "Nothing is known of this period." in shown
    assert "Choose another period or other lanes." in shown


def test_a_nonsense_address_shows_the_whole_life(browser: Any, marko: UUID) -> None:
    assert "Last seen" in in_words(page(browser, marko, "?from=yesterday&lane=dreams&to=99999"))


def test_a_closed_compartment_is_not_on_the_axis_and_said_to_be_closed(client_for: Clients, marko: UUID) -> None:
    shown = page(client_for("data_protection_officer"), marko)
    assert "Бердянськ" not in shown
    assert "Kept for those who need to know it." in shown


def test_ages_stand_on_the_axis(browser: Any, marko: UUID) -> None:
    assert 'class="life-age"' in page(browser, marko)


def test_what_no_longer_counts_is_not_on_the_axis(browser: Any, analyst: Any, marko: UUID) -> None:
    actions.withdraw_fact(analyst, Fact.objects.get(attribute="last_seen").id, "Another boy.")
    assert "Бердянськ" not in page(browser, marko)


def test_forced_changes_of_identity_stand_on_the_axis_without_the_names(browser: Any, analyst: Any) -> None:
    change = ChangeInput(ChangedPart.NAME, "Оксана", "Ксения", PartialDate.from_edtf("2023-05"))
    received = child_report(analyst, "Мороз Оксана", received_at=RECEIVED)
    received = replace(received, mentions=(replace(received.mentions[0], changes=(change,)),))
    shown = page(browser, person_in(actions.record_report(analyst, received)))
    assert "Forced change: name" in shown
    assert "Ксения" not in shown


def test_a_join_brings_both_lives_together(browser: Any, analyst: Any, marko: UUID, viewer_with: Clients) -> None:
    seen = FactInput("last_seen", Place("Генічеськ"), PartialDate.from_edtf("2022"))
    other = recorded_child(analyst, "Гай Марк", more=(seen,))
    actions.join_persons(analyst, viewer_with("director"), marko, other, "same")
    shown = in_words(page(browser, marko))
    assert "Генічеськ" in shown
    assert "Two records joined" in shown


def test_the_whole_life_is_read_in_few_queries(
    browser: Any, analyst: Any, marko: UUID, django_assert_max_num_queries: Any
) -> None:
    for year in range(2015, 2024):
        seen = FactInput("last_seen", Place(f"Село {year}"), PartialDate.from_edtf(str(year)))
        actions.add_fact(analyst, marko, seen, SaidBy(SourceKind.WITNESS))
    page(browser, marko)
    with django_assert_max_num_queries(90):
        page(browser, marko)


def test_nobody_sees_the_life_of_a_child_of_another_team(client_for: Clients, marko: UUID) -> None:
    stranger = client_for("case_worker")
    assert stranger.get(reverse("registry:lifeline", args=[marko])).status_code == 404
    assert contributions.timeline(Viewer.of(stranger.user), marko) == []
