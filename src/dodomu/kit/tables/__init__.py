"""Lists: sort by any column, choose columns, filters as chips, pages, CSV and XLSX. See ../README.md."""

from __future__ import annotations

from dodomu.kit.tables.columns import Column, Filter
from dodomu.kit.tables.paging import Pager
from dodomu.kit.tables.serving import serve_table
from dodomu.kit.tables.table import Table
from dodomu.kit.tables.wanted import Wanted

__all__ = ["Column", "Filter", "Pager", "Table", "Wanted", "serve_table"]
