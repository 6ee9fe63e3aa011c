"""The review queue as a table."""

from __future__ import annotations

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from dodomu.journey.tracing import rules
from dodomu.journey.tracing.queries import CandidateRow
from dodomu.journey.tracing.web.comparing import shown_percent
from dodomu.kit.status import Status
from dodomu.kit.tables import Column, Filter, Table

STATE_TONES = {
    "open": ("notice", "half"),
    "waiting": ("act", "people"),
    "same": ("well", "check"),
    "different": ("neutral", "close"),
    "unsure": ("unknown", "question"),
    "related": ("neutral", "people"),
    "family": ("neutral", "people"),
    "moved": ("neutral", "arrow-right"),
    "gone": ("neutral", "undo"),
}
URGENT, SOON = 0.85, 0.7
STATES = (
    ("open", _("waits for a decision")),
    ("me", _("waits for me as the second person")),
    ("waiting", _("waits for a second person")),
    ("conflict", _("two rows of one list")),
    ("unsure", _("undecided for now")),
    ("family", _("perhaps one family")),
    ("different", _("decided: two people")),
    ("related", _("decided: relatives")),
    ("same", _("decided: one person")),
)

HINTS = (
    ("kin", _("one family: siblings, or parent and child")),
    ("sibling", _("brothers or sisters")),
    ("parent", _("parent and child")),
    ("namesake", _("namesakes")),
)
HINT_WORDS: dict[str, str | Promise] = {
    "sibling": _("brothers or sisters?"),
    "parent": _("parent and child?"),
    "namesake": _("namesakes?"),
}


def bands() -> list[tuple[str, str]]:
    """The bands of probability, the highest first, as choices of a filter."""
    return [(band.code, band_in_words(band)) for band in reversed(rules.bands())]


def band_in_words(band: rules.Band) -> str:
    """ "80–95 %" """
    low, high = round(band.low * 100), min(100, round(band.high * 100))
    return gettext("%(low)s–%(high)s %%") % {"low": low, "high": high}


def status_of(row: CandidateRow) -> Status:
    if row.waits_for_me:
        return Status(_("waits for you"), "notice", "people")
    if row.one_list and row.status == "open":
        return Status(_("two rows of one list"), "harm", "alert")
    if row.status == "family":
        return Status(_("one family?"), "neutral", "people")
    tone, icon = STATE_TONES[row.status]
    return Status(row.status_label, tone, icon)


def likelihood(row: CandidateRow) -> str:
    """How probable one person is, and what the two may be instead: "3 %, brothers or sisters?"."""
    rather = HINT_WORDS.get(row.relation_hint)
    return f"{shown_percent(row.probability)}, {rather}" if rather else shown_percent(row.probability)


def urgency_of(row: CandidateRow) -> Status:
    """The age of the child as a rule of urgency, in a word."""
    if row.urgency >= URGENT:
        return Status(_("young child"), "harm", "clock")
    if row.urgency >= SOON:
        return Status(_("soon"), "notice", "clock")
    return Status(_("in turn"), "neutral", "clock")


class QueueTable(Table):
    name = "tracing"
    caption = _("Pairs that may be one person")
    columns = (
        Column(
            "left",
            _("One record"),
            value=lambda row: row.left.name or _("Name not known"),
            kind="name",
            link=lambda row: reverse("tracing:candidate", args=[row.id]),
            fixed=True,
        ),
        Column("left_born", _("Born"), value=lambda row: row.left.birth, kind="partial_date"),
        Column(
            "right",
            _("The other record"),
            value=lambda row: row.right.name or _("Name not known"),
            kind="name",
            link=lambda row: reverse("tracing:candidate", args=[row.id]),
            fixed=True,
        ),
        Column("right_born", _("Born, in the other"), value=lambda row: row.right.birth, kind="partial_date"),
        Column("probability", _("Same person"), value=likelihood),
        Column("urgency", _("Urgency"), value=urgency_of, kind="status"),
        Column("status", _("State"), value=status_of, kind="status"),
        Column("decided_by", _("Decided by"), sort=False, hidden=True),
        Column("found", _("Found"), value="found_at", kind="day", hidden=True),
        Column("priority", _("Order"), value=lambda row: round(row.priority, 2), kind="number", hidden=True),
    )
    filters = (
        Filter("state", _("State"), choices=STATES),
        Filter("band", _("Same person"), choices=bands),
        Filter("hint", _("Or rather"), choices=HINTS),
    )
    default_sort = "-priority"
    empty_title = _("No pair waits here")
    empty_text = _(
        "Pairs appear by themselves when a report or a list comes in. Two records can also be put side by side from the search."
    )
    exportable = False
