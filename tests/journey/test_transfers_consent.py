"""Consent stops what it does not cover; who must never learn of the child is read before anything leaves."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from dodomu.journey.cases import actions, queries
from dodomu.journey.cases.actions import consents
from dodomu.journey.cases.models import Case, Sending
from dodomu.kit.dates import today
from tests.journey.sent_things import clinic, open_case, to_body, to_team
from tests.people import make_team

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
Viewers = Callable[..., Any]


@pytest.fixture
def willow(viewer_with: Viewers) -> Any:
    return viewer_with("case_worker", team=make_team("Willow"))


@pytest.fixture
def heron(viewer_with: Viewers) -> Any:
    return viewer_with("case_worker", team=make_team("Heron"))


@pytest.fixture
def case(viewer_with: Viewers, willow: Any) -> Case:
    return open_case(viewer_with("director"), viewer_with("tracing_analyst"), willow)


def said(state: str = "given", **more: Any) -> consents.Said:
    period = {"valid_from": today(), "kept": "Folder 7"} if state == "given" else {}
    return consents.Said(state, "mother", today(), giver_name="Коваленко Ірина", **(period | more))


def sent(by: Any, case: Case) -> Sending:
    consents.record_consent(by, case.id, ["psychological"], said())
    return actions.send(by, case.id, to_team(basis="consent", basis_reason=""))


def test_with_consent_for_the_use_it_is_sent_at_once(willow: Any, case: Case) -> None:
    sending = sent(willow, case)
    assert (sending.state, sending.purpose, sending.second_by) == ("sent", "psychological", None)
    assert sending.consent_ref == queries.consent_for(willow, case.person_id, "psychological").consent_id


@pytest.mark.parametrize("use", ["medical", "tracing"])
def test_consent_to_another_use_does_not_count(willow: Any, case: Case, use: str) -> None:
    consents.record_consent(willow, case.id, [use], said())
    with pytest.raises(actions.ConsentNeeded):
        actions.send(willow, case.id, to_team(basis="consent"))


def test_refused_consent_stops_it(willow: Any, case: Case) -> None:
    consents.record_consent(willow, case.id, ["psychological"], said("refused"))
    with pytest.raises(actions.ConsentNeeded) as refusal:
        actions.send(willow, case.id, to_team(basis="consent"))
    assert refusal.value.permission.state == "refused"


def test_the_kind_of_receiver_decides_which_use_it_is(willow: Any, case: Case, viewer_with: Viewers) -> None:
    consents.record_consent(willow, case.id, ["partners"], said())
    court = clinic(viewer_with("director"), "Калинський суд", "court")
    prepared = actions.prepare(willow, case.id, to_body(court, "legal_aid", basis="consent"))
    assert (prepared.permission.use, prepared.refused) == ("court", True)


def test_withdrawn_consent_closes_what_was_sent_to_the_receiver(willow: Any, heron: Any, case: Case) -> None:
    sending = sent(willow, case)
    assert queries.sending(heron, sending.id).package is not None
    consent = queries.consent_for(willow, case.person_id, "psychological").consent_id
    consents.withdraw_consent(willow, consent, said("withdrawn"))
    page = queries.sending(heron, sending.id)
    assert (page.package, page.closed_because, page.asked) == (None, "stopped", "")


def test_who_must_never_learn_of_the_child_is_confirmed_as_read(willow: Any, case: Case) -> None:
    entry = actions.add_never_disclose(willow, case.id, actions.Warned("Her stepfather", "He beat her.", today()))
    consents.record_consent(willow, case.id, ["psychological"], said())
    wanted = to_team(basis="consent")
    assert [row.whom for row in actions.prepare(willow, case.id, wanted).warnings] == ["Her stepfather"]
    with pytest.raises(actions.WarningsUnread):
        actions.send(willow, case.id, wanted)
    assert actions.send(willow, case.id, wanted, [entry.id]).warnings_read == 1
