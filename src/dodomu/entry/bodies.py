"""What a request brings stays in memory: Django, left to itself, lays a large body in clear into a temporary file."""

from __future__ import annotations

import io
from collections.abc import Awaitable, Callable, Mapping
from typing import IO, Any, NoReturn, cast

from django.conf import settings
from django.core.exceptions import RequestAborted, RequestDataTooBig
from django.core.handlers.asgi import ASGIHandler

Receive = Callable[[], Awaitable[Mapping[str, Any]]]


class InMemory(ASGIHandler):
    """Django's handler; a body beyond the limit is let run past unkept, and refused when a page asks for it."""

    async def read_body(self, receive: Receive) -> IO[bytes]:
        body, left = io.BytesIO(), int(settings.FILE_UPLOAD_MAX_MEMORY_SIZE)
        more = True
        while more:
            message = await receive()
            if message["type"] == "http.disconnect":
                raise RequestAborted
            part, more = message.get("body", b""), message.get("more_body", False)
            left -= len(part)
            if left < 0:
                body = io.BytesIO()
            else:
                body.write(part)
        body.seek(0)
        return cast(IO[bytes], Overflown()) if left < 0 else body


class Overflown(io.RawIOBase):
    """In place of a body that was too large; inside a view this becomes the page that says so."""

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1, /) -> NoReturn:
        raise RequestDataTooBig("The body is larger than this installation accepts.")
