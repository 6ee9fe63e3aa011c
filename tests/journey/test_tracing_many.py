"""Namesakes rejected together: each with a decision of its own, none that is too likely, all taken back at will."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse

from dodomu.base.access.models import UndoableAct
from dodomu.base.access.viewer import Viewer
from dodomu.journey.tracing import actions, queries, rules
from dodomu.journey.tracing.models import Candidate, Decision
from tests.journey.tracing_pairs import namesakes, olena_pair, sisters

pytestmark = pytest.mark.django_db
Viewers = Callable[..., Any]
WHY = "One name, other mothers, other towns."


@pytest.fixture
def analyst(viewer_with: Viewers) -> Any:
    viewer_with("director")
    return viewer_with("tracing_analyst")


def test_namesakes_are_rejected_and_the_likely_are_left_out_with_the_reason(analyst: Any) -> None:
    two, one, kin = namesakes(analyst), olena_pair(analyst), sisters(analyst)
    Candidate.objects.filter(id=kin.id).update(status="open")
    done = actions.dismiss_namesakes(analyst, [two.id, one.id, kin.id], WHY)
    assert (done.done, done.left) == (1, {one.id: "too_likely", kin.id: "no_namesakes"})
    decision = Decision.objects.get()
    assert (decision.candidate_id, decision.verdict, decision.outcome) == (two.id, "different", "stands")
    assert queries.review(analyst, two.id).decisions[0].reason == WHY


def test_the_limit_holds_for_every_act_on_many(analyst: Any) -> None:
    pair = olena_pair(analyst)
    assert pair.probability >= rules.threshold("namesake_most")
    assert actions.dismiss_many(analyst, [pair.id], WHY).reasons == {"too_likely": 1}


def test_one_is_taken_back_alone_and_the_rest_together(analyst: Any) -> None:
    pairs = [namesakes(analyst), namesakes(analyst, born="2017-11-20")]
    assert actions.dismiss_namesakes(analyst, [pair.id for pair in pairs], WHY).done == 2
    actions.undo(analyst, Decision.objects.get(candidate=pairs[0]).id, "The same child after all?")
    assert actions.undo_many(analyst, UndoableAct.objects.get().id) == 1
    assert set(Candidate.objects.filter(id__in=[pair.id for pair in pairs]).values_list("status", flat=True)) == {
        "open"
    }


def test_a_reason_is_needed(analyst: Any) -> None:
    with pytest.raises(ValueError, match="reason"):
        actions.dismiss_namesakes(analyst, [namesakes(analyst).id], " ")


def test_from_a_child_s_page_its_namesakes_are_rejected_and_nobody_else_s(client_for: Callable[..., Any]) -> None:
    client = client_for("tracing_analyst")
    viewer = Viewer.of(client.user)
    mine, other = namesakes(viewer), olena_pair(viewer)
    here = reverse("tracing:of_child", args=[mine.person_a_id])
    assert here in client.get(reverse("registry:child", args=[mine.person_a_id])).content.decode()
    page = client.get(f"{here}?hint=namesake").content.decode()
    assert str(mine.id) in page
    assert str(other.id) not in page
    given = {"bulk": "tracing.namesakes", "every": "1", "confirmed": "1", "reason": WHY}
    after = client.post(f"{here}?hint=namesake", given, follow=True).content.decode()
    assert "1 pair is decided: two people." in after
    assert Candidate.objects.get(id=mine.id).status == "different"
    assert Candidate.objects.get(id=other.id).status == "open"


def test_the_page_says_why_a_pair_was_left_out(client_for: Callable[..., Any]) -> None:
    client = client_for("tracing_analyst")
    pair = olena_pair(Viewer.of(client.user))
    given = {"bulk": "tracing.namesakes", "row": [str(pair.id)], "confirmed": "1", "reason": WHY}
    said = client.post("/tracing/", given, follow=True).content.decode()
    assert "1 pair was left out: one person is as likely as 50 % or more. Read it by itself." in said
    assert not Decision.objects.exists()


def test_the_queue_is_filtered_by_band_and_by_what_the_pair_may_be_instead(analyst: Any) -> None:
    two, one, kin = namesakes(analyst), olena_pair(analyst), sisters(analyst)

    def found(**filters: str) -> set[Any]:
        return {row.id for row in queries.queue(analyst, filters).rows}

    assert found(hint="namesake") == {two.id}
    assert kin.id in found(hint="kin")
    assert one.id not in found(hint="kin")
    band = next(band for band in rules.bands() if band.low <= one.probability < band.high)
    assert one.id in found(band=band.code)
    assert two.id not in found(band=band.code)
    assert found(band="no such band") == found()
