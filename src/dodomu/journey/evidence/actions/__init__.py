"""Verbs of evidence: take in, hand over and receive, claim, link, copy, open, hold, disclose."""

from dodomu.journey.cases.actions.second import NotWaiting, SamePerson
from dodomu.journey.evidence.actions.bundle_making import make_bundle
from dodomu.journey.evidence.actions.bundle_writing import (
    BundleTargetExists,
    RecipientUnknown,
    UnfinishedBundle,
    recipients_of,
    require_free,
    write_encrypted,
    write_folder,
)
from dodomu.journey.evidence.actions.bundling import (
    Bundle,
    BundleDecided,
    NoAgreedList,
    compose_bundle,
    composed,
    decide_bundle,
)
from dodomu.journey.evidence.actions.claims import (
    ClaimInput,
    LinkedAlready,
    add_claim,
    link_fact,
    set_aside,
    unlink_fact,
)
from dodomu.journey.evidence.actions.copies import CopyInput, add_copy, open_exhibit
from dodomu.journey.evidence.actions.custody import (
    Handed,
    NotTheHolder,
    add_paper,
    hand_over,
    receive,
    refuse,
    take_back,
    withdraw,
)
from dodomu.journey.evidence.actions.disclosing import (
    ConsentStopped,
    DisclosureInput,
    ItemInput,
    NotWhole,
    answer_disclosure,
    ask_disclosure,
)
from dodomu.journey.evidence.actions.holding import Party, SetAside
from dodomu.journey.evidence.actions.holds import (
    HoldInput,
    NotHeld,
    answer_hold,
    answer_lifting,
    ask_lifting,
    place_hold,
)
from dodomu.journey.evidence.actions.looking import look_at_exhibit
from dodomu.journey.evidence.actions.taking import Taken, take_in

__all__ = [
    "Bundle",
    "BundleDecided",
    "BundleTargetExists",
    "NoAgreedList",
    "RecipientUnknown",
    "UnfinishedBundle",
    "compose_bundle",
    "composed",
    "decide_bundle",
    "make_bundle",
    "recipients_of",
    "require_free",
    "write_encrypted",
    "write_folder",
    "ClaimInput",
    "ConsentStopped",
    "CopyInput",
    "DisclosureInput",
    "Handed",
    "HoldInput",
    "ItemInput",
    "LinkedAlready",
    "NotHeld",
    "NotTheHolder",
    "NotWaiting",
    "NotWhole",
    "Party",
    "SamePerson",
    "SetAside",
    "Taken",
    "add_claim",
    "add_copy",
    "add_paper",
    "answer_disclosure",
    "answer_hold",
    "answer_lifting",
    "ask_disclosure",
    "ask_lifting",
    "hand_over",
    "link_fact",
    "look_at_exhibit",
    "open_exhibit",
    "place_hold",
    "receive",
    "refuse",
    "set_aside",
    "take_back",
    "take_in",
    "unlink_fact",
    "withdraw",
]
