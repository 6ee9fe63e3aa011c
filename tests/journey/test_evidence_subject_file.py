"""Exhibits, and that there are sealed notes, in the file that a person may ask for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from dodomu.base import contributions
from dodomu.base.access.policy import NotAllowed
from dodomu.base.contributions import FileSection
from dodomu.journey.cases import actions
from dodomu.journey.cases.models import SealedNote
from dodomu.journey.evidence import actions as evidence
from dodomu.kit.dates import today
from tests.journey.evidence_story import Safe

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


@pytest.fixture
def safe(viewer_with: Callable[..., Any]) -> Safe:
    return Safe(viewer_with)


@pytest.fixture
def protector(viewer_with: Callable[..., Any]) -> Any:
    return viewer_with("data_protection_officer")


def sections(viewer: Any, safe: Safe) -> dict[str, FileSection]:
    return {one.code: one for one in contributions.subject_file(viewer, safe.child)}


def test_an_exhibit_is_told_without_who_gave_it(safe: Safe, protector: Any) -> None:
    evidence.set_aside(safe.officer, safe.take(what="Photograph of another child").id, "Another child's.")
    found = sections(protector, safe)["exhibits"]
    (entry,) = found.entries
    assert str(entry.title).startswith(f"Exhibit №{safe.exhibit.number}:")
    assert str(entry.value).startswith("Photograph of a birth certificate")
    assert entry.free, "whoever compiles may leave out words about other people"
    assert found.withheld == (("hand-overs of exhibits with the names of other people", 1),)
    assert "Мороз" not in repr(found)


def test_only_who_answers_requests_compiles_it(safe: Safe) -> None:
    from dodomu.journey.evidence.queries.subject_file import subject_file

    with pytest.raises(NotAllowed):
        list(subject_file(safe.officer, safe.child))


@pytest.mark.parametrize("requester", ["subject", "parent", "guardian", "representative"])
def test_a_sealed_note_is_counted_with_the_reason_and_nothing_of_it_is_told(
    safe: Safe, protector: Any, requester: str
) -> None:
    SealedNote.objects.create(case=safe.case, by_id=safe.willow.user_id, at=safe.case.opened_at)
    proof = "document" if requester == "subject" else "documents_of_right"
    asked = actions.Asked("access", requester, proof, "Коваленко", "All of it.", today(), language="en")
    row = actions.compile_file(protector, actions.record_request(protector, safe.child, asked).id)
    found = {one["code"]: one for one in actions.read_file(protector, row.id)["sections"]}["sealed"]
    (left_out,) = found["withheld"]
    assert (found["entries"], left_out["number"]) == ([], 1)
    assert "sealed accounts" in left_out["why"]
