"""What happens to a photo in the confined process: it is checked, turned upright, and two copies are made of it.

Runs there alone (see ``dodomu.base.confined``): Pillow and the standard library, nothing of Dodomu.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator

from PIL import Image, ImageOps, MpoImagePlugin, UnidentifiedImageError, WebPImagePlugin

LOADED = (MpoImagePlugin, WebPImagePlugin)
"""Named here so that Pillow does not load all of its formats when it looks for them; it has JPEG and PNG by itself."""
KINDS = ("JPEG", "PNG", "WEBP")
MOST_PIXELS = 50_000_000
LEAST_SIDE = 64
ORIENTATION, SIDEWAYS = 0x0112, {5, 6, 7, 8}
"""The EXIF tag that says how the camera was held, and its values for a quarter turn."""
CLEAR_SIDE = 960
"""Longest side of the clear copy, in pixels."""
BLUR_SIDE = 12
"""What is left of the photo in the blurred copy: so few pixels that no face can be told from another."""
BLURRED_SIDE = 240


class PictureRefused(ValueError):
    """``code``: kind, damaged, too_large, too_small."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def prepare() -> None:
    """Have Pillow load what it would load when it needs it: later nothing can be loaded."""
    sample = Image.new("RGB", (LEAST_SIDE, LEAST_SIDE))
    turned = Image.Exif()
    turned[ORIENTATION] = 6
    for kind in KINDS:
        file = io.BytesIO()
        sample.save(file, kind, exif=turned)
        list(work(file.getvalue()))
    _jpeg(_on_white(sample.convert("RGBA")), 60)


def work(content: bytes, asked: Callable[[], bytes] | None = None) -> Iterator[bytes]:
    """Width and height as the photo stands upright; the blurred copy; the clear one.

    Raises:
        PictureRefused: with the code of what is wrong.
    """
    clear, (width, height) = _upright(content)
    clear.thumbnail((CLEAR_SIDE, CLEAR_SIDE), Image.Resampling.LANCZOS)
    yield f"{width} {height}".encode()
    yield _jpeg(_blurred(clear), 60)
    yield _jpeg(clear, 84)


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
        raise PictureRefused("kind") from None
    except Image.DecompressionBombError:
        raise PictureRefused("too_large") from None
    except PictureRefused:
        raise
    except (OSError, SyntaxError, ValueError, EOFError, IndexError, TypeError):
        # What Pillow raises for files that are cut off or altered.
        raise PictureRefused("damaged") from None


def _check(size: tuple[int, int]) -> None:
    if size[0] * size[1] > MOST_PIXELS:
        raise PictureRefused("too_large")
    if min(size) < LEAST_SIDE:
        raise PictureRefused("too_small")


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
