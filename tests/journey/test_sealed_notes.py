"""Sealed notes of a case: written for named colleagues, opened with a passphrase and a reason, and by nobody else."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.utils import timezone

from dodomu.base import keys
from dodomu.base.access import actions as staff
from dodomu.base.access.kept_forms import without_secrets
from dodomu.base.access.models import CompartmentGrant, User
from dodomu.base.access.policy import NotAllowed, OutOfReach
from dodomu.base.access.refusals import Refused
from dodomu.base.access.viewer import Viewer
from dodomu.base.journal.models import Leaf
from dodomu.journey.cases.actions import sealed_notes as acts
from dodomu.journey.cases.actions.holding import CaseClosed
from dodomu.journey.cases.models import Case
from dodomu.journey.cases.queries.sealed_notes import possible_readers, sealed_note, sealed_notes
from tests.base.sealed_story import cheap_passphrases
from tests.journey.sealed_people import PHRASE, WORDS, SealedStory
from tests.people import PASSWORD, make_team, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def story() -> Iterator[SealedStory]:
    with cheap_passphrases():
        made = SealedStory()
        made.hold_ceremony()
        yield made


def leaves(*kinds: str) -> list[Leaf]:
    return list(Leaf.objects.filter(kind__in=kinds).order_by("index"))


def refused(code: str) -> Any:
    return pytest.raises(Refused, match=f"^{code}$")


def test_its_author_seals_it_and_only_who_is_named_opens_it(story: SealedStory) -> None:
    note = story.write(story.nadiia)
    assert story.read(story.nadiia, note.id) == WORDS
    with refused("not_for_you"):
        story.read(story.orest, note.id)
    with pytest.raises(OutOfReach):
        story.read(story.tamara, note.id)
    # The director reads every case and is not let in: sealed accounts open by name only.
    with pytest.raises(OutOfReach):
        story.read(story.holders[0], note.id)


def test_every_opening_stands_in_the_journal_with_its_reason_and_none_tells_what(story: SealedStory) -> None:
    note = story.write(story.nadiia)
    story.read(story.nadiia, note.id)
    with refused("wrong_passphrase"):
        story.read(story.nadiia, note.id, "another passphrase")
    written, opened = leaves("sealed_note.written", "sealed_note.opened")
    (wrong,) = leaves("sealed_key.refused")
    assert (opened.actor_pid, opened.subject, b'"why":"to_care"' in bytes(opened.body)) == (
        story.nadiia.pid,
        story.case.pid,
        True,
    )
    assert wrong.actor_pid == story.nadiia.pid
    assert b'"commitments":[]' in bytes(written.body)
    with pytest.raises(ValueError, match="no_such"):
        acts.open_sealed_note(Viewer.of(story.nadiia), note.id, PHRASE, "no_such")


def test_the_list_shows_that_it_exists_by_whom_and_for_whom(story: SealedStory) -> None:
    note = story.write(story.nadiia, story.orest)
    found = sealed_notes(Viewer.of(story.tamara), story.case.id)
    assert [(row.by, [one.name for one in row.readers], row.for_me) for row in found.rows] == [
        ("Tamara", ["Nadiia", "Orest"], False)
    ]
    assert "Mirabelle" not in repr(found)
    assert sealed_note(Viewer.of(story.nadiia), story.case.id, note.id)[1].for_me
    with pytest.raises(OutOfReach):
        sealed_notes(Viewer.of(make_user("case_worker", team=make_team("Heron"))), story.case.id)


def test_who_can_be_named_has_a_key_the_compartment_and_the_case(story: SealedStory) -> None:
    stranger = make_user("case_worker", team=make_team("Heron"), compartments=("sealed",))
    keyless = make_user("case_worker", team=make_team("Willow"), compartments=("sealed",))
    staff.make_own_key(Viewer.of(stranger), PHRASE)
    staff.make_own_key(Viewer.of(story.tamara), PHRASE)
    by = Viewer.of(story.tamara)
    assert [one.name for one in possible_readers(by, story.case.id)] == ["Nadiia", "Orest"]
    for person in (stranger, keyless, story.tamara):
        with refused("not_possible"):
            story.write(person)
    with refused("no_readers"):
        acts.write_sealed_note(by, story.case.id, WORDS, [])
    with pytest.raises(ValueError, match="words"):
        story.write(words="  ")


def test_who_may_write(story: SealedStory) -> None:
    with pytest.raises(NotAllowed):
        story.write(by=make_user("mission_coordinator", team=make_team("Willow")))
    with pytest.raises(OutOfReach):
        story.write(by=make_user("psychologist", team=make_team("Heron")))
    assert story.write(by=story.nadiia)


def test_nothing_is_sealed_on_a_closed_case(story: SealedStory) -> None:
    Case.objects.filter(id=story.case.id).update(closed_at=timezone.now(), closed_by=story.worker.user_id)
    with pytest.raises(CaseClosed):
        story.write()


def test_a_reader_adds_and_takes_away_colleagues(story: SealedStory) -> None:
    note, nadiia = story.write(story.nadiia), Viewer.of(story.nadiia)
    with refused("not_for_you"):
        acts.add_note_reader(Viewer.of(story.orest), note.id, story.orest.pk, PHRASE)
    with refused("not_possible"):
        acts.add_note_reader(nadiia, note.id, story.tamara.pk, PHRASE)
    acts.add_note_reader(nadiia, note.id, story.orest.pk, PHRASE)
    assert story.read(story.orest, note.id) == WORDS
    acts.remove_note_reader(Viewer.of(story.orest), note.id, story.nadiia.pk, PHRASE)
    with refused("not_for_you"):
        story.read(story.nadiia, note.id)
    with refused("last_reader"):
        acts.remove_note_reader(Viewer.of(story.orest), note.id, story.orest.pk, PHRASE)
    assert [leaf.actor_pid for leaf in leaves("sealed_note.reader_added", "sealed_note.reader_removed")] == [
        story.nadiia.pid,
        story.orest.pid,
    ]


def test_one_who_leaves_and_one_whose_compartment_is_closed_open_nothing(story: SealedStory) -> None:
    note, admin = story.write(story.nadiia, story.orest), Viewer.of(make_user("administrator"))
    staff.leave(admin, story.orest, story.tamara)
    grant = CompartmentGrant.objects.get(user=story.nadiia)
    assert keys.sealed_key_of(story.orest.pk) is None
    assert story.read(story.nadiia, note.id) == WORDS
    staff.end_compartment(admin, grant)
    assert keys.sealed_key_of(story.nadiia.pk) is None
    assert sealed_notes(Viewer.of(story.tamara), story.case.id).rows[0].readers == ()
    assert [leaf.subject for leaf in leaves("sealed_key.withdrawn")] == [story.orest.pid, story.nadiia.pid]


def test_what_was_altered_or_lawfully_destroyed_is_said_and_not_an_error(story: SealedStory) -> None:
    note = story.write(story.nadiia)
    keys.SealedValue.objects.update(content=b"\x01" + bytes(80))
    with refused("envelope_broken"):
        story.read(story.nadiia, note.id)
    keys.destroy_key(story.case.data_key_id)
    with refused("not_sealed_here"):
        story.read(story.nadiia, note.id)


def test_three_holders_open_to_another_what_was_lost(story: SealedStory) -> None:
    note = story.write(story.nadiia)
    staff.lose_own_key(Viewer.of(story.nadiia))
    director = Viewer.of(story.holders[0])
    with refused("too_few_shares"):
        staff.pass_on_with_shares(director, story.papers[:2], story.nadiia, story.orest)
    assert staff.pass_on_with_shares(director, story.papers[2:], story.nadiia, story.orest) == 1
    assert story.read(story.orest, note.id) == WORDS
    assert len(leaves("shares.used")) == 1
    assert [leaf.subject for leaf in leaves("shares.opened_to")] == [note.id]
    assert len(leaves("shares.refused")) == 1
    with pytest.raises(NotAllowed):
        staff.pass_on_with_shares(Viewer.of(story.orest), story.papers[2:], story.nadiia, story.orest)


def test_the_ceremony_is_journaled_step_by_step(story: SealedStory) -> None:
    director = Viewer.of(story.holders[0])
    staff.rehearse_shares(director, story.papers[:3])
    assert staff.check_own_share(Viewer.of(story.holders[1]), story.papers[1]) == 2
    with refused("wrong_share"):
        staff.check_own_share(Viewer.of(story.holders[1]), story.papers[0])
    staff.renew_shares(director, story.papers[1:4], story.holders)
    staff.abandon_shares(director)
    kinds = [
        leaf.kind.removeprefix("shares.") for leaf in Leaf.objects.filter(kind__startswith="shares.").order_by("index")
    ]
    assert kinds == [
        "made", *["confirmed"] * 5, "in_force", "rehearsed", "checked", "refused", "renewed", "abandoned"
    ]  # fmt: skip


def test_the_passphrase_is_not_the_sign_in_password_and_never_becomes_it(story: SealedStory) -> None:
    tamara = Viewer.of(story.tamara)
    with refused("is_the_password"):
        staff.make_own_key(tamara, PASSWORD)
    with refused("is_the_password"):
        staff.change_own_passphrase(Viewer.of(story.nadiia), PHRASE, PASSWORD)
    with refused("same_passphrase"):
        staff.change_own_passphrase(Viewer.of(story.nadiia), PHRASE, PHRASE)
    assert staff.is_sealed_passphrase(story.nadiia.pk, PHRASE)
    assert not staff.is_sealed_passphrase(story.nadiia.pk, PASSWORD)
    assert not staff.is_sealed_passphrase(story.tamara.pk, PHRASE)


def test_only_a_director_holds_the_ceremony_with_colleagues_who_are_here(story: SealedStory) -> None:
    with pytest.raises(NotAllowed):
        staff.make_shares(Viewer.of(story.tamara), story.holders)
    gone = User(pk=story.tamara.pk, is_active=False)
    with refused("has_left"):
        staff.renew_shares(Viewer.of(story.holders[0]), story.papers[:3], [*story.holders[:4], gone])


def test_no_draft_keeps_what_is_sealed() -> None:
    typed = [("sealed_words", WORDS), ("sealed_passphrase", PHRASE), ("sealed_share_1", "2C0P"), ("note", "kept")]
    assert without_secrets(typed) == [("note", "kept")]
