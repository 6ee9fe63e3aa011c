"""Photos of a child: blurred until somebody asks, each clear look journaled."""

from __future__ import annotations

from io import BytesIO
from typing import Any, cast
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from dodomu.base.access import policy
from dodomu.base.access.acts import Act
from dodomu.base.access.viewer import Viewer
from dodomu.base.access.web import needs, viewer_of
from dodomu.engine.values.sources import SourceKind
from dodomu.journey.registry import actions, queries
from dodomu.journey.registry.actions import AlreadyCorrected, PhotoInput, PhotoNotReadable, SaidBy
from dodomu.journey.registry.web import head
from dodomu.journey.registry.web.forms import ReasonForm
from dodomu.journey.registry.web.photo_forms import REFUSALS, PhotoForm


@needs(Act.PERSON_READ)
@require_safe
def photos(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Every photo with its source and date, blurred."""
    return _all(request, person_id, None)


@needs(Act.PERSON_READ)
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest, photo_id: UUID) -> HttpResponseBase:
    """Put the clear copy in place of the blurred one; the copy itself journals who fetches it."""
    viewer = viewer_of(request)
    photo, person_id = queries.photo(viewer, photo_id)
    if request.method != "POST":
        return redirect("registry:photos", person_id)
    if request.headers.get("HX-Request"):
        return render(request, "registry/photo_clear.html", {"photo": photo})
    return _all(request, person_id, photo_id)


@needs(Act.PERSON_READ)
@require_safe
def blurred(request: HttpRequest, photo_id: UUID) -> HttpResponse:
    """The copy in which nobody can be recognised."""
    return _jpeg(queries.blurred_photo(viewer_of(request), photo_id))


@needs(Act.PERSON_READ)
@require_safe
def clear(request: HttpRequest, photo_id: UUID) -> HttpResponse:
    """The clear copy; who looks is journaled."""
    return _jpeg(actions.look_at_photo(viewer_of(request), photo_id))


@needs(Act.FACT_ADD)
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, person_id: UUID) -> HttpResponseBase:
    """Hand in a photo with its source and date."""
    viewer = viewer_of(request)
    policy.require(viewer, Act.FACT_ADD, subject=person_id)
    policy.require(viewer, Act.REPORT_RECORD)
    form = PhotoForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid() and _kept(viewer, person_id, form):
        messages.success(request, _("The photo is kept. It is shown blurred until somebody asks for it."))
        return redirect("registry:photos", person_id)
    return render(request, "registry/photo_add.html", {"form": form, "person_id": person_id})


@needs(Act.FACT_WITHDRAW)
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, photo_id: UUID) -> HttpResponseBase:
    """Show a photo no longer, with a reason."""
    viewer = viewer_of(request)
    photo, person_id = queries.photo(viewer, photo_id, Act.FACT_WITHDRAW)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.withdraw_photo(viewer, photo_id, form.cleaned_data["reason"])
            messages.success(request, _("The photo is withdrawn."))
        except AlreadyCorrected:
            messages.warning(request, _("Somebody withdrew this photo while you were writing."))
        return redirect("registry:photos", person_id)
    context = {"form": form, "person_id": person_id, "photo": photo}
    return render(request, "registry/photo_withdraw.html", context)


def _kept(viewer: Viewer, person_id: UUID, form: PhotoForm) -> bool:
    given, upload = form.cleaned_data, form.cleaned_data["photo"]
    said_by = SaidBy(SourceKind(given["kind"]), form.grade, given["reporter"])
    photo = PhotoInput(cast(BytesIO, upload), said_by, upload.name, given["taken_on"], given["words"])
    try:
        actions.add_photo(viewer, person_id, photo, form_id=form.statement)
    except PhotoNotReadable as refusal:
        form.add_error("photo", REFUSALS[refusal.code])
        return False
    return True


def _all(request: HttpRequest, person_id: UUID, shown: UUID | None) -> HttpResponse:
    viewer = viewer_of(request)
    found = queries.photos(viewer, person_id)
    context: dict[str, Any] = head.about(viewer, person_id, "photos") | {
        "photos": [photo for photo in found if photo.counts],
        "withdrawn": [photo for photo in found if not photo.counts],
        "shown": shown,
        "may_withdraw": policy.may(viewer, Act.FACT_WITHDRAW, subject=person_id),
        "may_read": policy.may(viewer, Act.REPORT_READ, subject=person_id),
    }
    return render(request, "registry/photos.html", context)


def _jpeg(content: bytes) -> HttpResponse:
    return HttpResponse(content, content_type="image/jpeg", headers={"Cache-Control": "private, no-store"})
