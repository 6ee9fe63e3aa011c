"""Reading a photo that somebody handed in, within limits, and making the two copies that pages show.

What the camera or the telephone wrote into the file (place, time, serial number) stays in the untouched original alone.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import BinaryIO

from PIL import Image, ImageOps, UnidentifiedImageError

KINDS = ("JPEG", "PNG", "WEBP")
MOST_BYTES = 20 * 1024 * 1024
MOST_PIXELS = 50_000_000
LEAST_SIDE = 64
ORIENTATION, SIDEWAYS = 0x0112, {5, 6, 7, 8}
"""The EXIF tag that says how the camera was held, and its values for a quarter turn."""
CLEAR_SIDE = 960
"""Longest side of the clear copy, in pixels."""
BLUR_SIDE = 12
"""What is left of the photo in the blurred copy: so few pixels that no face can be told from another."""
BLURRED_SIDE = 240


class PhotoNotReadable(ValueError):
    """The file is no photo we take. ``code``: empty, too_heavy, kind, damaged, too_large, too_small."""

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
    """Read a JPEG, PNG or WebP photo and make its copies.

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
    clear, (width, height) = _upright(content)
    clear.thumbnail((CLEAR_SIDE, CLEAR_SIDE), Image.Resampling.LANCZOS)
    return Copies(width, height, _jpeg(_blurred(clear), 60), _jpeg(clear, 84))


def _upright(content: bytes) -> tuple[Image.Image, tuple[int, int]]:
    """The picture in RGB, turned as the camera meant it, and its full size; checked before it is decoded."""
    try:
        with Image.open(io.BytesIO(content), formats=KINDS) as looked_at:
            _check(looked_at.size)
            looked_at.verify()
        with Image.open(io.BytesIO(content), formats=KINDS) as picture:
            lying = picture.getexif().get(ORIENTATION, 1) in SIDEWAYS
            size = (picture.height, picture.width) if lying else picture.size
            picture.draft("RGB", (2 * CLEAR_SIDE, 2 * CLEAR_SIDE))
            return _on_white(ImageOps.exif_transpose(picture)), size
    except UnidentifiedImageError:
        raise PhotoNotReadable("kind") from None
    except Image.DecompressionBombError:
        raise PhotoNotReadable("too_large") from None
    except PhotoNotReadable:
        raise
    except (OSError, SyntaxError, ValueError, EOFError, IndexError, TypeError):
        # What Pillow raises for files that are cut off or altered.
        raise PhotoNotReadable("damaged") from None


def _check(size: tuple[int, int]) -> None:
    if size[0] * size[1] > MOST_PIXELS:
        raise PhotoNotReadable("too_large")
    if min(size) < LEAST_SIDE:
        raise PhotoNotReadable("too_small")


def _on_white(picture: Image.Image) -> Image.Image:
    """RGB; what is transparent becomes white, not black."""
    if picture.mode in {"RGBA", "LA", "PA"} or "transparency" in picture.info:
        layers = picture.convert("RGBA")
        ground = Image.new("RGB", layers.size, "white")
        ground.paste(layers, mask=layers.getchannel("A"))
        return ground
    return picture.convert("RGB")


def _blurred(clear: Image.Image) -> Image.Image:
    tiny = clear.copy()
    tiny.thumbnail((BLUR_SIDE, BLUR_SIDE), Image.Resampling.BOX)
    scale = BLURRED_SIDE / max(tiny.size)
    return tiny.resize((round(tiny.width * scale), round(tiny.height * scale)), Image.Resampling.BICUBIC)


def _jpeg(picture: Image.Image, quality: int) -> bytes:
    """A JPEG file that carries pixels and nothing else."""
    bare = Image.new("RGB", picture.size)
    bare.paste(picture)
    target = io.BytesIO()
    bare.save(target, "JPEG", quality=quality, optimize=True)
    return target.getvalue()
