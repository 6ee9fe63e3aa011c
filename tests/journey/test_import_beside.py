"""A long list is sealed in a second process: the same rows, counts and leaves, whatever happens to that process."""

from __future__ import annotations

import json
import os
import pickle
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest

from dodomu.base import journal
from dodomu.base.journal.models import Leaf
from dodomu.journey.registry import queries
from dodomu.journey.registry.actions import beside, confirm, importing, run, withdraw
from dodomu.journey.registry.models import Fact, Mention, Report
from dodomu.journey.registry.queries.facts import stated_facts
from tests.journey.imported import imported, rows_of, staged

pytestmark = [pytest.mark.django_db, pytest.mark.skipif(not hasattr(os, "fork"), reason="This system cannot fork.")]
ROWS = 1_200


@pytest.fixture
def analyst(viewer_with: Any) -> Any:
    return viewer_with("tracing_analyst")


@pytest.fixture
def ways(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How many parts were written each way; the second process is used however short the list."""
    counted: Counter[str] = Counter()
    monkeypatch.setattr(importing, "is_worth_it", lambda rows: rows > 0)

    def count(name: str) -> None:
        written = getattr(importing, name)

        def counting(*given: Any) -> Any:
            done = written(*given)
            counted[name] += 1
            return done

        monkeypatch.setattr(importing, name, counting)

    count("_write_sealed")
    count("_write")
    return counted


def the_same_as_by_one(text: str) -> None:
    """Every statement is there once, opens, and has its leaf."""
    reports = list(Report.objects.order_by("row_number"))
    assert [report.row_number for report in reports] == list(range(2, len(reports) + 2))
    names = stated_facts([mention.id for mention in Mention.objects.all()])
    written = sorted(line.split(";")[0] for line in text.splitlines()[1:])
    assert sorted(fact.value.as_written for fact in names if fact.attribute == "name") == written
    bodies = Leaf.objects.filter(kind="report.recorded").values_list("body", flat=True)
    leaves = [json.loads(bytes(body))["codes"]["report"] for body in bodies]
    assert sorted(leaves) == sorted(str(report.id) for report in reports)
    assert journal.verify().intact


def test_all_is_written_in_parts_that_were_sealed_elsewhere(analyst: Any, ways: Counter[str]) -> None:
    text = rows_of(ROWS)
    outcome = imported(analyst, text)
    assert (outcome.total, outcome.new, outcome.finished) == (ROWS, ROWS, True)
    assert ways == {"_write_sealed": 3}
    the_same_as_by_one(text)


def test_the_children_are_found_by_name(analyst: Any, ways: Counter[str]) -> None:
    imported(analyst, rows_of(600))
    assert queries.persons(analyst).total == 600
    assert ways["_write_sealed"] == 2
    assert [hit.summary.name.family for hit in queries.search(analyst, "Topolenko Miroslava")][:1] == ["Тополенко"]


def test_what_the_source_has_said_before_is_left_out(analyst: Any, ways: Counter[str]) -> None:
    imported(analyst, rows_of(700))
    outcome = imported(analyst, rows_of(ROWS))
    assert (outcome.new, outcome.unchanged) == (ROWS - 700, 700)
    assert ways["_write"] == 0
    assert Fact.objects.filter(attribute="name").count() == ROWS
    assert journal.verify().intact


def test_what_was_withdrawn_is_looked_at_again_by_this_process(analyst: Any, ways: Counter[str]) -> None:
    first = imported(analyst, rows_of(600))
    withdraw(analyst, first.batch_id, "Хибні стовпці.")
    outcome = imported(analyst, rows_of(600))
    assert (outcome.new, outcome.finished) == (600, True)
    assert ways == {"_write_sealed": 2, "_write": 2}


def test_when_the_second_process_dies_this_one_does_the_rest(
    analyst: Any, ways: Counter[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    made = beside._made

    def dying(*given: Any) -> Iterator[beside.SealedPart]:
        yield next(iter(made(*given)))
        os._exit(9)

    monkeypatch.setattr(beside, "_made", dying)
    text = rows_of(ROWS)
    assert imported(analyst, text).new == ROWS
    assert ways["_write_sealed"] == 1
    the_same_as_by_one(text)


def test_when_the_second_process_fails_this_one_does_all(
    analyst: Any, ways: Counter[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(*_given: Any) -> Iterator[beside.SealedPart]:
        raise RuntimeError
        yield

    monkeypatch.setattr(beside, "_made", failing)
    batch = staged(analyst, rows_of(600))
    confirm(analyst, batch.id)
    assert run(batch.id).new == 600
    assert ways == {"_write": 2}


def test_a_sealed_part_holds_no_word_of_the_list(analyst: Any) -> None:
    batch = staged(analyst, rows_of(50))
    with importing.opened_table(batch, analyst) as table:
        ground = beside.Ground.of([batch.source_id], {})
        (part,) = beside._made(analyst, batch, table, ground)
    sent = pickle.dumps(part)
    # Years alone may stand in an id by chance.
    for word in ("Тополенко", "Мирослава", "01.01.2014", "2014-01-01"):
        assert word.encode() not in sent


def test_a_short_list_and_an_open_transaction_need_no_second_process() -> None:
    assert not beside.is_worth_it(beside.WORTH_IT)
    assert not beside.is_worth_it(1)
