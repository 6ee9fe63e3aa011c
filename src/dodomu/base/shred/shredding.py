"""The act itself: once the transaction is committed, nobody can read what the keys sealed in the living database."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from dodomu.base import jobs, journal
from dodomu.base.access.viewer import Viewer
from dodomu.base.keys import DataKey
from dodomu.base.shred import planning
from dodomu.base.shred.errors import NotGuarded, Objected, SecondPersonNeeded
from dodomu.base.shred.forms import forget_forms
from dodomu.base.shred.guarding import Objection, guards
from dodomu.base.shred.rotating import rotate_after_shredding


@transaction.atomic
def carry_out(plan: planning.Plan, by: Viewer, *, confirmed_by: Viewer | None, reason: str) -> int:
    """Destroy the keys of the plan; answer how many. In the same transaction: what anybody is still writing about the case,
    the leaf ``shredded``, and a task that rotates the organisation's key, by which the destruction reaches the backups.

    Args:
        plan: see ``plan``; it is looked at again here.
        by: who asks.
        confirmed_by: another person; None only where one person works alone, and the leaf then says so.
        reason: one of ``REASONS``.

    Raises:
        SecondPersonNeeded, NotGuarded, Objected, EvidenceStays, NothingToShred: nothing was destroyed.
        ValueError: no such reason.
    """
    if reason not in planning.REASONS:
        raise ValueError(f"reason: accepted are {', '.join(planning.REASONS)}")
    _require_two(by, confirmed_by)
    _require_no_objection(plan, by, confirmed_by)
    # Locked in one order, so that two who shred at once wait for each other.
    held = DataKey.objects.select_for_update().filter(id__in=plan.keys).order_by("id")
    living = planning.plan([row.id for row in held] or plan.keys, subject=plan.subject, case_id=plan.case_id)
    count = DataKey.objects.filter(id__in=living.keys).update(wrapped=None, destroyed_at=timezone.now())
    codes: dict[str, str | int] = {"count": count, "reason": reason}
    codes |= {"confirmer": str(confirmed_by.pid)} if confirmed_by else {"confirmed": "no"}
    if plan.case_id and (forms := forget_forms(plan.case_id)):
        codes["forms"] = forms
    journal.append("shredded", by=by, subject=plan.subject, codes=codes)
    jobs.enqueue(rotate_after_shredding)
    return count


@transaction.atomic
def objections(plan: planning.Plan, by: Viewer, confirmed_by: Viewer | None = None) -> list[Objection]:
    """All that stands against a plan now, for whoever looks at it before; destroys nothing.

    Raises:
        NotGuarded: nobody could know.
    """
    asked = guards()
    if not asked:
        raise NotGuarded("No guard is registered.")
    return [one for guard in asked for one in guard(plan, by, confirmed_by)]


def _require_two(by: Viewer, confirmed_by: Viewer | None) -> None:
    if by.user_id is None:
        raise SecondPersonNeeded("Only a member of staff may have something destroyed.")
    if confirmed_by is None:
        if not by.alone:
            raise SecondPersonNeeded("Nobody confirmed it.")
    elif confirmed_by.user_id is None or confirmed_by.user_id == by.user_id or confirmed_by.pid == by.pid:
        raise SecondPersonNeeded("The same person asked and confirmed.")


def _require_no_objection(plan: planning.Plan, by: Viewer, confirmed_by: Viewer | None) -> None:
    if found := objections(plan, by, confirmed_by):
        raise Objected(found)
