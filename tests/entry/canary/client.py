"""A small browser: real requests to a real server, every exchange kept."""

from __future__ import annotations

import html
import json
import re
from dataclasses import dataclass, field
from http.client import HTTPResponse, IncompleteRead
from http.cookiejar import CookieJar
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode, urljoin, urlsplit
from urllib.request import HTTPCookieProcessor, HTTPRedirectHandler, ProxyHandler, Request, build_opener
from uuid import uuid4

HIDDEN = re.compile(r'name="(csrfmiddlewaretoken|form_id)"[^>]*value="([^"]+)"|value="([^"]+)"[^>]*name="form_id"')
TITLE = re.compile(rb"<title[^>]*>(.*?)</title>", re.DOTALL)
ADDRESS = re.compile(r'(?:href|src|action|hx-[a-z]+)="([^"]*)"')
FEW = 10


@dataclass(frozen=True, slots=True)
class Exchange:
    """One request and its answer."""

    method: str
    url: str
    status: int
    headers: str
    body: bytes

    @property
    def title(self) -> bytes:
        return b" ".join(TITLE.findall(self.body))

    @property
    def text(self) -> str:
        if "application/json" in self.headers:
            return json.dumps(json.loads(self.body), ensure_ascii=False)
        return html.unescape(self.body.decode("utf-8", "replace"))

    @property
    def links(self) -> list[str]:
        """Every address on the page."""
        return ADDRESS.findall(self.body.decode("utf-8", "replace"))

    @property
    def location(self) -> str:
        return next((line[10:] for line in self.headers.splitlines() if line.lower().startswith("location: ")), "")


class _Stay(HTTPRedirectHandler):
    """Every step of a redirect is an exchange of its own."""

    def redirect_request(self, *args: Any) -> None:
        return None


@dataclass
class Browser:
    """One person's browser. ``exchanges`` is shared by all browsers of a run."""

    root: str
    exchanges: list[Exchange] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.cookies = CookieJar()
        self._opener = build_opener(ProxyHandler({}), HTTPCookieProcessor(self.cookies), _Stay())
        self._here = self.root

    def get(self, path: str, **headers: str) -> Exchange:
        """Open a page, following redirects."""
        return self._follow(self._send("GET", path, None, headers))

    def post(self, path: str, fields: dict[str, Any], *, form_at: str = "", follow: bool = True, **headers: str) -> Any:
        """Fill in the form of the page ``form_at`` (or ``path`` itself) and send it."""
        page = self.get(form_at or path)
        given = _hidden(page.text) | fields
        files = {name: value for name, value in given.items() if isinstance(value, tuple)}
        body, kind = _multipart(given) if files else (urlencode(given, doseq=True).encode(), "")
        headers |= {"Content-Type": kind or "application/x-www-form-urlencoded"}
        answer = self._send("POST", path, body, headers)
        return self._follow(answer) if follow else answer

    def call(self, path: str, given: dict[str, Any] | str) -> Exchange:
        """One call of the API; a text is sent as it is."""
        token = _hidden(self.get("/search/").text)["csrfmiddlewaretoken"]
        headers = {"Content-Type": "application/json", "X-CSRFToken": token}
        body = given if isinstance(given, str) else json.dumps(given)
        return self._send("POST", path, body.encode(), headers)

    def _follow(self, answer: Exchange) -> Exchange:
        for _ in range(FEW):
            if not answer.location:
                return answer
            answer = self._send("GET", answer.location, None, {})
        raise AssertionError("redirected in a circle")

    def _send(self, method: str, path: str, body: bytes | None, headers: dict[str, str]) -> Exchange:
        url = urljoin(self._here, path)
        said = {"Accept-Language": "en", "Referer": self._here, "Host": urlsplit(url).netloc} | headers
        request = Request(url, data=body, method=method, headers=said)
        try:
            with self._opener.open(request, timeout=60) as answer:
                status, told, content = answer.status, str(answer.headers), _all(answer)
        except HTTPError as error:
            status, told, content = error.code, str(error.headers), error.read()
        exchange = Exchange(method, url, status, told, content)
        self.exchanges.append(exchange)
        if method == "GET":
            self._here = url
        return exchange


def _all(answer: HTTPResponse) -> bytes:
    """The body; of one that broke off, what came."""
    try:
        return answer.read()
    except IncompleteRead as broken:
        return broken.partial


def _hidden(page: str) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value, form_id in HIDDEN.findall(page):
        found[name or "form_id"] = value or form_id
    return found


def _multipart(fields: dict[str, Any]) -> tuple[bytes, str]:
    edge = uuid4().hex
    parts = []
    for name, value in fields.items():
        file = value if isinstance(value, tuple) else None
        shown = f'; filename="{file[0]}"' if file else ""
        head = f'--{edge}\r\nContent-Disposition: form-data; name="{name}"{shown}\r\n'
        kind = "Content-Type: application/octet-stream\r\n" if file else ""
        parts.append((head + kind + "\r\n").encode() + (file[1] if file else str(value).encode()) + b"\r\n")
    return b"".join([*parts, f"--{edge}--\r\n".encode()]), f"multipart/form-data; boundary={edge}"
