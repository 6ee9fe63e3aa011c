"""The list of exhibits, the evidence of a case, one exhibit, and taking one in."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from dodomu.base.access import policy
from dodomu.base.access.acts import Act
from dodomu.base.access.web import needs, viewer_of
from dodomu.journey.evidence import actions, queries
from dodomu.journey.evidence.web.forms import TakeForm
from dodomu.journey.evidence.web.look import chain_of, hold_status, second_status, where_status
from dodomu.journey.evidence.web.tables import ExhibitsTable
from dodomu.kit.tables import serve_table

SENDING = "X-Sending"
"""A header of our own script: it sends the form with its progress shown, and asks where to go instead of being led there."""


@needs(Act.EVIDENCE_READ)
def exhibit_list(request: HttpRequest) -> HttpResponse:
    """Exhibits within reach, the newest first."""
    wanted = ExhibitsTable.wanted(request)
    viewer = viewer_of(request)
    rows = queries.exhibits(viewer, wanted.filters)
    waits = sum(row.waits for row in rows)
    context = {"waits": waits, "total": len(rows), "sees_journal": policy.may(viewer, Act.JOURNAL_VERIFY)}
    return serve_table(request, ExhibitsTable(request, rows), "evidence/list.html", context)


@needs(Act.EVIDENCE_READ)
def case(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """The exhibits of a case, its holds and lists, and how often the child was interviewed."""
    page = queries.case_evidence(viewer_of(request), case_id)
    context = {
        "page": page,
        "hold": hold_status(page),
        "exhibits": [(row, where_status(row)) for row in page.exhibits],
        "holds": [(row, second_status(row.state, row.state_label)) for row in page.holds],
        "lists": [(row, second_status(row.state, row.state_label)) for row in page.lists],
    }
    return render(request, "evidence/case.html", context)


@needs(Act.EVIDENCE_TAKE)
def take(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Take an original in."""
    viewer = viewer_of(request)
    page = queries.case_evidence(viewer, case_id)
    form = TakeForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        taken = actions.take_in(viewer, case_id, form.taken)
        messages.success(request, _("Taken in as exhibit №%(number)s.") % {"number": taken.number})
        return sent(request, reverse("evidence:exhibit", args=[taken.id]))
    return render(request, "evidence/take.html", {"form": form, "page": page})


@needs(Act.EVIDENCE_READ)
def exhibit(request: HttpRequest, exhibit_id: UUID) -> HttpResponse:
    """One exhibit with its chain of custody."""
    page = actions.look_at_exhibit(viewer_of(request), exhibit_id)
    return render(request, "evidence/exhibit.html", exhibit_context(page))


def exhibit_context(page: queries.ExhibitPage) -> dict[str, object]:
    return {"page": page, "row": page.row, "where": where_status(page.row), "chain": chain_of(page)}


def page_of(request: HttpRequest, exhibit_id: UUID, act: Act = Act.EVIDENCE_READ) -> queries.ExhibitPage:
    """The exhibit for one of its forms.

    Raises:
        OutOfReach: there is none within the viewer's reach for this act.
    """
    page = queries.exhibit(viewer_of(request), exhibit_id)
    policy.require(viewer_of(request), act, subject=page.row.person_id)
    return page


def sent(request: HttpRequest, url: str) -> HttpResponse:
    """Lead on to a page; our script is told the address, so that the page is opened once."""
    if request.headers.get(SENDING):
        return HttpResponse(status=204, headers={"X-Go": url})
    return redirect(url)
