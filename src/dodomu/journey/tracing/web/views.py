"""The review queue, the match review with its one decision, the second person's answer, undoing."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dodomu.base.access.acts import Act
from dodomu.base.access.viewer import Viewer
from dodomu.base.access.web import needs, viewer_of
from dodomu.journey.registry.queries import linking
from dodomu.journey.tracing import actions, queries
from dodomu.journey.tracing.web import comparing
from dodomu.journey.tracing.web.forms import DecisionForm, SecondForm, UndoForm
from dodomu.journey.tracing.web.many import many_of
from dodomu.journey.tracing.web.tables import QueueTable, status_of
from dodomu.kit.tables import serve_table

SETTLED = frozenset({"same", "moved", "gone"})
"""Nothing stands on one of the sides any more: a comparison would show how unlike something is to nothing."""
KIN_BANNERS = {
    "sibling": gettext_lazy("These look like brothers or sisters"),
    "parent": gettext_lazy("These look like parent and child"),
}


@needs(Act.CANDIDATE_READ)
def queue(request: HttpRequest) -> HttpResponse:
    """Pairs by probability times urgency; what waits for the viewer as the second person in the first line."""
    viewer = viewer_of(request)
    wanted = QueueTable.wanted(request)
    found = queries.queue(viewer, wanted.filters, sort=wanted.order, offset=wanted.offset, limit=wanted.limit)
    table = QueueTable(request, found.rows, total=found.total, all_ids=lambda: queries.pair_ids(viewer, wanted.filters))
    if found.too_many:
        table.note = _("Too many pairs to put them in the order of names. Narrow the list with a filter.")
    first = found.rows[0] if found.rows else None
    context = {"counts": queries.counts(viewer), "first": first}
    return serve_table(request, table, "tracing/queue.html", context, bulk=many_of(viewer))


@needs(Act.CANDIDATE_READ)
def of_child(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """The pairs of one child, whatever state they are in; an analyst can reject its namesakes together."""
    viewer, person = viewer_of(request), linking.current_person(person_id)
    side = queries.sides(viewer, [person]).get(person)
    if side is None:
        raise Http404
    wanted = QueueTable.wanted(request)
    found = queries.queue(
        viewer, wanted.filters, sort=wanted.order, offset=wanted.offset, limit=wanted.limit, person_id=person
    )
    table = QueueTable(
        request, found.rows, total=found.total, all_ids=lambda: queries.pair_ids(viewer, wanted.filters, person)
    )
    context = {"side": side, "counts": queries.pairs_of(viewer, person)}
    return serve_table(request, table, "tracing/of_child.html", context, bulk=many_of(viewer))


@needs(Act.CANDIDATE_READ)
def candidate(request: HttpRequest, candidate_id: UUID) -> HttpResponse:
    """The match review; a POST is the viewer's decision."""
    review = review_or_404(request, candidate_id)
    form = None
    if review.may_decide:
        hint = review.scored.relation_hint
        form = DecisionForm(request.POST or None, one_list=review.row.one_list, hint=hint)
        if request.method == "POST" and form.is_valid():
            return _decide(request, review, form.cleaned_data)
    return _page(request, review, form, SecondForm() if review.may_confirm else None)


@needs(Act.CANDIDATE_CONFIRM)
def second(request: HttpRequest, candidate_id: UUID) -> HttpResponse:
    """The second person's answer."""
    review = review_or_404(request, candidate_id)
    if request.method != "POST" or not review.may_confirm or review.waiting is None:
        return redirect("tracing:candidate", candidate_id)
    form = SecondForm(request.POST)
    if not form.is_valid():
        return _page(request, review, None, form)
    act = actions.confirm if form.cleaned_data["answer"] == "confirm" else actions.reject
    try:
        act(viewer_of(request), review.waiting.id, form.cleaned_data["reason"])
    except (actions.NotNow, actions.SamePerson):
        messages.warning(request, _("Somebody was faster: this decision no longer waits for you."))
    else:
        messages.success(request, _("Your answer is kept."))
    return redirect("tracing:candidate", candidate_id)


@needs(Act.CANDIDATE_DECIDE)
def undo(request: HttpRequest, candidate_id: UUID, decision_id: UUID) -> HttpResponse:
    """Undo a decision; where it joined two records, they are two again."""
    review = review_or_404(request, candidate_id)
    found = next((row for row in review.decisions if row.id == decision_id and row.holds and not row.other_pair), None)
    if found is None or not review.may_undo:
        raise Http404
    form = UndoForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.undo(viewer_of(request), decision_id, form.cleaned_data["reason"])
        except actions.NotNow:
            messages.warning(request, _("This decision no longer holds anyway."))
        else:
            messages.success(request, _("The decision is undone. It stays in the history with your reason."))
        return redirect("tracing:candidate", candidate_id)
    return render(request, "tracing/undo.html", {"form": form, "decision": found, "candidate_id": candidate_id})


def review_or_404(request: HttpRequest, candidate_id: UUID) -> queries.Review:
    """The review, journaled as opened; 404 when there is none within reach."""
    try:
        return actions.look(viewer_of(request), candidate_id)
    except queries.CandidateNotFound:
        raise Http404 from None


def _page(
    request: HttpRequest, review: queries.Review, form: DecisionForm | None, second_form: SecondForm | None
) -> HttpResponse:
    context: dict[str, Any] = {
        "review": review,
        "status": status_of(review.row),
        "settled": review.row.status in SETTLED,
        "rows": comparing.comparison(review),
        "said": comparing.said_of(review),
        "chart": comparing.chart(review.scored),
        "finding": comparing.finding(review),
        "kin_banner": KIN_BANNERS.get(review.scored.relation_hint, ""),
        "decisions": [(row, comparing.shown_percent(row.probability)) for row in review.decisions],
        "form": form or second_form,
        "decision_form": form,
        "second_form": second_form,
    }
    return render(request, "tracing/candidate.html", context)


def _decide(request: HttpRequest, review: queries.Review, given: dict[str, Any]) -> HttpResponse:
    candidate_id = review.row.id
    try:
        decision = _decided(viewer_of(request), review, given)
    except actions.NotNow:
        messages.warning(request, _("Somebody was faster: look at what they decided."))
        return redirect("tracing:candidate", candidate_id)
    if decision.outcome == "waiting":
        messages.success(request, _("Kept. Nothing is joined until a second person confirms it."))
    elif decision.outcome == "alone":
        messages.warning(
            request, _("The two records are joined. You work alone here, so this is marked “not confirmed”.")
        )
    elif decision.verdict == "related":
        messages.success(request, _("Recorded: the pages of both show how they are related."))
    else:
        messages.success(request, _("Your decision is kept."))
    return redirect("tracing:candidate", candidate_id)


def _decided(viewer: Viewer, review: queries.Review, given: dict[str, Any]) -> actions.Decided:
    row, verdict, reason = review.row, given["verdict"], given["reason"]
    parents = {"left_parent": row.left.person_id, "right_parent": row.right.person_id}
    if verdict in parents:
        return actions.relate(viewer, row.id, "parent", reason, parent=parents[verdict])
    if verdict == "sibling":
        return actions.relate(viewer, row.id, "sibling", reason)
    two_rows = bool(given.get("two_rows"))
    return actions.decide(viewer, row.id, verdict, reason, two_rows_accepted=two_rows)
