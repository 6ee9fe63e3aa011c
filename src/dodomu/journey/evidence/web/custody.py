"""An exhibit changes hands."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from dodomu.base.access.acts import Act
from dodomu.base.access.policy import OutOfReach
from dodomu.base.access.web import needs, viewer_of
from dodomu.journey.evidence import actions
from dodomu.journey.evidence.queries import ExhibitPage, choices
from dodomu.journey.evidence.web.custody_forms import BackForm, HandOverForm, PaperForm, ReceiveForm
from dodomu.journey.evidence.web.forms import ReasonForm
from dodomu.journey.evidence.web.look import Link, chain_of
from dodomu.journey.evidence.web.views import exhibit_context, page_of, sent


@needs(Act.EVIDENCE_TAKE)
def hand_over(request: HttpRequest, exhibit_id: UUID) -> HttpResponse:
    """Give an exhibit to a colleague or to somebody outside."""
    page = page_of(request, exhibit_id, Act.EVIDENCE_TAKE)
    viewer = viewer_of(request)
    receivers = choices.receivers(viewer, page.row.case_id)
    form = HandOverForm(request.POST or None, request.FILES or None, receivers=receivers)
    if request.method == "POST" and form.is_valid():
        try:
            event = actions.hand_over(viewer, exhibit_id, form.given)
        except actions.NotTheHolder:
            form.add_error(None, _("Somebody else has this exhibit in hand. They hand it over themselves."))
        except actions.SamePerson:
            form.add_error("receiver", _("They have it already. Choose somebody else."))
        except actions.NotWaiting:
            messages.warning(request, _("A hand-over of this exhibit is under way."))
            return redirect("evidence:exhibit", exhibit_id)
        except actions.SetAside:
            messages.warning(request, _("This exhibit was set aside."))
            return redirect("evidence:exhibit", exhibit_id)
        except ValueError:
            form.add_error("when", _("Name a moment that has come, after the last hand-over."))
        else:
            waits = event.state == "waiting"
            words = _("Recorded. It counts when the other side has confirmed it.") if waits else _("Handed over.")
            messages.success(request, words)
            return redirect("evidence:exhibit", exhibit_id)
    return render(request, "evidence/hand_over.html", exhibit_context(page) | {"form": form})


@needs(Act.EVIDENCE_TAKE)
def take_back(request: HttpRequest, exhibit_id: UUID) -> HttpResponse:
    """Record that an exhibit came back from outside."""
    page = page_of(request, exhibit_id, Act.EVIDENCE_TAKE)
    form = BackForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.take_back(viewer_of(request), exhibit_id, form.given)
        except (actions.NotTheHolder, actions.NotWaiting):
            messages.warning(request, _("This exhibit is not outside."))
            return redirect("evidence:exhibit", exhibit_id)
        except ValueError:
            form.add_error("when", _("Name a moment that has come, after the last hand-over."))
        else:
            messages.success(request, _("The exhibit is in your hands."))
            return redirect("evidence:exhibit", exhibit_id)
    return render(request, "evidence/take_back.html", exhibit_context(page) | {"form": form})


@needs(Act.EVIDENCE_TAKE)
def receive(request: HttpRequest, exhibit_id: UUID, event_id: UUID) -> HttpResponse:
    """Whoever it was given to says whether it arrived; others see that it waits for them."""
    page, link = _link(request, exhibit_id, event_id)
    form = ReceiveForm(request.POST or None) if link.row.may_receive else None
    if request.method == "POST" and form is not None and form.is_valid():
        viewer, given = viewer_of(request), form.cleaned_data
        try:
            if given["arrived"] == "yes":
                actions.receive(viewer, event_id)
                messages.success(request, _("The exhibit is in your hands."))
            else:
                actions.refuse(viewer, event_id, given["words"])
                messages.success(request, _("Recorded. The exhibit stays with whoever gave it."))
        except actions.NotWaiting:
            messages.warning(request, _("This hand-over waits no more."))
        return redirect("evidence:exhibit", exhibit_id)
    return render(request, "evidence/receive.html", exhibit_context(page) | {"form": form, "link": link})


@needs(Act.EVIDENCE_TAKE)
def withdraw(request: HttpRequest, exhibit_id: UUID, event_id: UUID) -> HttpResponse:
    """Take back a hand-over that nobody has confirmed."""
    page, link = _link(request, exhibit_id, event_id)
    if not link.row.may_withdraw:
        messages.warning(request, _("Only whoever recorded it takes it back, while it waits."))
        return redirect("evidence:exhibit", exhibit_id)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.withdraw(viewer_of(request), event_id, form.cleaned_data["reason"])
            messages.success(request, _("Taken back. The exhibit is still in your hands."))
        except actions.NotWaiting:
            messages.warning(request, _("This hand-over waits no more."))
        return redirect("evidence:exhibit", exhibit_id)
    return render(request, "evidence/withdraw.html", exhibit_context(page) | {"form": form, "link": link})


@needs(Act.EVIDENCE_TAKE)
def paper(request: HttpRequest, exhibit_id: UUID, event_id: UUID) -> HttpResponse:
    """Keep the paper that the side outside signed."""
    page, link = _link(request, exhibit_id, event_id)
    if not link.row.may_sign:
        messages.warning(request, _("No paper is missing here."))
        return redirect("evidence:exhibit", exhibit_id)
    form = PaperForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.add_paper(viewer_of(request), event_id, form.cleaned_data["paper"])
            messages.success(request, _("The signed paper is kept."))
        except actions.NotWaiting:
            messages.warning(request, _("No paper is missing here."))
        return sent(request, reverse("evidence:exhibit", args=[exhibit_id]))
    return render(request, "evidence/paper.html", exhibit_context(page) | {"form": form, "link": link})


def _link(request: HttpRequest, exhibit_id: UUID, event_id: UUID) -> tuple[ExhibitPage, Link]:
    page = page_of(request, exhibit_id, Act.EVIDENCE_TAKE)
    found = next((link for link in chain_of(page) if link.row.id == event_id), None)
    if found is None:
        raise OutOfReach
    return page, found
