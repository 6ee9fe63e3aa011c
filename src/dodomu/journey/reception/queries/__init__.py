"""Reads of reception, always scoped by who asks."""

from dodomu.journey.reception.queries.arrivals import arrival_of, arrivals
from dodomu.journey.reception.queries.care import (
    may_say,
    need,
    needs_of,
    open_needs,
    particulars_state,
    told_of,
    topics_of,
)
from dodomu.journey.reception.queries.figures import ArrivalFigures, arrival_figures
from dodomu.journey.reception.queries.health import alert, open_alerts, triage
from dodomu.journey.reception.queries.page import arrival
from dodomu.journey.reception.queries.places import BedRow, CentreRow, RoomRow, centre, centres
from dodomu.journey.reception.queries.rows import (
    AlertRow,
    ArrivalPage,
    ArrivalRow,
    BedAt,
    ChangeRow,
    NeedRow,
    ParticularRow,
    StayRow,
    Told,
    TopicRow,
    TriageRow,
)

__all__ = [
    "AlertRow",
    "ArrivalFigures",
    "ArrivalPage",
    "ArrivalRow",
    "BedAt",
    "BedRow",
    "CentreRow",
    "ChangeRow",
    "NeedRow",
    "ParticularRow",
    "RoomRow",
    "StayRow",
    "Told",
    "TopicRow",
    "TriageRow",
    "alert",
    "arrival",
    "arrival_figures",
    "arrival_of",
    "arrivals",
    "centre",
    "centres",
    "may_say",
    "need",
    "needs_of",
    "open_alerts",
    "open_needs",
    "particulars_state",
    "told_of",
    "topics_of",
    "triage",
]
