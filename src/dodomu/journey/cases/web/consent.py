"""Consent of one child, and the child's own view: the page, and the forms that add to it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from dodomu.base.access.acts import Act
from dodomu.base.access.presence import Place
from dodomu.base.access.web import needs, viewer_of
from dodomu.journey.cases.actions import child_view, consents
from dodomu.journey.cases.queries.consents import ConsentPage, ConsentRow, consent_page, consent_row
from dodomu.journey.cases.queries.work_states import consent_state
from dodomu.journey.cases.web.consent_forms import ChildViewForm, ConsentForm, StatementForm, WithdrawConsentForm
from dodomu.journey.cases.web.consent_look import purpose_views, view_cards
from dodomu.kit.dates import today
from dodomu.kit.handing_out import handed_out
from dodomu.kit.presence import notice
from dodomu.kit.versions import Versioned, saved


@needs(Act.CASE_READ)
def consent(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """What the child's data may be used for, who said so, and what the child says."""
    viewer = viewer_of(request)
    opened = consents.look_at_consent(viewer, case_id)
    purposes = purpose_views(opened.page)
    context = {
        "page": opened.page,
        "purposes": [one for one in purposes if one.lines or one.row.now.state != "not_asked"],
        "not_asked": [one for one in purposes if not one.lines and one.row.now.state == "not_asked"],
        "views": view_cards(opened.views),
        "child_url": reverse("registry:child", args=[opened.page.person_id]),
    }
    return render(request, "cases/consent.html", context)


@needs(Act.CASE_WORK)
def new_consent(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Record what somebody said about the use of the child's data."""
    page = _workable(request, case_id)
    asked = [use for use in request.GET.getlist("use") if use in {row.purpose.use for row in page.purposes}]
    viewer, state = viewer_of(request), consent_state(viewer_of(request), case_id)
    initial = {"said_on": today(), "uses": asked}
    form = ConsentForm(request.POST or None, request.FILES or None, initial=initial, state=state)

    def record() -> None:
        given, said = form.cleaned_data, form.said(form.cleaned_data["state"])
        consents.record_consent(viewer, case_id, given["uses"], said, given["file"], expected_version=form.version)

    done = _("Recorded. What was refused is stopped already.")
    if request.method == "POST" and form.is_valid() and saved(request, form, record, done):
        return redirect("cases:consent", case_id)
    return _shown(request, "cases/consent_new.html", {"form": form, "page": page})


@needs(Act.CASE_WORK)
def change_consent(request: HttpRequest, case_id: UUID, consent_id: UUID) -> HttpResponse:
    """Put a later row in the place of one that is wrong or has changed."""
    page, row = _workable(request, case_id), _row(request, case_id, consent_id)
    initial = _initial(row) | {"state": "given" if row.state == "withdrawn" else row.state}
    if row.state == "given":
        initial |= {"valid_from": row.valid_from, "valid_until": row.valid_until, "kept": row.kept}
    viewer, has_form = viewer_of(request), row.has_form and row.state == "given"
    state = consent_state(viewer, case_id)
    form = StatementForm(request.POST or None, request.FILES or None, initial=initial, has_form=has_form, state=state)

    def correct() -> None:
        said, file = form.said(form.cleaned_data["state"]), form.cleaned_data["file"]
        consents.correct_consent(viewer, consent_id, said, file, expected_version=form.version)

    done = _("Recorded. The row before stays in the history.")
    if request.method == "POST" and form.is_valid() and _still_last(request, form, correct, done):
        return redirect("cases:consent", case_id)
    return _shown(request, "cases/consent_change.html", {"form": form, "page": page, "row": row})


@needs(Act.CASE_WORK)
def withdraw_consent(request: HttpRequest, case_id: UUID, consent_id: UUID) -> HttpResponse:
    """Record that consent was withdrawn; the use stops in the same moment."""
    page, row = _workable(request, case_id), _row(request, case_id, consent_id)
    if row.state != "given":
        raise Http404
    viewer, state = viewer_of(request), consent_state(viewer_of(request), case_id)
    files, initial = request.FILES or None, _initial(row)
    form = WithdrawConsentForm(request.POST or None, files, initial=initial, given_on=row.said_on, state=state)

    def take_back() -> None:
        said, file = form.said("withdrawn"), form.cleaned_data["file"]
        consents.withdraw_consent(viewer, consent_id, said, file, expected_version=form.version)

    done = _("Withdrawn. From this moment the data is not used for this any more.")
    if request.method == "POST" and form.is_valid() and _still_last(request, form, take_back, done):
        return redirect("cases:consent", case_id)
    return _shown(request, "cases/consent_withdraw.html", {"form": form, "page": page, "row": row})


@needs(Act.ORIGINAL_OPEN)
def consent_file(request: HttpRequest, case_id: UUID, consent_id: UUID) -> HttpResponseBase:
    """The form itself, as it was handed in; opening it is journaled."""
    stream, kind = consents.open_form(viewer_of(request), case_id, consent_id)
    name = f"consent-{consent_id}.{kind}"
    return handed_out(stream, name)


@needs(Act.CASE_WORK)
def new_child_view(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Write down what the child thinks and wants."""
    page = _workable(request, case_id)
    form = ChildViewForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        child_view.record_child_view(viewer_of(request), case_id, form.asked())
        messages.success(request, _("The child's own view is kept. Earlier ones stay beside it."))
        return redirect(f"{reverse('cases:consent', args=[case_id])}#view")
    return render(request, "cases/child_view.html", {"form": form, "page": page})


def _still_last(request: HttpRequest, form: Versioned, act: Callable[[], object], done: str) -> bool:
    """Carry out an act on the last row of a line; where a later row has taken its place, say so beside what was typed."""
    try:
        return saved(request, form, act, done)
    except consents.AlreadyReplaced:
        form.add_error(None, _("A later statement has taken the place of this one. Nothing was saved."))
        return False


def _shown(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    """The form, with the notice of who else has this case open."""
    page: ConsentPage = context["page"]
    place = Place("case", page.case_id, Act.CASE_READ, page.person_id)
    return render(request, template, context | {"presence": notice(request, place)})


def _initial(row: ConsentRow) -> dict[str, Any]:
    return {"giver": row.giver, "giver_name": row.giver_name, "said_on": today()}


def _row(request: HttpRequest, case_id: UUID, consent_id: UUID) -> ConsentRow:
    return consent_row(viewer_of(request), case_id, consent_id, replaced_too=request.method == "POST")


def _workable(request: HttpRequest, case_id: UUID) -> ConsentPage:
    page = consent_page(viewer_of(request), case_id)
    if not page.may_work:
        raise Http404
    return page
