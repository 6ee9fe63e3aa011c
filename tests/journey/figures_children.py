"""Invented children as figures see them, and an installation that has so many of them that counts can be shown."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
import time_machine

from dodomu.base.access.viewer import Viewer
from dodomu.engine.values.dates import PartialDate
from dodomu.journey.cases.queries import CountedChild
from dodomu.journey.figures import actions
from dodomu.journey.figures.actions import taking
from dodomu.journey.figures.models import Release
from dodomu.kit.dates import KYIV, today

BORN = PartialDate.from_edtf("2015-05-01")


def child(risk: str = "high", birth: PartialDate | None = BORN, **steps: str) -> CountedChild:
    """A child in these steps since a month ago; ``returning`` is the step of the return."""
    axes = {("return" if axis == "returning" else axis): value for axis, value in steps.items()}
    since = (today() - timedelta(days=20)).isoformat()
    return CountedChild({axis: (value, since) for axis, value in axes.items()}, risk, birth)


def many(*groups: tuple[int, dict[str, str]]) -> list[CountedChild]:
    """So many children of each kind."""
    return [child(**steps) for count, steps in groups for _ in range(count)]


def a_hundred() -> list[CountedChild]:
    """60 sought, 25 located (4 of them with a plan), 15 at home and recovering."""
    home = {"whereabouts": "in_contact", "returning": "received", "recovery": "plan_active"}
    return many(
        (60, {"whereabouts": "claimed"}),
        (21, {"whereabouts": "located"}),
        (4, {"whereabouts": "located", "returning": "documents"}),
        (15, home),
    )


def take(
    monkeypatch: pytest.MonkeyPatch, by: Viewer, children: Iterable[CountedChild], on: date | None = None
) -> Release:
    """Take figures of these children, on another day where it is given."""
    monkeypatch.setattr(taking, "counted_children", lambda _by: list(children))
    if on is None:
        return actions.take_figures(by)
    with time_machine.travel(datetime.combine(on, time(12), KYIV), tick=False):
        return actions.take_figures(by)


Taking = Any
