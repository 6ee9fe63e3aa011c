"""What the journal commits to about each row, in one place: written when the row is, and again when a court asks.

Plain values only: pseudonyms of colleagues, codes, numbers, moments in UTC, and the words that the row holds sealed.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

if TYPE_CHECKING:
    from dodomu.journey.evidence.bridge import Opened
    from dodomu.journey.evidence.models import Claim, CustodyEvent, Derivative, DisclosureList, Exhibit

Statement = dict[str, Any]


def moment(at: datetime) -> str:
    """UTC to the microsecond, always of the same length."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def intake_statement(exhibit: Exhibit) -> Statement:
    return {
        "row": "exhibit",
        "exhibit": str(exhibit.pid),
        "number": exhibit.number,
        "kind": str(exhibit.kind),
        "way": str(exhibit.way),
        "language": str(exhibit.language),
        "at": moment(exhibit.at),
    }


def claim_statement(claim: Claim, opened: Opened) -> Statement:
    key, table = claim.exhibit.data_key_id, claim._meta.db_table
    return {
        "row": "claim",
        "exhibit": str(claim.exhibit.pid),
        "about": str(claim.about),
        "value": opened.value(key, table, claim.id, "value_sealed", claim.value_sealed),
        "source": str(claim.source),
        "words": opened.text(key, table, claim.id, "words_sealed", claim.words_sealed),
        "at": moment(claim.at),
    }


def custody_statement(event: CustodyEvent, opened: Opened) -> Statement:
    """One hand-over as it was recorded; what became of it has leaves of its own."""
    key, table = event.exhibit.data_key_id, event._meta.db_table

    def party(user: Any, column: str) -> Any:
        if user is not None:
            return {"colleague": str(user.pid)}
        return opened.value(key, table, event.id, column, getattr(event, column))

    return {
        "row": "custody",
        "exhibit": str(event.exhibit.pid),
        "seq": event.seq,
        "giver": party(event.giver, "giver_sealed"),
        "receiver": party(event.receiver, "receiver_sealed"),
        "purpose": str(event.purpose),
        "place": opened.text(key, table, event.id, "place_sealed", event.place_sealed),
        "words": opened.text(key, table, event.id, "words_sealed", event.words_sealed),
        "happened_at": moment(event.happened_at),
        "at": moment(event.at),
    }


def derivative_statement(derivative: Derivative, opened: Opened) -> Statement:
    key, table = derivative.exhibit.data_key_id, derivative._meta.db_table
    return {
        "row": "derivative",
        "exhibit": str(derivative.exhibit.pid),
        "derivative": str(derivative.pid),
        "number": derivative.number,
        "kind": str(derivative.kind),
        "tool": opened.value(key, table, derivative.id, "tool_sealed", derivative.tool_sealed),
        "removed": derivative.removed.split(",") if derivative.removed else [],
        "words": opened.text(key, table, derivative.id, "words_sealed", derivative.words_sealed),
        "at": moment(derivative.at),
    }


def disclosure_statement(made: DisclosureList, opened: Opened) -> Statement:
    """A list with the fate of every exhibit, by their pseudonyms."""
    key, table = made.data_key_id, made._meta.db_table
    items = made.items.select_related("exhibit", "derivative").order_by("exhibit__number")
    return {
        "row": "disclosure",
        "list": str(made.pid),
        "basis": str(made.basis),
        "recipient": opened.text(key, table, made.id, "recipient_sealed", made.recipient_sealed),
        "reason": opened.text(key, table, made.id, "reason_sealed", made.reason_sealed),
        "items": [
            {
                "exhibit": str(item.exhibit.pid),
                "fate": str(item.fate),
                "derivative": str(item.derivative.pid) if item.derivative else None,
                "why": str(item.why),
            }
            for item in items
        ],
        "at": moment(made.at),
    }


def words_statement(row: str, pid: UUID, at: datetime | None, **values: Any) -> Statement:
    """What a smaller act commits to: its kind, the pseudonym of what it is about, its words and codes, the moment."""
    return {"row": row, "about": str(pid), **values, "at": moment(at) if at else ""}
