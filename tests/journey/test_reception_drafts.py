"""What is typed on the long pages of reception is kept on the server until it is sent."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from dodomu.base.access.drafts import Page, StaleDraft, begun, draft_of, end_draft, forget_draft, keep_draft
from dodomu.base.access.kept_forms import LIFE, waiting_since
from dodomu.base.access.models import KeptForm
from dodomu.journey.reception import actions
from dodomu.journey.reception.models import Particular, Triage
from tests.journey.reception_people import House
from tests.people import make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
ABOUT = "reception.triage:1"
TYPED = [("temperature", "36,6"), ("note", "Sleepy")]
ITSELF = {"X-Autosave": "yes"}


@pytest.fixture
def house(viewer_with: Callable[..., Any]) -> House:
    return House(viewer_with)


def test_a_draft_is_sealed_and_survives_until_it_is_sent() -> None:
    user = make_user("reception_clinician")
    keep_draft(user, ABOUT, TYPED, Page(window="a", turn=1))
    row = KeptForm.objects.get()
    assert b"Sleepy" not in bytes(row.sealed)
    assert draft_of(user, ABOUT).fields == tuple(TYPED)
    assert draft_of(make_user("reception_clinician"), ABOUT) is None
    assert waiting_since(user.id) == []
    end_draft(user, ABOUT, Page(window="a", turn=2))
    assert (draft_of(user, ABOUT), begun(user.id, [ABOUT])) == (None, {})


def test_a_save_that_is_late_brings_nothing_back_and_a_new_page_begins_anew() -> None:
    user = make_user("reception_clinician")
    keep_draft(user, ABOUT, TYPED, Page(window="a", turn=1))
    end_draft(user, ABOUT, Page(window="a", turn=3))
    assert keep_draft(user, ABOUT, TYPED, Page(1, "a", 2)) is None
    assert draft_of(user, ABOUT) is None
    keep_draft(user, ABOUT, [("note", "Again")], Page(0, "b", 1))
    assert draft_of(user, ABOUT).fields == (("note", "Again"),)


def test_two_windows_never_overwrite_each_other_in_silence() -> None:
    user = make_user("reception_clinician")
    shown = keep_draft(user, ABOUT, TYPED, Page(window="a", turn=1))
    keep_draft(user, ABOUT, [("note", "From the phone")], Page(shown.version, "phone", 1))
    with pytest.raises(StaleDraft):
        keep_draft(user, ABOUT, [("note", "From the desk")], Page(shown.version, "a", 2))
    keep_draft(user, ABOUT, [("note", "From the desk")], Page(shown.version, "a", 3), over=True)
    assert draft_of(user, ABOUT).fields == (("note", "From the desk"),)


def test_a_draft_lives_a_day_from_its_last_word() -> None:
    user = make_user("reception_clinician")
    keep_draft(user, ABOUT, TYPED, Page(window="a", turn=1))
    row = KeptForm.objects.get()
    forget_draft.func(str(row.id))
    assert draft_of(user, ABOUT) is not None
    KeptForm.objects.update(kept_at=timezone.now() - LIFE - timedelta(minutes=1))
    assert draft_of(user, ABOUT) is None
    forget_draft.func(str(row.id))
    assert not KeptForm.objects.exists()


def test_a_triage_that_was_begun_comes_back_on_another_device_and_is_gone_when_sent(
    house: House, client_for: Callable[..., Any]
) -> None:
    (arrival,) = house.here()
    user = make_user("reception_clinician", team=house.heron)
    phone, desk = client_for(user), client_for(user)
    url = reverse("reception:new_triage", args=[arrival.id])
    given = {"temperature": "99", "note": "Sleepy", "signs_breathing": ["wheezing"], "window": "w", "turn": "1"}
    told = phone.post(url, given, headers=ITSELF).json()
    assert (told["version"], Triage.objects.count()) == (1, 0)
    assert "You have begun a triage" in desk.get(reverse("reception:arrival", args=[arrival.id])).content.decode()
    again = desk.get(url)
    form = again.context["form"]
    assert (form["temperature"].value(), form["note"].value()) == ("99", "Sleepy")
    assert form["signs_breathing"].value() == ["wheezing"]
    assert b"data-errors" not in again.content
    desk.post(url, {"temperature": "36,6", "window": "d", "turn": "3"})
    overtaken = desk.post(url, {"temperature": "36,6", "window": "d", "turn": "2"}, headers=ITSELF)
    assert (overtaken.status_code, overtaken.json()) == (200, {"kept": False})
    assert (Triage.objects.count(), draft_of(user, f"reception.triage:{arrival.id}")) == (1, None)


def test_particulars_can_be_left_half_written_and_never_overwrite_what_a_colleague_recorded(
    house: House, client_for: Callable[..., Any]
) -> None:
    (arrival,) = house.here()
    user = make_user("reception_clinician", team=house.heron)
    client, url = client_for(user), reverse("reception:particulars", args=[arrival.id])
    seen = client.get(url).context["form"]
    given = {name: field.initial or "" for name, field in seen.fields.items()}
    given |= {"seen_state": seen["seen_state"].value(), "language": "something", "diet": "nothing", "do": "later"}
    assert client.post(url, given)["Location"] == reverse("reception:arrival", args=[arrival.id])
    assert Particular.objects.count() == 0
    actions.record_particulars(house.nurse, arrival.id, {"diet": ("something", "No pork")})
    kept = client.get(url).context["form"]
    assert (kept["language"].value(), kept["diet"].value()) == ("something", "nothing")
    sent = given | {"language_words": "Ukrainian", "do": "", "seen_state": kept["seen_state"].value()}
    assert "Somebody changed this while you were writing" in client.post(url, sent).content.decode()
    assert Particular.objects.count() == 1
