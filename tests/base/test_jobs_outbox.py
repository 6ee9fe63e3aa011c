"""The task row is part of the act that asks for it, and holds ids only."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import transaction
from django_tasks_db.models import DBTaskResult

from dodomu.base.jobs import enqueue
from tests.base.job_samples import note

SUBJECT = UUID("01890000-0000-7000-8000-000000000001")


@pytest.mark.django_db
def test_a_task_waits_with_its_ids_as_text() -> None:
    task_id = enqueue(note, subject=SUBJECT)
    assert DBTaskResult.objects.get(pk=task_id).args_kwargs["kwargs"] == {"subject": str(SUBJECT)}


@pytest.mark.django_db
def test_an_act_that_is_undone_asks_for_nothing() -> None:
    with transaction.atomic():
        enqueue(note, subject=SUBJECT)
        transaction.set_rollback(True)
    assert not DBTaskResult.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("argument", ["Коваленко Олена", {"name": "Olena"}, 0.5, ["Olena"], None])
def test_words_about_people_never_enter_the_queue(argument: Any) -> None:
    with pytest.raises(TypeError, match="subject") as refused:
        enqueue(note, subject=argument)
    assert "Olena" not in str(refused.value)


@pytest.mark.django_db
def test_a_list_of_ids_and_a_number_may_enter() -> None:
    ids = [uuid4(), uuid4()]
    task_id = enqueue(note, subject=ids, count=3)
    assert DBTaskResult.objects.get(pk=task_id).args_kwargs["kwargs"] == {
        "subject": [str(one) for one in ids],
        "count": 3,
    }


def test_outside_a_transaction_nothing_can_be_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    class Outside:
        in_atomic_block = False

    monkeypatch.setattr("django.db.transaction.get_connection", Outside)
    with pytest.raises(RuntimeError, match="transaction"):
        enqueue(note, subject=SUBJECT)
