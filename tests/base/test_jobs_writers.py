"""Four processes that read, add one and write back: with Django's own defaults half of it is lost, here nothing."""

from __future__ import annotations

from pathlib import Path

from tests.base.job_processes import processes

WRITERS, EACH = 4, 150
PREPARE = """
from django.db import connection
with connection.cursor() as cursor:
    cursor.execute("CREATE TABLE counted (total integer NOT NULL)")
    cursor.execute("INSERT INTO counted VALUES (0)")
"""
ADD = f"""
from django.db import connection, transaction
from dodomu.base.database.locks import serialise
for _ in range({EACH}):
    with transaction.atomic(), connection.cursor() as cursor:
        serialise("counted")
        cursor.execute("SELECT total FROM counted")
        total = cursor.fetchone()[0]
        cursor.execute("UPDATE counted SET total = %s", [total + 1])
"""
COUNT = """
from django.db import connection
with connection.cursor() as cursor:
    cursor.execute("SELECT total FROM counted")
    print(cursor.fetchone()[0])
"""


def test_of_four_writers_no_transaction_is_lost(tmp_path: Path) -> None:
    with processes(tmp_path) as apart:
        apart.run(PREPARE)
        writers = [apart.start(ADD) for _ in range(WRITERS)]
        assert [writer.wait(timeout=120) for writer in writers] == [0] * WRITERS
        assert int(apart.run(COUNT)) == WRITERS * EACH
