"""Lists: sort by any column, choose columns, save views, act on many rows, filters as chips, pages, CSV and XLSX. See ../README.md."""

from __future__ import annotations

from dodomu.kit.tables.bulk import BulkAction, BulkDone
from dodomu.kit.tables.columns import Column, Filter
from dodomu.kit.tables.paging import Pager
from dodomu.kit.tables.serving import serve_table
from dodomu.kit.tables.table import Table
from dodomu.kit.tables.wanted import Wanted

__all__ = ["BulkAction", "BulkDone", "Column", "Filter", "Pager", "Table", "Wanted", "serve_table"]
