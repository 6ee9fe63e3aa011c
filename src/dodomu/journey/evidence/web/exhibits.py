"""What is done with one exhibit: claims, facts, copies, opening, setting aside."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dodomu.base.access.acts import Act
from dodomu.base.access.policy import OutOfReach
from dodomu.base.access.web import needs, viewer_of
from dodomu.journey.evidence import actions, queries
from dodomu.journey.evidence.web.forms import ClaimForm, CopyForm, LinkForm, OpenForm, ReasonForm
from dodomu.journey.evidence.web.views import exhibit_context, page_of, sent
from dodomu.journey.registry.phrases import source_title


@needs(Act.EVIDENCE_OPEN)
def open_exhibit(request: HttpRequest, exhibit_id: UUID) -> HttpResponseBase:
    """Say why, then the original comes as a file."""
    return _open(request, exhibit_id, None)


@needs(Act.EVIDENCE_OPEN)
def open_copy(request: HttpRequest, exhibit_id: UUID, copy_id: UUID) -> HttpResponseBase:
    """Say why, then the copy comes as a file."""
    return _open(request, exhibit_id, copy_id)


def _open(request: HttpRequest, exhibit_id: UUID, copy_id: UUID | None) -> HttpResponseBase:
    page = page_of(request, exhibit_id, Act.EVIDENCE_OPEN)
    copy = next((one for one in page.copies if one.id == copy_id), None)
    if copy_id and copy is None:
        raise OutOfReach
    form = OpenForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        opened = actions.open_exhibit(viewer_of(request), exhibit_id, given["purpose"], given["reason"], copy_id)
        # Whatever it calls itself, a browser keeps it as a file: an original may be a page with a script.
        return FileResponse(
            opened.stream, as_attachment=True, filename=opened.filename, content_type="application/octet-stream"
        )
    return render(request, "evidence/open.html", exhibit_context(page) | {"form": form, "copy": copy})


@needs(Act.EVIDENCE_TAKE)
def new_claim(request: HttpRequest, exhibit_id: UUID) -> HttpResponse:
    """Write down what is said of an exhibit, with its source."""
    page, form = page_of(request, exhibit_id, Act.EVIDENCE_TAKE), ClaimForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.add_claim(viewer_of(request), exhibit_id, form.claim)
            messages.success(request, _("Written down, beside what was said before."))
        except actions.SetAside:
            _was_set_aside(request)
        return redirect("evidence:exhibit", exhibit_id)
    return render(request, "evidence/claim.html", exhibit_context(page) | {"form": form})


@needs(Act.EVIDENCE_WORK)
def new_link(request: HttpRequest, exhibit_id: UUID) -> HttpResponse:
    """Say which fact about the child an exhibit supports or contradicts."""
    page = page_of(request, exhibit_id, Act.EVIDENCE_WORK)
    found = queries.facts_to_link(viewer_of(request), exhibit_id)
    facts = [
        (fact.id, f"{title}: {words} ({source_title(fact.source_name, fact.source_kind)})")
        for fact, title, words in found
    ]
    form = LinkForm(request.POST or None, facts=facts)
    if request.method == "POST" and form.is_valid():
        try:
            given = form.cleaned_data
            actions.link_fact(viewer_of(request), exhibit_id, UUID(given["fact"]), given["bears"])
            messages.success(request, _("The exhibit and the fact are linked."))
        except actions.LinkedAlready:
            messages.warning(request, _("They are linked already."))
        except actions.SetAside:
            _was_set_aside(request)
        return redirect("evidence:exhibit", exhibit_id)
    return render(request, "evidence/link.html", exhibit_context(page) | {"form": form, "facts": facts})


@needs(Act.EVIDENCE_WORK)
@require_POST
def end_link(request: HttpRequest, exhibit_id: UUID, link_id: UUID) -> HttpResponse:
    """End the link with a fact."""
    page = page_of(request, exhibit_id, Act.EVIDENCE_WORK)
    if any(link.id == link_id for link in page.links):
        actions.unlink_fact(viewer_of(request), link_id)
        messages.success(request, _("The link has ended. That it was there stays on record."))
    else:
        messages.warning(request, _("This link has ended already."))
    return redirect("evidence:exhibit", exhibit_id)


@needs(Act.EVIDENCE_WORK)
def new_copy(request: HttpRequest, exhibit_id: UUID) -> HttpResponse:
    """Keep a copy that was made elsewhere."""
    page = page_of(request, exhibit_id, Act.EVIDENCE_WORK)
    form = CopyForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.add_copy(viewer_of(request), exhibit_id, form.copy)
            messages.success(request, _("The copy is kept beside the exhibit."))
        except actions.SetAside:
            _was_set_aside(request)
        return sent(request, reverse("evidence:exhibit", args=[exhibit_id]))
    return render(request, "evidence/copy.html", exhibit_context(page) | {"form": form})


@needs(Act.EVIDENCE_WORK)
def set_aside(request: HttpRequest, exhibit_id: UUID) -> HttpResponse:
    """Set aside what was taken in wrongly."""
    page, form = page_of(request, exhibit_id, Act.EVIDENCE_WORK), ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.set_aside(viewer_of(request), exhibit_id, form.cleaned_data["reason"])
            messages.success(request, _("The exhibit is set aside. It stays kept, with its number."))
        except actions.SetAside:
            _was_set_aside(request)
        return redirect("evidence:exhibit", exhibit_id)
    return render(request, "evidence/set_aside.html", exhibit_context(page) | {"form": form})


def _was_set_aside(request: HttpRequest) -> None:
    messages.warning(request, _("This exhibit was set aside."))
