"""The retention schedule, and the review of what has been kept long enough."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from dodomu.base.access.acts import Act
from dodomu.base.access.web import needs, viewer_of
from dodomu.journey.cases import actions
from dodomu.journey.cases.data_rules import COUNTED_FROM
from dodomu.journey.cases.queries import retention as kept
from dodomu.journey.cases.web.request_forms import ReviewForm


@needs(Act.RETENTION_REVIEW)
def retention(request: HttpRequest) -> HttpResponse:
    """Every kind of record with its rule, and what is due for review now."""
    viewer = viewer_of(request)
    kinds = kept.schedule(viewer)
    context = {
        "kinds": [(kind, COUNTED_FROM[kind.rule.counted_from]) for kind in kinds],
        "due": sum(len(kind.due) for kind in kinds),
        "may_destroy": Act.CARE_DESTROY in viewer.acts,
        "marked": sum(len(kind.to_destroy) for kind in kinds),
    }
    return render(request, "cases/retention.html", context)


@needs(Act.RETENTION_REVIEW)
def review(request: HttpRequest, kept_kind: str, record: UUID) -> HttpResponse:
    """Decide about one record whose time is up."""
    viewer = viewer_of(request)
    row = kept.due_record(viewer, kept_kind, record)
    if row is None:
        raise Http404
    form = ReviewForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            actions.review_kept(viewer, kept_kind, record, given["decision"], given["reason"], until=given.get("until"))
            messages.success(request, _("Recorded. Nothing is destroyed by this."))
        except actions.NotDue:
            messages.warning(request, _("Somebody has decided about it already."))
        return redirect("cases:retention")
    label = kept.retention_label(kept_kind)
    return render(request, "cases/retention_review.html", {"form": form, "row": row, "label": label})
