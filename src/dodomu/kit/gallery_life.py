"""An invented life for the gallery: nobody here exists."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from django.utils.translation import gettext as _

from dodomu.base.contributions import TimelineEvent
from dodomu.engine.values.dates import PartialDate
from dodomu.kit.lifeline import by_year, life_line, life_rows

TODAY = date(2025, 3, 26)


def _events() -> list[TimelineEvent]:
    def at(year: int, month: int, day: int) -> datetime:
        return datetime(year, month, day, 9, 20, tzinfo=UTC)

    return [
        TimelineEvent(at(2022, 5, 1), _("Seen at a school"), lane="whereabouts", edtf="2022-21", tone="unknown"),
        TimelineEvent(at(2024, 9, 3), _("An aunt called the hotline"), lane="reports", icon="phone", tone="act"),
        TimelineEvent(at(2025, 3, 9), _("Found on a list of a camp"), lane="reports", icon="document", tone="notice"),
        TimelineEvent(at(2025, 3, 21), _("Confirmed by a second person"), lane="work", tone="well"),
        TimelineEvent(at(2024, 11, 1), _("In a camp"), lane="whereabouts", until=at(2025, 2, 14), tone="notice"),
        TimelineEvent(at(2025, 3, 24), _("No answer for three days"), lane="contact", tone="harm"),
    ]


def life() -> dict[str, Any]:
    """Both drawings and the list."""
    events, born = _events(), PartialDate.from_edtf("2014-03")
    return {
        "wide": life_line(events, today=TODAY, born=born, width=780),
        "narrow": life_line(events, today=TODAY, born=born, width=340, left=28),
        "years": by_year(life_rows(events)),
    }
