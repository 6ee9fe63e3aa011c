"""Two transactions at once from the same version: one writes, the other is told; on both databases."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

from django.db import connection

from dodomu.base.access.acts import Act
from dodomu.base.access.viewer import Viewer
from dodomu.base.versions import Changed
from dodomu.engine.values.dates import PartialDate
from dodomu.journey.cases import actions as cases
from dodomu.journey.cases.models import AxisEntry, Case
from dodomu.journey.cases.queries import axis_state, risk_state
from dodomu.journey.registry import actions as registry
from dodomu.journey.registry.models import Fact
from dodomu.journey.registry.queries import fact, fact_state
from tests.base.conftest import migrated_database, own_database  # noqa: F401
from tests.journey.registry_people import recorded_child
from tests.people import make_team, make_user

WHY = "Her mother asked."


def at_once(*acts: Callable[[], object]) -> list[bool]:
    """Begin all acts together, each on a connection of its own; whether each was carried out."""
    together = Barrier(len(acts))

    def carried_out(act: Callable[[], object]) -> bool:
        try:
            together.wait(timeout=20)
            act()
        except Changed:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(max_workers=len(acts)) as pool:
        return list(pool.map(carried_out, acts))


def people() -> tuple[Viewer, Viewer]:
    team = make_team("Willow")
    first, second = (make_user("case_worker", "tracing_analyst", team=team) for _ in range(2))
    return Viewer.of(first), Viewer.of(second)


def a_case(by: Viewer) -> Case:
    child = recorded_child(by, "Тополенко Мирослава", born="2014-03-05")
    return cases.open_case(Viewer.of(make_user("director")), child, make_team("Willow").id, None, "low", WHY)


def test_of_two_risk_levels_set_at_once_one_is_told(own_database: Any) -> None:  # noqa: F811
    olena, danylo = people()
    case = a_case(olena)
    version = risk_state(olena, case.id).version
    done = at_once(
        lambda: cases.change_risk(olena, case.id, "high", WHY, expected_version=version),
        lambda: cases.change_risk(danylo, case.id, "medium", WHY, expected_version=version),
    )
    assert sorted(done) == [False, True]
    assert Case.objects.get().risk == ("high" if done[0] else "medium")


def test_of_two_steps_recorded_at_once_one_is_shown_the_other_first(own_database: Any) -> None:  # noqa: F811
    olena, danylo = people()
    case = a_case(olena)
    version = axis_state(olena, case.id, "whereabouts").version
    step = cases.Step("whereabouts", "located", PartialDate.from_edtf("2024"))
    done = at_once(
        lambda: cases.record_step(olena, case.id, step, expected_version=version),
        lambda: cases.record_step(danylo, case.id, step, expected_version=version),
    )
    assert sorted(done) == [False, True]
    assert AxisEntry.objects.count() == 1


def test_of_two_corrections_at_once_one_is_told(own_database: Any) -> None:  # noqa: F811
    olena, danylo = people()
    recorded_child(olena, "Тополенко Мирослава", born="2014-03-05")
    row = Fact.objects.get(attribute="birth_date")
    version = fact_state(fact(olena, row.id, Act.FACT_ADD)[0]).version

    def correct(by: Viewer, day: str) -> object:
        return registry.correct_fact(by, row.id, PartialDate.from_edtf(day), WHY, expected_version=version)

    done = at_once(lambda: correct(olena, "2014-03-06"), lambda: correct(danylo, "2014-03-07"))
    assert sorted(done) == [False, True]
    assert Fact.objects.filter(attribute="birth_date").count() == 2
