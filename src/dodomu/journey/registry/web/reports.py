"""Record a statement; read, withdraw and hand out one report."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from dodomu.base.access import policy
from dodomu.base.access.acts import Act
from dodomu.base.access.viewer import Viewer
from dodomu.base.access.web import needs, viewer_of
from dodomu.journey.registry import actions, queries
from dodomu.journey.registry.phrases import SOURCE_KINDS
from dodomu.journey.registry.vocabulary import Channel, Consent, MentionRole
from dodomu.journey.registry.web.call_lines import told
from dodomu.journey.registry.web.forms import ReasonForm, StatementForm
from dodomu.journey.registry.web.look import mention_blocks, words_of
from dodomu.journey.registry.web.requester_look import RequesterBlock, requester_block
from dodomu.journey.registry.web.statement import stated
from dodomu.kit.handing_out import handed_out

CHANNELS, CONSENTS, ROLES = dict(Channel.choices), dict(Consent.choices), dict(MentionRole.choices)


@needs(Act.REPORT_RECORD)
def new_report(request: HttpRequest) -> HttpResponseBase:
    """The plain form: what was said about one child."""
    viewer = viewer_of(request)
    form = StatementForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        report = actions.record_report(viewer, stated(viewer, form))
        return redirect("registry:recorded", report.id)
    return render(request, "registry/report_new.html", {"form": form})


@needs(Act.REPORT_RECORD)
def recorded(request: HttpRequest, report_id: UUID) -> HttpResponse:
    """That the statement is recorded, and its reference; the record itself only for those who reach it."""
    viewer = viewer_of(request)
    return render(
        request,
        "registry/report_recorded.html",
        {
            "report_id": report_id,
            "children": queries.children_in(viewer, report_id),
            "may_call": policy.may(viewer, Act.CALL_TAKE),
        },
    )


@needs(Act.REPORT_READ)
def report(request: HttpRequest, report_id: UUID) -> HttpResponse:
    """One report with everything in it the viewer may see; opening it is journaled."""
    viewer = viewer_of(request)
    found = actions.open_report(viewer, report_id)
    context = {
        "report": found,
        "mentions": mention_blocks(found, ROLES),
        "words": words_of(found),
        "told": told(found.words["call"]) if found.words and "call" in found.words else [],
        "requesters": _requesters(viewer, report_id),
        "channel": CHANNELS.get(found.channel, found.channel),
        "consent": CONSENTS.get(found.consent, found.consent),
        "kind": SOURCE_KINDS.get(found.source_kind, found.source_kind),
        "may_withdraw": policy.may(viewer, Act.FACT_WITHDRAW) and found.withdrawn_at is None,
        "may_see_list": policy.may(viewer, Act.LIST_WITHDRAW),
    }
    return render(request, "registry/report.html", context)


@needs(Act.FACT_WITHDRAW)
def report_withdraw(request: HttpRequest, report_id: UUID) -> HttpResponseBase:
    """Let a whole report no longer count."""
    viewer = viewer_of(request)
    found = queries.report(viewer, report_id)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.withdraw_report(viewer, report_id, form.cleaned_data["reason"])
            messages.success(request, _("The report is withdrawn. Nothing in it counts any more; it stays readable."))
        except actions.AlreadyCorrected:
            messages.warning(request, _("This report was withdrawn before."))
        return redirect("registry:report", report_id)
    return render(request, "registry/report_withdraw.html", {"form": form, "report": found})


@needs(Act.ORIGINAL_OPEN)
def original(request: HttpRequest, report_id: UUID) -> HttpResponseBase:
    """The untouched original, as a file; opening it is journaled."""
    stream = actions.open_original_of(viewer_of(request), report_id)
    name = f"original-{report_id}.bin"
    return handed_out(stream, name)


def _requesters(viewer: Viewer, report_id: UUID) -> list[tuple[UUID, RequesterBlock]]:
    """For each child of the report within reach, what is verified of whoever asked."""
    if Act.PERSON_READ not in viewer.acts:
        return []
    rows = queries.requesters_in(viewer, report_id)
    persons = queries.persons_of([row.child for row in rows])
    return [(persons[row.child], requester_block(row)) for row in rows if row.child in persons]
