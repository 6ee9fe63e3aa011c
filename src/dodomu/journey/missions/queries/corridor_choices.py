"""Codes and words that forms of corridors offer."""

from __future__ import annotations

from functools import cache
from zoneinfo import available_timezones

from dodomu.journey.missions.models import LinkKind, PlaceKind, RuleKind, Side

Choice = tuple[str, str]


def place_kinds() -> list[Choice]:
    return [(code, str(label)) for code, label in PlaceKind.choices]


def sides() -> list[Choice]:
    return [(code, str(label)) for code, label in Side.choices]


def link_kinds() -> list[Choice]:
    return [(code, str(label)) for code, label in LinkKind.choices]


def rule_kinds() -> list[Choice]:
    return [(code, str(label)) for code, label in RuleKind.choices]


def rule_kind(code: str) -> str:
    """The word for a kind of rule; empty for none."""
    return str(RuleKind(code).label) if code in RuleKind.values else ""


@cache
def zones() -> tuple[str, ...]:
    """Time zones of this installation, with those of the roads home first."""
    first = ("Europe/Kyiv", "Europe/Moscow", "Europe/Warsaw", "Europe/Chisinau", "Europe/Vilnius", "Asia/Tbilisi")
    known = available_timezones()
    rest = sorted(zone for zone in known if "/" in zone and not zone.startswith(("Etc/", "SystemV/")))
    return tuple(dict.fromkeys([*(zone for zone in first if zone in known), *rest]))
