"""The registry in the browser: the list, the child's page, the forms."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.urls import reverse

from dodomu.base import journal
from dodomu.base.access.viewer import Viewer
from dodomu.engine.values.sources import SourceKind
from dodomu.journey.registry import actions, queries
from dodomu.journey.registry.models import Fact, Join, Person, Report
from tests.journey.registry_people import RECEIVED, child_report, olena, person_in, recorded_child

pytestmark = pytest.mark.django_db
Clients = Callable[..., Any]


@pytest.fixture
def browser(client_for: Clients) -> Any:
    return client_for("tracing_analyst")


@pytest.fixture
def analyst(browser: Any) -> Any:
    return Viewer.of(browser.user)


@pytest.fixture
def olena_id(analyst: Any) -> UUID:
    return person_in(actions.record_report(analyst, olena(analyst)))


def page(browser: Any, name: str, *args: Any) -> str:
    response = browser.get(reverse(f"registry:{name}", args=args))
    assert response.status_code == 200
    return str(response.content.decode())


def statement(**more: str) -> dict[str, str]:
    """A filled form: Danylo's grandmother calls."""
    return {
        "form_id": str(uuid4()),
        "kind": "relative",
        "reporter": "Гриценко Ганна, +380 50 222 33 44",
        "channel": "hotline",
        "consent": "search",
        "name": "Гриценко Данило Олегович",
        "birth_date": "весна 2013",
        "sex": "m",
        "mother": "Гриценко Лариса",
        "whereabouts": "Приморськ, інтернат",
        "seen_on": "травень 2023",
        "words": "Його вивезли автобусом.",
    } | more


def test_the_list_shows_the_child_and_links_to_the_page(browser: Any, olena_id: UUID) -> None:
    shown = page(browser, "children")
    assert "Коваленко Олена Іванівна" in shown
    assert reverse("registry:child", args=[olena_id]) in shown


def test_a_filter_shows_as_a_chip(browser: Any, olena_id: UUID) -> None:
    shown = browser.get("/children/?from=2013&to=2015&sort=-born").content.decode()
    assert "Коваленко" in shown
    assert "Born from" in shown


def test_an_export_needs_a_purpose_and_is_journaled(browser: Any, olena_id: UUID) -> None:
    assert "attachment" not in browser.post("/children/", {"export": "csv"}).headers.get("Content-Disposition", "")
    response = browser.post("/children/", {"export": "csv", "purpose": "meeting"})
    assert response.content.decode("utf-8-sig").count("Коваленко") == 1
    assert journal.recent()[0].codes == {"list": "children", "purpose": "meeting", "rows": 1, "left_out": 0}


def test_who_may_not_export_is_offered_no_export(client_for: Clients, olena_id: UUID) -> None:
    officer = client_for("evidence_officer")
    assert "Content-Disposition" not in officer.post("/children/", {"export": "csv", "purpose": "meeting"}).headers


def test_opening_a_page_is_journaled(browser: Any, analyst: Any, olena_id: UUID) -> None:
    page(browser, "child", olena_id)
    leaf = journal.entries_about(Person.objects.get(pk=olena_id).pid)[0]
    assert (leaf.kind, leaf.actor) == ("person.opened", analyst.pid)


def test_the_page_does_not_hold_the_name(browser: Any, olena_id: UUID) -> None:
    shown = page(browser, "child", olena_id)
    assert "Show the name" in shown
    assert "Коваленко" not in shown


def test_statements_that_differ_stand_side_by_side_with_the_reason(browser: Any, analyst: Any) -> None:
    yana = recorded_child(analyst, "Лис Яна", born="2015", kind=SourceKind.OCCUPIER_LIST, source="Список 7")
    said = actions.FactInput("birth_date", child_report(analyst, "x", born="2016-03").mentions[0].facts[1].value)
    actions.add_fact(analyst, yana, said, actions.SaidBy(SourceKind.PARENT))
    shown = page(browser, "child", yana)
    assert "1 contradiction" in shown
    assert "By its source: a parent comes before occupier&#x27;s list." in shown
    assert "Список 7" in shown


def test_a_closed_compartment_is_masked_on_the_page(client_for: Clients, analyst: Any) -> None:
    marko = recorded_child(analyst, "Гай Марко", residence="Секретне")
    shown = page(client_for("data_protection_officer"), "child", marko)
    assert "Секретне" not in shown
    assert "Kept for those who need to know it." in shown


def test_a_joined_person_leads_to_the_current_page(browser: Any, analyst: Any, viewer_with: Clients) -> None:
    first, second = recorded_child(analyst, "Лис Яна"), recorded_child(analyst, "Лис Янина")
    actions.join_persons(analyst, viewer_with("director"), first, second, "same")
    response = browser.get(reverse("registry:child", args=[second]))
    assert response.url == reverse("registry:child", args=[first])


def test_a_join_is_undone_on_its_page(browser: Any, analyst: Any, viewer_with: Clients) -> None:
    first, second = recorded_child(analyst, "Лис Яна"), recorded_child(analyst, "Лис Янина")
    join = actions.join_persons(analyst, viewer_with("director"), first, second, "same")
    url = reverse("registry:join_split", args=[first, join.id])
    assert "The two records will be two persons again" in browser.get(url).content.decode()
    browser.post(url, {"reason": "two sisters"})
    assert Join.objects.get().until is not None


def test_nobody_opens_a_child_of_another_team(client_for: Clients, olena_id: UUID) -> None:
    assert client_for("case_worker").get(reverse("registry:child", args=[olena_id])).status_code == 404


def test_a_statement_is_recorded_from_the_form(client_for: Clients) -> None:
    hotline = client_for("hotline")
    response = hotline.post(reverse("registry:new_report"), statement())
    report = Report.objects.get()
    assert response.url == reverse("registry:recorded", args=[report.id])
    assert {fact.attribute for fact in Fact.objects.filter(mention__position=0)} == {
        "name", "birth_date", "sex", "last_seen"
    }  # fmt: skip
    assert report.consent == "search"


def test_after_recording_the_hotline_sees_a_reference_and_no_record(client_for: Clients) -> None:
    hotline = client_for("hotline")
    recorded = hotline.post(reverse("registry:new_report"), statement(), follow=True).content.decode()
    report = Report.objects.get()
    assert str(report.id) in recorded
    assert "Гриценко" not in recorded
    assert hotline.get(reverse("registry:report", args=[report.id])).status_code == 404


def test_a_form_sent_twice_records_once(client_for: Clients) -> None:
    hotline, given = client_for("hotline"), statement()
    hotline.post(reverse("registry:new_report"), given)
    hotline.post(reverse("registry:new_report"), given)
    assert Report.objects.count() == 1


def test_a_form_with_mistakes_names_the_fields(client_for: Clients) -> None:
    hotline = client_for("hotline")
    answer = hotline.post(
        reverse("registry:new_report"), statement(name="", birth_date="31.02.2014", kind="")
    ).content.decode()
    assert "<title>Error:" in answer
    assert "Write the name of the child" in answer
    assert "There is no such day in the calendar" in answer
    assert "Choose who said it" in answer
    assert not Report.objects.exists()


def test_the_report_shows_who_said_what_in_which_words(browser: Any, client_for: Clients) -> None:
    client_for("hotline").post(reverse("registry:new_report"), statement())
    shown = page(browser, "report", Report.objects.get().id)
    assert "Гриценко Ганна, +380 50 222 33 44" in shown
    assert "Його вивезли автобусом." in shown
    assert journal.recent()[0].kind == "report.opened"


def test_the_original_comes_as_a_file(browser: Any, analyst: Any, olena_id: UUID) -> None:
    report = queries.reports_about(analyst, olena_id)[0].id
    response = browser.get(reverse("registry:original", args=[report]))
    assert response.headers["Content-Disposition"].startswith("attachment")
    assert response.headers["Content-Type"] == "application/octet-stream"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Content-Security-Policy"].startswith("sandbox;")
    assert "Бахмут" in b"".join(response.streaming_content).decode()


def test_a_full_disk_is_said_in_both_languages_and_nothing_is_kept(
    client_for: Clients, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: Any) -> None:
        raise OSError(28, "No space left on device")

    browser = client_for("hotline")
    with monkeypatch.context() as patch:
        patch.setattr("dodomu.base.vault.files._write_whole", full)
        answer = browser.post(reverse("registry:new_report"), statement())
    assert answer.status_code == 507
    assert "no space left" in answer.content.decode()
    assert "не лишилося місця" in answer.content.decode()
    assert not Report.objects.exists()
    assert browser.post(reverse("registry:new_report"), statement()).status_code == 302


@pytest.mark.parametrize(
    ("code", "value", "shown"),
    [("birth_date", "2014-03-06", "2014"), ("note", "Любить малювати", "Любить малювати"), ("sex", "f", "girl")],
)
def test_a_fact_is_added_with_its_source(browser: Any, olena_id: UUID, code: str, value: str, shown: str) -> None:
    given = {"value": value, "kind": "child", "form_id": str(uuid4())}
    response = browser.post(reverse("registry:fact_add", args=[olena_id, code]), given, follow=True)
    assert shown in response.content.decode()
    assert Fact.objects.filter(attribute=code, mention__report__source__kind="child").exists()


def test_an_unknown_attribute_is_not_there(browser: Any, olena_id: UUID) -> None:
    assert browser.get(reverse("registry:fact_add", args=[olena_id, "shoe_size"])).status_code == 404


def test_a_fact_is_corrected_on_its_page(browser: Any, olena_id: UUID) -> None:
    fact = Fact.objects.get(attribute="birth_place")
    url = reverse("registry:fact_correct", args=[fact.id])
    assert "Бахмут" in browser.get(url).content.decode()
    shown = browser.post(url, {"value": "Ізюм", "reason": "misheard"}, follow=True).content.decode()
    assert "Ізюм" in shown
    assert "misheard" in shown


def test_a_correction_without_a_reason_comes_back(browser: Any, olena_id: UUID) -> None:
    fact = Fact.objects.get(attribute="birth_place")
    answer = browser.post(reverse("registry:fact_correct", args=[fact.id]), {"value": "Ізюм", "reason": ""})
    assert "Write in a few words why." in answer.content.decode()


def test_a_fact_is_withdrawn_on_its_page(browser: Any, olena_id: UUID) -> None:
    fact = Fact.objects.get(attribute="birth_place")
    browser.post(reverse("registry:fact_withdraw", args=[fact.id]), {"reason": "another child"})
    assert fact.withdrawal is not None


def test_another_value_is_put_first_and_back(browser: Any, analyst: Any, olena_id: UUID) -> None:
    said = actions.FactInput("birth_place", child_report(analyst, "x", place="Ізюм").mentions[0].facts[1].value)
    actions.add_fact(analyst, olena_id, said, actions.SaidBy(SourceKind.WITNESS))
    other = Fact.objects.filter(attribute="birth_place").latest("recorded_at")
    shown = browser.post(reverse("registry:fact_pin", args=[other.id]), {"reason": "register"}, follow=True)
    assert "Preferred by" in shown.content.decode()
    back = browser.post(reverse("registry:fact_unpin", args=[olena_id, "birth_place"]), follow=True)
    assert "Preferred by" not in back.content.decode()


def test_a_report_is_withdrawn_on_its_page(browser: Any, analyst: Any, olena_id: UUID) -> None:
    report = queries.reports_about(analyst, olena_id)[0].id
    url = reverse("registry:report_withdraw", args=[report])
    shown = browser.post(url, {"reason": "a hoax"}, follow=True).content.decode()
    assert "a hoax" in shown
    assert "Every report about this person was withdrawn" in page(browser, "child", olena_id)


def test_forced_changes_of_identity_stand_on_the_page(browser: Any, analyst: Any) -> None:
    from dodomu.journey.registry.vocabulary import ChangedPart

    change = actions.ChangeInput(ChangedPart.NAME, "Оксана", "Ксения", by_act="наказ 17")
    received = child_report(analyst, "Мороз Оксана", received_at=RECEIVED)
    received = replace(received, mentions=(replace(received.mentions[0], changes=(change,)),))
    shown = page(browser, "child", person_in(actions.record_report(analyst, received)))
    assert "Forced changes of identity" in shown
    assert "наказ 17" not in shown
    asked = browser.post(reverse("registry:child_show", args=[Person.objects.get().id, "identity"]))
    assert "наказ 17" in asked.content.decode()


def test_the_api_gives_the_list_a_profile_and_the_search(browser: Any, olena_id: UUID) -> None:
    listed = browser.get("/api/registry/children?sort=name").json()
    assert (listed["total"], listed["children"][0]["born"]) == (1, "2014-03-05")
    person = browser.get(f"/api/registry/persons/{olena_id}").json()
    assert "name" in {one["code"] for one in person["attributes"]}
    found = browser.post("/api/registry/search", {"text": "Kovalenko Olena"}, content_type="application/json")
    assert found.json()[0]["person_id"] == str(olena_id)


@pytest.mark.parametrize(
    ("stated", "edtf"),
    [
        (("7 років", "01.05.2023"), "2015-05-02/2016-05-01"),
        (("7 років", "травень 2023"), "2015-05-02/2016-05-31"),
        (("7 років на 01.05.2022", "01.05.2023"), "2014-05-02/2015-05-01"),
        (("2014", "01.05.2023"), "2014"),
    ],
)
def test_an_age_is_true_on_the_day_the_form_names(
    browser: Any, olena_id: UUID, stated: tuple[str, str], edtf: str
) -> None:
    address = reverse("registry:fact_add", args=[olena_id, "birth_date"])
    given = {"kind": "parent", "value": stated[0], "observed_on": stated[1]}
    assert browser.post(address, given).status_code == 302
    born = queries.profile(Viewer.of(browser.user), olena_id).attributes["birth_date"]
    kept = [born.preferred, *born.agreeing, *born.others]
    assert edtf in [fact.value.edtf for fact in kept if fact]


def test_nothing_was_so_in_the_future(browser: Any, olena_id: UUID) -> None:
    address = reverse("registry:fact_add", args=[olena_id, "birth_date"])
    answer = browser.post(address, {"kind": "parent", "value": "2014", "observed_on": "2091-01-01"})
    assert answer.context["form"].errors["observed_on"]


def test_a_corrected_age_is_true_on_the_day_of_the_statement(browser: Any, olena_id: UUID) -> None:
    given = {"kind": "parent", "value": "7 років", "observed_on": "01.05.2023"}
    browser.post(reverse("registry:fact_add", args=[olena_id, "birth_date"]), given)
    wrong = Fact.objects.filter(attribute="birth_date").latest("id")
    browser.post(reverse("registry:fact_correct", args=[wrong.id]), {"value": "8 років", "reason": "Misheard."})
    born = queries.profile(Viewer.of(browser.user), olena_id).attributes["birth_date"]
    (right,) = [one for one in (born.preferred, *born.agreeing, *born.others) if one and one.supersedes_id == wrong.id]
    assert right.value.edtf == "2014-05-02/2015-05-01"
    assert right.observed_on is not None
    assert right.observed_on.edtf == "2023-05-01"


def test_a_report_says_what_is_odd_about_a_name_and_what_to_do(client_for: Callable[..., Any]) -> None:
    client = client_for("tracing_analyst")
    by = Viewer.of(client.user)
    report = actions.record_report(by, child_report(by, "Явір Софія 05.03.2014"))
    page = client.get(reverse("registry:report", args=[report.id])).content.decode()
    assert "The name holds a date. If it is the birth date, record it there and correct the name." in page
