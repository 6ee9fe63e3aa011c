"""Splink over our folded columns: on DuckDB in this process, or on Spark, here or on a cluster.

Nothing of ours runs anywhere else: the columns are made here and handed over as a table in a file.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from dodomu.journey.tracing.bridge import NUMBER_COLUMNS, TEXT_COLUMNS, Record, columns_of, compare
from dodomu.journey.tracing.linking.pairs import Advance, Linked, Pair

if TYPE_CHECKING:
    from splink.internals.database_api import DatabaseAPI
    from splink.internals.splink_dataframe import SplinkDataFrame

    Opened = tuple[DatabaseAPI[Any], Callable[[str], Any]]
    """The database and what opens a file of columns in it."""

PART = 20_000
GIVEN = ("given_class_l", "given_class_r")
NAMES = ("list_a", "list_b")
"""Of the tables; "left" and "right" are words of SQL. Their order decides which row of a pair comes first."""


class ExtraMissing(RuntimeError):
    """The packages of an extra are not installed; ``sentence`` says how to get them."""

    def __init__(self, extra: str) -> None:
        self.extra = extra
        self.sentence = _(
            "This engine needs more packages, which are not installed. Get them with: pip install 'dodomu[{extra}]'"
        ).format(extra=extra)
        super().__init__(extra)


class JavaMissing(RuntimeError):
    """Spark found no Java."""

    @property
    def sentence(self) -> str:
        return _(
            "Spark needs Java 17 or later (on Debian: apt install default-jre-headless), and JAVA_HOME if it is not on the path."
        )


def link_at_scale(
    left: Sequence[Record],
    right: Sequence[Record] | None,
    *,
    at_least: float,
    model_file: Path,
    engine: str,
    advance: Advance,
    master: str = "local[*]",
    folder: Path | None = None,
) -> Linked:
    """Link two lists, or one with itself, with Splink 5.

    Parameters:
        at_least: the smallest probability of a pair to be told, 0 to 1.
        model_file: where the model is written, as JSON without any value of the lists.
        engine: "splink" (DuckDB) or "spark".
        advance: told while the columns are made.
        master: the address of the Spark cluster; its machines must read ``folder``.
        folder: where the columns lie for a while, in a folder of their own that is removed; else the system's.

    Raises:
        ExtraMissing, JavaMissing: the engine cannot run here.
    """
    need_extra(engine)
    with TemporaryDirectory(prefix="dodomu-link-", dir=folder) as made:
        work = Path(made)
        files = _tables(work, left, right, advance)
        with _database(engine, master, work) as (database, table_of):
            named = zip(files, NAMES, strict=False)
            tables = [database.register(table_of(str(path)), dataset_display_name=name) for path, name in named]
            return _linked(tables, left, right, at_least, model_file)


def need_extra(engine: str) -> None:
    """Refuse before anything is read where the engine's packages are missing.

    Raises:
        ExtraMissing: they are.
    """
    try:
        import duckdb  # noqa: F401
        import pyarrow  # noqa: F401
        import splink  # noqa: F401

        if engine == "spark":
            import pyspark  # noqa: F401
    except ImportError:
        raise ExtraMissing("spark" if engine == "spark" else "linkage") from None


def _tables(work: Path, left: Sequence[Record], right: Sequence[Record] | None, advance: Advance) -> list[Path]:
    lists = [left] if right is None else [left, right]
    total, done = sum(map(len, lists)), 0
    files = []
    for name, records in zip(NAMES, lists, strict=False):
        files.append(work / f"{name}.parquet")
        for count in _table(files[-1], records):
            advance(done + count, total)
        done += len(records)
    return files


def _table(path: Path, records: Sequence[Record]) -> Iterator[int]:
    """Write the columns of the records, numbered by position; tells how many are done."""
    import pyarrow as pa
    from pyarrow import parquet

    schema = pa.schema(
        [("unique_id", pa.int64())]
        + [(name, pa.string()) for name in TEXT_COLUMNS]
        + [(name, pa.int32()) for name in NUMBER_COLUMNS]
    )
    with parquet.ParquetWriter(path, schema) as writer:
        for start in range(0, len(records), PART):
            part = records[start : start + PART]
            rows = [{"unique_id": number, **columns_of(record)} for number, record in enumerate(part, start)]
            writer.write_table(pa.Table.from_pylist(rows, schema=schema))
            yield start + len(part)


@contextmanager
def _database(engine: str, master: str, work: Path) -> Iterator[Opened]:
    if engine == "spark":
        with _spark(master, work) as database:
            yield database
        return
    import duckdb
    from splink import DuckDBAPI

    # What does not fit in memory goes to our own folder, not to one beside whatever is the present directory.
    with duckdb.connect(config={"temp_directory": str(work)}) as connection:
        yield DuckDBAPI(connection), connection.read_parquet


@contextmanager
def _spark(master: str, work: Path) -> Iterator[Opened]:
    from pyspark.errors import PySparkRuntimeError
    from pyspark.sql import SparkSession
    from splink.backends.spark import SparkAPI, similarity_jar_location

    builder = SparkSession.builder.master(master).appName("dodomu link")
    stated = {
        "spark.jars": similarity_jar_location(),
        "spark.ui.enabled": "false",
        "spark.sql.warehouse.dir": str(work / "warehouse"),
        "spark.local.dir": str(work),
        "spark.ui.showConsoleProgress": "false",
        "spark.sql.session.timeZone": "UTC",
    }
    if master.startswith("local"):
        stated |= {"spark.driver.host": "127.0.0.1", "spark.driver.bindAddress": "127.0.0.1"}
        stated |= {"spark.sql.shuffle.partitions": "8", "spark.default.parallelism": "8"}
    for key, value in stated.items():
        builder = builder.config(key, value)
    try:
        session = builder.getOrCreate()
    except (PySparkRuntimeError, FileNotFoundError):
        raise JavaMissing from None
    session.sparkContext.setLogLevel("OFF")
    session.sparkContext.setCheckpointDir(str(work / "checkpoints"))
    try:
        database = SparkAPI(spark_session=session, break_lineage_method="parquet")  # type: ignore[no-untyped-call]
        yield database, session.read.parquet
    finally:
        session.stop()


def _linked(
    tables: list[SplinkDataFrame],
    left: Sequence[Record],
    right: Sequence[Record] | None,
    at_least: float,
    model_file: Path,
) -> Linked:
    from splink import Linker

    from dodomu.journey.tracing.linking.splink_model import LEAST_TO_LEARN, learn, settings

    # It warns of every level that no pair of a block shows: nothing the reader can act on.
    logging.getLogger("splink").setLevel(logging.ERROR)
    within, sizes = right is None, (len(left), len(left if right is None else right))
    expected = (0.1 if within else 0.3) / max(*sizes, 10)
    linker = Linker(tables if len(tables) > 1 else tables[0], settings(within, expected), log_level=None)
    taught = learn(linker) if min(sizes) >= LEAST_TO_LEARN else []
    model = linker.misc.save_model_to_json(out_path=None)
    model_file.write_text(json.dumps(model, ensure_ascii=False, indent=2), encoding="utf-8")
    found = linker.inference.predict(threshold_match_probability=at_least)
    pairs = _given_names_told_apart(_pairs(found, within), left, right if right is not None else left)
    how = f"splink {version('splink')}, {'learnt from these lists' if taught else 'stated figures'}"
    about = {"learnt_from": taught, "model_file": str(model_file)}
    return Linked([pair for pair in pairs if pair.probability >= at_least], how, about)


def _pairs(found: Any, within: bool) -> Iterator[tuple[Pair, bool]]:
    """The pairs, and of each whether the given names differ."""
    columns = ["unique_id_l", "unique_id_r", "match_probability", *GIVEN]
    table = found.as_pyarrow_table().select(columns if within else [*columns, "source_dataset_l"])
    for batch in table.to_batches(max_chunksize=PART):
        for row in batch.to_pylist():
            one, other, probability = row["unique_id_l"], row["unique_id_r"], row["match_probability"]
            turned = one > other if within else row["source_dataset_l"] != NAMES[0]
            yield Pair(*((other, one) if turned else (one, other)), probability), row[GIVEN[0]] != row[GIVEN[1]]


def _given_names_told_apart(
    found: Iterable[tuple[Pair, bool]], left: Sequence[Record], right: Sequence[Record]
) -> Iterator[Pair]:
    """Twins agree in all but the given name: where those differ, Splink never says more than our own comparison."""
    for pair, other_given in found:
        if other_given:
            own = compare(left[pair.left], right[pair.right]).probability
            yield pair._replace(probability=min(pair.probability, own))
        else:
            yield pair
