"""Invented pictures: coloured fields, no faces."""

from __future__ import annotations

import io
from typing import Any

from PIL import Image, ImageDraw


def picture(
    kind: str = "JPEG", size: tuple[int, int] = (320, 400), *, exif: Any = None, mode: str = "RGB"
) -> io.BytesIO:
    """A drawn picture as a file."""
    drawn = Image.new(mode, size, "wheat" if mode != "L" else 200)
    ImageDraw.Draw(drawn).ellipse((size[0] // 4, size[1] // 4, size[0] // 2, size[1] // 2), fill=1)
    target = io.BytesIO()
    more = {"exif": exif} if exif is not None else {}
    drawn.save(target, kind, **more)
    target.seek(0)
    return target


def with_a_place(orientation: int = 1) -> io.BytesIO:
    """A JPEG into which a telephone wrote where it was taken."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = "InventedPhone"
    gps = exif.get_ifd(0x8825)
    gps[1], gps[2] = "N", (46.0, 45.0, 30.0)
    return picture(exif=exif)
