"""Calls to the hotline: one recorded with rules of safe contact, one still being written."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import UUID

from dodomu.base.access.viewer import Viewer
from dodomu.entry.scenario.children import children, read
from dodomu.journey.registry import actions as registry
from dodomu.journey.registry import queries
from dodomu.journey.registry.call_content import Shown, Typed
from dodomu.journey.registry.web.call_report import stated_call
from dodomu.journey.registry.web.call_steps import checked

PER_CHILD = frozenset({"whereabouts", "seen_on", "seen_on_not"})
Call = dict[str, Any]


def calls() -> list[Call]:
    """Every call of the scenario."""
    return list(read("calls.toml")["call"])


def take(by: Viewer, call: Call, today: date) -> UUID | None:
    """Write a call down step by step, and record it where the scenario says so.

    Returns:
        The report; None while the call is being written.
    """
    draft = registry.start_call(by)
    for step, given in _steps(call, today):
        version = queries.open_call(by, draft).version
        registry.save_call(by, draft, Shown(version), given, step=step)
    if not call.get("recorded"):
        return None
    written = queries.open_call(by, draft)
    steps = checked(written.content)
    if wrong := [code for code, step in steps.items() if not step.is_valid()]:
        raise ValueError(f"calls.toml: {call['key']} would be refused in {', '.join(wrong)}.")
    return registry.record_call(by, draft, written.version, stated_call(by, draft, written.content, steps))


def _steps(call: Call, today: date) -> Iterator[tuple[str, dict[str, Typed]]]:
    child = children()[call["child"]]
    born = child.born(today)
    yield "caller", call["caller"]
    yield (
        "children",
        {
            "c1-name": child.name,
            "c1-sex": child.sex,
            "c1-birth_date": call["born"].format(y=born.year, date=born.strftime("%d.%m.%Y")),
            "c1-kinship": call["kinship"],
        },
    )
    if "events" in call:
        yield "events", {(f"c1-{name}" if name in PER_CHILD else name): text for name, text in call["events"].items()}
    if "wishes" in call:
        yield "wishes", call["wishes"]
