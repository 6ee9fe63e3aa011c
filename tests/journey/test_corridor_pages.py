"""Pages of corridors: made, changed, added to, imported, exported, as a browser gets them; and who gets none of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from dodomu.base.access.models import User
from dodomu.journey.missions.models import Corridor, LinkRule, Place
from tests.journey.corridor_invented import FILE, invented_corridor
from tests.people import make_team, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
Make = Callable[..., Any]


@pytest.fixture
def user() -> User:
    return make_user("mission_coordinator", team=make_team("Willow"))


@pytest.fixture
def client(client_for: Make, user: User) -> Any:
    return client_for(user)


@pytest.fixture
def corridor(viewer_with: Make) -> Corridor:
    return invented_corridor(viewer_with("mission_coordinator", team=make_team("Willow")), make_team("Willow"))


def at(name: str, *arguments: Any) -> str:
    return reverse(f"missions:{name}", args=arguments)


def text(response: Any) -> str:
    return " ".join(response.content.decode().split())


def csv(content: str = FILE) -> SimpleUploadedFile:
    return SimpleUploadedFile("corridor.csv", content.encode(), "text/csv")


def test_the_list_and_the_page_say_what_is_known(client: Any, corridor: Corridor) -> None:
    assert "Invented way" in text(client.get(at("corridors")))
    page = text(client.get(at("corridor", corridor.id)))
    assert 'class="way way-wide"' in page
    assert 'class="way way-narrow"' in page
    assert "The ford (near side)" in page
    assert "every day 08:00–18:00" in page


def test_a_corridor_is_begun_and_its_name_stays_when_something_is_wrong(client: Any) -> None:
    team = str(make_team("Willow").id)
    wrong = text(client.post(at("corridor_new"), {"title": "Through the meadow", "team": "nobody"}))
    assert 'value="Through the meadow"' in wrong
    made = client.post(at("corridor_new"), {"title": "Through the meadow", "team": team})
    assert made.status_code == 302
    assert not [row for row in Corridor.objects.all() if b"meadow" in bytes(row.title_sealed)]


def test_a_place_with_a_code_that_is_taken_is_refused_and_what_was_typed_stays(client: Any, corridor: Corridor) -> None:
    given = {
        "code": "A",
        "name": "A second mill",
        "kind": "town",
        "side": "third",
        "zone": "Europe/Warsaw",
        "x": "10",
        "y": "20",
        "wait_risk": "3",
        "may_wait": "yes",
        "note": "",
    }
    refused = text(client.post(at("corridor_place_new", corridor.id), given))
    assert "This code is taken already." in refused
    assert 'value="A second mill"' in refused
    assert client.post(at("corridor_place_new", corridor.id), given | {"code": "Q"}).status_code == 302
    assert Place.objects.filter(corridor=corridor, code="Q").exists()


def test_a_rule_that_cannot_be_read_is_kept_as_typed_and_a_good_one_takes_effect(
    client: Any, corridor: Corridor
) -> None:
    link = corridor.links.get(code="2")
    page = client.get(at("corridor_rule_new", corridor.id, link.id, "queue"))
    assert page.status_code == 200
    before = LinkRule.objects.filter(link=link).count()
    refused = client.post(at("corridor_rule_new", corridor.id, link.id, "queue"), {"source": "A driver, by telephone"})
    assert refused.status_code == 200
    assert "A driver, by telephone" in text(refused)
    assert LinkRule.objects.filter(link=link).count() == before


def test_a_rule_is_withdrawn_only_with_a_reason_and_stays_readable(client: Any, corridor: Corridor) -> None:
    link = corridor.links.get(code="2")
    rule = link.rules.get(kind="opening")
    url = at("corridor_rule_withdraw", corridor.id, link.id, rule.id)
    assert client.post(url, {"reason": ""}).status_code == 200
    assert LinkRule.objects.get(id=rule.id).withdrawn_at is None
    assert client.post(url, {"reason": "The carrier was wrong."}).status_code == 302
    assert LinkRule.objects.get(id=rule.id).withdrawn_at is not None
    assert "The carrier was wrong." in text(client.get(at("corridor_link", corridor.id, link.id)))


def test_an_import_is_shown_first_and_written_only_when_confirmed(client: Any) -> None:
    shown = client.post(at("corridor_import"), {"file": csv()})
    assert "Every row can be read. Nothing is written yet." in text(shown)
    assert not Corridor.objects.exists()
    content = shown.context["form"].initial["content"]
    confirmed = {"content": content, "title": "Invented way", "team": str(make_team("Willow").id)}
    assert client.post(at("corridor_import"), confirmed).status_code == 302
    assert Corridor.objects.get().places.count() == 5


def test_an_import_with_errors_names_row_and_column_and_offers_no_confirmation(client: Any) -> None:
    shown = text(client.post(at("corridor_import"), {"file": csv(FILE.replace("daily 08:00-18:00", "sometimes"))}))
    assert "Nothing is written. 1 thing must be put right in the file" in shown
    assert "Import it" not in shown
    empty = text(client.post(at("corridor_import"), {"file": csv("just words")}))
    assert "must hold the headings" in empty or "headings" in empty


def test_every_column_that_a_file_lacks_is_named_once_with_the_names_it_may_have(client: Any) -> None:
    table = "what,code,kind\nplace,A,city\nplace,B,city\nlink,1,car\n"
    (error,) = client.post(at("corridor_import"), {"file": csv(table)}).context["trial"].errors
    assert (error.row, error.column) == (0, "")
    lacking = error.sentence.partition("Missing: ")[2].partition(". ")[0].split("; ")
    assert [column.partition(" ")[0] for column in lacking] == (
        [
            "name",
            "side",
            "zone",
            "x",
            "y",
            "wait_risk",
            "may_wait",
            "from",
            "to",
            "one_way",
            "minutes",
            "minutes_p90",
            "risk",
            "cost",
        ]
    )
    assert "name (назва); side (сторона)" in error.sentence
    (error,) = client.post(at("corridor_import"), {"file": csv("code;name\nA;B\n")}).context["trial"].errors
    assert "Missing: what (що). " in error.sentence


def test_what_is_saved_as_a_file_reads_in_again_without_anything_new(client: Any, corridor: Corridor) -> None:
    url = at("corridor_file", corridor.id)
    assert client.post(url, {"purpose": ""}).status_code == 200
    purpose = next(code for code, _words in client.get(url).context["form"].fields["purpose"].choices if code)
    saved = client.post(url, {"purpose": purpose})
    assert saved["Content-Disposition"].startswith("attachment")
    again = client.post(at("corridor_add", corridor.id), {"file": csv(saved.content.decode("utf-8-sig"))})
    trial = again.context["trial"]
    assert (trial.errors, trial.places, trial.links, trial.rules) == ((), 0, 0, 0)


def test_another_team_and_another_role_find_nothing_there(client_for: Make, corridor: Corridor) -> None:
    stranger = client_for(make_user("mission_coordinator", team=make_team("Heron")))
    assert stranger.get(at("corridor", corridor.id)).status_code == 404
    assert stranger.post(at("corridor_retire", corridor.id), {"reason": "No."}).status_code == 404
    director = client_for(make_user("director"))
    assert director.get(at("corridor", corridor.id)).status_code == 200
    assert director.get(at("corridor_file", corridor.id)).status_code in {403, 404}
    assert client_for(make_user("psychologist", team=make_team("Willow"))).get(at("corridors")).status_code == 403
