"""Rules as people write them: read in two languages, written so that they are read back, refused with the line."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, date, datetime

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from dodomu.journey.missions import corridor_rules as said
from dodomu.journey.missions.corridor_lines import RuleNotRead, read_rule, write_rule
from dodomu.journey.missions.corridor_messages import rule_sentence
from dodomu.journey.missions.corridor_when import NotAMoment, read_day, read_moment, write_moment
from dodomu.journey.missions.corridor_words import PAPERS, TRAVELLERS, sentences

NOW = datetime(2026, 3, 5, 12, 30, tzinfo=UTC)
days = st.frozensets(st.integers(1, 7), min_size=1)
figures = st.builds(
    said.Figures,
    st.none() | st.integers(1, 9999),
    st.none() | st.integers(0, 1000),
    st.none() | st.integers(0, 1_000_000),
)
hours = st.builds(said.Hours, days, st.integers(0, 1439), st.integers(1, 1440), figures).filter(
    lambda one: one.begin != one.end
)
timed = hours.filter(lambda one: one.figures.minutes is not None)
who = st.frozensets(st.sampled_from(sorted(TRAVELLERS)))
papers = st.frozensets(st.sampled_from(sorted(PAPERS)), min_size=1)
values = st.one_of(
    st.builds(said.Opening, st.lists(hours, min_size=1, max_size=3).map(tuple)),
    st.builds(said.Queue, st.lists(timed, min_size=1, max_size=3).map(tuple)),
    st.builds(
        said.Timetable,
        st.lists(st.builds(said.Trip, days, st.integers(0, 1439), figures, st.booleans()), min_size=1).map(tuple),
    ),
    st.builds(said.WhoMayPass, who, who),
    st.builds(said.PapersAsked, st.lists(st.builds(said.Asked, papers, who), max_size=3).map(tuple)),
    st.builds(said.Closure, st.booleans()),
    st.builds(said.Walking, st.none() | st.integers(0, 100_000), who),
    st.builds(said.OneWay, st.booleans()),
)
KINDS = {
    said.Opening: said.OPENING,
    said.Queue: said.QUEUE,
    said.Timetable: said.TIMETABLE,
    said.WhoMayPass: said.WHO_MAY_PASS,
    said.PapersAsked: said.PAPERS,
    said.Closure: said.CLOSED,
    said.Walking: said.WALKING,
    said.OneWay: said.ONE_WAY,
}


@given(values)
def test_every_rule_that_is_written_is_read_back(value: said.Value) -> None:
    kind = KINDS[type(value)]
    assert read_rule(kind, write_rule(value)) == value
    assert said.from_json(kind, said.to_json(value)) == value
    assert all(sentences(value))


@pytest.mark.parametrize(
    ("kind", "ukrainian", "english"),
    [
        ("opening", "пн-пт 8:00–18:00, 40 хв, ризик 3\nсб 22.00-06.00", "Mon-Fri 08:00-18:00 40 min risk 3; Sat 22:00-06:00"),
        ("timetable", "щодня 06:17, 190 хв, ціна 850, назад", "daily 06:17 190 min cost 850 back"),
        ("who_may_pass", "лише жінка, дитина; не чоловік", "only woman, child; not man"),
        ("papers", "паспорт або посвідчення на повернення: дитина", "passport or certificate_for_return: child"),
        ("closed", "запитати знову", "ask again"),
        ("walking", "2000 м; не людина у кріслі колісному", "2000 m; not wheelchair"),
        ("one_way", "туди", "there"),
    ],
)  # fmt: skip
def test_both_languages_say_the_same(kind: str, ukrainian: str, english: str) -> None:
    assert read_rule(kind, ukrainian) == read_rule(kind, english)


@pytest.mark.parametrize(
    ("kind", "text", "code", "line"),
    [
        ("opening", " \n", "empty", 1),
        ("opening", "daily 08:00-18:00; sometimes 08:00-09:00", "days", 2),
        ("opening", "daily", "time", 1),
        ("opening", "daily 08:00-08:00", "order", 1),
        ("opening", "daily 25:00-26:00", "time", 1),
        ("opening", "daily 08:00-18:00 perhaps", "words", 1),
        ("queue", "daily 08:00-18:00", "minutes", 1),
        ("timetable", "daily 24:00", "time", 1),
        ("timetable", "daily 06:17, 99999 min", "far", 1),
        ("who_may_pass", "only martians", "code", 1),
        ("papers", "a smile", "code", 1),
        ("closed", "perhaps", "words", 1),
        ("walking", "far", "words", 1),
    ],
)
def test_what_is_no_rule_is_refused_with_its_line_and_what_is_accepted(
    kind: str, text: str, code: str, line: int
) -> None:
    with pytest.raises(RuleNotRead) as refused:
        read_rule(kind, text)
    assert (refused.value.code, refused.value.line) == (code, line)
    with translation.override("en"):
        sentence = rule_sentence(kind, refused.value)
    assert sentence
    assert "%(" not in sentence


@given(st.text(max_size=40), st.sampled_from(sorted(KINDS.values())))
def test_any_text_is_a_rule_or_refused(text: str, kind: str) -> None:
    with suppress(RuleNotRead):
        assert read_rule(kind, write_rule(read_rule(kind, text))) == read_rule(kind, text)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("now", "2026-03-05 14:30"),
        ("36 h ago", "2026-03-04 02:30"),
        ("через 10 д", "2026-03-15 14:30"),
        ("-3d", "2026-03-02 14:30"),
        ("in 1 d 06:00", "2026-03-06 06:00"),
        ("05.04.2026 8:00", "2026-04-05 08:00"),
        ("2026-03-29", "2026-03-29 00:00"),
    ],
)
def test_moments_are_read_in_kyiv_time_and_from_now(text: str, written: str) -> None:
    assert write_moment(read_moment(text, NOW)) == written
    assert read_moment(write_moment(read_moment(text, NOW)), NOW) == read_moment(text, NOW)


def test_a_day_without_a_time_ends_at_its_end() -> None:
    assert write_moment(read_moment("2026-03-29", NOW, end=True)) == "2026-03-30 00:00"
    assert read_day("3 d ago", NOW) == date(2026, 3, 2)


@pytest.mark.parametrize("text", ["", "soon", "31.02.2026", "in 3 moons", "in 3 h 08:00", "2026-03-05 25:00"])
def test_what_is_no_moment_is_refused(text: str) -> None:
    with pytest.raises(NotAMoment):
        read_moment(text, NOW)
