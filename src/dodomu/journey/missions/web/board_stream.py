"""The line by which an open board learns that something has changed: server-sent events, and the same as one answer.

It carries no word about anybody: a fingerprint of what this reader sees and the time of the server. The page then asks for
its own part. Many boards of one process share one reading of the database, at most every two seconds.
"""

from __future__ import annotations

import asyncio
import json
import logging
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor

from asgiref.sync import sync_to_async
from django.db import DatabaseError, close_old_connections, connections
from django.http import HttpRequest, JsonResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.views.decorators.http import require_GET

from dodomu.base.access.acts import Act
from dodomu.base.access.viewer import Viewer
from dodomu.base.access.web import background, needs, viewer_of
from dodomu.journey.missions.queries.board_pulse import Pulses, fingerprint, pulses

EVERY = 2.0
BEAT = 10.0
LASTS = 600.0
"""Seconds: between two readings, between two signs of life, until the page asks anew and its rights are looked at again."""
WATCH = Viewer.system("missions.board")

logger = logging.getLogger("dodomu.missions")


class Watch:
    """One reading for all boards of this process, in a thread with a connection of its own."""

    def __init__(self, read: Callable[[], Pulses], every: float = EVERY) -> None:
        self._read, self._every = read, every
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="board")
        self._lock = asyncio.Lock()
        self._at, self._found = -every, Pulses({})

    async def pulses(self) -> Pulses:
        """What the last reading found, not older than ``every``."""
        async with self._lock:
            if time.monotonic() - self._at >= self._every:
                self._found = await asyncio.get_running_loop().run_in_executor(self._thread, self._read)
                self._at = time.monotonic()
        return self._found


def _read() -> Pulses:
    close_old_connections()
    return pulses(WATCH)


_watch = Watch(_read)


@background
@needs(Act.MISSION_READ)
@require_GET
def changes(request: HttpRequest) -> HttpResponseBase:
    """Whether the board has changed: a stream for who asks for one, else one answer (the fall-back asks every ten seconds)."""
    viewer = viewer_of(request)
    if "text/event-stream" not in request.headers.get("Accept", ""):
        return JsonResponse(told(fingerprint(viewer, pulses(viewer))))
    response = StreamingHttpResponse(
        _without_connection(stream(viewer, _watch.pulses)), content_type="text/event-stream; charset=utf-8"
    )
    response["X-Accel-Buffering"] = "no"
    return response


async def _without_connection(events: AsyncIterator[str]) -> AsyncIterator[str]:
    """The request's own thread waits as long as the stream lasts: its connection to the database must not."""
    await sync_to_async(connections.close_all)()
    async for event in events:
        yield event


async def stream(
    viewer: Viewer,
    read: Callable[[], Awaitable[Pulses]],
    *,
    every: float = EVERY,
    beat: float = BEAT,
    lasts: float = LASTS,
) -> AsyncIterator[str]:
    """Events with the fingerprint: at once, when it changes, and as a sign of life."""
    began = spoke = time.monotonic()
    last = ""
    yield "retry: 3000\n\n"
    while time.monotonic() - began < lasts:
        try:
            now = fingerprint(viewer, await read())
        except DatabaseError:
            # The page says that it is out of touch, and asks again by itself.
            logger.warning("The board could not be read for its stream.")
            return
        if now != last or time.monotonic() - spoke >= beat:
            last, spoke = now, time.monotonic()
            yield f"data: {json.dumps(told(now))}\n\n"
        await asyncio.sleep(every)


def told(pulse: str) -> dict[str, str | int]:
    """What one message says: the fingerprint, and the server's time in milliseconds."""
    return {"pulse": pulse, "at": round(timezone.now().timestamp() * 1000)}
