"""Add, correct, withdraw and prefer facts; undo a join."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dodomu.base.access import policy
from dodomu.base.access.acts import Act
from dodomu.base.access.presence import Place
from dodomu.base.access.viewer import Viewer
from dodomu.base.access.web import needs, viewer_of
from dodomu.engine.values.sources import SourceKind
from dodomu.journey.registry import actions, queries
from dodomu.journey.registry.actions import AlreadyCorrected, FactInput, SaidBy
from dodomu.journey.registry.attributes import ATTRIBUTES, Attribute
from dodomu.journey.registry.web.forms import FactForm, ReasonForm, correction_form, fact_form
from dodomu.journey.registry.web.look import fact_line
from dodomu.kit.presence import notice
from dodomu.kit.versions import Versioned, saved


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
    form = fact_form(attribute)(request.POST or None, state=queries.attribute_state(person_id, code))

    def record() -> None:
        said_by, version = _said_by(form), form.version
        actions.add_fact(viewer, person_id, _stated(form), said_by, form_id=form.statement, expected_version=version)

    if request.method == "POST" and form.is_valid() and saved(request, form, record, _("The fact is recorded.")):
        return redirect("registry:child", person_id)
    context = {"form": form, "person_id": person_id, "attribute": attribute}
    return _shown(request, "registry/fact_add.html", context)


@needs(Act.FACT_ADD)
def correct(request: HttpRequest, fact_id: UUID) -> HttpResponseBase:
    """Put right what was recorded wrongly; what a colleague corrected meanwhile is shown first."""
    viewer = viewer_of(request)
    fact, person_id = queries.newest_fact(viewer, fact_id, Act.FACT_ADD)
    if request.method != "POST" and fact.id != fact_id and fact.counts:
        return redirect("registry:fact_correct", fact.id)
    attribute = ATTRIBUTES[fact.attribute]
    form = correction_form(attribute, fact)(request.POST or None, state=queries.fact_state(fact))

    def put_right() -> None:
        reason, version = form.cleaned_data["reason"], form.version
        actions.correct_fact(viewer, fact.id, form.value, reason, expected_version=version)

    said = _("The fact is corrected. What stood there before stays in the history.")
    return _settled(request, "registry/fact_correct.html", form, (fact, person_id), act=put_right, said=said)


@needs(Act.FACT_WITHDRAW)
def withdraw(request: HttpRequest, fact_id: UUID) -> HttpResponseBase:
    """Let a fact no longer count."""
    template, said = "registry/fact_withdraw.html", _("The fact is withdrawn.")
    return _with_reason(request, fact_id, Act.FACT_WITHDRAW, template=template, action=actions.withdraw_fact, said=said)


@needs(Act.FACT_PIN)
def pin(request: HttpRequest, fact_id: UUID) -> HttpResponseBase:
    """Show this fact first, against the order of the rules."""
    template, said = "registry/fact_pin.html", _("This value is shown first now.")
    return _with_reason(request, fact_id, Act.FACT_PIN, template=template, action=actions.pin_fact, said=said)


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
    request: HttpRequest, fact_id: UUID, act: Act, *, template: str, action: Callable[..., None], said: str
) -> HttpResponseBase:
    viewer = viewer_of(request)
    fact, person_id = queries.newest_fact(viewer, fact_id, act)
    if request.method != "POST" and fact.id != fact_id:
        raise Http404
    form = ReasonForm(request.POST or None, state=queries.attribute_state(person_id, fact.attribute))

    def carry_out() -> None:
        if fact.id != fact_id:
            raise AlreadyCorrected
        action(viewer, fact_id, form.cleaned_data["reason"], expected_version=form.version)

    return _settled(request, template, form, (fact, person_id), act=carry_out, said=said)


def _settled(
    request: HttpRequest,
    template: str,
    form: Versioned,
    about: tuple[queries.StatedFact, UUID],
    *,
    act: Callable[[], None],
    said: str,
) -> HttpResponseBase:
    """Carry out an act on a fact that counts. One that does not any more is told beside what was typed."""
    fact, person_id = about
    if request.method != "POST" and not fact.counts:
        raise Http404
    if request.method == "POST" and form.is_valid() and _still_there(request, form, fact, act, said):
        return redirect("registry:child", person_id)
    context = {
        "form": form,
        "person_id": person_id,
        "attribute": ATTRIBUTES[fact.attribute],
        "fact": fact_line(fact),
    }
    return _shown(request, template, context)


def _still_there(
    request: HttpRequest, form: Versioned, fact: queries.StatedFact, act: Callable[[], None], said: str
) -> bool:
    try:
        if fact.counts:
            return saved(request, form, act, said)
    except AlreadyCorrected:
        pass
    form.add_error(None, _("Somebody corrected or withdrew this fact while you were writing. Nothing was saved."))
    return False


def _shown(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponseBase:
    """The form, with the notice of who else changes facts of this person."""
    place = Place("person", context["person_id"], Act.PERSON_READ, context["person_id"])
    return render(request, template, context | {"presence": notice(request, place)})


def _sees(viewer: Viewer, attribute: Attribute, person_id: UUID) -> bool:
    return policy.sees_compartment(viewer, attribute.compartment or "", person_id)


def _stated(form: FactForm) -> FactInput:
    given = form.cleaned_data
    return FactInput(form.attribute.code, form.value, given["observed_on"], given["words"])


def _said_by(form: FactForm) -> SaidBy:
    return SaidBy(SourceKind(form.cleaned_data["kind"]), form.grade, form.cleaned_data["reporter"])
