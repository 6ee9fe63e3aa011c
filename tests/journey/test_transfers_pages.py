"""The pages on which something is sent, received and answered, as a browser gets them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from dodomu.base import contributions, journal
from dodomu.base.access.viewer import Viewer
from dodomu.journey.cases import actions
from dodomu.journey.cases.actions import consents
from dodomu.journey.cases.models import Body, Case, Sending
from dodomu.journey.registry.models import Report
from dodomu.kit.dates import today
from tests.journey.sent_things import WHY, clinic, confirmed, open_case, to_body, to_team
from tests.people import make_team, make_user

pytestmark = pytest.mark.django_db
Clients = Callable[..., Any]


@pytest.fixture
def willow(client_for: Clients) -> Any:
    return client_for(make_user("case_worker", team=make_team("Willow")))


@pytest.fixture
def heron(client_for: Clients) -> Any:
    return client_for(make_user("case_worker", team=make_team("Heron")))


@pytest.fixture
def director(client_for: Clients) -> Any:
    return client_for("director")


@pytest.fixture
def case(director: Any, willow: Any, viewer_with: Clients) -> Case:
    return open_case(eyes(director), viewer_with("tracing_analyst"), eyes(willow))


@pytest.fixture
def referral(willow: Any, director: Any, case: Case) -> Sending:
    return confirmed(eyes(director), actions.send(eyes(willow), case.id, to_team()))


def eyes(client: Any) -> Viewer:
    return Viewer.of(client.user)


def text(response: Any) -> str:
    return " ".join(response.content.decode().split())


def given(**more: Any) -> dict[str, Any]:
    receiver = f"team:{make_team('Heron').id}"
    return {
        "receiver": receiver,
        "profile": "psychological",
        "asked": "Please see her this week.",
        "basis": "vital",
        "basis_reason": WHY,
        "way": "",
        "language": "en",
    } | more


def where(case: Case, kind: str = "referral") -> str:
    return reverse("cases:send", args=[case.id, kind])


def test_before_it_leaves_one_sees_exactly_what_leaves(willow: Any, heron: Any, case: Case) -> None:
    found = text(willow.post(where(case), given()))
    for words in ("Check what leaves", "Коваленко Олена Іванівна", "5 March 2014", "Hand to the second person"):
        assert words in found
    assert not Sending.objects.exists()


def test_confirmed_it_is_handed_to_the_second_person(willow: Any, heron: Any, case: Case) -> None:
    found = text(willow.post(where(case), given(confirmed="yes"), follow=True))
    assert "a second person reads it and confirms" in found
    assert Sending.objects.get().state == "waiting"


def test_one_can_go_back_and_nothing_typed_is_lost(willow: Any, heron: Any, case: Case) -> None:
    found = text(willow.post(where(case), given(confirmed="yes", change="yes")))
    assert "Please see her this week." in found
    assert not Sending.objects.exists()


def test_without_consent_the_page_says_what_to_do(willow: Any, heron: Any, case: Case) -> None:
    found = text(willow.post(where(case), given(basis="consent")))
    assert "Nobody has been asked for consent to this use: psychological care" in found
    assert "Error:" in found


def test_with_consent_it_is_sent(willow: Any, heron: Any, case: Case) -> None:
    said = consents.Said("given", "mother", today(), "Ірина", valid_from=today(), kept="Folder 7")
    consents.record_consent(eyes(willow), case.id, ["psychological"], said)
    found = text(willow.post(where(case), given(basis="consent", basis_reason="", confirmed="yes"), follow=True))
    assert "You see here when it is answered." in found


def test_warnings_must_be_ticked(willow: Any, heron: Any, case: Case) -> None:
    entry = actions.add_never_disclose(eyes(willow), case.id, actions.Warned("Her stepfather", "He beat her.", today()))
    assert "Her stepfather" in text(willow.post(where(case), given()))
    assert "Tick that you have read it." in text(willow.post(where(case), given(confirmed="yes")))
    willow.post(where(case), given(confirmed="yes", read=str(entry.id)))
    assert Sending.objects.get().warnings_read == 1


def test_a_field_set_for_others_is_refused_at_the_field(willow: Any, case: Case, director: Any) -> None:
    body = clinic(eyes(director))
    found = text(willow.post(where(case, "transfer"), given(receiver=f"body:{body.id}", profile="another_team")))
    assert "This field set is not for this receiver." in found
    assert "Say how it travels to an outside body." in found


def test_the_receiving_team_finds_it_and_accepts(heron: Any, referral: Sending) -> None:
    (item,) = [one for one in contributions.work_items(eyes(heron)) if one.code == "sending.receive"]
    assert "Коваленко Олена Іванівна" in text(heron.get(item.url))
    accept = reverse("cases:sending_step", args=[referral.id, "accepted"])
    assert "Recorded." in text(heron.post(accept, {"reason": ""}, follow=True))
    referral.refresh_from_db()
    assert referral.state == "accepted"


def test_opening_it_is_journaled(heron: Any, referral: Sending, case: Case) -> None:
    heron.get(reverse("cases:sending", args=[referral.id]))
    leaf = journal.entries_about(case.pid)[0]
    assert (leaf.kind, leaf.codes["side"], leaf.codes["package"]) == ("sending.opened", "receiver", 1)


def test_the_second_person_finds_it_in_the_work(willow: Any, director: Any, case: Case) -> None:
    actions.send(eyes(willow), case.id, to_team())
    (item,) = [one for one in contributions.work_items(eyes(director)) if one.code == "sending.second"]
    assert WHY in text(director.get(item.url))
    assert not [one for one in contributions.work_items(eyes(willow)) if one.code == "sending.second"]


def test_a_transfer_that_is_accepted_opens_the_case_to_the_team(
    heron: Any, willow: Any, director: Any, case: Case
) -> None:
    sending = confirmed(eyes(director), actions.send(eyes(willow), case.id, to_team("another_team", "transfer")))
    accept = reverse("cases:sending_step", args=[sending.id, "accepted"])
    response = heron.post(accept, {"reason": "We know her.", "worker": str(heron.user.id)})
    assert response.url == reverse("cases:case", args=[case.id])
    assert heron.get(response.url).status_code == 200
    assert willow.get(response.url).status_code == 404
    assert "The case is with another team now" in text(willow.get(reverse("cases:sending", args=[sending.id])))


def test_a_step_that_came_too_late_is_explained(heron: Any, willow: Any, referral: Sending) -> None:
    refuse = reverse("cases:sending_step", args=[referral.id, "refused"])
    heron.post(reverse("cases:sending_step", args=[referral.id, "accepted"]), {"reason": ""})
    assert heron.get(refuse).status_code == 404
    assert "It stands otherwise by now." in text(heron.post(refuse, {"reason": "Full."}, follow=True))


@pytest.fixture
def enquiry(willow: Any, director: Any, case: Case) -> Sending:
    body = clinic(eyes(director), "Товариство Лелека", "red_cross")
    wanted = to_body(body, "tracing", "enquiry", due_on=today() + timedelta(days=60), asked="Is she known to you?")
    return confirmed(eyes(director), actions.send(eyes(willow), case.id, wanted))


def test_an_overdue_answer_becomes_work(willow: Any, enquiry: Sending) -> None:
    def due() -> list[str]:
        return [item.section for item in contributions.work_items(eyes(willow)) if item.code == "sending.answer"]

    assert due() == []
    with time_machine.travel(timezone.now() + timedelta(days=62)):
        assert due() == ["overdue"]


def test_the_answer_becomes_a_report_with_its_source(willow: Any, enquiry: Sending, case: Case) -> None:
    told = {
        "on": today().isoformat(),
        "named": "Ms Leleka",
        "way": "secure",
        "words": "She is in the home on Linden street.",
        "place": "Linden street home",
        "seen_on": "",
    }
    found = text(willow.post(reverse("cases:sending_step", args=[enquiry.id, "answered"]), told, follow=True))
    assert "The answer as a report" in found
    report = Report.objects.filter(source__name="Товариство Лелека").get()
    assert report.mentions.get().memberships.get(until=None).person_id == case.person_id


def test_no_answer_is_recorded_and_a_late_one_still_counts(willow: Any, enquiry: Sending) -> None:
    actions.take_step(eyes(willow), enquiry.id, actions.SendingStep("no_answer", today(), "Three letters."))
    found = text(willow.get(reverse("cases:sending", args=[enquiry.id])))
    assert "Record the answer" in found


def test_what_was_kept_can_be_printed_and_downloaded(willow: Any, referral: Sending) -> None:
    page = willow.get(reverse("cases:sending_page", args=[referral.id]))
    assert page["Content-Type"].startswith("text/html")
    assert "Коваленко" in page.getvalue().decode()
    package = willow.get(reverse("cases:sending_package", args=[referral.id]))
    assert '"asked"' in package.getvalue().decode()


def test_the_receiver_does_not_open_the_original(heron: Any, referral: Sending) -> None:
    assert heron.get(reverse("cases:sending_package", args=[referral.id])).status_code == 404


def test_the_list_says_what_waits(heron: Any, referral: Sending) -> None:
    found = text(heron.get(reverse("cases:sendings")))
    assert "1 waits for the answer of your team." in found
    assert "Коваленко" not in found


def test_the_titles_name_nobody(heron: Any, referral: Sending) -> None:
    found = heron.get(reverse("cases:sending", args=[referral.id])).content.decode()
    assert "Коваленко" not in found.split("<title>")[1].split("</title>")[0]


def test_the_life_line_and_the_history_tell_of_it(willow: Any, referral: Sending, case: Case) -> None:
    titles = [str(event.title) for event in contributions.timeline(eyes(willow), case.person_id)]
    assert "Referral: psychological care: sent" in titles
    assert any(change.new == "sent" for change in contributions.changes(eyes(willow), case.person_id))


def test_a_body_is_added_and_changed(director: Any) -> None:
    told = {"name": "Лікарня Сокіл", "kind": "health", "way": "post", "contact": "Ward 3"}
    director.post(reverse("cases:new_body"), told)
    body = Body.objects.get()
    assert "Ward 3" in text(director.get(reverse("cases:body", args=[body.id])))
    director.post(reverse("cases:body", args=[body.id]), told | {"contact": "Ward 4"})
    body.refresh_from_db()
    assert body.closed_at is not None
    assert "no longer used" in text(director.get(reverse("cases:bodies")))


def test_a_body_stands_on_the_list_once(director: Any) -> None:
    clinic(eyes(director), "Лікарня Сокіл")
    told = {"name": "Лікарня  Сокіл", "kind": "health", "way": "post", "contact": "Ward 3"}
    assert "on the list already" in text(director.post(reverse("cases:new_body"), told))


@pytest.mark.parametrize("role", ["hotline", "tracing_analyst", "auditor", "administrator"])
def test_other_roles_are_refused(client_for: Clients, referral: Sending, case: Case, role: str) -> None:
    client = client_for(role)
    assert client.get(reverse("cases:sendings")).status_code == 403
    assert client.get(reverse("cases:sending", args=[referral.id])).status_code == 403
    assert client.get(where(case)).status_code == 403


def test_an_accepted_outside_transfer_leads_to_the_closing(willow: Any, director: Any, case: Case) -> None:
    body = clinic(eyes(director), "Служба у справах дітей Ясен", "child_services")
    sending = confirmed(eyes(director), actions.send(eyes(willow), case.id, to_body(body, "another_body", "transfer")))
    answer = {"on": today().isoformat(), "named": "Ms Yasen", "way": "post", "reason": ""}
    found = text(willow.post(reverse("cases:sending_step", args=[sending.id, "accepted"]), answer, follow=True))
    assert reverse("cases:close", args=[case.id]) in found


def test_a_letter_that_left_earlier_is_late_when_its_day_has_passed(willow: Any, director: Any, case: Case) -> None:
    body = clinic(eyes(director), "Товариство Лелека", "red_cross")
    days = {"sent_on": today() - timedelta(days=40), "due_on": today() - timedelta(days=5)}
    sending = confirmed(
        eyes(director), actions.send(eyes(willow), case.id, to_body(body, "tracing", "enquiry", **days))
    )
    assert "answer overdue" in text(willow.get(reverse("cases:sending", args=[sending.id])))


def test_the_page_of_the_case_says_what_left_it(willow: Any, referral: Sending, case: Case) -> None:
    found = text(willow.get(reverse("cases:case", args=[case.id])))
    assert reverse("cases:sending", args=[referral.id]) in found
    assert where(case) in found
