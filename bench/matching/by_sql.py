"""Our search through plain indexed SQL columns, the same statements on SQLite and PostgreSQL, no extension.

One table ``keys(key, record)`` holds ``blocking_keys`` of every record, each hashed to 63 bits, one table the people. A search looks up
``query_keys`` (then ``wide_keys``), takes the records that share most of them, and scores those. SQLite is the encrypted one the product uses.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from hashlib import blake2b
from pathlib import Path
from typing import Any

from bench.matching import ours
from bench.matching.ours import engine
from bench.matching.peers.searching import FOUND, Find
from bench.matching.people import Person

Ask = Callable[[str, list[Any]], list[Any]]
"""A statement and its values to rows."""
SCORED, UNSURE = 200, 0.0
PEOPLE = """CREATE TABLE people (
    number INTEGER PRIMARY KEY, sex TEXT, family TEXT, given TEXT, patronymic TEXT, born TEXT, place TEXT, oblast TEXT
)"""
KEYS = "CREATE TABLE keys (key BIGINT NOT NULL, record INTEGER NOT NULL)"
INDEX = "CREATE INDEX keys_by_key ON keys (key, record)"
AT_A_TIME = 20_000


@contextmanager
def sqlite(people: Iterable[Person]) -> Iterator[Find]:
    """SQLCipher in a file."""
    import sqlcipher3

    with tempfile.TemporaryDirectory(prefix="dodomu-bench-") as folder:
        connection = sqlcipher3.connect(str(Path(folder) / "keys.sqlite"))
        connection.execute("PRAGMA key = 'bench only, invented'")
        connection.execute("PRAGMA cache_size = -65536")
        fill(connection.execute, connection.executemany, people, "?")
        connection.commit()
        yield finder(lambda statement, values: connection.execute(statement, values).fetchall(), "?")
        connection.close()


@contextmanager
def postgres(people: Iterable[Person]) -> Iterator[Find]:
    """A private PostgreSQL."""
    import psycopg
    from tests.postgres import server

    with server() as address, psycopg.connect(address, autocommit=True) as connection:
        fill(connection.execute, _copying(connection), people, "%s")
        connection.execute("ANALYZE")
        yield finder(lambda statement, values: connection.execute(statement, values).fetchall(), "%s")


def _copying(connection: Any) -> Callable[[str, list[tuple[Any, ...]]], None]:
    def many(statement: str, rows: list[tuple[Any, ...]]) -> None:
        table = statement.split()[2]
        with connection.cursor().copy(f"COPY {table} FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)

    return many


def fill(execute: Callable[[str], Any], many: Callable[..., Any], people: Iterable[Person], sign: str) -> None:
    """Both tables, then the index."""
    execute(PEOPLE)
    execute(KEYS)
    rows: list[tuple[Any, ...]] = []
    keys: list[tuple[int, int]] = []

    def write() -> None:
        many(f"INSERT INTO people VALUES ({', '.join([sign] * 8)})", rows)
        many(f"INSERT INTO keys VALUES ({sign}, {sign})", keys)
        rows.clear()
        keys.clear()

    for one in people:
        rows.append((one.number, one.sex, one.family, one.given, one.patronymic, one.born, one.place, one.oblast))
        keys += [(mark(key), one.number) for key in engine.blocking_keys(ours.record(one))]
        if len(rows) >= AT_A_TIME:
            write()
    write()
    execute(INDEX)


def finder(ask: Ask, sign: str) -> Find:
    """The records that share most keys, scored; the wide keys only where nothing likely was found, as the index does."""

    def find(text: str, year: int | None) -> list[int]:
        asked = ours.search_record(text, year)
        analysed = engine.analyse_record(asked)
        scored: dict[int, float] = {}
        for keys in (engine.query_keys(asked), engine.wide_keys(asked)):
            if not any(log_odds > UNSURE for log_odds in scored.values()):
                for person in sharing(ask, sign, sorted(map(mark, keys))):
                    scored[person.number] = engine.score(analysed, engine.analyse_record(ours.record(person)))
        return sorted(scored, key=lambda number: (-scored[number], number))[:FOUND]

    return find


def mark(key: str) -> int:
    """63 bits, which both databases hold as a number; the product keeps a keyed hash, so that the table holds no name."""
    return int.from_bytes(blake2b(key.encode(), digest_size=8).digest()) >> 1


def sharing(ask: Ask, sign: str, keys: list[int]) -> list[Person]:
    """At most SCORED people, those that share most of the keys."""
    if not keys:
        return []
    signs = ", ".join([sign] * len(keys))
    shared = ask(
        f"SELECT record FROM keys WHERE key IN ({signs}) GROUP BY record ORDER BY COUNT(*) DESC, record LIMIT {SCORED}",
        keys,
    )
    numbers = [number for (number,) in shared]
    if not numbers:
        return []
    rows = ask(f"SELECT * FROM people WHERE number IN ({', '.join([sign] * len(numbers))})", numbers)
    return [Person(number, 0, *rest, "") for number, *rest in rows]
