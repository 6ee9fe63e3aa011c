import pytest, time
from datetime import timedelta, date
from pathlib import Path
from django.utils import timezone
from dodomu.base.access.viewer import Viewer
from tests.people import make_team, make_user
from dodomu.journey.missions.actions import corridor_import as imp
from dodomu.journey.missions.queries import corridor as q
from dodomu.journey.missions.corridor_party import *
pytestmark=pytest.mark.django_db
def test_x():
    team=make_team("Willow"); by=Viewer.of(make_user("mission_coordinator",team=team))
    content=Path("src/dodomu/entry/scenario/corridor.csv").read_bytes()
    t=imp.try_import(by,content); print(t)
    assert not t.errors
    c=imp.import_corridor(by,content,team_id=team.id)
    v=q.corridor(by,c.id)
    for l in v.links: print(l.code,l.kind_label,l.start.code,l.end.code,l.state.code,list(l.state.expired),l.state.unknown,list(l.state.soon))
    P={p.code:p.id for p in v.places}
    now=timezone.now()
    late=date.today()+timedelta(days=60)
    kids=tuple(Member(f"child {i}",frozenset({"child"}),{"certificate_for_return":late,"birth_certificate":NO_END}) for i in range(4))
    w=Member("woman 1",frozenset({"woman"}),{"passport":late,"power_of_attorney":late})
    for party in (Party((w,*kids)),Party((w,*kids,Member("child 9",frozenset({"child","wheelchair"}),{"certificate_for_return":late}))),Party((w,Member("child 9",frozenset({"child"}),{"passport":late})))):
        t0=time.time(); r=q.routes(by,c.id,q.Wish(P["A"],P["O"],now,now+timedelta(days=6),party)); print("TIME",time.time()-t0,r.total)
        for s in r.shown:
            print(s.best,s.departs_at,s.arrives_at,s.risk,s.cost,[(l.code,l.start.code,l.end.code,f"{l.departs_at:%d %H:%M}",l.waits) for l in s.legs], "FB",[l.code for l in s.fall_back.legs] if s.fall_back else [(x.reason,x.code,x.rule_kind) for x in s.no_fall_back])
        if r.refusal: print("REFUSED",[(x.reason,x.code,x.rule_kind,x.who,x.papers) for x in r.refusal.stops],[p.code for p in r.refusal.reached])
        print("LEFT",[(x.reason,x.code,x.rule_kind,x.who) for x in r.left_out])
