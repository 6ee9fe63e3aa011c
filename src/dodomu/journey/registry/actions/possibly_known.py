"""Tell an analyst that a call may be about somebody in the records. The operator is told nothing (decision 9)."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from dodomu.base import journal
from dodomu.base.access.viewer import Viewer
from dodomu.base.database.locks import serialise
from dodomu.base.keys import KeyDestroyed
from dodomu.journey.registry.models import CallDraft, Membership, Person, PossiblyKnown
from dodomu.journey.registry.queries.calls import opened
from dodomu.journey.registry.queries.linking import summaries_of
from dodomu.journey.registry.queries.possibly_known import KnownCall, call_possibly_known, likely
from dodomu.journey.registry.summary import Summary
from dodomu.journey.registry.vocabulary import MentionRole
from dodomu.kit.dates import today


def compare_call(draft_id: UUID) -> int:
    """Compare the children of a call with the records, and note whom it may be about; how many are new.

    Scheduled work: it runs after the answer to the operator, who cannot tell from its time or size whether anybody was
    found. Idempotent. A call that was discarded is compared no more.
    """
    draft = CallDraft.objects.select_related("data_key__organisation_key").filter(pk=draft_id).first()
    if draft is None:
        return 0
    children, own = _children(draft)
    found = dict.fromkeys(person for child in children for person in likely(child, own))
    with transaction.atomic():
        serialise("registry.possibly_known")
        before = set(PossiblyKnown.objects.filter(draft=draft).values_list("person_id", flat=True))
        fresh = [person for person in found if person not in before]
        now, system = timezone.now(), Viewer.system("calls")
        PossiblyKnown.objects.bulk_create(PossiblyKnown(draft=draft, person_id=one, found_at=now) for one in fresh)
        pids = Person.objects.filter(pk__in=fresh).values_list("pid", flat=True)
        entries = [journal.Entry("call.possibly_known", system, pid, codes={"call": str(draft.id)}) for pid in pids]
        journal.append_many([journal.Entry("call.compared", system, draft.id), *entries])
    return len(fresh)


def open_known_call(by: Viewer, draft_id: UUID) -> KnownCall:
    """Open what a call may be about, and journal whom it showed.

    Raises:
        NotAllowed, OutOfReach: as ``queries.call_possibly_known``.
    """
    found = call_possibly_known(by, draft_id)
    pids = Person.objects.filter(pk__in=[person_id for person_id, _ in found.persons]).values_list("pid", flat=True)
    with transaction.atomic():
        codes = {"call": str(draft_id)}
        journal.append_many([journal.Entry("person.found", by, pid, codes=codes) for pid in pids])
    return found


@transaction.atomic
def settle_known_call(by: Viewer, draft_id: UUID) -> None:
    """An analyst has looked and done what was needed; doing it twice changes nothing.

    Raises:
        NotAllowed, OutOfReach: as ``queries.call_possibly_known``.
    """
    call_possibly_known(by, draft_id)
    waiting = PossiblyKnown.objects.filter(draft=draft_id, seen_at=None)
    if waiting.update(seen_at=timezone.now(), seen_by=by.staff_id):
        journal.append("call.looked_at", by=by, subject=draft_id)


def _children(draft: CallDraft) -> tuple[list[Summary], set[UUID]]:
    """The children a call is about, and the persons that its own report made."""
    if draft.report_id is not None:
        rows = Membership.objects.filter(mention__report=draft.report_id, until=None)
        own = set(rows.values_list("person_id", flat=True))
        children = rows.filter(mention__role=MentionRole.CHILD).values_list("person_id", flat=True)
        return list(summaries_of(set(children)).values()), own
    if draft.ended_at is not None:
        return [], set()
    try:
        return opened(draft).content.identified(today()), set()
    except KeyDestroyed:
        # It ended while we looked: what it said is gone, and rightly so.
        return [], set()
