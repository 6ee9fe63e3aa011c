"""The pages of the office, as people use them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse

from dodomu.base import journal
from dodomu.base.access import actions
from dodomu.base.access.acts import Act
from dodomu.base.access.models import BreakGlass, Team, User
from dodomu.base.access.roles import ROLES
from dodomu.base.access.viewer import Viewer
from dodomu.base.contributions import work_items
from dodomu.journey.office.queries import health
from dodomu.journey.office.queries.browsers import browser_in_words
from dodomu.journey.registry.actions import join_persons
from tests.journey.registry_people import recorded_child
from tests.people import PASSWORD, founder, make_team, make_user

pytestmark = pytest.mark.django_db
SignIn = Callable[..., Any]
NEW = {"display_name": "Iryna Melnyk", "username": "iryna.melnyk", "language": "uk"}
REASON = "Her fever is high and her papers are in the other office."


def text(answer: Any) -> str:
    return " ".join(str(answer.content.decode()).split())


def test_the_staff_list_shows_roles_with_their_team(client_for: SignIn) -> None:
    make_user("case_worker", team=make_team("Willow"), username="iryna")
    page = text(client_for("director").get(reverse("office:staff")))
    assert "Case worker (Willow)" in page


def test_the_staff_list_is_filtered_by_role(client_for: SignIn) -> None:
    make_user("escort", username="daryna")
    page = text(client_for("director").get(reverse("office:staff") + "?role=escort"))
    assert "daryna" in page
    assert "director-" not in page.split("<tbody>")[1].split("</tbody>")[0]


def test_an_exported_staff_list_leaves_a_leaf(client_for: SignIn) -> None:
    client = client_for("director")
    answer = client.post(reverse("office:staff"), {"export": "csv", "purpose": "meeting"})
    assert answer["Content-Type"].startswith("text/csv")
    assert journal.recent(1)[0].codes == {"list": "staff", "purpose": "meeting", "rows": 1}


def test_a_new_colleague_gets_a_password_that_is_shown_once(client_for: SignIn) -> None:
    client = client_for("administrator")
    answer = client.post(reverse("office:add_staff"), NEW)
    iryna = User.objects.get(username="iryna.melnyk")
    assert iryna.check_password(answer.context["password"])
    assert answer.context["password"] not in text(client.get(reverse("office:member", args=[iryna.pk])))


@pytest.mark.parametrize("name", ["Iryna", "ірина", "x", "a b"])
def test_a_sign_in_name_has_small_latin_letters(client_for: SignIn, name: str) -> None:
    answer = client_for("administrator").post(reverse("office:add_staff"), NEW | {"username": name})
    assert answer.context["form"].errors["username"]


def test_granting_and_ending_a_role(client_for: SignIn) -> None:
    client, iryna = client_for("administrator"), make_user()
    client.post(reverse("office:grant_role", args=[iryna.pk]), {"role": "hotline"})
    assert Viewer.of(iryna).role_codes == {"hotline"}
    grant = iryna.role_grants.get()
    client.post(reverse("office:end_role", args=[iryna.pk, grant.pk]))
    assert Viewer.of(iryna).role_codes == frozenset()
    assert "ended by" in text(client.get(reverse("office:member", args=[iryna.pk])))


def test_ones_own_page_offers_no_change_and_the_act_is_refused(client_for: SignIn) -> None:
    client = client_for("administrator")
    own = reverse("office:member", args=[client.user.pk])
    assert "Grant the role" not in text(client.get(own))
    answer = client.post(reverse("office:grant_role", args=[client.user.pk]), {"role": "director"})
    assert answer.status_code == 409
    assert "Nobody can change their own rights" in text(answer)


def test_a_grant_of_somebody_else_is_not_ended_through_this_page(client_for: SignIn) -> None:
    client, iryna, petro = client_for("administrator"), make_user("hotline"), make_user("escort")
    answer = client.post(reverse("office:end_role", args=[iryna.pk, petro.role_grants.get().pk]))
    assert answer.status_code == 404
    assert Viewer.of(petro).role_codes == {"escort"}


def test_opening_and_closing_a_compartment(client_for: SignIn) -> None:
    client, iryna = client_for("administrator"), make_user("evidence_officer")
    client.post(reverse("office:grant_compartment", args=[iryna.pk]), {"compartment": "sealed"})
    assert "sealed" in Viewer.of(iryna).compartments
    client.post(reverse("office:end_compartment", args=[iryna.pk, iryna.compartment_grants.get().pk]))
    assert "sealed" not in Viewer.of(iryna).compartments


def test_a_team_is_created_once(client_for: SignIn) -> None:
    client = client_for("administrator")
    assert client.post(reverse("office:teams"), {"name": "Willow"}).status_code == 302
    assert client.post(reverse("office:teams"), {"name": "Willow"}).status_code == 200
    assert Team.objects.count() == 1


def test_a_colleague_leaves_and_names_who_takes_over(client_for: SignIn) -> None:
    client, iryna, petro = client_for("administrator"), make_user("escort"), make_user("escort")
    actions.assign(Viewer.of(founder()), uuid4(), make_team(), iryna)
    leave = reverse("office:leave", args=[iryna.pk])
    assert client.post(leave, {"confirm": "on"}).context["form"].errors["hand_over_to"]
    assert client.post(leave, {"confirm": "on", "hand_over_to": petro.pk}).status_code == 302
    iryna.refresh_from_db()
    assert not iryna.is_active


def test_breaking_the_glass_from_the_address_of_a_page(client_for: SignIn) -> None:
    client, child = client_for("case_worker"), uuid4()
    given = {"person": f"https://dodomu.example/children/{child}/", "why": "care", "reason": REASON, "hours": 2}
    assert client.post(reverse("office:break_glass"), given).status_code == 302
    assert BreakGlass.objects.get().subject == child


def test_breaking_the_glass_from_the_old_address_of_a_joined_record_opens_the_child(client_for: SignIn) -> None:
    analyst, second = (Viewer.of(user) for user in (make_user("tracing_analyst"), make_user("tracing_analyst")))
    kept, absorbed = recorded_child(analyst, "Явір Софія"), recorded_child(analyst, "Явор Софья")
    join_persons(analyst, second, kept, absorbed, "same school")
    client = client_for("case_worker")
    given = {"person": str(absorbed), "why": "care", "reason": REASON, "hours": 2}
    assert client.post(reverse("office:break_glass"), given).status_code == 302
    assert client.get(reverse("registry:child", args=[absorbed]), follow=True).status_code == 200


def test_an_address_without_a_number_is_refused(client_for: SignIn) -> None:
    given = {"person": "the little one", "why": "care", "reason": REASON, "hours": 2}
    answer = client_for("case_worker").post(reverse("office:break_glass"), given)
    assert answer.context["form"].errors["person"]
    assert not BreakGlass.objects.exists()


def test_the_alarm_waits_in_the_work_of_the_officer_until_it_was_seen(client_for: SignIn) -> None:
    worker, client = make_user("case_worker"), client_for("data_protection_officer")
    emergency = actions.break_glass(Viewer.of(worker), uuid4(), "care", REASON)
    officer = Viewer.of(client.user)
    assert [item.tone for item in work_items(officer) if item.url == reverse("office:emergencies")] == ["harm"]
    client.post(reverse("office:acknowledge", args=[emergency.pk]))
    assert not [item for item in work_items(officer) if item.url == reverse("office:emergencies")]


def test_a_colleague_does_not_see_the_emergencies_of_another(client_for: SignIn) -> None:
    emergency = actions.break_glass(Viewer.of(make_user("case_worker")), uuid4(), "care", REASON)
    client = client_for("case_worker")
    assert REASON not in text(client.get(reverse("office:emergencies")))
    assert client.post(reverse("office:end_emergency", args=[emergency.pk])).status_code == 404


def test_the_journal_shows_names_to_the_officer_and_pseudonyms_to_the_auditor(client_for: SignIn) -> None:
    iryna = make_user("case_worker", username="iryna")
    actions.break_glass(Viewer.of(iryna), uuid4(), "care", REASON)
    address = reverse("office:journal")
    assert "Iryna" in text(client_for("data_protection_officer").get(address))
    auditor = text(client_for("auditor").get(address))
    assert "Iryna" not in auditor
    assert str(iryna.pid)[:8] in auditor


def test_the_journal_pages_backwards(client_for: SignIn) -> None:
    iryna = make_user()
    for _ in range(52):
        actions.end_grant(Viewer.of(founder()), actions.grant_role(Viewer.of(founder()), iryna, "hotline"))
    client = client_for("auditor")
    first = client.get(reverse("office:journal")).context["page"]
    second = client.get(reverse("office:journal"), {"before": first.older}).context["page"]
    assert first.lines[-1].index == second.lines[0].index + 1
    assert second.older is None


@pytest.mark.parametrize("before", ["x", "-1", "9" * 30, "²"])
def test_an_odd_place_in_the_journal_breaks_nothing(client_for: SignIn, before: str) -> None:
    assert client_for("auditor").get(reverse("office:journal"), {"before": before}).status_code == 200


def test_verifying_the_journal_says_that_it_is_intact(client_for: SignIn) -> None:
    answer = client_for("auditor").post(reverse("office:verify_journal"))
    assert answer.context["found"].intact
    assert journal.recent(1)[0].kind == "journal.verified"


def test_ones_own_sessions_can_be_ended(client_for: SignIn) -> None:
    here = client_for("director")
    there = client_for(here.user)
    there.get(reverse("office:account"))
    sessions = here.get(reverse("office:account")).context["page"].sessions
    other = next(one for one in sessions if not one.current)
    here.post(reverse("office:end_session", args=[other.id]))
    assert there.get(reverse("office:account")).status_code == 302


def test_the_session_of_somebody_else_goes_on(client_for: SignIn) -> None:
    director, petro = client_for("director"), client_for("hotline")
    session = petro.get(reverse("office:account")).context["page"].sessions[0]
    director.post(reverse("office:end_session", args=[session.id]))
    assert petro.get(reverse("office:account")).status_code == 200


def test_my_language_is_kept(client_for: SignIn) -> None:
    client = client_for("director")
    client.post(reverse("office:language"), {"language": "uk"})
    client.user.refresh_from_db()
    assert client.user.language == "uk"
    assert client.cookies["language"].value == "uk"


def test_the_help_page_names_every_role_and_marks_mine(client_for: SignIn) -> None:
    answer = client_for("escort").get(reverse("office:roles_help"))
    assert [role.code for role in answer.context["roles"]] == [role.code for role in ROLES]
    assert [role.code for role in answer.context["roles"] if role.mine] == ["escort"]


def test_the_help_page_lists_exactly_the_acts_of_a_role(client_for: SignIn) -> None:
    shown = client_for("escort").get(reverse("office:roles_help")).context["roles"]
    auditor = next(role for role in shown if role.code == "auditor")
    assert set(auditor.acts) == {
        str(act.label)
        for act in (
            Act.STAFF_SEE,
            Act.JOURNAL_READ,
            Act.JOURNAL_VERIFY,
            Act.HEALTH_READ,
            Act.FIGURES_READ,
        )
    }


def test_findings_are_shown_the_worst_first(client_for: SignIn, monkeypatch: pytest.MonkeyPatch) -> None:
    found = [health.Finding("Space", "well"), health.Finding("Backup", "harm", "none yet", "make one")]
    monkeypatch.setattr(health, "_providers", [lambda: found])
    answer = client_for("auditor").get(reverse("office:health"))
    assert [finding.title for finding in answer.context["findings"]] == ["Backup", "Space"]


def test_an_unfinished_form_is_kept_and_given_back(client_for: SignIn) -> None:
    client = client_for("hotline")
    kept = {"page": "/reports/new/", "action": "/reports/new/", "fields": "words=She+called&password=x"}
    client.post(reverse("office:keep"), kept)
    client.get(reverse("office:lock"))
    answer = client.post(reverse("office:lock"), {"password": PASSWORD}, follow=True)
    found = answer.context["kept"]
    assert not found.sent
    fields = client.get(reverse("office:keep"), {"form": str(found.id)}).json()["fields"]
    assert fields == [["words", "She called"]]


def test_a_kept_form_can_be_thrown_away(client_for: SignIn) -> None:
    client = client_for("hotline")
    client.post(reverse("office:keep"), {"page": "/", "action": "/", "fields": "words=She+called"})
    row = client.user.kept_forms.get()
    client.post(reverse("office:discard_kept", args=[row.pk]))
    assert client.get(reverse("office:kept", args=[row.pk])).status_code == 404


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("Mozilla/5.0 (Windows NT 10.0) Gecko/20100101 Firefox/140.0", "Firefox, Windows"),
        ("Mozilla/5.0 (Linux; Android 15) Chrome/130.0 Mobile Safari/537.36", "Chrome, Android"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18 like Mac OS X) Version/18.0 Safari/604.1", "Safari, iPhone"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/130.0 Safari/537.36 Edg/130.0", "Edge, Windows"),
    ],
)
def test_a_browser_is_told_in_two_words(said: str, meant: str) -> None:
    assert browser_in_words(said) == meant
