"""What stages contribute is registered when it is first asked for, once, in their order."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import Any

import pytest

from dodomu.base import contributions
from dodomu.base.access.viewer import Viewer
from dodomu.base.contributions import LoadFigure
from dodomu.base.late import Late

NOBODY: Any = None
BARLEY = LoadFigure(None, "Barley", "cases", "Cases", 1, 2)


@pytest.fixture(autouse=True)
def _nothing_offered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(contributions, "_offers", Late())
    monkeypatch.setattr(contributions, "_team_loads", [])


def barley(viewer: Viewer) -> list[LoadFigure]:
    return [BARLEY]


def test_an_offer_is_taken_up_at_the_first_question_and_once() -> None:
    taken: list[str] = []
    for name in ("first", "second"):
        contributions.when_asked(lambda name=name: taken.append(name))
    contributions.when_asked(lambda: contributions.register_team_load(barley) and None)
    assert taken == []
    assert contributions.team_load(NOBODY) == [BARLEY]
    assert contributions.team_load(NOBODY) == [BARLEY]
    assert taken == ["first", "second"]


def test_an_offer_that_fails_is_not_forgotten() -> None:
    broken = [True]

    def offer() -> None:
        if broken:
            broken.clear()
            raise LookupError
        contributions.register_team_load(barley)

    contributions.when_asked(offer)
    with pytest.raises(LookupError):
        contributions.team_load(NOBODY)
    assert contributions.team_load(NOBODY) == [BARLEY]


def test_starting_loads_no_page_and_no_act_of_a_stage() -> None:
    seen = (
        "import django, sys; django.setup(); print(*(name for name in sys.modules if '.journey.' in name), sep='\\n')"
    )
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "tests.settings"}
    done = subprocess.run([sys.executable, "-c", seen], env=environment, capture_output=True, text=True, check=True)
    names = done.stdout.split()
    assert "dodomu.journey.cases.models" in names
    assert [name for name in names if name.endswith(("contributed", ".jobs", ".actions"))] == []
