"""Granting and ending roles and compartments; teams."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from dodomu.base.access import actions, states
from dodomu.base.access import queries as access
from dodomu.base.access.acts import Act
from dodomu.base.access.refusals import Refused
from dodomu.base.access.web import needs, viewer_of
from dodomu.journey.office.web.forms import GrantCompartmentForm, GrantRoleForm, TeamForm
from dodomu.journey.office.web.views.staff import show_member


@needs(Act.ROLES_MANAGE)
@require_POST
def grant_role(request: HttpRequest, user_id: UUID) -> HttpResponse:
    """Give a colleague a role."""
    viewer = viewer_of(request)
    user = access.member(viewer, user_id)
    form = GrantRoleForm(request.POST, teams=access.teams(viewer), state=states.roles_of(user))

    def grant() -> None:
        given = form.cleaned_data
        actions.grant_role(viewer, user, given["role"], team=given["team"], expected_version=form.version)

    try:
        if not (form.is_valid() and form.attempt(grant)):
            return show_member(request, user_id, form=form)
    except Refused as refused:
        return show_member(request, user_id, form=form, refused=refused)
    return redirect("office:member", user_id=user_id)


@needs(Act.ROLES_MANAGE)
@require_POST
def end_role(request: HttpRequest, user_id: UUID, grant_id: UUID) -> HttpResponse:
    """Take a role away from now on."""
    viewer = viewer_of(request)
    grant = access.role_grant(viewer, access.member(viewer, user_id), grant_id)
    try:
        actions.end_grant(viewer, grant)
    except Refused as refused:
        return show_member(request, user_id, refused=refused)
    return redirect("office:member", user_id=user_id)


@needs(Act.ROLES_MANAGE)
@require_POST
def grant_compartment(request: HttpRequest, user_id: UUID) -> HttpResponse:
    """Open a compartment to a colleague by name."""
    viewer = viewer_of(request)
    user = access.member(viewer, user_id)
    form = GrantCompartmentForm(request.POST, state=states.compartments_of(user))

    def grant() -> None:
        actions.grant_compartment(viewer, user, form.cleaned_data["compartment"], expected_version=form.version)

    try:
        if not (form.is_valid() and form.attempt(grant)):
            return show_member(request, user_id, compartment_form=form)
    except Refused as refused:
        return show_member(request, user_id, compartment_form=form, refused=refused)
    return redirect("office:member", user_id=user_id)


@needs(Act.ROLES_MANAGE)
@require_POST
def end_compartment(request: HttpRequest, user_id: UUID, grant_id: UUID) -> HttpResponse:
    """Close a compartment that was opened by name."""
    viewer = viewer_of(request)
    grant = access.compartment_grant(viewer, access.member(viewer, user_id), grant_id)
    try:
        actions.end_compartment(viewer, grant)
    except Refused as refused:
        return show_member(request, user_id, refused=refused)
    return redirect("office:member", user_id=user_id)


@needs(Act.TEAMS_MANAGE)
def teams(request: HttpRequest) -> HttpResponse:
    """All teams, and a new one."""
    viewer = viewer_of(request)
    form = TeamForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.create_team(viewer, form.cleaned_data["name"])
        return redirect("office:teams")
    return render(request, "office/teams.html", {"form": form, "teams": access.teams_with_members(viewer)})
