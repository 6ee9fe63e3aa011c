"""What is made from an original: new objects that say what made them, and the original as it was."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from blake3 import blake3
from django.db import IntegrityError, connection, transaction

from dodomu.base import journal, keys, vault
from dodomu.base.access.viewer import Viewer
from dodomu.base.keys import KeyDestroyed
from dodomu.base.vault import deriving, files, keeping
from dodomu.base.vault.models import Derivative, Original
from dodomu.engine.ledger import NotCanonical, canonical_json, commitment

NAME = "Zoriana Canary-Vyhadana"
CONTENT = f"name;born\n{NAME};2014\n".encode()
MADE = b"name;born\n[...];2014\n"
TOLD = {"blacked_out": [[0, 10, 33]], "of": NAME}

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(viewer_with: Callable[..., Viewer]) -> Viewer:
    return viewer_with("evidence_officer")


@pytest.fixture
def kept(home: Path, officer: Viewer) -> Original:
    return vault.keep(io.BytesIO(CONTENT), by=officer, kind="list")


def made_from(parent: Any, officer: Viewer, content: bytes = MADE, **more: Any) -> Derivative:
    how = {"purpose": vault.Purpose.REDACTION, "tool": "dodomu.blackout", "tool_version": "1", "parameters": TOLD}
    return vault.derive(parent, io.BytesIO(content), by=officer, **how | more)


def test_it_says_what_made_it_and_from_what(officer: Viewer, kept: Original) -> None:
    again = Derivative.objects.get(object_id=made_from(kept.id, officer, filename="без імені.csv").object_id)
    assert (again.parent, again.source, again.purpose) == (kept, kept, "redaction")
    assert (again.tool, again.tool_version, again.parameters) == ("dodomu.blackout", "1", TOLD)
    assert (again.object.filename, again.object.kind) == ("без імені.csv", "redaction")
    assert again.object.sha256 == hashlib.sha256(MADE).hexdigest()
    assert again.object.data_key_id != kept.data_key_id


def test_it_opens_like_an_original_and_leaves_its_parent_as_it_was(officer: Viewer, kept: Original) -> None:
    before = files.place_of(kept.cipher_sha256).read_bytes()
    derivative = made_from(kept.id, officer)
    with vault.open_original(derivative.object_id, officer) as file:
        assert file.read() == MADE
    assert files.place_of(kept.cipher_sha256).read_bytes() == before
    assert vault.inspect(deep=True).intact
    assert journal.entries_about(derivative.object_id)[0].kind == "original_opened"


def test_its_leaf_commits_to_itself_its_parent_and_its_parameters(officer: Viewer, kept: Original) -> None:
    derivative = made_from(kept.id, officer)
    (leaf,) = journal.entries_about(derivative.object_id)
    key = keys.open_key(derivative.object.data_key)
    (above,) = journal.entries_about(kept.id)
    assert leaf.kind == "original_derived"
    assert leaf.codes == {
        "kind": "redaction", "tool": "dodomu.blackout", "version": "1", "original": str(kept.id),
    }  # fmt: skip
    assert leaf.commitments == (
        commitment(key.derive(keeping.COMMITMENT), MADE),
        above.commitments[0],
        commitment(key.derive(deriving.PARAMETERS), canonical_json(TOLD)),
    )


def test_who_may_open_the_content_cannot_guess_at_the_parameters(officer: Viewer, kept: Original) -> None:
    derivative = made_from(kept.id, officer)
    (leaf,) = journal.entries_about(derivative.object_id)
    given = keys.open_key(derivative.object.data_key).derive(keeping.COMMITMENT)
    assert commitment(given, canonical_json(TOLD)) not in leaf.commitments


def test_a_derivative_of_a_derivative_keeps_the_line(officer: Viewer, kept: Original) -> None:
    text = made_from(kept.id, officer, purpose=vault.Purpose.TEXT)
    redacted = made_from(text.object_id, officer)
    small = made_from(redacted.object_id, officer, purpose=vault.Purpose.THUMBNAIL)
    other = made_from(kept.id, officer, purpose=vault.Purpose.METADATA)
    unrelated = vault.keep(io.BytesIO(CONTENT), by=officer, kind="list")
    made_from(unrelated.id, officer)
    assert vault.line_of(small.object_id) == [small.object_id, redacted.object_id, text.object_id, kept.id]
    assert vault.line_of(kept.id) == [kept.id]
    assert {one.source_id for one in (text, redacted, small, other)} == {kept.id}
    assert vault.derivatives_of(kept.id) == [text, redacted, small, other]
    assert vault.derivatives_of(redacted.object_id) == [small]
    assert vault.derivatives_of(small.object_id) == []


@pytest.mark.parametrize(
    ("how", "refusal"),
    [
        ({"tool": NAME}, journal.EntryRefused),
        ({"tool_version": "1 of today"}, journal.EntryRefused),
        ({"parameters": {"scale": 0.5}}, NotCanonical),
    ],
)
def test_what_is_no_code_leaves_nothing(
    home: Path, officer: Viewer, kept: Original, how: dict[str, Any], refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        made_from(kept.id, officer, **how)
    assert not Derivative.objects.exists()
    assert [path.name for path in home.rglob("*") if path.is_file()] == [kept.cipher_sha256]


def test_nothing_is_made_from_what_is_not_there(home: Path, officer: Viewer, kept: Original) -> None:
    with pytest.raises(Original.DoesNotExist):
        made_from(uuid4(), officer)
    keys.destroy_key(kept.data_key_id)
    with pytest.raises(KeyDestroyed):
        made_from(kept.id, officer)
    assert [path.name for path in home.rglob("*") if path.is_file()] == [kept.cipher_sha256]


def test_the_row_is_kept_for_ever(officer: Viewer, kept: Original) -> None:
    derivative = made_from(kept.id, officer)
    rows = Derivative.objects.filter(object_id=derivative.object_id)
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.update(tool_version="2")
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM vault_derivative")
    assert rows.get().tool_version == "1"


def test_nothing_is_its_own_parent(officer: Viewer, kept: Original) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Derivative.objects.create(
            object=kept, parent=kept, source=kept, purpose="text", tool="x", tool_version="1", parameters_sealed=b"x"
        )


def test_the_parameters_and_the_second_digest_are_sealed(officer: Viewer, kept: Original) -> None:
    derivative = made_from(kept.id, officer)
    assert NAME.encode() not in bytes(Derivative.objects.get().parameters_sealed)
    assert Original.objects.get(id=kept.id).blake3 == blake3(CONTENT).hexdigest()
    assert blake3(CONTENT).digest() not in bytes(kept.blake3_sealed or b"")
    with pytest.raises(IntegrityError), transaction.atomic():
        Original.objects.filter(id=kept.id).update(blake3_sealed=None)
    keys.destroy_key(derivative.object.data_key_id)
    with pytest.raises(KeyDestroyed):
        Derivative.objects.get().parameters  # noqa: B018
