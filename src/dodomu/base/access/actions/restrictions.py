"""Stopping a use of a person's data, and permitting it again.

The right was checked by the act this follows from (a consent withdrawn, refused, given again): it is that act's
consequence, in the same transaction, and bears its author.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from dodomu.base import events
from dodomu.base.access.models import Restriction
from dodomu.base.access.pseudonyms import pseudonym_of
from dodomu.base.access.uses import Use
from dodomu.base.access.viewer import Viewer
from dodomu.base.journal import append


@transaction.atomic
def stop_use(by: Viewer, subjects: Collection[UUID], use: str, since: datetime, because: UUID) -> int:
    """Make sure that from ``since`` on none of these persons' data is used for ``use``.

    Parameters:
        subjects: every record that is the person now, so that each keeps the restriction when a join is undone.
        because: what it follows from; only what names it again can lift it.

    Returns:
        How many rows were written; what was so already is left alone.
    """
    Use(use)
    open_rows = Restriction.objects.filter(use=use, because=because, lifted_at=None)
    _lift(by, open_rows.exclude(since=since))
    known = set(open_rows.values_list("subject", flat=True))
    fresh = sorted(set(subjects) - known)
    for subject in fresh:
        Restriction.objects.create(subject=subject, use=use, since=since, because=because, set_by_id=by.staff_id)
        at_once = int(since <= timezone.now())
        append("use.stopped", by=by, subject=pseudonym_of(subject), codes={"use": use, "at_once": at_once})
    if fresh:
        events.publish("use_stopped", person_ids=fresh)
    return len(fresh)


@transaction.atomic
def lift_use(by: Viewer, because: UUID) -> int:
    """Permit again what stopped because of this; what stopped for another reason as well stays stopped.

    Publishes ``use_permitted`` (person_ids), so that what was left aside meanwhile is taken up.
    """
    lifted = _lift(by, Restriction.objects.filter(because=because, lifted_at=None))
    if lifted:
        events.publish("use_permitted", person_ids=sorted({row.subject for row in lifted}))
    return len(lifted)


def _lift(by: Viewer, rows: QuerySet[Restriction]) -> list[Restriction]:
    lifted = list(rows)
    Restriction.objects.filter(pk__in=[row.pk for row in lifted]).update(
        lifted_at=timezone.now(), lifted_by=by.staff_id
    )
    for row in lifted:
        append("use.permitted", by=by, subject=pseudonym_of(row.subject), codes={"use": row.use})
    return lifted
