"""The nightly search of every record: once a day, in parts, whole again after a kill."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django_tasks_db.models import DBTaskResult

from dodomu.base.jobs.worker import HeartyWorker
from dodomu.journey.registry.models import Mention
from dodomu.journey.tracing import actions, jobs, rules
from dodomu.journey.tracing.actions import sweeping
from dodomu.journey.tracing.models import Candidate, Sweep, SweepPart
from dodomu.journey.tracing.queries import nights
from tests.journey.tracing_pairs import olena_twice, search_all

pytestmark = pytest.mark.django_db
NIGHT = datetime(2026, 3, 5, 1, 30, tzinfo=UTC)
"""Half past three in Kyiv."""


@pytest.fixture
def analyst(viewer_with: Callable[..., Any]) -> Any:
    return viewer_with("tracing_analyst")


@pytest.fixture
def small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """One mention for each task."""
    usual = rules.threshold
    monkeypatch.setattr(rules, "threshold", lambda rule: 1.0 if rule == "mentions_per_task" else usual(rule))


def test_the_night_finds_what_no_report_asked_for(analyst: Any) -> None:
    olena_twice(analyst)
    DBTaskResult.objects.all().delete()
    assert jobs.begin_now() == 1
    HeartyWorker().work_off()
    assert Candidate.objects.filter(status="open").count() == 1
    night = nights.last_night()
    assert night is not None
    assert (night.is_over, night.mentions, night.found) == (True, Mention.objects.count(), 1)


def test_a_night_is_begun_once_whoever_asks(analyst: Any) -> None:
    olena_twice(analyst)
    assert len(actions.begin_sweep(NIGHT)) == 1
    assert actions.begin_sweep(NIGHT + timedelta(hours=5)) == []
    assert not actions.is_night(NIGHT)
    assert actions.is_night(NIGHT + timedelta(days=1))


def test_it_waits_for_the_night_and_for_the_last_one_to_end(analyst: Any) -> None:
    olena_twice(analyst)
    assert not actions.is_night(NIGHT.replace(hour=22) - timedelta(days=1))
    assert actions.is_night(NIGHT)
    (part,) = actions.begin_sweep(NIGHT - timedelta(days=1))
    SweepPart.objects.filter(id=part).update(done_at=None)
    Sweep.objects.update(begun_at=NIGHT - timedelta(minutes=20))
    assert not actions.is_night(NIGHT)


@pytest.mark.usefixtures("small_parts")
def test_a_part_that_was_killed_is_searched_again_and_adds_no_pair_twice(
    analyst: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    olena_twice(analyst)
    parts = actions.begin_sweep(NIGHT)
    assert len(parts) == Mention.objects.count()

    def killed(mention_ids: list[Any]) -> int:
        found = actions.find_among(mention_ids)
        raise SystemExit(found)

    with monkeypatch.context() as patched:
        patched.setattr(sweeping, "find_among", killed)
        with pytest.raises(SystemExit):
            actions.search_part(parts[0])
    assert [actions.search_part(part) for part in parts].count(0) == len(parts)
    assert Candidate.objects.filter(status="open").count() == 1
    assert not SweepPart.objects.filter(done_at=None).exists()


def test_a_part_that_is_done_is_not_searched_again(analyst: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    olena_twice(analyst)
    (part,) = actions.begin_sweep(NIGHT)
    assert actions.search_part(part) == 1
    monkeypatch.setattr(sweeping, "find_among", lambda ids: pytest.fail("searched again"))
    assert actions.search_part(part) == 0


def test_what_stayed_as_it_was_is_not_written_again(analyst: Any) -> None:
    olena_twice(analyst)
    search_all()
    before = Candidate.objects.values_list("scored_at", flat=True).get()
    search_all()
    assert Candidate.objects.values_list("scored_at", flat=True).get() == before


def test_old_nights_are_forgotten(analyst: Any) -> None:
    olena_twice(analyst)
    actions.begin_sweep(NIGHT)
    actions.begin_sweep(NIGHT + timedelta(days=rules.threshold("nights_kept") + 1))
    assert Sweep.objects.count() == 1
