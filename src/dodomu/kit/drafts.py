"""Pages that keep what is typed on the server: the form saves itself as a draft of its author until it is sent.

A view asks ``Drafted`` three things: ``fill`` the form, ``answer`` what the page sends by itself, ``end`` when it is sent.
"""

from __future__ import annotations

from collections.abc import Callable
from uuid import uuid4

from django import forms
from django.http import HttpRequest, JsonResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import redirect

from dodomu.base.access.drafts import Draft, Page, StaleDraft, draft_of, end_draft, keep_draft
from dodomu.base.access.models import User
from dodomu.kit.dates import KYIV

AUTOSAVE = "X-Autosave"
"""Header of a save that a page makes by itself: answered in a few words, whatever is right or wrong in it."""
OWN = frozenset({"version", "window", "turn", "do", "csrfmiddlewaretoken", "kept_form"})
"""What a page sends besides the words of its form."""


class Drafted:
    """The draft behind one page of one author.

    Attributes:
        window: what tells this showing of the page from another one.
        draft: what is kept of it now, None where nothing is.
    """

    def __init__(self, request: HttpRequest, about: str, *, back: str) -> None:
        self.request, self.about, self.back = request, about, back
        self.user = request.user if isinstance(request.user, User) else None
        self.draft = draft_of(self.user, about) if self.user else None
        self.window = str(uuid4())

    @property
    def version(self) -> int:
        return self.draft.version if self.draft else 0

    @property
    def saved(self) -> str:
        """When it was kept last: 14:02; empty where nothing is kept."""
        return clock(self.draft) if self.draft else ""

    def fill(self, form: forms.BaseForm) -> None:
        """Let a form that was not sent yet show what was typed, right or wrong, without judging it."""
        if form.is_bound or self.draft is None:
            return
        sent = QueryDict(mutable=True)
        for name, value in self.draft.fields:
            sent.appendlist(name, value)
        for name, field in form.fields.items():
            form.initial[name] = field.widget.value_from_datadict(sent, {}, form.add_prefix(name))

    def answer(self, parts: Callable[[], dict[str, str]] = dict) -> HttpResponseBase | None:
        """Keep what a POST brings; None: it is meant to be sent and goes on to be judged, kept first.

        Parameters:
            parts: what to show anew after a save that the page makes by itself: markup by the id of its element.
        """
        if self.user is None:
            return None
        do, itself = self.request.POST.get("do", ""), bool(self.request.headers.get(AUTOSAVE))
        try:
            kept = keep_draft(self.user, self.about, self._fields(), self._page(), over=not itself)
        except StaleDraft:
            return JsonResponse({"conflict": True})
        self.draft = kept or self.draft
        if itself:
            return self._kept(kept, parts())
        if do == "later":
            return redirect(self.back)
        return redirect(self.request.path) if do == "here" else None

    def _kept(self, kept: Draft | None, parts: dict[str, str]) -> JsonResponse:
        if kept is None:
            return JsonResponse({"kept": False})
        return JsonResponse({"version": kept.version, "saved": clock(kept), "parts": parts})

    def end(self) -> None:
        """The form was sent: nothing of the draft is left."""
        if self.user is not None:
            end_draft(self.user, self.about, self._page())

    def _fields(self) -> list[tuple[str, str]]:
        sent = self.request.POST
        return [(name, str(value)) for name in sent if name not in OWN for value in sent.getlist(name)]

    def _page(self) -> Page:
        sent = self.request.POST
        return Page(_number(sent.get("version")), sent.get("window", "")[:36], _number(sent.get("turn")))


def clock(draft: Draft) -> str:
    return f"{draft.saved_at.astimezone(KYIV):%H:%M}"


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 9 else 0
