"""The shell of the phone page: the same for everybody who opens the address, whether a phone is behind it or not.

A worker in the browser keeps it, so that it opens without a connection. What it consists of lies in ``phone/`` beside this
stage and is served from the neutral address alone.
"""

from __future__ import annotations

import hashlib
import json
from functools import cache
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET

from dodomu.base.access.web import public
from dodomu.base.settings.phone_page import FILES
from dodomu.journey.missions import phone_signs

PARTS = Path(__file__).resolve().parent.parent / "phone"
TYPES = {".css": "text/css", ".js": "text/javascript", **FILES}
LANGUAGES = ("uk", "en")


@public
@require_GET
def page(request: HttpRequest) -> HttpResponse:
    """The page, in the language that is named (``?uk``, ``?en``) or that the browser asks for."""
    chosen = next((code for code in LANGUAGES if code in request.GET), "")
    code = chosen or (request.LANGUAGE_CODE if request.LANGUAGE_CODE in LANGUAGES else "uk")
    return HttpResponse(_page(code))


@public
@require_GET
def part(request: HttpRequest, name: str) -> HttpResponse:
    """A script or the style sheet."""
    return _served(PARTS / name)


@public
@require_GET
def worker(request: HttpRequest) -> HttpResponse:
    """The worker, with a number that changes when any part of the shell does: browsers then fetch the shell anew."""
    text = (PARTS / "worker.js").read_text(encoding="utf-8").replace("@NUMBER@", _number())
    return HttpResponse(text, content_type="text/javascript; charset=utf-8")


@public
@require_GET
def manifest(request: HttpRequest) -> HttpResponse:
    """What a home screen shows."""
    own_png = _icon_path().suffix.casefold() == ".png"
    drawn = [] if own_png else [{"src": "icon", "sizes": "any", "type": FILES[".svg"]}]
    return JsonResponse(
        {
            "name": title(),
            "short_name": title(),
            "id": "./",
            "start_url": "./",
            "scope": "./",
            "display": "standalone",
            "background_color": "#faf8f3",
            "theme_color": "#faf8f3",
            "icons": [*drawn, {"src": "icon.png", "sizes": "192x192", "type": FILES[".png"]}],
        }
    )


@public
@require_GET
def icon(request: HttpRequest) -> HttpResponse:
    """The icon that the organisation has chosen."""
    return _served(_icon_path())


@public
@require_GET
def icon_png(request: HttpRequest) -> HttpResponse:
    """The same for home screens that show no drawing: without it they would show a picture of the page itself."""
    return _served(_png_path())


def title() -> str:
    """What the tab says: the organisation's own word, or "Notes" in the reader's language."""
    return settings.DODOMU.phone.title or pgettext("title of a page that speaks of nothing", "Notes")


def _page(code: str) -> str:
    with translation.override(code):
        context = {"title": title(), "code": code, "delays": list(enumerate(phone_signs.DELAYS, 1))}
        return render_to_string("missions/phone_page.html", context)


def _icon_path() -> Path:
    chosen = settings.DODOMU.phone.icon
    return chosen if isinstance(chosen, Path) else PARTS / "icons" / f"{chosen}.svg"


def _png_path() -> Path:
    """The organisation's own picture where it is a PNG, else the drawing of that name; beside an own drawing the plain one."""
    chosen = settings.DODOMU.phone.icon
    if isinstance(chosen, Path):
        return chosen if chosen.suffix.casefold() == ".png" else PARTS / "icons" / "note.png"
    return PARTS / "icons" / f"{chosen}.png"


def _served(path: Path) -> HttpResponse:
    kind = TYPES[path.suffix.casefold()]
    return HttpResponse(path.read_bytes(), content_type=f"{kind}; charset=utf-8" if kind.startswith("text") else kind)


@cache
def _number() -> str:
    shown = [_page(code).encode() for code in LANGUAGES]
    files = [path.read_bytes() for path in (*sorted(PARTS.glob("*.*")), _icon_path(), _png_path())]
    look = json.dumps([settings.DODOMU.phone.title, settings.DODOMU.phone.path]).encode()
    return hashlib.sha256(b"\0".join([*shown, *files, look])).hexdigest()[:12]
