"""Triage on a phone: one page to fill in, one that tells the colour and what to do, and what waits for a person."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from dodomu.base.access.acts import Act
from dodomu.base.access.web import needs, viewer_of
from dodomu.engine.values.dates import PartialDate
from dodomu.journey.cases.queries.destructions import still_kept
from dodomu.journey.reception import actions, labels, queries
from dodomu.journey.reception.queries import choices
from dodomu.journey.reception.web import look
from dodomu.journey.reception.web.forms import AnsweredForm, HandForm
from dodomu.journey.reception.web.triage_form import TriageForm
from dodomu.kit.dates import today
from dodomu.kit.drafts import Drafted

TRIAGE = "reception.triage"
"""What a draft of this page is about."""


@needs(Act.TRIAGE_RECORD)
def new_triage(request: HttpRequest, arrival_id: UUID) -> HttpResponseBase:
    """One look at a child; an earlier one stays as it is. What is typed is kept until it is sent."""
    viewer = viewer_of(request)
    page = queries.arrival(viewer, arrival_id)
    still_kept(page.row.case_id)
    if page.row.state != "here" or not page.may_triage:
        raise Http404
    born = _plausible(page.row.born)
    form = TriageForm(request.POST or None, born=born, sex=page.row.sex, on=today(), arrived_at=page.row.arrived_at)
    back = reverse("reception:arrival", args=[arrival_id])
    drafted = Drafted(request, f"{TRIAGE}:{arrival_id}", back=back)
    drafted.fill(form)
    kept = drafted.answer(lambda: {"so-far": _so_far(request, form)}) if request.method == "POST" else None
    if kept is not None:
        return kept
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            made = actions.record_triage(viewer, arrival_id, form.look, at=given["time"], note=given["note"])
        except actions.NotNow:
            messages.warning(request, _("It stands otherwise by now. Look again."))
            return redirect(back)
        drafted.end()
        return redirect("reception:triage", made.id)
    context = {"form": form, "page": page, "row": page.row, "called": look.called(page.row), "who": look.who(page.row)}
    context |= {"drafted": drafted, "back": back, "so_far": _said_so_far(form)}
    return render(request, "reception/triage_new.html", context)


def _said_so_far(form: TriageForm) -> look.SoFar:
    wrong = [str(form[name].label) for name in form.errors if name in form.fields] if form.is_bound else []
    return look.so_far(form.judged, wrong)


def _so_far(request: HttpRequest, form: TriageForm) -> str:
    return render_to_string("reception/so_far.html", {"so_far": _said_so_far(form)}, request)


def _plausible(born: PartialDate | None) -> PartialDate | None:
    """A date of birth that lies ahead tells no age."""
    return born if born and born.earliest <= today() else None


@needs(Act.ARRIVAL_READ)
def triage(request: HttpRequest, triage_id: UUID) -> HttpResponse:
    """The colour of one look, why, and what to do and measure next."""
    viewer = viewer_of(request)
    row = queries.triage(viewer, triage_id)
    page = queries.arrival(viewer, row.arrival_id)
    if row.result is None or row.look is None:
        raise Http404
    context = {
        "page": page,
        "triage": row,
        "called": look.called(page.row),
        "who": look.who(page.row),
        "status": look.colour_of(row.colour),
        "short": look.short_of(row.colour),
        "next": labels.NEXT[row.colour],
        "reasons": look.reasons_of(row.result),
        "lacks": look.lacks_of(row.result),
        "measured": look.measured(row.look),
        "signs": look.found_signs(row.look),
        "latest": page.triages[0].id == row.id,
    }
    return render(request, "reception/triage.html", context)


@needs(Act.TRIAGE_RECORD)
def alert(request: HttpRequest, alert_id: UUID) -> HttpResponse:
    """Somebody has been with the child and says what was done."""
    viewer = viewer_of(request)
    row = queries.alert(viewer, alert_id)
    form = AnsweredForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.acknowledge(viewer, alert_id, form.cleaned_data["note"])
            messages.success(request, _("Recorded. It no longer waits."))
        except actions.NotNow:
            messages.warning(request, _("Somebody has answered already."))
        return redirect("reception:arrival", row.arrival_id)
    page = queries.arrival(viewer, row.arrival_id)
    context = {
        "form": form,
        "alert": row,
        "page": page,
        "called": look.called(page.row),
        "status": look.colour_of(row.kind),
    }
    return render(request, "reception/alert.html", context)


@needs(Act.TRIAGE_RECORD)
def hand_alert(request: HttpRequest, alert_id: UUID) -> HttpResponse:
    """Another colleague goes to the child."""
    viewer = viewer_of(request)
    row = queries.alert(viewer, alert_id)
    if not row.open:
        raise Http404
    colleagues = choices.carers(viewer, row.arrival_id)
    form = HandForm(request.POST or None, colleagues=colleagues, initial={"owner": str(row.owner_id)})
    if request.method == "POST" and form.is_valid():
        try:
            actions.hand_alert(viewer, alert_id, UUID(form.cleaned_data["owner"]))
            messages.success(request, _("Recorded."))
        except actions.NotNow:
            messages.warning(request, _("Somebody has answered already."))
        return redirect("reception:arrival", row.arrival_id)
    page = queries.arrival(viewer, row.arrival_id)
    return render(
        request, "reception/hand.html", {"form": form, "alert": row, "page": page, "called": look.called(page.row)}
    )
