"""Every text and every blob that stands in the database of a run, as whoever copied it would read it."""

from __future__ import annotations

from collections.abc import Iterator

from sqlcipher3 import dbapi2 as cipher

from dodomu.base.keys import ring
from tests.entry.canary.installation import Place
from tests.entry.conftest import PASSPHRASE


def stored(place: Place) -> Iterator[tuple[str, bytes]]:
    """(table.column, content) of every value that is not empty."""
    yield from _of_server(place.database) if place.database else _of_file(place)


def _of_file(place: Place) -> Iterator[tuple[str, bytes]]:
    """Opened with the key: what SQLCipher hides from a thief is no excuse here."""
    key = ring.open_ring(place.home, passphrase=PASSPHRASE).keys.database_key
    opened = cipher.connect(str(place.home / "dodomu.db"))
    try:
        opened.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        tables = [name for (name,) in opened.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        for table in ("sqlite_master", *tables):
            told = opened.execute(f'SELECT * FROM "{table}"')
            columns = [column[0] for column in told.description]
            for row in told:
                yield from _filled(table, columns, row)
    finally:
        opened.close()


def _of_server(address: str) -> Iterator[tuple[str, bytes]]:
    import psycopg

    with psycopg.connect(address) as opened:
        tables = opened.execute(
            "SELECT table_name, array_agg(column_name::text) FROM information_schema.columns "
            "WHERE table_schema = 'public' GROUP BY table_name"
        ).fetchall()
        for table, columns in tables:
            listed = ", ".join(f'"{column}"' for column in columns)
            for row in opened.execute(f'SELECT {listed} FROM "{table}"'.encode()):
                yield from _filled(table, columns, row)


def _filled(table: str, columns: list[str], row: tuple[object, ...]) -> Iterator[tuple[str, bytes]]:
    for column, value in zip(columns, row, strict=True):
        if value is not None:
            yield f"{table}.{column}", value if isinstance(value, bytes) else str(value).encode()
