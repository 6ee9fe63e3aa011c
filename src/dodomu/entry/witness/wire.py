"""The little of HTTP/1.0 and 1.1 that a witness speaks (RFC 9112), read strictly and within limits.

What two readers could take differently (a proxy in front, this program behind) is refused, not guessed at.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Protocol

LONGEST_LINE = 4096
MOST_FIELDS = 64
_REQUEST = re.compile(r"([!#$%&'*+.^_`|~0-9A-Za-z-]{1,32}) ([!-~]+) HTTP/([0-9])\.([0-9])")
_FIELD = re.compile(r"([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \t]*(.*?)[ \t]*")
_LENGTH = re.compile(r"[0-9]{1,9}")
_AUTHORITY = re.compile(r"\Ahttps?://[^/?#]+", re.IGNORECASE)
_REASONS = {
    200: "OK", 400: "Bad Request", 403: "Forbidden", 404: "Not Found", 405: "Method Not Allowed",
    408: "Request Timeout", 409: "Conflict", 411: "Length Required", 413: "Content Too Large", 414: "URI Too Long",
    417: "Expectation Failed", 422: "Unprocessable Content", 431: "Request Header Fields Too Large",
    500: "Internal Server Error", 503: "Service Unavailable", 505: "HTTP Version Not Supported",
}  # fmt: skip


class Lines(Protocol):
    """Where a request is read from."""

    def readline(self, most: int, /) -> bytes:
        """Up to and with the next newline, at most so many bytes; empty at the end."""


class Refused(Exception):
    """The request cannot be read; the answer has this status, and the connection ends."""

    def __init__(self, status: int, word: str) -> None:
        super().__init__(word)
        self.status, self.word = status, word


class Gone(Exception):
    """The other side closed in the middle of a request: nobody is there to be answered."""


@dataclass(frozen=True)
class Head:
    """A request but for its body."""

    method: str
    path: str
    length: int = 0
    keeps_open: bool = False
    expects: bool = False


def read_head(lines: Lines, largest: int) -> Head | None:
    """Read a request up to its body; None where the other side closed before it began one.

    Args:
        largest: so many bytes of body are read at most.

    Raises:
        Refused: not as RFC 9112 has it, another version than HTTP/1.x, or too much of anything. Gone.
    """
    first = _line(lines, 414)
    if first == "":
        first = _line(lines, 414)
    if first is None:
        return None
    found = _REQUEST.fullmatch(first)
    if not found:
        raise Refused(400, "bad_request_line")
    method, target, major, minor = found.groups()
    if major != "1":
        raise Refused(505, "http_version")
    fields = _fields(lines)
    if minor != "0" and len(fields.get("host", [])) != 1:
        raise Refused(400, "bad_host")
    path = _AUTHORITY.sub("", target, count=1) or "/"
    expects, length = _expects(fields), _length(method, fields)
    if length > largest:
        raise Refused(413, "too_large")
    return Head(method, path, length, minor != "0" and not _closes(fields), expects and minor != "0")


def write_answer(status: int, body: bytes, content_type: str, date: str, *, keeps_open: bool, allow: str = "") -> bytes:
    """The head of an answer and its body."""
    fields = [
        f"HTTP/1.1 {status} {_REASONS[status]}",
        f"Date: {date}",
        f"Content-Type: {content_type}",
        f"Content-Length: {len(body)}",
        "Cache-Control: no-store",
        "X-Content-Type-Options: nosniff",
        f"Connection: {'keep-alive' if keeps_open else 'close'}",
        *([f"Allow: {allow}"] if allow else []),
    ]
    return "".join(field + "\r\n" for field in fields).encode("ascii") + b"\r\n" + body


def _line(lines: Lines, too_long: int) -> str | None:
    """A line without its end; None at the very end."""
    raw = lines.readline(LONGEST_LINE)
    if not raw:
        return None
    if len(raw) == LONGEST_LINE and not raw.endswith(b"\n"):
        raise Refused(too_long, "line_too_long")
    if not raw.endswith(b"\n"):
        raise Gone
    text = raw[:-2].decode("latin-1")
    if not raw.endswith(b"\r\n") or any(ord(letter) < 32 and letter != "\t" for letter in text):
        raise Refused(400, "bad_line")
    return text


def _fields(lines: Lines) -> dict[str, list[str]]:
    fields: dict[str, list[str]] = {}
    for _number in range(MOST_FIELDS + 1):
        line = _line(lines, 431)
        if line is None:
            raise Gone
        if not line:
            return fields
        found = _FIELD.fullmatch(line)
        if not found:
            raise Refused(400, "bad_field")
        fields.setdefault(found[1].lower(), []).append(found[2])
    raise Refused(431, "too_many_fields")


def _length(method: str, fields: dict[str, list[str]]) -> int:
    """How many bytes of body follow. A body without stated length is not read: C2SP clients know what they send."""
    lengths = fields.get("content-length", [])
    if "transfer-encoding" in fields:
        raise Refused(400 if lengths else 411, "length_required")
    if not lengths:
        if method == "POST":
            raise Refused(411, "length_required")
        return 0
    if len(lengths) != 1 or not lengths[0].isascii() or not lengths[0].isdigit():
        raise Refused(400, "bad_length")
    if not _LENGTH.fullmatch(lengths[0]):
        raise Refused(413, "too_large")
    return int(lengths[0])


def _closes(fields: dict[str, list[str]]) -> bool:
    return any(word.strip().lower() == "close" for value in fields.get("connection", []) for word in value.split(","))


def _expects(fields: dict[str, list[str]]) -> bool:
    expected = fields.get("expect", [])
    if any(value.lower() != "100-continue" for value in expected):
        raise Refused(417, "expectation")
    return bool(expected)
