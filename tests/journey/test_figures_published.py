"""The published figures of others: kept as they are, compared aloud, never put together where that says nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.utils import translation

from dodomu.base import journal
from dodomu.base.access.policy import NotAllowed
from dodomu.base.access.viewer import Viewer
from dodomu.engine.values.dates import PartialDate
from dodomu.journey.figures import actions, published_rules, queries, words
from dodomu.journey.figures.combining import ADD, SUBTRACT, contradictions, together
from dodomu.journey.figures.models import PublishedFigure
from dodomu.journey.figures.published_rules import Stated, shipped
from dodomu.kit.dates import today

SHIPPED = {stated.code: stated for stated in shipped()}
DEPORTED, RETURNED = SHIPPED["2025-12-01-deported"], SHIPPED["2025-12-01-returned"]
GIVEN = actions.PublishedInput(
    series="returned",
    line="ua_state",
    on=PartialDate.from_edtf("2026-04"),
    qualifier="exact",
    low=1990,
    high=None,
    speaker="An invented office",
    about="children returned, total to date",
    source="An invented newspaper, 2 May 2026",
)


def reasons(first: Stated, second: Stated, how: str = SUBTRACT) -> set[str]:
    return set(together(first, second, how).reasons)


def test_the_shipped_file_is_whole_in_both_languages() -> None:
    found = {}
    for language in ("uk", "en"):
        with translation.override(language):
            found[language] = shipped()
    assert len({one.code for one in found["uk"]}) == len(found["uk"]) > 50
    for ukrainian, english in zip(found["uk"], found["en"], strict=True):
        assert ukrainian.about != english.about
        assert ukrainian.series in published_rules.series().keys() & words.SERIES.keys()
        assert ukrainian.line in set(published_rules.lines()) & words.LINES.keys()
        assert ukrainian.source
        assert (ukrainian.high is not None) == (ukrainian.qualifier == "between")
        assert ukrainian.on.latest <= today() or ukrainian.on.edtf < today().isoformat()


def test_contradictions_of_the_published_series_are_found() -> None:
    found = {one.kind: one for one in contradictions(SHIPPED.values())}
    assert [figure.low for figure in found["fell"].figures] == [19514, 19391]
    assert ([figure.low for figure in found["broken_chain"].figures], found["broken_chain"].expected) == (
        [387, 449, 1037],
        836,
    )
    assert [figure.on.edtf for figure in found["stands_still"].figures] == ["2023-10-18", "2025-12-01"]


def test_deported_minus_returned_is_refused_with_reasons() -> None:
    assert reasons(DEPORTED, RETURNED) == {"remaining", "other_series"}
    assert reasons(RETURNED, DEPORTED) == {"remaining", "other_series"}


def test_nothing_is_added_across_speakers_or_days() -> None:
    ours, theirs = SHIPPED["2023-12-returned"], replace(SHIPPED["2023-12-save-ukraine"], series="returned")
    assert reasons(ours, theirs, ADD) == {"other_line", "counted_twice"}
    assert reasons(ours, RETURNED, ADD) == {"counted_twice"}
    assert reasons(SHIPPED["2023-06-19-possible"], SHIPPED["2025-06-possible"]) >= {
        "other_line",
        "not_exact",
        "no_list",
    }
    assert reasons(ours, ours) == {"same"}


def test_two_totals_of_one_speaker_have_a_difference_that_may_be_a_revision() -> None:
    grown = together(SHIPPED["2025-07-02-returned"], RETURNED, SUBTRACT)
    assert (grown.value, grown.fell) == (1859 - 1378, False)
    fallen = together(SHIPPED["2023-03-28-deported"], SHIPPED["2023-04-25-deported"], SUBTRACT)
    assert (fallen.value, fallen.fell) == (19391 - 19514, True)


@pytest.mark.django_db
class TestWritingDown:
    @pytest.fixture
    def analyst(self, viewer_with: Callable[..., Any]) -> Viewer:
        return viewer_with("tracing_analyst")

    def test_a_contradicting_figure_is_kept_beside_the_others(self, analyst: Viewer) -> None:
        figure = actions.add_published(analyst, GIVEN)
        row = queries.one_published(analyst, str(figure.id))
        assert (row.stated.low, row.stated.speaker, row.by) == (1990, GIVEN.speaker, analyst.display_name)
        fallen = [one for one in queries.contradictions(queries.published(analyst)) if one.kind == "fell"]
        assert sorted([one.low for one in found.figures] for found in fallen) == [[2000, 1990], [19514, 19391]]
        assert GIVEN.speaker.encode() not in bytes(figure.words_sealed)
        assert journal.recent(limit=1)[0].codes == {
            "series": "returned",
            "source": "ua_state",
        }

    def test_a_withdrawn_figure_stays_readable_and_is_compared_no_more(self, analyst: Viewer) -> None:
        actions.withdraw_published(analyst, "2023-04-25-deported", "Stated for another group.")
        row = queries.one_published(analyst, "2023-04-25-deported")
        assert (row.is_withdrawn, row.withdrawn_why) == (True, "Stated for another group.")
        fallen = [one for one in queries.contradictions(queries.published(analyst)) if one.kind == "fell"]
        assert [[one.low for one in found.figures] for found in fallen] == [[19514, 19499]]
        with pytest.raises(queries.FigureNotFound):
            queries.together(analyst, "2023-04-25-deported", "2023-03-28-deported", SUBTRACT)
        with pytest.raises(actions.AlreadyWithdrawn):
            actions.withdraw_published(analyst, "2023-04-25-deported", "Again.")

    @pytest.mark.parametrize(
        ("field", "wrong"),
        [
            ("series", {"series": "unheard_of"}),
            ("line", {"line": "nobody"}),
            ("qualifier", {"qualifier": "roughly"}),
            ("on", {"on": PartialDate.from_edtf("2999")}),
            ("high", {"high": 2500}),
            ("high", {"qualifier": "between", "high": 1990}),
            ("about", {"about": " "}),
            ("source", {"source": ""}),
        ],
    )
    def test_what_is_missing_or_wrong_is_named(self, analyst: Viewer, field: str, wrong: dict[str, Any]) -> None:
        with pytest.raises(ValueError, match=f"^{field}:"):
            actions.add_published(analyst, replace(GIVEN, **wrong))

    def test_the_database_keeps_what_was_written_down(self, analyst: Viewer) -> None:
        figure = actions.add_published(analyst, GIVEN)
        for change in (PublishedFigure.objects.filter(id=figure.id).update, PublishedFigure.objects.all().delete):
            with pytest.raises(DatabaseError), transaction.atomic():
                change(**({"low": 1} if change.__name__ == "update" else {}))
        with pytest.raises(DatabaseError), transaction.atomic():
            PublishedFigure.objects.filter(id=figure.id).update(qualifier="between")

    def test_readers_write_nothing_down(self, viewer_with: Callable[..., Any]) -> None:
        auditor = viewer_with("auditor")
        assert queries.published(auditor, "deported")
        with pytest.raises(NotAllowed):
            actions.add_published(auditor, GIVEN)
        with pytest.raises(NotAllowed):
            actions.withdraw_published(auditor, "2023-04-25-deported", "Wrong.")
