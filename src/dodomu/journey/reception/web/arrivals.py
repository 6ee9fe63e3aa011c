"""Who is expected and who is here; one arrival; a child or a whole group has arrived, does not come, leaves."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from dodomu.base.access import policy
from dodomu.base.access.acts import Act
from dodomu.base.access.drafts import begun
from dodomu.base.access.viewer import Viewer
from dodomu.base.access.web import needs, viewer_of
from dodomu.journey.reception import actions, labels, queries
from dodomu.journey.reception.queries import ArrivalPage, ArrivalRow, choices
from dodomu.journey.reception.web import look
from dodomu.journey.reception.web.care import PARTICULARS
from dodomu.journey.reception.web.forms import ExpectForm, ReceiveForm, WordsForm
from dodomu.journey.reception.web.tables import STATES, ArrivalsTable, in_order
from dodomu.journey.reception.web.triage import TRIAGE
from dodomu.kit.tables import serve_table


@dataclass(frozen=True, slots=True)
class Batch:
    """Those of one group of a mission who are still expected."""

    group_id: UUID
    mission: str
    group: str
    expected_at: datetime | None
    expected: int
    late: bool


@needs(Act.ARRIVAL_READ)
def arrivals(request: HttpRequest) -> HttpResponse:
    """The list of arrivals, by group; no name in it."""
    viewer = viewer_of(request)
    wanted = ArrivalsTable.wanted(request)
    rows = queries.arrivals(viewer, states=STATES.get(wanted.filters.get("show", ""), STATES[""]))
    table = ArrivalsTable(request, in_order(rows))
    counts = Counter(row.state for row in rows)
    context = {
        "batches": _batches(rows),
        "expected": counts["expected"],
        "here": counts["here"],
        "untriaged": sum(row.state == "here" and not row.triaged for row in rows),
        "may_work": policy.may(viewer, Act.ARRIVAL_WORK),
        "may_places": policy.may(viewer, Act.ARRIVAL_READ),
    }
    return serve_table(request, table, "reception/arrivals.html", context)


def _batches(rows: list[ArrivalRow]) -> list[Batch]:
    groups: dict[UUID, list[ArrivalRow]] = {}
    for row in rows:
        if row.state == "expected" and row.group_id:
            groups.setdefault(row.group_id, []).append(row)
    found = [
        Batch(key, own[0].mission, own[0].group, own[0].expected_at, len(own), look.is_late(own[0]))
        for key, own in groups.items()
    ]
    return sorted(found, key=lambda one: (one.expected_at is None, one.expected_at and one.expected_at.timestamp()))


def _begun(viewer: Viewer, arrival_id: UUID) -> dict[str, datetime]:
    """The pages of this arrival on which the viewer has begun to write, and since when it is kept."""
    pages = {f"{page}:{arrival_id}": page.rpartition(".")[2] for page in (TRIAGE, PARTICULARS)}
    return {pages[about]: at for about, at in begun(viewer.user_id, pages).items()}


@needs(Act.ARRIVAL_READ)
@require_http_methods(["GET", "HEAD", "POST"])
def name(request: HttpRequest, arrival_id: UUID) -> HttpResponse:
    """The name of one child, asked for by POST and journaled; without scripts on the page of the arrival."""
    viewer = viewer_of(request)
    if request.method != "POST":
        queries.arrival(viewer, arrival_id)
        return redirect("reception:arrival", arrival_id)
    shown = actions.show_name(viewer, arrival_id)
    if request.headers.get("HX-Request"):
        return render(request, "reception/name_shown.html", {"name": shown})
    return render(request, "reception/arrival.html", _page(request, arrival_id) | {"name": shown, "name_shown": True})


@needs(Act.ARRIVAL_READ)
def arrival(request: HttpRequest, arrival_id: UUID) -> HttpResponse:
    """One arrival with all that belongs to it."""
    return render(request, "reception/arrival.html", _page(request, arrival_id))


def _page(request: HttpRequest, arrival_id: UUID) -> dict[str, Any]:
    viewer = viewer_of(request)
    page = queries.arrival(viewer, arrival_id)
    row = page.row
    latest = page.triages[0] if page.triages else None
    return {
        "page": page,
        "row": row,
        "called": look.called(row),
        "who": look.who(row),
        "status": look.state_of(row),
        "triage": look.triage_of(row),
        "reasons": look.reasons_of(latest.result) if latest and latest.result else [],
        "next": labels.NEXT.get(row.colour, ""),
        "begun": _begun(viewer, arrival_id),
        "needs": [look.need_line(need, may_send=page.may_send) for need in page.needs],
        "topics": [(labels.TOPICS.get(one.topic, one.topic), one) for one in page.topics if one.ended_at is None],
        "told": queries.told_of(viewer, row.person_id)
        if policy.may(viewer, Act.PERSON_READ, subject=row.person_id)
        else [],
        "request_url": look.request_url(row.person_id),
        "family": [(look.called(one), one) for one in page.family],
        "first": _first(page),
    }


def _first(page: ArrivalPage) -> str:
    """What to do next with this child: the one primary button."""
    if page.row.state in {"expected", "not_coming"}:
        return "receive" if page.may_work else ""
    if page.row.state != "here":
        return ""
    if page.may_triage and (page.alerts or not page.row.triaged or page.row.colour == "undetermined"):
        return "alert" if page.alerts and page.row.colour == "red" else "triage"
    return "bed" if page.may_work and page.row.bed is None else ""


@needs(Act.ARRIVAL_WORK)
def receive(request: HttpRequest, arrival_id: UUID) -> HttpResponse:
    """One child has arrived."""
    row = queries.arrival(viewer_of(request), arrival_id).row
    if row.state not in {"expected", "not_coming"}:
        raise Http404
    return _receive(request, [row], "reception:arrival", arrival_id)


@needs(Act.ARRIVAL_WORK)
def receive_group(request: HttpRequest, expected_group: UUID) -> HttpResponse:
    """All of a group who are here."""
    rows = queries.arrivals(viewer_of(request), states=("expected",), group_id=expected_group)
    if not rows:
        raise Http404
    return _receive(request, in_order(rows), "reception:arrivals")


def _receive(request: HttpRequest, rows: list[ArrivalRow], onward: str, *args: UUID) -> HttpResponse:
    viewer, team_id = viewer_of(request), rows[0].team_id
    centres = choices.centres_in(viewer, team_id)
    initial = {"centre": str(rows[0].centre_id or "")}
    colleagues = choices.receivers(viewer, team_id)
    form = ReceiveForm(request.POST or None, rows=rows, centres=centres, colleagues=colleagues, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            done = actions.receive(viewer, form.received, form.handing)
        except actions.NotNow:
            messages.warning(request, _("Somebody was faster. Look again."))
            return redirect("reception:arrivals")
        count = len(done)
        said = ngettext("%(count)s child is here. Next: triage.", "%(count)s children are here. Next: triage.", count)
        messages.success(request, said % {"count": count})
        return redirect(onward, *args)
    context = {"form": form, "rows": rows, "one": rows[0] if len(rows) == 1 else None, "called": look.called(rows[0])}
    return render(request, "reception/receive.html", context)


@needs(Act.ARRIVAL_WORK)
def expect(request: HttpRequest) -> HttpResponse:
    """A child that no mission brings."""
    viewer = viewer_of(request)
    teams = choices.teams(viewer, Act.ARRIVAL_WORK)
    form = ExpectForm(request.POST or None, teams=teams)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.expect(viewer, form.cleaned_data["number"], form.team_id, expected_at=form.expected_at)
        except actions.NoSuchCase:
            form.add_error("number", _("No open case with this number is within your reach. Ask the case worker."))
        except actions.AlreadyExpected:
            form.add_error("number", _("This child is expected or here already. Look in the list."))
        else:
            here = form.expected_at is None
            return redirect("reception:receive" if here else "reception:arrival", made.id)
    return render(request, "reception/expect.html", {"form": form, "teams": teams})


@dataclass(frozen=True, slots=True)
class Words:
    """One act that takes a reason: what the page says, and what is done."""

    heading: str | Promise
    lead: str | Promise
    label: str | Promise
    submit: str | Promise
    states: frozenset[str]
    act: Callable[..., Any]
    done: str | Promise


NOT_COMING = Words(
    gettext_lazy("The child does not come"),
    gettext_lazy(
        "The child leaves the list of those who are expected. It can be received all the same if it comes after all."
    ),
    gettext_lazy("What happened"),
    gettext_lazy("It does not come"),
    frozenset({"expected"}),
    actions.not_coming,
    gettext_lazy("Recorded. The child is no longer expected."),
)
LEAVE = Words(
    gettext_lazy("The child leaves the centre"),
    gettext_lazy("Its bed becomes free. What was recorded stays."),
    gettext_lazy("Where the child goes, and with whom"),
    gettext_lazy("It has left"),
    frozenset({"here"}),
    actions.leave,
    gettext_lazy("Recorded. The bed is free."),
)
TAKE_BACK = Words(
    gettext_lazy("Recorded by mistake"),
    gettext_lazy(
        "The child is expected again. The mistake stays in the history; who works on the case withdraws the steps “received” and “arrived”."
    ),
    gettext_lazy("What was wrong"),
    gettext_lazy("Take it back"),
    frozenset({"here"}),
    actions.take_back,
    gettext_lazy("Taken back. Tell the case worker, so that the steps of the case are withdrawn."),
)


@needs(Act.ARRIVAL_WORK)
def not_coming(request: HttpRequest, arrival_id: UUID) -> HttpResponse:
    return _words(request, arrival_id, NOT_COMING)


@needs(Act.ARRIVAL_WORK)
def leave(request: HttpRequest, arrival_id: UUID) -> HttpResponse:
    return _words(request, arrival_id, LEAVE)


@needs(Act.ARRIVAL_WORK)
def take_back(request: HttpRequest, arrival_id: UUID) -> HttpResponse:
    return _words(request, arrival_id, TAKE_BACK)


def _words(request: HttpRequest, arrival_id: UUID, words: Words) -> HttpResponse:
    """An act with its reason; done once, by whoever is first."""
    viewer = viewer_of(request)
    row = queries.arrival(viewer, arrival_id).row
    if row.state not in words.states:
        raise Http404
    form = WordsForm(request.POST or None, label=words.label)
    if request.method == "POST" and form.is_valid():
        try:
            words.act(viewer, arrival_id, form.cleaned_data["note"])
            messages.success(request, str(words.done))
        except actions.NotNow:
            messages.warning(request, _("It stands otherwise by now. Look again."))
        return redirect("reception:arrival", arrival_id)
    return render(
        request, "reception/words.html", {"form": form, "row": row, "called": look.called(row), "words": words}
    )
