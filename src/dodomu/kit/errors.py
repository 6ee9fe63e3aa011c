"""Kind error pages in both languages, each with a number to read out on the telephone."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable, Mapping

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.utils import translation

from dodomu.base.keys import KeyDestroyed
from dodomu.base.vault import SourceChanged, VaultCannotWrite

logger = logging.getLogger(__name__)
# No letters or digits that sound or look alike.
ALPHABET = "23456789ACDEFHJKMNPRTUVWXY"
GROUP = 4


def new_reference() -> str:
    """Eight signs in two groups, for example ``K7P2-9RXM``; it means nothing outside the log."""
    signs = "".join(secrets.choice(ALPHABET) for _ in range(2 * GROUP))
    return f"{signs[:GROUP]}-{signs[GROUP:]}"


def _page(request: HttpRequest, template: str, status: int, said: Mapping[str, str] | None = None) -> HttpResponse:
    """Rendered without the request: context processors may be what broke."""
    reference = new_reference()
    logger.warning("answered with status %s, reference %s", status, reference)
    theme = request.COOKIES.get("theme", "auto")
    context = {"reference": reference, "theme": theme if theme in {"light", "dark"} else "auto", "said": said}
    page = render_to_string(template, context)
    response = HttpResponse(page, status=status)
    response["X-Reference"] = reference
    return response


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    if isinstance(exception, RequestDataTooBig):
        return _page(request, "413.html", 413)
    return _page(request, "400.html", 400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(request, "403.html", 403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(request, "404.html", 404)


def too_often(request: HttpRequest) -> HttpResponse:
    """What allauth answers to whom tries to sign in too often; its own page is a bare English one."""
    return _page(request, "429.html", 429)


def broken(request: HttpRequest) -> HttpResponse:
    return _page(request, "500.html", 500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return _page(request, "403_csrf.html", 403)


class KindRefusal:
    """Middleware: an address that only takes forms, opened by a link, answers with a page and not with a blank one."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        answer = self.get_response(request)
        if answer.status_code != 405 or not isinstance(answer, HttpResponse) or answer.content:
            return answer
        page = _page(request, "405.html", 405)
        page["Allow"] = answer.headers.get("Allow", "")
        return page

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """What the vault could not take in is said in its own words: nothing was kept, and what to do.

        What was lawfully destroyed is gone for good: nobody should look for a mistake, or try again.
        """
        if isinstance(error, (VaultCannotWrite, SourceChanged)):
            said = {language: _in(language, error) for language in ("uk", "en")}
            return _page(request, "507.html", 507, said)
        if isinstance(error, KeyDestroyed):
            return _page(request, "410.html", 410)
        return None


def _in(language: str, error: VaultCannotWrite | SourceChanged) -> str:
    with translation.override(language):
        return error.sentence
