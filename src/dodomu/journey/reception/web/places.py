"""Centres, rooms and beds; and a bed for each child, with brothers and sisters together."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from dodomu.base.access import policy
from dodomu.base.access.acts import Act
from dodomu.base.access.web import needs, viewer_of
from dodomu.journey.reception import actions, queries
from dodomu.journey.reception.placing import Sleeper, suggest
from dodomu.journey.reception.queries import ArrivalRow, CentreRow, RoomRow, choices
from dodomu.journey.reception.web.forms import BedForm, BedsForm, CentreForm, RoomForm, bed_initial
from dodomu.journey.reception.web.look import called
from dodomu.kit.dates import today
from dodomu.kit.forms import ConfirmForm


@needs(Act.ARRIVAL_READ)
def centres(request: HttpRequest) -> HttpResponse:
    """The centres of the viewer's teams with the number of free beds."""
    viewer = viewer_of(request)
    found = queries.centres(viewer)
    context = {
        "centres": found,
        "free": sum(one.free for one in found),
        "may_manage": policy.may(viewer, Act.PLACES_MANAGE),
    }
    return render(request, "reception/centres.html", context)


@needs(Act.ARRIVAL_READ)
def centre(request: HttpRequest, centre_id: UUID) -> HttpResponse:
    """One centre: rooms, beds, who sleeps where."""
    return render(request, "reception/centre.html", {"centre": queries.centre(viewer_of(request), centre_id)})


@needs(Act.PLACES_MANAGE)
def new_centre(request: HttpRequest) -> HttpResponse:
    viewer = viewer_of(request)
    teams = choices.teams(viewer, Act.PLACES_MANAGE)
    form = CentreForm(request.POST or None, teams=teams)
    if request.method == "POST" and teams and form.is_valid():
        made = actions.add_centre(viewer, form.team_id, form.given)
        messages.success(request, _("The centre is added. Now its rooms."))
        return redirect("reception:new_room", made.id)
    return render(request, "reception/centre_new.html", {"form": form, "teams": teams})


@needs(Act.PLACES_MANAGE)
def new_room(request: HttpRequest, centre_id: UUID) -> HttpResponse:
    viewer, found = viewer_of(request), _managed(request, centre_id)
    form = RoomForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.add_room(viewer, centre_id, form.given)
        messages.success(request, _("The room is added with its beds."))
        return redirect("reception:centre", centre_id)
    return render(request, "reception/room_new.html", {"form": form, "centre": found})


@needs(Act.PLACES_MANAGE)
def room(request: HttpRequest, centre_id: UUID, room_id: UUID) -> HttpResponse:
    """Further beds; beds and the room taken out of use."""
    found, own = _room(request, centre_id, room_id)
    form = BedsForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.add_beds(viewer_of(request), room_id, form.cleaned_data["beds"], form.cleaned_data["cots"])
        messages.success(request, _("The beds are added."))
        return redirect("reception:centre", centre_id)
    return render(request, "reception/room.html", {"form": form, "centre": found, "room": own})


@needs(Act.PLACES_MANAGE)
def retire_room(request: HttpRequest, centre_id: UUID, room_id: UUID) -> HttpResponse:
    """Give up a room, after its consequence was read."""
    found, own = _room(request, centre_id, room_id)
    form = ConfirmForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.retire_room(viewer_of(request), room_id)
            messages.success(request, _("The room is out of use."))
        except actions.StillUsed:
            messages.warning(request, _("A child sleeps there. Give it another bed first."))
        return redirect("reception:centre", centre_id)
    return render(request, "reception/retire.html", {"form": form, "centre": found, "room": own, "bed": None})


@needs(Act.PLACES_MANAGE)
def retire_bed(request: HttpRequest, centre_id: UUID, room_id: UUID, bed_id: UUID) -> HttpResponse:
    """Take a bed out of use, after its consequence was read."""
    found, own = _room(request, centre_id, room_id)
    bed = next((one for one in own.beds if one.id == bed_id), None)
    if bed is None:
        raise Http404
    form = ConfirmForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.retire_bed(viewer_of(request), bed_id)
            messages.success(request, _("The bed is out of use."))
        except actions.StillUsed:
            messages.warning(request, _("A child sleeps there. Give it another bed first."))
        return redirect("reception:centre", centre_id)
    return render(request, "reception/retire.html", {"form": form, "centre": found, "room": own, "bed": bed})


@needs(Act.ARRIVAL_WORK)
def beds(request: HttpRequest, arrival_id: UUID) -> HttpResponse:
    """A bed for a child and for those of its family who are here too; what is suggested can be changed."""
    viewer = viewer_of(request)
    page = queries.arrival(viewer, arrival_id)
    if page.row.state != "here":
        raise Http404
    rows = [page.row, *(one for one in page.family if one.state == "here" and one.team_id == page.row.team_id)]
    rooms = [own for one in queries.centres(viewer) if one.team_id == page.row.team_id for own in one.rooms]
    form = BedForm(request.POST or None, rows=rows, rooms=rooms, initial=bed_initial(rows, _suggested(rows, rooms)))
    if request.method == "POST" and form.is_valid():
        try:
            actions.place(viewer, form.beds)
            messages.success(request, _("Recorded."))
            return redirect("reception:arrival", arrival_id)
        except actions.BedTaken:
            form.add_error(None, _("One of these beds was given away while you were looking. Choose again."))
        except actions.NotNow:
            messages.warning(request, _("It stands otherwise by now. Look again."))
            return redirect("reception:arrival", arrival_id)
    context = {
        "form": form,
        "page": page,
        "called": called(page.row),
        "rows": rows,
        "free": sum(len(own.free) for own in rooms),
    }
    return render(request, "reception/beds.html", context)


def _suggested(rows: list[ArrivalRow], rooms: list[RoomRow]) -> dict[UUID, UUID]:
    """For those without a bed, near those of the family who have one."""
    taken = {row.bed.bed_id for row in rows if row.bed}
    near = frozenset(own.id for own in rooms if any(bed.id in taken for bed in own.beds))
    new = [
        Sleeper(row.id, row.sex, row.born, wheelchair=bool(row.told and row.told.wheelchair))
        for row in rows
        if not row.bed
    ]
    return suggest(rooms, new, today(), near) if new else {}


def _managed(request: HttpRequest, centre_id: UUID) -> CentreRow:
    found = queries.centre(viewer_of(request), centre_id)
    if not found.may_manage:
        raise Http404
    return found


def _room(request: HttpRequest, centre_id: UUID, room_id: UUID) -> tuple[CentreRow, RoomRow]:
    found = _managed(request, centre_id)
    own = next((one for one in found.rooms if one.id == room_id), None)
    if own is None:
        raise Http404
    return found, own
