"""Tables of reception: centres with beds, arrivals, triage, needs and what every carer must know."""

from dodomu.journey.reception.models.arrivals import Arrival, ArrivalChange, ArrivalState, Identity
from dodomu.journey.reception.models.care import (
    Answer,
    Need,
    NeedReferral,
    NeedState,
    Particular,
    ParticularKind,
    SheetOut,
    Topic,
    WhyNot,
)
from dodomu.journey.reception.models.places import Bed, BedStay, Centre, Room, RoomFor
from dodomu.journey.reception.models.triage import AlertKind, Colours, Triage, TriageAlert

__all__ = [
    "AlertKind",
    "Answer",
    "Arrival",
    "ArrivalChange",
    "ArrivalState",
    "Bed",
    "BedStay",
    "Centre",
    "Colours",
    "Identity",
    "Need",
    "NeedReferral",
    "NeedState",
    "Particular",
    "ParticularKind",
    "Room",
    "RoomFor",
    "SheetOut",
    "Topic",
    "Triage",
    "TriageAlert",
    "WhyNot",
]
