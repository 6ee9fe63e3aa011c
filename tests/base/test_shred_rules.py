"""Who may shred, and what: care alone, two people, and never against a hold."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction

from dodomu.base import journal, keys, shred
from dodomu.base.access.viewer import Viewer
from dodomu.base.keys import DataKey, OpenKey, Purpose
from dodomu.base.shred import guarding

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(viewer_with: Callable[..., Viewer]) -> Viewer:
    return replace(viewer_with("data_protection_officer"), alone=False)


@pytest.fixture
def colleague(viewer_with: Callable[..., Viewer]) -> Viewer:
    return viewer_with("director")


@pytest.fixture
def guards(monkeypatch: pytest.MonkeyPatch) -> list[guarding.Guard]:
    """Those of this test alone."""
    held: list[guarding.Guard] = []
    monkeypatch.setattr(guarding, "_guards", held)
    return held


@pytest.fixture
def unheld(guards: list[guarding.Guard]) -> None:
    """A guard that knows of no hold."""
    shred.register_guard(lambda plan, by, confirmed_by: [])


@pytest.fixture
def key() -> OpenKey:
    """A key of care."""
    return keys.new_data_key(Purpose.CARE)


def lives(key: OpenKey) -> bool:
    return bool(keys.open_keys([key.id]))


@pytest.mark.usefixtures("unheld")
class TestCarriedOut:
    def test_the_key_is_gone_and_the_journal_says_so(self, key: OpenKey, asked: Viewer, colleague: Viewer) -> None:
        case = uuid4()
        plan = shred.plan([key.id], subject=case)
        assert shred.carry_out(plan, asked, confirmed_by=colleague, reason="retention") == 1
        assert not lives(key)
        leaf = journal.recent(1)[0]
        assert (leaf.kind, leaf.subject) == ("shredded", case)
        assert leaf.codes == {"count": 1, "reason": "retention", "confirmer": str(colleague.pid)}

    def test_evidence_is_refused(self, key: OpenKey) -> None:
        evidence = keys.new_data_key()
        for wanted in ([evidence.id], [key.id, evidence.id], [uuid4()]):
            with pytest.raises(shred.EvidenceStays):
                shred.plan(wanted)

    def test_a_plan_put_together_by_hand_is_looked_at_again(self, asked: Viewer, colleague: Viewer) -> None:
        evidence = keys.new_data_key()
        plan = shred.Plan(frozenset({evidence.id}))
        with pytest.raises(shred.EvidenceStays):
            shred.carry_out(plan, asked, confirmed_by=colleague, reason="retention")
        assert lives(evidence)

    def test_a_key_from_before_there_was_a_purpose_is_evidence(self) -> None:
        rows, (old,) = keys.make_data_keys(1)
        rows[0]["purpose"] = None
        keys_before = DataKey(**rows[0])
        keys_before.save(force_insert=True)
        with pytest.raises(shred.EvidenceStays):
            shred.plan([old.id])

    def test_what_is_gone_already_is_said(self, key: OpenKey, asked: Viewer, colleague: Viewer) -> None:
        plan = shred.plan([key.id])
        shred.carry_out(plan, asked, confirmed_by=colleague, reason="retention")
        with pytest.raises(shred.NothingToShred):
            shred.plan([key.id])
        with pytest.raises(shred.NothingToShred):
            shred.carry_out(plan, asked, confirmed_by=colleague, reason="retention")

    def test_a_reason_is_one_of_the_codes(self, key: OpenKey, asked: Viewer, colleague: Viewer) -> None:
        with pytest.raises(ValueError, match="erasure_request"):
            shred.carry_out(shred.plan([key.id]), asked, confirmed_by=colleague, reason="because Zoriana asked")
        assert lives(key)

    def test_it_takes_two_people(self, key: OpenKey, asked: Viewer) -> None:
        same_account = replace(asked, pid=uuid4())
        nobody = replace(asked, user_id=None, pid=uuid4())
        for other in (asked, same_account, nobody, None):
            with pytest.raises(shred.SecondPersonNeeded):
                shred.carry_out(shred.plan([key.id]), asked, confirmed_by=other, reason="retention")
        system = Viewer.system("tests")
        with pytest.raises(shred.SecondPersonNeeded):
            shred.carry_out(shred.plan([key.id]), system, confirmed_by=asked, reason="retention")
        assert lives(key)

    def test_one_person_alone_is_marked_as_not_confirmed(self, key: OpenKey, asked: Viewer) -> None:
        alone = replace(asked, alone=True)
        shred.carry_out(shred.plan([key.id]), alone, confirmed_by=None, reason="kept_wrongly")
        assert journal.recent(1)[0].codes == {"count": 1, "reason": "kept_wrongly", "confirmed": "no"}

    def test_a_rotation_is_due_until_it_was_done(self, key: OpenKey, asked: Viewer, colleague: Viewer) -> None:
        assert not shred.rotation_is_due()
        shred.carry_out(shred.plan([key.id]), asked, confirmed_by=colleague, reason="retention")
        assert shred.rotation_is_due()

    def test_a_rotation_is_asked_for_in_the_same_transaction(
        self, key: OpenKey, asked: Viewer, colleague: Viewer
    ) -> None:
        from django_tasks_db.models import DBTaskResult

        with transaction.atomic():
            shred.carry_out(shred.plan([key.id]), asked, confirmed_by=colleague, reason="retention")
            transaction.set_rollback(True)
        assert lives(key)
        assert not DBTaskResult.objects.exists()
        shred.carry_out(shred.plan([key.id]), asked, confirmed_by=colleague, reason="retention")
        assert [one.task_path for one in DBTaskResult.objects.all()] == [
            "dodomu.base.shred.rotating.rotate_after_shredding"
        ]


def test_without_a_guard_nobody_shreds(
    key: OpenKey, asked: Viewer, colleague: Viewer, guards: list[guarding.Guard]
) -> None:
    with pytest.raises(shred.NotGuarded):
        shred.carry_out(shred.plan([key.id]), asked, confirmed_by=colleague, reason="retention")
    assert lives(key)


def test_a_hold_stops_it(key: OpenKey, asked: Viewer, colleague: Viewer, guards: list[guarding.Guard]) -> None:
    held = shred.Objection("legal_hold", "The case is on hold.")
    shred.register_guard(lambda plan, by, confirmed_by: [])
    shred.register_guard(lambda plan, by, confirmed_by: [held] if key.id in plan.keys else [])
    with pytest.raises(shred.Objected) as refused:
        shred.carry_out(shred.plan([key.id]), asked, confirmed_by=colleague, reason="retention")
    assert (refused.value.objections, refused.value.sentence) == ((held,), "The case is on hold.")
    assert lives(key)
    assert not [one for one in journal.recent(9) if one.kind == "shredded"]


def test_what_a_key_is_kept_for_never_changes(key: OpenKey) -> None:
    evidence = keys.new_data_key()
    for one in (key, evidence):
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("UPDATE keys_datakey SET purpose = 'other' WHERE id = %s", [_stored(one)])


def _stored(key: OpenKey) -> Any:
    return DataKey._meta.pk.get_db_prep_value(key.id, connection)
