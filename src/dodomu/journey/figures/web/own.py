"""The figures of this installation: the way home, the counts by status, time in each step, and what was shown before."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from dodomu.base.access import policy
from dodomu.base.access.acts import Act
from dodomu.base.access.web import needs, viewer_of
from dodomu.journey.figures import actions, queries, words
from dodomu.journey.figures.web import look
from dodomu.journey.figures.web.tables import CellsTable, ReleasesTable
from dodomu.journey.figures.web.tabs import tabs
from dodomu.kit.dates import today
from dodomu.kit.forms import ConfirmForm
from dodomu.kit.tables import serve_table


@needs(Act.FIGURES_READ)
def road(request: HttpRequest) -> HttpResponse:
    """The way home in six steps."""
    context = _context(request)
    if context["release"]:
        steps = look.steps(context["release"])
        context |= {"steps": steps, "chart": look.chart(steps), "finding": look.finding(steps)}
    return render(request, "figures/road.html", context)


@needs(Act.FIGURES_READ)
def status(request: HttpRequest) -> HttpResponse:
    """How many children stand where, by each axis, by risk and by age."""
    context = _context(request)
    if context["release"]:
        context["sections"] = look.sections(context["release"])
    return render(request, "figures/status.html", context)


@needs(Act.FIGURES_READ)
def time(request: HttpRequest) -> HttpResponse:
    """How long children have been in the step they are in."""
    context = _context(request)
    if context["release"]:
        sections = look.time_sections(context["release"])
        context |= {"sections": sections, "nothing_shown": not any(section.lines for section in sections)}
    return render(request, "figures/time.html", context)


@needs(Act.FIGURES_READ)
def releases(request: HttpRequest) -> HttpResponse:
    """The ledger: every release, and how much of it was shown."""
    found = queries.releases(viewer_of(request))
    return serve_table(request, ReleasesTable(request, found), "figures/releases.html", _context(request))


@needs(Act.FIGURES_READ)
def release(request: HttpRequest, number: int) -> HttpResponse:
    """Every count of one release as a list."""
    try:
        found = queries.release(viewer_of(request), number)
    except queries.ReleaseNotFound:
        raise Http404 from None
    wanted = CellsTable.wanted(request)
    rows = list(queries.cell_rows(found, wanted.filters.get("indicator", "")))
    context = {"release": found, "indicator": wanted.filters.get("indicator", "")}
    return serve_table(request, CellsTable(request, rows), "figures/release.html", context)


@needs(Act.FIGURES_MANAGE)
def take(request: HttpRequest) -> HttpResponse:
    """Take the figures of today, after reading what that means."""
    viewer = viewer_of(request)
    form = ConfirmForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.take_figures(viewer)
        except actions.AlreadyTaken:
            form.add_error(None, _("The figures of today are taken already. The next ones can be taken tomorrow."))
        except actions.NothingToCount:
            form.add_error(None, _("There is no case to count yet. Open the first case, then take the figures."))
        except actions.NotProtected:
            form.add_error(
                None, _("Nothing was released: a hidden count could be worked out. Tell whoever looks after the rules.")
            )
        else:
            messages.success(request, _("The figures are taken."))
            return redirect("figures:road")
    return render(request, "figures/take.html", {"form": form, "last": queries.latest(viewer), "day": today()})


def _context(request: HttpRequest) -> dict[str, Any]:
    viewer = viewer_of(request)
    return {
        "release": queries.latest(viewer),
        "tabs": tabs(request),
        "may_manage": policy.may(viewer, Act.FIGURES_MANAGE),
        "hidden_words": words.HIDDEN,
        "population": words.POPULATION,
        "time_definition": words.TIME_DEFINITION,
    }
