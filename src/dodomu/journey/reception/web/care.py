"""Needs, what every carer must know, and what nobody asks the child."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from dodomu.base.access.acts import Act
from dodomu.base.access.web import needs, viewer_of
from dodomu.journey.cases.queries.destructions import still_kept
from dodomu.journey.reception import actions, labels, queries
from dodomu.journey.reception.web import look
from dodomu.journey.reception.web.forms import NeedEndForm, NeedForm, ParticularsForm, TopicForm, WordsForm
from dodomu.journey.registry.queries import current_person
from dodomu.kit.drafts import Drafted
from dodomu.kit.versions import saved

PARTICULARS = "reception.particulars"
"""What a draft of this page is about."""


@needs(Act.ARRIVAL_WORK)
def new_need(request: HttpRequest, arrival_id: UUID) -> HttpResponse:
    viewer = viewer_of(request)
    page = queries.arrival(viewer, arrival_id)
    if not page.may_work:
        raise Http404
    form = NeedForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.note_need(viewer, arrival_id, form.given)
        messages.success(request, _("The need is noted."))
        return redirect("reception:arrival", arrival_id)
    return render(request, "reception/need_new.html", {"form": form, "page": page, "called": look.called(page.row)})


@needs(Act.ARRIVAL_READ)
def need(request: HttpRequest, need_id: UUID) -> HttpResponse:
    """One need: met, no longer there, or referred from here."""
    viewer = viewer_of(request)
    row = queries.need(viewer, need_id)
    page = queries.arrival(viewer, row.arrival_id)
    may_end = page.may_end_needs and row.state == "open"
    form = NeedEndForm(request.POST or None)
    if request.method == "POST" and may_end and form.is_valid():
        try:
            actions.end_need(viewer, need_id, form.cleaned_data["state"], form.cleaned_data["note"])
            messages.success(request, _("Recorded."))
        except actions.NotNow:
            messages.warning(request, _("Somebody was faster. Look again."))
        return redirect("reception:arrival", row.arrival_id)
    line = look.need_line(row, may_send=page.may_send)
    context = {"form": form, "page": page, "line": line, "called": look.called(page.row), "may_end": may_end}
    context["urgency"] = labels.URGENCIES.get(row.urgency, "")
    return render(request, "reception/need.html", context)


@needs(Act.ARRIVAL_WORK)
def particulars(request: HttpRequest, arrival_id: UUID) -> HttpResponseBase:
    """What every carer must know; what is typed is kept until it is recorded."""
    viewer = viewer_of(request)
    page = queries.arrival(viewer, arrival_id)
    still_kept(page.row.case_id)
    if not page.may_work:
        raise Http404
    back = reverse("reception:arrival", args=[arrival_id])
    drafted = Drafted(request, f"{PARTICULARS}:{arrival_id}", back=back)
    state = queries.particulars_state(arrival_id, page.particulars)
    form = ParticularsForm(request.POST or None, rows=page.particulars, state=state)
    drafted.fill(form)
    if request.method == "POST":
        kept = drafted.answer()
        if kept is not None:
            return kept

        def record() -> None:
            actions.record_particulars(viewer, arrival_id, form.answers, expected_version=form.version)

        if form.is_valid() and saved(request, form, record, _("Recorded.")):
            drafted.end()
            return redirect(back)
    context = {"form": form, "page": page, "called": look.called(page.row), "drafted": drafted, "back": back}
    return render(request, "reception/particulars.html", context)


@needs(Act.PERSON_READ)
def topics(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """What nobody asks the child, for all who may open the child's page; who looks after the child adds to it."""
    viewer = viewer_of(request)
    current = current_person(person_id)
    rows = queries.topics_of(viewer, current)
    may_say = queries.may_say(viewer, current)
    form = TopicForm(request.POST or None) if may_say else None
    if request.method == "POST" and form is not None and form.is_valid():
        try:
            actions.add_topic(viewer, current, form.cleaned_data["topic"], form.cleaned_data["why"])
        except ValueError:
            form.add_error("topic", _("It stands in the list already."))
        else:
            messages.success(request, _("Added. Everybody who opens the child's page sees it."))
            return redirect("reception:topics", current)
    standing = [(labels.TOPICS.get(one.topic, one.topic), one) for one in rows]
    context = {
        "form": form,
        "person_id": current,
        "topics": [pair for pair in standing if pair[1].ended_at is None],
        "past": [pair for pair in standing if pair[1].ended_at is not None],
        "told": queries.told_of(viewer, current),
        "may_say": may_say,
    }
    return render(request, "reception/topics.html", context)


@needs(Act.PERSON_READ)
def end_topic(request: HttpRequest, person_id: UUID, topic_id: UUID) -> HttpResponse:
    """The child may be asked again."""
    viewer = viewer_of(request)
    current = current_person(person_id)
    row = next((one for one in queries.topics_of(viewer, current) if one.id == topic_id), None)
    if row is None or row.ended_at or not queries.may_say(viewer, current):
        raise Http404
    form = WordsForm(request.POST or None, label=_("Why it may be asked again"))
    if request.method == "POST" and form.is_valid():
        try:
            actions.end_topic(viewer, topic_id, form.cleaned_data["note"])
            messages.success(request, _("Recorded. It stays in the history."))
        except actions.NotNow:
            messages.warning(request, _("Somebody was faster. Look again."))
        return redirect("reception:topics", current)
    context = {"form": form, "person_id": current, "topic": labels.TOPICS.get(row.topic, row.topic)}
    return render(request, "reception/topic_end.html", context)
