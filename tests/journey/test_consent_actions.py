"""Consent is recorded in lines of immutable rows; withdrawing it stops the use in the same transaction."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import DatabaseError, transaction
from django.utils import timezone

from dodomu.base import journal
from dodomu.base.access import restricted
from dodomu.base.access.models import Restriction
from dodomu.base.access.policy import NotAllowed, OutOfReach
from dodomu.base.access.viewer import Viewer
from dodomu.journey.cases import queries
from dodomu.journey.cases.actions.consents import (
    Said,
    correct_consent,
    record_consent,
    withdraw_consent,
)
from dodomu.journey.cases.models import Consent
from dodomu.journey.cases.queries.consents import consent_page, form_of
from dodomu.kit.dates import KYIV, today
from tests.journey.consent_story import ConsentStory, given, in_days, pdf, withdrawn
from tests.people import make_team, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def story() -> ConsentStory:
    return ConsentStory()


def state(story: ConsentStory, use: str = "tracing") -> str:
    return queries.consent_for(story.worker, story.one, use).state


def stopped(story: ConsentStory, use: str = "tracing") -> bool:
    return restricted.is_stopped(story.one, use)


def test_nobody_asked_is_not_a_consent(story: ConsentStory) -> None:
    found = queries.consent_for(story.worker, story.one, "authorities")
    assert (found.state, found.permits) == ("not_asked", False)


def test_one_form_can_cover_several_uses(story: ConsentStory) -> None:
    story.give("tracing", "red_cross")
    assert (state(story), state(story, "red_cross"), state(story, "media")) == ("given", "given", "not_asked")
    assert not stopped(story)


def test_withdrawing_stops_the_use_at_once_and_no_other(story: ConsentStory) -> None:
    story.give("tracing", "red_cross")
    withdraw_consent(story.worker, Consent.objects.get(use="tracing").id, withdrawn())
    assert (state(story), stopped(story)) == ("withdrawn", True)
    assert (state(story, "red_cross"), stopped(story, "red_cross")) == ("given", False)


def test_a_refusal_stops_it_too(story: ConsentStory) -> None:
    refusal = Said("refused", "child", today())
    record_consent(story.worker, story.case.id, ["media"], refusal)
    assert (state(story, "media"), stopped(story, "media")) == ("refused", True)


def test_one_no_weighs_more_than_another_s_yes(story: ConsentStory) -> None:
    story.give("tracing")
    record_consent(story.worker, story.case.id, ["tracing"], Said("refused", "child", today()))
    assert (state(story), stopped(story)) == ("refused", True)


def test_consent_given_again_takes_the_place_of_the_withdrawn_one(story: ConsentStory) -> None:
    story.withdraw()
    story.give("tracing")
    assert (state(story), stopped(story)) == ("given", False)
    (line,) = consent_page(story.worker, story.case.id).purposes[0].lines
    assert [line.now.state, *(row.state for row in line.earlier)] == ["given", "withdrawn", "given"]


def test_it_runs_out_at_the_end_of_its_last_day_in_kyiv(story: ConsentStory) -> None:
    story.give("tracing", valid_until=in_days(10))
    until = Restriction.objects.get().since
    with time_machine.travel(until - timedelta(minutes=1), tick=False):
        assert (state(story), stopped(story)) == ("given", False)
    with time_machine.travel(until + timedelta(seconds=1), tick=False):
        assert (state(story), stopped(story)) == ("expired", True)
    assert until.astimezone(KYIV).strftime("%H:%M") == "00:00"


def test_another_s_longer_consent_keeps_the_use_going(story: ConsentStory) -> None:
    story.give("tracing", valid_until=in_days(10))
    story.give("tracing", giver="father", giver_name="Коваленко Іван", valid_until=in_days(50))
    with time_machine.travel(timezone.now() + timedelta(days=20)):
        assert (state(story), stopped(story)) == ("given", False)


def test_prolonging_moves_the_end(story: ConsentStory) -> None:
    (row,) = story.give("tracing", valid_until=in_days(10))
    correct_consent(story.worker, row.id, given(valid_until=in_days(90)))
    with time_machine.travel(timezone.now() + timedelta(days=20)):
        assert (state(story), stopped(story)) == ("given", False)


def test_rows_are_never_changed(story: ConsentStory) -> None:
    (row,) = story.give("tracing")
    with pytest.raises(DatabaseError), transaction.atomic():
        Consent.objects.filter(id=row.id).update(state="refused", valid_from=None)
    with pytest.raises(DatabaseError), transaction.atomic():
        Consent.objects.filter(id=row.id).delete()


def test_only_the_last_row_of_a_line_can_be_replaced(story: ConsentStory) -> None:
    (row,) = story.give("tracing")
    correct_consent(story.worker, row.id, given(valid_until=in_days(3)))
    with pytest.raises(ValueError, match="last row"):
        withdraw_consent(story.worker, row.id, withdrawn())


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"kept": ""}, "form"),
        ({"giver_name": " "}, "giver_name"),
        ({"giver": "neighbour"}, "giver"),
        ({"said_on": in_days(1)}, "said_on"),
        ({"valid_from": in_days(1)}, "valid_from"),
        ({"valid_until": in_days(-1)}, "valid_until"),
    ],
)
def test_what_is_not_accepted_is_named(story: ConsentStory, changed: dict[str, Any], field: str) -> None:
    with pytest.raises(ValueError, match=field):
        record_consent(story.worker, story.case.id, ["tracing"], given(**changed))


def test_an_unknown_use_is_not_accepted(story: ConsentStory) -> None:
    with pytest.raises(ValueError, match="uses"):
        record_consent(story.worker, story.case.id, ["advertising"], given())


def test_it_is_not_withdrawn_before_it_was_given(story: ConsentStory) -> None:
    (row,) = story.give("tracing")
    with pytest.raises(ValueError, match="said_on"):
        withdraw_consent(story.worker, row.id, withdrawn(said_on=in_days(-3)))


def test_the_form_is_kept_in_the_vault_and_stays_with_a_correction(story: ConsentStory) -> None:
    (row,) = record_consent(story.worker, story.case.id, ["tracing"], given(kept=""), pdf())
    later = correct_consent(story.worker, row.id, given(kept="", valid_until=in_days(5)))
    assert later.original_id == row.original_id
    assert form_of(story.worker, story.case.id, later.id)[2] == "pdf"


def test_only_who_works_on_the_case_records(story: ConsentStory) -> None:
    with pytest.raises(NotAllowed):
        record_consent(story.director, story.case.id, ["tracing"], given())
    stranger = Viewer.of(make_user("case_worker", team=make_team("Heron")))
    with pytest.raises(OutOfReach):
        record_consent(stranger, story.case.id, ["tracing"], given())


def test_names_are_sealed(story: ConsentStory) -> None:
    (row,) = story.give("tracing")
    stored = bytes(Consent.objects.values_list("giver_name_sealed", flat=True).get(id=row.id))
    assert "Коваленко".encode() not in stored
    (line,) = consent_page(story.worker, story.case.id).purposes[0].lines
    assert (line.now.giver_name, line.now.kept) == ("Коваленко Ірина", "Folder 7, page 3")


def test_each_statement_and_what_it_stops_is_journaled_without_a_name(story: ConsentStory) -> None:
    story.withdraw()
    leaves = journal.recent(12)
    assert {"consent.given", "consent.withdrawn", "use.stopped"} <= {leaf.kind for leaf in leaves}
    assert not any("Ірина" in str(leaf.codes) for leaf in leaves)
