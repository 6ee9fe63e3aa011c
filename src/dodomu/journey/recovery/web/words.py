"""How visits, safety and risk are said and shown."""

from __future__ import annotations

from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from dodomu.journey.cases.clock_rules import end_of
from dodomu.journey.cases.web import clock_words
from dodomu.journey.recovery.queries.rows import DueRow
from dodomu.kit.status import Status

VISITS: dict[str, str | Promise] = {
    "d3": gettext_lazy("visit in the first three days"),
    "d7": gettext_lazy("visit after a week"),
    "d14": gettext_lazy("visit after two weeks"),
    "d30": gettext_lazy("visit after thirty days"),
    "m2": gettext_lazy("visit after two months"),
    "m3": gettext_lazy("visit after three months"),
    "m6": gettext_lazy("visit after six months"),
    "m9": gettext_lazy("visit after nine months"),
    "m12": gettext_lazy("visit after a year"),
    "m18": gettext_lazy("visit after a year and a half"),
    "m24": gettext_lazy("visit after two years"),
    "yearly": gettext_lazy("yearly visit"),
    "closing": gettext_lazy("last visit, three months after closing"),
    "extra": gettext_lazy("visit outside the row"),
}
SAFETY = {"safe": "well", "concern": "notice", "danger": "harm", "cannot_tell": "unknown"}
SAFETY_ICONS = {"safe": "shield", "concern": "flag", "danger": "alert", "cannot_tell": "question"}
AGREES = {"yes": "well", "no": "harm", "unable": "unknown", "not_asked": "unknown"}


def visit_words(code: str) -> str:
    """What a visit is called; one between two of the row, laid out for a high risk, says so."""
    if code.endswith("-"):
        return _("visit in between, for the high risk")
    return str(VISITS.get(code, VISITS["extra"]))


def safety_status(code: str, label: str) -> Status | str:
    return Status(label, SAFETY[code], SAFETY_ICONS[code]) if code else Status(_("not visited yet"), "unknown")


def due_status(day: date) -> Status:
    """How far away a visit is, in the words of all that is due: it is late when its day in Kyiv is over."""
    return clock_words.due_status(end_of(day))


def due_view(row: DueRow) -> dict[str, object]:
    """A visit that is due, as the page shows it."""
    tried = ngettext("tried %(count)s time in vain", "tried %(count)s times in vain", row.tried) % {"count": row.tried}
    return {
        "row": row,
        "words": visit_words(row.code),
        "status": due_status(row.due_on),
        "tried": tried if row.tried else "",
    }
