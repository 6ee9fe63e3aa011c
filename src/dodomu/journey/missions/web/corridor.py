"""Pages of corridors: all of them, one, its making, its end, its file; and its places."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from dodomu.base.access.acts import Act
from dodomu.base.access.presence import Place
from dodomu.base.access.web import needs, viewer_of
from dodomu.journey.missions.actions import corridor as actions
from dodomu.journey.missions.actions.corridor_import import note_export
from dodomu.journey.missions.queries import corridor as queries
from dodomu.journey.missions.queries import corridor_choices
from dodomu.journey.missions.queries.corridor_export import export_rows
from dodomu.journey.missions.queries.corridor_reach import keeping_teams
from dodomu.journey.missions.web.corridor_forms import CorridorForm, PlaceForm, ReasonForm
from dodomu.journey.missions.web.corridor_look import finding, link_lines, schematic
from dodomu.journey.missions.web.corridor_tables import CorridorsTable
from dodomu.kit.dates import today
from dodomu.kit.export import CONTENT_TYPES, ExportForm, csv_bytes, file_name
from dodomu.kit.forms import FormMixin
from dodomu.kit.presence import notice
from dodomu.kit.tables import serve_table
from dodomu.kit.versions import saved


@needs(Act.CORRIDOR_READ)
def corridors(request: HttpRequest) -> HttpResponse:
    """The corridors within reach."""
    viewer = viewer_of(request)
    wanted = CorridorsTable.wanted(request)
    found = queries.corridors(viewer, retired=wanted.filters.get("retired") == "yes")
    context = {
        "asks": sum(one.asks for one in found if not one.retired_at),
        "closed": sum(one.closed for one in found if not one.retired_at),
        "may_make": Act.CORRIDOR_WORK in viewer.acts,
    }
    return serve_table(request, CorridorsTable(request, found), "missions/corridors.html", context)


@needs(Act.CORRIDOR_READ)
def corridor(request: HttpRequest, corridor_id: UUID) -> HttpResponse:
    """One corridor: drawn, and as tables."""
    view = queries.corridor(viewer_of(request), corridor_id)
    context = {"view": view, "lines": link_lines(view), "finding": finding(view), "way": schematic(view)}
    return render(request, "missions/corridor.html", context)


@needs(Act.CORRIDOR_WORK)
def new_corridor(request: HttpRequest) -> HttpResponse:
    """Begin a corridor."""
    viewer = viewer_of(request)
    teams = keeping_teams(viewer)
    form = CorridorForm(request.POST or None, teams=teams, initial={"team": str(teams[0][0]) if teams else ""})
    if request.method == "POST" and form.is_valid():
        made = actions.make_corridor(viewer, form.cleaned_data["title"], UUID(form.cleaned_data["team"]))
        messages.success(request, _("The corridor is begun. Add its places, then the links between them."))
        return redirect("missions:corridor", made.id)
    return render(request, "missions/corridor_new.html", {"form": form, "teams": teams})


@needs(Act.CORRIDOR_WORK)
def change_corridor(request: HttpRequest, corridor_id: UUID) -> HttpResponse:
    """Call it otherwise, or let another team keep it."""
    viewer = viewer_of(request)
    view = workable(request, corridor_id)
    state = queries.corridor_state(viewer, corridor_id)
    teams = dict(keeping_teams(viewer)) | {view.row.team_id: view.row.team}
    form = CorridorForm(request.POST or None, teams=list(teams.items()), state=state)

    def change() -> None:
        held = form.cleaned_data
        actions.change_corridor(viewer, corridor_id, held["title"], UUID(held["team"]), expected_version=form.version)

    if request.method == "POST" and form.is_valid() and saved(request, form, change, _("Saved.")):
        return redirect("missions:corridor", corridor_id)
    context = {"form": form, "view": view, "presence": notice(request, _at(corridor_id))}
    return render(request, "missions/corridor_change.html", context)


@needs(Act.CORRIDOR_WORK)
def retire_corridor(request: HttpRequest, corridor_id: UUID) -> HttpResponse:
    """Nobody plans on it any more."""
    view = workable(request, corridor_id)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.retire_corridor(viewer_of(request), corridor_id, form.cleaned_data["reason"])
        messages.success(request, _("The corridor is retired. What was planned on it stays readable."))
        return redirect("missions:corridors")
    context = {"form": form, "view": view, "what": "corridor"}
    return render(request, "missions/corridor_retire.html", context)


@needs(Act.CORRIDOR_WORK)
def corridor_file(request: HttpRequest, corridor_id: UUID) -> HttpResponse:
    """The corridor as a file that can be read in again; it leaves with a purpose, and the journal says so."""
    view = workable(request, corridor_id)
    form = ExportForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        headings, rows = export_rows(view)
        note_export(viewer_of(request), corridor_id, form.cleaned_data["purpose"], len(rows))
        answer = HttpResponse(csv_bytes(headings, rows), content_type=CONTENT_TYPES["csv"])
        answer["Content-Disposition"] = f'attachment; filename="{file_name("corridor", "csv", today())}"'
        return answer
    return render(request, "missions/corridor_file.html", {"form": form, "view": view})


@needs(Act.CORRIDOR_WORK)
def new_place(request: HttpRequest, corridor_id: UUID) -> HttpResponse:
    """Add a place."""
    view = workable(request, corridor_id)
    form = PlaceForm(request.POST or None, initial={"zone": "Europe/Kyiv"})
    if (
        request.method == "POST"
        and form.is_valid()
        and done(form, lambda: actions.add_place(viewer_of(request), corridor_id, form.given))
    ):
        messages.success(request, _("The place is added."))
        return redirect("missions:corridor", corridor_id)
    return render(
        request, "missions/corridor_place.html", {"form": form, "view": view, "zones": corridor_choices.zones()}
    )


@needs(Act.CORRIDOR_WORK)
def change_place(request: HttpRequest, corridor_id: UUID, place_id: UUID) -> HttpResponse:
    """Say otherwise what a place is."""
    viewer, view = viewer_of(request), workable(request, corridor_id)
    place = _place(view, place_id)
    form = PlaceForm(request.POST or None, state=queries.place_state(place))

    def change() -> None:
        actions.change_place(viewer, place_id, form.given, expected_version=form.version)

    if request.method == "POST" and form.is_valid() and done(form, lambda: saved(request, form, change, _("Saved."))):
        return redirect("missions:corridor", corridor_id)
    context = {"form": form, "view": view, "place": place, "zones": corridor_choices.zones()}
    return render(request, "missions/corridor_place.html", context | {"presence": notice(request, _at(corridor_id))})


@needs(Act.CORRIDOR_WORK)
def retire_place(request: HttpRequest, corridor_id: UUID, place_id: UUID) -> HttpResponse:
    """Nobody plans through it any more."""
    view = workable(request, corridor_id)
    place = _place(view, place_id)
    form = ReasonForm(request.POST or None)
    if (
        request.method == "POST"
        and form.is_valid()
        and done(form, lambda: actions.retire_place(viewer_of(request), place_id, form.cleaned_data["reason"]))
    ):
        messages.success(request, _("The place is retired."))
        return redirect("missions:corridor", corridor_id)
    context = {"form": form, "view": view, "place": place, "what": "place"}
    return render(request, "missions/corridor_retire.html", context)


def workable(request: HttpRequest, corridor_id: UUID) -> queries.CorridorView:
    """The corridor, for who may change it and while it is in use; otherwise it is not there."""
    view = queries.corridor(viewer_of(request), corridor_id)
    if not view.row.may_work:
        raise Http404
    return view


def done(form: FormMixin, act: Callable[[], Any]) -> bool:
    """Do the act; what it refuses is said at the form."""
    try:
        return act() is not False
    except actions.CodeTaken:
        form.add_error("code", _("This code is taken already."))
    except actions.StillUsed:
        form.add_error(None, _("Links in use begin or end here. Retire them first."))
    except actions.Retired:
        form.add_error(None, _("Somebody has retired it meanwhile."))
    return False


def _place(view: queries.CorridorView, place_id: UUID) -> queries.PlaceRow:
    found = next((place for place in view.places if place.id == place_id), None)
    if found is None:
        raise Http404
    return found


def _at(corridor_id: UUID) -> Place:
    return Place("corridor", corridor_id, Act.CORRIDOR_WORK)
