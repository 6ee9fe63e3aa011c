"""The child's page: what it shows at once, what it keeps back until asked, its history, and its print view."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from django.urls import reverse

from dodomu.base import journal
from dodomu.base.access import actions as staff
from dodomu.base.access.policy import NotAllowed, OutOfReach
from dodomu.base.access.viewer import Viewer
from dodomu.engine.values.dates import PartialDate
from dodomu.engine.values.name_reading import parse_name
from dodomu.engine.values.places import Place
from dodomu.engine.values.sources import SourceKind
from dodomu.journey.cases import actions as cases
from dodomu.journey.registry import actions, queries
from dodomu.journey.registry.actions import FactInput, PhotoInput, Printed, SaidBy
from dodomu.journey.registry.models import Fact, Person, PrintOut
from dodomu.journey.registry.vocabulary import PrintedPart
from tests.journey.pictures import picture
from tests.journey.registry_people import olena, person_in, recorded_child
from tests.people import make_team, make_user

pytestmark = pytest.mark.django_db
Clients = Callable[..., Any]
NAME = "Коваленко Олена Іванівна"


@pytest.fixture
def browser(client_for: Clients) -> Any:
    return client_for("tracing_analyst")


@pytest.fixture
def analyst(browser: Any) -> Any:
    return Viewer.of(browser.user)


@pytest.fixture
def child(analyst: Any) -> UUID:
    return person_in(actions.record_report(analyst, olena(analyst)))


@pytest.fixture
def team_worker(client_for: Clients, child: UUID) -> Any:
    """The case worker of the child's case, signed in."""
    team = make_team()
    worker = make_user("case_worker", team=team)
    director = Viewer.of(make_user("director"))
    case = cases.open_case(director, child, team.id, worker.id, "high", "Her mother waits.")
    cases.record_step(Viewer.of(worker), case.id, cases.Step("whereabouts", "claimed", PartialDate.from_edtf("2024")))
    return client_for(worker)


def url(name: str, *args: Any) -> str:
    return reverse(f"registry:{name}", args=args)


def html(response: Any) -> str:
    assert response.status_code == 200
    return str(response.content.decode())


def kinds(person_id: UUID) -> list[str]:
    return [leaf.kind for leaf in journal.entries_about(Person.objects.get(pk=person_id).pid)]


def add_photo(by: Any, person_id: UUID) -> UUID:
    return actions.add_photo(by, person_id, PhotoInput(picture(), SaidBy(SourceKind.PARENT)))


def test_the_name_comes_when_asked_for_and_that_is_journaled_once(browser: Any, child: UUID) -> None:
    assert NAME not in html(browser.get(url("child", child)))
    assert html(browser.post(url("child_show", child, "name"))).count(NAME) == 1
    assert kinds(child)[:2] == ["person.name_shown", "person.opened"]


def test_with_htmx_only_the_part_comes(browser: Any, child: UUID) -> None:
    part = html(browser.post(url("child_show", child, "name"), headers={"HX-Request": "true"}))
    assert NAME in part
    assert "<html" not in part


def test_a_reload_hides_the_name_again(browser: Any, child: UUID) -> None:
    browser.post(url("child_show", child, "name"))
    assert NAME not in html(browser.get(url("child", child)))


def test_without_scripts_what_was_asked_before_stays_on_the_page(browser: Any, child: UUID) -> None:
    browser.get(url("child", child))
    browser.post(url("child_show", child, "name"))
    shown = html(browser.post(url("child_show", child, "family")))
    assert NAME in shown
    assert "Коваленко Ірина Петрівна" in shown


def test_what_was_asked_of_one_child_shows_nothing_of_another(browser: Any, analyst: Any, child: UUID) -> None:
    other = recorded_child(analyst, "Лис Яна", mother="Лис Ольга")
    browser.post(url("child_show", child, "name"))
    assert "Лис Яна" not in html(browser.post(url("child_show", other, "family")))


def test_the_family_is_counted_and_named_only_when_asked(browser: Any, child: UUID) -> None:
    shown = html(browser.get(url("child", child)))
    assert "Show 1 relative" in shown
    assert "Ірина" not in shown
    assert "Ірина" in html(browser.post(url("child_show", child, "family")))


def test_asking_by_a_link_shows_nothing(browser: Any, child: UUID) -> None:
    assert browser.get(url("child_show", child, "name")).url == url("child", child)
    assert browser.post(url("child_show", child, "address")).status_code == 404


def test_a_name_in_latin_letters_stands_beside_it(browser: Any, child: UUID) -> None:
    assert "Kovalenko Olena Ivanivna" in html(browser.post(url("child_show", child, "name")))


def test_all_statements_of_the_name_stand_side_by_side(browser: Any, analyst: Any, child: UUID) -> None:
    other = FactInput("name", parse_name("Коваленко Елена"))
    actions.add_fact(analyst, child, other, SaidBy(SourceKind.OCCUPIER_LIST))
    shown = html(browser.post(url("child_show", child, "name")))
    assert NAME in shown
    assert "Коваленко Елена" in shown
    assert "By its source" in shown


def test_nobody_asks_for_the_name_of_a_child_of_another_team(client_for: Clients, child: UUID) -> None:
    stranger = client_for("case_worker")
    assert stranger.post(url("child_show", child, "name")).status_code == 404
    assert "person.name_shown" not in kinds(child)


def test_the_head_says_age_sex_axes_and_who_is_responsible(team_worker: Any, child: UUID) -> None:
    head = html(team_worker.get(url("child", child))).partition('class="child-head"')[2].partition("</section>")[0]
    assert "years old" in head
    assert "born 5 March 2014" in head or "born March 5, 2014" in head
    for words in ("Whereabouts", "claimed", "Legal status", "Return", "Recovery", "not recorded"):
        assert words in head
    assert team_worker.user.display_name in head
    assert "Willow" in head


def test_the_case_number_stands_in_the_heading_and_never_in_the_title(team_worker: Any, child: UUID) -> None:
    shown = html(team_worker.get(url("child", child)))
    assert re.search(r"<h1>Child №\d+</h1>", shown)
    assert "№" not in shown.partition("</title>")[0]


def test_who_reads_no_cases_sees_no_axes(browser: Any, team_worker: Any, child: UUID) -> None:
    assert "child-axes" not in html(browser.get(url("child", child)))


def test_the_photo_is_blurred_until_asked_for(browser: Any, analyst: Any, child: UUID) -> None:
    photo = add_photo(analyst, child)
    shown = html(browser.get(url("child", child)))
    assert url("photo_blurred", photo) in shown
    assert url("photo_clear", photo) not in shown
    asked = html(browser.post(url("photo_show", photo), headers={"HX-Request": "true"}))
    assert url("photo_clear", photo) in asked


def test_the_clear_photo_is_never_kept_by_the_browser(browser: Any, analyst: Any, child: UUID) -> None:
    response = browser.get(url("photo_clear", add_photo(analyst, child)))
    assert response.headers["Content-Type"] == "image/jpeg"
    assert "no-store" in response.headers["Cache-Control"]
    assert "photo.shown" in kinds(child)


def test_a_photo_is_handed_in_with_source_and_date(browser: Any, child: UUID) -> None:
    form = {"kind": "parent", "taken_on": "літо 2021", "photo": picture()}
    form["photo"].name = "olena.jpg"
    assert browser.post(url("photo_add", child), form).status_code == 302
    shown = html(browser.get(url("photos", child)))
    assert "Taken summer 2021" in shown
    assert "a parent" in shown


def test_a_bad_file_comes_back_with_a_clear_word_and_all_that_was_typed(browser: Any, child: UUID) -> None:
    bad = picture("GIF")
    bad.name = "olena.gif"
    shown = html(browser.post(url("photo_add", child), {"kind": "parent", "words": "At the sea", "photo": bad}))
    assert "Choose a JPEG, PNG or WebP file." in shown
    assert "At the sea" in shown


def test_a_photo_is_withdrawn_on_its_page(browser: Any, analyst: Any, child: UUID) -> None:
    photo = add_photo(analyst, child)
    assert "will not be shown any more" in html(browser.get(url("photo_withdraw", photo)))
    browser.post(url("photo_withdraw", photo), {"reason": "It is her sister."})
    assert "It is her sister." in html(browser.get(url("photos", child)))
    assert browser.get(url("photo_withdraw", photo)).status_code == 404


def test_a_part_that_is_closed_is_shown_closed_with_a_way_to_ask(client_for: Clients, analyst: Any) -> None:
    marko = recorded_child(analyst, "Гай Марко", residence="Секретне")
    officer = client_for("data_protection_officer")
    shown = html(officer.get(url("child", marko)))
    assert "Секретне" not in shown
    assert "Kept for those who need to know it." in shown
    assert reverse("office:access_request", args=[marko, "location"]) in shown


def test_the_history_shows_who_changed_what_from_what_to_what(browser: Any, analyst: Any, child: UUID) -> None:
    born = Fact.objects.get(attribute="birth_date")
    actions.correct_fact(analyst, born.id, PartialDate.from_edtf("2014-05-03"), "Day and month were swapped.")
    shown = html(browser.get(url("history", child)))
    assert "Corrected: Birth date" in shown
    assert re.search(r"<del>.*2014.*</del>.*<ins>.*2014", shown, re.DOTALL)
    assert "Day and month were swapped." in shown
    assert analyst.display_name in shown


def test_the_history_keeps_names_back_until_asked(browser: Any, child: UUID) -> None:
    assert NAME not in html(browser.get(url("history", child)))
    assert NAME in html(browser.post(url("history", child)))
    assert "person.name_shown" in kinds(child)


def test_the_history_masks_what_the_page_masks(client_for: Clients, analyst: Any) -> None:
    marko = recorded_child(analyst, "Гай Марко", residence="Секретне")
    shown = html(client_for("data_protection_officer").get(url("history", marko)))
    assert "Секретне" not in shown
    assert "The values are kept for those who need to know them." in shown


def test_the_history_is_filtered_and_paged(browser: Any, analyst: Any, child: UUID) -> None:
    add_photo(analyst, child)
    shown = html(browser.get(url("history", child) + "?kind=photos"))
    assert "Photo added" in shown
    assert "Stated: Birth date" not in shown
    assert html(browser.get(url("history", child) + "?page=999&kind=nothing"))


def test_steps_of_the_case_stand_in_the_history(team_worker: Any, child: UUID) -> None:
    shown = html(team_worker.get(url("history", child)))
    assert "Whereabouts" in shown
    assert "claimed" in shown


def test_joins_and_splits_stand_in_the_history(browser: Any, analyst: Any, child: UUID, viewer_with: Any) -> None:
    other = recorded_child(analyst, "Коваленко Оленка")
    join = actions.join_persons(analyst, viewer_with("director"), child, other, "Same mother.")
    actions.split_persons(analyst, join.id, "Two sisters.")
    shown = html(browser.get(url("history", child)))
    assert "Same mother." in shown
    assert "Two sisters." in shown


def test_overseers_see_who_looked(client_for: Clients, browser: Any, child: UUID) -> None:
    browser.get(url("child", child))
    browser.post(url("child_show", child, "name"))
    shown = html(client_for("data_protection_officer").get(url("viewed", child)))
    assert "Asked for the name" in shown
    assert browser.user.display_name in shown


def test_who_may_not_know_the_names_sees_pseudonyms(client_for: Clients, browser: Any, child: UUID) -> None:
    browser.get(url("child", child))
    shown = html(client_for("evidence_officer").get(url("viewed", child)))
    assert str(browser.user.pid)[:8] in shown
    assert browser.user.display_name not in shown


def test_only_readers_of_the_journal_see_who_looked(browser: Any, viewer_with: Any, child: UUID) -> None:
    assert browser.get(url("viewed", child)).status_code == 403
    assert "Who looked" not in html(browser.get(url("history", child)))
    with pytest.raises(NotAllowed):
        queries.looks_at(viewer_with("tracing_analyst"), child)


def test_looks_at_a_joined_record_are_counted_too(
    client_for: Clients, browser: Any, analyst: Any, child: UUID, viewer_with: Any
) -> None:
    other = recorded_child(analyst, "Коваленко Оленка")
    browser.get(url("child", other))
    actions.join_persons(analyst, viewer_with("director"), child, other, "same")
    assert queries.looks_at(viewer_with("director"), child).total >= 1


def test_printing_asks_what_for(browser: Any, child: UUID) -> None:
    shown = html(browser.get(url("print", child)))
    assert "What is it printed for?" in shown
    refused = html(browser.post(url("print", child), {"what": "page"}))
    assert "Choose what it is printed for." in refused
    assert not PrintOut.objects.exists()


def test_a_print_view_shows_the_name_only_when_chosen(browser: Any, child: UUID) -> None:
    asked = {"what": "page", "purpose": "meeting"}
    assert NAME not in html(browser.post(url("print", child), asked))
    assert NAME in html(browser.post(url("print", child), asked | {"named": "on"}))


def test_a_print_view_has_a_classification_and_no_addresses_in_its_text(browser: Any, child: UUID) -> None:
    shown = html(browser.post(url("print", child), {"what": "both", "purpose": "court"}))
    assert "Confidential: personal data of children." in shown
    text = re.sub(r"<[^>]*>", " ", shown.partition("<main")[2].partition("</main>")[0])
    assert "/children/" not in text
    assert "http" not in text
    assert "Life-line" in text


def test_a_print_out_is_journaled_and_its_note_sealed(browser: Any, analyst: Any, child: UUID) -> None:
    note = "For the aunt at the border."
    html(browser.post(url("print", child), {"what": "lifeline", "purpose": "road", "note": note}))
    leaf = journal.entries_about(Person.objects.get(pk=child).pid)[0]
    assert (leaf.kind, leaf.codes["purpose"], leaf.codes["what"]) == ("person.printed", "road", "lifeline")
    assert note.encode() not in bytes(PrintOut.objects.get().note_sealed or b"")


def test_overseers_read_the_note_of_a_print_out(client_for: Clients, browser: Any, child: UUID) -> None:
    html(browser.post(url("print", child), {"what": "page", "purpose": "court", "note": "By post to the court."}))
    shown = html(client_for("director").get(url("viewed", child)))
    assert "Printed: A court" in shown
    assert "By post to the court." in shown


def test_nobody_prints_a_child_of_another_team(viewer_with: Any, child: UUID) -> None:
    with pytest.raises(OutOfReach):
        actions.note_printout(viewer_with("case_worker"), child, Printed(PrintedPart.PAGE, "court"))


def test_an_emergency_opens_the_name_and_says_so(client_for: Clients, child: UUID) -> None:
    stranger = client_for("case_worker")
    staff.break_glass(Viewer.of(stranger.user), child, "danger", "A call at night.")
    assert NAME in html(stranger.post(url("child_show", child, "name")))
    assert journal.entries_about(Person.objects.get(pk=child).pid)[0].codes["emergency"] == 1


@pytest.mark.parametrize("page", ["child", "lifeline", "photos", "history", "print", "photo_add"])
def test_no_page_of_a_child_holds_the_name(browser: Any, analyst: Any, child: UUID, page: str) -> None:
    actions.add_fact(
        analyst,
        child,
        FactInput("last_seen", Place("Бердянськ"), PartialDate.from_edtf("2023")),
        SaidBy(SourceKind.PARENT),
    )
    shown = html(browser.get(url(page, child)))
    assert "Коваленко" not in shown


@pytest.mark.parametrize("page", ["child", "lifeline", "photos", "history", "print", "photo_add"])
def test_every_page_of_a_child_speaks_ukrainian(client_for: Clients, child: UUID, page: str) -> None:
    shown = html(client_for("tracing_analyst", language="uk").get(url(page, child)))
    assert 'lang="uk"' in shown
    main = shown.partition("<main")[2].partition(">")[2].partition("</main>")[0]
    text = re.sub(r"<[^>]*>|&\S+;|JPEG|PNG|WebP|EES?T|Tracing-Analyst-\d+", " ", main)
    assert re.findall(r"[A-Za-z]{3,}", text) == []
