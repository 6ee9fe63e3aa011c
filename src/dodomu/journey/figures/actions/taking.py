"""Taking the figures of the day: counting, hiding, proving, and writing down what is shown."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from dodomu.base import journal, keys
from dodomu.base.access import policy
from dodomu.base.access.acts import Act
from dodomu.base.access.viewer import Viewer
from dodomu.base.database.bulk import insert_rows
from dodomu.base.database.ids import new_id
from dodomu.base.database.locks import serialise
from dodomu.journey.cases.queries import counted_children
from dodomu.journey.figures import bridge, definitions
from dodomu.journey.figures.bridge import Counted
from dodomu.journey.figures.models import Release, ReleasedCell
from dodomu.journey.figures.queries import ledger
from dodomu.kit.dates import today


class AlreadyTaken(ValueError):
    """The figures of this day are taken; two releases of one day would only show what happened in between."""


class NothingToCount(ValueError):
    """There is no case yet."""


class NotProtected(RuntimeError):
    """A hidden count could be worked out even so. Nothing was released."""


@transaction.atomic
def take_figures(by: Viewer, *, day: date | None = None) -> Release:
    """Count all children with a case, hide what must be hidden, and release the rest as of today.

    From then on what is shown counts as known to everybody: later figures are compared with it.

    Parameters:
        day: for an invented scenario, all of which is written in one minute: the day it tells of. Everybody else counts today.

    Raises:
        NotAllowed: the viewer does not take figures. AlreadyTaken, NothingToCount, NotProtected.
    """
    policy.require(by, Act.FIGURES_MANAGE)
    serialise("figures.releases")
    day = day or today()
    if Release.objects.filter(as_of__gte=day).exists():
        raise AlreadyTaken("as_of: accepted is one release for each day, each later than the last")
    children = counted_children(by)
    if not children:
        raise NothingToCount("children: there is no case to count yet")
    counted = bridge.counted(children, day, ledger.earlier())
    if counted.unprotected:
        raise NotProtected(f"{len(counted.unprotected)} hidden counts could be worked out")
    key, row = keys.new_data_key(), new_id()
    release = Release.objects.create(
        id=row,
        number=(Release.objects.aggregate(last=Max("number"))["last"] or 0) + 1,
        as_of=day,
        threshold=definitions.threshold(),
        rules_from=definitions.valid_from(),
        hidden_sealed=bridge.seal(key, ledger.TABLE, row, "hidden_sealed", dict(counted.hidden)),
        data_key_id=key.id,
        taken_by_id=by.staff_id,
        taken_at=timezone.now(),
    )
    _write(release, counted)
    codes: dict[str, str | int] = {"shown": len(counted.shown), "hidden": len(counted.hidden)}
    commitments = bridge.committed(key, [dict(counted.shown), dict(counted.hidden)])
    journal.append("figures.taken", by=by, subject=release.pid, commitments=commitments, codes=codes)
    return release


def _write(release: Release, counted: Counted) -> None:
    codes = sorted({**counted.shown, **counted.hidden})
    insert_rows(
        ReleasedCell,
        [
            {
                "id": new_id(),
                "release_id": release.id,
                "code": code,
                "value": counted.shown.get(code),
                "days": counted.days.get(code),
            }
            for code in codes
        ],
    )
