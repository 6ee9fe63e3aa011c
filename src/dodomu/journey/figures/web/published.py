"""The published figures of others: side by side with their definitions, their contradictions said aloud, never added up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from dodomu.base.access import policy
from dodomu.base.access.acts import Act
from dodomu.base.access.web import needs, viewer_of
from dodomu.journey.figures import actions, queries, words
from dodomu.journey.figures.queries import PublishedRow
from dodomu.journey.figures.web import findings
from dodomu.journey.figures.web.look import stated_in_words
from dodomu.journey.figures.web.published_forms import PublishedForm, TogetherForm, WithdrawForm
from dodomu.journey.figures.web.tables import PublishedTable
from dodomu.journey.figures.web.tabs import tabs
from dodomu.kit.dots import Dot, Dots, dots
from dodomu.kit.tables import serve_table

ENOUGH = 4
"""From how many figures on a series is drawn."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """One series as a drawing; ``title`` states what it shows."""

    code: str
    label: str | Promise
    title: str
    chart: Dots


@needs(Act.FIGURES_READ)
def published(request: HttpRequest) -> HttpResponse:
    """All published figures as a table, the longer series also as drawings."""
    viewer = viewer_of(request)
    every = queries.published(viewer)
    filters = PublishedTable.wanted(request).filters
    rows = [row for row in every if all(getattr(row.stated, name) == code for name, code in filters.items())]
    found = queries.contradictions(every)
    may_manage = policy.may(viewer, Act.FIGURES_MANAGE)
    table = PublishedTable(request, rows)
    context = {
        "tabs": tabs(request),
        "contradictions": [findings.contradiction(one) for one in found],
        "drawings": _drawings(rows, found),
        "may_manage": may_manage,
    }
    return serve_table(
        request,
        table,
        "figures/published.html",
        context,
        on_export=actions.note_export,
    )


@needs(Act.FIGURES_MANAGE)
def new_published(request: HttpRequest) -> HttpResponse:
    """Write down a figure of others."""
    form = PublishedForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.add_published(viewer_of(request), form.figure)
        messages.success(request, _("The figure is written down."))
        return redirect("figures:published")
    return render(request, "figures/new_published.html", {"form": form})


@needs(Act.FIGURES_MANAGE)
def withdraw_published(request: HttpRequest, figure: str) -> HttpResponse:
    """Withdraw a figure with a reason."""
    viewer = viewer_of(request)
    row = _row(viewer, figure)
    form = WithdrawForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.withdraw_published(viewer, figure, form.cleaned_data["reason"])
        except actions.AlreadyWithdrawn:
            form.add_error(None, _("Somebody has withdrawn this figure already."))
        else:
            messages.success(request, _("The figure is withdrawn."))
            return redirect("figures:published")
    context = {"form": form, "row": row, "figure": stated_in_words(row.stated), "what": words.SERIES[row.stated.series]}
    return render(request, "figures/withdraw_published.html", context)


@needs(Act.FIGURES_READ)
def together(request: HttpRequest) -> HttpResponse:
    """Whether two figures may be added or subtracted, and if not, why not. It reads alone, so it asks by address."""
    viewer = viewer_of(request)
    rows = queries.published(viewer)
    form = TogetherForm(rows, request.GET or None)
    context: dict[str, Any] = {"form": form}
    if request.GET and form.is_valid():
        given = form.cleaned_data
        found = queries.together(viewer, given["first"], given["second"], given["how"])
        context["answer"] = findings.together(found)
    return render(request, "figures/together.html", context)


def _row(viewer: Any, figure: str) -> PublishedRow:
    try:
        return queries.one_published(viewer, figure)
    except queries.FigureNotFound:
        raise Http404 from None


def _drawings(rows: list[PublishedRow], found: list[Any]) -> list[Drawn]:
    """The series with enough figures that stand, those that fell marked."""
    fallen = {one.figures[-1].code for one in found if one.kind == "fell"}
    drawn = []
    for code, label in words.SERIES.items():
        standing = [row.stated for row in rows if row.stated.series == code and not row.is_withdrawn]
        if len(standing) < ENOUGH:
            continue
        marks = [
            Dot(
                on=one.on.earliest,
                low=one.low,
                high=one.high,
                by=words.LINES[one.line],
                label=f"{one.on.edtf}: {stated_in_words(one)} ({words.LINES[one.line]})",
                notable=one.code in fallen,
                rough=one.qualifier != "exact",
            )
            for one in standing
        ]
        drawn.append(Drawn(code, label, findings.series(label, standing, found), dots(marks)))
    return drawn
