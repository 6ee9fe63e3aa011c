"""Phones of a mission: who has one and when it was last heard of, a phone issued, a new code, a phone ended from here."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import segno
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from dodomu.base.access.acts import Act
from dodomu.base.access.web import needs, viewer_of
from dodomu.journey.missions import phone_rules, phone_signs
from dodomu.journey.missions.actions import phones as actions
from dodomu.journey.missions.queries import phones as queries
from dodomu.journey.missions.web.phone_forms import IssueForm
from dodomu.journey.missions.web.phone_look import state_status
from dodomu.kit.dates import kyiv_day


@needs(Act.MISSION_READ)
def phones(request: HttpRequest, mission_id: UUID) -> HttpResponse:
    """The phones of a mission, by escort."""
    found = queries.mission_phones(viewer_of(request), mission_id)
    context = {
        "mission": found,
        "lines": [_line(escort) for escort in found.escorts],
        "in_use": sum(phone.state == queries.IN_USE for phone in _all(found)),
        "not_erased": sum(phone.asks_erasing for phone in _all(found)),
        "may_work": Act.MISSION_WORK in viewer_of(request).acts,
    }
    return render(request, "missions/phones.html", context)


@needs(Act.MISSION_WORK)
def issue(request: HttpRequest, mission_id: UUID, mission_escort_id: UUID) -> HttpResponse:
    """Issue a phone to an escort; the answer shows the code, once."""
    mission = queries.mission_phones(viewer_of(request), mission_id)
    escort = next((one for one in mission.escorts if one.id == mission_escort_id), None)
    if escort is None:
        raise Http404
    form = IssueForm(request.POST or None, latest=escort.latest_until, phoneless=escort.phoneless)
    if request.method == "POST" and form.is_valid():
        try:
            reason = form.cleaned_data.get("reason", "")
            issued = actions.issue_phone(viewer_of(request), escort.id, until=form.until_at, reason=reason)
            return _code(request, mission, escort, issued)
        except actions.NoPhoneNow:
            return _not_now(request, mission_id)
        except actions.EndNotAllowed as refused:
            sentence = _("Name a day from today to %(day)s.") % {"day": kyiv_day(refused.latest)}
            form.add_error("until", sentence)
    if not mission.open or escort.gone:
        return _not_now(request, mission_id)
    return render(request, "missions/phone_issue.html", {"form": form, "mission": mission, "escort": escort})


@needs(Act.MISSION_WORK)
def new_code(request: HttpRequest, mission_id: UUID, phone_id: UUID) -> HttpResponse:
    """A new code for a phone that nobody has opened; asked for by a button, so that looking changes nothing."""
    mission, escort, _phone = _found(request, mission_id, phone_id)
    if request.method != "POST":
        return redirect("missions:phones", mission_id)
    try:
        return _code(request, mission, escort, actions.renew_code(viewer_of(request), phone_id))
    except actions.NoPhoneNow:
        messages.warning(request, _("This phone has been opened or has ended: it gets no new code."))
        return redirect("missions:phones", mission_id)


@needs(Act.MISSION_WORK)
def end(request: HttpRequest, mission_id: UUID, phone_id: UUID) -> HttpResponse:
    """End a phone from here."""
    mission, escort, phone = _found(request, mission_id, phone_id)
    if request.method == "POST":
        try:
            actions.end_phone(viewer_of(request), phone_id)
            messages.success(request, _("The phone is ended. At its next contact it erases itself."))
        except actions.NoPhoneNow:
            messages.warning(request, _("Somebody has ended this phone already."))
        return redirect("missions:phones", mission_id)
    context = {"mission": mission, "escort": escort, "phone": phone, "status": state_status(phone)}
    return render(request, "missions/phone_end.html", context)


def _code(
    request: HttpRequest, mission: queries.MissionPhones, escort: queries.EscortRow, issued: actions.Issued
) -> HttpResponse:
    address = _address(request)
    context = {
        "mission": mission,
        "escort": escort,
        "issued": issued,
        "code": phone_rules.shown(issued.code),
        "address": address,
        "qr": _qr(f"{address}#{issued.code}"),
        "minutes": int(phone_rules.CODE_HOLDS.total_seconds() // 60),
        "seconds": phone_signs.HELD_SECONDS,
        "secure": address.startswith("https://") or settings.DODOMU.demo,
    }
    return render(request, "missions/phone_code.html", context)


def _address(request: HttpRequest) -> str:
    host = settings.DODOMU.phone.host
    page = reverse("notes:page")
    return f"{request.scheme}://{host}{page}" if host else request.build_absolute_uri(page)


def _qr(text: str) -> SafeString:
    drawn = segno.make(text, error="m", micro=False)
    shown = drawn.svg_inline(scale=6, border=4, dark="#000000", light="#ffffff", svgclass=None, lineclass=None)
    return mark_safe(shown)


def _found(
    request: HttpRequest, mission_id: UUID, phone_id: UUID
) -> tuple[queries.MissionPhones, queries.EscortRow, queries.PhoneRow]:
    mission = queries.mission_phones(viewer_of(request), mission_id)
    for escort in mission.escorts:
        for phone in escort.phones:
            if phone.id == phone_id:
                return mission, escort, phone
    raise Http404


def _line(escort: queries.EscortRow) -> dict[str, Any]:
    """An escort, what still needs an eye, and what is over and gone."""
    shown = [(phone, state_status(phone)) for phone in escort.phones]
    needs_an_eye = [one for one in shown if one[0].live or one[0].asks_erasing]
    return {"escort": escort, "open": needs_an_eye, "past": [one for one in shown if one not in needs_an_eye]}


def _all(mission: queries.MissionPhones) -> list[queries.PhoneRow]:
    return [phone for escort in mission.escorts for phone in escort.phones]


def _not_now(request: HttpRequest, mission_id: UUID) -> HttpResponse:
    messages.warning(
        request,
        _("A phone can be issued while the mission is approved or under way, to an escort who has not left it."),
    )
    return redirect("missions:phones", mission_id)
