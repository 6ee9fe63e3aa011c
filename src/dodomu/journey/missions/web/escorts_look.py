"""Escorts in words and tones: who may travel today, and what each check says."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dodomu.journey.missions.escort_rules import CheckState, check_states, eligible
from dodomu.journey.missions.plan_words import CHECKS, reason_of
from dodomu.journey.missions.queries.escorts import CheckRow, EscortRow
from dodomu.kit.dates import day_in_words, today
from dodomu.kit.status import Status
from dodomu.kit.tables import Column, Filter, Table

OUTCOMES = {"passed": "well", "failed": "harm", "unknown": "unknown"}


def may_travel(row: EscortRow, on: date | None = None) -> Status:
    """Whether an escort may travel on a day, in a word."""
    if row.retired:
        return Status(_("travels no more"), "neutral", "lock")
    if eligible(row, on or today())[0]:
        return Status(_("may travel"), "well")
    return Status(_("may not travel"), "harm")


def why_not(row: EscortRow, on: date | None = None) -> list[str]:
    """Every reason why an escort may not travel on a day."""
    return [reason_of(one) for one in eligible(row, on or today())[1]]


@dataclass(frozen=True, slots=True)
class CheckLine:
    """One needed check as it stands today."""

    label: str | Promise
    status: Status
    note: str
    row: CheckRow | None


@dataclass(frozen=True, slots=True)
class PastCheck:
    label: str | Promise
    status: Status
    row: CheckRow


def check_lines(row: EscortRow) -> list[CheckLine]:
    latest = {one.kind: one for one in reversed(row.history)}
    return [_line(one, latest.get(one.rule.kind)) for one in check_states(row, today())]


def past_checks(row: EscortRow) -> list[PastCheck]:
    return [
        PastCheck(CHECKS.get(one.kind, one.kind), Status(one.outcome_label, OUTCOMES[one.outcome]), one)
        for one in row.history
    ]


def _line(state: CheckState, row: CheckRow | None) -> CheckLine:
    label = CHECKS.get(state.rule.kind, state.rule.kind)
    until = _("holds until %(day)s") % {"day": day_in_words(state.until)} if state.until else ""
    if state.reason == "not_checked" or row is None:
        return CheckLine(label, Status(_("not checked"), "unknown", "question"), "", row)
    if state.reason == "expired":
        word = _("ended on %(day)s") % {"day": day_in_words(state.until)} if state.until else ""
        return CheckLine(label, Status(word, "harm", "clock"), "", row)
    if state.reason == "no_end":
        return CheckLine(label, Status(_("until when is not known"), "notice", "half"), "", row)
    return CheckLine(label, Status(row.outcome_label, OUTCOMES[row.outcome]), until, row)


class EscortsTable(Table):
    name = "escorts"
    caption = gettext_lazy("Escorts")
    columns = (
        Column("name", gettext_lazy("Name"), link=lambda row: reverse("missions:escort", args=[row.id]), fixed=True),
        Column("may", gettext_lazy("Today"), value=may_travel, kind="status"),
        Column("why", gettext_lazy("Why not"), value=lambda row: "; ".join(why_not(row)), sort=False),
        Column("sex", gettext_lazy("Sex"), value="sex_label"),
        Column(
            "medical",
            gettext_lazy("Medical care"),
            value=lambda row: Status(_("can give it"), "act", "heart-pulse") if row.medical else "",
            sort=lambda row: row.medical,
        ),
        Column("team", gettext_lazy("Team"), value="team"),
    )
    filters = (
        Filter("retired", gettext_lazy("Show"), choices=(("yes", gettext_lazy("those who travel no more, too")),)),
    )
    default_sort = "name"
    empty_title = gettext_lazy("No escorts yet")
    empty_text = gettext_lazy("Add the adults who may travel with children, and what each was checked for.")
