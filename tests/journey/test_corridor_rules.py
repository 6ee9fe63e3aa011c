"""What is known of links: sealed, dated, replaced, withdrawn, expired; who sees it, and whom it makes work for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from dodomu.base import contributions, events, journal
from dodomu.base.access.policy import NotAllowed, OutOfReach
from dodomu.base.access.viewer import Viewer
from dodomu.base.versions import Changed
from dodomu.journey.missions import corridor_rules as said
from dodomu.journey.missions.actions import corridor as verbs
from dodomu.journey.missions.actions import corridor_rules as rules
from dodomu.journey.missions.actions.corridor_rules import RuleInput
from dodomu.journey.missions.corridor_lines import read_rule
from dodomu.journey.missions.models import Corridor, LinkRule, Place
from dodomu.journey.missions.queries import corridor as queries
from dodomu.kit.dates import today
from tests.journey.corridor_invented import invented_corridor
from tests.people import make_team, make_user

pytestmark = pytest.mark.django_db


class Keeper:
    """A coordinator with an invented corridor, and a coordinator of another team."""

    def __init__(self) -> None:
        self.by = Viewer.of(make_user("mission_coordinator", team=make_team("Willow")))
        self.other = Viewer.of(make_user("mission_coordinator", team=make_team("Heron")))
        self.corridor = invented_corridor(self.by, make_team("Willow"))

    def link(self, code: str) -> queries.LinkRow:
        return next(one for one in queries.corridor(self.by, self.corridor.id).links if one.code == code)

    def rule(self, code: str, kind: str) -> queries.RuleRow:
        return next(rule for rule in self.link(code).rules if rule.kind == kind)

    def say(
        self, code: str, kind: str, text: str, *, since: int = 0, until: int = 24 * 9, instead: Any = None
    ) -> LinkRule:
        """Record a rule; the times are in hours from now."""
        now = timezone.now()
        given = RuleInput(
            kind,
            read_rule(kind, text),
            "A driver told us.",
            today(),
            now + timedelta(hours=since),
            now + timedelta(hours=until),
        )
        return rules.record_rule(self.by, self.link(code).id, given, replaces_id=instead)


@pytest.fixture
def keeper() -> Keeper:
    return Keeper()


def test_names_rules_and_sources_are_sealed_and_the_journal_holds_codes_alone(keeper: Keeper) -> None:
    place = Place.objects.get(corridor=keeper.corridor, code="A")
    rule = keeper.say("2", "closed", "ask again")
    assert b"Yablunivka" not in bytes(place.name_sealed)
    assert b"driver" not in bytes(rule.source_sealed)
    entry = journal.recent(1)[0]
    assert entry.kind == "corridor.rule_recorded"
    assert "driver" not in str(entry)
    assert queries.corridor(keeper.by, keeper.corridor.id).place(place.id).name == "Yablunivka"


def test_another_team_and_whoever_sees_no_routes_find_nothing(keeper: Keeper) -> None:
    director = Viewer.of(make_user("director"))
    assert [row.id for row in queries.corridors(director)] == [keeper.corridor.id]
    assert queries.corridors(keeper.other) == []
    with pytest.raises(OutOfReach):
        queries.corridor(keeper.other, keeper.corridor.id)
    with pytest.raises(NotAllowed):
        queries.corridors(Viewer.of(make_user("case_worker", team=make_team("Willow"))))
    blind = replace(keeper.by, held=frozenset())
    with pytest.raises(NotAllowed):
        queries.corridor(blind, keeper.corridor.id)


def test_a_coordinator_of_the_whole_organisation_keeps_every_team_s_corridors(keeper: Keeper) -> None:
    everywhere = Viewer.of(make_user("mission_coordinator"))
    assert [row.may_work for row in queries.corridors(everywhere)] == [True]


def test_who_only_reads_changes_nothing(keeper: Keeper) -> None:
    director = Viewer.of(make_user("director"))
    with pytest.raises(NotAllowed):
        verbs.retire_corridor(director, keeper.corridor.id, "Why not")
    with pytest.raises(OutOfReach):
        rules.withdraw_rule(keeper.other, keeper.rule("2", "opening").id, "Not mine")


def test_a_later_rule_takes_the_place_and_the_earlier_stays_in_the_history(keeper: Keeper) -> None:
    old = keeper.rule("2", "opening")
    keeper.say("2", "opening", "daily 10:00-12:00", instead=old.id)
    now = timezone.now() + timedelta(minutes=1)
    view = queries.corridor(keeper.by, keeper.corridor.id, now=now)
    held = [rule for link in view.links if link.code == "2" for rule in link.rules if rule.kind == "opening"]
    assert [(rule.text, rule.standing) for rule in held] == [
        ("daily 10:00-12:00", "holds"),
        ("daily 08:00-18:00", "replaced"),
    ]
    with pytest.raises(rules.AlreadyReplaced):
        keeper.say("2", "opening", "daily 09:00-12:00", instead=old.id)


def test_what_a_withdrawn_rule_replaced_counts_again(keeper: Keeper) -> None:
    old = keeper.rule("2", "opening")
    new = keeper.say("2", "opening", "daily 10:00-12:00", instead=old.id)
    rules.withdraw_rule(keeper.by, new.id, "It was another crossing.")
    assert keeper.rule("2", "opening").standing == "holds"
    row = queries.rule(keeper.by, keeper.corridor.id, keeper.link("2").id, new.id)
    assert (row.standing, row.withdrawn_reason) == ("withdrawn", "It was another crossing.")
    with pytest.raises(rules.AlreadyWithdrawn):
        rules.withdraw_rule(keeper.by, new.id, "Again")


def test_a_rule_is_never_rewritten(keeper: Keeper) -> None:
    rule = LinkRule.objects.filter(kind="opening").get()
    for columns in ({"until": timezone.now()}, {"source_sealed": b"x"}):
        with pytest.raises(DatabaseError), transaction.atomic():
            LinkRule.objects.filter(id=rule.id).update(**columns)
    with pytest.raises(DatabaseError), transaction.atomic():
        LinkRule.objects.filter(id=rule.id).delete()


def test_a_rule_needs_a_source_an_end_and_a_day_that_has_been(keeper: Keeper) -> None:
    now = timezone.now()
    good = RuleInput("closed", said.Closure(True), "A driver", today(), now, now + timedelta(days=1))
    for wrong, field in (
        (replace(good, source=" "), "source"),
        (replace(good, until=now), "until"),
        (replace(good, until=now + timedelta(days=400)), "until"),
        (replace(good, observed_on=today() + timedelta(days=1)), "observed_on"),
        (replace(good, kind="weather"), "kind"),
    ):
        with pytest.raises(ValueError, match=field):
            rules.record_rule(keeper.by, keeper.link("2").id, wrong)


@pytest.mark.parametrize(
    ("said_so", "code"),
    [
        ((), "known"),
        ((("closed", "ask again", -1, 5),), "closed"),
        ((("closed", "ask again", -5, -1),), "expired"),
        ((("closed", "opens again", -5, -1),), "known"),
        ((("queue", "daily 00:00-24:00 30 min", -5, -1),), "expired"),
        ((("queue", "daily 00:00-24:00 30 min", -5, 3),), "soon"),
        ((("queue", "daily 00:00-24:00 30 min", -5, 3), ("queue", "daily 00:00-24:00 40 min", 2, 200)), "known"),
    ],
)
def test_how_a_link_stands(keeper: Keeper, said_so: tuple[Any, ...], code: str) -> None:
    for kind, text, since, until in said_so:
        keeper.say("2", kind, text, since=since, until=until)
    assert keeper.link("2").state.code == code


def test_a_crossing_of_which_something_was_never_said_is_not_known(keeper: Keeper) -> None:
    rules.withdraw_rule(keeper.by, keeper.rule("2", "papers").id, "A rumour")
    assert (keeper.link("2").state.code, keeper.link("2").state.unknown) == ("unknown", ("papers",))
    assert queries.link_states(keeper.by, keeper.corridor.id)[keeper.link("2").id].code == "unknown"


def test_what_expired_and_what_ends_soon_is_work_of_those_who_keep_the_corridor(keeper: Keeper) -> None:
    keeper.say("1", "queue", "daily 00:00-24:00 30 min", since=-5, until=-1)
    keeper.say("3", "queue", "daily 00:00-24:00 30 min", since=-5, until=3)
    found = {item.code: item for item in contributions.work_items(keeper.by)}
    assert set(found) == {"corridor.rule_expired", "corridor.rule_ends"}
    assert str(keeper.link("1").id) in found["corridor.rule_expired"].url
    assert "Yablunivka" not in str(found["corridor.rule_expired"])
    for nobody in (keeper.other, Viewer.of(make_user("director"))):
        assert not [item for item in contributions.work_items(nobody) if item.code.startswith("corridor")]
    verbs.retire_link(keeper.by, keeper.link("1").id, "Nobody goes there.")
    assert {item.code for item in contributions.work_items(keeper.by)} == {"corridor.rule_ends"}


def test_what_is_said_and_taken_back_is_told_to_who_listens(keeper: Keeper, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[tuple[str, Any]] = []
    for name in ("link_rule_recorded", "link_rule_withdrawn"):
        monkeypatch.setitem(events._handlers, name, [lambda rule_id, name=name: told.append((name, rule_id))])
    rule = keeper.say("2", "closed", "ask again")
    rules.withdraw_rule(keeper.by, rule.id, "It is open.")
    assert told == [("link_rule_recorded", rule.id), ("link_rule_withdrawn", rule.id)]


def test_codes_are_taken_once_and_a_place_with_links_stays(keeper: Keeper) -> None:
    view = queries.corridor(keeper.by, keeper.corridor.id)
    place = next(one for one in view.places if one.code == "Z")
    given = verbs.PlaceInput("A", "Elsewhere", "town", "free", "Europe/Kyiv", 1, 1, 0, True)
    with pytest.raises(verbs.CodeTaken):
        verbs.add_place(keeper.by, keeper.corridor.id, given)
    with pytest.raises(verbs.CodeTaken):
        verbs.change_place(keeper.by, place.id, given)
    with pytest.raises(verbs.StillUsed):
        verbs.retire_place(keeper.by, view.links[0].start.id, "Gone")
    verbs.retire_place(keeper.by, place.id, "Nobody goes there.")
    with pytest.raises(verbs.Retired):
        verbs.change_place(keeper.by, place.id, replace(given, code="Y"))


@pytest.mark.parametrize(
    "wrong",
    [{"code": "much too long"}, {"name": " "}, {"kind": "moon"}, {"side": "left"}, {"zone": "Kyiv"}, {"x": 1001}],
)
def test_a_place_that_makes_no_sense_is_refused_by_its_field(keeper: Keeper, wrong: dict[str, Any]) -> None:
    given = verbs.PlaceInput("Y", "Elsewhere", "town", "free", "Europe/Kyiv", 1, 1, 0, True)
    with pytest.raises(ValueError, match=next(iter(wrong))):
        verbs.add_place(keeper.by, keeper.corridor.id, replace(given, **wrong))


def test_two_people_on_one_place_do_not_overwrite_each_other(keeper: Keeper) -> None:
    place = next(one for one in queries.corridor(keeper.by, keeper.corridor.id).places if one.code == "Z")
    seen = queries.place_state(place).version
    given = verbs.PlaceInput("Z", "Somewhere", "town", "third", "Europe/Warsaw", 5, 5, 1, True)
    verbs.change_place(keeper.by, place.id, given, expected_version=seen)
    with pytest.raises(Changed):
        verbs.change_place(keeper.by, place.id, replace(given, name="Else"), expected_version=seen)


def test_a_retired_corridor_is_out_of_the_list_and_asks_nothing(keeper: Keeper) -> None:
    keeper.say("2", "closed", "ask again", since=-5, until=-1)
    verbs.retire_corridor(keeper.by, keeper.corridor.id, "The way is gone.")
    assert queries.corridors(keeper.by) == []
    assert [row.may_work for row in queries.corridors(keeper.by, retired=True)] == [False]
    assert contributions.work_items(keeper.by) == []
    assert Corridor.objects.get().retired_by_id == keeper.by.user_id


def test_a_corridor_is_made_only_in_one_s_own_team(viewer_with: Callable[..., Any]) -> None:
    by = viewer_with("mission_coordinator", team=make_team("Willow"))
    with pytest.raises(ValueError, match="team"):
        verbs.make_corridor(by, "A way", make_team("Heron").id)
    with pytest.raises(ValueError, match="title"):
        verbs.make_corridor(by, " ", make_team("Willow").id)
