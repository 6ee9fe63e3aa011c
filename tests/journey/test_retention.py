"""What has been kept as long as its rule says is shown for review; nothing is destroyed by itself."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone

from dodomu.base import contributions, journal
from dodomu.base.access.policy import NotAllowed
from dodomu.base.access.viewer import Viewer
from dodomu.journey.cases import actions
from dodomu.journey.cases.data_rules import retention_rules, term_of
from dodomu.journey.cases.models import DataRequest, RetentionReview
from dodomu.journey.cases.queries.retention import schedule
from dodomu.journey.registry import actions as registry
from dodomu.kit.dates import today
from tests.journey.registry_people import RECEIVED, child_report, person_in, recorded_child

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
Viewers = Callable[..., Any]
WHY = "A court may still ask for it."


@pytest.fixture
def officer(viewer_with: Viewers) -> Any:
    return viewer_with("data_protection_officer")


def answered(officer: Any, analyst: Any, *, years: float, born: str = "") -> DataRequest:
    """A request that was refused some years ago."""
    child = recorded_child(analyst, "Коваленко Олена Іванівна", born=born)
    asked = actions.Asked("access", "subject", "document", "Олена", "All of it.", today())
    row = actions.refuse_request(officer, actions.record_request(officer, child, asked).id, "She is not known.")
    DataRequest.objects.filter(id=row.id).update(answered_at=timezone.now() - timedelta(days=366 * years))
    return row


@pytest.fixture
def old(officer: Any, viewer_with: Viewers) -> DataRequest:
    return answered(officer, viewer_with("tracing_analyst"), years=5.1)


def due(viewer: Any, kind: str = "request") -> list[Any]:
    return [row.record for one in schedule(viewer) if one.rule.kind == kind for row in one.due]


def test_what_is_older_than_its_rule_is_due(officer: Any, old: DataRequest) -> None:
    assert due(officer) == [old.id]


def test_what_is_younger_is_not(officer: Any, viewer_with: Viewers) -> None:
    answered(officer, viewer_with("tracing_analyst"), years=4.5)
    assert due(officer) == []


def test_nothing_is_due_before_the_child_is_18(officer: Any, viewer_with: Viewers) -> None:
    born = f"{today().year - 12}-01-01"
    answered(officer, viewer_with("tracing_analyst"), years=5.1, born=born)
    assert due(officer) == []
    assert [one.minors for one in schedule(officer) if one.rule.kind == "request"] == [1]


def test_a_report_that_led_to_no_case_is_due_after_three_years(officer: Any, viewer_with: Viewers) -> None:
    analyst, long_ago = viewer_with("tracing_analyst"), RECEIVED.replace(year=today().year - 4)
    report = registry.record_report(analyst, child_report(analyst, "Явір Ганна", received_at=long_ago))
    assert due(officer, "report") == [report.id]
    assert person_in(report)


def test_kept_on_it_comes_back_on_its_day(officer: Any, old: DataRequest) -> None:
    actions.review_kept(officer, "request", old.id, "keep", WHY, until=today() + timedelta(days=30))
    assert due(officer) == []
    with pytest.raises(actions.NotDue):
        actions.review_kept(officer, "request", old.id, "keep", WHY, until=today() + timedelta(days=60))


def test_marked_to_be_destroyed_it_is_still_there(officer: Any, old: DataRequest) -> None:
    actions.review_kept(officer, "request", old.id, "destroy", WHY)
    (marked,) = [row for one in schedule(officer) for row in one.to_destroy]
    assert (marked.record, marked.reason) == (old.id, WHY)
    assert DataRequest.objects.filter(id=old.id).exists()
    assert journal.recent(1)[0].kind == "retention.reviewed"
    assert WHY not in str(journal.recent(1))


@pytest.mark.parametrize(
    ("field", "given"),
    [
        ("decision", {"decision": "burn"}),
        ("reason", {"reason": " "}),
        ("until", {"until": None}),
        ("until", {"until": date(2020, 1, 1)}),
    ],
)
def test_what_cannot_be_is_refused_by_name(officer: Any, old: DataRequest, field: str, given: dict[str, Any]) -> None:
    wanted = {"decision": "keep", "reason": WHY, "until": today() + timedelta(days=9)} | given
    with pytest.raises(ValueError, match=field):
        actions.review_kept(officer, "request", old.id, wanted["decision"], wanted["reason"], until=wanted["until"])


def test_a_decision_cannot_be_rewritten(officer: Any, old: DataRequest) -> None:
    actions.review_kept(officer, "request", old.id, "destroy", WHY)
    with pytest.raises(DatabaseError), transaction.atomic():
        RetentionReview.objects.update(decision="keep")


def test_others_do_not_review(viewer_with: Viewers, old: DataRequest) -> None:
    with pytest.raises(NotAllowed):
        schedule(viewer_with("case_worker"))


def test_every_rule_names_its_basis_and_source() -> None:
    assert all(rule.basis and rule.source for rule in retention_rules(today()).values())


@pytest.mark.parametrize(
    ("kind", "received", "due_on"),
    [
        ("access", "2026-01-31", "2026-02-28"),
        ("access", "2026-03-01", "2026-03-31"),
        ("rectification", "2026-03-01", "2026-03-11"),
    ],
)
def test_the_earliest_rule_sets_the_deadline(kind: str, received: str, due_on: str) -> None:
    assert term_of(kind, date.fromisoformat(received)).due_on.isoformat() == due_on


def test_a_review_is_done_in_the_browser(client_for: Viewers, old: DataRequest) -> None:
    officer = client_for("data_protection_officer")
    (item,) = [one for one in contributions.work_items(Viewer.of(officer.user)) if one.code == "retention.review"]
    assert "due for review" in officer.get(item.url).content.decode()
    where = reverse("cases:retention_review", args=["request", old.id])
    found = officer.post(where, {"decision": "keep", "until": "", "reason": WHY}).content.decode()
    assert "Name a day that has not come yet." in found
    found = officer.post(where, {"decision": "destroy", "until": "", "reason": WHY}, follow=True).content.decode()
    assert "Nothing is destroyed by this." in found
