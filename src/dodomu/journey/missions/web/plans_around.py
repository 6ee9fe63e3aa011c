"""What every page of one plan begins with: the plan, journaled as opened, within reach, and still being worked on."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from dodomu.base.access.acts import Act
from dodomu.base.access.presence import Place
from dodomu.base.access.web import viewer_of
from dodomu.journey.cases.actions import CaseClosed
from dodomu.journey.missions.actions import plans
from dodomu.journey.missions.actions.plans_holding import PlanEnded
from dodomu.journey.missions.queries.plans_rows import PlanPage

View = Callable[..., HttpResponse]


def in_plan(view: View) -> View:
    """Hand the view the plan instead of its id; a plan that has ended, or whose case closed, is read on its page only."""

    @wraps(view)
    def opened(request: HttpRequest, plan_id: UUID, **kwargs: Any) -> HttpResponse:
        page = plans.look(viewer_of(request), plan_id)
        if not (page.may_work or page.may_confirm):
            return redirect("missions:plan", plan_id)
        try:
            return view(request, page, **kwargs)
        except (PlanEnded, CaseClosed):
            messages.warning(request, _("The plan has ended meanwhile. Nothing was changed."))
            return redirect("missions:plan", plan_id)

    return opened


def at_plan(page: PlanPage) -> Place:
    """A plan that is open to be changed, for those who work on it to know of each other."""
    return Place("plan", page.id, Act.PLAN_READ, page.person_id)


def find(rows: Any, row_id: UUID) -> Any:
    """The row of a plan with this id.

    Raises:
        Http404: there is none in this plan.
    """
    found = next((row for row in rows if row.id == row_id), None)
    if found is None:
        raise Http404
    return found
