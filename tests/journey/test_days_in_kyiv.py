"""A day of people is a day in Kyiv: late in the evening it differs from the day in UTC."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
import time_machine

from dodomu.journey.registry.queries import linking, search
from dodomu.kit.dates import day_in_kyiv
from tests.journey.registry_people import recorded_child

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
EVENING = datetime(2026, 11, 26, 23, 0, tzinfo=UTC)
"""One in the morning of the 27th in Kyiv."""


def test_at_23_utc_an_age_and_the_day_of_a_report_are_those_of_kyiv(viewer_with: Callable[..., Any]) -> None:
    analyst = viewer_with("tracing_analyst")
    with time_machine.travel(EVENING, tick=False):
        child = recorded_child(analyst, "Ялинкова Мотря", born="2026-11-27", received_at=EVENING)
        assert [received for _id, _source, received in linking.reports_of(analyst, child)] == ["2026-11-27"]
        assert [hit.person_id for hit in search(analyst, "Ялинкова 2026")] == [child]
    assert day_in_kyiv(EVENING) == date(2026, 11, 27)
