"""Add, correct, withdraw and prefer facts; undo a join."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dodomu.base.access import policy
from dodomu.base.access.acts import Act
from dodomu.base.access.viewer import Viewer
from dodomu.base.access.web import needs, viewer_of
from dodomu.engine.values.sources import SourceKind
from dodomu.journey.registry import actions, queries
from dodomu.journey.registry.actions import AlreadyCorrected, FactInput, SaidBy
from dodomu.journey.registry.attributes import ATTRIBUTES, Attribute
from dodomu.journey.registry.web.forms import FactForm, ReasonForm, correction_form, fact_form
from dodomu.journey.registry.web.look import fact_line


@needs(Act.FACT_ADD)
def choose(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Which attribute the new fact is about."""
    viewer = viewer_of(request)
    policy.require(viewer, Act.FACT_ADD, subject=person_id)
    open_to_viewer = [one for one in ATTRIBUTES.values() if _sees(viewer, one, person_id)]
    return render(request, "registry/fact_choose.html", {"person_id": person_id, "attributes": open_to_viewer})


@needs(Act.FACT_ADD)
def add(request: HttpRequest, person_id: UUID, code: str) -> HttpResponseBase:
    """One more fact, with who said it."""
    viewer = viewer_of(request)
    policy.require(viewer, Act.FACT_ADD, subject=person_id)
    attribute = ATTRIBUTES.get(code)
    if attribute is None or not _sees(viewer, attribute, person_id):
        raise Http404
    form = fact_form(attribute)(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.add_fact(viewer, person_id, _stated(form), _said_by(form), form_id=form.statement)
        messages.success(request, _("The fact is recorded."))
        return redirect("registry:child", person_id)
    return render(request, "registry/fact_add.html", {"form": form, "person_id": person_id, "attribute": attribute})


@needs(Act.FACT_ADD)
def correct(request: HttpRequest, fact_id: UUID) -> HttpResponseBase:
    """Put right what was recorded wrongly."""
    viewer = viewer_of(request)
    fact, person_id = queries.fact(viewer, fact_id, Act.FACT_ADD)
    attribute = ATTRIBUTES[fact.attribute]
    form = correction_form(attribute, fact)(request.POST or None)
    if request.method == "POST" and form.is_valid():

        def corrected() -> None:
            actions.correct_fact(viewer, fact_id, form.value, form.cleaned_data["reason"])

        return _done(
            request, person_id, corrected, _("The fact is corrected. What stood there before stays in the history.")
        )
    context = {"form": form, "person_id": person_id, "attribute": attribute, "fact": fact_line(fact)}
    return render(request, "registry/fact_correct.html", context)


@needs(Act.FACT_WITHDRAW)
def withdraw(request: HttpRequest, fact_id: UUID) -> HttpResponseBase:
    """Let a fact no longer count."""
    return _with_reason(
        request,
        fact_id,
        Act.FACT_WITHDRAW,
        template="registry/fact_withdraw.html",
        action=actions.withdraw_fact,
        said=_("The fact is withdrawn."),
    )


@needs(Act.FACT_PIN)
def pin(request: HttpRequest, fact_id: UUID) -> HttpResponseBase:
    """Show this fact first, against the order of the rules."""
    return _with_reason(
        request,
        fact_id,
        Act.FACT_PIN,
        template="registry/fact_pin.html",
        action=actions.pin_fact,
        said=_("This value is shown first now."),
    )


@needs(Act.FACT_PIN)
@require_POST
def unpin(request: HttpRequest, person_id: UUID, code: str) -> HttpResponseBase:
    """Let the rules decide again."""
    if code not in ATTRIBUTES:
        raise Http404
    actions.unpin(viewer_of(request), person_id, code)
    messages.success(request, _("The rules decide again which value is shown first."))
    return redirect("registry:child", person_id)


def _with_reason(
    request: HttpRequest,
    fact_id: UUID,
    act: Act,
    *,
    template: str,
    action: Callable[[Viewer, UUID, str], None],
    said: str,
) -> HttpResponseBase:
    viewer = viewer_of(request)
    fact, person_id = queries.fact(viewer, fact_id, act)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return _done(request, person_id, lambda: action(viewer, fact_id, form.cleaned_data["reason"]), said)
    context = {
        "form": form,
        "person_id": person_id,
        "attribute": ATTRIBUTES[fact.attribute],
        "fact": fact_line(fact),
    }
    return render(request, template, context)


def _done(request: HttpRequest, person_id: UUID, action: Callable[[], None], said: str) -> HttpResponseBase:
    try:
        action()
        messages.success(request, said)
    except AlreadyCorrected:
        messages.warning(request, _("Somebody corrected or withdrew this fact while you were writing. Look again."))
    return redirect("registry:child", person_id)


def _sees(viewer: Viewer, attribute: Attribute, person_id: UUID) -> bool:
    return policy.sees_compartment(viewer, attribute.compartment or "", person_id)


def _stated(form: FactForm) -> FactInput:
    given = form.cleaned_data
    return FactInput(form.attribute.code, form.value, given["observed_on"], given["words"])


def _said_by(form: FactForm) -> SaidBy:
    return SaidBy(SourceKind(form.cleaned_data["kind"]), form.grade, form.cleaned_data["reporter"])
