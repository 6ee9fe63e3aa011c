"""Why an act on a pair is refused. Messages name the field and what is accepted, never a value."""

from __future__ import annotations


class NotNow(ValueError):
    """The pair is not in a state for this act: somebody was faster, or a decision must be undone first."""


class SamePerson(ValueError):
    """Who decided tries to confirm or reject: the second person must be another one."""

    def __init__(self) -> None:
        super().__init__("confirmed_by: accepted is anybody but the author of the decision")


class TwoRows(ValueError):
    """Two rows of one list are two children unless a person says, seeing it, that this list names a child twice."""

    def __init__(self) -> None:
        super().__init__("two_rows_accepted: must be said, for both records stand in one list")
