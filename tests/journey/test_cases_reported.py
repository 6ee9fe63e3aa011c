"""A child somebody told us of has a case, or waits for one where a case may be opened."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest

from dodomu.base import contributions
from dodomu.journey.cases import actions, queries
from dodomu.journey.registry.actions import withdraw_report
from dodomu.journey.registry.models import Membership
from dodomu.journey.tracing import actions as tracing
from tests.journey.cases_people import WHY, Office, Viewers
from tests.journey.imported import imported
from tests.journey.registry_people import recorded_child
from tests.people import make_team

pytestmark = pytest.mark.django_db
NAME = "Вітряна Стефа Олегівна"


@pytest.fixture
def office(viewer_with: Viewers) -> Office:
    return Office(viewer_with)


@pytest.fixture
def child(office: Office) -> UUID:
    return recorded_child(office.viewer_with("hotline"), NAME, born="2015-08-21")


def waiting(viewer: Any) -> list[UUID]:
    return list(queries.children_without_case(viewer))


def test_a_reported_child_waits_for_whoever_may_open_a_case(office: Office, child: UUID) -> None:
    assert waiting(office.director) == [child]


def test_a_case_ends_the_waiting(office: Office, child: UUID) -> None:
    actions.open_case(office.director, child, make_team("Willow").id, office.willow.user_id, "high", WHY)
    assert waiting(office.director) == []


def test_a_closed_case_is_not_asked_for_again(office: Office) -> None:
    office.close()
    assert waiting(office.director) == []


@pytest.mark.parametrize("role", ["hotline", "auditor", "data_protection_officer"])
def test_nobody_else_is_asked(office: Office, child: UUID, role: str) -> None:
    assert waiting(office.viewer_with(role)) == []


def test_a_child_of_a_list_alone_waits_for_nobody(office: Office) -> None:
    imported(office.viewer_with("tracing_analyst"))
    assert waiting(office.director) == []


def test_a_withdrawn_report_asks_for_nothing(office: Office, child: UUID) -> None:
    report = Membership.objects.get(person=child).mention.report_id
    withdraw_report(office.viewer_with("tracing_analyst"), report, "A test call.")
    assert waiting(office.director) == []


def test_joined_with_a_child_who_has_a_case_it_waits_no_more(office: Office, child: UUID) -> None:
    analyst, second = office.viewer_with("tracing_analyst"), office.viewer_with("tracing_analyst")
    pair = tracing.put_side_by_side(analyst, office.child, child)
    decided = tracing.decide(analyst, pair.id, "same", "The birth mark is the same.")
    tracing.confirm(second, decided.id, "Checked again.")
    assert waiting(office.director) == []


def test_my_work_names_no_child(office: Office, child: UUID) -> None:
    (item,) = [one for one in contributions.work_items(office.director) if one.code == "case.to_open"]
    assert str(child) in item.url
    assert "Вітряна" not in f"{item.title} {item.note} {item.url}"
