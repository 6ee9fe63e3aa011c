"""Lists of others are linked outside the registry; that somebody did is kept, without a word of the lists."""

from __future__ import annotations

from django.db import transaction

from dodomu.base import journal
from dodomu.base.access import policy
from dodomu.base.access.acts import Act
from dodomu.base.access.viewer import Viewer


def may_link(by: Viewer) -> None:
    """Refuse whoever may not see proposed matches.

    Raises:
        NotAllowed: the viewer may not.
    """
    policy.require(by, Act.CANDIDATE_READ)


def note_linking(by: Viewer, engine: str, rows: int, pairs: int) -> None:
    """Journal that pairs of outside lists leave as a file, before they do.

    Raises:
        NotAllowed: the viewer may not link lists.
    """
    may_link(by)
    with transaction.atomic():
        journal.append("list.linked", by=by, codes={"engine": engine, "rows": rows, "pairs": pairs})
