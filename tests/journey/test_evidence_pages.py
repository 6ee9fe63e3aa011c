"""The pages of evidence, from taking an exhibit in to disclosing it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from dodomu.base import contributions
from dodomu.base.access.models import User
from dodomu.journey.evidence import actions, bridge, queries
from dodomu.journey.evidence.models import (
    CustodyEvent,
    Derivative,
    DisclosureList,
    Exhibit,
    FactLink,
    HoldLifting,
    LegalHold,
)
from dodomu.journey.registry.models import Fact
from tests.journey.evidence_story import CONTENT, EXPERT, Safe

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
TAKE = {
    "kind": "photo",
    "what": "Photograph of a form",
    "source": "giver",
    "way": "handed",
    "giver_name": "Мороз Ганна",
    "place": "Office of Willow",
    "language": "uk",
}


@pytest.fixture
def safe(viewer_with: Callable[..., Any]) -> Safe:
    return Safe(viewer_with)


@pytest.fixture
def sign_in(client_for: Callable[..., Any]) -> Callable[[Any], Any]:
    return lambda viewer: client_for(User.objects.get(id=viewer.user_id))


def page(client: Any, name: str, *ids: Any) -> str:
    answer = client.get(reverse(f"evidence:{name}", args=ids))
    assert answer.status_code == 200
    return str(answer.content.decode())


def send(client: Any, data: dict[str, Any], name: str, *ids: Any) -> Any:
    return client.post(reverse(f"evidence:{name}", args=ids), data)


def file(name: str = "фото.html", content: bytes = CONTENT) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def test_an_exhibit_is_taken_in_from_the_case_and_stands_in_the_list(safe: Safe, sign_in: Any) -> None:
    worker = sign_in(safe.willow)
    case = worker.get(reverse("cases:case", args=[safe.case.id])).content.decode()
    assert reverse("evidence:case", args=[safe.case.id]) in case
    answer = send(worker, TAKE | {"file": file(), "intake": str(uuid4())}, "take", safe.case.id)
    taken = Exhibit.objects.get(number=safe.exhibit.number + 1)
    assert answer.url == reverse("evidence:exhibit", args=[taken.id])
    assert "Photograph of a form" in page(worker, "case", safe.case.id)
    assert f"№{taken.number}" in page(worker, "list")


def test_our_script_is_told_where_to_go_and_a_form_sent_again_is_the_same(safe: Safe, sign_in: Any) -> None:
    worker, intake = sign_in(safe.willow), str(uuid4())
    url = reverse("evidence:take", args=[safe.case.id])
    answers = [
        worker.post(url, TAKE | {"file": file(), "intake": intake}, headers={"X-Sending": "yes"}) for _time in range(2)
    ]
    assert [answer.status_code for answer in answers] == [204, 204]
    assert answers[0]["X-Go"] == answers[1]["X-Go"]
    assert Exhibit.objects.count() == 2


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"file": SimpleUploadedFile("empty", b"")}, "The file is empty."),
        ({"way": "made"}, "Nobody gave what our staff made"),
        ({"came": "1 January 2100"}, "This day has not come yet."),
        ({"paper": SimpleUploadedFile("x.pdf", b"not a pdf")}, "This is no PDF and no picture"),
        ({"giver_name": "", "paper": SimpleUploadedFile("x.pdf", b"%PDF-1.4")}, "Name who signed it"),
    ],
)
def test_a_form_that_cannot_be_says_why(safe: Safe, sign_in: Any, more: dict[str, Any], said: str) -> None:
    answer = send(sign_in(safe.willow), TAKE | {"file": file(), "intake": str(uuid4())} | more, "take", safe.case.id)
    assert said in answer.content.decode()
    assert Exhibit.objects.count() == 1


def test_the_chain_of_hands_is_read_in_its_order(safe: Safe, sign_in: Any) -> None:
    worker, officer = sign_in(safe.willow), sign_in(safe.officer)
    given = {"receiver": str(safe.officer.user_id), "purpose": "storage", "when": "", "place": "The safe"}
    assert send(worker, given, "hand_over", safe.exhibit.id).status_code == 302
    event = CustodyEvent.objects.get(seq=2)
    assert "Only whoever it was given to can say that it arrived." in page(worker, "receive", safe.exhibit.id, event.id)
    assert reverse("evidence:receive", args=[safe.exhibit.id, event.id]) in officer.get("/").content.decode()
    assert (
        "Say what is wrong."
        in send(officer, {"arrived": "no", "words": ""}, "receive", safe.exhibit.id, event.id).content.decode()
    )
    send(officer, {"arrived": "yes", "words": ""}, "receive", safe.exhibit.id, event.id)
    shown = page(officer, "exhibit", safe.exhibit.id)
    assert shown.index("Мороз Ганна") < shown.index("The safe")
    assert "nobody outside has signed" in shown
    assert f"with {safe.officer.display_name}" in shown


def test_somebody_else_cannot_hand_it_over_and_is_told_so(safe: Safe, sign_in: Any) -> None:
    beside = sign_in(safe.colleague)
    assert "Somebody else has this exhibit in hand" in page(beside, "hand_over", safe.exhibit.id)
    given = {"receiver": str(safe.officer.user_id), "purpose": "storage", "when": "", "place": "The safe"}
    assert "They hand it over themselves." in send(beside, given, "hand_over", safe.exhibit.id).content.decode()


def test_outside_and_back_with_papers(safe: Safe, sign_in: Any) -> None:
    worker = sign_in(safe.willow)
    given = {"receiver": "outside", "purpose": "examination", "when": "", "place": "The institute"}
    assert "Name who receives it" in send(worker, given, "hand_over", safe.exhibit.id).content.decode()
    send(worker, given | {"organisation": EXPERT.organisation}, "hand_over", safe.exhibit.id)
    event = CustodyEvent.objects.get(seq=2)
    assert "Add the signed paper" in page(worker, "exhibit", safe.exhibit.id)
    send(worker, {"paper": SimpleUploadedFile("a.pdf", b"%PDF-1.4")}, "paper", safe.exhibit.id, event.id)
    assert EXPERT.organisation in page(worker, "exhibit", safe.exhibit.id)
    assert send(worker, {"when": "", "place": "Office"}, "take_back", safe.exhibit.id).status_code == 302
    assert CustodyEvent.objects.get(seq=3).purpose == "back"


def test_a_hand_over_is_taken_back(safe: Safe, sign_in: Any) -> None:
    event = safe.give()
    send(sign_in(safe.officer), {"reason": "Mine."}, "withdraw", safe.exhibit.id, event.id)
    assert CustodyEvent.objects.get(id=event.id).state == "waiting"
    send(sign_in(safe.willow), {"reason": "Wrong envelope."}, "withdraw", safe.exhibit.id, event.id)
    assert CustodyEvent.objects.get(id=event.id).state == "withdrawn"


def test_an_original_leaves_as_a_file_and_never_as_a_page(safe: Safe, sign_in: Any) -> None:
    exhibit = safe.take(filename="Олена.html", file=file().file)
    worker = sign_in(safe.willow)
    assert "What you open it for" in page(worker, "open", exhibit.id)
    answer = send(worker, {"purpose": "case", "reason": "To read it."}, "open", exhibit.id)
    assert answer.getvalue() == CONTENT
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"] == f'attachment; filename="exhibit-{exhibit.number}.html"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "To read it." in page(worker, "exhibit", exhibit.id)


def test_copies_claims_facts_and_setting_aside(safe: Safe, sign_in: Any) -> None:
    officer = sign_in(safe.officer)
    given = {"kind": "redacted", "tool": "GIMP", "version": "2.10", "intake": str(uuid4()), "file": file("a.png")}
    assert "Say what was removed." in send(officer, given, "new_copy", safe.exhibit.id).content.decode()
    send(officer, given | {"removed": ["names"], "file": file("a.png")}, "new_copy", safe.exhibit.id)
    copy = Derivative.objects.get()
    opened = send(officer, {"purpose": "court", "reason": "To check."}, "open_copy", safe.exhibit.id, copy.id)
    assert opened.getvalue() == CONTENT
    assert (
        "Give the date"
        in send(officer, {"about": "made_on", "source": "file"}, "new_claim", safe.exhibit.id).content.decode()
    )
    send(officer, {"about": "made_on", "source": "file", "day": "spring 2014"}, "new_claim", safe.exhibit.id)
    fact = Fact.objects.get(attribute="birth_date")
    send(officer, {"fact": str(fact.id), "bears": "supports"}, "new_link", safe.exhibit.id)
    shown = page(officer, "exhibit", safe.exhibit.id)
    for words in ("made with GIMP, version 2.10", "spring 2014", "the data inside the file", "supports it"):
        assert words in shown
    link = FactLink.objects.get()
    assert send(officer, {}, "end_link", safe.exhibit.id, link.id).status_code == 302
    send(officer, {"reason": "Another child's."}, "set_aside", safe.exhibit.id)
    assert "Another child&#x27;s." in page(officer, "exhibit", safe.exhibit.id)


def test_two_place_and_lift_a_hold(safe: Safe, sign_in: Any) -> None:
    officer, director = sign_in(safe.officer), sign_in(safe.director)
    send(officer, {"why": "court", "reason": "The prosecutor asks."}, "place_hold", safe.case.id)
    hold = LegalHold.objects.get()
    assert "legal hold, not confirmed yet" in page(officer, "case", safe.case.id)
    assert (
        "You asked for it yourself"
        in send(officer, {"agrees": "yes", "reason": "I know."}, "answer_hold", hold.id).content.decode()
    )
    send(director, {"agrees": "yes", "reason": "I read it."}, "answer_hold", hold.id)
    assert "legal hold: nothing is destroyed" in page(officer, "case", safe.case.id)
    send(officer, {"reason": "It is over."}, "lift", hold.id)
    lifting = HoldLifting.objects.get()
    assert "It is over." in page(director, "answer_lifting", hold.id, lifting.id)
    send(director, {"agrees": "yes", "reason": "I read it."}, "answer_lifting", hold.id, lifting.id)
    assert "It holds no more." in page(officer, "hold", hold.id)


def test_two_decide_what_is_disclosed(safe: Safe, sign_in: Any) -> None:
    other, copy = safe.take(), safe.copy()
    officer, director = sign_in(safe.officer), sign_in(safe.director)
    first, second = f"exhibit_{safe.exhibit.number}", f"exhibit_{other.number}"
    given = {"recipient": "The court of Willow", "basis": "order", "reason": "Ordered.", first: f"copy:{copy.id}"}
    assert send(officer, given, "disclose", safe.case.id).status_code == 200
    answer = send(officer, given | {second: "withheld:third"}, "disclose", safe.case.id)
    made = DisclosureList.objects.get()
    assert answer.url == reverse("evidence:disclosure", args=[made.id])
    shown = page(director, "answer_disclosure", made.id)
    assert "it concerns other people" in shown
    send(director, {"agrees": "yes", "reason": "I read it."}, "answer_disclosure", made.id)
    assert "1 is withheld." in page(officer, "disclosure", made.id)
    safe.take()
    assert "1 exhibit was taken in since" in page(officer, "disclosure", made.id)


def test_what_waits_stands_among_the_work_of_those_it_waits_for(safe: Safe) -> None:
    hold = safe.hold()
    actions.answer_hold(safe.director, hold.id, "I read it.", agrees=True)
    actions.ask_lifting(safe.officer, hold.id, "Over.")
    safe.hold()
    safe.disclose()
    safe.give()
    found = {
        viewer.user_id: {item.code for item in contributions.work_items(viewer) if item.code.startswith("evidence")}
        for viewer in (safe.officer, safe.director, safe.willow, safe.heron)
    }
    second = {"evidence.hold_second", "evidence.lifting_second", "evidence.disclosure_second"}
    assert found[safe.officer.user_id] == {"evidence.receive"}
    assert found[safe.director.user_id] == second
    assert found[safe.willow.user_id] == found[safe.heron.user_id] == set()
    assert [one.count for one in contributions.approvals(safe.director) if "Legal holds" in str(one.title)] == [3]


def test_what_is_outside_without_a_paper_waits_for_whoever_gave_it(safe: Safe) -> None:
    safe.give(outside=EXPERT, purpose="examination")
    assert "evidence.paper" in {item.code for item in contributions.work_items(safe.willow)}


def test_an_exhibit_stands_on_the_line_of_the_child_for_those_who_see_it(safe: Safe, viewer_with: Any) -> None:
    def titles(viewer: Any) -> list[str]:
        return [str(event.title) for event in contributions.timeline(viewer, safe.child)]

    words = f"Exhibit №{safe.exhibit.number} taken in: photograph"
    assert words in titles(safe.willow)
    assert words not in titles(viewer_with("tracing_analyst"))


def test_another_team_finds_nothing(safe: Safe, sign_in: Any) -> None:
    stranger = sign_in(safe.heron)
    for name, key in (("exhibit", safe.exhibit.id), ("case", safe.case.id), ("open", safe.exhibit.id)):
        assert stranger.get(reverse(f"evidence:{name}", args=[key])).status_code == 404
    assert "No exhibit is kept" in page(stranger, "list")


def test_an_event_of_another_exhibit_is_not_found(safe: Safe, sign_in: Any) -> None:
    event, other = safe.give(), safe.take()
    answer = sign_in(safe.officer).get(reverse("evidence:receive", args=[other.id, event.id]))
    assert answer.status_code == 404


def test_a_long_list_asks_no_more_than_a_short_one(safe: Safe, sign_in: Any) -> None:
    officer = sign_in(safe.officer)
    page(officer, "list")

    def asked(name: str, *ids: Any) -> int:
        with CaptureQueriesContext(connection) as found:
            page(officer, name, *ids)
        return len(found)

    before = asked("list"), asked("case", safe.case.id)
    for _time in range(3):
        safe.take()
    assert (asked("list"), asked("case", safe.case.id)) == before
    assert before[0] <= 25
    assert asked("exhibit", safe.exhibit.id) <= 60


def test_what_a_bundle_lists_is_all_there_and_proves_itself(safe: Safe) -> None:
    copy = safe.copy()
    actions.receive(safe.officer, safe.give().id)
    record = queries.case_record(safe.officer, safe.case.id)
    (exhibit,) = record.exhibits
    assert (exhibit.number, len(exhibit.claims), len(exhibit.custody), len(exhibit.copies)) == (1, 3, 2, 1)
    assert exhibit.copies[0][0].original_id == copy.original_id
    committed = {one for leaf in record.leaves for one in leaf.commitments}
    shown = [exhibit.intake, *exhibit.claims, *exhibit.custody, exhibit.copies[0][1]]
    assert {one.commitment for one in shown} | {exhibit.file.commitment, exhibit.copies[0][0].commitment} <= committed
    from dodomu.base.journal import commit

    for one in shown:
        assert commit(one.salt, bridge.content_of(one.statement)) == one.commitment
    assert len({one.salt for one in shown}) == len(shown), "one salt shows one item"
    assert [leaf.index for leaf in record.leaves] == sorted(leaf.index for leaf in record.leaves)


def test_only_who_keeps_evidence_puts_a_bundle_together(safe: Safe) -> None:
    from dodomu.base.access.policy import OutOfReach

    with pytest.raises(OutOfReach):
        queries.case_record(safe.willow, safe.case.id)
