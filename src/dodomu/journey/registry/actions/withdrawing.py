"""Withdraw a fact or a report: it stops counting, it stays readable, the reason stays with it."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from dodomu.base import events, journal
from dodomu.base.access import policy
from dodomu.base.access.acts import Act
from dodomu.base.access.viewer import Viewer
from dodomu.base.database.bulk import insert_rows
from dodomu.base.database.ids import new_id
from dodomu.base.keys import OpenKey, open_key, open_keys, seal
from dodomu.journey.registry.actions import cards
from dodomu.journey.registry.actions.facts import AlreadyCorrected, fact_within_reach, log, need_reason
from dodomu.journey.registry.models import Mention, Report, SearchKey, Withdrawal
from dodomu.journey.registry.queries.current import persons_of
from dodomu.journey.registry.queries.fact_states import attribute_state

TABLE = "registry_withdrawal"
MOST = 500


def withdraw_fact(by: Viewer, fact_id: UUID, reason: str, *, expected_version: str = "") -> None:
    """Withdraw one fact. Withdrawing a correction lets the fact it corrected count again.

    Raises:
        ValueError: no reason. AlreadyCorrected: it was withdrawn before.
        Changed: other statements of this attribute are there than in ``expected_version``.
        NotAllowed, OutOfReach: not for this viewer.
    """
    with transaction.atomic():
        fact, person_id = fact_within_reach(by, fact_id, Act.FACT_WITHDRAW)
        need_reason(reason)
        if Withdrawal.objects.filter(fact=fact).exists():
            raise AlreadyCorrected("This fact was withdrawn before.")
        attribute_state(person_id, fact.attribute).must_be(expected_version)
        row = _row(by, open_key(fact.mention.data_key), reason, fact_id=fact.id)
        insert_rows(Withdrawal, [row])
        cards.rebuild_keys([fact.mention_id])
        cards.rebuild([person_id])
        log("fact.withdrawn", by, person_id, fact=str(fact.id))
        events.publish("facts_changed", mention_ids=[fact.mention_id])


def withdraw_report(by: Viewer, report_id: UUID, reason: str) -> None:
    """Withdraw a whole report with every fact in it.

    Raises:
        ValueError: no reason, or it was withdrawn before. NotAllowed, OutOfReach: not for this viewer.
    """
    policy.require(by, Act.FACT_WITHDRAW)
    need_reason(reason)
    with transaction.atomic():
        mentions = list(Mention.objects.filter(report=report_id).values_list("id", flat=True))
        persons = set(persons_of(mentions).values())
        if not persons:
            raise policy.OutOfReach
        for person_id in persons:
            policy.require(by, Act.FACT_WITHDRAW, subject=person_id)
        if not _withdraw(by, [report_id], reason):
            raise AlreadyCorrected("This report was withdrawn before.")


def withdraw_reports(by: Viewer, report_ids: Sequence[UUID], reason: str) -> int:
    """Withdraw up to 500 reports of a list in one transaction; return how many were not withdrawn before.

    Raises:
        ValueError: no reason, or more than 500 reports. NotAllowed: the viewer may not withdraw lists.
    """
    policy.require(by, Act.LIST_WITHDRAW)
    need_reason(reason)
    if len(report_ids) > MOST:
        raise ValueError(f"report_ids: at most {MOST} in one transaction.")
    with transaction.atomic():
        return _withdraw(by, report_ids, reason)


def _withdraw(by: Viewer, report_ids: Sequence[UUID], reason: str) -> int:
    counting = Report.objects.filter(pk__in=report_ids, withdrawal=None)
    key_of = dict(counting.values_list("id", "data_key_id"))
    keys = open_keys(key_of.values())
    insert_rows(Withdrawal, [_row(by, keys[key], reason, report_id=one) for one, key in key_of.items() if key in keys])
    mentions = list(Mention.objects.filter(report__in=key_of).values_list("id", flat=True))
    SearchKey.objects.filter(mention__in=mentions).delete()
    cards.rebuild(set(persons_of(mentions).values()))
    journal.append_many(
        [journal.Entry("report.withdrawn", by=by, codes={"report": str(report_id)}) for report_id in key_of]
    )
    if mentions:
        events.publish("facts_changed", mention_ids=mentions)
    return len(key_of)


def _row(
    by: Viewer, key: OpenKey, reason: str, *, report_id: UUID | None = None, fact_id: UUID | None = None
) -> dict[str, object]:
    row_id = new_id()
    return {
        "id": row_id,
        "report_id": report_id,
        "fact_id": fact_id,
        "reason_sealed": seal(key, TABLE, row_id, "reason_sealed", reason),
        "by_id": by.user_id,
        "at": timezone.now(),
    }
