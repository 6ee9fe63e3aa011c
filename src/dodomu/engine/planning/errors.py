"""Why a corridor or a question about it was refused; each refusal has a stable `code`."""

from __future__ import annotations


class PlanningError(ValueError):
    """Base of all refusals of this engine."""

    code = "planning"


class PlaceUnknown(PlanningError):
    """A start, a goal or the end of a link that is no place of the corridor."""

    code = "place_unknown"


class ValueRefused(PlanningError):
    """A negative risk, cost or length, a duration under one minute, or a period that ends before it begins."""

    code = "value_refused"


class HorizonRefused(PlanningError):
    """A latest arrival before the earliest departure, or more grid steps between them than `MOST_STEPS`."""

    code = "horizon_refused"
