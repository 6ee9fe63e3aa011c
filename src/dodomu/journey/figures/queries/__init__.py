"""What may be read of figures, always by somebody."""

from dodomu.journey.figures.bridge import code_of
from dodomu.journey.figures.queries.choices import qualifiers
from dodomu.journey.figures.queries.ledger import (
    ReleaseNotFound,
    cell_rows,
    latest,
    release,
    releases,
)
from dodomu.journey.figures.queries.published import (
    FigureNotFound,
    contradictions,
    one_published,
    published,
    together,
)
from dodomu.journey.figures.queries.rows import CellRow, CellView, PublishedRow, ReleaseView

__all__ = [
    "CellRow",
    "CellView",
    "FigureNotFound",
    "PublishedRow",
    "ReleaseNotFound",
    "ReleaseView",
    "cell_rows",
    "code_of",
    "contradictions",
    "latest",
    "one_published",
    "published",
    "qualifiers",
    "release",
    "releases",
    "together",
]
