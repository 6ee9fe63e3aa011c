"""The drawing of a network: nothing falls outside or lies on another, states have a mark and a word, groups stand where they are."""

from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dodomu.kit.schematic import CIRCLE, Journey, SchematicLink, SchematicPlace, drawing
from tests.kit.pieces import rendered

pytestmark = pytest.mark.usefixtures("in_english")

SPOTS = st.lists(st.tuples(st.integers(0, 1000), st.integers(0, 1000)), min_size=1, max_size=8)


def place(code: str, x: int, y: int, side: str = "free", url: str = "") -> SchematicPlace:
    return SchematicPlace(code, code, f"Vyhadane {code}", "town", side, x, y, url)


def link(code: str, start: str, end: str, state: str = "known", **more: object) -> SchematicLink:
    return SchematicLink(code, code, start, end, "car", "car", state, **more)  # type: ignore[arg-type]


LINE = [place("A", 0, 500, "occupied"), place("B", 500, 500, "third"), place("C", 1000, 500)]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(SPOTS, st.booleans())
def test_every_place_stays_within_the_drawing(spots: list[tuple[int, int]], wide: bool) -> None:
    drawn = drawing([place(str(n), x, y) for n, (x, y) in enumerate(spots)], [], wide=wide)
    for one in drawn.places:
        assert CIRCLE <= one.x <= drawn.width - CIRCLE
        assert CIRCLE <= one.y <= drawn.height - CIRCLE


def test_the_telephone_reads_from_top_to_bottom_what_the_desk_reads_from_left_to_right() -> None:
    wide, narrow = drawing(LINE, []), drawing(LINE, [], wide=False)
    assert [one.place.code for one in sorted(wide.places, key=lambda one: one.x)] == ["A", "B", "C"]
    assert [one.place.code for one in sorted(narrow.places, key=lambda one: one.y)] == ["A", "B", "C"]
    assert narrow.width < 390 < wide.width


def test_a_link_to_a_place_that_is_not_there_is_left_out() -> None:
    assert drawing(LINE, [link("1", "A", "Z"), link("2", "A", "B")]).links[0].link.code == "2"


@pytest.mark.parametrize(
    ("state", "mark", "word"),
    [
        ("closed", "✕", "closed"),
        ("expired", "?", "ask again"),
        ("unknown", "?", "not known"),
        ("soon", "!", "ends soon"),
    ],
)
def test_a_state_has_a_mark_and_a_word_besides_its_colour(state: str, mark: str, word: str) -> None:
    drawn = drawing(LINE, [link("1", "A", "B", state)]).links[0]
    assert (drawn.mark, str(drawn.word)) == (mark, word)
    assert word in drawn.label


def test_links_beside_each_other_bend_apart() -> None:
    one, other, alone = drawing(LINE, [link("1", "A", "B"), link("2", "B", "A"), link("3", "B", "C")]).links
    assert one.y != other.y
    assert alone.y == drawing(LINE, []).places[1].y


def test_an_arrow_points_the_way_one_may_pass() -> None:
    there, back, both = drawing(
        LINE,
        [link("1", "A", "B", one_way="there"), link("2", "B", "C", one_way="back"), link("3", "A", "C")],
    ).links
    assert "rotate(0)" in there.arrow
    assert "rotate(180)" in back.arrow
    assert both.arrow == ""
    assert "one way" in there.label


def test_what_is_travelled_counts_before_what_is_planned_and_that_before_a_fall_back() -> None:
    links = [link("1", "A", "B"), link("2", "B", "C"), link("3", "A", "C")]
    first = Journey("Willow", at_place="B", travelled=("1",), planned=("2",))
    second = Journey("Heron", on_link="1", planned=("1",), fall_back=("2", "3"))
    assert [one.use for one in drawing(LINE, links, [first, second]).links] == ["travelled", "planned", "fall-back"]


def test_groups_at_one_place_stand_above_each_other_and_one_that_is_nowhere_is_not_drawn() -> None:
    ways = [Journey("Willow", at_place="B"), Journey("Heron", at_place="B"), Journey("Sedge", at_place="gone")]
    drawn = drawing(LINE, [], ways)
    assert [one.journey.name for one in drawn.groups] == ["Willow", "Heron"]
    assert drawn.groups[0].y - drawn.groups[1].y >= 22
    assert [one.here for one in drawn.places] == [False, True, False]


def test_words_names_and_flags_find_room_beside_what_is_drawn() -> None:
    steep = [place("A", 600, 160, "occupied"), place("B", 660, 0, "third"), place("C", 0, 0), place("D", 1000, 160)]
    links = [link("1", "A", "B", "soon"), link("2", "A", "C")]
    drawn = drawing(steep, links, [Journey("Willow", on_link="1")])
    (line, _other), flag = drawn.links, drawn.groups[0]
    words = len(str(line.word)) * 6
    left = line.word_x - {"middle": words / 2, "start": 0, "end": words}[line.word_anchor]
    for one in drawn.places:
        assert not (left - CIRCLE < one.x < left + words + CIRCLE and abs(line.word_y - one.y) < CIRCLE)
        assert not (flag.left - CIRCLE < one.x < flag.left + flag.width + CIRCLE and abs(flag.y + 11 - one.y) < CIRCLE)
    on_a_line = drawing(LINE, [link("1", "A", "B"), link("2", "B", "C")]).places
    assert all(abs(one.name_y - one.y) > CIRCLE for one in on_a_line)


def test_the_drawing_is_words_for_those_who_listen_and_asks_nothing_from_outside() -> None:
    drawn = drawing([*LINE[:2], place("C", 1000, 500, url="/place/")], [link("1", "A", "B", "closed", url="/link/")], [Journey("Willow", on_link="1", note="14:02")])  # fmt: skip
    page = rendered('<c-schematic title="Willow waits" :wide="wide" :narrow="wide" />', wide=drawn)
    assert 'aria-label="1: car, closed"' in page
    assert 'aria-label="Willow: 14:02"' in page
    assert 'aria-label="A: Vyhadane A, town, under occupation"' in page
    assert not re.search(r'(?:href|src)="(?:https?:)?//', page)
    assert " style=" not in page


def test_a_name_is_cut_and_a_network_without_places_is_drawn_empty() -> None:
    long = SchematicPlace("A", "A", "A name that is longer than there is room for", "town", "free", 0, 0)
    assert len(drawing([long], []).places[0].short_name) <= 24
    empty = drawing([], [link("1", "A", "B")], [Journey("Willow", at_place="A")])
    assert not empty.places
    assert not empty.links
    assert not empty.groups
