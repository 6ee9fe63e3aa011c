"""Style sheets, scripts and pictures, answered ahead of Django: a page brings two dozen of them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Any, cast

from csp.middleware import CSPMiddleware
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.security import SecurityMiddleware
from whitenoise.middleware import WhiteNoiseMiddleware

Scope = dict[str, Any]
Message = Mapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[Scope, Receive, Send], Awaitable[None]]


class StaticFiles:
    """Answers what WhiteNoise knows, with the headers every answer has; all else is the application's.

    The middleware of Django costs some milliseconds of processor for each file. Where the phone page has a host name of
    its own, or a proxy speaks HTTPS, Django answers here too: who is shown what, or is sent elsewhere, is decided there.
    """

    def __init__(self, application: Application) -> None:
        self._application = application
        self._files = WhiteNoiseMiddleware(_nothing)
        schemes = (
            () if settings.DODOMU.phone.host else ("https",) if settings.SECURE_SSL_REDIRECT else ("http", "https")
        )
        self._headers = {scheme: _headers_of_every_answer(scheme) for scheme in schemes}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        ours = scope["type"] == "http" and scope.get("scheme") in self._headers
        found = self._files.files.get(scope["path"]) if ours else None
        if found is None:
            await self._application(scope, receive, send)
            return
        asked = {f"HTTP_{name.decode('latin-1').upper().replace('-', '_')}": value for name, value in scope["headers"]}
        answer = found.get_response(scope["method"], {name: value.decode("latin-1") for name, value in asked.items()})
        headers = [*answer.headers, *self._headers[scope["scheme"]]]
        written = [(name.lower().encode("latin-1"), str(value).encode("latin-1")) for name, value in headers]
        body = b""
        if answer.file is not None:
            with answer.file as file:
                body = file.read()
        await send({"type": "http.response.start", "status": int(answer.status), "headers": written})
        await send({"type": "http.response.body", "body": body})


class _Request(HttpRequest):
    """A request of which nothing is known but how it came."""

    def __init__(self, scheme: str) -> None:
        super().__init__()
        self._came_by = scheme

    def _get_scheme(self) -> str:
        return self._came_by


def _headers_of_every_answer(scheme: str) -> list[tuple[str, str]]:
    """What Django's own middleware says about safety."""
    answer = cast(HttpResponse, SecurityMiddleware(CSPMiddleware(_nothing))(_Request(scheme)))
    return [(name, value) for name, value in answer.items() if name != "Content-Type"]


def _nothing(_request: HttpRequest) -> HttpResponseBase:
    return HttpResponse()
