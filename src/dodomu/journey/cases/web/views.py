"""The list of cases and the page of one case."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from dodomu.base import contributions
from dodomu.base.access import policy
from dodomu.base.access.acts import Act
from dodomu.base.access.presence import Place
from dodomu.base.access.web import needs, viewer_of
from dodomu.journey.cases import actions, queries
from dodomu.journey.cases.web.consent_look import consent_card
from dodomu.journey.cases.web.look import axis_views, proposal_views
from dodomu.journey.cases.web.many import many_of
from dodomu.journey.cases.web.sending_look import sendings_card
from dodomu.journey.cases.web.tables import CasesTable, risk_of
from dodomu.journey.cases.web.work_look import next_step, work_view
from dodomu.journey.registry.queries.stopped import rows_that_may_leave
from dodomu.kit.tables import serve_table


@needs(Act.CASE_READ)
def case_list(request: HttpRequest) -> HttpResponse:
    """Open cases within reach, filtered, sorted, exported with a purpose."""
    viewer = viewer_of(request)
    wanted = CasesTable.wanted(request)
    found = queries.cases(viewer, wanted.filters, sort=wanted.order, offset=wanted.offset, limit=wanted.limit)
    table = CasesTable(
        request,
        found.rows,
        total=found.total,
        all_rows=lambda: queries.cases(viewer, wanted.filters, sort=wanted.order, limit=None).rows,
        all_ids=lambda: queries.case_ids(viewer, wanted.filters),
    )
    if found.too_many:
        table.note = _("Too many cases to put them in the order of names. Narrow the list with a filter.")
    context = {"counts": queries.counts(viewer)}
    on_export = actions.export_cases if Act.LIST_EXPORT in viewer.acts else None
    return serve_table(
        request, table, "cases/list.html", context, on_export=on_export, may_leave=_may_leave, bulk=many_of(viewer)
    )


def _may_leave(purpose: str, rows: Sequence[queries.CaseRow]) -> list[queries.CaseRow]:
    return rows_that_may_leave(purpose, rows, lambda row: row.person_id)


@needs(Act.CASE_READ)
def case_page(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """One case: what is due and to do, four axes with their histories, what is proposed, who works on it."""
    found = case_or_404(request, case_id)
    viewer = viewer_of(request)
    view = work_view(queries.work(viewer, case_id))
    context = {
        "case": found,
        "view": view,
        "next": next_step(viewer, found, view),
        "may_warn": policy.may(viewer, Act.CASE_WORK, subject=found.row.person_id),
        "child_url": reverse("registry:child", args=[found.row.person_id]),
        "risk": risk_of(found.row.risk),
        "axes": axis_views(found),
        "proposals": proposal_views(found.waiting),
        "answered": proposal_views(row for row in found.proposals if row.state != "waiting"),
        "consent": consent_card(viewer_of(request), case_id),
        "sendings": sendings_card(viewer, found),
        "road": contributions.case_lines(viewer, case_id, found.row.person_id),
    }
    return render(request, "cases/case.html", context)


def case_or_404(request: HttpRequest, case_id: UUID) -> queries.CasePage:
    """The case, journaled as opened; 404 when there is none within reach."""
    try:
        return actions.look(viewer_of(request), case_id)
    except queries.CaseNotFound:
        raise Http404 from None


def at_case(case: queries.CasePage) -> Place:
    """A case that is open to be changed, for those who work on it or give it away to know of each other."""
    return Place("case", case.row.id, Act.CASE_READ, case.row.person_id)
