"""Which children are counted, once each, and into which band they fall."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from dodomu.base.access.policy import NotAllowed
from dodomu.base.access.viewer import Viewer
from dodomu.engine.values.dates import PartialDate
from dodomu.journey.cases import actions as cases
from dodomu.journey.cases import axes
from dodomu.journey.cases.actions.consents import Said, record_consent
from dodomu.journey.cases.queries import CountedChild, counted_children
from dodomu.journey.figures import bridge, definitions, words
from dodomu.journey.figures.bridge import age_band_of, code_of, days_band_of
from dodomu.kit.dates import today
from tests.journey.cases_people import WHY, Office
from tests.journey.registry_people import recorded_child
from tests.people import make_team

DAY = date(2026, 6, 1)
LEGAL = definitions.indicator("legal")


def edtf(text: str) -> PartialDate:
    return PartialDate.from_edtf(text)


@pytest.mark.django_db
class TestWho:
    @pytest.fixture
    def office(self, viewer_with: Callable[..., Any]) -> Office:
        return Office(viewer_with)

    @pytest.fixture
    def analyst(self, viewer_with: Callable[..., Any]) -> Viewer:
        return viewer_with("tracing_analyst")

    def test_a_child_counts_once_with_what_its_case_says_now(self, office: Office, analyst: Viewer) -> None:
        office.step("whereabouts", "claimed", "2024-05-01")
        later = office.step("whereabouts", "located", "2024-06")
        [counted] = counted_children(analyst)
        assert (counted.steps, counted.risk) == ({"whereabouts": ("located", "2024-06")}, "high")
        assert counted.birth == edtf("2014-03-05")
        cases.withdraw_step(office.willow, later.id, "It was another child.")
        assert counted_children(analyst)[0].steps["whereabouts"][0] == "claimed"

    def test_a_closed_case_stays_counted_and_a_new_one_takes_its_place(self, office: Office, analyst: Viewer) -> None:
        office.close()
        assert [counted.risk for counted in counted_children(analyst)] == [""]
        cases.open_case(office.director, office.child, make_team("Willow").id, office.willow.user_id, "low", WHY)
        assert [counted.risk for counted in counted_children(analyst)] == ["low"]

    def test_a_child_whose_data_is_not_for_figures_is_left_out(self, office: Office, analyst: Viewer) -> None:
        other = recorded_child(analyst, "Зоряна Тестова", born="2015")
        cases.open_case(office.director, other, make_team("Willow").id, office.willow.user_id, "low", WHY)
        assert len(counted_children(analyst)) == 2
        record_consent(
            office.willow, office.case.id, ("figures",), Said("refused", "mother", today(), "Коваленко Ірина")
        )
        assert [counted.risk for counted in counted_children(analyst)] == ["low"]

    def test_only_those_who_take_figures_may_count(self, office: Office) -> None:
        with pytest.raises(NotAllowed):
            counted_children(office.willow)


@pytest.mark.parametrize(
    ("born", "band"),
    [
        ("2020-06-02", "0_5"),
        ("2020-06-01", "6_11"),
        ("2008-06-02", "12_17"),
        ("2008-06-01", "18_over"),
        ("2017", "6_11"),
        ("2014", "minor_only"),
        ("2008", "cannot_tell"),
        ("", "cannot_tell"),
    ],
)
def test_an_age_is_told_only_as_far_as_the_date_of_birth_is_known(born: str, band: str) -> None:
    assert age_band_of(edtf(born) if born else None, DAY) == band


@pytest.mark.parametrize(
    ("since", "band"),
    [
        ("2026-05-02", "to_30"),
        ("2026-05-01", "to_90"),
        ("2025-12-02", "over_180"),
        ("2026-04", "to_90"),
        ("2026-03", "cannot_tell"),
        ("2026-07-01", "to_30"),
    ],
)
def test_days_in_a_step_are_told_only_as_far_as_its_day_is_known(since: str, band: str) -> None:
    assert days_band_of(CountedChild({"legal": ("deported", since)}, "high", None), LEGAL, DAY) == band


def test_the_median_needs_ten_days_known_to_the_month() -> None:
    def in_step(value: str, days: int) -> CountedChild:
        return CountedChild({"legal": (value, (today() - timedelta(days=days)).isoformat())}, "high", None)

    vague = [CountedChild({"legal": ("deported", "2020")}, "high", None)] * 30
    elsewhere = [in_step("at_risk", 500) for _ in range(20)] + [in_step("transferred", 500) for _ in range(20)]
    known = [in_step("deported", days) for days in range(20, 38, 2)]
    code = code_of("legal", "deported")
    nine = bridge.counted([*vague, *elsewhere, *known], today())
    assert nine.shown[code] == 39
    assert code not in nine.days
    assert bridge.counted([*vague, *elsewhere, *known, in_step("deported", 400)], today()).days[code] == 28


def test_every_value_of_every_axis_is_counted_and_has_words() -> None:
    for one in definitions.indicators():
        if one.axis in definitions.AXES_WITH_TIME:
            assert set(one.categories) == {value.code for value in axes.values_of(one.axis)} | {definitions.NONE}
        assert all(words.node_label(one.axis, node.code) for node in one.nodes)
        assert words.INDICATORS[one.code]
        assert words.DEFINITIONS[one.code]
    for step in definitions.funnel():
        assert not step.node or step.node in {node.code for node in definitions.indicator(step.axis).nodes}
        assert words.FUNNEL[step.code]
        assert words.FUNNEL_DEFINITIONS[step.code]
