"""Pages of the sealed level: one's own key and share, the ceremony, and the notes of a case."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import cache
from django.urls import reverse

from dodomu.base import contributions, keys
from dodomu.base.access.models import KeptForm, User
from dodomu.base.access.viewer import Viewer
from dodomu.journey.cases.actions import sealed_notes as acts
from tests.base.sealed_story import cheap_passphrases
from tests.journey.sealed_people import PHRASE, WORDS, SealedStory
from tests.people import PASSWORD

pytestmark = pytest.mark.django_db


@pytest.fixture
def story() -> Iterator[SealedStory]:
    cache.clear()
    with cheap_passphrases():
        yield SealedStory()
    cache.clear()


def own_work(user: User) -> list[str]:
    """Where "my work" of this colleague leads for a recovery share."""
    return [one.url for one in contributions.work_items(Viewer.of(user)) if one.code == "share.confirm"]


def text(answer: Any) -> str:
    return re.sub(r"\s+", " ", answer.content.decode())


def test_a_person_makes_changes_and_loses_the_own_key(story: SealedStory, client_for: Any) -> None:
    browser, page = client_for(story.tamara), reverse("office:sealed_key")
    assert "You have no sealed key yet" in text(browser.get(page))
    unlike = {"sealed_new": "four quiet mills here", "sealed_again": "four quiet mills"}
    assert "The two are not alike" in text(browser.post(page, unlike))
    same = text(browser.post(page, dict.fromkeys(("sealed_new", "sealed_again"), PASSWORD)))
    assert "This is your sign-in password" in same
    assert PASSWORD not in same
    new = dict.fromkeys(("sealed_new", "sealed_again"), "four quiet mills here")
    assert "Your sealed key is made" in text(browser.post(page, new, follow=True))
    change = {
        "sealed_old": "wrong one of them",
        **dict.fromkeys(("sealed_new", "sealed_again"), "five quiet mills now"),
    }
    assert "not the passphrase" in text(browser.post(reverse("office:sealed_key_change"), change))
    change["sealed_old"] = "four quiet mills here"
    assert "Changed." in text(browser.post(reverse("office:sealed_key_change"), change, follow=True))
    assert "Tick that you have read" in text(browser.post(reverse("office:sealed_key_lost"), {"confirm": ""}))
    assert "The key is gone" in text(browser.post(reverse("office:sealed_key_lost"), {"confirm": "on"}, follow=True))
    assert keys.sealed_key_of(story.tamara.pk) is None


def test_the_ceremony_on_the_pages(story: SealedStory, client_for: Any) -> None:
    browser = client_for(story.holders[0])
    assert "There are no recovery shares yet" in text(browser.get(reverse("office:shares")))
    chosen = {f"holder_{number}": str(one.pk) for number, one in enumerate(story.holders, 1)}
    twice = {**chosen, "holder_5": chosen["holder_1"]}
    assert "holds another share already" in text(browser.post(reverse("office:shares_make"), twice))
    printed = text(browser.post(reverse("office:shares_make"), chosen))
    papers = [
        "".join(re.findall(r"<span>(\w{4})</span>", sheet))
        for sheet in re.findall(r'<p class="share-letters.*?</p>', printed)
    ]
    assert [len(paper) for paper in papers] == [64] * 5
    assert "Будь-які три відкривають опечатане" in printed
    assert "Any three of them open" in printed
    # They are on that one answer only.
    assert not any(paper[:12] in text(browser.get(reverse("office:shares"))).replace("-", "") for paper in papers)
    for number, (holder, paper) in enumerate(zip(story.holders, papers, strict=True), 1):
        own = client_for(holder)
        assert own_work(holder) == [reverse("office:own_share")]
        assert "You were given a new share on paper" in text(own.get(reverse("office:own_share")))
        if number == 2:
            assert "is not the one that was handed out" in text(
                own.post(reverse("office:own_share"), {"sealed_share": papers[0]})
            )
        told = text(own.post(reverse("office:own_share"), {"sealed_share": paper.lower()}, follow=True))
        assert ("All five are: the shares are in force" in told) is (number == 5)
        assert own_work(holder) == own_work(story.tamara) == []
    three = {f"sealed_share_{number}": papers[number] for number in (1, 2, 3)}
    wrong = {**three, "sealed_share_2": papers[1][:-1] + ("0" if papers[1][-1] != "0" else "1")}
    answer = text(browser.post(reverse("office:shares_rehearse"), wrong))
    assert "A letter is missing or wrong" in answer
    assert "Rehearsed" in text(browser.post(reverse("office:shares_rehearse"), three, follow=True))
    assert "This is your share" in text(
        client_for(story.holders[2]).post(reverse("office:own_share"), {"sealed_share": papers[2]}, follow=True)
    )
    again = text(browser.post(reverse("office:shares_renew"), {**three, **chosen}))
    assert again.count("share-letters") == 5
    assert "0 of 5 holders" in text(browser.get(reverse("office:shares")))
    browser.post(reverse("office:shares_abandon"), {"confirm": "on"})
    assert keys.recovery_that_waits() is None


def test_a_note_is_written_and_opened_on_its_pages(story: SealedStory, client_for: Any) -> None:
    author, new = client_for(story.tamara), reverse("cases:sealed_note_new", args=[story.case.id])
    assert "Nothing can be sealed yet" in text(author.get(new))
    story.hold_ceremony()
    assert "Name at least one colleague" in text(author.post(new, {"sealed_words": WORDS}))
    told = text(author.post(new, {"sealed_words": WORDS, "sealed_readers": [str(story.nadiia.pk)]}, follow=True))
    assert "Only the colleagues you named can open it." in told
    assert "Mirabelle" not in told
    (row,) = story.case.sealed_notes.all()
    page = reverse("cases:sealed_note", args=[story.case.id, row.id])
    assert "sealed to other colleagues" in text(author.get(page))
    reader = client_for(story.nadiia)
    opened = reader.post(page, {"sealed_passphrase": PHRASE, "sealed_why": "to_care"})
    assert WORDS in text(opened)
    assert "no-store" in opened["Cache-Control"]
    assert PHRASE not in text(opened)
    assert "Mirabelle" not in text(reader.get(page))
    assert "Mirabelle" not in str(dict(reader.session))
    assert not KeptForm.objects.exists()
    readers = reverse("cases:sealed_note_readers", args=[story.case.id, row.id])
    assert author.get(readers).status_code == 302
    add = {"sealed_passphrase": PHRASE, "sealed_change": f"add:{story.orest.pk}"}
    assert "Added" in text(reader.post(readers, add, follow=True))
    remove = {"sealed_passphrase": PHRASE, "sealed_change": f"remove:{story.nadiia.pk}"}
    assert "Taken away" in text(client_for(story.orest).post(readers, remove, follow=True))


def test_after_five_wrong_passphrases_even_the_right_one_waits(story: SealedStory, client_for: Any) -> None:
    story.hold_ceremony()
    note = story.write(story.nadiia)
    reader, page = client_for(story.nadiia), reverse("cases:sealed_note", args=[story.case.id, note.id])
    for _ in range(5):
        answer = text(reader.post(page, {"sealed_passphrase": "not what it is", "sealed_why": "to_care"}))
        assert "This is not the passphrase" in answer
        assert "not what it is" not in answer
    answer = text(reader.post(page, {"sealed_passphrase": PHRASE, "sealed_why": "to_care"}))
    assert "Too many attempts" in answer
    assert "Mirabelle" not in answer
    # Others are not held up by it.
    other = story.write(story.orest)
    page = reverse("cases:sealed_note", args=[story.case.id, other.id])
    assert WORDS in text(client_for(story.orest).post(page, {"sealed_passphrase": PHRASE, "sealed_why": "to_care"}))


def test_the_sign_in_password_cannot_become_the_sealed_passphrase(story: SealedStory, client_for: Any) -> None:
    given = {"oldpassword": PASSWORD, "password1": PHRASE, "password2": PHRASE}
    answer = text(client_for(story.nadiia).post(reverse("account_change_password"), given))
    assert "This opens your sealed accounts" in answer


def test_a_note_that_nobody_can_open_says_so_in_both_languages(story: SealedStory, client_for: Any) -> None:
    story.hold_ceremony()
    note = story.write(story.nadiia)
    assert acts.open_sealed_note(Viewer.of(story.nadiia), note.id, PHRASE, "to_check") == WORDS
    client_for(story.nadiia).post(reverse("office:sealed_key_lost"), {"confirm": "on"})
    page = reverse("cases:sealed_notes", args=[story.case.id])
    assert "nobody can open it" in text(client_for(story.tamara).get(page))
    assert "ніхто не може відкрити" in text(client_for(story.tamara, language="uk").get(page))
    three = {f"sealed_share_{number}": story.papers[number] for number in (1, 2, 3)}
    passing = {**three, "lost": str(story.nadiia.pk), "to": str(story.orest.pk)}
    told = text(client_for(story.holders[0]).post(reverse("office:shares_pass_on"), passing, follow=True))
    assert "1 note opens now" in told
    assert story.read(story.orest, note.id) == WORDS
