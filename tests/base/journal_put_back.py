"""A journal that was put back to an earlier state, as a restored backup puts it: what came later is not there, keys and all."""

from __future__ import annotations

from django.db import transaction

from dodomu.base import journal
from dodomu.base.journal.actor import JOURNAL
from tests.base.journal_forged import grown_anew, run, unguarded


def put_back(size: int, *, noted: bool = True) -> None:
    """As the first ``size`` entries were. ``noted``: with the entry that ``dodomu restore`` writes."""
    unguarded()
    run(
        "DELETE FROM journal_cosignature WHERE checkpoint_id IN (SELECT id FROM journal_checkpoint WHERE size > %s)",
        size,
    )
    run("DELETE FROM journal_lostcheckpoint WHERE leaf_index >= %s", size)
    run("DELETE FROM journal_checkpoint WHERE size > %s", size)
    run("DELETE FROM journal_witnessstate")
    run("DELETE FROM journal_casemap WHERE leaf_index >= %s", size)
    run('DELETE FROM journal_leaf WHERE "index" >= %s', size)
    grown_anew()
    if noted:
        with transaction.atomic():
            journal.append("backup_restored", by=JOURNAL, codes={"size": size})
