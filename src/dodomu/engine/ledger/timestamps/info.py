"""TSTInfo, the statement an authority signs: this imprint existed at this time (RFC 3161, section 2.4.2)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from dodomu.engine.ledger.timestamps import der
from dodomu.engine.ledger.timestamps.algorithms import read_hash
from dodomu.engine.ledger.timestamps.der import Element, Fields, context
from dodomu.engine.ledger.timestamps.der_values import boolean, identifier, integer, integer_content, moment
from dodomu.engine.ledger.timestamps.errors import UnexpectedShape


@dataclass(frozen=True)
class Info:
    """The statement, unverified.

    Attributes:
        policy: dotted identifier of the policy it was stamped under.
        algorithm: name of the hash of the imprint, possibly a weak one.
        imprint: the hash that was stamped.
        serial: number of this stamp, unique with its authority.
        gen_time: the stamped time, UTC, cut to microseconds.
        gen_time_text: the same with every digit that was signed.
        accuracy: how far the true time may lie from it, None where nothing is said.
        ordering: whether the authority vouches for the order of all its stamps by time alone.
        nonce: that of the request, None where none was sent.
        authority: DER of the GeneralName of the authority, empty where it names itself only by its certificate.
    """

    policy: str
    algorithm: str
    imprint: bytes
    serial: int
    gen_time: datetime
    gen_time_text: str
    accuracy: timedelta | None
    ordering: bool
    nonce: int | None
    authority: bytes


def parse_info(encoded: bytes) -> Info:
    """Take the DER of a TSTInfo apart.

    Raises:
        TooLarge, NotDer, NestedTooDeep, UnexpectedShape, AlgorithmUnknown.
    """
    fields = Fields(der.read(encoded), "a statement of time")
    if integer(fields.take(der.INTEGER)) != 1:
        raise UnexpectedShape("a statement of time of another version than 1")
    policy = identifier(fields.take(der.OBJECT_IDENTIFIER))
    stamped = Fields(fields.take(der.SEQUENCE), "an imprint")
    algorithm = read_hash(stamped.take(der.SEQUENCE))
    imprint = stamped.take(der.OCTET_STRING).content
    stamped.end()
    serial = integer(fields.take(der.INTEGER))
    time = fields.take(der.GENERALIZED_TIME)
    accuracy = fields.optional(der.SEQUENCE)
    ordering = fields.optional(der.BOOLEAN)
    nonce = fields.optional(der.INTEGER)
    authority = fields.optional(context(0))
    _refuse_critical(fields.optional(context(1)))
    fields.end()
    return Info(
        policy=policy,
        algorithm=algorithm,
        imprint=imprint,
        serial=serial,
        gen_time=moment(time),
        gen_time_text=time.content.decode("ascii"),
        accuracy=_accuracy(accuracy) if accuracy else None,
        ordering=boolean(ordering) if ordering else False,
        nonce=integer(nonce) if nonce else None,
        authority=der.inner(authority, "the authority's name").raw if authority else b"",
    )


def _accuracy(element: Element) -> timedelta:
    fields = Fields(element, "an accuracy")
    seconds = fields.optional(der.INTEGER)
    millis = fields.optional(context(0, constructed=False))
    micros = fields.optional(context(1, constructed=False))
    fields.end()
    whole = integer(seconds) if seconds else 0
    parts = [integer_content(part.content) if part else 0 for part in (millis, micros)]
    if not 0 <= whole <= 10**9 or not all(0 <= part <= 999 for part in parts):
        raise UnexpectedShape("an accuracy out of range")
    return timedelta(seconds=whole, milliseconds=parts[0], microseconds=parts[1])


def _refuse_critical(extensions: Element | None) -> None:
    """An extension marked critical changes the meaning of the statement in a way we do not know."""
    for extension in der.children(extensions) if extensions else ():
        fields = Fields(extension, "an extension")
        fields.take(der.OBJECT_IDENTIFIER)
        critical = fields.optional(der.BOOLEAN)
        fields.take(der.OCTET_STRING)
        fields.end()
        if critical and boolean(critical):
            raise UnexpectedShape("a statement of time with a critical extension")
