"""An invented network for the gallery: no such places exist."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from dodomu.kit.schematic import Journey, SchematicLink, SchematicPlace, drawing

PLACES = (
    ("A", "Яблунівка", "occupied", 40, 420),
    ("B", "Кут", "aggressor", 260, 200),
    ("C", "Брід, той бік", "aggressor", 470, 640),
    ("D", "Брід, цей бік", "third", 640, 640),
    ("E", "Сосна", "third", 720, 160),
    ("F", "Дім", "free", 960, 420),
)
LINKS: tuple[tuple[str, str, str, str, str, dict[str, Any]], ...] = (
    ("1", "A", "B", "car", "known", {}),
    ("2", "A", "C", "bus", "expired", {"one_way": "there"}),
    ("3", "B", "C", "car", "known", {}),
    ("4", "C", "D", "crossing", "closed", {"crossing": True}),
    ("5", "B", "E", "train", "soon", {}),
    ("6", "D", "F", "foot", "known", {"walking": True, "one_way": "there"}),
    ("7", "E", "F", "bus", "unknown", {}),
    ("8", "D", "F", "car", "known", {}),
)


def way() -> dict[str, Any]:
    """Both drawings, with two groups on the way."""
    places = [SchematicPlace(code, code, name, _("town"), side, x, y) for code, name, side, x, y in PLACES]
    links = [
        SchematicLink(code, code, start, end, _("link"), icon, state, **more)
        for code, start, end, icon, state, more in LINKS
    ]
    groups = [
        Journey("Верба", at_place="C", travelled=("1", "3"), planned=("4", "6"), fall_back=("5", "7"), tone="harm"),
        Journey("Лелека", on_link="8", note=_("14:02, all well")),
    ]
    return {"wide": drawing(places, links, groups), "narrow": drawing(places, links, groups, wide=False)}
