"""Events reach everybody who said that they listen, in the order of the stages, from the first one on."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

import pytest

from dodomu.base import events

Told = list[tuple[str, UUID]]


@pytest.fixture(autouse=True)
def _nobody_listens(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(events, "_stages", [])
    monkeypatch.setitem(events._handlers, "barley_cut", [])


def stage(name: str, told: Told) -> Any:
    return lambda: events.subscribe("barley_cut")(lambda field_id: told.append((name, field_id))) and None


def test_the_first_event_reaches_all_stages_in_their_order_and_the_next_as_well() -> None:
    told: Told = []
    for name in ("early", "late"):
        events.when_told(stage(name, told))
    assert events._handlers["barley_cut"] == []
    first, second = uuid4(), uuid4()
    events.publish("barley_cut", field_id=first)
    events.publish("barley_cut", field_id=second)
    assert told == [("early", first), ("late", first), ("early", second), ("late", second)]


def test_a_stage_that_cannot_listen_yet_is_not_forgotten() -> None:
    told: Told = []
    broken = [True]

    def listen() -> None:
        if broken:
            broken.clear()
            raise LookupError
        stage("early", told)()

    events.when_told(listen)
    with pytest.raises(LookupError):
        events.publish("barley_cut", field_id=uuid4())
    events.publish("barley_cut", field_id=uuid4())
    assert [name for name, _id in told] == ["early"]


def test_an_event_carries_identifiers_only() -> None:
    with pytest.raises(TypeError, match="words must be an id"):
        events.publish("barley_cut", words="Olena")
