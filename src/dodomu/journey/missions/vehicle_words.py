"""Kinds of vehicles, and how one is called on a mission: by kind and number, never by its plate."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

VEHICLES: dict[str, Promise] = {
    "bus": _("bus"),
    "minibus": _("minibus"),
    "car": _("car"),
    "train": _("carriage of a train"),
    "ambulance": _("ambulance"),
}
NUMBERED: dict[str, Promise] = {
    "bus": _("bus %(number)s"),
    "minibus": _("minibus %(number)s"),
    "car": _("car %(number)s"),
    "train": _("carriage %(number)s"),
    "ambulance": _("ambulance %(number)s"),
}


def ride_name(kind: str, number: int) -> str:
    """How the vehicle with this number is called on its mission."""
    return str(NUMBERED[kind]) % {"number": number}
