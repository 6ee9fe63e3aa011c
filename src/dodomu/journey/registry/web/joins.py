"""Undo a join."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from dodomu.base.access import policy
from dodomu.base.access.acts import Act
from dodomu.base.access.web import needs, viewer_of
from dodomu.journey.registry import actions, queries
from dodomu.journey.registry.web.forms import ReasonForm


@needs(Act.PERSON_SPLIT)
def split(request: HttpRequest, person_id: UUID, join_id: UUID) -> HttpResponseBase:
    """Undo one join, with the reason; both records are whole again."""
    viewer = viewer_of(request)
    policy.require(viewer, Act.PERSON_SPLIT, subject=person_id)
    join = next((one for one in queries.joins_of(viewer, person_id) if one.id == join_id and one.until is None), None)
    if join is None:
        raise Http404
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        now = actions.split_persons(viewer, join_id, form.cleaned_data["reason"])
        if len(now) > 1:
            messages.success(request, _("The join is undone. There are two records again."))
        else:
            messages.warning(request, _("The join is undone, but another join still holds these records together."))
        return redirect("registry:child", now[0])
    return render(request, "registry/join_split.html", {"form": form, "person_id": person_id, "join": join})
