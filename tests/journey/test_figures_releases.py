"""Taking figures: what is shown, what is hidden, and that no release gives away what another hid."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from dodomu.base import journal
from dodomu.base.access.policy import NotAllowed
from dodomu.base.access.viewer import Viewer
from dodomu.engine.values.dates import PartialDate
from dodomu.journey.cases import actions as cases
from dodomu.journey.figures import actions, queries
from dodomu.journey.figures.bridge import code_of
from dodomu.journey.figures.models import Release, ReleasedCell
from tests.journey.cases_people import WHY
from tests.journey.figures_children import a_hundred, many, take
from tests.journey.registry_people import recorded_child
from tests.people import make_team

pytestmark = pytest.mark.django_db
SOUGHT = {"whereabouts": "claimed"}
FOUND = {"whereabouts": "located"}
HOME = {"whereabouts": "in_contact", "returning": "received", "recovery": "plan_active"}
MARCH, APRIL, MAY = date(2026, 3, 1), date(2026, 4, 1), date(2026, 5, 1)


@pytest.fixture
def analyst(viewer_with: Callable[..., Any]) -> Viewer:
    return viewer_with("tracing_analyst")


def shown(view: queries.ReleaseView) -> dict[str, int]:
    return {code: cell.value for code, cell in view.cells.items() if cell.value is not None}


def latest(viewer: Viewer) -> queries.ReleaseView:
    found = queries.latest(viewer)
    assert found is not None
    return found


def test_figures_of_real_cases_show_large_counts_and_hide_the_rest(viewer_with: Callable[..., Any]) -> None:
    director, analyst = viewer_with("director"), viewer_with("tracing_analyst")
    worker = viewer_with("case_worker", team=make_team("Willow"))
    for number in range(14):
        person = recorded_child(analyst, f"Вигадана Дитина {number}", born="2015-05-01")
        case = cases.open_case(director, person, make_team("Willow").id, worker.user_id, "high", WHY)
        if number < 3:
            step = cases.Step("whereabouts", "located", PartialDate.from_edtf("2024-05-01"))
            cases.record_step(worker, case.id, step)
    assert queries.latest(analyst) is None
    actions.take_figures(analyst)
    view = latest(worker)
    assert view.at(code_of()).value == 14
    assert view.at(code_of("risk", "high")).value is None, "it would say that no child has another risk"
    assert view.at(code_of("whereabouts", "located")).value is None
    assert view.at(code_of("whereabouts", "none")).value is None, "14 minus 11 would be 3"
    assert view.shown + view.hidden == ReleasedCell.objects.count()


def test_nobody_reads_other_figures_for_seeing_other_children(
    monkeypatch: pytest.MonkeyPatch, viewer_with: Callable[..., Any], analyst: Viewer
) -> None:
    take(monkeypatch, analyst, a_hundred())
    readers = [viewer_with("auditor"), viewer_with("director"), viewer_with("case_worker", team=make_team("Heron"))]
    assert len({str(sorted(shown(latest(reader)).items())) for reader in readers}) == 1
    for role in ("hotline", "administrator"):
        with pytest.raises(NotAllowed):
            queries.latest(viewer_with(role))
    with pytest.raises(NotAllowed):
        actions.take_figures(readers[0])


def test_what_is_hidden_is_kept_sealed_and_never_as_a_number(monkeypatch: pytest.MonkeyPatch, analyst: Viewer) -> None:
    release = take(monkeypatch, analyst, a_hundred())
    assert min(ReleasedCell.objects.exclude(value=None).values_list("value", flat=True)) >= 10
    assert b"documents" not in bytes(release.hidden_sealed)
    entry = journal.recent(limit=1)[0]
    assert set(entry.codes) == {"shown", "hidden"}


def test_the_ledger_cannot_be_changed_and_holds_no_small_count(
    monkeypatch: pytest.MonkeyPatch, analyst: Viewer
) -> None:
    release = take(monkeypatch, analyst, a_hundred())
    changes: tuple[Callable[[], Any], ...] = (
        lambda: ReleasedCell.objects.filter(release=release).update(value=50),
        lambda: ReleasedCell.objects.filter(release=release).delete(),
        lambda: Release.objects.filter(id=release.id).update(threshold=10),
        lambda: ReleasedCell.objects.create(release=release, code="children|new=1", value=9),
    )
    for change in changes:
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_one_child_more_than_last_month_cannot_be_read_off(monkeypatch: pytest.MonkeyPatch, analyst: Viewer) -> None:
    take(monkeypatch, analyst, many((60, SOUGHT), (25, FOUND), (15, HOME)), MARCH)
    before = shown(latest(analyst))
    take(monkeypatch, analyst, many((60, SOUGHT), (25, FOUND), (16, HOME)), APRIL)
    view = latest(analyst)
    both = before.keys() & shown(view).keys()
    assert all(abs(shown(view)[code] - before[code]) >= 10 for code in both)
    total = view.at(code_of())
    assert (total.value, total.before, total.before_on) == (None, 100, MARCH)


def test_a_count_that_moved_far_comes_out_anew(monkeypatch: pytest.MonkeyPatch, analyst: Viewer) -> None:
    take(monkeypatch, analyst, many((60, SOUGHT), (25, FOUND), (15, HOME)), MARCH)
    take(monkeypatch, analyst, many((60, SOUGHT), (26, FOUND), (15, HOME)), APRIL)
    take(monkeypatch, analyst, many((40, SOUGHT), (45, FOUND), (40, HOME)), MAY)
    view = latest(analyst)
    assert view.at(code_of()).value == 125
    assert view.at(code_of("recovery", "plan_active")).value is None, "it would say that all stand in one step"
    assert [(one.number, one.as_of) for one in queries.releases(analyst)] == [(3, MAY), (2, APRIL), (1, MARCH)]
    assert queries.release(analyst, 1).at(code_of()).value == 100


def test_figures_are_taken_once_a_day_and_of_somebody(monkeypatch: pytest.MonkeyPatch, analyst: Viewer) -> None:
    with pytest.raises(actions.NothingToCount):
        actions.take_figures(analyst)
    take(monkeypatch, analyst, many((30, SOUGHT)), MAY)
    for day in (MAY, MAY - timedelta(days=1)):
        with pytest.raises(actions.AlreadyTaken):
            take(monkeypatch, analyst, many((60, SOUGHT)), day)
    assert Release.objects.count() == 1


def test_only_an_export_of_figures_that_exist_is_noted(viewer_with: Callable[..., Any], analyst: Viewer) -> None:
    with pytest.raises(queries.ReleaseNotFound):
        actions.note_export(analyst, "meeting", 3, number=7)
    actions.note_export(analyst, "meeting", 3)
    assert journal.recent(limit=1)[0].codes == {"purpose": "meeting", "entries": 3}
