"""The chain of custody as rows. No scope here: callers check who asks."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from dodomu.base.access.viewer import Viewer
from dodomu.journey.evidence.bridge import Opened
from dodomu.journey.evidence.models import CustodyEvent, CustodyState, Exhibit
from dodomu.journey.evidence.queries.rows import CustodyRow, PartyRow

TABLE = CustodyEvent._meta.db_table
WITH = ("giver", "receiver", "by", "settled_by")


def chain(viewer: Viewer, exhibit: Exhibit, opened: Opened, *, may_take: bool) -> tuple[CustodyRow, ...]:
    """Every hand-over of an exhibit in its order, also those that came to nothing."""
    events = exhibit.custody.select_related(*WITH)
    return tuple(_row(viewer, event, exhibit.data_key_id, opened, may_take=may_take) for event in events)


def holders(exhibits: Iterable[Exhibit], opened: Opened) -> dict[UUID, tuple[PartyRow, bool]]:
    """In whose hands each exhibit is, and whether a hand-over of it waits; one query for all."""
    keys = {exhibit.id: exhibit.data_key_id for exhibit in exhibits}
    states = (CustodyState.RECEIVED, CustodyState.WAITING)
    events = CustodyEvent.objects.filter(exhibit__in=list(keys), state__in=states).select_related("receiver")
    found: dict[UUID, tuple[PartyRow, bool]] = {}
    for event in events.order_by("exhibit", "seq"):
        before = found.get(event.exhibit_id, (PartyRow(), False))
        waits = event.state == CustodyState.WAITING
        found[event.exhibit_id] = (
            (before[0], True) if waits else (_receiver(event, keys[event.exhibit_id], opened), False)
        )
    return found


def _row(viewer: Viewer, event: CustodyEvent, key: UUID, opened: Opened, *, may_take: bool) -> CustodyRow:
    waits = event.state == CustodyState.WAITING
    nothing = event.state in (CustodyState.REFUSED, CustodyState.WITHDRAWN)
    outside = event.receiver_id is None or event.giver_sealed is not None
    unsigned = outside and event.paper_id is None and not nothing
    return CustodyRow(
        id=event.id,
        seq=event.seq,
        giver=_giver(event, key, opened),
        receiver=_receiver(event, key, opened),
        purpose=event.purpose,
        purpose_label=str(event.get_purpose_display()),
        place=opened.text(key, TABLE, event.id, "place_sealed", event.place_sealed),
        words=opened.text(key, TABLE, event.id, "words_sealed", event.words_sealed),
        happened_at=event.happened_at,
        by=event.by.display_name,
        at=event.at,
        state=event.state,
        state_label=str(event.get_state_display()),
        settled_by=event.settled_by.display_name if event.settled_by else "",
        settled_at=event.settled_at,
        settled_words=opened.text(key, TABLE, event.id, "settled_sealed", event.settled_sealed),
        has_paper=event.paper_id is not None,
        unsigned=unsigned,
        may_receive=may_take and waits and event.receiver_id == viewer.user_id,
        may_withdraw=may_take and waits and event.by_id == viewer.user_id,
        may_sign=may_take and unsigned,
    )


def _giver(event: CustodyEvent, key: UUID, opened: Opened) -> PartyRow:
    if event.giver is not None:
        return PartyRow(event.giver.display_name, "", event.giver_id)
    return _outside(opened.value(key, TABLE, event.id, "giver_sealed", event.giver_sealed))


def _receiver(event: CustodyEvent, key: UUID, opened: Opened) -> PartyRow:
    if event.receiver is not None:
        return PartyRow(event.receiver.display_name, "", event.receiver_id)
    return _outside(opened.value(key, TABLE, event.id, "receiver_sealed", event.receiver_sealed))


def _outside(value: dict[str, str] | None) -> PartyRow:
    return PartyRow(value["name"], value["organisation"]) if value else PartyRow()
