"""The board: all missions under way, or one; its live part, which an open page asks for by itself."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from dodomu.base.access.acts import Act
from dodomu.base.access.web import background, needs, viewer_of
from dodomu.journey.missions.queries.board import MissionNotFound
from dodomu.journey.missions.queries.board import board as read_board
from dodomu.journey.missions.queries.board_pulse import fingerprint, pulses
from dodomu.journey.missions.web.board_drawn import drawn_corridors
from dodomu.journey.missions.web.board_look import BoardLook, board_url


@needs(Act.MISSION_READ)
@require_GET
def board(request: HttpRequest) -> HttpResponse:
    """Every mission under way within reach."""
    return render(request, "missions/board.html", _context(request, None))


@needs(Act.MISSION_READ)
@require_GET
def mission_board(request: HttpRequest, mission_id: UUID) -> HttpResponse:
    """One mission, under way or not."""
    return render(request, "missions/board_mission.html", _context(request, mission_id))


@background
@needs(Act.MISSION_READ)
@require_GET
def board_part(request: HttpRequest) -> HttpResponse:
    """What changes on the board, for a page that is open."""
    return render(request, "missions/board_part.html", _context(request, None))


@background
@needs(Act.MISSION_READ)
@require_GET
def mission_board_part(request: HttpRequest, mission_id: UUID) -> HttpResponse:
    """What changes on the board of one mission."""
    return render(request, "missions/board_part.html", _context(request, mission_id))


def _context(request: HttpRequest, mission_id: UUID | None) -> dict[str, Any]:
    viewer = viewer_of(request)
    # Read first: what changes in between is then noticed by the first message of the stream.
    pulse = fingerprint(viewer, pulses(viewer))
    try:
        look = BoardLook(read_board(viewer, mission_id))
    except MissionNotFound:
        raise Http404 from None
    part = reverse("missions:mission_board_part", args=[mission_id]) if mission_id else reverse("missions:board_part")
    return {
        "look": look,
        "drawn": (drawn := drawn_corridors(viewer, look.groups)),
        "drawn_ids": {one.id for one in drawn},
        "pulse": pulse,
        "part_url": part,
        "board_url": board_url(mission_id),
        "mission_id": mission_id,
    }
