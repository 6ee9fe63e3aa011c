"""Canonical JSON: one value, one sequence of bytes (a subset of RFC 8785)."""

from __future__ import annotations

import json
import re
from json.encoder import encode_basestring as _quoted
from typing import Any, NoReturn

from dodomu.engine.ledger.errors import NotCanonical

ALLOWED = "allowed are text, whole numbers, true, false, null, lists and objects with text keys"
LARGEST_INTEGER = 2**53 - 1
DEEPEST = 32
_WORDS = {None: "null", True: "true", False: "false"}
# The closing quote is optional, so that an unfinished text costs one pass and not one for each quote in it.
_TEXT_OR_BRACKET = re.compile(rb'"(?:[^"\\]+|\\.)*"?|[\[\]{}]', re.DOTALL)


class NotJson(NotCanonical):
    """Bytes that are no JSON text in UTF-8 at all, or JSON followed by something else."""

    code = "not_json"


class DuplicateKey(NotCanonical):
    """An object with one key twice: readers disagree on which value counts."""

    code = "duplicate_key"


class NumberRefused(NotCanonical):
    """A fraction, an exponent, NaN, Infinity, or a whole number beyond ±(2^53 - 1)."""

    code = "number_refused"


class LoneSurrogate(NotCanonical):
    """Half of a UTF-16 pair: no text, and UTF-8 cannot carry it."""

    code = "lone_surrogate"


class NestedTooDeep(NotCanonical):
    """Lists and objects nested deeper than 32."""

    code = "nested_too_deep"


def canonical_json(value: object) -> bytes:
    """Serialise by RFC 8785 (JCS), restricted to text, integers, booleans, null, lists and objects.

    Floats are left out on purpose: their text form is where implementations differ.

    Raises:
        NotCanonical: another type; NumberRefused: an integer beyond ±(2^53 - 1); LoneSurrogate; NestedTooDeep:
        more than 32 levels.

    >>> canonical_json({"b": 1, "a": ["ї", True, None]})
    b'{"a":["\\xd1\\x97",true,null],"b":1}'
    """
    try:
        return _text(value, 0).encode("utf-8")
    except UnicodeEncodeError:
        raise LoneSurrogate("text with a lone surrogate has no canonical form") from None


def parse_canonical(body: bytes) -> Any:
    """Read bytes that `canonical_json` could have written, and nothing else.

    Whoever reads a leaf must see what was hashed; a lenient reader keeps the last of two equal keys, takes 1e400
    for infinity, and dies of deep nesting.

    Raises:
        NotJson, DuplicateKey, NumberRefused, LoneSurrogate, NestedTooDeep: as they say.
        NotCanonical: JSON, but written in another way: spaces, other escapes, keys in another order.

    >>> parse_canonical(b'{"a":[1,null],"b":"x"}')
    {'a': [1, None], 'b': 'x'}
    >>> parse_canonical(b'{"a":1,"a":2}')
    Traceback (most recent call last):
    dodomu.engine.ledger.canonical.DuplicateKey: one key stands twice in an object
    """
    _require_shallow(body)
    try:
        value = json.loads(
            body.decode("utf-8"),
            object_pairs_hook=_object,
            parse_int=_whole,
            parse_float=_refuse_number,
            parse_constant=_refuse_number,
        )
    except NotCanonical:
        raise
    except ValueError:
        raise NotJson("not a JSON text in UTF-8") from None
    if canonical_json(value) != body:
        raise NotCanonical("JSON, but not in its canonical form")
    return value


def _require_shallow(body: bytes) -> None:
    """Before the parser sees it: the standard one recurses, and a deep text would exhaust the stack."""
    if body.count(b"[") + body.count(b"{") <= DEEPEST:
        return
    depth = 0
    for found in _TEXT_OR_BRACKET.finditer(body):
        if found[0] in b"[{":
            depth += 1
            if depth > DEEPEST:
                raise NestedTooDeep(f"nested deeper than {DEEPEST}")
        elif found[0] in b"]}":
            depth -= 1


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    value = dict(pairs)
    if len(value) != len(pairs):
        raise DuplicateKey("one key stands twice in an object")
    return value


def _whole(digits: str) -> int:
    # Length first: turning a million digits into a number takes minutes, or is refused by the interpreter.
    if len(digits) > 17 or abs(int(digits)) > LARGEST_INTEGER:
        raise NumberRefused("whole numbers must lie within ±(2^53 - 1)")
    return int(digits)


def _refuse_number(_: str) -> NoReturn:
    raise NumberRefused("only whole numbers without fraction or exponent have a canonical form here")


def _text(value: object, depth: int) -> str:
    if isinstance(value, str):
        return _quoted(value)
    if value is None or isinstance(value, bool):
        return _WORDS[value]
    if isinstance(value, int):
        if not -LARGEST_INTEGER <= value <= LARGEST_INTEGER:
            raise NumberRefused("whole numbers must lie within ±(2^53 - 1)")
        return int.__repr__(value)
    if depth >= DEEPEST:
        raise NestedTooDeep(f"nested deeper than {DEEPEST}")
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
