"""Events reach everybody who said that they listen, in the order of the stages, from the first one on."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import partial
from types import ModuleType
from uuid import UUID, uuid4

import pytest

from dodomu.base import events
from dodomu.base.late import Late

Told = list[tuple[str, UUID]]


@pytest.fixture(autouse=True)
def _nobody_listens(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(events, "_stages", Late())
    monkeypatch.setitem(events._handlers, "barley_cut", [])


def subscribed(name: str, told: Told) -> None:
    events.subscribe("barley_cut")(lambda field_id: told.append((name, field_id)))


def stage(monkeypatch: pytest.MonkeyPatch, listen: Callable[[], None]) -> str:
    """A module whose ``listen`` it is."""
    module = ModuleType(f"barley_{uuid4().hex}")
    module.listen = listen  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, module.__name__, module)
    return module.__name__


def test_the_first_event_reaches_all_stages_in_their_order_and_the_next_as_well(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    told: Told = []
    for name in ("early", "late"):
        events.when_told(stage(monkeypatch, partial(subscribed, name, told)))
    assert events._handlers["barley_cut"] == []
    first, second = uuid4(), uuid4()
    events.publish("barley_cut", field_id=first)
    events.publish("barley_cut", field_id=second)
    assert told == [("early", first), ("late", first), ("early", second), ("late", second)]


def test_a_stage_that_cannot_listen_yet_is_not_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    told: Told = []
    broken = [True]

    def listen() -> None:
        if broken:
            broken.clear()
            raise LookupError
        subscribed("early", told)

    events.when_told(stage(monkeypatch, listen))
    with pytest.raises(LookupError):
        events.publish("barley_cut", field_id=uuid4())
    events.publish("barley_cut", field_id=uuid4())
    assert [name for name, _id in told] == ["early"]


def test_an_event_carries_identifiers_only() -> None:
    with pytest.raises(TypeError, match="words must be an id"):
        events.publish("barley_cut", words="Olena")
