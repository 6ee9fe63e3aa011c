"""The door of the phone page: whatever happens behind it, the answer names nothing and nobody."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string

GetResponse = Callable[[HttpRequest], HttpResponseBase]
NOT_HERE = ("X-Reference", "Vary", "Content-Language", "Set-Cookie")


class PhoneDoor:
    """Middleware, in front of sessions and sign-ins.

    Below the address of the phone page no session of staff is read or made, and every error is the same empty page.
    Where that page has a host name of its own (``DODOMU_PHONE_HOST``), nothing else answers there, and it nowhere else.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        page = settings.DODOMU.phone
        below = request.path_info == f"/{page.path}" or request.path_info.startswith(f"/{page.path}/")
        if page.host:
            try:
                its_host = request.get_host().split(":")[0].casefold() == page.host
            except DisallowedHost:
                return empty(400)
            if its_host and request.path_info == "/":
                return HttpResponseRedirect(f"/{page.path}/")
            if its_host != below:
                return empty(404) if its_host or below else self.get_response(request)
        if not below:
            return self.get_response(request)
        for name in (settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME):
            request.COOKIES.pop(name, None)
        response = self.get_response(request)
        return empty(response.status_code) if response.status_code >= 400 else response


def empty(status: int) -> HttpResponse:
    """A page that says nothing, for whatever went wrong."""
    response = HttpResponse(render_to_string("missions/phone_empty.html"), status=status)
    response["Cache-Control"] = "no-store"
    return response
