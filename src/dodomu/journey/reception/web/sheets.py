"""The hand-over sheet: asked for with a purpose, journaled, in both languages; no full name unless chosen."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from dodomu.base.access.acts import Act
from dodomu.base.access.web import needs, viewer_of
from dodomu.journey.reception import actions, queries
from dodomu.journey.reception.web.forms import SheetForm
from dodomu.journey.reception.web.look import called
from dodomu.journey.reception.web.sheet_words import sheet_pages
from dodomu.journey.registry.queries import linking
from dodomu.kit.pdf import CONTENT_TYPE, sheet_pdf


@needs(Act.ARRIVAL_READ)
def sheet(request: HttpRequest, arrival_id: UUID) -> HttpResponse:
    """Ask what for; then the file."""
    viewer = viewer_of(request)
    page = queries.arrival(viewer, arrival_id)
    form = SheetForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        wanted = form.wanted
        try:
            actions.check_sheet(viewer, page.row.person_id, wanted)
        except actions.UseStopped:
            form.add_error("purpose", _("Consent to this use does not hold, so the sheet is not made for it."))
        else:
            card = linking.cards_of(viewer, [page.row.person_id]).get(page.row.person_id) if wanted.named else None
            name = card.name.full if card and card.name else ""
            pages = sheet_pages(page, wanted, name=name, by=viewer.display_name, at=timezone.now())
            content = sheet_pdf(pages)
            actions.note_sheet(viewer, arrival_id, wanted, content)
            return _file(content, page.row.number)
    return render(request, "reception/sheet.html", {"form": form, "page": page, "called": called(page.row)})


def _file(content: bytes, number: int) -> HttpResponse:
    """A download whose name holds the number of the case and nothing else; never kept by the browser's cache."""
    answer = HttpResponse(content, content_type=CONTENT_TYPE)
    answer["Content-Disposition"] = f'attachment; filename="sheet-{number}.pdf"'
    answer["Cache-Control"] = "no-store"
    return answer
