"""Peers that search one name among many. Both are given the same Latin writing of records and searches (``anyascii``).

Without it neither finds anything across scripts; it is the usual way to use them.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from bench.matching.peers.names import romanised
from bench.matching.people import Person

Find = Callable[[str, int | None], list[int]]
"""From what is typed and a year of birth to the numbers found, the best first, at most ten."""
FOUND = 10


def plain(text: str) -> str:
    return " ".join(romanised(text))


@contextmanager
def trigrams(people: Iterable[Person], *, kind: str = "gist") -> Iterator[Find]:
    """PostgreSQL's pg_trgm: GiST by distance, or GIN by the similarity threshold of 0.3 and then by similarity."""
    import psycopg
    from tests.postgres import server

    with server() as address, psycopg.connect(address, autocommit=True) as connection:
        connection.execute("SET maintenance_work_mem = '512MB'")
        connection.execute("CREATE EXTENSION pg_trgm")
        connection.execute("CREATE TABLE person (number integer PRIMARY KEY, year integer, name text)")
        with connection.cursor().copy("COPY person FROM STDIN") as copy:
            for one in people:
                copy.write_row((one.number, int(one.born[:4]), plain(f"{one.family} {one.given}")))
        connection.execute(f"CREATE INDEX ON person USING {kind} (name {kind}_trgm_ops)")
        connection.execute("ANALYZE person")
        where = "name %% %(name)s AND " if kind == "gin" else ""
        by_year = "year = %(year)s AND "
        statement = f"SELECT number FROM person WHERE {where}{{}}true ORDER BY name <-> %(name)s, number LIMIT {FOUND}"

        def find(text: str, year: int | None) -> list[int]:
            asked = {"name": plain(text), "year": year}
            rows = connection.execute(statement.format(by_year if year else ""), asked)
            return [number for (number,) in rows]

        yield find


@contextmanager
def tantivy(people: Iterable[Person], *, kind: str = "fuzzy") -> Iterator[Find]:
    """tantivy's BM25: every word of the search by edit distance 1, or by the three-letter pieces of the names."""
    import tantivy as library

    builder = library.SchemaBuilder()
    builder.add_unsigned_field("number", stored=True)
    builder.add_unsigned_field("year", indexed=True)
    builder.add_text_field("name", tokenizer_name="pieces" if kind == "pieces" else "default")
    schema = builder.build()
    with tempfile.TemporaryDirectory(prefix="dodomu-bench-") as folder:
        index = library.Index(schema, path=folder)
        analyser = library.TextAnalyzerBuilder(library.Tokenizer.ngram(3, 3, prefix_only=False)).build()
        index.register_tokenizer("pieces", analyser)
        writer = index.writer(heap_size=256_000_000, num_threads=1)
        for one in people:
            name = plain(f"{one.family} {one.given}")
            row = {"number": one.number, "year": int(one.born[:4]), "name": name}
            writer.add_document(library.Document.from_dict(row, schema))
        writer.commit()
        writer.wait_merging_threads()
        index.reload()
        searcher = index.searcher()

        def find(text: str, year: int | None) -> list[int]:
            query = _query(library, schema, plain(text), year, kind)
            hits: list[tuple[float, Any]] = searcher.search(query, FOUND).hits
            return [int(searcher.doc(address)["number"][0]) for _, address in hits]

        yield find


def _query(library: Any, schema: Any, text: str, year: int | None, kind: str) -> Any:
    term, should, must = library.Query.term_query, library.Occur.Should, library.Occur.Must
    if kind == "pieces":
        pieces = {text[at : at + 3] for at in range(len(text) - 2)}
        parts = [(should, term(schema, "name", piece)) for piece in sorted(pieces)]
    else:
        fuzzy = library.Query.fuzzy_term_query
        parts = [(should, term(schema, "name", word)) for word in text.split()]
        parts += [(should, fuzzy(schema, "name", word, 1, True)) for word in text.split()]
    query = library.Query.boolean_query(parts)
    if year is None:
        return query
    return library.Query.boolean_query(
        [(must, query), (must, library.Query.const_score_query(term(schema, "year", year), 0.0))]
    )


def folder_of(path: Path | None) -> Path:
    """Where populations are kept between runs."""
    return path or Path(tempfile.gettempdir()) / "dodomu-bench"
