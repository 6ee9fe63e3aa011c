"""The calibration report: which decisions it counts, by which probability, and when it says that it cannot tell."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse

from dodomu.base.access.policy import NotAllowed
from dodomu.base.access.viewer import Viewer
from dodomu.journey.tracing import actions, queries, rules
from dodomu.journey.tracing.models import Candidate
from dodomu.journey.tracing.web.calibration import finding
from tests.journey.tracing_pairs import joined, namesakes, olena_pair, sisters

pytestmark = pytest.mark.django_db
Viewers = Callable[..., Any]


@pytest.fixture
def second(viewer_with: Viewers) -> Any:
    return viewer_with("director")


@pytest.fixture
def analyst(viewer_with: Viewers, second: Any) -> Any:
    return viewer_with("tracing_analyst")


def band_of(report: queries.Calibration, probability: float) -> queries.BandFigures:
    return next(one for one in report.bands if one.band.low <= probability < one.band.high)


def test_a_confirmed_pair_counts_as_one_person_in_the_band_that_was_shown(analyst: Any, second: Any) -> None:
    pair, decision = joined(analyst, second)
    Candidate.objects.filter(id=pair.id).update(probability=0.01)
    band = band_of(queries.calibration(analyst), decision.probability)
    assert (band.same, band.other, band.waiting) == (1, 0, 0)
    assert band.share is not None
    assert (band.share.share, round(band.share.low, 3)) == (1.0, 0.207)


def test_what_waits_or_cannot_be_told_is_in_no_share(analyst: Any) -> None:
    actions.decide(analyst, olena_pair(analyst).id, "same", "One mother.")
    actions.decide(analyst, namesakes(analyst).id, "unsure", "No papers yet.")
    report = queries.calibration(analyst)
    assert report.decided == 0
    assert [sum(getattr(band, name) for band in report.bands) for name in ("unsure", "unconfirmed")] == [1, 1]


def test_relatives_and_namesakes_are_two_people(analyst: Any) -> None:
    actions.relate(analyst, sisters(analyst).id, "sibling", "One mother.")
    actions.decide(analyst, namesakes(analyst).id, "different", "Two mothers.")
    assert sum(band.other for band in queries.calibration(analyst).bands) == 2


def test_decisions_taken_back_are_counted_and_no_longer_in_the_share(analyst: Any, second: Any) -> None:
    pair, decision = joined(analyst, second)
    actions.undo(analyst, decision.id, "Two daughters.")
    again = actions.decide(analyst, pair.id, "same", "Let us ask again.")
    actions.reject(second, again.id, "Two daughters.")
    report = queries.calibration(analyst)
    assert (report.made, report.undone, report.rejected, report.decided) == (2, 1, 1, 0)
    assert report.reversal is not None
    assert report.reversal.share == 1.0
    assert report.waits.to_second is not None


@pytest.mark.usefixtures("in_english")
def test_too_few_decisions_are_said_to_be_too_few(analyst: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    pair = namesakes(analyst)
    assert "too few" in finding(queries.calibration(analyst))
    actions.decide(analyst, pair.id, "different", "Two mothers.")
    assert "too few" in finding(queries.calibration(analyst))
    limits = {rule: rules.threshold(rule) for rule in ("calibration_fewest",)} | {"calibration_fewest": 1.0}
    monkeypatch.setattr(rules, "threshold", limits.__getitem__)
    assert finding(queries.calibration(analyst)) == "The search was right in 1 of 1 band with enough decisions"


def test_the_page_shows_counts_and_names_nobody(client_for: Callable[..., Any]) -> None:
    client_for("director")
    client = client_for("tracing_analyst")
    pair = namesakes(Viewer.of(client.user))
    empty = client.get(reverse("tracing:calibration")).content.decode()
    assert "Nothing is decided yet" in empty
    actions.decide(Viewer.of(client.user), pair.id, "different", "Two mothers.")
    page = client.get(reverse("tracing:calibration")).content.decode()
    assert "<svg" in page
    assert "too few to tell" in page
    assert "Шевченко" not in page


def test_who_sees_no_pairs_sees_no_report(viewer_with: Viewers) -> None:
    with pytest.raises(NotAllowed):
        queries.calibration(viewer_with("case_worker"))
