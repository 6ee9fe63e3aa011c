"""The columns of a file that holds a corridor: one table, a row for the corridor and for each place, link and rule."""

from __future__ import annotations

from collections.abc import Collection, Iterable
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
"""Every file has these."""
REQUIRED_OF: Final = {
    "corridor": ("name",),
    "place": ("name", "kind", "side", "zone", "x", "y", "wait_risk", "may_wait"),
    "link": ("kind", "from", "to", "one_way", "minutes", "minutes_p90", "risk", "cost"),
    "rule": ("rule", "value", "since", "until", "observed", "source"),
}
"""What a file with such a row has besides."""
YES, NO = ("yes", "так", "1"), ("no", "ні", "0")


def missing(headings: Collection[str], rows: Iterable[str]) -> tuple[str, ...]:
    """The columns that a file lacks, in the order in which a file that is written has them.

    Parameters:
        headings: names of columns. rows: which kinds of rows there are (``WHAT``).
    """
    needed = {*REQUIRED, *(column for what in rows for column in REQUIRED_OF[what])}
    return tuple(column for column in COLUMNS if column in needed and column not in headings)


def accepted(column: str) -> str:
    """The names under which a column is read: ``name (назва)``."""
    first, *others = COLUMNS[column]
    return f"{first} ({', '.join(others)})" if others else first
