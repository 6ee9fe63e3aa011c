"""The columns of a file that holds a corridor: one table, a row for the corridor and for each place, link and rule."""

from __future__ import annotations

from typing import Final

WHAT: Final = {
    "corridor": ("corridor", "коридор"),
    "place": ("place", "місце"),
    "link": ("link", "ланка"),
    "rule": ("rule", "правило"),
}
COLUMNS: Final = {
    "what": ("what", "що"),
    "code": ("code", "код"),
    "name": ("name", "назва"),
    "kind": ("kind", "вид"),
    "side": ("side", "сторона"),
    "zone": ("zone", "часовий пояс"),
    "x": ("x",),
    "y": ("y",),
    "wait_risk": ("wait_risk", "ризик чекання"),
    "may_wait": ("may_wait", "можна чекати"),
    "from": ("from", "звідки"),
    "to": ("to", "куди"),
    "one_way": ("one_way", "в один бік"),
    "minutes": ("minutes", "хвилин"),
    "minutes_p90": ("minutes_p90", "хвилин у 9 з 10"),
    "walking_m": ("walking_m", "пішки, м"),
    "risk": ("risk", "ризик"),
    "cost": ("cost", "ціна, грн"),
    "rule": ("rule", "правило"),
    "value": ("value", "що діє"),
    "since": ("since", "від"),
    "until": ("until", "до"),
    "observed": ("observed", "коли бачили"),
    "source": ("source", "джерело"),
    "note": ("note", "примітка"),
}
"""The name of each column in a file that is written, then other names under which it is read."""
REQUIRED: Final = ("what", "code")
YES, NO = ("yes", "так", "1"), ("no", "ні", "0")
