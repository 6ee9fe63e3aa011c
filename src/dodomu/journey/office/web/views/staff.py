"""The staff list, a new colleague, one colleague."""

from __future__ import annotations

from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from dodomu.base import journal
from dodomu.base.access import actions, states
from dodomu.base.access import queries as access
from dodomu.base.access.acts import Act
from dodomu.base.access.policy import may
from dodomu.base.access.presence import Place
from dodomu.base.access.refusals import Refused
from dodomu.base.access.viewer import Viewer
from dodomu.base.access.web import needs, viewer_of
from dodomu.journey.office.queries.member import member_page
from dodomu.journey.office.queries.staff import staff_rows
from dodomu.journey.office.web.forms import GrantCompartmentForm, GrantRoleForm, LeaveForm, StaffForm
from dodomu.journey.office.web.tables import StaffTable
from dodomu.kit.presence import notice
from dodomu.kit.tables import serve_table


def _export(viewer: Viewer, purpose: str, rows: int) -> None:
    with transaction.atomic():
        journal.append("list.exported", by=viewer, codes={"list": StaffTable.name, "purpose": purpose, "rows": rows})


@needs(Act.STAFF_SEE)
def staff(request: HttpRequest) -> HttpResponse:
    """Everybody who works or worked here."""
    viewer = viewer_of(request)
    wanted = StaffTable.wanted(request)
    rows = staff_rows(viewer, role=wanted.filters.get("role", ""), state=wanted.filters.get("state", ""))
    working = sum(row.active for row in rows)
    context = {"working": working, "may_add": may(viewer, Act.STAFF_MANAGE), "may_team": may(viewer, Act.TEAMS_MANAGE)}
    return serve_table(request, StaffTable(request, rows), "office/staff.html", context, on_export=_export)


@needs(Act.STAFF_MANAGE)
def add_staff(request: HttpRequest) -> HttpResponse:
    """Add a colleague; the one-time password is on the answer to this very request and nowhere else."""
    form = StaffForm(request.POST or None, initial={"language": "uk"})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            account = actions.add_user(
                viewer_of(request), given["username"], given["display_name"], language=given["language"]
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            return _show_password(request, account.user.pk, account.password)
    return render(request, "office/add_staff.html", {"form": form})


@needs(Act.STAFF_MANAGE)
@require_POST
def new_password(request: HttpRequest, user_id: UUID) -> HttpResponse:
    """Replace a forgotten password by a one-time password, shown once."""
    viewer = viewer_of(request)
    user = access.member(viewer, user_id)
    try:
        password = actions.new_one_time_password(viewer, user)
    except Refused as refused:
        return show_member(request, user_id, refused=refused)
    return _show_password(request, user.pk, password)


@needs(Act.STAFF_SEE)
@require_GET
def member(request: HttpRequest, user_id: UUID) -> HttpResponse:
    """One colleague: account, roles with their history."""
    return show_member(request, user_id)


def show_member(
    request: HttpRequest,
    user_id: UUID,
    *,
    form: GrantRoleForm | None = None,
    compartment_form: GrantCompartmentForm | None = None,
    refused: Refused | None = None,
) -> HttpResponse:
    """The page of one colleague, with what went wrong on the way."""
    viewer = viewer_of(request)
    page = member_page(viewer, user_id)
    context = {
        "page": page,
        "refused": refused,
        "has_errors": bool(refused),
        "form": form or GrantRoleForm(teams=access.teams(viewer), state=states.roles_of(page.user)),
        "compartment_form": compartment_form or GrantCompartmentForm(state=states.compartments_of(page.user)),
        "presence": notice(request, Place("staff", user_id, Act.ROLES_MANAGE)) if page.may_grant else None,
    }
    return render(request, "office/member.html", context, status=409 if refused else 200)


@needs(Act.STAFF_MANAGE)
def leave(request: HttpRequest, user_id: UUID) -> HttpResponse:
    """A colleague leaves: what will happen, who takes over."""
    viewer = viewer_of(request)
    user = access.member(viewer, user_id)
    held = access.named_assignments(viewer, user)
    others = access.colleagues(viewer).exclude(pk=user.pk)
    form = LeaveForm(request.POST or None, colleagues=others, must_name=held > 0)
    if request.method == "POST" and form.is_valid():
        try:
            actions.leave(viewer, user, form.cleaned_data["hand_over_to"])
        except Refused as refused:
            form.add_error(None, str(refused.sentence))
        else:
            return redirect("office:member", user_id=user.pk)
    return render(request, "office/leave.html", {"form": form, "colleague": user, "held": held})


def _show_password(request: HttpRequest, user_id: UUID, password: str) -> HttpResponse:
    colleague = access.member(viewer_of(request), user_id)
    return render(request, "office/one_time_password.html", {"colleague": colleague, "password": password})
