"""What an authority answers (RFC 3161, section 2.4.2): a status, and a token when it granted one."""

from __future__ import annotations

from dataclasses import dataclass

from dodomu.engine.ledger.timestamps import der
from dodomu.engine.ledger.timestamps.der import Fields
from dodomu.engine.ledger.timestamps.der_values import integer, named_bits
from dodomu.engine.ledger.timestamps.errors import NotGranted, UnexpectedShape

GRANTED = frozenset({0, 1})
_STATUSES = range(6)
_FAILURES = {
    0: "bad algorithm",
    2: "bad request",
    5: "bad data format",
    14: "time not available",
    15: "policy not accepted",
    16: "extension not accepted",
    17: "additional information not available",
    25: "system failure",
}


@dataclass(frozen=True)
class Response:
    """An answer taken apart.

    Attributes:
        status: 0 granted, 1 granted with changes, 2 rejected, 3 waiting, 4 and 5 revocation.
        failure: name of the failure, None where none was given.
        words: the authority's own text, not to be trusted and not for logs.
        token: the exact bytes of the token, empty unless granted.
    """

    status: int
    failure: str | None
    words: tuple[str, ...]
    token: bytes

    def require_granted(self) -> bytes:
        """The token.

        Raises:
            NotGranted: there is none.
        """
        if self.status not in GRANTED:
            raise NotGranted(self.status, self.failure)
        return self.token


def parse_response(answer: bytes) -> Response:
    """Take a TimeStampResp apart, verifying nothing.

    Raises:
        TooLarge, NotDer, NestedTooDeep, UnexpectedShape.

    >>> parse_response(bytes.fromhex("3009300702010203020780")).failure
    'bad algorithm'
    """
    fields = Fields(der.read(answer), "an answer")
    about = Fields(fields.take(der.SEQUENCE), "a status")
    status = integer(about.take(der.INTEGER))
    words = about.optional(der.SEQUENCE)
    bits = about.optional(der.BIT_STRING)
    about.end()
    token = fields.optional(der.SEQUENCE)
    fields.end()
    if status not in _STATUSES or (status in GRANTED) != (token is not None):
        raise UnexpectedShape("an answer whose status and content do not go together")
    known = [_FAILURES[bit] for bit in sorted(named_bits(bits)) if bit in _FAILURES] if bits else []
    texts = [text for text in der.children(words) if text.tag == der.UTF8_STRING] if words else []
    return Response(
        status,
        ", ".join(known) or None,
        tuple(text.content.decode("utf-8", "replace") for text in texts),
        token.raw if token else b"",
    )


def token_of(token_or_answer: bytes) -> bytes:
    """The token within a TimeStampResp, or the token itself when that is what was handed in.

    Raises:
        NotGranted, TooLarge, NotDer, NestedTooDeep, UnexpectedShape.
    """
    fields = Fields(der.read(token_or_answer), "a time stamp")
    if fields.next_tag() == der.OBJECT_IDENTIFIER:
        return token_or_answer
    return parse_response(token_or_answer).require_granted()
