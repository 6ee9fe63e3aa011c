"""Reading a photo that somebody handed in, within limits, and making the two copies that pages show.

What the camera or the telephone wrote into the file (place, time, serial number) stays in the untouched original alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import BinaryIO

from dodomu.base.confined import Limits, NotOpened, Refused, confined

WORK = "dodomu.journey.registry.picture_apart"
MOST_BYTES = 20 * 1024 * 1024
LIMITS = Limits(processor=20, patience=60)
"""50 million pixels, decoded and turned, take two seconds and 600 MB."""
CODES = {"kind", "damaged", "too_large", "too_small"}


class PhotoNotReadable(ValueError):
    """The file is no photo we take. ``code``: empty, too_heavy, kind, damaged, too_large, too_small, too_costly, later."""

    def __init__(self, code: str) -> None:
        super().__init__(f"The photo is refused: {code}.")
        self.code = code


@dataclass(frozen=True, slots=True)
class Copies:
    """The size of the photo as it stands upright, and its two copies as JPEG files."""

    width: int
    height: int
    blurred: bytes
    clear: bytes


def copies_of(stream: BinaryIO) -> Copies:
    """Have a JPEG, PNG or WebP photo read in a confined process, and its copies made.

    Parameters:
        stream: is read once, from where it stands; at most 20 MB and 50 million pixels are decoded.

    Raises:
        PhotoNotReadable: with the code of what is wrong.
    """
    content = stream.read(MOST_BYTES + 1)
    if not content:
        raise PhotoNotReadable("empty")
    if len(content) > MOST_BYTES:
        raise PhotoNotReadable("too_heavy")
    try:
        with confined(WORK, content, LIMITS) as process:
            size, blurred, clear = process.answers()
        width, height = map(int, size.split())
    except Refused as refused:
        raise PhotoNotReadable(refused.code if refused.code in CODES else "damaged") from None
    except NotOpened as failed:
        codes = {"no_process": "later", "lost": "damaged"}
        raise PhotoNotReadable(codes.get(failed.code, "too_costly")) from None
    except ValueError:
        raise PhotoNotReadable("damaged") from None
    return Copies(width, height, blurred, clear)
