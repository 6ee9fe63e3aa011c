"""What takes two: legal holds and disclosure lists."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from dodomu.base.access import policy
from dodomu.base.access.acts import Act
from dodomu.base.access.web import needs, viewer_of
from dodomu.journey.evidence import actions, queries
from dodomu.journey.evidence.web.forms import ReasonForm
from dodomu.journey.evidence.web.look import second_status
from dodomu.journey.evidence.web.second_forms import AnswerForm, DisclosureForm, HoldForm

Refusals = dict[type[Exception], str]
"""What may refuse an answer, and how the form says it."""


@needs(Act.EVIDENCE_WORK)
def place_hold(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Ask that nothing of a case is destroyed."""
    viewer = viewer_of(request)
    page = queries.case_evidence(viewer, case_id)
    form = HoldForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.place_hold(viewer, case_id, form.hold)
        messages.success(request, _("Nothing of this case is destroyed from now on. A second person reads it."))
        return redirect("evidence:case", case_id)
    return render(request, "evidence/hold_new.html", {"form": form, "page": page})


@needs(Act.EVIDENCE_READ)
def hold(request: HttpRequest, hold_id: UUID) -> HttpResponse:
    """One hold, who placed it, and what was asked to end it."""
    row = queries.hold(viewer_of(request), hold_id)
    liftings = [(one, second_status(one.state, one.state_label)) for one in row.liftings]
    return render(request, "evidence/hold.html", _shown(row) | {"liftings": liftings, "may_work": _works(request, row)})


@needs(Act.EVIDENCE_CONFIRM)
def answer_hold(request: HttpRequest, hold_id: UUID) -> HttpResponse:
    """The second person confirms a hold or ends it."""
    viewer, row = viewer_of(request), queries.hold(viewer_of(request), hold_id)
    yes, no = _("I confirm: nothing of this case is destroyed"), _("I do not confirm: the hold ends")
    form = AnswerForm(request.POST or None, yes=yes, no=no)
    if _answered(request, form, partial(actions.answer_hold, viewer, hold_id)):
        return redirect("evidence:hold", hold_id)
    return render(request, "evidence/hold_answer.html", _shown(row) | {"form": form})


@needs(Act.EVIDENCE_WORK)
def lift(request: HttpRequest, hold_id: UUID) -> HttpResponse:
    """Say that a hold is no longer needed."""
    viewer, row = viewer_of(request), queries.hold(viewer_of(request), hold_id)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.ask_lifting(viewer, hold_id, form.cleaned_data["reason"])
            messages.success(request, _("A second person reads it. The hold goes on until then."))
        except (actions.NotHeld, actions.NotWaiting):
            messages.warning(request, _("This hold cannot be lifted now: look at what was asked before."))
        return redirect("evidence:hold", hold_id)
    return render(request, "evidence/hold_lift.html", _shown(row) | {"form": form})


@needs(Act.EVIDENCE_CONFIRM)
def answer_lifting(request: HttpRequest, hold_id: UUID, lifting_id: UUID) -> HttpResponse:
    """The second person agrees that a hold ends, or not."""
    viewer, row = viewer_of(request), queries.hold(viewer_of(request), hold_id)
    lifting = next((one for one in row.liftings if one.id == lifting_id), None)
    if lifting is None:
        raise policy.OutOfReach
    yes, no = _("I agree: the hold ends"), _("I do not agree: the hold goes on")
    form = AnswerForm(request.POST or None, yes=yes, no=no)
    if _answered(request, form, partial(actions.answer_lifting, viewer, lifting_id)):
        return redirect("evidence:hold", hold_id)
    return render(request, "evidence/lifting_answer.html", _shown(row) | {"form": form, "lifting": lifting})


@needs(Act.EVIDENCE_WORK)
def disclose(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Decide what becomes of every exhibit for one recipient."""
    viewer = viewer_of(request)
    page = queries.case_evidence(viewer, case_id)
    form = DisclosureForm(request.POST or None, page=page, copies=queries.copies_of_case(viewer, case_id))
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.ask_disclosure(viewer, case_id, form.disclosure)
            messages.success(request, _("A second person reads it. Nothing leaves before."))
            return redirect("evidence:disclosure", made.id)
        except actions.NotWhole:
            form.add_error(None, _("The exhibits of this case have changed. Look at the list again."))
        except actions.ConsentStopped:
            form.add_error("basis", _no_consent())
    return render(request, "evidence/disclose.html", {"form": form, "page": page})


@needs(Act.EVIDENCE_READ)
def disclosure(request: HttpRequest, list_id: UUID) -> HttpResponse:
    """One list: what is given to whom, what is withheld and why."""
    row = queries.disclosure(viewer_of(request), list_id)
    return render(request, "evidence/disclosure.html", _shown(row))


@needs(Act.EVIDENCE_CONFIRM)
def answer_disclosure(request: HttpRequest, list_id: UUID) -> HttpResponse:
    """The second person confirms a list, or nothing leaves by it."""
    viewer, row = viewer_of(request), queries.disclosure(viewer_of(request), list_id)
    yes, no = _("I confirm: this may be given"), _("I do not confirm: nothing leaves by this list")
    form = AnswerForm(request.POST or None, yes=yes, no=no)
    refusals: Refusals = {
        actions.NotWhole: _("An exhibit was taken in or set aside since. A new list has to be made."),
        actions.ConsentStopped: _no_consent(),
    }
    if _answered(request, form, partial(actions.answer_disclosure, viewer, list_id), refusals):
        return redirect("evidence:disclosure", list_id)
    return render(request, "evidence/disclosure_answer.html", _shown(row) | {"form": form})


def _answered(
    request: HttpRequest,
    form: AnswerForm,
    answer: Callable[..., object],
    refusals: Refusals | None = None,
) -> bool:
    """Give the second person's answer; whether there is nothing more to answer. What refuses it is said on the form."""
    if request.method != "POST" or not form.is_valid():
        return False
    said: Refusals = {actions.SamePerson: _("You asked for it yourself. Another colleague has to answer.")}
    said |= refusals or {}
    try:
        answer(**form.answer)
    except actions.NotWaiting:
        messages.warning(request, _("Somebody has answered already."))
        return True
    except tuple(said) as refused:
        form.add_error(None, said[type(refused)])
        return False
    messages.success(request, _("Your answer is recorded."))
    return True


def _no_consent() -> str:
    return _("Consent to this use does not hold. Only an order of a court, or withholding everything, is possible.")


def _shown(row: queries.HoldRow | queries.DisclosureRow) -> dict[str, object]:
    return {"row": row, "status": second_status(row.state, row.state_label)}


def _works(request: HttpRequest, row: queries.HoldRow) -> bool:
    return policy.may(viewer_of(request), Act.EVIDENCE_WORK, subject=row.person_id)
