"""Canonical JSON: one value, one sequence of bytes (a subset of RFC 8785)."""

from __future__ import annotations

import json

from dodomu.engine.ledger.errors import NotCanonical

ALLOWED = "allowed are text, whole numbers, true, false, null, lists and objects with text keys"
LARGEST_INTEGER = 2**53 - 1
DEEPEST = 32
_encoder = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def canonical_json(value: object) -> bytes:
    """Serialise by RFC 8785 (JCS), restricted to text, integers, booleans, null, lists and objects.

    Floats are left out on purpose: their text form is where implementations differ.

    Raises:
        NotCanonical: another type, an integer beyond ±(2^53 - 1), a lone surrogate, nesting deeper than 32.

    >>> canonical_json({"b": 1, "a": ["ї", True, None]})
    b'{"a":["\\xd1\\x97",true,null],"b":1}'
    """
    try:
        return _encoder.encode(_ordered(value, 0)).encode("utf-8")
    except UnicodeEncodeError:
        raise NotCanonical("text with a lone surrogate has no canonical form") from None


def _ordered(value: object, depth: int) -> object:
    if value is None or isinstance(value, (str, bool)):
        return value
    if isinstance(value, int):
        if abs(value) > LARGEST_INTEGER:
            raise NotCanonical("whole numbers must lie within ±(2^53 - 1)")
        return value
    if depth >= DEEPEST:
        raise NotCanonical(f"nested deeper than {DEEPEST}")
    if isinstance(value, (list, tuple)):
        return [_ordered(item, depth + 1) for item in value]
    if isinstance(value, dict):
        return {key: _ordered(value[key], depth + 1) for key in sorted(value, key=_utf16)}
    raise NotCanonical(ALLOWED)


def _utf16(key: object) -> bytes:
    """RFC 8785 sorts by UTF-16 code units, which differs from code points above U+FFFF."""
    if not isinstance(key, str):
        raise NotCanonical(ALLOWED)
    return key.encode("utf-16-be")
