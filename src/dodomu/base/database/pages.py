"""Pages of the embedded database that no longer are what was written: a failing disk, or somebody's hand."""

from __future__ import annotations

import re

from django.db import connection

_PAGE = re.compile(r"page (\d+)")


def damaged_pages() -> list[int]:
    """Numbers of the pages whose authentication code does not fit, from 1; reads the whole file.

    PostgreSQL keeps its pages itself: nothing is looked at there, and nothing found.
    """
    if connection.vendor != "sqlite":
        return []
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA cipher_integrity_check")
        said = [str(row[0]) for row in cursor.fetchall()]
    return sorted({int(number) for line in said for number in _PAGE.findall(line)})
