"""Who asked for a child: how to reach them safely, what of them is verified; and calls that may be about a child known."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from dodomu.base.access import policy
from dodomu.base.access.acts import Act
from dodomu.base.access.web import needs, viewer_of
from dodomu.journey.registry import actions, queries
from dodomu.journey.registry.actions import Check
from dodomu.journey.registry.phrases import at_a_glance, lang_of
from dodomu.journey.registry.vocabulary import Checked, CheckMeans, CheckResult
from dodomu.journey.registry.web.requester_form import VerificationForm
from dodomu.journey.registry.web.requester_look import requester_block


@needs(Act.PERSON_READ)
def requesters(request: HttpRequest, person_id: UUID) -> HttpResponseBase:
    """Everybody who asked for one child; opening it is journaled."""
    viewer = viewer_of(request)
    current = queries.current_person(person_id)
    if current != person_id:
        return redirect("registry:requesters", current)
    rows = [requester_block(row) for row in actions.open_requesters(viewer, person_id)]
    may_verify = policy.may(viewer, Act.REQUESTER_VERIFY, subject=person_id)
    context = {"person_id": person_id, "requesters": rows, "may_verify": may_verify}
    return render(request, "registry/requesters.html", context)


@needs(Act.REQUESTER_VERIFY)
def verify(request: HttpRequest, person_id: UUID, report_id: UUID) -> HttpResponseBase:
    """Record what was found out about one requester."""
    viewer = viewer_of(request)
    policy.require(viewer, Act.REQUESTER_VERIFY, subject=person_id)
    row = next((one for one in queries.requesters_of(viewer, person_id) if one.report_id == report_id), None)
    if row is None:
        raise Http404
    wanted = request.GET.get("what", "")
    form = VerificationForm(request.POST or None, claimed=bool(row.kinship), what=wanted)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        check = Check(
            Checked(given["what"]),
            CheckResult(given["result"]),
            given["checked_on"].earliest,
            given["words"],
            CheckMeans(given["means"]) if given["means"] else None,
        )
        actions.verify_requester(viewer, person_id, report_id, check)
        messages.success(request, _("The verification is recorded."))
        return redirect("registry:requesters", person_id)
    context = {"form": form, "person_id": person_id, "requester": requester_block(row)}
    return render(request, "registry/requester_verify.html", context)


@needs(Act.CANDIDATE_DECIDE)
def known_call(request: HttpRequest, draft_id: UUID) -> HttpResponse | HttpResponseBase:
    """Whom a call may be about; POST says that it was looked at."""
    viewer = viewer_of(request)
    if request.method == "POST":
        actions.settle_known_call(viewer, draft_id)
        messages.success(request, _("The call is off the list. Its report stays in the queue of matches."))
        return redirect("entry:home")
    call = actions.open_known_call(viewer, draft_id)
    persons = [(person_id, one.name, at_a_glance(one), lang_of(one)) for person_id, one in call.persons]
    return render(request, "registry/known_call.html", {"call": call, "persons": persons})
