"""Escorts are eligible when every check was passed and holds on the day, and not otherwise."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from dodomu.base.access.policy import NotAllowed, OutOfReach
from dodomu.journey.missions.actions import escorts
from dodomu.journey.missions.actions.escorts import CheckInput, EscortInput
from dodomu.journey.missions.escort_rules import CheckSaid, Reason, eligible
from dodomu.journey.missions.models import Escort
from dodomu.journey.missions.queries import escorts as reads
from dodomu.journey.missions.queries import plans
from dodomu.journey.missions.queries.escorts import Standing
from tests.journey.plans_people import Road, in_days
from tests.people import make_team

DAY = date(2026, 7, 10)
PASSED = {
    "background": CheckSaid("background", "passed", date(2026, 1, 5)),
    "safeguarding": CheckSaid("safeguarding", "passed", date(2025, 1, 5)),
    "own_papers": CheckSaid("own_papers", "passed", date(2026, 1, 5), date(2030, 1, 1)),
    "first_aid": CheckSaid("first_aid", "passed", date(2025, 1, 5)),
}


def standing(*, medical: bool = False, retired: bool = False, **changed: CheckSaid | None) -> Standing:
    checks = {kind: one for kind, one in {**PASSED, **changed}.items() if one is not None}
    return Standing(checks, medical, retired)


def test_every_check_passed_makes_an_escort_eligible() -> None:
    assert eligible(standing(), DAY) == (True, ())


@pytest.mark.parametrize(
    ("reason", "changed"),
    [
        (Reason("not_checked", "first_aid"), {"first_aid": None}),
        (
            Reason("failed", "background", date(2027, 1, 5)),
            {"background": replace(PASSED["background"], outcome="failed")},
        ),
        (
            Reason("unknown", "background", date(2027, 1, 5)),
            {"background": replace(PASSED["background"], outcome="unknown")},
        ),
        (
            Reason("expired", "background", date(2026, 7, 9)),
            {"background": CheckSaid("background", "passed", date(2025, 7, 9))},
        ),
        (
            Reason("expired", "own_papers", date(2026, 7, 9)),
            {"own_papers": replace(PASSED["own_papers"], valid_until=date(2026, 7, 9))},
        ),
        (Reason("no_end", "own_papers"), {"own_papers": replace(PASSED["own_papers"], valid_until=None)}),
        (Reason("not_checked", "medical_licence"), {"medical": True}),
        (Reason("retired"), {"retired": True}),
    ],
    ids=lambda value: value.code if isinstance(value, Reason) else "",
)
def test_one_check_that_is_not_there_is_the_reason(reason: Reason, changed: dict[str, Any]) -> None:
    assert eligible(standing(**changed), DAY) == (False, (reason,))


@pytest.fixture
def road(viewer_with: Callable[..., Any]) -> Road:
    return Road(viewer_with)


@pytest.mark.django_db
def test_an_escort_is_added_checked_and_retired_and_every_word_is_sealed(road: Road) -> None:
    row = road.escort(name="Марія Лелека")
    assert "Лелека".encode() not in bytes(Escort.objects.get().name_sealed)
    (found,) = reads.escorts(road.willow)
    assert (found.name, eligible(found, in_days(100))[0]) == ("Марія Лелека", True)
    assert not eligible(found, in_days(365))[0]
    escorts.retire_escort(road.coordinator, row.id, "She moved away.")
    assert reads.escorts(road.willow) == []
    assert reads.escort(road.willow, row.id).retired_reason == "She moved away."
    with pytest.raises(escorts.AlreadyRetired):
        escorts.record_check(road.coordinator, row.id, CheckInput("first_aid", "passed", in_days(0)))


@pytest.mark.django_db
def test_another_team_sees_and_changes_no_escort(road: Road) -> None:
    row = road.escort()
    assert reads.escorts(road.heron) == []
    for act in (
        lambda: reads.escort(road.heron, row.id),
        lambda: escorts.retire_escort(road.heron, row.id, "Why"),
        lambda: escorts.add_escort(road.heron, make_team("Willow").id, EscortInput("f", "Somebody")),
    ):
        with pytest.raises(OutOfReach):
            act()
    with pytest.raises(NotAllowed):
        reads.escorts(road.viewer_with("hotline"))
    assert len(reads.escorts(road.director)) == 1


@pytest.mark.django_db
def test_a_check_says_until_when_and_is_refused_without_it(road: Road) -> None:
    row = road.escort(checked=False)
    for given, field in (
        (CheckInput("own_papers", "passed", in_days(0)), "valid_until"),
        (CheckInput("background", "passed", in_days(1)), "checked_on"),
        (CheckInput("background", "fine", in_days(0)), "outcome"),
        (CheckInput("kindness", "passed", in_days(0)), "kind"),
    ):
        with pytest.raises(ValueError, match=field):
            escorts.record_check(road.coordinator, row.id, given)


@pytest.mark.django_db
def test_a_failed_check_of_the_escort_who_takes_the_child_takes_ready_back(road: Road) -> None:
    row = road.escort()
    road.complete()
    road.details(companion="third_party")
    road.paper("parent_statement")
    road.paper("power_of_attorney", valid_until=in_days(200))
    road.authorise(basis="statement", escort_id=row.id)
    from dodomu.journey.missions.actions import ready

    declared = ready.declare_ready(road.willow, road.plan.id, "Maria takes him.")
    ready.answer_ready(road.director, declared.id, "I agree.", agrees=True)
    (child,) = plans.ready_children(road.coordinator)
    assert child.escorts == (row.id,)
    escorts.record_check(road.coordinator, row.id, CheckInput("background", "failed", in_days(0)))
    assert plans.ready_children(road.coordinator) == []
    assert plans.plan(road.willow, road.plan.id).readiness.missing[0].code == "authority_escort"
