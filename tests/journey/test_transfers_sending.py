"""What leaves a case: the field set of its profile, with two people where there is no consent, step by step."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from dodomu.base import journal
from dodomu.base.access.policy import NotAllowed, OutOfReach
from dodomu.journey.cases import actions, queries
from dodomu.journey.cases.models import Case, Sending, SendingEvent
from dodomu.kit.dates import today
from tests.journey.sent_things import (
    WHY,
    clinic,
    confirmed,
    open_case,
    read_original,
    step,
    to_body,
    to_team,
    values_of,
)
from tests.people import make_team

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
Viewers = Callable[..., Any]


@pytest.fixture
def director(viewer_with: Viewers) -> Any:
    return viewer_with("director")


@pytest.fixture
def willow(viewer_with: Viewers) -> Any:
    return viewer_with("case_worker", team=make_team("Willow"))


@pytest.fixture
def second(viewer_with: Viewers) -> Any:
    """Another case worker of Willow."""
    return viewer_with("case_worker", team=make_team("Willow"))


@pytest.fixture
def heron(viewer_with: Viewers) -> Any:
    return viewer_with("case_worker", team=make_team("Heron"))


@pytest.fixture
def case(director: Any, willow: Any, viewer_with: Viewers) -> Case:
    return open_case(director, viewer_with("tracing_analyst"), willow)


@pytest.fixture
def referral(willow: Any, second: Any, case: Case) -> Sending:
    return confirmed(second, actions.send(willow, case.id, to_team()))


def test_what_would_leave_is_exactly_the_field_set(willow: Any, case: Case) -> None:
    package = actions.prepare(willow, case.id, to_team("psychological")).package
    assert values_of(package) == {"name": "Коваленко Олена Іванівна", "birth_date": "5 March 2014"}
    assert package.unknown == ("Sex",)


def test_what_the_sender_may_not_see_stays_here(willow: Any, director: Any, case: Case, viewer_with: Viewers) -> None:
    from dodomu.journey.registry import actions as registry

    said = registry.FactInput("health", "Asthma.")
    registry.add_fact(viewer_with("tracing_analyst"), case.person_id, said, registry.SaidBy(kind="parent"))
    package = actions.prepare(willow, case.id, to_body(clinic(director))).package
    assert package.closed == ("Health",)
    assert "Asthma." not in json.dumps(package.to_json())


def test_without_consent_it_waits_for_a_second_person(willow: Any, case: Case, heron: Any) -> None:
    sending = actions.send(willow, case.id, to_team())
    assert (sending.state, sending.sent_at) == ("waiting", None)
    with pytest.raises(queries.SendingNotFound):
        queries.sending(heron, sending.id)


def test_the_author_is_not_the_second_person(willow: Any, case: Case) -> None:
    sending = actions.send(willow, case.id, to_team())
    with pytest.raises(actions.NotNow):
        actions.take_step(willow, sending.id, step("sent"))
    with pytest.raises(DatabaseError), transaction.atomic():
        Sending.objects.filter(id=sending.id).update(
            state="sent", sent_at=sending.at, second_by=willow.user_id, second_at=sending.at
        )


def test_the_database_sends_nothing_without_consent_by_one_alone(willow: Any, case: Case) -> None:
    sending = actions.send(willow, case.id, to_team())
    with pytest.raises(DatabaseError), transaction.atomic():
        Sending.objects.filter(id=sending.id).update(state="sent", sent_at=sending.at)


def test_a_second_person_who_says_no_ends_it(willow: Any, second: Any, case: Case) -> None:
    sending = actions.send(willow, case.id, to_team())
    actions.take_step(second, sending.id, step("declined"))
    assert queries.sending(willow, sending.id).moves == ()


def test_without_consent_a_reason_is_needed(willow: Any, case: Case) -> None:
    with pytest.raises(ValueError, match="basis_reason"):
        actions.send(willow, case.id, to_team(basis_reason=" "))


def test_no_consent_stops_what_rests_on_consent(willow: Any, case: Case) -> None:
    with pytest.raises(actions.ConsentNeeded):
        actions.send(willow, case.id, to_team(basis="consent"))
    assert not Sending.objects.exists()


def test_the_package_is_kept_as_an_original(willow: Any, case: Case, referral: Sending) -> None:
    kept = json.loads(read_original(willow, referral.original_id))
    assert {line["code"] for line in kept["lines"]} == {"name", "birth_date"}
    assert kept["asked"] == "Please see her this week."
    assert "Олена" in read_original(willow, referral.page_id).decode()


def test_every_step_has_its_journal_leaf(case: Case, referral: Sending) -> None:
    kinds = [entry.kind for entry in journal.entries_about(case.pid)]
    assert kinds[:2] == ["sending.sent", "sending.prepared"]
    assert WHY not in str(journal.recent(5))


def test_before_acceptance_the_receiver_sees_the_package_and_no_more(referral: Sending, heron: Any, case: Case) -> None:
    page = queries.sending(heron, referral.id)
    assert page.row.side == "receiver"
    assert page.package is not None
    assert "name" in page.package.codes
    with pytest.raises(queries.CaseNotFound):
        queries.case(heron, case.id)


def test_a_team_it_was_not_sent_to_sees_nothing(referral: Sending, viewer_with: Viewers) -> None:
    with pytest.raises(queries.SendingNotFound):
        queries.sending(viewer_with("case_worker", team=make_team("Crane")), referral.id)


def test_a_referral_leaves_the_case_where_it_is(referral: Sending, heron: Any, willow: Any, case: Case) -> None:
    actions.take_step(heron, referral.id, step("accepted"))
    actions.take_step(heron, referral.id, step("done"))
    case.refresh_from_db()
    assert case.team_id == make_team("Willow").id
    assert [one.state for one in queries.sending(willow, referral.id).steps] == ["waiting", "sent", "accepted", "done"]


def test_what_is_done_is_closed_to_the_receiver(referral: Sending, heron: Any) -> None:
    actions.take_step(heron, referral.id, step("accepted"))
    actions.take_step(heron, referral.id, step("done"))
    page = queries.sending(heron, referral.id)
    assert (page.package, page.closed_because) == (None, "ended")


def test_revoked_the_receiver_sees_no_more(referral: Sending, heron: Any, willow: Any) -> None:
    actions.take_step(willow, referral.id, step("revoked"))
    with pytest.raises(queries.SendingNotFound):
        queries.sending(heron, referral.id)
    with pytest.raises(OutOfReach):
        actions.take_step(heron, referral.id, step("accepted"))


def test_the_sender_does_not_answer_for_the_receiving_team(referral: Sending, willow: Any) -> None:
    with pytest.raises(actions.NotNow):
        actions.take_step(willow, referral.id, step("accepted"))


def test_a_refusal_needs_a_reason(referral: Sending, heron: Any) -> None:
    with pytest.raises(ValueError, match="reason"):
        actions.take_step(heron, referral.id, step("refused", reason=" "))


def test_an_accepted_transfer_moves_the_case_and_who_sees_it(willow: Any, second: Any, heron: Any, case: Case) -> None:
    sending = confirmed(second, actions.send(willow, case.id, to_team("another_team", "transfer")))
    actions.take_step(heron, sending.id, step("accepted", worker_id=heron.user_id))
    case.refresh_from_db()
    assert (case.team_id, case.worker_id) == (make_team("Heron").id, heron.user_id)
    assert queries.case(heron, case.id).row.number == 1
    with pytest.raises(queries.CaseNotFound):
        queries.case(willow, case.id)


def test_who_handed_a_case_away_sees_that_it_was_accepted_and_no_more(
    willow: Any, second: Any, heron: Any, case: Case
) -> None:
    sending = confirmed(second, actions.send(willow, case.id, to_team("another_team", "transfer")))
    actions.take_step(heron, sending.id, step("accepted"))
    page = queries.sending(willow, sending.id)
    assert (page.row.side, page.package, page.asked) == ("former", None, "")


def test_two_transfers_at_a_time_are_refused(willow: Any, case: Case) -> None:
    actions.send(willow, case.id, to_team("another_team", "transfer"))
    with pytest.raises(actions.UnderWay):
        actions.send(willow, case.id, to_team("another_team", "transfer", "Crane"))


def test_an_outside_acceptance_says_who_when_and_how(willow: Any, second: Any, director: Any, case: Case) -> None:
    sending = confirmed(second, actions.send(willow, case.id, to_body(clinic(director))))
    with pytest.raises(ValueError, match="named"):
        actions.take_step(willow, sending.id, step("accepted"))
    actions.take_step(willow, sending.id, step("accepted", named="Dr Kalyna, ward 2", way="phone"))
    last = queries.sending(willow, sending.id).steps[-1]
    assert (last.named, last.way, last.on) == ("Dr Kalyna, ward 2", "telephone", today())


@pytest.mark.parametrize("days", [1, -40])
def test_a_step_lies_between_the_sending_and_today(referral: Sending, heron: Any, days: int) -> None:
    with pytest.raises(ValueError, match="on:"):
        actions.take_step(heron, referral.id, step("accepted", on=today() + timedelta(days=days)))


@pytest.mark.parametrize(
    ("field", "given"),
    [
        ("profile", {"profile": "medical_secrets"}),
        ("profile", {"profile": "another_team"}),
        ("team", {"team": "Willow"}),
        ("asked", {"asked": " "}),
        ("basis", {"basis": "curiosity"}),
        ("language", {"language": "de"}),
    ],
)
def test_what_cannot_be_sent_is_refused_by_name(willow: Any, case: Case, field: str, given: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=field):
        actions.send(willow, case.id, to_team(**given))


def test_steps_and_packages_cannot_be_rewritten(referral: Sending) -> None:
    for change in (
        lambda: SendingEvent.objects.update(state="done"),
        lambda: Sending.objects.update(package_sealed=b"x"),
        lambda: Sending.objects.filter(id=referral.id).delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


@pytest.mark.parametrize("role", ["hotline", "tracing_analyst", "escort", "administrator", "education_worker"])
def test_other_roles_send_nothing(case: Case, viewer_with: Viewers, role: str) -> None:
    with pytest.raises((NotAllowed, OutOfReach)):
        actions.send(viewer_with(role, team=make_team("Willow")), case.id, to_team())


def test_a_list_names_what_left_and_what_came(referral: Sending, willow: Any, heron: Any) -> None:
    (out,), (came,) = queries.sendings(willow, {}), queries.sendings(heron, {"state": "open"})
    assert (out.side, came.side, came.from_team, out.receiver) == ("sender", "receiver", "Willow", "Heron")
    assert queries.sendings(heron, {"state": "done"}) == []


def test_alone_it_is_sent_and_marked_not_confirmed(case: Case, willow: Any) -> None:
    from dataclasses import replace

    sending = actions.send(replace(willow, alone=True), case.id, to_team())
    assert (sending.state, sending.not_confirmed) == ("sent", True)
