"""A share that was counted, and between which shares the true one lies: the score interval of Wilson."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

Z_95: Final = 1.959963984540054
"""The 0.975 quantile of the standard normal distribution: an interval that holds the true share 95 times in 100."""


@dataclass(frozen=True, slots=True)
class Proportion:
    """`share`, `low` and `high` from 0 to 1.

    >>> Proportion(0.5, 0.2, 0.8).holds(0.3), Proportion(0.5, 0.2, 0.8).holds(0.9)
    (True, False)
    """

    share: float
    low: float
    high: float

    def holds(self, share: float) -> bool:
        """Whether a share from 0 to 1 lies within the interval."""
        return self.low <= share <= self.high


def wilson(successes: int, trials: int, z: float = Z_95) -> Proportion:
    """The share of successes with the score interval of Wilson, which stays within 0 and 1 also near the ends.

    Source: E. B. Wilson, "Probable inference, the law of succession, and statistical inference", Journal of the American
    Statistical Association 22 (1927), 209-212; recommended for small counts by Brown, Cai and DasGupta, Statistical
    Science 16 (2001), 101-133.

    Parameters:
        successes: 0 to `trials`.
        trials: at least 1.
        z: quantile of the standard normal distribution, above 0; 1.96 gives 95 %.

    Raises:
        ValueError: no trial, successes outside 0 to `trials`, or `z` not above 0.

    >>> found = wilson(8, 10)
    >>> round(found.share, 2), round(found.low, 3), round(found.high, 3)
    (0.8, 0.49, 0.943)
    """
    if trials < 1 or not 0 <= successes <= trials:
        raise ValueError("successes, trials: accepted are 0 to trials, and at least one trial")
    if z <= 0:
        raise ValueError("z: accepted are numbers above 0")
    share = successes / trials
    spread = z * z / trials
    middle = (share + spread / 2) / (1 + spread)
    half = z * math.sqrt(share * (1 - share) / trials + spread / (4 * trials)) / (1 + spread)
    # Rounding must not push an end past the share itself, which it reaches at 0 and at 1.
    return Proportion(share, min(share, max(0.0, middle - half)), max(share, min(1.0, middle + half)))
