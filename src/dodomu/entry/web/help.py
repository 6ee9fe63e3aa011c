"""The help: the documents of the repository as pages, in the reader's language."""

from __future__ import annotations

from django.http import FileResponse, Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from dodomu.base.access.acts import Act
from dodomu.base.access.web import needs
from dodomu.kit import handbook
from dodomu.kit.handbook import Kind

KINDS: tuple[tuple[Kind, str | Promise, str | Promise, str], ...] = (
    (Kind.TUTORIAL, _("Learn"), _("The whole way once, step by step, with invented children."), "road"),
    (Kind.HOW_TO, _("Get something done"), _("One task each, for the day you need it."), "check"),
    (Kind.REFERENCE, _("Look something up"), _("Words and settings, complete and short."), "book"),
    (Kind.EXPLANATION, _("Understand"), _("Why it is as it is."), "question"),
)


@needs(Act.HELP_READ)
def index(request: HttpRequest) -> HttpResponseBase:
    """Every document, grouped by what the reader wants of it."""
    spoken = get_language() or ""
    groups = [
        {
            "title": title,
            "note": note,
            "icon": icon,
            "links": [_link(one, spoken) for one in handbook.documents_of(kind)],
        }
        for kind, title, note, icon in KINDS
    ]
    return render(request, "entry/help.html", {"groups": groups})


@needs(Act.HELP_READ)
def page(request: HttpRequest, name: str) -> HttpResponseBase:
    """One document, or a list that a tutorial hands out."""
    handed_out = handbook.handed_out(name)
    if handed_out:
        return FileResponse(
            handed_out.open("rb"), as_attachment=True, filename=handed_out.name, content_type="text/csv"
        )
    document = handbook.document(name)
    if document is None:
        raise Http404
    shown = handbook.render(document, get_language() or "", address_of)
    return render(request, "entry/help_page.html", {"page": shown, "foreign": shown.language != get_language()})


def address_of(name: str) -> str:
    """The address of a document's page."""
    return reverse("entry:help_page", args=[name])


def _link(document: handbook.Document, spoken: str) -> dict[str, str]:
    titled = handbook.title_of(document, spoken)
    return {
        "url": address_of(document.name),
        "title": titled.title,
        "lang": titled.language if titled.language != spoken else "",
    }
