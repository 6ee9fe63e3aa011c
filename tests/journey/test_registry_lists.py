"""The list of children: order, filters, reach."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from dodomu.base.access.models import Assignment
from dodomu.base.access.policy import NotAllowed, OutOfReach
from dodomu.base.access.viewer import Viewer
from dodomu.engine.values.sources import SourceKind
from dodomu.journey.registry import queries
from dodomu.journey.registry.actions import FactInput, join_persons
from dodomu.journey.registry.models import Person, Source
from dodomu.journey.registry.queries import ChildFilters, linking
from dodomu.kit.alphabet import ukrainian_key
from tests.journey.registry_people import RECEIVED, recorded_child
from tests.people import make_team, make_user

pytestmark = pytest.mark.django_db
Viewers = Callable[..., Any]


@pytest.fixture
def analyst(viewer_with: Viewers) -> Any:
    return viewer_with("tracing_analyst")


@pytest.fixture
def three(analyst: Any) -> list[UUID]:
    """Ґанна 2012, Євген 2014 and a child of unknown birth, in the order of their reports."""
    return [
        recorded_child(analyst, "Ґудзь Ганна", born="2012", more=(FactInput("sex", "f"),), mother="Ґудзь Віра"),
        recorded_child(
            analyst,
            "Єрмак Євген",
            born="2014-03",
            more=(FactInput("sex", "m"),),
            received_at=RECEIVED + timedelta(days=1),
            source="Список 7",
            kind=SourceKind.OCCUPIER_LIST,
        ),
        recorded_child(analyst, "Гай Марко", received_at=RECEIVED + timedelta(days=2)),
    ]


def ids(viewer: Any, filters: ChildFilters | None = None, **asked: Any) -> list[UUID]:
    return [row.id for row in queries.persons(viewer, filters, **asked).rows]


def test_the_latest_report_comes_first(analyst: Any, three: list[UUID]) -> None:
    assert ids(analyst) == three[::-1]


def test_mothers_are_no_children(analyst: Any, three: list[UUID]) -> None:
    assert queries.persons(analyst).total == queries.count_children(analyst) == 3


def test_names_sort_by_the_ukrainian_alphabet(analyst: Any, three: list[UUID]) -> None:
    assert ids(analyst, sort="name", descending=False) == [three[2], three[0], three[1]]


@pytest.mark.parametrize("descending", [False, True])
def test_what_is_not_known_comes_last(analyst: Any, three: list[UUID], descending: bool) -> None:
    assert ids(analyst, sort="born", descending=descending)[-1] == three[2]


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (ChildFilters(sex="f"), [0]),
        (ChildFilters(born_from=2013), [1]),
        (ChildFilters(born_to=2013), [0]),
        (ChildFilters(born_from=2012, born_to=2014), [1, 0]),
        (ChildFilters(sex="not_asked"), [2]),
    ],
)
def test_filters_narrow_the_list(analyst: Any, three: list[UUID], filters: ChildFilters, expected: list[int]) -> None:
    assert ids(analyst, filters) == [three[place] for place in expected]


def test_a_source_shows_its_own_children(analyst: Any, three: list[UUID]) -> None:
    source = Source.objects.get(name="Список 7").id
    assert ids(analyst, ChildFilters(source=source)) == [three[1]]


def test_a_page_is_cut_and_the_whole_is_counted(analyst: Any, three: list[UUID]) -> None:
    for sort in ("last_report", "name"):
        found = queries.persons(analyst, sort=sort, descending=False, offset=1, limit=1)
        assert (len(found.rows), found.total) == (1, 3)


def test_a_team_sees_the_children_assigned_to_it(three: list[UUID]) -> None:
    team = make_team("Heron")
    worker = make_user("case_worker", team=team)
    Assignment.objects.create(subject=three[1], team=team)
    assert ids(Viewer.of(worker)) == [three[1]]


def test_another_team_s_child_is_not_there(three: list[UUID]) -> None:
    worker = make_user("case_worker", team=make_team("Heron"))
    with pytest.raises(OutOfReach):
        queries.profile(Viewer.of(worker), three[0])


def test_who_may_not_read_children_gets_no_list(viewer_with: Viewers) -> None:
    with pytest.raises(NotAllowed):
        queries.persons(viewer_with("hotline"))


def test_a_joined_record_sorts_under_the_name_of_the_child_it_is_now(analyst: Any) -> None:
    kept, absorbed = recorded_child(analyst, "Явір Софія"), recorded_child(analyst, "Абрикос Софья")
    join_persons(analyst, Viewer.of(make_user("tracing_analyst")), kept, absorbed, "same school")
    alone = recorded_child(analyst, "Береза Іван")
    asked = Person.objects.filter(pk__in=[kept, absorbed, alone]).values("pk")
    places = linking.names_in_order(analyst, asked)
    shown = queries.person(analyst, absorbed).summary.name
    assert places == {
        kept.hex: ukrainian_key(shown.full),
        absorbed.hex: ukrainian_key(shown.full),
        alone.hex: ukrainian_key("Береза Іван"),
    }
    assert linking.names_in_order(Viewer.of(make_user("escort")), asked) == {}
