"""How the values of a case are put into words and signs for its page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from dodomu.journey.cases.axes import AXIS_LABELS
from dodomu.journey.cases.queries import AxisHistory, CasePage, EntryRow, ProposalRow
from dodomu.journey.cases.web.tables import status_of
from dodomu.kit.status import Status

BECAUSE: dict[str, str | Promise] = {
    "persons_joined": _("Two people decided that two records are this child."),
    "persons_split": _("A join of two records was undone, and an earlier step rested on it."),
    "plan_fell_back": _("Something is missing again, so that the child is ready to travel no more."),
}


@dataclass(frozen=True, slots=True)
class EntryView:
    """One line of an axis' history."""

    row: EntryRow
    status: Status
    verification: Status | None


@dataclass(frozen=True, slots=True)
class AxisView:
    """One axis as a card: what counts now, then everything recorded."""

    code: str
    label: str | Promise
    status: Status
    entries: list[EntryView]


@dataclass(frozen=True, slots=True)
class ProposalView:
    """A proposal as a sentence, with why it was made."""

    row: ProposalRow
    sentence: str
    because: str | Promise


def axis_views(case: CasePage) -> list[AxisView]:
    return [_axis(history) for history in case.histories]


def _axis(history: AxisHistory) -> AxisView:
    entries = [
        EntryView(row, status_of(row.value), status_of(row.verification) if row.verification else None)
        for row in history.entries
    ]
    return AxisView(history.axis, AXIS_LABELS[history.axis], status_of(history.now), entries)


def proposal_views(rows: Iterable[ProposalRow]) -> list[ProposalView]:
    return [ProposalView(row, sentence_of(row), BECAUSE.get(row.because, "")) for row in rows]


def sentence_of(row: ProposalRow) -> str:
    """What is proposed, in one sentence."""
    if row.value is not None:
        words = {"axis": AXIS_LABELS[row.axis], "value": row.value.label}
        return gettext("%(axis)s: record “%(value)s”") % words
    return gettext("Let case №%(lead)s lead case №%(other)s") % {"lead": row.case_number, "other": row.other_number}
