"""The neutral address: what a stranger, a searcher and the network see of it; and the pages of those who issue phones."""

from __future__ import annotations

import io
import re
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from PIL import Image

from dodomu.base.settings.phone_page import ICONS, PhonePage
from dodomu.journey.missions import phone_signs
from dodomu.journey.missions.models import Phone, Word
from dodomu.journey.missions.web import phone_page, phone_shell
from tests.journey.phone_side import DURESS, OK, PhoneSide
from tests.journey.phone_story import PhoneStory

pytestmark = pytest.mark.django_db

PARTS = ("", "?uk", "?en", "page.css", "page.js", "pad.js", "worker.js", "manifest.json", "icon", "icon.png")
TELLING = re.compile(
    rb"dodomu|\xd0\xb4\xd0\xbe\xd0\xb4\xd0\xbe\xd0\xbc\xd1\x83|mission|escort|child|duress|deport|refuge|kidnap|occup|checkpoint"
    rb"|\xd0\xb4\xd0\xb8\xd1\x82\xd0\xb8\xd0\xbd|\xd0\xb4\xd1\x96\xd1\x82\xd0\xb5|\xd0\xbc\xd1\x96\xd1\x81\xd1\x96|\xd1\x81\xd1\x83\xd0\xbf\xd1\x80\xd0\xbe\xd0\xb2|\xd0\xbf\xd1\x80\xd0\xb8\xd0\xbc\xd1\x83\xd1\x81",
    re.IGNORECASE,
)
"""Also додому, дитин, діте, місі, супров, примус."""


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(phone_page, "STEP_SECONDS", 0)
    phone_shell._number.cache_clear()
    yield
    phone_shell._number.cache_clear()


@pytest.fixture
def story(viewer_with: Callable[..., Any]) -> PhoneStory:
    return PhoneStory(viewer_with)


def seen(answer: Any) -> bytes:
    """All that goes over the wire: status line, headers, cookies, body."""
    head = "".join(f"{name}: {value}\n" for name, value in answer.headers.items())
    return (head + answer.cookies.output()).encode() + b"\n" + answer.getvalue()


@pytest.mark.parametrize("language", ["uk", "en"])
def test_nothing_that_is_served_says_what_the_page_is_for(story: PhoneStory, language: str) -> None:
    client = Client(headers={"accept-language": language})
    side, _phone = story.opened()
    answers = {part: client.get(f"/notes/{part}") for part in PARTS}
    answers |= {"opened": side.post("look"), "a word": side.say(DURESS), "over": PhoneSide().post("look")}
    assert {name: answer.status_code for name, answer in answers.items()} == dict.fromkeys(answers, 200)
    assert {name: found[0] for name, one in answers.items() if (found := TELLING.findall(seen(one)))} == {}


def test_whatever_goes_wrong_the_answer_is_the_same_empty_page(
    story: PhoneStory, monkeypatch: pytest.MonkeyPatch
) -> None:
    side, _phone = story.opened()
    client = Client(raise_request_exception=False)
    wrong = [
        client.get("/notes/nothing/here/"),
        client.get("/notes/add"),
        client.post("/notes/look", "{", content_type="application/json"),
        client.post("/notes/look", {"a": "form"}),
        side.post("look", **{"sec-fetch-site": "cross-site"}),
        side.post("add", {"id": "x", "note": 5, "at": []}),
    ]
    monkeypatch.setattr(phone_page.contact, "look", lambda secrets: 1 / 0)
    wrong.append(Client(raise_request_exception=False).post("/notes/look", "{}", content_type="application/json"))
    assert [answer.status_code for answer in wrong] == [404, 405, 400, 400, 400, 400, 500]
    assert len({answer.content for answer in wrong}) == 1
    assert not any(TELLING.search(seen(answer)) for answer in wrong)


def test_a_passer_by_learns_nothing_not_even_whether_there_are_phones(story: PhoneStory) -> None:
    stranger = Client()
    before = [stranger.get(f"/notes/{part}").getvalue() for part in PARTS]
    asked = [PhoneSide().post(name, {"code": "AAAAA-AAAAA"}).content for name in ("open", "look", "add", "close")]
    side, _phone = story.opened()
    assert [side.client.get(f"/notes/{part}").getvalue() for part in PARTS] == before
    assert asked[1:2] + asked[3:] == [b'{"over": 1}'] * 2
    assert asked[0] == b'{"no": 1}'
    guessed = PhoneSide(given={"half": "guessed"})
    guessed.client.cookies["pad"] = "guessed"
    assert guessed.post("look").content == asked[1]


def test_no_session_of_staff_is_read_or_made(story: PhoneStory, client_for: Callable[..., Client]) -> None:
    staff = client_for("mission_coordinator")
    shell = staff.get("/notes/")
    assert b"code" in shell.content
    assert not shell.cookies
    side = PhoneSide(client=staff)
    assert side.post("look").json() == {"over": 1}
    opened = side.open(story.issue().code)
    assert list(opened.cookies) == ["pad"]
    cookie = opened.cookies["pad"]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Strict", "/notes/")


def test_codes_cannot_be_tried_for_long(story: PhoneStory) -> None:
    issued = story.issue()
    answers = [PhoneSide().open("AAAAA-AAAAA").json() for _ in range(phone_page.TRIES_A_MINUTE + 1)]
    assert answers == [{"no": 1}] * phone_page.TRIES_A_MINUTE + [{"later": 1}]
    assert PhoneSide().open(issued.code).json() == {"later": 1}


def test_nothing_is_kept_by_a_browser_outside_the_worker(story: PhoneStory) -> None:
    for part in PARTS:
        answer = Client().get(f"/notes/{part}")
        assert answer["Cache-Control"] == "no-store"
        assert "unsafe" not in answer["Content-Security-Policy"]


def test_how_long_an_answer_takes_is_a_whole_number_of_steps(
    story: PhoneStory, monkeypatch: pytest.MonkeyPatch
) -> None:
    waited, now = [], iter([10.0, 10.08, 20.0, 20.31])
    monkeypatch.setattr(phone_page, "STEP_SECONDS", 0.25)
    clock = SimpleNamespace(time=time.time, monotonic=lambda: next(now), sleep=waited.append)
    monkeypatch.setattr(phone_page, "time", clock)
    side, _phone = story.opened()
    side.say(OK), side.say(DURESS)
    assert waited == pytest.approx([0.17, 0.19])


def test_the_page_and_the_server_count_the_same_buttons(story: PhoneStory) -> None:
    shell, script = Client().get("/notes/?en").content.decode(), (phone_shell.PARTS / "page.js").read_text("utf-8")
    assert sorted(map(int, re.findall(r'data-i="(\d+)"', shell))) == list(range(len(phone_signs.BUTTONS)))
    labels = dict(re.findall(r'data-i="(\d+)"[^>]*>([^<]+)<', shell))
    assert (labels["0"], labels["2"], labels["7"]) == ("All well", "30 min", "I need help")
    assert f"const FIRM = {int(phone_signs.HELD_SECONDS * 1000)};" in script
    pad = (phone_shell.PARTS / "pad.js").read_text("utf-8")
    assert f"new Uint8Array({phone_signs.ENVELOPE_BYTES})" in pad


def test_the_organisation_chooses_title_and_icon(settings: Any, tmp_path: Path) -> None:
    own = tmp_path / "own.png"
    own.write_bytes(b"\x89PNG")
    settings.DODOMU = replace(settings.DODOMU, phone=PhonePage(title="Рецепти", icon=own))
    assert "<title>Рецепти</title>" in Client().get("/notes/").content.decode()
    assert Client().get("/notes/manifest.json").json()["short_name"] == "Рецепти"
    assert Client().get("/notes/icon").getvalue() == Client().get("/notes/icon.png").getvalue() == b"\x89PNG"
    assert [one["src"] for one in Client().get("/notes/manifest.json").json()["icons"]] == ["icon.png"]
    for name in ICONS:
        settings.DODOMU = replace(settings.DODOMU, phone=PhonePage(icon=name))
        assert Client().get("/notes/icon")["Content-Type"] == "image/svg+xml"
        with Image.open(io.BytesIO(Client().get("/notes/icon.png").getvalue())) as drawn:
            assert (drawn.format, drawn.size) == ("PNG", (192, 192))
    own = own.with_suffix(".svg")
    own.write_text("<svg/>")
    settings.DODOMU = replace(settings.DODOMU, phone=PhonePage(icon=own))
    assert Client().get("/notes/icon").getvalue() == b"<svg/>"
    assert Client().get("/notes/icon.png")["Content-Type"] == "image/png"


def test_a_host_of_its_own_answers_with_the_page_alone(settings: Any) -> None:
    settings.DODOMU = replace(settings.DODOMU, phone=PhonePage(host="notes.example.org"))
    page, staff = {"host": "notes.example.org"}, {"host": "office.example.org"}
    client = Client()
    assert client.get("/notes/", headers=page).status_code == 200
    assert client.get("/", headers=page)["Location"] == "/notes/"
    for address in ("/account/login/", "/static/kit/mark.svg", "/missions/"):
        refused = client.get(address, headers=page)
        assert refused.status_code == 404
        assert not TELLING.search(seen(refused))
    assert client.get("/notes/", headers=staff).status_code == 404
    assert client.get("/account/login/", headers=staff).status_code == 200


def test_a_coordinator_issues_a_phone_shows_the_code_once_and_ends_it(
    viewer_with: Callable[..., Any], client_for: Callable[..., Client]
) -> None:
    from dodomu.base.access.models import User

    story = PhoneStory(viewer_with, phoneless=True)
    client = client_for(User.objects.get(id=story.coordinator.user_id))
    phones, issue = (
        f"/missions/{story.mission.id}/phones/",
        f"/missions/{story.mission.id}/phones/for/{story.escort.id}/",
    )
    assert "Issue a phone" in client.get(phones).content.decode()
    refused = client.post(issue, {"until": "", "reason": ""}).content.decode()
    assert "Error:" in refused
    assert not Phone.objects.filter(escort=story.escort, ended_at=None).exists()
    shown = client.post(issue, {"until": "", "reason": "The director agreed."}).content.decode()
    code = re.search(r"[2-9A-Z]{5}-[2-9A-Z]{5}", shown)
    assert code
    assert "http://testserver/notes/" in shown
    assert "<svg" in shown
    side = PhoneSide()
    assert "half" in side.open(code.group()).json()
    listed = client.get(phones).content.decode()
    assert code.group() not in listed
    assert "in use" in listed
    phone = Phone.objects.get(escort=story.escort, ended_at=None)
    client.post(f"{phones}{phone.id}/end/")
    assert "it may not be erased yet" in client.get(phones).content.decode()
    assert side.post("look").json() == {"over": 1}
    assert "may not be erased" not in client.get(phones).content.decode()
    assert not Word.objects.filter(phone=phone).exists()


def test_a_day_that_no_phone_may_reach_is_refused_by_name(story: PhoneStory, client_for: Callable[..., Client]) -> None:
    from dodomu.base.access.models import User

    client = client_for(User.objects.get(id=story.coordinator.user_id))
    issue = f"/missions/{story.mission.id}/phones/for/{story.escort.id}/"
    for typed in ("2099-01-01", "2020-01-01"):
        page = client.post(issue, {"until": typed}).content.decode()
        assert "Name a day from today to" in page
        assert typed in page
