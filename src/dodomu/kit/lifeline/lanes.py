"""The lanes of the life-line from top to bottom: their words and icons."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dodomu.base.contributions import LANES


@dataclass(frozen=True, slots=True)
class LaneLook:
    """One lane as it is named and drawn."""

    code: str
    label: str | Promise
    icon: str


_LOOKS: dict[str, tuple[str | Promise, str]] = {
    "reports": (_("Reports"), "document"),
    "whereabouts": (_("Whereabouts"), "place"),
    "legal": (_("Legal status"), "scale"),
    "road": (pgettext_lazy("lane of the life-line", "Way home"), "road"),
    "health": (_("Health"), "heart-pulse"),
    "recovery": (_("Recovery"), "home"),
    "contact": (_("Talks"), "phone"),
    "consent": (_("Consent"), "shield"),
    "access": (_("Access"), "key"),
    "work": (_("Work on the case"), "case"),
}
LANE_LOOKS: dict[str, LaneLook] = {code: LaneLook(code, *_LOOKS[code]) for code in LANES}


def lane_look(code: str) -> LaneLook:
    """The look of a lane; what no lane claims belongs to the work on the case."""
    return LANE_LOOKS.get(code, LANE_LOOKS["work"])


def lane_choices() -> list[tuple[str, str | Promise]]:
    return [(look.code, look.label) for look in LANE_LOOKS.values()]
