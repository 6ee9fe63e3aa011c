"""The ledger of what was shown, and the published figures of others. None of it is ever changed."""

from dodomu.journey.figures.models.published import PublishedFigure, Qualifier, Withdrawal
from dodomu.journey.figures.models.releases import Release, ReleasedCell

__all__ = ["PublishedFigure", "Qualifier", "Release", "ReleasedCell", "Withdrawal"]
