"""The life-line as a drawing and as a list: places, marks that stand for several, dates known in part."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from dodomu.base.contributions import LANES, TimelineEvent
from dodomu.engine.values.dates import PartialDate
from dodomu.kit.lifeline import Period, by_year, life_line, life_rows, period_of
from dodomu.kit.lifeline.drawing import ROOM
from dodomu.kit.lifeline.lanes import LANE_LOOKS
from tests.kit.pieces import rendered

pytestmark = pytest.mark.usefixtures("in_english")
TODAY = date(2024, 6, 1)
DAYS = st.integers(0, 4000).map(lambda number: datetime(2013, 1, 1, 12, tzinfo=UTC) + timedelta(days=number))
EVENTS = st.lists(st.builds(TimelineEvent, at=DAYS, title=st.just("x"), lane=st.sampled_from(LANES)), max_size=60)


def event(day: str, title: str = "Seen", **more: object) -> TimelineEvent:
    return TimelineEvent(datetime.fromisoformat(f"{day}T12:00:00+00:00"), title, **more)  # type: ignore[arg-type]


def drawn(*events: TimelineEvent, **more: object) -> str:
    line = life_line(events, today=TODAY, **more)  # type: ignore[arg-type]
    return rendered('<c-lifeline :wide="line" title="What happened" />', line=line)


@given(EVENTS)
def test_every_mark_stays_inside_and_every_event_is_in_one(events: list[TimelineEvent]) -> None:
    line = life_line(events, today=TODAY)
    marks = [mark for lane in line.lanes for mark in lane.marks]
    assert all(line.left <= mark.x <= line.width for mark in marks)
    assert sum(mark.count for mark in marks) == len(events) == line.count


@given(EVENTS)
def test_marks_of_a_lane_never_lie_on_each_other(events: list[TimelineEvent]) -> None:
    for lane in life_line(events, today=TODAY).lanes:
        places = [mark.x for mark in lane.marks]
        assert all(after - before > ROOM - 0.2 for before, after in pairwise(places))


@given(EVENTS, st.integers(0, 4000), st.integers(0, 900))
def test_a_period_shows_exactly_what_touches_it(events: list[TimelineEvent], start: int, length: int) -> None:
    first = date(2013, 1, 1) + timedelta(days=start)
    period = Period(first, first + timedelta(days=length))
    inside = [one for one in events if period.first <= one.at.date() <= period.last]
    assert life_line(events, today=TODAY, period=period).count == len(inside)
    assert len(life_rows(events, period=period)) == len(inside)


def test_lanes_stand_in_their_order_and_only_those_that_hold_something() -> None:
    line = life_line([event("2023-01-01", lane="work"), event("2022-01-01", lane="reports")], today=TODAY)
    assert [lane.look.code for lane in line.lanes] == ["reports", "work"]


def test_a_lane_nobody_knows_is_work_on_the_case() -> None:
    assert life_line([event("2023-01-01", lane="dreams")], today=TODAY).lanes[0].look.code == "work"


def test_every_lane_has_words_and_an_icon() -> None:
    assert set(LANE_LOOKS) == set(LANES)


def test_a_date_known_in_part_is_drawn_as_the_days_it_may_have_been() -> None:
    (bar,) = life_line([event("2022-05-01", edtf="2022")], today=TODAY).lanes[0].bars
    assert bar.vague
    assert 'class="life-vague"' in drawn(event("2022-05-01", edtf="2022"))


def test_what_lasted_is_drawn_from_its_beginning_to_its_end() -> None:
    lasting = event("2022-05-01", until=datetime(2023, 5, 1, tzinfo=UTC))
    (bar,) = life_line([lasting], today=TODAY).lanes[0].bars
    assert (bar.vague, bar.width > 100) == (False, True)


@pytest.mark.parametrize("edtf", ["2014/..", "../2014", "2014/", "nonsense", "XXXX"])
def test_an_open_or_damaged_date_draws_no_endless_line(edtf: str) -> None:
    line = life_line([event("2020-05-01", edtf=edtf)], today=TODAY)
    assert (line.whole.last - line.whole.first).days < 366 * 20


def test_a_mark_says_when_and_what_and_leads_to_its_statement() -> None:
    page = drawn(event("2022-05-01", "Seen <b>at</b> a school", url="/reports/1/"))
    assert 'href="/reports/1/"' in page
    assert "Seen &lt;b&gt;at&lt;/b&gt; a school" in page
    assert 'aria-label="May 1, 2022' in page or 'aria-label="1 May 2022' in page


def test_events_too_close_become_one_mark_that_leads_nearer() -> None:
    events = [event("2022-05-01"), event("2022-05-03"), event("2015-01-01")]
    line = life_line(events, today=TODAY, zoom=lambda period: f"?from={period.codes['from']}")
    several = next(mark for mark in line.lanes[0].marks if mark.count == 2)
    assert several.url.startswith("?from=2022-04-")
    assert several.label.startswith("2 events")


def test_events_of_one_day_lead_to_the_list_when_the_drawing_can_go_no_nearer() -> None:
    events = [event("2022-05-01"), event("2022-05-01")]
    period = Period(date(2022, 5, 1), date(2022, 5, 1)).at_least()
    line = life_line(events, today=TODAY, period=period, zoom=lambda _period: "?nearer")
    assert line.lanes[0].marks[0].url == "#event-1"


def test_the_gravest_of_several_gives_its_tone() -> None:
    line = life_line([event("2022-05-01", tone="well"), event("2022-05-01", tone="harm")], today=TODAY)
    assert line.lanes[0].marks[0].tone == "harm"


def test_ages_stand_under_the_years_as_exactly_as_the_birth_is_known() -> None:
    born = PartialDate.from_edtf("2014-03")
    line = life_line([event("2015-06-01"), event("2023-05-01")], today=TODAY, born=born)
    ages = {tick.label: tick.age for tick in line.ticks}
    assert ages["2020"] == "5"
    vague = life_line([event("2015-06-01")], today=TODAY, born=PartialDate.from_edtf("2013-05/2014-04"))
    assert {tick.label: tick.age for tick in vague.ticks}["2020"] == "5–6"


def test_no_age_before_birth() -> None:
    line = life_line([event("2010-06-01")], today=TODAY, born=PartialDate.from_edtf("2014"))
    assert {tick.label: tick.age for tick in line.ticks}["2012"] == ""


def test_today_is_a_line_only_where_the_period_reaches_it() -> None:
    assert life_line([event("2023-01-01")], today=TODAY).today is not None
    past = Period(date(2022, 1, 1), date(2022, 12, 31))
    assert life_line([event("2022-01-05")], today=TODAY, period=past).today is None


def test_a_short_period_counts_months() -> None:
    period = Period(date(2023, 1, 1), date(2023, 12, 31))
    labels = [tick.label for tick in life_line([event("2023-05-01")], today=TODAY, period=period).ticks]
    assert "Mar 2023" in labels


def test_nothing_in_the_drawing_needs_a_style_or_a_script() -> None:
    page = drawn(event("2022-05-01"), event("2023-05-01", edtf="2023"))
    assert re.findall(r"\sstyle=|\son\w+=|<script|<style", page) == []


def test_numbers_in_the_drawing_have_a_point_in_every_language() -> None:
    with translation.override("uk"):
        assert re.findall(r'(?:x|width|cx)="\d+,\d', drawn(event("2021-05-02"), event("2022-05-01", edtf="2022"))) == []


def test_the_list_has_every_event_under_its_year_the_latest_first() -> None:
    years = by_year(life_rows([event("2021-05-02", "A"), event("2022-05-01", "B"), event("2022-07-01", "C")]))
    assert [(year.year, [row.title for row in year.rows]) for year in years] == [(2022, ["C", "B"]), (2021, ["A"])]


def test_the_list_keeps_the_lanes_that_are_asked_for() -> None:
    rows = life_rows([event("2021-05-02", lane="legal"), event("2022-05-01")], lanes=frozenset({"legal"}))
    assert [row.lane.code for row in rows] == ["legal"]


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        ("2020", "2021", (date(2020, 1, 1), date(2021, 12, 31))),
        ("2021-03-01", "", (date(2021, 3, 1), date(2024, 1, 1))),
        ("2022", "2020", (date(2020, 12, 31), date(2022, 1, 1))),
    ],
)
def test_a_period_is_read_from_the_address(first: str, last: str, expected: tuple[date, date]) -> None:
    period = period_of(first, last, Period(date(2014, 1, 1), date(2024, 1, 1)))
    assert (period.first, period.last) == expected


@given(st.dates(), st.dates())
def test_no_period_falls_off_the_calendar(one: date, other: date) -> None:
    period = Period(min(one, other), max(one, other)).at_least()
    for near in (period.moved(-1), period.moved(1), period.wider()):
        assert near.first <= near.last


def test_the_list_is_written_as_a_list_with_what_was_said_made_harmless() -> None:
    rows = [event("2021-05-02", "Seen <b>there</b>", url="/reports/1/", source="A & B", text="<i>Yes</i>")]
    page = rendered('<c-lifelist :years="years" />', years=by_year(life_rows(rows)))
    assert '<li class="life-row tone-neutral" id="event-1">' in page
    assert '<a href="/reports/1/">Seen &lt;b&gt;there&lt;/b&gt;</a>' in page
    assert "A &amp; B" in page
    assert "&lt;i&gt;Yes" in page
