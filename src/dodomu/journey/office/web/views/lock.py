"""The lock page, and the forms that were kept behind it."""

from __future__ import annotations

from urllib.parse import parse_qsl
from uuid import UUID

from allauth.account.adapter import get_adapter
from django.contrib.auth import logout
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from dodomu.base.access.acts import Act
from dodomu.base.access.idle import is_locked, safe_path, unlock
from dodomu.base.access.idle import lock as lock_session
from dodomu.base.access.kept_forms import Kept, keep, kept_form, offered_before, release
from dodomu.base.access.models import User
from dodomu.base.access.web import needs, public, while_locked
from dodomu.journey.office.web.forms import UnlockForm

MOST_TRIES = 5
TRIES = "office_unlock_tries"


@public
@while_locked
def lock(request: HttpRequest) -> HttpResponse:
    """Locks at once; the password leads back to where one was. Five wrong ones end the session."""
    user = request.user
    if not isinstance(user, User):
        return redirect("account_login")
    target = safe_path(request, request.GET.get("next", "/"))
    form = UnlockForm(request.POST or None)
    if request.method == "POST" and is_locked(request.session) and form.is_valid():
        if _is_right(user, form):
            return _let_in(request, user, target)
        request.session[TRIES] = request.session.get(TRIES, 0) + 1
        if request.session[TRIES] >= MOST_TRIES:
            logout(request)
            return redirect("account_login")
    lock_session(request.session)
    return render(request, "office/lock.html", {"form": form, "target": target, "person": user.display_name})


def _is_right(user: User, form: UnlockForm) -> bool:
    try:
        right = bool(get_adapter().reauthenticate(user, form.cleaned_data["password"]))
    except ValidationError as error:
        form.add_error(None, error)
        return False
    if not right:
        form.add_error("password", _("The password is not right."))
    return right


def _let_in(request: HttpRequest, user: User, target: str) -> HttpResponse:
    request.session.pop(TRIES, None)
    unlock(request.session)
    kept = offered_before(user, target)
    return redirect("office:kept", form_id=kept.id) if kept else redirect(target)


@needs(Act.OWN_ACCOUNT)
def keep_form(request: HttpRequest) -> HttpResponse:
    """Keep a form that is still being written, before the page locks by itself; give it back to be filled in again.

    POST: ``page`` (its path), ``action`` (where the form goes), ``fields`` (urlencoded). GET: ``form`` (its id).
    """
    if request.method != "POST":
        return _given_back(request)
    fields = parse_qsl(request.POST.get("fields", ""), keep_blank_values=True, max_num_fields=1000)
    page, action = (
        safe_path(request, request.POST.get("page", "/")),
        safe_path(request, request.POST.get("action", "/")),
    )
    number = keep(request.user, action, page, fields, sent=False) if isinstance(request.user, User) else None
    return JsonResponse({"form": str(number or "")})


@needs(Act.OWN_ACCOUNT)
@require_GET
def kept(request: HttpRequest, form_id: UUID) -> HttpResponse:
    """A form that was kept: send it, go on writing, or throw it away."""
    return render(request, "office/kept.html", {"kept": _mine(request, form_id)})


@needs(Act.OWN_ACCOUNT)
@require_POST
def discard_kept(request: HttpRequest, form_id: UUID) -> HttpResponse:
    """Throw a kept form away for ever."""
    if isinstance(request.user, User):
        release(request.user, form_id)
    return redirect("/")


def _given_back(request: HttpRequest) -> HttpResponse:
    try:
        found = _mine(request, UUID(request.GET.get("form", "")))
    except ValueError:
        raise Http404 from None
    return JsonResponse({"action": found.path, "fields": list(found.fields)})


def _mine(request: HttpRequest, form_id: UUID) -> Kept:
    found = kept_form(request.user, form_id) if isinstance(request.user, User) else None
    if found is None:
        raise Http404
    return found
