"""Calls that are being written down: kept, guarded, recorded once, destroyed in time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from dodomu.base import journal
from dodomu.base.access.policy import NotAllowed, OutOfReach
from dodomu.base.keys import DataKey
from dodomu.journey.registry import actions, queries
from dodomu.journey.registry.actions.calls import end_abandoned
from dodomu.journey.registry.call_content import Shown
from dodomu.journey.registry.call_rules import draft_life
from dodomu.journey.registry.models import CallDraft, Report
from tests.journey.called import CALLER, recorded, version_of, written

pytestmark = pytest.mark.django_db
Viewers = Callable[..., Any]


@pytest.fixture
def operator(viewer_with: Viewers) -> Any:
    return viewer_with("hotline")


def test_what_is_typed_comes_back(operator: Any) -> None:
    draft = actions.start_call(operator)
    actions.save_call(operator, draft, Shown(1), CALLER, step="caller", stand="children")
    call = queries.open_call(operator, draft)
    assert call.content.fields["caller_name"] == "Гриценко Галина"
    assert (call.version, call.step) == (2, "children")


def test_no_word_of_a_draft_stands_in_clear(operator: Any) -> None:
    row = CallDraft.objects.get(pk=written(operator))
    assert row.sealed is not None
    assert "Гриценко".encode() not in bytes(row.sealed)


def test_beginning_a_call_is_journaled(operator: Any) -> None:
    draft = actions.start_call(operator)
    assert [leaf.kind for leaf in journal.entries_about(draft)] == ["call.started"]


def test_who_takes_no_calls_begins_none(viewer_with: Viewers) -> None:
    with pytest.raises(NotAllowed):
        actions.start_call(viewer_with("tracing_analyst"))


def test_a_colleagues_call_is_not_there(operator: Any, viewer_with: Viewers) -> None:
    draft = actions.start_call(operator)
    with pytest.raises(OutOfReach):
        queries.open_call(viewer_with("hotline"), draft)


def test_two_calls_can_be_open(operator: Any) -> None:
    first, second = actions.start_call(operator), actions.start_call(operator)
    assert [row.id for row in queries.open_calls(operator)] == [second, first]


def test_an_old_page_overwrites_nothing(operator: Any) -> None:
    draft = written(operator)
    with pytest.raises(actions.StaleCall) as stale:
        actions.save_call(operator, draft, Shown(1), CALLER | {"caller_name": "Інша"}, step="caller")
    assert stale.value.now.content.fields["caller_name"] == "Гриценко Галина"


def test_a_page_is_old_only_for_its_own_step(operator: Any) -> None:
    draft = actions.start_call(operator)
    actions.save_call(operator, draft, Shown(1), CALLER, step="caller")
    kept = actions.save_call(operator, draft, Shown(1), {"words": "Подзвонила"}, step="events")
    assert kept.content.fields["words"] == "Подзвонила"


def test_a_window_is_never_older_than_itself(operator: Any) -> None:
    draft = actions.start_call(operator)
    actions.save_call(operator, draft, Shown(1, "a", 1), {"caller_name": "Гал"}, step="caller")
    kept = actions.save_call(operator, draft, Shown(1, "a", 2), {"caller_name": "Галина"}, step="caller")
    assert kept.content.text("caller_name") == "Галина"


def test_a_save_that_was_overtaken_changes_nothing(operator: Any) -> None:
    draft = actions.start_call(operator)
    actions.save_call(operator, draft, Shown(1, "a", 2), {"caller_name": "Галина"}, step="caller")
    kept = actions.save_call(operator, draft, Shown(1, "a", 1), {"caller_name": "Гал"}, step="caller")
    assert kept.content.text("caller_name") == "Галина"


def test_the_same_words_again_count_as_kept(operator: Any) -> None:
    draft = actions.start_call(operator)
    first = actions.save_call(operator, draft, Shown(1), CALLER, step="caller")
    again = actions.save_call(operator, draft, Shown(1), CALLER, step="caller")
    assert again.version == first.version == 2


def test_taking_a_child_out_takes_its_words(operator: Any) -> None:
    draft = written(operator)
    actions.add_child(operator, draft, Shown(version_of(draft)))
    actions.save_call(operator, draft, Shown(version_of(draft)), {"c2-name": "Гриценко Даша"}, step="children")
    left = actions.take_child_out(operator, draft, Shown(version_of(draft)), 1)
    assert left.content.children == (2,)
    assert "c1-name" not in left.content.fields


def test_recording_destroys_the_drafts_key(operator: Any) -> None:
    draft = written(operator)
    report = recorded(operator, draft)
    row = CallDraft.objects.get(pk=draft)
    assert (row.outcome, row.report_id, row.sealed) == ("recorded", report.id, None)
    assert DataKey.objects.get(pk=row.data_key_id).wrapped is None


def test_recording_twice_is_one_report(operator: Any) -> None:
    draft = written(operator)
    report = recorded(operator, draft)
    again = actions.record_call(operator, draft, 1, None)  # type: ignore[arg-type]
    assert again == report.id
    assert Report.objects.count() == 1


def test_a_call_changed_meanwhile_is_not_recorded(operator: Any) -> None:
    draft = written(operator)
    with pytest.raises(actions.StaleCall):
        actions.record_call(operator, draft, 1, None)  # type: ignore[arg-type]
    assert not Report.objects.exists()


def test_a_discarded_call_is_gone(operator: Any) -> None:
    draft = written(operator)
    actions.discard_call(operator, draft)
    with pytest.raises(queries.CallEnded):
        queries.open_call(operator, draft)
    assert CallDraft.objects.get(pk=draft).sealed is None
    assert journal.entries_about(draft)[0].kind == "call.discarded"


def test_an_abandoned_call_is_destroyed_after_its_time(operator: Any) -> None:
    draft = actions.start_call(operator)
    assert end_abandoned(draft) is False
    CallDraft.objects.filter(pk=draft).update(saved_at=timezone.now() - draft_life())
    assert end_abandoned(draft) is True
    assert CallDraft.objects.get(pk=draft).outcome == "expired"
    assert end_abandoned(draft) is None


def test_my_work_says_when_a_call_is_destroyed(operator: Any) -> None:
    draft = actions.start_call(operator)
    row = queries.open_calls(operator)[0]
    assert row.expires_at - CallDraft.objects.get(pk=draft).saved_at == draft_life() > timedelta(days=1)


@pytest.mark.parametrize("columns", [{"outcome": "recorded"}, {"sealed": None}, {"ended_at": timezone.now()}])
def test_the_database_ties_the_end_of_a_call_together(operator: Any, columns: dict[str, Any]) -> None:
    draft = actions.start_call(operator)
    with pytest.raises(IntegrityError), transaction.atomic():
        CallDraft.objects.filter(pk=draft).update(**columns)
