"""Destroying the care data of a closed case: what it would mean, asking for it, the second person's answer."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from dodomu.base import shred
from dodomu.base.access.acts import Act
from dodomu.base.access.web import needs, viewer_of
from dodomu.journey.cases import actions
from dodomu.journey.cases.queries import destructions as kept
from dodomu.journey.cases.web.destroying_forms import AnswerDestructionForm, CaseNumberForm, DestructionForm
from dodomu.kit.status import Status

STATES = {"waiting": "notice", "confirmed": "harm", "declined": "neutral", "alone": "harm"}


@needs(Act.CARE_DESTROY_CONFIRM)
def destructions(request: HttpRequest) -> HttpResponse:
    """All requests, and the way to a case by its number for those who may ask."""
    viewer = viewer_of(request)
    rows = [(row, _status(row)) for row in kept.destructions(viewer)]
    waiting = sum(row.state == "waiting" for row, _look in rows)
    may_ask = Act.CARE_DESTROY in viewer.acts
    form = CaseNumberForm(request.POST or None) if may_ask else None
    if form and request.method == "POST" and form.is_valid():
        case_id = kept.case_to_destroy(viewer, form.cleaned_data["number"])
        if case_id:
            return redirect("cases:destroy", case_id)
        form.add_error("number", _("There is no case with this number."))
    closed = kept.closed_cases(viewer) if may_ask else []
    context = {"rows": rows, "waiting": waiting, "form": form, "closed": closed}
    return render(request, "cases/destructions.html", context)


@needs(Act.CARE_DESTROY)
def destroy(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Read what would be destroyed and what stays, then ask for it."""
    viewer = viewer_of(request)
    plan = kept.planned(viewer, case_id)
    if earlier := plan.waiting or plan.done:
        return redirect("cases:answer_destruction", case_id, earlier.id)
    form = DestructionForm(request.POST or None, plan=plan)
    if request.method == "POST" and not plan.against and form.is_valid():
        try:
            asked = actions.ask_destruction(viewer, case_id, form.destruction)
            messages.success(request, _asked_words(asked.state))
            return redirect("cases:answer_destruction", case_id, asked.id)
        except actions.PlanChanged:
            form.add_error(None, _("Something was added since you opened this page. Read it again; nothing happened."))
        except actions.NotReviewed:
            form.add_error("why", _not_reviewed())
        except shred.ShredRefused as refused:
            form.add_error(None, str(refused.sentence))
        except (actions.NotWaiting, actions.CareDestroyed):
            messages.info(request, _("Somebody else has asked for it already."))
            return redirect("cases:destructions")
        plan = kept.planned(viewer, case_id)
        form.see(plan)
    return render(request, "cases/destroy.html", {"plan": plan, "form": form, "alone": viewer.alone})


@needs(Act.CARE_DESTROY_CONFIRM)
def answer_destruction(request: HttpRequest, case_id: UUID, destruction_id: UUID) -> HttpResponse:
    """The request with its answer; the second person confirms it or says no."""
    viewer = viewer_of(request)
    row = kept.destruction(viewer, destruction_id)
    if row.case_id != case_id:
        raise Http404
    form = AnswerDestructionForm(request.POST or None)
    if request.method == "POST" and row.may_answer and form.is_valid():
        given = form.cleaned_data
        try:
            actions.answer_destruction(viewer, destruction_id, given["reason"], agrees=given["answer"] == "yes")
            messages.success(request, _("Your answer is recorded."))
            return redirect("cases:answer_destruction", case_id, destruction_id)
        except (actions.NotWaiting, actions.CareDestroyed):
            messages.warning(request, _("Somebody has answered already."))
            return redirect("cases:answer_destruction", case_id, destruction_id)
        except actions.PlanChanged:
            form.add_error(None, _changed())
        except shred.ShredRefused as refused:
            form.add_error(None, str(refused.sentence))
    plan = kept.planned(viewer, case_id)
    context = {
        "row": row,
        "status": _status(row),
        "plan": plan,
        "form": form,
        "own": row.by_id == viewer.user_id,
        "changed": row.state == "waiting" and not kept.is_as_seen(row, plan),
        "changed_words": _changed(),
    }
    return render(request, "cases/destruction.html", context)


def _status(row: kept.DestructionRow) -> Status:
    words: dict[str, str | Promise] = {
        "confirmed": _("destroyed"),
        "alone": _("destroyed, not confirmed: nobody else works here"),
    }
    return Status(words.get(row.state, row.state_label), STATES[row.state])


def _asked_words(state: str) -> str:
    if state == "alone":
        return _("The care data are destroyed. It is marked as not confirmed: nobody else works here.")
    return _("A second person is asked. Nothing is destroyed before they agree.")


def _not_reviewed() -> str:
    return _(
        "Nobody has marked this case to be destroyed in the review of what is kept. Do that first, or give another reason."
    )


def _changed() -> str:
    return _(
        "Something was added to the case since this was asked for. Nothing was destroyed. Say no to this request; who "
        "asked can look at it again and ask anew."
    )
