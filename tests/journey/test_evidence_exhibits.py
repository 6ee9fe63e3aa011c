"""Exhibits: taken in untouched, once, with claims that have sources; copies, facts, opening with a reason."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction

from dodomu.base import journal, vault
from dodomu.base.access.policy import NotAllowed, OutOfReach
from dodomu.journey.cases.actions.holding import key_of
from dodomu.journey.evidence import actions, bridge
from dodomu.journey.evidence.actions import ClaimInput, Party
from dodomu.journey.evidence.models import Claim, Derivative, Exhibit, FactLink, Opening
from dodomu.journey.evidence.statements import claim_statement, derivative_statement, intake_statement
from dodomu.journey.registry.models import Fact
from tests.journey.evidence_story import CONTENT, Safe, copied, taken

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


@pytest.fixture
def safe(viewer_with: Callable[..., Any]) -> Safe:
    return Safe(viewer_with)


def leaves(safe: Safe) -> list[str]:
    return [entry.kind for entry in reversed(journal.entries_about(safe.case.pid)) if entry.kind.startswith("evidence")]


class Watched(BytesIO):
    """A file that counts how often somebody reads it from its beginning."""

    begun = 0

    def read(self, size: int | None = -1, /) -> bytes:
        self.begun += self.tell() == 0
        return super().read(size)


def test_the_bytes_are_kept_untouched_and_read_by_the_vault_alone(safe: Safe) -> None:
    file = Watched(CONTENT)
    exhibit = safe.take(file=file)
    assert file.begun == 1
    with vault.open_original(exhibit.original_id, safe.willow, subject=safe.child) as kept:
        assert kept.read() == CONTENT


def test_exhibits_are_numbered_one_after_the_other(safe: Safe) -> None:
    assert safe.take().number == safe.exhibit.number + 1


def test_the_same_form_sent_twice_is_one_exhibit(safe: Safe) -> None:
    intake = uuid4()
    first, again = safe.take(intake=intake), safe.take(intake=intake)
    assert first.id == again.id
    assert vault.Original.objects.filter(kind="exhibit").count() == 2


def test_a_form_of_somebody_else_is_not_found_out_about(safe: Safe) -> None:
    with pytest.raises(OutOfReach):
        safe.take(safe.colleague, intake=safe.exhibit.intake)


def test_each_claim_has_its_source(safe: Safe) -> None:
    found = [(claim.about, claim.source) for claim in Claim.objects.filter(exhibit=safe.exhibit)]
    assert found == [("what", "giver"), ("whom", "staff"), ("came", "staff")]


def test_a_claim_that_contradicts_stands_beside_the_other(safe: Safe) -> None:
    actions.add_claim(safe.willow, safe.exhibit.id, ClaimInput("what", "A photograph of a copy", "document"))
    assert Claim.objects.filter(exhibit=safe.exhibit, about="what").count() == 2


@pytest.mark.parametrize(
    ("claim", "field"),
    [
        (ClaimInput("who", "x", "giver"), "about"),
        (ClaimInput("what", "x", "rumour"), "source"),
        (ClaimInput("what", "  ", "giver"), "value"),
        (ClaimInput("made_on", "2014", "giver"), "day"),
    ],
)
def test_a_claim_that_says_nothing_is_refused(safe: Safe, claim: ClaimInput, field: str) -> None:
    with pytest.raises(ValueError, match=f"^{field}:"):
        actions.add_claim(safe.willow, safe.exhibit.id, claim)


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"kind": "x"}, "kind"),
        ({"way": "x"}, "way"),
        ({"language": "x"}, "language"),
        ({"place": " "}, "place"),
        ({"what": " "}, "value"),
        ({"way": "made"}, "giver"),
        ({"giver": Party(), "paper": object()}, "paper"),
    ],
)
def test_what_is_taken_in_says_what_it_is(safe: Safe, more: dict[str, Any], field: str) -> None:
    with pytest.raises(ValueError, match=f"^{field}:"):
        safe.take(**more)
    assert Exhibit.objects.count() == 1


def test_another_team_and_another_role_take_nothing_in(safe: Safe, viewer_with: Callable[..., Any]) -> None:
    with pytest.raises(OutOfReach):
        safe.take(safe.heron)
    for role in ("hotline", "director", "auditor", "psychologist"):
        with pytest.raises(NotAllowed):
            safe.take(viewer_with(role))


def test_evidence_comes_in_after_the_case_is_closed(safe: Safe) -> None:
    safe.close()
    assert safe.take(safe.officer).case_id == safe.case.id


def test_the_journal_of_the_case_holds_the_acts_and_commits_to_bytes_and_words(safe: Safe) -> None:
    assert leaves(safe) == ["evidence.claimed"] * 3 + ["evidence.taken_in", "evidence.received"]
    exhibit = Exhibit.objects.select_related("original__data_key__organisation_key", "case").get()
    opened, key = bridge.Opened({exhibit.data_key_id}), key_of(exhibit)
    committed = {one for entry in journal.entries_about(safe.case.pid) for one in entry.commitments}
    to_bytes, _salt = bridge.original_commitment(exhibit.original)
    assert to_bytes in committed
    assert bridge.commitment_of(key, exhibit.id, intake_statement(exhibit)) in committed
    for claim in exhibit.claims.select_related("exhibit"):
        assert bridge.commitment_of(key, claim.id, claim_statement(claim, opened)) in committed
    (kept,) = journal.entries_of_kinds([exhibit.original_id], ["original_kept"])[0]
    assert kept.commitments == (to_bytes,)


def test_no_word_of_it_stands_in_the_journal(safe: Safe) -> None:
    from dodomu.base.journal.models import Leaf

    bodies = b"".join(bytes(body) for body in Leaf.objects.values_list("body", flat=True)).decode()
    for word in ("certificate", "Мороз", "Willow", "JPG"):
        assert word not in bodies


def test_a_copy_says_how_it_was_made_and_leaves_the_exhibit_alone(safe: Safe) -> None:
    copy = safe.copy()
    assert (copy.number, copy.removed) == (1, "names,numbers")
    assert copy.original_id != safe.exhibit.original_id
    key, opened = key_of(safe.exhibit), bridge.Opened({safe.exhibit.data_key_id})
    committed = {one for entry in journal.entries_about(safe.case.pid) for one in entry.commitments}
    statement = derivative_statement(copy, opened)
    assert statement["tool"] == {"name": "GIMP", "version": "2.10.34"}
    assert bridge.commitment_of(key, copy.id, statement) in committed
    assert bridge.original_commitment(copy.original)[0] in committed


def test_the_same_copy_sent_twice_is_one(safe: Safe) -> None:
    intake = uuid4()
    assert safe.copy(intake=intake).id == safe.copy(intake=intake).id
    assert Derivative.objects.count() == 1


def test_a_copy_of_another_exhibit_or_colleague_is_not_found_out_about(safe: Safe) -> None:
    copy, other = safe.copy(), safe.take()
    for by, exhibit in ((safe.other_officer, safe.exhibit), (safe.officer, other)):
        with pytest.raises(OutOfReach):
            actions.add_copy(by, exhibit.id, copied(intake=copy.intake))


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"kind": "x"}, "kind"),
        ({"removed": ("x",)}, "removed"),
        ({"removed": ()}, "removed"),
        ({"kind": "transcript"}, "removed"),
        ({"tool": ""}, "tool"),
        ({"version": ""}, "version"),
    ],
)
def test_a_copy_without_its_making_is_refused(safe: Safe, more: dict[str, Any], field: str) -> None:
    with pytest.raises(ValueError, match=f"^{field}:"):
        safe.copy(**more)


def test_a_case_worker_makes_no_copies(safe: Safe) -> None:
    with pytest.raises(NotAllowed):
        actions.add_copy(safe.willow, safe.exhibit.id, copied())


def test_opening_takes_a_reason_and_is_journaled_before_a_byte_leaves(safe: Safe) -> None:
    opened = actions.open_exhibit(safe.willow, safe.exhibit.id, "describe", "To translate it.")
    with opened.stream as stream:
        assert stream.read() == CONTENT
    assert opened.filename == f"exhibit-{safe.exhibit.number}.jpg"
    assert leaves(safe)[-1] == "evidence.opened"
    row = Opening.objects.get()
    assert (row.by_id, row.purpose) == (safe.willow.user_id, "describe")


def test_a_copy_is_opened_like_its_exhibit(safe: Safe) -> None:
    copy = safe.copy()
    opened = actions.open_exhibit(safe.willow, safe.exhibit.id, "court", "For the hearing.", copy.id)
    with opened.stream as stream:
        assert stream.read().startswith(b"\x89PNG")
    assert opened.filename == f"exhibit-{safe.exhibit.number}-1.png"
    with pytest.raises(OutOfReach):
        actions.open_exhibit(safe.willow, safe.take().id, "court", "Another's copy.", copy.id)


@pytest.mark.parametrize(("purpose", "reason", "field"), [("x", "why", "purpose"), ("case", " ", "reason")])
def test_nothing_is_opened_without_a_reason(safe: Safe, purpose: str, reason: str, field: str) -> None:
    with pytest.raises(ValueError, match=f"^{field}:"):
        actions.open_exhibit(safe.willow, safe.exhibit.id, purpose, reason)
    assert not Opening.objects.exists()


def test_who_only_reads_opens_nothing_and_another_team_finds_nothing(safe: Safe) -> None:
    with pytest.raises(NotAllowed):
        actions.open_exhibit(safe.director, safe.exhibit.id, "case", "Curious.")
    with pytest.raises(OutOfReach):
        actions.open_exhibit(safe.heron, safe.exhibit.id, "case", "Curious.")


def test_an_exhibit_supports_a_fact_of_the_child_until_the_link_ends(safe: Safe) -> None:
    fact = Fact.objects.filter(attribute="birth_date").get()
    link = actions.link_fact(safe.officer, safe.exhibit.id, fact.id, "supports")
    with pytest.raises(actions.LinkedAlready):
        actions.link_fact(safe.officer, safe.exhibit.id, fact.id, "contradicts")
    actions.unlink_fact(safe.officer, link.id)
    assert FactLink.objects.get().ended_by_id == safe.officer.user_id
    with pytest.raises(OutOfReach):
        actions.unlink_fact(safe.officer, link.id)
    assert leaves(safe)[-2:] == ["evidence.linked", "evidence.unlinked"]


def test_a_fact_of_another_child_is_not_linked(safe: Safe, viewer_with: Callable[..., Any]) -> None:
    from tests.journey.registry_people import recorded_child

    other = recorded_child(viewer_with("tracing_analyst"), "Гриценко Данило", born="2015-01-02")
    fact = Fact.objects.filter(mention__own_person=other).first()
    assert fact is not None
    with pytest.raises(ValueError, match=r"^fact:"):
        actions.link_fact(safe.officer, safe.exhibit.id, fact.id, "supports")
    with pytest.raises(ValueError, match=r"^bears:"):
        actions.link_fact(safe.officer, safe.exhibit.id, fact.id, "proves")


def test_what_was_taken_in_wrongly_is_set_aside_with_its_number(safe: Safe) -> None:
    with pytest.raises(ValueError, match=r"^reason:"):
        actions.set_aside(safe.officer, safe.exhibit.id, " ")
    actions.set_aside(safe.officer, safe.exhibit.id, "Another child's.")
    with pytest.raises(actions.SetAside):
        actions.add_claim(safe.willow, safe.exhibit.id, ClaimInput("what", "x", "giver"))
    assert safe.take().number == safe.exhibit.number + 1


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE evidence_exhibit SET number = 900",
        "UPDATE evidence_exhibit SET set_aside_at = NULL, set_aside_by_id = NULL, set_aside_sealed = NULL",
        "DELETE FROM evidence_exhibit",
        "UPDATE evidence_claim SET source = 'staff'",
        "DELETE FROM evidence_claim",
        "UPDATE evidence_opening SET purpose = 'court'",
        "UPDATE evidence_derivative SET removed = 'faces'",
        "UPDATE evidence_factlink SET bears = 'contradicts'",
    ],
)
def test_the_database_keeps_what_was_written(safe: Safe, statement: str) -> None:
    safe.copy()
    actions.open_exhibit(safe.willow, safe.exhibit.id, "case", "To look.").stream.close()
    actions.link_fact(safe.officer, safe.exhibit.id, Fact.objects.filter(attribute="birth_date").get().id, "supports")
    actions.set_aside(safe.officer, safe.exhibit.id, "Another child's.")
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_a_name_of_a_file_never_leaves(safe: Safe) -> None:
    exhibit = safe.take(filename="Олена.tar/../secret")
    opened = actions.open_exhibit(safe.willow, exhibit.id, "case", "To look.")
    opened.stream.close()
    assert opened.filename == f"exhibit-{exhibit.number}"
    assert taken().filename == "Свідоцтво Олени.JPG"
