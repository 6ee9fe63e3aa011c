"""The one module that decides: acts, reach, compartments, emergencies."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest

from dodomu.base.access import actions, policy
from dodomu.base.access.acts import EMERGENCY, Act
from dodomu.base.access.compartments import Compartment
from dodomu.base.access.models import Assignment
from dodomu.base.access.policy import NotAllowed, OutOfReach
from dodomu.base.access.roles import ROLES, Reach
from dodomu.base.access.viewer import Viewer
from tests.people import founder, make_team, make_user

pytestmark = pytest.mark.django_db
View = Callable[..., Viewer]


def test_nobody_may_do_nothing() -> None:
    assert not any(policy.may(Viewer.nobody(), act) for act in Act)


def test_a_role_gives_its_own_acts_and_no_other(viewer_with: View) -> None:
    hotline = viewer_with("hotline")
    assert policy.may(hotline, Act.REPORT_RECORD)
    assert not policy.may(hotline, Act.CANDIDATE_DECIDE)


def test_require_names_the_missing_right(viewer_with: View) -> None:
    with pytest.raises(NotAllowed) as refusal:
        policy.require(viewer_with("escort"), Act.LIST_IMPORT)
    assert refusal.value.act is Act.LIST_IMPORT


def test_a_case_worker_reaches_the_children_of_the_team_only(viewer_with: View) -> None:
    willow, heron = make_team("Willow"), make_team("Heron")
    ours, theirs = uuid4(), uuid4()
    worker = viewer_with("case_worker", team=willow)
    Assignment.objects.create(subject=ours, team=willow)
    Assignment.objects.create(subject=theirs, team=heron)
    assert policy.may(worker, Act.PERSON_READ, subject=ours)
    assert not policy.may(worker, Act.PERSON_READ, subject=theirs)


def test_out_of_reach_looks_like_not_there(viewer_with: View) -> None:
    with pytest.raises(OutOfReach):
        policy.require(viewer_with("case_worker", team=make_team()), Act.PERSON_READ, subject=uuid4())


def test_a_role_in_one_team_does_not_reach_into_another() -> None:
    """Educator in Willow, case worker in Heron: no case work in Willow."""
    willow, heron, child = make_team("Willow"), make_team("Heron"), uuid4()
    ostap = make_user("education_worker", team=willow)
    actions.grant_role(Viewer.of(founder()), ostap, "case_worker", team=heron)
    Assignment.objects.create(subject=child, team=willow)
    viewer = Viewer.of(ostap)
    assert policy.may(viewer, Act.PERSON_READ, subject=child)
    assert not policy.may(viewer, Act.CASE_WORK, subject=child)


def test_an_ended_assignment_is_out_of_reach(viewer_with: View) -> None:
    willow, child = make_team(), uuid4()
    worker = viewer_with("case_worker", team=willow)
    actions.unassign(Viewer.of(founder()), actions.assign(worker, child, willow))
    assert not policy.may(worker, Act.PERSON_READ, subject=child)


def test_an_escort_reaches_only_children_entrusted_by_name(user_with: Callable[..., Any]) -> None:
    willow, mine, other = make_team(), uuid4(), uuid4()
    daryna = user_with("escort", team=willow)
    Assignment.objects.create(subject=mine, team=willow, user=daryna)
    Assignment.objects.create(subject=other, team=willow)
    found = Assignment.objects.filter(policy.subjects(Viewer.of(daryna), field="subject"))
    assert {row.subject for row in found} == {mine}


def test_reach_all_filters_nothing_and_reach_none_everything(viewer_with: View) -> None:
    Assignment.objects.create(subject=uuid4(), team=make_team())
    rows = Assignment.objects.all()
    assert rows.filter(policy.subjects(viewer_with("tracing_analyst"), field="subject")).count() == 1
    assert rows.filter(policy.subjects(viewer_with("administrator"), field="subject")).count() == 0


def test_no_role_opens_the_sealed_compartment() -> None:
    assert not any(Compartment.SEALED in role.compartments for role in ROLES)


def test_a_compartment_granted_by_name_opens_it(user_with: Callable[..., Any]) -> None:
    evidence = user_with("evidence_officer", compartments=("sealed",))
    assert policy.sees_compartment(Viewer.of(evidence), "sealed")


def test_a_compartment_does_not_open_a_child_out_of_reach(viewer_with: View) -> None:
    worker = viewer_with("case_worker", team=make_team())
    assert policy.sees_compartment(worker, Compartment.LOCATION)
    assert not policy.sees_compartment(worker, Compartment.LOCATION, uuid4())


def test_an_unknown_compartment_is_an_error_and_not_open(viewer_with: View) -> None:
    with pytest.raises(ValueError, match="attic"):
        policy.sees_compartment(viewer_with("director"), "attic")


def test_an_administrator_and_an_auditor_see_no_child(viewer_with: View) -> None:
    for role in ("administrator", "auditor"):
        assert policy.reach(viewer_with(role), Act.PERSON_READ) is Reach.NONE


def test_one_member_of_staff_is_alone_and_two_are_not() -> None:
    olena = founder()
    assert Viewer.of(olena).alone
    make_user("hotline")
    assert not Viewer.of(olena).alone


def test_emergency_opens_reading_only() -> None:
    assert {Act.PERSON_READ, Act.CASE_READ, Act.REPORT_READ} == EMERGENCY


def test_scheduled_work_decides_nothing() -> None:
    system = Viewer.system("worker")
    for act in (Act.CANDIDATE_DECIDE, Act.CANDIDATE_CONFIRM, Act.PERSON_JOIN, Act.ROLES_MANAGE, Act.BREAK_GLASS):
        assert not policy.may(system, act)


def test_nothing_personal_in_the_text_of_a_member_of_staff() -> None:
    olena = make_user("hotline", username="olena-k")
    assert "olena" not in f"{olena}{olena!r}{Viewer.of(olena)!r}".casefold()
