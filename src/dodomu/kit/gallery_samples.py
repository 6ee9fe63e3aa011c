"""Invented content for the gallery: nobody here exists."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from dodomu.base.access.presence import SomebodyThere
from dodomu.base.versions import Addition, State
from dodomu.engine.values.dates import PartialDate
from dodomu.kit.charts import Step, Waterfall, waterfall
from dodomu.kit.comparison import ComparisonRow
from dodomu.kit.forms import BirthDateField, FormMixin, PartialDateField, with_unknown
from dodomu.kit.status import Status
from dodomu.kit.tables import Column, Filter, Table
from dodomu.kit.versions import SEEN, Versioned, token_of

HIGH, LOW = "high", "low"
JOIN_WORD = _("JOIN")
RISKS = ((HIGH, _("high")), (LOW, _("low")))


@dataclass(frozen=True, slots=True)
class SampleChild:
    number: int
    name: str
    born: PartialDate
    status: Status
    heard_at: datetime | None
    risk: str
    reports: int


LOCATED, CLAIMED = Status(_("located"), "well", "place"), Status(_("claimed"), "notice", "half")
NOWHERE, LATE = Status(_("unknown"), "unknown"), Status(_("no contact"), "harm", "alert")
NAMES = (
    ("Яворенко Ґанна", "2014-03-05", LOCATED, HIGH, 4),
    ("Гай Олена", "2013~", CLAIMED, LOW, 2),
    ("Єрмак-Зразкова Їванна", "2014-21", NOWHERE, HIGH, 1),
    ("Їжаченко Іван", "2012/2014", LATE, HIGH, 12),
    ("Zrazkov Petro", "2010-09", LOCATED, LOW, 3),
    ("Калинонька Мар’яна", "2016", CLAIMED, LOW, 1),
    ("Ґудзь Тарас", "2009-11-30", LOCATED, LOW, 7),
)


def children() -> list[SampleChild]:
    return [
        SampleChild(
            100 + index, name, PartialDate.from_edtf(born), status,
            datetime(2025, 3, 1 + index, 7, 2 * index, tzinfo=UTC) if status is not NOWHERE else None, risk, reports,
        )
        for index, (name, born, status, risk, reports) in enumerate(NAMES * 4)
    ]  # fmt: skip


class SampleTable(Table):
    name = "gallery"
    caption = _("Invented children")
    columns = (
        Column("name", _("Name"), kind="name", link=lambda _row: "#table", fixed=True),
        Column("born", _("Born"), kind="partial_date"),
        Column("status", _("Whereabouts"), kind="status"),
        Column("heard_at", _("Last heard of"), kind="moment"),
        Column("reports", _("Reports"), kind="number"),
        Column("number", _("Number"), kind="number", hidden=True),
    )
    filters = (Filter("risk", _("Risk"), RISKS),)
    default_sort = "name"
    page_size = 7


def table(request: HttpRequest) -> SampleTable:
    risk = SampleTable.wanted(request).filters.get("risk")
    return SampleTable(request, [child for child in children() if risk in (None, child.risk)])


class SampleForm(FormMixin, forms.Form):
    """Every kind of field."""

    name = forms.CharField(label=_("Name as it was said"), help_text=_("In any spelling."))
    born = BirthDateField(label=_("Date of birth"))
    seen = PartialDateField(label=_("Last seen"), required=False)
    sex = forms.ChoiceField(
        label=_("Sex"), choices=with_unknown([("f", _("girl")), ("m", _("boy"))]), widget=forms.RadioSelect
    )
    channel = forms.ChoiceField(label=_("How it reached us"), choices=[("call", _("call")), ("form", _("form"))])
    words = forms.CharField(
        label=_("In the words of the caller"), widget=forms.Textarea(attrs={"rows": 3}), required=False
    )
    may_call = forms.BooleanField(label=_("We may call back"), required=False)
    file = forms.FileField(label=_("Document"), required=False)


def refused_form() -> SampleForm:
    return SampleForm({"name": "", "born": "31.02.2014", "seen": "весна 2023", "channel": "call"})


def evidence() -> Waterfall:
    return waterfall(
        [
            Step(_("Family name"), 4.1, "Зразкова ≈ Zrazkova"),
            Step(_("Given name"), 3.3, "Олена = Елена"),
            Step(_("Date of birth"), 2.0, _("day and month swapped")),
            Step(_("Place"), 1.8, _("old and new name of one town")),
            Step(_("Citizenship"), -0.9, _("differs; it may have been imposed")),
        ]
    )


def comparison() -> list[ComparisonRow]:
    return [
        ComparisonRow(_("Family name"), "Зразкова", "Zrazkova", "similar", weight=4.1),
        ComparisonRow(_("Given name"), "Олена", "Елена", "same", _("two forms of one name"), 3.3),
        ComparisonRow(_("Date of birth"), "2014-03-05", "2014-05-03", "swapped", _("day and month"), 2.0),
        ComparisonRow(_("Citizenship"), _("Ukraine"), _("Russia"), "differs", weight=-0.9),
        ComparisonRow(_("Mother"), "Зразкова Марія", "", "missing"),
    ]


def _at(day: int, hour: int) -> datetime:
    return datetime(2025, 3, day, hour, 20, tzinfo=UTC)


def timeline() -> list[dict[str, Any]]:
    return [
        {"at": _at(3, 8), "title": _("An aunt called the hotline"), "text": _("She looks for a niece of about eleven."),
         "icon": "phone", "tone": "act", "source": _("Hotline")},
        {"at": _at(9, 12), "title": _("Found on a list of a camp"), "icon": "document", "tone": "notice",
         "source": _("List of an occupier, graded E4"), "url": "#timeline"},
        {"when": _("spring 2025"), "title": _("Seen at a school"), "tone": "unknown", "source": _("Witness")},
        {"at": _at(21, 15), "title": _("Confirmed by a second person"), "tone": "well"},
        {"at": _at(24, 6), "title": _("No answer for three days"), "tone": "harm"},
    ]  # fmt: skip


def work() -> list[dict[str, Any]]:
    return [
        {"title": _("Plan for child №127 is overdue"), "url": "#work", "note": _("Risk: high"), "due": _("1 day late"),
         "tone": "harm", "act": _("Write the plan")},
        {"title": _("Confirm a match as the second person"), "url": "#work", "note": _("Decided by Oksana S."),
         "due": _("today"), "tone": "notice", "icon": "people", "act": _("Compare")},
        {"title": _("Call the guardian after 18:00"), "url": "#work", "tone": "neutral", "icon": "phone"},
    ]  # fmt: skip


def missing() -> list[dict[str, Any]]:
    return [
        {"title": _("Power of attorney"), "note": _("expires on 12 December"), "url": "#missing"},
        {"title": _("Birth certificate"), "done": True},
        {"title": _("Route with a fall-back")},
    ]


def tabs() -> list[dict[str, Any]]:
    return [
        {"label": _("Overview"), "url": "#tabs", "current": True},
        {"label": _("Statements"), "url": "#tabs", "count": 4},
        {"label": _("History"), "url": "#tabs"},
    ]


def steps() -> list[dict[str, Any]]:
    return [
        {"label": _("The file"), "state": "done"},
        {"label": _("Columns"), "state": "now"},
        {"label": _("Check"), "state": "later"},
    ]


class SharedForm(Versioned, forms.Form):
    risk = forms.ChoiceField(label=_("Risk"), choices=RISKS)
    reason = forms.CharField(label=_("Reason"))


COLLEAGUE = "Зразкова Надія"
MEANWHILE = datetime(2025, 3, 14, 12, 2, tzinfo=UTC)


def overtaken_form() -> SharedForm:
    """Somebody changed the risk while this was written, and recorded a step."""
    opened = State("gallery", {"risk": ""})
    step = Addition("1", str(_("located")), COLLEAGUE, MEANWHILE)
    now = State("gallery", {"risk": HIGH}, COLLEAGUE, MEANWHILE, (step,))
    given = {SEEN: token_of(opened), "risk": LOW, "reason": str(_("Aunt, by phone"))}
    return SharedForm(given, state=now, auto_id="shared_%s")


def somebody() -> list[SomebodyThere]:
    return [SomebodyThere(COLLEAGUE, MEANWHILE)]
