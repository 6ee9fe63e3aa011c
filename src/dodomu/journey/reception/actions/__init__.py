"""What is done at reception: expect, receive, place, look, note, hand on."""

from __future__ import annotations

from dodomu.journey.reception.actions.caring import (
    NeedInput,
    add_topic,
    end_need,
    end_topic,
    note_need,
    record_particulars,
)
from dodomu.journey.reception.actions.expecting import AlreadyExpected, NoSuchCase, call_off, expect, follow
from dodomu.journey.reception.actions.holding import NotNow
from dodomu.journey.reception.actions.joined import follow_join
from dodomu.journey.reception.actions.placing import (
    BedTaken,
    CentreInput,
    RoomInput,
    StillUsed,
    add_beds,
    add_centre,
    add_room,
    place,
    retire_bed,
    retire_room,
)
from dodomu.journey.reception.actions.receiving import Handing, Received, leave, not_coming, receive, take_back
from dodomu.journey.reception.actions.referring import tie_referral
from dodomu.journey.reception.actions.sheets import SheetWanted, UseStopped, check_sheet, note_sheet
from dodomu.journey.reception.actions.showing import show_name
from dodomu.journey.reception.actions.triaging import acknowledge, hand_alert, record_triage
from dodomu.journey.reception.bridge import Look

__all__ = [
    "AlreadyExpected",
    "BedTaken",
    "CentreInput",
    "Handing",
    "Look",
    "NeedInput",
    "NoSuchCase",
    "NotNow",
    "Received",
    "RoomInput",
    "SheetWanted",
    "StillUsed",
    "UseStopped",
    "acknowledge",
    "add_beds",
    "add_centre",
    "add_room",
    "add_topic",
    "call_off",
    "check_sheet",
    "end_need",
    "end_topic",
    "expect",
    "follow",
    "follow_join",
    "hand_alert",
    "leave",
    "not_coming",
    "note_need",
    "note_sheet",
    "place",
    "receive",
    "record_particulars",
    "record_triage",
    "retire_bed",
    "retire_room",
    "show_name",
    "take_back",
    "tie_referral",
]
