"""Custody: who has an exhibit hands it over, another says that it arrived, and whoever is outside signs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from dodomu.base import journal
from dodomu.base.access.actions.leaving import leave
from dodomu.base.access.models import User
from dodomu.base.access.policy import NotAllowed, OutOfReach
from dodomu.base.access.viewer import Viewer
from dodomu.journey.cases.actions.holding import key_of
from dodomu.journey.evidence import actions, bridge
from dodomu.journey.evidence.actions import Party
from dodomu.journey.evidence.models import CustodyEvent, Exhibit
from dodomu.journey.evidence.queries.custody import last_received
from dodomu.journey.evidence.statements import custody_statement
from tests.journey.evidence_story import AUNT, EXPERT, Safe, handed, signed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


@pytest.fixture
def safe(viewer_with: Callable[..., Any]) -> Safe:
    return Safe(viewer_with)


def holder(safe: Safe) -> Any:
    return last_received(Exhibit.objects.get(id=safe.exhibit.id)).receiver_id


def last_leaf(safe: Safe) -> str:
    return journal.entries_about(safe.case.pid)[0].kind


def test_the_first_row_is_the_intake_by_whoever_took_it(safe: Safe) -> None:
    (first,) = CustodyEvent.objects.all()
    assert (first.seq, first.purpose, first.state, first.receiver_id) == (1, "intake", "received", safe.willow.user_id)
    assert first.giver_sealed is not None


def test_what_our_staff_made_has_nobody_who_gave_it(safe: Safe) -> None:
    exhibit = safe.take(way="made", giver=Party())
    assert exhibit.custody.get().giver_sealed is None


def test_a_colleague_receives_what_was_handed_over(safe: Safe) -> None:
    event = safe.give()
    assert holder(safe) == safe.willow.user_id, "until it is received"
    actions.receive(safe.officer, event.id)
    assert holder(safe) == safe.officer.user_id
    assert last_leaf(safe) == "evidence.received"


def test_the_journal_commits_to_who_gave_what_to_whom(safe: Safe) -> None:
    event = CustodyEvent.objects.select_related("exhibit", "giver", "receiver").get(id=safe.give().id)
    statement = custody_statement(event, bridge.Opened({event.exhibit.data_key_id}))
    assert statement["giver"] == {"colleague": str(safe.willow.pid)}
    committed = {one for entry in journal.entries_about(safe.case.pid) for one in entry.commitments}
    assert bridge.commitment_of(key_of(event.exhibit), event.id, statement) in committed


def test_nobody_else_receives_it_least_of_all_who_gave_it(safe: Safe) -> None:
    event = safe.give()
    for by in (safe.willow, safe.colleague, safe.other_officer):
        with pytest.raises(actions.SamePerson):
            actions.receive(by, event.id)
    with pytest.raises(OutOfReach):
        actions.receive(safe.heron, event.id)
    with pytest.raises(NotAllowed):
        actions.receive(safe.director, event.id)


def test_nobody_hands_over_to_themselves(safe: Safe) -> None:
    with pytest.raises(actions.SamePerson):
        safe.give(to=safe.willow)


def test_only_whoever_has_it_hands_it_over(safe: Safe) -> None:
    for by in (safe.colleague, safe.officer):
        with pytest.raises(actions.NotTheHolder):
            safe.give(by=by, to=safe.other_officer)


def test_a_colleague_of_another_team_or_without_the_right_is_no_receiver(safe: Safe) -> None:
    for to in (safe.heron, safe.director):
        with pytest.raises(ValueError, match=r"^receiver:"):
            safe.give(to=to)


def test_of_somebody_who_has_left_another_hands_it_over_but_not_to_themselves(
    safe: Safe, viewer_with: Callable[..., Any]
) -> None:
    leave(
        viewer_with("administrator"),
        User.objects.get(id=safe.willow.user_id),
        User.objects.get(id=safe.colleague.user_id),
    )
    with pytest.raises(actions.SamePerson):
        safe.give(by=safe.officer, to=safe.officer)
    event = safe.give(by=safe.officer, to=safe.other_officer)
    assert (event.giver_id, event.by_id) == (safe.willow.user_id, safe.officer.user_id)


def test_what_is_under_way_is_not_handed_over_again(safe: Safe) -> None:
    safe.give()
    with pytest.raises(actions.NotWaiting):
        safe.give(to=safe.other_officer)


def test_what_did_not_arrive_stays_with_whoever_gave_it(safe: Safe) -> None:
    event = safe.give()
    with pytest.raises(ValueError, match=r"^words:"):
        actions.refuse(safe.officer, event.id, " ")
    actions.refuse(safe.officer, event.id, "The envelope was open.")
    assert holder(safe) == safe.willow.user_id
    assert last_leaf(safe) == "evidence.not_received"
    with pytest.raises(actions.NotWaiting):
        actions.receive(safe.officer, event.id)


def test_a_hand_over_is_taken_back_by_whoever_recorded_it(safe: Safe) -> None:
    event = safe.give()
    with pytest.raises(actions.NotTheHolder):
        actions.withdraw(safe.officer, event.id, "Wrong envelope.")
    actions.withdraw(safe.willow, event.id, "Wrong envelope.")
    assert safe.give().seq == 3


def test_somebody_outside_signs_or_it_waits(safe: Safe) -> None:
    event = safe.give(outside=EXPERT, purpose="examination")
    assert (event.state, holder(safe)) == ("waiting", safe.willow.user_id)
    with pytest.raises(actions.NotWaiting):
        actions.receive(safe.willow, event.id)
    actions.add_paper(safe.willow, event.id, signed())
    assert holder(safe) is None
    with pytest.raises(actions.NotWaiting):
        actions.add_paper(safe.willow, event.id, signed())


def test_with_the_paper_at_once_it_is_received_at_once_and_comes_back(safe: Safe) -> None:
    event = safe.give(outside=EXPERT, purpose="examination", paper=signed())
    assert (event.state, event.paper is not None) == ("received", True)
    with pytest.raises(actions.NotTheHolder):
        safe.give()
    back = actions.take_back(safe.colleague, safe.exhibit.id, handed(purpose="back"))
    assert (back.state, holder(safe)) == ("received", safe.colleague.user_id)
    opened = bridge.Opened({safe.exhibit.data_key_id})
    giver = opened.value(safe.exhibit.data_key_id, "evidence_custodyevent", back.id, "giver_sealed", back.giver_sealed)
    assert giver == EXPERT.value()


def test_what_is_here_is_not_taken_back(safe: Safe) -> None:
    with pytest.raises(actions.NotTheHolder):
        actions.take_back(safe.colleague, safe.exhibit.id, handed(purpose="back"))


def test_the_paper_of_the_intake_may_come_later(safe: Safe) -> None:
    first = CustodyEvent.objects.get()
    actions.add_paper(safe.willow, first.id, signed())
    assert last_leaf(safe) == "evidence.signed"


def test_between_colleagues_there_is_no_paper(safe: Safe) -> None:
    with pytest.raises(actions.NotWaiting):
        actions.add_paper(safe.willow, safe.give().id, signed())


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"purpose": "intake"}, "purpose"),
        ({"place": " "}, "place"),
        ({"happened_at": timezone.now() + timedelta(days=1)}, "happened_at"),
        ({"happened_at": timezone.now() - timedelta(days=1)}, "happened_at"),
        ({"outside": AUNT, "receiver": True}, "receiver"),
        ({"outside": Party()}, "receiver"),
        ({"paper": True}, "paper"),
    ],
)
def test_a_hand_over_that_cannot_be_is_refused(safe: Safe, more: dict[str, Any], field: str) -> None:
    more = dict(more)
    receiver = safe.officer.user_id if more.pop("receiver", "outside" not in more) else None
    if more.get("paper"):
        more["paper"] = signed()
    with pytest.raises(ValueError, match=f"^{field}:"):
        actions.hand_over(safe.willow, safe.exhibit.id, handed(receiver_id=receiver, **more))
    assert CustodyEvent.objects.count() == 1


def test_another_team_hands_nothing_over(safe: Safe, viewer_with: Callable[..., Any]) -> None:
    with pytest.raises(OutOfReach):
        safe.give(by=safe.heron)
    with pytest.raises(NotAllowed):
        safe.give(by=viewer_with("hotline"))


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE evidence_custodyevent SET settled_by_id = giver_id WHERE seq = 2",
        "UPDATE evidence_custodyevent SET receiver_id = giver_id WHERE seq = 2",
        "UPDATE evidence_custodyevent SET seq = 7 WHERE seq = 2",
        "UPDATE evidence_custodyevent SET state = 'waiting' WHERE seq = 2",
        "UPDATE evidence_custodyevent SET state = 'refused' WHERE seq = 2",
        "UPDATE evidence_custodyevent SET state = 'withdrawn' WHERE seq = 2",
        "UPDATE evidence_custodyevent SET settled_sealed = place_sealed WHERE seq = 2",
        "UPDATE evidence_custodyevent SET state = 'waiting', settled_by_id = NULL, settled_at = NULL WHERE seq = 2",
        "DELETE FROM evidence_custodyevent",
    ],
)
def test_the_database_keeps_the_chain(safe: Safe, change: str) -> None:
    actions.receive(safe.officer, safe.give().id)
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(change)


@pytest.mark.parametrize(
    "change",
    [
        "state = 'accepted', settled_by_id = receiver_id, settled_at = at",
        "state = 'received', settled_at = at",
        "settled_sealed = place_sealed",
        "settled_by_id = receiver_id, settled_at = at",
        "paper_id = (SELECT original_id FROM evidence_exhibit), paper_by_id = by_id, paper_at = at",
    ],
)
def test_a_hand_over_that_waits_is_settled_whole_or_not_at_all(safe: Safe, change: str) -> None:
    event = safe.give()
    with pytest.raises(IntegrityError), transaction.atomic():
        settle(change)
    settle("state = 'received', settled_by_id = receiver_id, settled_at = at")
    event.refresh_from_db()
    assert event.state == "received"


def settle(change: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE evidence_custodyevent SET {change} WHERE seq = 2")


def test_what_came_to_nothing_gets_no_paper(safe: Safe) -> None:
    event = safe.give(outside=EXPERT)
    actions.withdraw(safe.willow, event.id, "They did not come.")
    with pytest.raises(IntegrityError), transaction.atomic():
        CustodyEvent.objects.filter(id=event.id).update(
            paper_id=safe.exhibit.original_id, paper_by_id=safe.willow.user_id, paper_at=event.at
        )


def test_the_database_refuses_a_receiver_who_gave_it_and_a_paper_that_is_missing(safe: Safe) -> None:
    given = {
        "exhibit": safe.exhibit,
        "seq": 2,
        "purpose": "storage",
        "place_sealed": b"x",
        "happened_at": timezone.now(),
        "by_id": safe.willow.user_id,
        "at": timezone.now(),
        "giver_id": safe.willow.user_id,
    }
    settled = {"state": "received", "settled_by_id": safe.willow.user_id, "settled_at": timezone.now()}
    for more in (
        {"receiver_id": safe.willow.user_id, "state": "waiting"},
        {"receiver_id": safe.officer.user_id, **settled},
        {"receiver_sealed": b"x", **settled},
        {"state": "waiting"},
        {"receiver_id": safe.officer.user_id, "receiver_sealed": b"x", "state": "waiting"},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            CustodyEvent.objects.create(**{**given, **more})


def test_a_receiver_who_lost_the_right_receives_nothing(safe: Safe) -> None:
    event = safe.give(to=safe.colleague)
    nobody = Viewer(user_id=safe.colleague.user_id, pid=safe.colleague.pid)
    with pytest.raises(NotAllowed):
        actions.receive(nobody, event.id)
