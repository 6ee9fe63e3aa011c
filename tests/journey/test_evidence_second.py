"""What takes two: legal holds and their end, and what is disclosed to whom."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from dodomu.base import journal, keys, shred
from dodomu.base.access.policy import NotAllowed, OutOfReach
from dodomu.journey.cases.actions.consents import Said, record_consent, withdraw_consent
from dodomu.journey.evidence import actions, bridge
from dodomu.journey.evidence.actions import HoldInput, ItemInput
from dodomu.journey.evidence.models import DisclosureItem, DisclosureList, HoldLifting, LegalHold
from dodomu.journey.evidence.queries import is_held, is_person_held
from dodomu.journey.evidence.statements import disclosure_statement
from dodomu.kit.dates import today
from tests.journey.evidence_story import Safe, withheld

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
YES: dict[str, Any] = {"reason": "I read it.", "agrees": True}
NO: dict[str, Any] = {"reason": "Not needed.", "agrees": False}


@pytest.fixture
def safe(viewer_with: Callable[..., Any]) -> Safe:
    return Safe(viewer_with)


def last_leaf(safe: Safe) -> str:
    return journal.entries_about(safe.case.pid)[0].kind


def test_a_hold_holds_from_the_moment_it_is_asked_for(safe: Safe) -> None:
    assert not is_held(safe.case.id)
    hold = safe.hold()
    assert hold.state == "waiting"
    assert is_held(safe.case.id)
    assert is_person_held(safe.child)


def test_nothing_of_a_held_case_is_shredded(safe: Safe) -> None:
    safe.close()
    hold = safe.hold()
    plan = shred.plan_of_case(safe.case.id, subject=safe.case.pid)
    with pytest.raises(shred.Objected) as refused:
        shred.carry_out(plan, safe.officer, confirmed_by=safe.director, reason="retention")
    assert [one.code for one in refused.value.objections] == ["legal_hold"]
    assert keys.open_keys(plan.keys)
    actions.answer_hold(safe.director, hold.id, **NO)
    assert shred.carry_out(plan, safe.officer, confirmed_by=safe.director, reason="retention") == len(plan.keys)
    assert not keys.open_keys(plan.keys)


def test_a_key_of_an_unknown_case_stays_while_any_hold_stands(safe: Safe) -> None:
    plan = shred.plan([keys.new_data_key(keys.Purpose.CARE).id])
    hold = safe.hold()
    with pytest.raises(shred.Objected):
        shred.carry_out(plan, safe.officer, confirmed_by=safe.director, reason="kept_wrongly")
    actions.answer_hold(safe.director, hold.id, **NO)
    assert shred.carry_out(plan, safe.officer, confirmed_by=safe.director, reason="kept_wrongly") == 1


def test_a_second_person_confirms_a_hold_or_ends_it(safe: Safe) -> None:
    kept, ended = safe.hold(), safe.hold()
    actions.answer_hold(safe.director, kept.id, **YES)
    actions.answer_hold(safe.other_officer, ended.id, **NO)
    assert last_leaf(safe) == "evidence.hold_declined"
    assert is_held(safe.case.id)


def test_a_hold_that_was_not_confirmed_holds_no_more(safe: Safe) -> None:
    actions.answer_hold(safe.director, safe.hold().id, **NO)
    assert not is_held(safe.case.id)
    with pytest.raises(actions.NotHeld):
        actions.ask_lifting(safe.officer, LegalHold.objects.get().id, "Over.")


def test_a_hold_is_lifted_by_two_and_holds_until_then(safe: Safe) -> None:
    hold = safe.hold()
    actions.answer_hold(safe.director, hold.id, **YES)
    first = actions.ask_lifting(safe.officer, hold.id, "The proceedings are over.")
    assert is_held(safe.case.id)
    with pytest.raises(actions.NotWaiting):
        actions.ask_lifting(safe.other_officer, hold.id, "Over.")
    actions.answer_lifting(safe.director, first.id, **NO)
    assert is_held(safe.case.id)
    again = actions.ask_lifting(safe.officer, hold.id, "The judgment is final.")
    actions.answer_lifting(safe.other_officer, again.id, **YES)
    assert not is_held(safe.case.id)
    assert last_leaf(safe) == "evidence.hold_lifted"


def test_a_hold_that_waits_is_answered_not_lifted(safe: Safe) -> None:
    with pytest.raises(actions.NotWaiting):
        actions.ask_lifting(safe.officer, safe.hold().id, "Over.")


def test_nobody_is_their_own_second_person(safe: Safe) -> None:
    hold = safe.hold()
    with pytest.raises(actions.SamePerson):
        actions.answer_hold(safe.officer, hold.id, **YES)
    actions.answer_hold(safe.director, hold.id, **YES)
    lifting = actions.ask_lifting(safe.officer, hold.id, "Over.")
    with pytest.raises(actions.SamePerson):
        actions.answer_lifting(safe.officer, lifting.id, **YES)
    made = safe.disclose()
    with pytest.raises(actions.SamePerson):
        actions.answer_disclosure(safe.officer, made.id, **YES)
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE evidence_disclosurelist SET second_id = by_id, second_at = at, state = 'confirmed'")


@pytest.mark.parametrize("kind", [LegalHold, HoldLifting, DisclosureList])
def test_an_answer_is_given_once_by_another_and_whole(safe: Safe, kind: type[LegalHold]) -> None:
    """Raw writes within all constraints: a state without its second person, and another state afterwards."""
    hold = safe.hold()
    if kind is HoldLifting:
        actions.answer_hold(safe.other_officer, hold.id, **YES)
        actions.ask_lifting(safe.officer, hold.id, "Nobody needs it.")
    elif kind is DisclosureList:
        safe.disclose()
    row = kind.objects.get()
    answered = {"second_id": safe.other_officer.user_id, "second_at": row.at, "second_reason_sealed": b"x"}
    for wrong in ({"state": "alone"}, {"state": "not_needed"}, {"state": "confirmed"}, answered):
        with pytest.raises(IntegrityError), transaction.atomic():
            kind.objects.update(**wrong)
    kind.objects.update(state="declined", **answered)
    for wrong in (
        {"state": "confirmed"},
        dict.fromkeys(answered) | {"state": "waiting"},
        {"second_reason_sealed": b"y"},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            kind.objects.update(**wrong)


def test_one_who_works_alone_holds_at_once_and_it_says_so(safe: Safe) -> None:
    alone = replace(safe.officer, alone=True)
    hold = safe.hold(alone)
    assert hold.state == "alone"
    assert is_held(safe.case.id)
    assert actions.ask_lifting(alone, hold.id, "Over.").state == "alone"
    assert not is_held(safe.case.id)


def test_wrong_roles_and_teams_neither_hold_nor_lift_nor_disclose(safe: Safe, viewer_with: Callable[..., Any]) -> None:
    hold, made = safe.hold(), safe.disclose()
    for by in (safe.willow, safe.director, safe.heron):
        with pytest.raises(NotAllowed):
            safe.hold(by)
        with pytest.raises(NotAllowed):
            actions.ask_lifting(by, hold.id, "Over.")
    for by in (safe.willow, viewer_with("data_protection_officer")):
        with pytest.raises(NotAllowed):
            actions.answer_hold(by, hold.id, **YES)
        with pytest.raises(NotAllowed):
            actions.answer_disclosure(by, made.id, **YES)
    from tests.people import make_team

    for by in (viewer_with("evidence_officer", team=make_team("Heron")),):
        assert actions.answer_hold(by, hold.id, **YES).state == "confirmed", "who keeps evidence sees every case"


def test_a_hold_says_why(safe: Safe) -> None:
    for given, field in ((HoldInput("x", "why"), "why"), (HoldInput("court", " "), "reason")):
        with pytest.raises(ValueError, match=f"^{field}:"):
            actions.place_hold(safe.officer, safe.case.id, given)


def test_the_child_is_held_under_every_id(safe: Safe, viewer_with: Callable[..., Any]) -> None:
    from dodomu.journey.registry import actions as registry
    from tests.journey.registry_people import recorded_child

    analyst, second = viewer_with("tracing_analyst"), viewer_with("tracing_analyst")
    other = recorded_child(analyst, "Коваленко Олена", born="2014-03-05")
    safe.hold()
    assert not is_person_held(other)
    registry.join_persons(analyst, second, safe.child, other, "One mother.")
    assert is_person_held(other)


def test_every_exhibit_is_on_the_list_and_what_is_withheld_is_counted(safe: Safe) -> None:
    other = safe.take()
    made = safe.disclose(ItemInput(safe.exhibit.id, "original"), withheld(other.id))
    entry = journal.entries_about(safe.case.pid)[0]
    assert (entry.kind, entry.codes["given"], entry.codes["withheld"]) == ("evidence.disclosure_asked", 1, 1)
    statement = disclosure_statement(DisclosureList.objects.get(), bridge.Opened({made.data_key_id}))
    assert [item["fate"] for item in statement["items"]] == ["original", "withheld"]
    actions.answer_disclosure(safe.director, made.id, **YES)
    assert last_leaf(safe) == "evidence.disclosure_confirmed"


def test_nothing_is_left_out_unseen_or_named_twice(safe: Safe) -> None:
    other = safe.take()
    aside = safe.take()
    actions.set_aside(safe.officer, aside.id, "Another child's.")
    one = ItemInput(safe.exhibit.id, "original")
    for items in ((one,), (one, one), (one, withheld(other.id), withheld(aside.id))):
        with pytest.raises(actions.NotWhole):
            safe.disclose(*items)
    assert safe.disclose(one, withheld(other.id)).state == "waiting"


def test_an_exhibit_that_came_since_makes_a_list_void(safe: Safe) -> None:
    made = safe.disclose()
    safe.take()
    with pytest.raises(actions.NotWhole):
        actions.answer_disclosure(safe.director, made.id, **YES)
    assert actions.answer_disclosure(safe.director, made.id, **NO).state == "declined"


@pytest.mark.parametrize(
    ("item", "field"),
    [
        ({"fate": "shown"}, "fate"),
        ({"fate": "copy"}, "copy"),
        ({"fate": "withheld"}, "why"),
        ({"fate": "withheld", "why": "shame"}, "why"),
        ({"fate": "original", "why": "safety"}, "why"),
    ],
)
def test_a_fate_that_cannot_be_is_refused(safe: Safe, item: dict[str, Any], field: str) -> None:
    with pytest.raises(ValueError, match=f"^{field}:"):
        safe.disclose(ItemInput(safe.exhibit.id, **item))


@pytest.mark.parametrize(
    ("more", "field"), [({"basis": "x"}, "basis"), ({"recipient": ""}, "recipient"), ({"reason": ""}, "reason")]
)
def test_a_list_says_to_whom_and_why(safe: Safe, more: dict[str, str], field: str) -> None:
    with pytest.raises(ValueError, match=f"^{field}:"):
        safe.disclose(**more)


def test_a_copy_is_given_in_place_of_its_own_exhibit_only(safe: Safe) -> None:
    copy, other = safe.copy(), safe.take()
    with pytest.raises(ValueError, match=r"^copy:"):
        safe.disclose(withheld(safe.exhibit.id), ItemInput(other.id, "copy", copy_id=copy.id))
    made = safe.disclose(ItemInput(safe.exhibit.id, "copy", copy_id=copy.id), withheld(other.id))
    assert DisclosureItem.objects.get(list=made, exhibit=safe.exhibit).derivative_id == copy.id


def test_while_consent_to_the_court_is_withdrawn_only_a_court_orders(safe: Safe) -> None:
    made = safe.disclose(basis="request")
    said: dict[str, Any] = {"giver": "mother", "giver_name": "Коваленко Ірина", "said_on": today()}
    basis = Said("given", valid_from=today(), kept="Folder 7", **said)
    (row,) = record_consent(safe.willow, safe.case.id, ("court",), basis)
    withdraw_consent(safe.willow, row.id, Said("withdrawn", **said))
    with pytest.raises(actions.ConsentStopped):
        safe.disclose(basis="request")
    with pytest.raises(actions.ConsentStopped):
        actions.answer_disclosure(safe.director, made.id, **YES)
    assert safe.disclose(withheld(safe.exhibit.id, "consent"), basis="request").state == "waiting"
    assert safe.disclose(basis="order").state == "waiting"


def test_nothing_is_known_of_what_is_not_there(safe: Safe) -> None:
    from uuid import uuid4

    for act, more in (
        (actions.answer_hold, YES),
        (actions.answer_lifting, YES),
        (actions.answer_disclosure, YES),
        (actions.ask_lifting, {"reason": "Over."}),
    ):
        with pytest.raises(OutOfReach):
            act(safe.other_officer, uuid4(), **more)
