"""Leaves that tell of the journal itself: checks, a clock that was moved, a restored backup, a witness that disagreed.

They are found by an index of their own, however long the journal is.
"""

from __future__ import annotations

from dodomu.base.journal.models import OF_ITSELF, Leaf
from dodomu.base.journal.reading import JournalEntry, entries_of

# The database uses the index only for a question that repeats its condition word for word, so the kinds are no parameters.
_KINDS = ", ".join(f"'{kind}'" for kind in OF_ITSELF)
_MARKS = f"""
    SELECT "index", body, written_at, kind, actor_pid, subject, case_pid, case_seq FROM journal_leaf
    WHERE kind IN ({_KINDS}) AND kind = %s ORDER BY "index" DESC LIMIT %s
"""  # noqa: S608 -- from this file and the model alone


def about_itself(kind: str, limit: int = 100) -> list[JournalEntry]:
    """The last leaves of one of the kinds in ``OF_ITSELF``, newest first.

    Raises:
        ValueError: another kind; looking for it would read the whole journal.
    """
    if kind not in OF_ITSELF:
        raise ValueError(f"kind: one of {', '.join(OF_ITSELF)}")
    return entries_of(Leaf.objects.raw(_MARKS, [kind, limit]))
