"""72: words of a case that stand under other keys than its own. After a destruction exactly those stay that must."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator
from typing import Any
from uuid import UUID

import pytest

from dodomu.base import journal, keys, shred, vault
from dodomu.base.access import actions as staff
from dodomu.base.access.drafts import Page, keep_draft
from dodomu.base.access.kept_forms import keep
from dodomu.base.access.viewer import Viewer
from dodomu.base.keys import KeyDestroyed
from dodomu.base.vault.models import Original
from dodomu.journey.cases import actions
from dodomu.journey.cases.dues import Due
from dodomu.journey.cases.queries import destructions
from dodomu.journey.registry import actions as registry
from dodomu.journey.registry.vocabulary import PrintedPart, PrintPurpose
from tests import sealed_places, shredded_places
from tests.journey.cases_people import tomorrow
from tests.journey.destruction_story import YES, Closed
from tests.journey.sent_things import step, to_team
from tests.journey.test_subject_access import asked
from tests.people import make_team, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
SAID = "Вексорнчук"
"""A name that is said in the care of the case, in copies of it, and in words about it."""
WORDS = f"{SAID} asked after her."


class Told(Closed):
    """Her case, in which the name was said before it was closed, wherever somebody can say something about it."""

    def close(self, outcome: str = "returned", **more: Any) -> Any:
        actions.end_task(self.willow, self.task(WORDS).id, "done", WORDS)
        flag = actions.raise_flag(self.willow, self.case.id, WORDS, Due.on(tomorrow()))
        actions.clear_flag(self.willow, flag.id, WORDS)
        self.unsent = [self._sent("declined", self.director), self._sent("revoked", self.willow)]
        self.sent = self._sent("sent", self.director)
        actions.take_step(self.heron, self.sent.id, step("refused", reason=WORDS))
        self.asked_and_opened()
        self.files()
        return super().close(outcome, **more)

    def _sent(self, state: str, by: Viewer) -> Any:
        sending = actions.send(self.willow, self.case.id, to_team(asked=WORDS, basis_reason=WORDS))
        return actions.take_step(by, sending.id, step(state, reason=WORDS))

    def asked_and_opened(self) -> None:
        """What colleagues have to answer for stays, with the reasons they gave."""
        staff.break_glass(self.willow, self.child, "danger", WORDS)
        staff.request_access(
            self.viewer_with("case_worker", team=make_team("Willow")), self.child, "clinical", WORDS, hours=8
        )
        printed = registry.Printed(PrintedPart.PAGE, PrintPurpose.values[0], named=False, pictured=False, note=WORDS)
        registry.note_printout(self.willow, self.child, printed)

    def files(self) -> None:
        """One that was sent back, one of a request that was refused, one that was given; each holds the whole case."""
        row = actions.compile_file(self.protector, actions.record_request(self.protector, self.child, asked()).id)
        self.sent_back = row.file
        actions.send_back(self.director, row.id, WORDS)
        self.given = actions.release_file(self.director, actions.compile_file(self.protector, row.id).id)
        other = actions.compile_file(self.protector, actions.record_request(self.protector, self.child, asked()).id)
        self.refused = actions.refuse_request(self.protector, other.id, WORDS)


@pytest.fixture
def told(viewer_with: Callable[..., Any]) -> Told:
    found = Told(viewer_with)
    user = make_user("case_worker")
    keep(user, f"/cases/{found.case.id}/", "/", [("note", WORDS)])
    keep_draft(user, f"cases.note:{found.case.id}", [("note", WORDS)], Page(window="a", turn=1))
    return found


def places(officer: Viewer) -> set[tuple[str, UUID]]:
    """Where the name can still be read with every key that is left: columns and kinds of originals, and which row."""
    cells = sealed_places.cells(sealed_places.sealed_columns(), sealed_places.all_keys(), every_row=True)
    found = {
        (str(one.column), one.row) for one in cells if isinstance(one, sealed_places.Cell) and SAID in str(one.value)
    }
    for original in Original.objects.select_related("data_key"):
        if original.data_key.wrapped is not None:
            with vault.open_original(original.id, officer) as file:
                if any(SAID.encode() in part for part in parts(file.read())):
                    found.add((f"original: {original.kind}", original.id))
    return found


def parts(content: bytes) -> Iterator[bytes]:
    """The content, and what is packed in it."""
    yield content
    if zipfile.is_zipfile(io.BytesIO(content)):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            yield from (archive.read(name) for name in archive.namelist())


STAYS = {
    "access_accessrequest.reason_sealed",
    "access_breakglass.reason_sealed",
    "registry_printout.note_sealed",
    "cases_sending.asked_sealed",
    "cases_sending.basis_reason_sealed",
    "cases_sendingevent.reason_sealed",
    "original: package",
    "original: package_page",
    "cases_requestevent.reason_sealed",
    "original: subject_file",
}


def test_after_a_destruction_the_words_are_where_the_page_said_they_stay_and_nowhere_else(told: Told) -> None:
    before = {name for name, _row in places(told.officer)}
    care = {
        "cases_task.title_sealed",
        "cases_taskchange.note_sealed",
        "cases_flag.reason_sealed",
        "cases_flag.note_sealed",
    }
    assert STAYS | care | {"access_keptform.sealed"} <= before
    told.destroyed()
    after = places(told.officer)
    assert {name for name, _row in after} == STAYS
    left = {row for name, row in after if name.startswith(("original: ", "cases_sending."))}
    assert left == {told.sent.id, told.sent.original_id, told.sent.page_id, told.given.file_id}
    assert {one.partition(".")[0] for one in STAYS if not one.startswith("original")} <= set(shredded_places.STAYS)


def test_of_every_sealed_column_it_is_known_what_a_destruction_does_to_it() -> None:
    care, others = shredded_places.care(), shredded_places.others()
    assert care & others == set()
    assert shredded_places.tables() - care == others


def test_what_never_left_is_destroyed_with_a_leaf_and_what_left_still_opens(told: Told) -> None:
    told.destroyed()
    for sending in told.unsent:
        assert not keys.open_keys({sending.data_key_id, sending.original.data_key_id, sending.page.data_key_id})
    own = {told.sent.data_key_id, told.sent.original.data_key_id, told.sent.page.data_key_id}
    assert set(keys.open_keys(own)) == own
    assert told.given.file is not None
    assert keys.open_keys({told.given.file.data_key_id})
    for file in (told.sent_back, told.refused.file):
        assert file is not None
        assert not keys.open_keys({file.data_key_id})
    with pytest.raises(KeyDestroyed):
        actions.open_file(told.protector, told.refused.id)
    gone, _ = journal.entries_of_kinds([told.case.pid], ["sending.destroyed"])
    assert {entry.codes["sending"] for entry in gone} == {str(one.pid) for one in told.unsent}
    files = [one for one in journal.recent(40) if one.kind == "request.file_destroyed"]
    assert {one.codes["original"] for one in files} == {str(told.sent_back.id), str(told.refused.file_id)}


def test_what_was_sent_is_counted_as_staying_and_what_was_not_is_not(told: Told) -> None:
    kinds = {kind.code: kind.count for kind in destructions.planned(told.protector, told.case.id).stays}
    assert kinds["case_sendings"] == 1


def test_a_no_leaves_the_copies(told: Told) -> None:
    actions.answer_destruction(told.director, told.ask().id, reason="Not yet.", agrees=False)
    assert told.sent_back is not None
    living = {told.sent_back.data_key_id, told.unsent[0].data_key_id}
    assert set(keys.open_keys(living)) == living


def test_a_request_for_the_file_that_waits_is_answered_first(told: Told) -> None:
    waiting = actions.record_request(told.protector, told.child, asked())
    codes = [one.code for one in destructions.planned(told.protector, told.case.id).against]
    assert codes == ["request_open"]
    with pytest.raises(shred.Objected):
        told.ask()
    actions.compile_file(told.protector, waiting.id)
    with pytest.raises(shred.Objected):
        told.ask()
    actions.refuse_request(told.protector, waiting.id, "Withdrawn.")
    assert actions.answer_destruction(told.director, told.ask().id, **YES).state == "confirmed"


def test_a_file_that_is_compiled_afterwards_holds_nothing_of_it(told: Told) -> None:
    told.destroyed()
    row = actions.compile_file(told.protector, actions.record_request(told.protector, told.child, asked()).id)
    assert row.file is not None
    with vault.open_original(row.file.id, told.officer) as file:
        assert not any(WORDS.encode() in part for part in parts(file.read()))
