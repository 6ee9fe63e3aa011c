"""A way searched for with those who travel by the records, and taken over into a mission that is being made."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from dodomu.base.access import policy
from dodomu.base.access.models import User
from dodomu.journey.cases.clock_rules import KYIV
from dodomu.journey.missions import actions
from dodomu.journey.missions.corridor_party import NO_END
from dodomu.journey.missions.models import Leg, Mission, PlanPaper, ReturnPlan
from dodomu.journey.missions.queries.corridor_parties import PartyNotFound, parties, party_of
from dodomu.journey.missions.web.corridor_use_form import read_legs
from tests.journey.corridor_invented import invented_corridor
from tests.journey.missions_story import Road
from tests.people import make_team

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


class Ways:
    """A mission being made on a corridor of which everything is known, with a child of twelve and a woman."""

    def __init__(self, viewer_with: Callable[..., Any]) -> None:
        self.road = Road(viewer_with, start=_day(2))
        self.by = self.road.coordinator
        self.corridor = invented_corridor(self.by, self.road.team)
        self.mission = self.road.mission(corridor_id=self.corridor.id)
        self.group = self.mission.groups.get()
        self.plan = self.road.plan(self.road.case(1))
        self.road.put_child(self.mission, self.plan, "Sedge 1")
        self.woman = self.road.put_escort(self.mission, self.road.escort("f"), "Sedge adult", "leader")
        self.places = dict(self.corridor.places.values_list("code", "id"))

    def paper(self, kind: str, until: date | None = None, held: str = "held") -> PlanPaper:
        return PlanPaper.objects.create(plan=self.plan, kind=kind, held=held, valid_until=until, **self.road.common)

    def asked(self, **more: str) -> dict[str, str]:
        """What the form of a search sends for the group."""
        begin = timezone.localtime(self.road.start, KYIV)
        return {
            "party": f"group:{self.group.id}",
            "start": str(self.places["A"]),
            "goal": str(self.places["D"]),
            "earliest_day": f"{begin:%d.%m.%Y}",
            "earliest_time": f"{begin:%H:%M}",
            "latest_day": f"{begin + timedelta(days=3):%d.%m.%Y}",
            "latest_time": "",
            "shown": "3",
        } | more

    @property
    def url(self) -> str:
        return reverse("missions:corridor_search", args=[self.corridor.id])


def _day(days: int) -> Any:
    at = timezone.now().astimezone(KYIV) + timedelta(days=days)
    return at.replace(hour=6, minute=0, second=0, microsecond=0)


@pytest.fixture
def ways(viewer_with: Callable[..., Any]) -> Ways:
    return Ways(viewer_with)


@pytest.fixture
def client(client_for: Callable[..., Any], ways: Ways) -> Any:
    return client_for(User.objects.get(id=ways.by.user_id))


def page_of(response: Any) -> str:
    return " ".join(response.content.decode().split())


def test_a_group_travels_with_its_kinds_and_the_papers_that_are_held(ways: Ways) -> None:
    until = timezone.now().date() + timedelta(days=40)
    ways.paper("certificate_for_return", until)
    ways.paper("birth_certificate")
    ways.paper("passport", until, held="missing")
    given = party_of(ways.by, ways.corridor.id, f"group:{ways.group.id}")
    child, woman = given.party.members
    assert (child.ref, child.kinds) == ("Sedge 1", {"child", "child_7"})
    assert child.papers == {"certificate_for_return": until, "birth_certificate": NO_END}
    assert woman.kinds == {"woman"}
    assert set(woman.papers) == {"passport"}
    assert given.departs_at == ways.mission.departs_at


def test_what_nobody_has_recorded_is_said_and_is_not_held(ways: Ways) -> None:
    ways.paper("passport")
    ReturnPlan.objects.filter(id=ways.plan.id).update(wheelchair="unknown")
    given = party_of(ways.by, ways.corridor.id, f"plan:{ways.plan.id}")
    assert given.party.members[0].papers == {}
    assert any("nobody has said whether a wheelchair is needed" in sentence for sentence in given.unsaid)
    assert not given.adults


def test_a_man_counts_as_of_service_age_and_one_unchecked_holds_no_paper(ways: Ways) -> None:
    ways.road.put_escort(ways.mission, ways.road.escort("m", checks=("background", "safeguarding", "own_papers", "first_aid")), "Sedge man")  # fmt: skip
    given = party_of(ways.by, ways.corridor.id, f"group:{ways.group.id}")
    man = next(member for member in given.party.members if member.ref == "Sedge man")
    assert man.kinds == {"man", "man_of_service_age"}
    assert "Sedge man: counted as a man of service age." in given.unsaid


def test_who_is_out_of_reach_can_neither_be_chosen_nor_guessed(ways: Ways, viewer_with: Callable[..., Any]) -> None:
    stranger = viewer_with("mission_coordinator", team=make_team("Heron"))
    assert parties(stranger, ways.corridor.id) == []
    for value in (f"group:{ways.group.id}", f"plan:{ways.plan.id}", "plan:1", "nobody"):
        with pytest.raises(PartyNotFound):
            party_of(stranger, ways.corridor.id, value)


def test_the_search_says_which_papers_of_whom_stop_it(ways: Ways, client: Any) -> None:
    found = page_of(client.post(ways.url, ways.asked()))
    assert "Do not travel now: no lawful way exists." in found
    assert "Missing: passport or certificate for return. For: Sedge 1." in found


def test_a_way_that_was_found_becomes_the_legs_of_the_group(ways: Ways, client: Any) -> None:
    ways.paper("passport", timezone.now().date() + timedelta(days=40))
    found = client.post(ways.url, ways.asked())
    assert "Use this way" in page_of(found)
    codes = found.context["ways"][0]["taken"]
    use = reverse("missions:corridor_use", args=[ways.corridor.id])
    asked = page_of(client.post(use, {"leg": codes, "for": str(ways.group.id)}))
    assert f'value="{ways.group.id}" id="id_group_0" checked' in asked or "checked" in asked
    done = client.post(use, {"leg": codes, "chosen": "yes", "group": str(ways.group.id)}, follow=True)
    assert "Every rule was asked again" in page_of(done)
    legs = list(Leg.objects.filter(group=ways.group, state="planned").order_by("order"))
    assert [(leg.start.code, leg.end.code) for leg in legs] == [("A", "B"), ("B", "C"), ("C", "D")]
    assert [leg.departs_at for leg in legs] == [leg.departs_at for leg in read_legs(codes)]
    assert Mission.objects.get(id=ways.mission.id).arrives_at == legs[-1].arrives_at


def test_no_group_chosen_is_said_and_the_way_is_kept(ways: Ways, client: Any) -> None:
    ways.paper("passport", timezone.now().date() + timedelta(days=40))
    codes = client.post(ways.url, ways.asked()).context["ways"][0]["taken"]
    use = reverse("missions:corridor_use", args=[ways.corridor.id])
    again = page_of(client.post(use, {"leg": codes, "chosen": "yes"}))
    assert "Choose the group." in again
    assert all(f'name="leg" value="{code}"' in again for code in codes)
    assert client.post(use, {"leg": ["nonsense"]}).status_code == 302


def test_taking_a_way_replaces_the_one_there_was_and_takes_the_approval_away(ways: Ways) -> None:
    mission = ways.road.approved(ways.road.whole(1, "Rowan", first=5))
    group = mission.groups.get()
    before = list(group.legs.values_list("id", flat=True))
    link = ways.road.links["AB"]
    actions.take_way(ways.by, group.id, [actions.LegInput(link.id, mission.departs_at)])
    assert set(Leg.objects.filter(group=group, state="replaced").values_list("id", flat=True)) == set(before)
    assert Leg.objects.get(group=group, state="planned").order == 1
    assert Mission.objects.get(id=mission.id).state == "planned"
    with pytest.raises(ValueError, match="legs"):
        actions.take_way(ways.by, group.id, [])


def test_a_stranger_takes_no_way_into_this_mission(ways: Ways, viewer_with: Callable[..., Any]) -> None:
    stranger = viewer_with("mission_coordinator", team=make_team("Heron"))
    link = ways.corridor.links.first()
    with pytest.raises(policy.OutOfReach):
        actions.take_way(stranger, ways.group.id, [actions.LegInput(link.id, ways.mission.departs_at)])


def test_the_form_keeps_what_was_typed_and_asks_only_for_what_the_records_do_not_say(ways: Ways, client: Any) -> None:
    by_group = page_of(client.get(f"{ways.url}?party=group:{ways.group.id}"))
    assert 'name="women"' not in by_group
    by_plan = page_of(client.get(f"{ways.url}?party=plan:{ways.plan.id}"))
    assert 'name="women"' in by_plan
    assert 'name="children"' not in by_plan
    wrong = page_of(client.post(ways.url, ways.asked(latest_day="the day after")))
    assert 'value="the day after"' in wrong
    assert client.get(f"{ways.url}?party=plan:{ways.group.id}").status_code == 404


def test_a_plan_leads_to_the_corridors_it_can_be_searched_on(ways: Ways, client: Any) -> None:
    page = page_of(client.get(reverse("missions:plan", args=[ways.plan.id])))
    assert f"{ways.url}?party=plan:{ways.plan.id}" in page
