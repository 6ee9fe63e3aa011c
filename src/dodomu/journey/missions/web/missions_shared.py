"""What the pages of missions share: the mission or 404, the page of one form, refusals in words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from dodomu.base.access.web import viewer_of
from dodomu.journey.cases.actions import NotWaiting, SamePerson
from dodomu.journey.missions import actions, queries
from dodomu.journey.missions.queries import ChildRow, EscortOnMission, GroupRow, LegRow, MissionPage
from dodomu.journey.missions.queries.missions_choices import Choice
from dodomu.kit.dates import moment_in_words
from dodomu.kit.versions import Versioned

Text = str | Promise


def mission_or_404(request: HttpRequest, mission_id: UUID, *, for_work: bool = False) -> MissionPage:
    """The mission; 404 when there is none within reach, or when the viewer does not run it and the page is for that."""
    try:
        found = queries.mission(viewer_of(request), mission_id)
    except queries.MissionNotFound:
        raise Http404 from None
    if for_work and not found.may_work:
        raise Http404
    return found


def child_of(mission: MissionPage, child_id: UUID) -> ChildRow:
    """A child of the mission whom the viewer reaches, or 404."""
    rows = [row for group in mission.groups for row in group.children]
    found = next((row for row in rows if row.id == child_id and row.reached), None)
    if found is None:
        raise Http404
    return found


def escort_of(mission: MissionPage, escort_id: UUID) -> EscortOnMission:
    """An adult of the mission, or 404."""
    found = next((row for row in mission.escorts if row.id == escort_id), None)
    if found is None:
        raise Http404
    return found


def group_of(mission: MissionPage, group_id: UUID) -> GroupRow:
    """A group of the mission, or 404."""
    found = next((group for group in mission.groups if group.id == group_id), None)
    if found is None:
        raise Http404
    return found


def leg_of(mission: MissionPage, leg_id: UUID) -> LegRow:
    """A leg of the mission that was not replaced, or 404."""
    found = next((leg for group in mission.groups for leg in group.way if leg.id == leg_id), None)
    if found is None:
        raise Http404
    return found


def groups(mission: MissionPage) -> list[Choice]:
    return [(str(group.id), group.code_name) for group in mission.groups]


def vehicles(mission: MissionPage) -> list[tuple[str, str, str]]:
    """Vehicles as choices: id, name with seats, id of the group."""
    words = _("%(vehicle)s, %(taken)s of %(seats)s seats taken")
    return [
        (str(row.id), words % {"vehicle": row.name, "taken": row.taken, "seats": row.seats}, str(row.group_id))
        for row in mission.vehicles
    ]


def to_mission(mission_id: UUID, anchor: str = "") -> HttpResponse:
    return redirect(reverse("missions:mission", args=[mission_id]) + (f"#{anchor}" if anchor else ""))


@dataclass(frozen=True, slots=True)
class Words:
    """What stands around a form: heading, first line, button."""

    heading: Text
    lead: Text
    submit: Text


def form_page(
    request: HttpRequest, mission: MissionPage | None, form: forms.BaseForm, words: Words, **more: Any
) -> HttpResponse:
    """A page of one form about a mission. ``more``: ``template``, ``danger`` (consequences), and what the template needs."""
    template = more.pop("template", "missions/mission_form.html")
    return render(request, template, {"mission": mission, "form": form, "words": words, **more})


def carried_out(request: HttpRequest, form: forms.BaseForm, act: Callable[[], object]) -> bool:
    """Whether the form was sent, is filled in well, and its act was carried out. A refusal becomes an error of the form, in
    words; what was typed stays. Where a colleague changed the same meanwhile the form becomes the merge screen.
    """
    if request.method != "POST" or not form.is_valid():
        return False
    if isinstance(form, Versioned) and form.leaves_it:
        return True
    try:
        if not isinstance(form, Versioned):
            act()
        elif not form.attempt(act):
            return False
    except ValueError as error:
        for field, words in refusal(error):
            form.add_error(field if field in form.fields else None, words)
        return False
    return True


def refusal(error: ValueError) -> list[tuple[str, str]]:
    """Why an act was refused, for people: the field it concerns (empty: the whole form), and a sentence."""
    say = next((say for kind, say in REFUSALS if isinstance(error, kind)), None)
    if say is None:
        return [("", _("This cannot be done any more: something was changed meanwhile. Open the mission again."))]
    return say(error)


REFUSALS: tuple[tuple[type[ValueError], Callable[[Any], list[tuple[str, str]]]], ...] = (
    (
        actions.NameTaken,
        lambda _error: [("code_name", _("Another already has this code name. Choose another word."))],
    ),
    (
        actions.NameTells,
        lambda _error: [
            (
                "code_name",
                _("This word is the name of a child or a place of this mission. Choose one that tells nothing."),
            )
        ],
    ),
    (
        actions.Elsewhere,
        lambda error: [
            ("escort", _("Already on mission %(mission)s at that time.") % {"mission": error.code_name}),
        ],
    ),
    (
        actions.NotEligible,
        lambda error: [("escort", _("May not travel: %(reason)s") % {"reason": one}) for one in error.reasons],
    ),
    (
        actions.NoAuthority,
        lambda _error: [
            (
                "authority",
                _(
                    "This right does not hold on that day. Without somebody who may lawfully take the child there is no hand-over."
                ),
            )
        ],
    ),
    (actions.RulesBroken, lambda error: [("", one.sentence) for one in error.broken]),
    (SamePerson, lambda _error: [("", _("You asked for this yourself. Another person has to answer."))]),
    (
        NotWaiting,
        lambda _error: [("", _("It waits no more: it was answered, or the mission was changed meanwhile."))],
    ),
    (actions.ManifestOpen, lambda error: [("", _open_list(error.who))]),
    (
        actions.NotApproved,
        lambda _error: [("", _("Nobody has approved the mission as it stands. Ask for approval first."))],
    ),
    (
        actions.NotReached,
        lambda error: [
            (
                "",
                _(
                    "You do not reach these children any more: %(who)s. A colleague of their team lets the mission depart."
                )
                % {"who": ", ".join(error.who)},
            )
        ],
    ),
    (
        actions.ReasonNeeded,
        lambda _error: [
            ("reason", _("Something is open that people decide. Say why the mission departs nevertheless."))
        ],
    ),
    (
        actions.BeforeDeparture,
        lambda error: [
            ("time", _("The mission departed at %(when)s. Name a time from then on.") % {"when": _when(error)}),
        ],
    ),
    (
        actions.MissionNotNow,
        lambda _error: [("", _("The mission is in another state meanwhile. Open its page again."))],
    ),
)
"""What each refusal of an act says to people."""


def _when(error: actions.BeforeDeparture) -> str:
    return moment_in_words(error.departed_at)


def _open_list(who: tuple[str, ...]) -> str:
    if not who:
        return _("No child is here. A mission without children does not depart: cancel it, or move it.")
    return _("Check these children first, and how their identity is known: %(who)s.") % {"who": ", ".join(who)}


def kept(form: Versioned, words: Text) -> Text:
    """What to say of a change: on the merge screen its author may have left everything as their colleague wrote it."""
    return _("Nothing was changed: what your colleague wrote stays.") if form.leaves_it else words


def done(request: HttpRequest, words: Text, mission_id: UUID, anchor: str = "") -> HttpResponse:
    """Say that it is done, and go back to the mission."""
    messages.success(request, str(words))
    return to_mission(mission_id, anchor)
