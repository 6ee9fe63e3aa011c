"""An invented call: Halyna asks for her grandson and his sister."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from dodomu.journey.registry import actions, queries
from dodomu.journey.registry.actions import save_call
from dodomu.journey.registry.call_content import Shown
from dodomu.journey.registry.models import CallDraft, Report
from dodomu.journey.registry.web.call_report import stated_call
from dodomu.journey.registry.web.call_steps import checked

CALLER: dict[str, Any] = {
    "caller_name": "Гриценко Галина",
    "phone": "+380 50 222 33 44",
    "ways": ["text"],
    "hours_from": "18:00",
    "hours_until": "21",
    "no_message": "on",
    "others": "Сусідка Ліда, їй нічого не казати.",
}
DANYLO: dict[str, Any] = {
    "c1-name": "Гриценко Данило Олегович",
    "c1-birth_date": "5.03.2014",
    "c1-sex": "m",
    "c1-kinship": "grandparent",
}
EVENTS: dict[str, Any] = {
    "words": "Його вивезли автобусом з інтернату.",
    "c1-whereabouts": "Приморськ, інтернат",
    "c1-seen_on": "травень 2023",
}
WISHES: dict[str, Any] = {"wishes": ["find", "return"], "consent": "search"}


def written(by: Any, *, children: dict[str, Any] | None = None, **more: Any) -> UUID:
    """A call with every step filled."""
    draft = actions.start_call(by)
    for step, given in (
        ("caller", CALLER),
        ("children", children or DANYLO),
        ("events", EVENTS),
        ("wishes", WISHES),
    ):
        mine = {name: value for name, value in more.items() if step == "children"}
        save_call(by, draft, Shown(version_of(draft)), {**given, **mine}, step=step)
    return draft


def version_of(draft: UUID) -> int:
    return CallDraft.objects.get(pk=draft).version


def recorded(by: Any, draft: UUID) -> Report:
    """Record a call as its last page does."""
    call = queries.open_call(by, draft)
    steps = checked(call.content)
    wrong = {code: step.error_list for code, step in steps.items() if not step.is_valid()}
    assert not wrong, wrong
    report_id = actions.record_call(by, draft, call.version, stated_call(by, draft, call.content, steps))
    return Report.objects.get(pk=report_id)
