"""A case: opened once, seen by its own team, moved along its axes, given to others."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from dodomu.base import journal
from dodomu.base.access import actions as staff
from dodomu.base.access.acts import Act
from dodomu.base.access.models import Assignment, User
from dodomu.base.access.policy import NotAllowed, OutOfReach, may
from dodomu.engine.values.dates import PartialDate
from dodomu.journey.cases import actions, queries
from dodomu.journey.cases.models import AxisEntry, Case
from dodomu.journey.registry import queries as registry
from tests.journey.registry_people import recorded_child
from tests.people import make_team

pytestmark = pytest.mark.django_db
Viewers = Callable[..., Any]
WHY = "Her mother asked us to find her."


@pytest.fixture
def director(viewer_with: Viewers) -> Any:
    return viewer_with("director")


@pytest.fixture
def willow(viewer_with: Viewers) -> Any:
    """A case worker of the team Willow."""
    return viewer_with("case_worker", team=make_team("Willow"))


@pytest.fixture
def heron(viewer_with: Viewers) -> Any:
    """A case worker of the team Heron."""
    return viewer_with("case_worker", team=make_team("Heron"))


@pytest.fixture
def olena(viewer_with: Viewers) -> UUID:
    return recorded_child(viewer_with("tracing_analyst"), "Коваленко Олена Іванівна", born="2014-03-05")


@pytest.fixture
def case(director: Any, willow: Any, olena: UUID) -> Case:
    return actions.open_case(director, olena, make_team("Willow").id, willow.user_id, "high", WHY)


def step(value: str = "claimed", axis: str = "whereabouts", since: str = "2023-05", **more: Any) -> actions.Step:
    return actions.Step(axis, value, PartialDate.from_edtf(since), **more)


def test_a_case_has_the_next_number_and_its_reason(director: Any, case: Case) -> None:
    page = queries.case(director, case.id)
    assert (case.number, page.reason, page.row.risk) == (1, WHY, "high")
    assert page.row.name is not None
    assert page.row.name.family == "Коваленко"


def test_a_child_has_one_open_case(director: Any, case: Case, olena: UUID) -> None:
    with pytest.raises(actions.AlreadyOpen):
        actions.open_case(director, olena, make_team("Heron").id, None, "low", WHY)


def test_the_database_refuses_a_second_open_case(case: Case) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        Case.objects.create(
            number=2,
            person_id=case.person_id,
            team=case.team,
            risk="low",
            data_key=case.data_key,
            reason_sealed=b"",
            opened_by=case.opened_by,
            opened_at=timezone.now(),
        )


def test_the_team_sees_the_child_from_the_opening_on(director: Any, willow: Any, olena: UUID) -> None:
    assert not may(willow, Act.PERSON_READ, subject=olena)
    actions.open_case(director, olena, make_team("Willow").id, None, "high", WHY)
    assert may(willow, Act.PERSON_READ, subject=olena)


def test_another_team_sees_neither_case_nor_child(case: Case, heron: Any, olena: UUID) -> None:
    assert queries.cases(heron, {}).total == 0
    with pytest.raises(queries.CaseNotFound):
        queries.case(heron, case.id)
    with pytest.raises(OutOfReach):
        registry.person(heron, olena)


def test_another_team_cannot_work_on_it(case: Case, heron: Any) -> None:
    with pytest.raises(OutOfReach):
        actions.record_step(heron, case.id, step())


def test_hotline_sees_nothing(case: Case, viewer_with: Viewers) -> None:
    hotline = viewer_with("hotline", team=make_team("Willow"))
    with pytest.raises(NotAllowed):
        queries.cases(hotline, {})
    with pytest.raises(queries.CaseNotFound):
        queries.case(hotline, case.id)
    assert queries.happenings(hotline, case.person_id) == []


@pytest.mark.parametrize("field", ["team", "worker", "risk", "reason"])
def test_what_cannot_be_is_refused_by_name(director: Any, willow: Any, heron: Any, olena: UUID, field: str) -> None:
    given = {"team": make_team("Willow").id, "worker": willow.user_id, "risk": "high", "reason": WHY}
    given[field] = {"team": olena, "worker": heron.user_id, "risk": "huge", "reason": " "}[field]
    with pytest.raises(ValueError, match=field):
        actions.open_case(director, olena, given["team"], given["worker"], given["risk"], given["reason"])
    assert not Case.objects.exists()


def test_a_step_has_its_date_source_and_note(willow: Any, case: Case) -> None:
    (report,) = registry.report_ids_of(case.person_id)
    actions.record_step(willow, case.id, step(source_report_id=report, note="The aunt heard it."))
    entry = queries.case(willow, case.id).histories[0].entries[0]
    assert (entry.since, entry.note, entry.source_report_id) == ("2023-05", "The aunt heard it.", report)
    assert entry.source_name


def test_what_holds_is_the_latest_in_time_not_in_recording(willow: Any, case: Case) -> None:
    actions.record_step(willow, case.id, step("in_contact", since="2024-06-01"))
    actions.record_step(willow, case.id, step("located", since="2024-05-01"))
    assert queries.cases(willow, {}).rows[0].axes["whereabouts"].code == "in_contact"


def test_a_withdrawn_step_no_longer_counts_and_stays(willow: Any, case: Case) -> None:
    entry = actions.record_step(willow, case.id, step("located"))
    actions.withdraw_step(willow, entry.id, "Another girl of that name.")
    history = queries.case(willow, case.id).histories[0]
    assert history.now is None
    assert history.entries[0].withdrawn_reason == "Another girl of that name."


@pytest.mark.parametrize(
    "wrong",
    [
        {"value": "somewhere"},
        {"axis": "health"},
        {"verification": "verified"},
        {"source_report_id": UUID(int=7)},
        {"since": str(timezone.now().date() + timedelta(days=40))},
    ],
)
def test_an_impossible_step_is_refused(willow: Any, case: Case, wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="accepted"):
        actions.record_step(willow, case.id, step(**wrong))


@pytest.mark.parametrize("statement", ["UPDATE cases_axisentry SET value = 'located'", "DELETE FROM cases_axisentry"])
def test_a_step_is_never_rewritten(willow: Any, case: Case, statement: str) -> None:
    actions.record_step(willow, case.id, step())
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert AxisEntry.objects.get().value == "claimed"


def test_given_to_another_team_the_first_no_longer_sees_it(director: Any, willow: Any, heron: Any, case: Case) -> None:
    actions.reassign(director, case.id, make_team("Heron").id, heron.user_id, "The mother lives near Heron.")
    assert queries.cases(heron, {}).total == 1
    assert queries.cases(willow, {}).total == 0


def test_a_case_worker_cannot_give_it_to_another_team(willow: Any, heron: Any, case: Case) -> None:
    with pytest.raises(NotAllowed):
        actions.reassign(willow, case.id, make_team("Heron").id, heron.user_id, "Too much work.")


def test_leaving_staff_hand_over_their_cases(viewer_with: Viewers, willow: Any, case: Case) -> None:
    successor = viewer_with("case_worker", team=make_team("Willow"))
    users = {user.id: user for user in User.objects.all()}
    staff.leave(viewer_with("administrator"), users[willow.user_id], users[successor.user_id])
    case.refresh_from_db()
    assert case.worker_id == successor.user_id
    assert queries.cases(successor, {"worker": "mine"}).total == 1


def test_a_successor_of_another_trade_gives_the_case_back_to_the_team(
    viewer_with: Viewers, willow: Any, case: Case
) -> None:
    colleague = viewer_with("case_worker", team=make_team("Willow"))
    psychologist = viewer_with("psychologist", team=make_team("Willow"))
    users = {user.id: user for user in User.objects.all()}
    staff.leave(viewer_with("administrator"), users[willow.user_id], users[psychologist.user_id])
    assert [row.number for row in queries.cases_without_worker(colleague)] == [case.number]
    assert Assignment.objects.filter(subject=case.person_id, team=case.team_id, user=None, until=None).count() == 1


def test_filters_and_order(director: Any, willow: Any, case: Case, viewer_with: Viewers) -> None:
    other = recorded_child(viewer_with("tracing_analyst"), "Бондар Кіра Юріївна", born="2011-06-01")
    low = actions.open_case(director, other, make_team("Heron").id, None, "low", WHY)
    actions.record_step(willow, case.id, step("located"))
    assert [row.number for row in queries.cases(director, {"whereabouts": "located"}).rows] == [case.number]
    assert [row.number for row in queries.cases(director, {"whereabouts": "none"}).rows] == [low.number]
    assert [row.number for row in queries.cases(director, {}, sort="risk").rows] == [case.number, low.number]
    assert [row.number for row in queries.cases(director, {}, sort="-whereabouts").rows] == [case.number, low.number]
    assert queries.counts(director).without_worker == 1


def test_a_list_taken_out_is_journaled_with_its_purpose(director: Any, willow: Any) -> None:
    actions.export_cases(director, "case_work", 3)
    assert journal.recent(1)[0].kind == "case.list_exported"
    with pytest.raises(NotAllowed):
        actions.export_cases(willow, "case_work", 3)


def test_reasons_and_notes_are_sealed(willow: Any, case: Case) -> None:
    entry = actions.record_step(willow, case.id, step(note="Тітка чула в Мелітополі"))
    assert b"mother" not in bytes(Case.objects.get(id=case.id).reason_sealed)
    assert "Мелітополі".encode() not in bytes(entry.note_sealed or b"")
