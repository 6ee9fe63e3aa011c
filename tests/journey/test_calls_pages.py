"""A call in the browser: saved step by step, without a script and with one, checked, recorded, read."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from django.urls import reverse

from dodomu.base.access.viewer import Viewer
from dodomu.journey.registry import actions, queries
from dodomu.journey.registry.models import CallDraft, Report, Verification
from tests.journey.called import CALLER, DANYLO, EVENTS, WISHES, recorded, version_of, written
from tests.journey.registry_people import person_in

pytestmark = pytest.mark.django_db
Clients = Callable[..., Any]


@pytest.fixture
def browser(client_for: Clients) -> Any:
    return client_for("hotline")


@pytest.fixture
def draft(browser: Any) -> UUID:
    browser.post(reverse("registry:calls"))
    return CallDraft.objects.get().id


@pytest.fixture
def full(browser: Any) -> UUID:
    return written(Viewer.of(browser.user))


def at(draft: UUID, step: str) -> str:
    return reverse("registry:call_step", args=[draft, step])


def send(browser: Any, draft: UUID, step: str, given: dict[str, Any], **more: Any) -> Any:
    version = more.pop("version", version_of(draft))
    return browser.post(at(draft, step), {"version": version, "shown": "1", **given}, **more)


def autosave(browser: Any, draft: UUID, step: str, given: dict[str, Any], **more: Any) -> Any:
    return send(browser, draft, step, given, headers={"x-autosave": "yes"}, **more)


def shown(answer: Any) -> str:
    return str(answer.content.decode())


def test_my_work_begins_a_call(browser: Any) -> None:
    assert "Take a call" in shown(browser.get("/"))
    answer = browser.post(reverse("registry:calls"))
    assert answer.url == at(CallDraft.objects.get().id, "caller")


def test_a_walk_without_a_script_ends_in_one_report(browser: Any, draft: UUID) -> None:
    for step, given, leads in (
        ("caller", CALLER, "children"),
        ("children", DANYLO, "events"),
        ("events", EVENTS, "wishes"),
        ("wishes", WISHES, "check"),
    ):
        assert send(browser, draft, step, given).url == at(draft, leads)
    answer = browser.post(at(draft, "check"), {"version": version_of(draft)})
    assert answer.url == reverse("registry:recorded", args=[Report.objects.get().id])


def test_recording_by_a_double_click_leads_to_the_one_report(browser: Any, full: UUID) -> None:
    given = {"version": version_of(full)}
    first, second = (browser.post(at(full, "check"), given) for _ in range(2))
    assert first.url == second.url
    assert Report.objects.count() == 1


def test_what_is_wrong_is_kept_first_and_told_then(browser: Any, draft: UUID) -> None:
    answer = send(browser, draft, "caller", CALLER | {"hours_until": "noon", "caller_name": "Галина"})
    assert "This hour could not be read." in shown(answer)
    assert 'value="Галина"' in shown(browser.get(at(draft, "caller")))


def test_a_page_saves_itself_and_is_told_when(browser: Any, draft: UUID) -> None:
    told = autosave(browser, draft, "caller", {"caller_name": "Гал"}).json()
    assert (told["version"], told["named"]) == (2, False)
    assert told["saved"] in shown(browser.get(at(draft, "caller")))


def test_saving_by_itself_judges_nothing(browser: Any, draft: UUID) -> None:
    assert autosave(browser, draft, "children", {"c1-birth_date": "31.02.20"}).json()["version"] == 2


def test_an_old_window_is_told_and_overwrites_nothing(browser: Any, draft: UUID) -> None:
    autosave(browser, draft, "caller", {"caller_name": "Галина"})
    assert autosave(browser, draft, "caller", {"caller_name": "Ганна"}, version=1).json() == {"conflict": True}
    page = shown(send(browser, draft, "caller", {"caller_name": "Ганна"}, version=1))
    assert "Two windows wrote different things" in page
    assert "Галина" in page
    assert "Ганна" in page


@pytest.mark.parametrize(("pick", "kept"), [("mine", "Ганна"), ("saved", "Галина")])
def test_the_operator_chooses_between_two_versions(browser: Any, draft: UUID, pick: str, kept: str) -> None:
    autosave(browser, draft, "caller", {"caller_name": "Галина"})
    given = {"caller_name": "Ганна", "do": "merge", "pick:caller_name": pick}
    assert send(browser, draft, "caller", given).status_code == 302
    assert queries.open_call(Viewer.of(browser.user), draft).content.text("caller_name") == kept


def test_without_a_choice_both_versions_are_asked_again(browser: Any, draft: UUID) -> None:
    autosave(browser, draft, "caller", {"caller_name": "Галина"})
    page = shown(send(browser, draft, "caller", {"caller_name": "Ганна", "do": "merge"}))
    assert "Choose one version of every answer" in page


def test_another_child_gets_a_part_of_its_own(browser: Any, draft: UUID) -> None:
    answer = send(browser, draft, "children", DANYLO | {"do": "add"})
    page = shown(browser.get(answer.url))
    assert 'name="c2-name"' in page
    assert "Are these children brothers and sisters?" in page
    assert 'value="Гриценко Данило Олегович"' in page


def test_a_change_from_the_last_page_leads_back_to_it(browser: Any, full: UUID) -> None:
    assert f"{at(full, 'children')}?to=check#id_c1-name" in shown(browser.get(at(full, "check")))
    answer = browser.post(at(full, "children") + "?to=check", {"version": 99, "shown": "1", **DANYLO})
    assert answer.url == at(full, "check")


def test_the_last_page_says_what_is_still_needed(browser: Any, draft: UUID) -> None:
    answer = browser.post(at(draft, "check"), {"version": 1})
    assert "Write what was said, in a sentence at least." in shown(answer)
    assert "<title>Error:" in shown(answer)
    assert not Report.objects.exists()


def test_the_last_page_shows_how_a_date_was_understood(browser: Any, full: UUID) -> None:
    assert "Understood as: 5 March 2014" in shown(browser.get(at(full, "check")))


def test_a_name_nobody_knows_is_an_answer(browser: Any, draft: UUID) -> None:
    assert "Write the name of the child" in shown(send(browser, draft, "children", {"c1-kinship": "mother"}))
    answer = send(browser, draft, "children", {"c1-name_not": "unknown", "c1-sex": "f", "c1-kinship": "mother"})
    assert answer.url == at(draft, "events")


def test_a_recorded_call_leads_to_its_receipt(browser: Any, full: UUID) -> None:
    report = recorded(Viewer.of(browser.user), full)
    assert browser.get(at(full, "caller")).url == reverse("registry:recorded", args=[report.id])
    assert autosave(browser, full, "caller", CALLER, version=1).json()["url"]


def test_a_colleague_finds_nothing_there(client_for: Clients, full: UUID) -> None:
    assert client_for("hotline").get(at(full, "caller")).status_code == 404


def test_after_a_session_that_ended_the_sign_in_leads_back_to_the_step(browser: Any, draft: UUID) -> None:
    browser.logout()
    answer = send(browser, draft, "children", DANYLO, headers={"referer": f"http://testserver{at(draft, 'children')}"})
    assert answer.url == f"{reverse('account_login')}?next={at(draft, 'children')}"


def test_my_work_lists_an_unfinished_call(browser: Any, full: UUID) -> None:
    page = shown(browser.get("/"))
    assert "A call is not finished" in page
    assert at(full, "wishes") in page
    assert "Гриценко" not in page


def test_the_report_shows_open_answers_and_the_rules_of_contact(client_for: Clients, full: UUID, browser: Any) -> None:
    draft = written(Viewer.of(browser.user), **{"c1-birth_date": "", "c1-birth_date_not": "unknown"})
    report = recorded(Viewer.of(browser.user), draft)
    page = shown(client_for("tracing_analyst").get(reverse("registry:report", args=[report.id])))
    assert "unknown: asked, nobody could say" in page
    assert "Never leave a message: not with anybody, not on an answering machine." in page
    assert "18:00–21:00 (Kyiv)" in page


def test_the_rules_stand_beside_the_number_in_ukrainian(client_for: Clients, browser: Any, full: UUID) -> None:
    report = recorded(Viewer.of(browser.user), full)
    client = client_for("tracing_analyst", language="uk")
    page = shown(client.get(reverse("registry:requesters", args=[person_in(report)])))
    assert "+380 50 222 33 44" in page
    assert "Ніколи не залишайте повідомлень" in page


def test_a_verification_is_recorded_from_its_page(client_for: Clients, browser: Any, full: UUID) -> None:
    report = recorded(Viewer.of(browser.user), full)
    client = client_for("tracing_analyst")
    url = reverse("registry:requester_verify", args=[person_in(report), report.id])
    given = {"what": "identity", "result": "verified", "checked_on": "5 March 2026", "words": "АБ 123456"}
    assert "Choose by which document or means it was verified." in shown(client.post(url, given))
    client.post(url, given | {"means": "passport"})
    assert Verification.objects.get().means == "passport"
    assert "passport or identity card" in shown(client.get(reverse("registry:requesters", args=[person_in(report)])))


def test_the_rules_of_contact_are_corrected_like_any_fact(client_for: Clients, browser: Any, full: UUID) -> None:
    report = recorded(Viewer.of(browser.user), full)
    client = client_for("tracing_analyst")
    (row,) = queries.requesters_of(Viewer.of(client.user), person_in(report))
    found = queries.profile(Viewer.of(client.user), row.person_id).preferred("safe_contact")
    assert found is not None
    page = shown(client.get(reverse("registry:fact_correct", args=[found.id])))
    assert 'value="18:00"' in page


def test_an_analyst_opens_and_settles_a_call_possibly_known(client_for: Clients, browser: Any, full: UUID) -> None:
    client = client_for("tracing_analyst")
    recorded(Viewer.of(browser.user), written(Viewer.of(browser.user)))
    actions.compare_call(full)
    url = reverse("registry:known_call", args=[full])
    assert "is still writing this call" in shown(client.get(url))
    assert url in shown(client.get("/"))
    client.post(url)
    assert url not in shown(client.get("/"))


@pytest.mark.parametrize("step", ["caller", "children", "events", "wishes", "check"])
@pytest.mark.parametrize("language", ["uk", "en"])
def test_every_step_opens_in_both_languages(client_for: Clients, step: str, language: str) -> None:
    client = client_for("hotline", language=language)
    draft = written(Viewer.of(client.user))
    assert client.get(at(draft, step)).status_code == 200


def test_the_childs_page_shows_who_asks_and_how_to_reach_them(client_for: Clients, browser: Any, full: UUID) -> None:
    report = recorded(Viewer.of(browser.user), full)
    page = shown(client_for("tracing_analyst").get(reverse("registry:child", args=[person_in(report)])))
    assert "Who asks for this child" in page
    assert "Never leave a message" in page
    assert "A requester with verified identity and kinship" in page


def test_the_own_page_of_whoever_asked_warns_at_its_head(client_for: Clients, browser: Any, full: UUID) -> None:
    report = recorded(Viewer.of(browser.user), full)
    page = shown(client_for("tracing_analyst").get(reverse("registry:child", args=[person_in(report, 1)])))
    assert "Never leave a message: not with anybody" in page
