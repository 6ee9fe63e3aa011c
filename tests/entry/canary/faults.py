"""Faults that happen on request, each with a planted word in its text: in a view, in a stream, in a job."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.apps import AppConfig
from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase

from tests.entry.canary.words import sentence

ROOM = Path(os.environ["CANARY_ROOM"])


class Faults(AppConfig):
    """The search for pairs fails once when the file ``fail`` is there."""

    name = "tests.entry.canary"
    label = "canary"

    def ready(self) -> None:
        from dodomu.journey.tracing import jobs

        real = jobs.actions.find_among

        def find_among(mention_ids: Any) -> int:
            try:
                (ROOM / "fail").rename(ROOM / "failed")
            except FileNotFoundError:
                return real(mention_ids)
            raise LookupError(sentence("failed_task"))

        jobs.actions.find_among = find_among


class BreaksOnRequest:
    """``X-Break`` names the fault; the view has done its work before."""

    def __init__(self, get_response: Any) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response: HttpResponseBase = self.get_response(request)
        return response

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponseBase | None:
        fault = request.headers.get("X-Break")
        if not fault:
            return None
        view(request, *args, **kwargs)
        if fault == "stream":
            return StreamingHttpResponse(_broken_stream())
        if fault == "suspicious":
            raise SuspiciousOperation(sentence("suspicious"))
        raise RuntimeError(f"{sentence('broken')} {request.POST}") from ValueError(sentence("broken"))


def _broken_stream() -> Iterator[bytes]:
    yield b"the beginning"
    raise OSError(sentence("broken_stream"))
