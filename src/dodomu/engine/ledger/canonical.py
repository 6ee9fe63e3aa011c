"""Canonical JSON: one value, one sequence of bytes (a subset of RFC 8785)."""

from __future__ import annotations

from json.encoder import encode_basestring as _quoted
from typing import Any

from dodomu.engine.ledger.errors import NotCanonical

ALLOWED = "allowed are text, whole numbers, true, false, null, lists and objects with text keys"
LARGEST_INTEGER = 2**53 - 1
DEEPEST = 32
_WORDS = {None: "null", True: "true", False: "false"}


def canonical_json(value: object) -> bytes:
    """Serialise by RFC 8785 (JCS), restricted to text, integers, booleans, null, lists and objects.

    Floats are left out on purpose: their text form is where implementations differ.

    Raises:
        NotCanonical: another type, an integer beyond ±(2^53 - 1), a lone surrogate, nesting deeper than 32.

    >>> canonical_json({"b": 1, "a": ["ї", True, None]})
    b'{"a":["\\xd1\\x97",true,null],"b":1}'
    """
    try:
        return _text(value, 0).encode("utf-8")
    except UnicodeEncodeError:
        raise NotCanonical("text with a lone surrogate has no canonical form") from None


def _text(value: object, depth: int) -> str:
    if isinstance(value, str):
        return _quoted(value)
    if value is None or isinstance(value, bool):
        return _WORDS[value]
    if isinstance(value, int):
        if not -LARGEST_INTEGER <= value <= LARGEST_INTEGER:
            raise NotCanonical("whole numbers must lie within ±(2^53 - 1)")
        return int.__repr__(value)
    if depth >= DEEPEST:
        raise NotCanonical(f"nested deeper than {DEEPEST}")
    if isinstance(value, (list, tuple)):
        return "[" + ",".join([_text(item, depth + 1) for item in value]) + "]"
    if isinstance(value, dict):
        return "{" + ",".join([f"{_quoted(key)}:{_text(value[key], depth + 1)}" for key in _sorted(value)]) + "}"
    raise NotCanonical(ALLOWED)


def _sorted(keys: dict[Any, Any]) -> list[str]:
    """RFC 8785 sorts by UTF-16 code units, which differs from code points above U+FFFF."""
    if not all(isinstance(key, str) for key in keys):
        raise NotCanonical(ALLOWED)
    return sorted(keys) if "".join(keys).isascii() else sorted(keys, key=lambda key: key.encode("utf-16-be"))
