"""One's own account: sessions, password, second factor, language. And the two pages everybody may read."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from dodomu.base.access import actions
from dodomu.base.access.acts import Act
from dodomu.base.access.models.people import Language
from dodomu.base.access.web import needs, viewer_of
from dodomu.journey.office.queries.account import account_page
from dodomu.journey.office.queries.health import findings
from dodomu.journey.office.queries.role_table import compartment_rows, roles_in_words


@needs(Act.OWN_ACCOUNT)
@require_GET
def account(request: HttpRequest) -> HttpResponse:
    """What I hold, where I am signed in, how I am protected."""
    page = account_page(viewer_of(request), request.session.session_key or "")
    return render(request, "office/account.html", {"page": page, "languages": Language.choices})


@needs(Act.OWN_ACCOUNT)
@require_POST
def end_session(request: HttpRequest, session_id: int) -> HttpResponse:
    """End one of my sessions, on whichever device it is."""
    actions.end_session(viewer_of(request), session_id)
    return redirect("office:account")


@needs(Act.OWN_ACCOUNT)
@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Keep the language I work in, on every device."""
    chosen = request.POST.get("language", "")
    back = redirect("office:account")
    if chosen in Language.values:
        actions.set_language(viewer_of(request), chosen)
        back.set_cookie(settings.LANGUAGE_COOKIE_NAME, chosen, samesite="Lax", secure=request.is_secure())
    return back


@needs(Act.HELP_READ)
@require_GET
def roles_help(request: HttpRequest) -> HttpResponse:
    """Who can see what."""
    context = {"roles": roles_in_words(viewer_of(request)), "compartments": compartment_rows()}
    return render(request, "office/roles_help.html", context)


@needs(Act.HEALTH_READ)
@require_GET
def health(request: HttpRequest) -> HttpResponse:
    """How the installation is, and how to mend what is not well."""
    return render(request, "office/health.html", {"findings": findings(viewer_of(request))})
