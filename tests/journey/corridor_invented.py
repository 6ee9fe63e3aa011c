"""A small invented corridor for tests: no such places exist."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from dodomu.base.access.viewer import Viewer
from dodomu.journey.missions.actions.corridor_import import import_corridor
from dodomu.journey.missions.models import Corridor

FILE = """what,code,name,kind,side,zone,x,y,wait_risk,may_wait,from,to,one_way,minutes,minutes_p90,walking_m,risk,cost,rule,value,since,until,observed,source
corridor,-,Invented way,,,,,,,,,,,,,,,,,,,,,
place,A,Yablunivka,institution,occupied,Europe/Moscow,0,500,2,yes,,,,,,,,,,,,,,
place,B,The ford (far side),border,aggressor,Europe/Moscow,400,500,9,yes,,,,,,,,,,,,,,
place,C,The ford (near side),border,free,Europe/Kyiv,700,500,1,yes,,,,,,,,,,,,,,
place,D,Centre,centre,free,Europe/Kyiv,1000,500,0,yes,,,,,,,,,,,,,,
place,Z,Nowhere,town,third,Europe/Warsaw,500,900,1,yes,,,,,,,,,,,,,,
link,1,,car,,,,,,,A,B,no,120,240,,4,200,,,,,,
link,2,,crossing,,,,,,,B,C,yes,60,300,1500,6,0,,,,,,
link,3,,bus,,,,,,,C,D,yes,90,120,,1,150,,,,,,
rule,2,,,,,,,,,,,,,,,,,opening,daily 08:00-18:00,10 d ago,in 20 d,1 d ago,A carrier
rule,2,,,,,,,,,,,,,,,,,who_may_pass,not man_of_service_age,10 d ago,in 20 d,1 d ago,A carrier
rule,2,,,,,,,,,,,,,,,,,papers,passport or certificate_for_return,10 d ago,in 20 d,1 d ago,A carrier
rule,3,,,,,,,,,,,,,,,,,timetable,daily 10:00; daily 15:00; daily 20:00,10 d ago,in 20 d,1 d ago,The timetable
"""


def invented_corridor(by: Viewer, team: Any, *, now: datetime | None = None) -> Corridor:
    """Four places in a row, one crossing on foot in one direction, everything known for the next 20 days."""
    return import_corridor(by, FILE.encode(), team_id=team.id, now=now or timezone.now())


def soon(days: int = 1) -> datetime:
    """Six in the morning, Kyiv time, some days ahead."""
    from dodomu.journey.cases.clock_rules import KYIV

    day = (timezone.now() + timedelta(days=days)).astimezone(KYIV)
    return day.replace(hour=6, minute=0, second=0, microsecond=0)
