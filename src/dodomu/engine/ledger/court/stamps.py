"""Time stamps in a bundle: as the authority sent them, under names that say which checkpoint they stamp.

They are looked at, not verified: whom to trust with the time is the expert's choice, and OpenSSL's work.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from datetime import datetime

from dodomu.engine.ledger.court.errors import StampUnfit
from dodomu.engine.ledger.court.facts import Stamp
from dodomu.engine.ledger.timestamps.info import Info
from dodomu.engine.ledger.timestamps.response import parse_response
from dodomu.engine.ledger.timestamps.signed_data import parse_token

STRONG = ("sha256", "sha384", "sha512")
_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")


def stamp_files(stamps: Sequence[Stamp], texts: Mapping[int, bytes]) -> dict[str, bytes]:
    """Path -> bytes of the responses below `journal/timestamps/`.

    Args:
        texts: by size, the signed text of each checkpoint of the bundle.

    Raises:
        StampUnfit: not over such a text, or a name that is unusable or used twice.
        TimestampError and what derives from it: no granted response at all.
    """
    files: dict[str, bytes] = {}
    for one in sorted(stamps, key=lambda stamp: (stamp.size, stamp.name)):
        path = f"journal/timestamps/{one.size}-{one.name}.tsr"
        if not _NAME.fullmatch(one.name) or path in files:
            raise StampUnfit("a time stamp has a name of its own, of small letters, digits and -")
        if stamped_size(one.response, texts) != one.size:
            raise StampUnfit("a time stamp stamps the text of the checkpoint it is named after")
        files[path] = one.response
    return files


def stamped_size(response: bytes, texts: Mapping[int, bytes]) -> int | None:
    """Size of the checkpoint whose text was stamped; None where it is none of these.

    Raises:
        StampUnfit: a hash that is not SHA-256, SHA-384 or SHA-512. TimestampError: no granted response.
    """
    info = _info(response)
    if info.algorithm not in STRONG:
        raise StampUnfit("a time stamp rests on SHA-256, SHA-384 or SHA-512")
    return next(
        (size for size, text in texts.items() if hashlib.new(info.algorithm, text).digest() == info.imprint), None
    )


def stamped_at(response: bytes) -> tuple[datetime, bytes]:
    """When it was stamped by the authority's word, and the imprint, for the command that an expert runs."""
    info = _info(response)
    return info.gen_time, info.imprint


def _info(response: bytes) -> Info:
    return parse_token(parse_response(response).require_granted()).info
