"""The cheapest cells to hide so that one narrow count gets room: a circulation of least cost.

A hidden count has room when another table agrees with everything shown and has `room` more at that cell. The difference
of the two tables runs through cells that are then hidden as well; the one of least worth is found by the exact simplex
(the heuristic of Cox 1980 and of Fischetti and Salazar 2000, who call it a protecting path; here it may be any
circulation, so nested margins and linked tables need no case of their own).
"""

from __future__ import annotations

from collections.abc import Callable, Collection

from dodomu.engine.estimation.disclosure.knowledge import Knowledge
from dodomu.engine.estimation.disclosure.simplex import Tableau
from dodomu.engine.estimation.disclosure.tables import Cell


def cheapest_escape(
    known: Knowledge,
    hidden: Collection[Cell],
    narrow: Cell,
    room: int,
    worth: Callable[[Cell], int],
    *,
    spared: Collection[Cell] = (),
) -> set[Cell]:
    """The shown cells to hide, of least worth together; empty when hiding more gives no room.

    Args:
        known: the sums and true values.
        hidden: cells hidden already; going through them costs nothing.
        narrow: the hidden cell that needs room.
        room: how much more the other table has there, at least 1.
        worth: the cost of hiding a shown cell, at least 1.
        spared: cells that stay as they are. Sparing the total of all keeps the search within one table.
    """
    cells = sorted(known.connected(narrow, spared))
    number = {cell: at for at, cell in enumerate(cells)}
    count = len(cells)
    # Only what stands below the room can run dry on the way down: what is shown stands above it.
    shallow = [cell for cell in cells if known.values[cell] < room and cell != narrow]
    width = 2 * count + len(shallow) + 1

    def line(signs: dict[Cell, int]) -> list[int]:
        found = [0] * width
        for cell, sign in signs.items():
            if cell in number:
                found[number[cell]], found[count + number[cell]] = sign, -sign
        return found

    rows = [line(dict(row)) for row in known.sums if any(cell in number for cell in row)]
    right = [0] * len(rows)
    rows.append(line({narrow: 1}))
    right.append(room)
    for at, cell in enumerate(shallow):
        bound = [0] * width
        bound[count + number[cell]] = bound[2 * count + at] = 1
        rows.append(bound)
        right.append(known.values[cell])
    price = [0] * width
    price[-1] = 1
    for cell, at in number.items():
        if not known.is_hidden(cell, hidden):
            price[at] = price[count + at] = -worth(cell)
    rows.append(price)
    right.append(0)
    try:
        tableau = Tableau(rows, right, width)
    except ValueError:
        return set()
    tableau.least(width - 1)
    point = tableau.point()
    return {cell for cell, at in number.items() if point[at] or point[count + at]} - {
        cell for cell in cells if known.is_hidden(cell, hidden)
    }
