"""Record what was found out about a requester: an act of its own, dated, with its source, and never changed."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from dodomu.base import events, journal
from dodomu.base.access import policy
from dodomu.base.access.acts import Act
from dodomu.base.access.viewer import Viewer
from dodomu.base.keys import open_key, seal
from dodomu.journey.registry.actions.facts import need_reason
from dodomu.journey.registry.models import Person, Requester, Verification
from dodomu.journey.registry.queries.current import persons_of
from dodomu.journey.registry.queries.requesters import VERIFICATION, RequesterRow, requesters_of
from dodomu.journey.registry.vocabulary import Checked, CheckMeans, CheckResult
from dodomu.kit.dates import today


@dataclass(frozen=True, slots=True)
class Check:
    """What was found out: of the identity or the kinship, with which result, by which means, on which day.

    ``words``: the number of the document, who answered, or why it was refused; sealed.
    """

    what: Checked
    result: CheckResult
    checked_on: date
    words: str = field(repr=False)
    means: CheckMeans | None = None


def open_requesters(by: Viewer, person_id: UUID) -> list[RequesterRow]:
    """Open who asked for a child and how to reach them, and journal it.

    Raises:
        OutOfReach, NotAllowed: the child is not for this viewer.
    """
    found = requesters_of(by, person_id)
    with transaction.atomic():
        pid = Person.objects.values_list("pid", flat=True).get(pk=person_id)
        journal.append("requester.opened", by=by, subject=pid, codes={"requesters": len(found)})
    return found


@transaction.atomic
def verify_requester(by: Viewer, person_id: UUID, report_id: UUID, check: Check) -> UUID:
    """Record one verification of a requester, as asked for this child.

    Parameters:
        person_id: the child. report_id: the statement in which the requester asked.

    Raises:
        ValueError: no words, verified without means, a day in the future, or no kinship was claimed.
        NotAllowed, OutOfReach: not for this viewer, or the requester did not ask for this child.
    """
    policy.require(by, Act.REQUESTER_VERIFY, subject=person_id)
    need_reason(check.words)
    if check.result == CheckResult.VERIFIED and check.means is None:
        raise ValueError("means: say by which document or means.")
    if check.checked_on > today():
        raise ValueError("checked_on: this day is in the future.")
    row = next((one for one in requesters_of(by, person_id) if one.report_id == report_id), None)
    if row is None:
        raise policy.OutOfReach
    if check.what == Checked.KINSHIP and not row.kinship:
        raise ValueError("what: no kinship to this child was claimed.")
    return _write(by, row, check)


def _write(by: Viewer, row: RequesterRow, check: Check) -> UUID:
    requester = Requester.objects.select_related("mention__data_key__organisation_key").get(pk=row.report_id)
    made = Verification(
        requester=requester,
        what=check.what,
        child_id=row.child if check.what == Checked.KINSHIP else None,
        result=check.result,
        means=check.means or "",
        checked_on=check.checked_on,
        by_id=by.staff_id,
        at=timezone.now(),
    )
    key = open_key(requester.mention.data_key)
    made.words_sealed = seal(key, VERIFICATION, made.id, "words_sealed", check.words.strip())
    made.save(force_insert=True)
    person = persons_of([row.mention])[row.mention]
    codes = {
        "checked": str(check.what),
        "result": str(check.result),
        "means": str(check.means or ""),
        "report": str(row.report_id),
    }
    pid = Person.objects.values_list("pid", flat=True).get(pk=person)
    journal.append("requester.checked", by=by, subject=pid, codes=codes)
    events.publish("requester_checked", report_id=row.report_id)
    return made.id
