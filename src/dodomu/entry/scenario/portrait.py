"""A drawn picture in place of a photo: a figure of flat shapes, whose face nobody has."""

from __future__ import annotations

import io

from PIL import Image, ImageDraw, ImageFilter

SIZE = (600, 750)
SKY, GROUND, SKIN, HAIR, EYES, MOUTH, DRESS, COLLAR = (
    "#cfdfee", "#d9c58e", "#f0cfb4", "#8a5a34", "#33424f", "#b35c50", "#1d4e89", "#e3b23c",
)  # fmt: skip


def portrait() -> io.BytesIO:
    """The picture as a JPEG file."""
    picture = Image.new("RGB", SIZE, SKY)
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 560, *SIZE), fill=GROUND)
    draw.ellipse((170, 130, 430, 470), fill=HAIR)
    draw.rectangle((170, 300, 230, 560), fill=HAIR)
    draw.rectangle((370, 300, 430, 560), fill=HAIR)
    draw.polygon([(300, 440), (100, 750), (500, 750)], fill=DRESS)
    draw.ellipse((200, 180, 400, 450), fill=SKIN)
    draw.chord((195, 150, 405, 330), 180, 360, fill=HAIR)
    for x in (262, 338):
        draw.ellipse((x - 12, 290, x + 12, 318), fill=EYES)
    draw.arc((260, 340, 340, 400), 20, 160, fill=MOUTH, width=8)
    draw.polygon([(240, 470), (360, 470), (300, 540)], fill=COLLAR)
    target = io.BytesIO()
    picture.filter(ImageFilter.SMOOTH).save(target, "JPEG", quality=88)
    target.seek(0)
    return target
