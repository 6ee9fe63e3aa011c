"""How exhibits, custody and holds are said and shown."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from dodomu.journey.evidence.queries import CaseEvidence, CustodyRow, ExhibitPage, ExhibitRow, PartyRow
from dodomu.kit.status import Status

STATES = {"waiting": "notice", "received": "well", "refused": "harm", "withdrawn": "neutral"}
SECOND = {"waiting": "notice", "confirmed": "well", "declined": "harm", "alone": "notice"}
ICONS = {
    "photo": "eye",
    "document": "document",
    "message": "mail",
    "web": "link",
    "device": "phone",
}


def party_words(party: PartyRow) -> str:
    """A colleague by name; somebody outside by name and organisation; nobody where it is not known."""
    if not party.known:
        return _("not known")
    return ", ".join(part for part in (party.name, party.organisation) if part)


def where_status(row: ExhibitRow) -> Status:
    """In whose hands an exhibit is, at a glance."""
    if row.set_aside_at:
        return Status(_("set aside"), "neutral", "lock")
    if row.waits:
        return Status(_("being handed over"), "notice", "half")
    if row.holder.outside:
        return Status(_("outside: %(who)s") % {"who": party_words(row.holder)}, "act", "arrow-right")
    return Status(_("with %(who)s") % {"who": row.holder.name}, "well", "person")


def hold_status(page: CaseEvidence) -> Status | None:
    """Whether the case is held, and whether a second person has confirmed it."""
    standing = [hold for hold in page.holds if hold.holds]
    if not standing:
        return None
    if any(hold.state != "waiting" for hold in standing):
        return Status(_("legal hold: nothing is destroyed"), "act", "lock")
    return Status(_("legal hold, not confirmed yet: nothing is destroyed"), "notice", "lock")


@dataclass(frozen=True, slots=True)
class Link:
    """One link of the chain of custody as it is read: a sentence, its state, and what may be done with it."""

    row: CustodyRow
    giver: str
    receiver: str
    intake: bool
    status: Status


def chain_of(page: ExhibitPage) -> list[Link]:
    """The chain from the first hand to the last."""
    return [
        Link(
            row,
            party_words(row.giver),
            party_words(row.receiver),
            row.purpose == "intake",
            Status(row.state_label, STATES[row.state]),
        )
        for row in page.custody
    ]


def second_status(state: str, label: str) -> Status:
    return Status(label, SECOND.get(state, "neutral"))
