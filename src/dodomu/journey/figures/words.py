"""What the codes of figures mean, for translators."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dodomu.journey.cases.axes import VALUE_LABELS

Words = str | Promise

HIDDEN: Words = _("fewer than 10, or hidden to protect")
ALL: Words = _("All children")
NOTHING_YET: Words = _("nothing recorded yet")

INDICATORS: dict[str, Words] = {
    "whereabouts": _("Children by whereabouts"),
    "legal": _("Children by legal status"),
    "return": _("Children by the step of their return"),
    "recovery": _("Children by the step of their recovery"),
    "risk": _("Children by risk level"),
    "age": _("Children by age"),
}

DEFINITIONS: dict[str, Words] = {
    "whereabouts": _("What is known of where each child is: the latest entry on this axis by the day of the figures."),
    "legal": _(
        "The latest entry on the legal axis, whatever its verification. A child stays counted after turning 18."
    ),
    "return": _(
        "The latest entry on the return axis. “Planned” counts those with a plan and those who are further; “set out” those "
        "who are on the way or have come home."
    ),
    "recovery": _(
        "The latest entry on the recovery axis. A child without one has not arrived, or nobody has recorded it."
    ),
    "risk": _("The risk level of open cases; closed cases have none."),
    "age": _(
        "Full years on the day of the figures, from the preferred date of birth. Where a date is known in part, a child stands in "
        "a band only if every possible day gives that band."
    ),
}

POPULATION: Words = _(
    "Every child a case was ever opened for in this installation, once, whichever records were joined; closed cases stay counted with "
    "the last they say. Children whose data must not be used for figures are left out."
)

TIME_DEFINITION: Words = _(
    "Days from the entry of the present step to the day of the figures. Where that day is known in part, a child stands in a band "
    "only if every possible day gives that band. The median is rounded to weeks and given where at least 10 days are known to the month."
)

_NODES: dict[tuple[str, str], Words] = {
    ("whereabouts", "found"): pgettext_lazy("figures", "found"),
    ("legal", "taken"): pgettext_lazy("figures", "taken: transferred, deported, placed or adopted"),
    ("return", "planned"): pgettext_lazy("figures", "planned, or further"),
    ("return", "prepared"): pgettext_lazy("figures", "being prepared"),
    ("return", "out"): pgettext_lazy("figures", "set out, or further"),
    ("return", "underway"): pgettext_lazy("figures", "between departure and arrival"),
    ("return", "stopped"): pgettext_lazy("figures", "stopped"),
    ("recovery", "came"): pgettext_lazy("figures", "arrived, or further"),
    ("recovery", "arriving"): pgettext_lazy("figures", "in the first days"),
    ("recovery", "recovering"): pgettext_lazy("figures", "recovering"),
    ("risk", "open"): pgettext_lazy("figures", "open cases"),
    ("risk", "critical"): pgettext_lazy("figures", "critical"),
    ("risk", "high"): pgettext_lazy("figures", "high"),
    ("risk", "medium"): pgettext_lazy("figures", "medium"),
    ("risk", "low"): pgettext_lazy("figures", "low"),
    ("risk", "case_closed"): pgettext_lazy("figures", "case closed"),
    ("age", "minor"): pgettext_lazy("figures", "under 18"),
    ("age", "0_5"): pgettext_lazy("figures", "0 to 5 years"),
    ("age", "6_11"): pgettext_lazy("figures", "6 to 11 years"),
    ("age", "12_17"): pgettext_lazy("figures", "12 to 17 years"),
    ("age", "minor_only"): pgettext_lazy("figures", "under 18, age not known more closely"),
    ("age", "18_over"): pgettext_lazy("figures", "18 and over"),
    ("age", "cannot_tell"): pgettext_lazy("figures", "cannot tell"),
}

DAYS: dict[str, Words] = {
    "to_30": _("up to 30 days"),
    "to_90": _("31 to 90 days"),
    "to_180": _("91 to 180 days"),
    "over_180": _("over 180 days"),
    "cannot_tell": pgettext_lazy("figures", "cannot tell"),
}

FUNNEL: dict[str, Words] = {
    "reported": pgettext_lazy("figures", "Reported"),
    "found": pgettext_lazy("figures", "Found"),
    "planned": pgettext_lazy("figures", "Planned"),
    "on_the_way": pgettext_lazy("figures", "On the way"),
    "arrived": pgettext_lazy("figures", "Arrived"),
    "recovering": pgettext_lazy("figures", "Recovering"),
}

FUNNEL_DEFINITIONS: dict[str, Words] = {
    "reported": _("every child a case was ever opened for"),
    "found": _("located or in contact"),
    "planned": _("return accepted, or any later step up to received; refused and aborted returns are not among them"),
    "on_the_way": _("on the way, handed over, crossed or received"),
    "arrived": _("any entry on the recovery axis"),
    "recovering": _("care plan active, monitored or closed"),
}

SERIES: dict[str, Words] = {
    "deported": _("Deported or forcibly displaced, total to date"),
    "returned": _("Returned, total to date"),
    "returned_in": _("Returned within a period"),
    "returned_by_one": _("Brought home by one organisation, total to date"),
    "missing": pgettext_lazy("figures", "Missing"),
    "missing_register": _("In the register of persons missing under special circumstances"),
    "killed": _("Killed, total to date"),
    "wounded": _("Wounded, total to date"),
    "named": _("Identified by name"),
    "confirmed": _("Cases confirmed, total to date"),
    "verified": _("Cases verified, total to date"),
    "without_care": _("Orphans and children without parental care"),
    "placed": _("Placed with families in Russia"),
    "in_camps": _("Held in camps and facilities"),
    "living_there": _("Living in occupied territory"),
    "possible": _("Possible number, no list exists"),
    "said_received": _("Received according to Russia, no list exists"),
    "facilities": _("Facilities"),
    "regions": _("Regions of Russia"),
}

LINES: dict[str, Words] = {
    "ua_state": _("the state of Ukraine"),
    "save_ukraine": _("Save Ukraine"),
    "yale": _("Yale Humanitarian Research Lab"),
    "un": _("the United Nations"),
    "russia": _("Russia"),
    "circulating": _("in circulation, of unknown origin"),
    "other": _("somebody else"),
}


def node_label(axis: str, node: str) -> Words:
    """The words for a category or group; everybody where no node is given."""
    if not node:
        return ALL
    if node == "none":
        return NOTHING_YET
    return _NODES.get((axis, node)) or VALUE_LABELS[axis, node]
