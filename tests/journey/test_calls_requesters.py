"""Whoever asks for a child is verified by an act of its own, and shown with who did it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from dodomu.base import journal
from dodomu.base.access.actions import assign
from dodomu.base.access.policy import NotAllowed, OutOfReach
from dodomu.journey.registry import actions, queries
from dodomu.journey.registry.actions import Check
from dodomu.journey.registry.models import Person, Report, Requester, Verification
from dodomu.journey.registry.vocabulary import Checked, CheckMeans, CheckResult
from tests.journey.called import recorded, written
from tests.journey.registry_people import person_in
from tests.people import make_team

pytestmark = pytest.mark.django_db
Viewers = Callable[..., Any]
SEEN = date(2026, 3, 5)


@pytest.fixture
def analyst(viewer_with: Viewers) -> Any:
    return viewer_with("tracing_analyst")


@pytest.fixture
def report(viewer_with: Viewers) -> Report:
    operator = viewer_with("hotline")
    return recorded(operator, written(operator))


@pytest.fixture
def child(report: Report) -> UUID:
    return person_in(report)


def check(what: Checked = Checked.IDENTITY, result: CheckResult = CheckResult.VERIFIED, **more: Any) -> Check:
    given: dict[str, Any] = {"checked_on": SEEN, "words": "Паспорт на відео", "means": CheckMeans.VIDEO}
    return Check(what, result, **(given | more))


def test_at_first_nothing_is_verified(analyst: Any, child: UUID) -> None:
    (row,) = queries.requesters_of(analyst, child)
    assert (row.to_verify, row.kinship) == (("identity", "kinship"), "grandparent")
    assert not queries.requester_verified(analyst, child)


def test_identity_and_kinship_together_verify_a_requester(analyst: Any, report: Report, child: UUID) -> None:
    actions.verify_requester(analyst, child, report.id, check())
    assert not queries.requester_verified(analyst, child)
    actions.verify_requester(analyst, child, report.id, check(Checked.KINSHIP))
    assert queries.requester_verified(analyst, child)
    assert not queries.requester_verified(analyst, child, child)


def test_who_verified_is_shown_with_means_and_source(analyst: Any, report: Report, child: UUID) -> None:
    actions.verify_requester(analyst, child, report.id, check())
    (row,) = queries.requesters_of(analyst, child)
    assert row.identity is not None
    assert (row.identity.by, row.identity.means, row.identity.words) == (
        analyst.display_name, "video", "Паспорт на відео",
    )  # fmt: skip


def test_the_latest_answer_holds_and_all_stay(analyst: Any, report: Report, child: UUID) -> None:
    actions.verify_requester(analyst, child, report.id, check())
    actions.verify_requester(analyst, child, report.id, check(result=CheckResult.REFUSED, means=None))
    (row,) = queries.requesters_of(analyst, child)
    assert [one.result for one in row.past] == ["refused", "verified"]
    assert not row.identity_verified


def test_a_verification_is_journaled_in_codes(analyst: Any, report: Report, child: UUID) -> None:
    actions.verify_requester(analyst, child, report.id, check())
    leaf = journal.entries_about(Person.objects.get(own_mentions__requester__report=report).pid)[0]
    assert (leaf.kind, leaf.actor) == ("requester.checked", analyst.pid)
    assert leaf.codes == {"checked": "identity", "result": "verified", "means": "video", "report": str(report.id)}


@pytest.mark.parametrize("more", [{"words": " "}, {"means": None}, {"checked_on": date(9999, 1, 1)}])
def test_a_verification_needs_source_means_and_a_day(
    analyst: Any, report: Report, child: UUID, more: dict[str, Any]
) -> None:
    with pytest.raises(ValueError, match=r"reason|means|checked_on"):
        actions.verify_requester(analyst, child, report.id, check(**more))


def test_no_kinship_is_verified_where_none_was_claimed(analyst: Any, viewer_with: Viewers) -> None:
    operator = viewer_with("hotline")
    report = recorded(operator, written(operator, **{"c1-kinship": "acquaintance"}))
    with pytest.raises(ValueError, match="kinship"):
        actions.verify_requester(analyst, person_in(report), report.id, check(Checked.KINSHIP))


def test_the_operator_verifies_nobody(viewer_with: Viewers, report: Report, child: UUID) -> None:
    with pytest.raises(NotAllowed):
        actions.verify_requester(viewer_with("hotline"), child, report.id, check())


def test_another_team_verifies_nobody(viewer_with: Viewers, report: Report, child: UUID) -> None:
    with pytest.raises(OutOfReach):
        actions.verify_requester(viewer_with("case_worker"), child, report.id, check())


def test_the_work_is_grouped_by_child(analyst: Any, report: Report, child: UUID) -> None:
    assert [(one.person_id, one.requesters) for one in queries.requesters_to_verify(analyst)] == [(child, 1)]
    actions.verify_requester(analyst, child, report.id, check())
    actions.verify_requester(analyst, child, report.id, check(Checked.KINSHIP, CheckResult.REFUSED))
    assert queries.requesters_to_verify(analyst) == []


def test_a_child_with_a_team_is_the_teams_work(analyst: Any, viewer_with: Viewers, child: UUID) -> None:
    team = make_team("Heron")
    worker = viewer_with("case_worker", team=team)
    assign(analyst, child, team)
    assert [one.person_id for one in queries.requesters_to_verify(worker)] == [child]
    assert queries.requesters_to_verify(analyst) == []


def test_a_verification_stays_as_it_is(analyst: Any, report: Report, child: UUID) -> None:
    actions.verify_requester(analyst, child, report.id, check())
    with pytest.raises(DatabaseError), transaction.atomic():
        Verification.objects.update(result="refused")


def test_the_database_wants_means_of_what_is_verified(analyst: Any, report: Report, child: UUID) -> None:
    row = Verification(requester=Requester.objects.get(report=report), what="identity", result="verified")
    row.checked_on, row.at, row.by_id, row.words_sealed = SEEN, report.recorded_at, analyst.user_id, b"-"
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)


def test_nobody_asks_for_the_requester(analyst: Any, report: Report) -> None:
    assert queries.requesters_of(analyst, person_in(report, 1)) == []
