"""69: no column of bytes is overlooked: it is walked over, or named with the reason why not."""

from __future__ import annotations

from pathlib import Path

from tests import sealed_places

ROOT = Path(__file__).resolve().parent.parent.parent


def test_every_column_of_bytes_is_walked_over_or_says_why_not() -> None:
    """Columns called sealed are never excused, and the names of columns that are gone go too."""
    every = {str(one) for one in sealed_places.columns_of_bytes()}
    excused = {*sealed_places.IN_THE_CLEAR, *sealed_places.WRAPPED}
    assert excused | set(sealed_places.NOT_YET_KEPT) | sealed_places.COMES_AND_GOES <= every
    assert {one for one in excused if "sealed" in one.partition(".")[2]} == set()
    assert all((ROOT / where).is_file() for where in sealed_places.WRAPPED.values())
