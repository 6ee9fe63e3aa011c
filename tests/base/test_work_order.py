"""The order of work: harm × time from one table, for every stage."""

from __future__ import annotations

import doctest
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

import dodomu
from dodomu.base import contributions, work_order
from dodomu.base.access.viewer import Viewer
from dodomu.base.contributions import WorkItem
from dodomu.base.late import Late
from dodomu.base.work_order import pressure, section, weight

NOON = datetime(2026, 3, 28, 12, tzinfo=UTC)
"""The clocks go forward in Kyiv in the night after."""
DAY = timedelta(days=1)
ICONS = Path(dodomu.__file__).parent / "kit" / "static" / "kit" / "icons.svg"


def of(code: str = "match.second", **more: Any) -> float:
    return weight(code, NOON, **{"due_at": None, "since": None, **more})


def test_the_examples_of_the_documentation_hold() -> None:
    assert doctest.testmod(work_order).failed == 0


@pytest.mark.parametrize("rule", work_order.rules().values(), ids=lambda rule: rule.code)
def test_every_rule_is_complete(rule: work_order.WorkRule) -> None:
    assert 0 < rule.harm <= 100
    assert rule.horizon > timedelta(0)
    assert rule.grows_to >= 1
    assert rule.who in {"anyone", "second"}
    assert rule.tone in {"harm", "notice", "act", "neutral"}
    assert f'id="{rule.icon}"' in ICONS.read_text(encoding="utf-8")
    assert rule.reason


def test_codes_are_written_once() -> None:
    text = Path(work_order.__file__).with_name("rules").joinpath("work.csv").read_text(encoding="utf-8")
    assert len(text.splitlines()) - 1 == len(work_order.rules())


def test_what_is_overdue_grows() -> None:
    assert of(due_at=NOON - 5 * DAY) > of(due_at=NOON - DAY) > of(due_at=NOON) > of(due_at=NOON + DAY)


def test_lateness_has_a_limit() -> None:
    assert of(due_at=NOON - 500 * DAY) == of(due_at=NOON - 900 * DAY)


def test_what_is_far_away_still_counts_a_little() -> None:
    assert 0 < of(due_at=NOON + 90 * DAY) == of(due_at=NOON + 900 * DAY)


def test_what_waits_longer_comes_first() -> None:
    assert of(since=NOON - 2 * DAY) > of(since=NOON - DAY)


def test_more_harm_comes_first_when_both_are_as_late() -> None:
    late = NOON - timedelta(hours=1)
    assert of("case.unowned_urgent", due_at=late) > of("match.decide", due_at=late)


def test_the_share_is_kept_within_its_bounds() -> None:
    assert of(share=7.0) == of(share=1.0)
    assert of(share=-1.0) == 0


def test_time_is_elapsed_time_across_the_change_of_clocks() -> None:
    before, after = NOON, NOON + DAY
    kyiv = work_order.KYIV
    assert pressure(after, 4 * DAY, 3, before) == pressure(after.astimezone(kyiv), 4 * DAY, 3, before.astimezone(kyiv))


def test_today_is_a_day_in_kyiv() -> None:
    midnight = datetime(2026, 3, 28, 22, 0, tzinfo=UTC)
    assert section("match.second", midnight, NOON) == "today"
    assert section("match.second", midnight + timedelta(minutes=1), NOON) == "second"


def _let_wait(monkeypatch: pytest.MonkeyPatch, *items: WorkItem) -> None:
    """These items alone, and nothing that a stage would register when it is first asked."""
    monkeypatch.setattr(contributions, "_offers", Late())
    monkeypatch.setattr(contributions, "_work_items", [lambda viewer: items])


def test_an_unknown_kind_of_work_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    unknown = WorkItem(code="tea.make", title="Tea", url="/")
    _let_wait(monkeypatch, unknown)
    with pytest.raises(work_order.UnknownWork):
        contributions.work_items(Viewer.nobody())


def test_each_item_gets_its_look_from_the_table(monkeypatch: pytest.MonkeyPatch) -> None:
    late = WorkItem(code="match.second", title="Confirm", url="/", due_at=NOON - DAY)
    fresh = WorkItem(code="match.second", title="Confirm", url="/")
    _let_wait(monkeypatch, fresh, late)
    found = contributions.work_items(Viewer.nobody(), NOON)
    assert [(item.section, item.tone, item.icon) for item in found] == [
        ("overdue", "harm", "people"),
        ("second", "notice", "people"),
    ]
