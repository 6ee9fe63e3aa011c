"""The four status axes of a case, their values, and which step an event proposes.

The lists are data (``data/axes.csv``, ``data/proposals.csv``) and follow the project's domain model: whereabouts,
legal (with a verification state of its own), return and recovery. The words for people stand here, for translators.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

AXES = ("whereabouts", "legal", "return", "recovery")
VERIFICATION = "verification"

AXIS_LABELS: dict[str, Promise] = {
    "whereabouts": _("Whereabouts"),
    "legal": _("Legal status"),
    "return": _("Return"),
    "recovery": _("Recovery"),
    "verification": _("Verification"),
}

VALUE_LABELS: dict[tuple[str, str], Promise] = {
    ("whereabouts", "unknown"): pgettext_lazy("whereabouts", "unknown"),
    ("whereabouts", "claimed"): pgettext_lazy("whereabouts", "claimed"),
    ("whereabouts", "located"): pgettext_lazy("whereabouts", "located"),
    ("whereabouts", "in_contact"): pgettext_lazy("whereabouts", "in contact"),
    ("legal", "at_risk"): pgettext_lazy("legal status", "at risk"),
    ("legal", "transferred"): pgettext_lazy("legal status", "transferred"),
    ("legal", "deported"): pgettext_lazy("legal status", "deported"),
    ("legal", "placed_or_adopted"): pgettext_lazy("legal status", "placed or adopted"),
    ("legal", "returned"): pgettext_lazy("legal status", "returned"),
    ("legal", "reached_18"): pgettext_lazy("legal status", "reached 18"),
    ("legal", "deceased"): pgettext_lazy("legal status", "deceased"),
    ("legal", "claim_rejected"): pgettext_lazy("legal status", "claim rejected"),
    ("return", "requested"): pgettext_lazy("return", "requested"),
    ("return", "accepted"): pgettext_lazy("return", "accepted"),
    ("return", "documents"): pgettext_lazy("return", "documents"),
    ("return", "ready"): pgettext_lazy("return", "ready"),
    ("return", "on_the_way"): pgettext_lazy("return", "on the way"),
    ("return", "handed_over"): pgettext_lazy("return", "handed over"),
    ("return", "crossed"): pgettext_lazy("return", "crossed"),
    ("return", "received"): pgettext_lazy("return", "received"),
    ("return", "refused"): pgettext_lazy("return", "refused"),
    ("return", "aborted"): pgettext_lazy("return", "aborted"),
    ("recovery", "arrived"): pgettext_lazy("recovery", "arrived"),
    ("recovery", "first_72_hours"): pgettext_lazy("recovery", "first 72 hours"),
    ("recovery", "assessed"): pgettext_lazy("recovery", "assessed"),
    ("recovery", "plan_active"): pgettext_lazy("recovery", "plan active"),
    ("recovery", "monitored"): pgettext_lazy("recovery", "monitored"),
    ("recovery", "closed"): pgettext_lazy("recovery", "closed"),
    ("verification", "received"): pgettext_lazy("verification", "received"),
    ("verification", "deduplicated"): pgettext_lazy("verification", "deduplicated"),
    ("verification", "cross_checked"): pgettext_lazy("verification", "cross-checked"),
    ("verification", "queried"): pgettext_lazy("verification", "queried"),
    ("verification", "verified"): pgettext_lazy("verification", "verified"),
    ("verification", "refused"): pgettext_lazy("verification", "refused"),
}


@dataclass(frozen=True, slots=True)
class AxisValue:
    """One value of one axis: its code, its place in the order, and how a page shows it."""

    axis: str
    code: str
    order: int
    tone: str
    icon: str

    @property
    def label(self) -> Promise:
        return VALUE_LABELS[self.axis, self.code]


def _rows(name: str) -> list[dict[str, str]]:
    text = files("dodomu.journey.cases").joinpath("data", name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


@cache
def axis_values() -> dict[tuple[str, str], AxisValue]:
    """Every known value, by (axis, code), in the order of the file."""
    rows = _rows("axes.csv")
    values = [AxisValue(row["axis"], row["value"], int(row["order"]), row["tone"], row["icon"]) for row in rows]
    return {(value.axis, value.code): value for value in values}


def values_of(axis: str) -> list[AxisValue]:
    """The values of one axis in their order; empty for an unknown axis."""
    return [value for value in axis_values().values() if value.axis == axis]


def is_known(axis: str, code: str) -> bool:
    return (axis, code) in axis_values()


@cache
def _steps() -> dict[tuple[str, str, str], str]:
    return {(row["because"], row["axis"], row["from"]): row["to"] for row in _rows("proposals.csv")}


def proposed_step(because: str, axis: str, current: str) -> str | None:
    """The value that an event proposes next, or None where the rule table proposes nothing.

    Parameters:
        because: name of the event, such as ``persons_joined``.
        axis: one of ``AXES``.
        current: code of the present value, empty when nothing is recorded yet.

    >>> proposed_step("persons_joined", "whereabouts", "claimed")
    'located'
    >>> proposed_step("persons_joined", "whereabouts", "in_contact") is None
    True
    """
    return _steps().get((because, axis, current))
