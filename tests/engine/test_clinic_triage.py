"""Triage: every line of the card, its limits, and that nothing missing is ever fine."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from dodomu.engine.clinic import (
    Age,
    AgeSpan,
    Consciousness,
    Finding,
    Gap,
    Observation,
    TriageResult,
    age_span,
    signs_looked_for,
    table_on,
    triage,
)
from dodomu.engine.values import PartialDate, Sex
from tests.engine import clinic_card as card

TABLE = table_on(date(2026, 11, 1))
CODES = [code for codes in TABLE.sections.values() for code in codes]
CALM = {"heart_rate": "100", "respiratory_rate": "24", "temperature": "36.8", "spo2": "98"}
TODAY = date(2026, 11, 1)


def born(text: str) -> AgeSpan:
    return age_span(PartialDate.from_edtf(text), TODAY)


def well(age: AgeSpan, **vitals: str) -> Observation:
    """A child in whom everything was looked for and nothing found, unless said otherwise."""
    values = {code: Decimal(text) for code, text in (CALM | vitals).items()}
    return Observation(age, Sex.FEMALE, Consciousness.ALERT, values, dict.fromkeys(CODES, Finding.NO))


def looked(seen: Observation) -> TriageResult:
    return triage(seen, TABLE)


def rules(seen: Observation) -> set[str]:
    return {reason.rule for reason in looked(seen).reasons}


SEVEN = born("2019-06-01")


def test_a_child_in_whom_everything_is_well_is_green() -> None:
    result = looked(well(SEVEN))
    assert (result.colour, result.reasons, result.to_measure, result.review) == ("green", (), (), False)


@pytest.mark.parametrize("sign", CODES)
def test_each_sign_alone_gives_the_colour_of_the_card(sign: str) -> None:
    for age, sex in ((SEVEN, Sex.MALE), (born("2012-01-01"), Sex.FEMALE), (born("2010-01-01"), Sex.MALE)):
        seen = replace(well(age), sex=sex)
        seen = replace(seen, signs=dict(seen.signs) | {sign: Finding.YES})
        assert looked(seen).colour == card.colour(seen)


@pytest.mark.parametrize(
    ("age", "vital", "inside", "outside", "rule"),
    [
        ("2026-04-01", "heart_rate", ("90", "180"), ("89", "181"), "vital.heart_rate.under_1"),
        ("2023-11-02", "heart_rate", ("80", "160"), ("79", "161"), "vital.heart_rate.1_to_4"),
        ("2021-11-01", "heart_rate", ("70", "140"), ("69", "141"), "vital.heart_rate.5_to_11"),
        ("2014-11-01", "heart_rate", ("60", "130"), ("59", "131"), "vital.heart_rate.from_12"),
        ("2014-11-01", "heart_rate", ("50", "150"), ("49", "151"), "red.heart_rate"),
        ("2026-04-01", "respiratory_rate", ("25", "50"), ("24", "51"), "vital.respiratory_rate.under_1"),
        ("2023-11-02", "respiratory_rate", ("20", "40"), ("19", "41"), "vital.respiratory_rate.1_to_4"),
        ("2021-11-01", "respiratory_rate", ("10", "30"), ("9", "31"), "vital.respiratory_rate.from_5"),
        ("2021-11-01", "temperature", ("36", "39"), ("35.9", "39.1"), "vital.temperature"),
        ("2026-09-15", "temperature", ("36", "39"), ("35.9", "39.1"), "red.young_infant_temperature"),
        ("2021-11-01", "spo2", ("92", "100"), ("91",), "vital.spo2"),
    ],
)
def test_a_limit_itself_is_not_outside(
    age: str, vital: str, inside: tuple[str, ...], outside: tuple[str, ...], rule: str
) -> None:
    assert not any(rule in rules(well(born(age), **{vital: value})) for value in inside)
    assert all(rule in rules(well(born(age), **{vital: value})) for value in outside)


def test_a_high_risk_vital_is_yellow_and_asks_for_review_at_once() -> None:
    result = looked(well(SEVEN, spo2="91"))
    assert (result.colour, result.review) == ("yellow", True)
    assert (result.reasons[0].rule, result.reasons[0].table) == ("vital.spo2", "iitt-2020-04")


@pytest.mark.parametrize(("letter", "colour"), [("A", "green"), ("V", "yellow"), ("P", "yellow"), ("U", "red")])
def test_consciousness_decides_by_its_letter(letter: str, colour: str) -> None:
    assert looked(replace(well(SEVEN), consciousness=Consciousness(letter))).colour == colour


@pytest.mark.parametrize(
    ("birth", "colour"),
    [("2026-10-25", "red"), ("2026-10-24", "yellow"), ("2026-04-02", "yellow"), ("2026-04-01", "green")],
)
def test_the_youngest_are_red_then_yellow_by_age_alone(birth: str, colour: str) -> None:
    assert looked(well(born(birth), heart_rate="120", respiratory_rate="40")).colour == colour


def test_a_voice_answered_with_a_stiff_neck_is_red() -> None:
    seen = replace(well(SEVEN), consciousness=Consciousness.VOICE)
    signs = dict(seen.signs) | {"stiff_neck": Finding.YES}
    assert "red.two_of_mind" in rules(replace(seen, signs=signs))


def test_a_measured_fever_counts_beside_a_headache() -> None:
    seen = well(SEVEN, temperature="38.0")
    assert "red.two_of_mind" in rules(replace(seen, signs=dict(seen.signs) | {"headache": Finding.YES}))


def test_a_red_sign_is_red_whatever_is_missing_and_still_says_what_to_measure() -> None:
    result = looked(Observation(signs={"heavy_bleeding": Finding.YES}))
    assert result.colour == "red"
    assert [gap.item for gap in result.to_measure][:6] == ["consciousness", *card.VITALS, "age"]


def test_nothing_known_is_undetermined_and_handled_as_yellow() -> None:
    result = looked(Observation())
    assert (result.colour, result.colour.handled_as) == ("undetermined", "yellow")


def test_unknown_and_not_asked_are_told_apart() -> None:
    seen = well(SEVEN)
    vitals = {**seen.vitals, "spo2": Gap.UNKNOWN}
    signs = {code: found for code, found in seen.signs.items() if code != "stridor"}
    gaps = {gap.item: gap.why for gap in looked(replace(seen, vitals=vitals, signs=signs)).to_measure}
    assert gaps == {"spo2": Gap.UNKNOWN, "stridor": Gap.NOT_ASKED}


def test_a_yellow_sign_with_a_red_sign_not_looked_for_is_undetermined_and_keeps_its_reason() -> None:
    seen = well(SEVEN)
    signs = dict(seen.signs) | {"wheezing": Finding.YES, "stridor": Finding.UNKNOWN}
    result = looked(replace(seen, signs=signs))
    assert (result.colour, [reason.rule for reason in result.reasons]) == ("undetermined", ["yellow.wheezing"])


def test_an_unknown_age_is_never_an_adult_and_never_green() -> None:
    result = looked(replace(well(SEVEN, heart_rate="155"), age=None))
    assert result.colour == "red"
    assert not result.reasons[0].age_certain
    calm = looked(replace(well(SEVEN), age=None))
    assert (calm.colour, calm.age_spans_bands) == ("undetermined", True)
    assert "age" in [gap.item for gap in calm.to_measure]


def test_an_age_across_two_bands_is_read_by_both_and_says_so() -> None:
    across = born("2014")
    assert looked(well(across, heart_rate="135")).colour == "yellow"
    assert looked(well(born("2014-12"), heart_rate="135")).colour == "green"
    result = looked(well(across, heart_rate="155"))
    assert (result.colour, result.age_spans_bands) == ("red", True)
    assert [reason.age_certain for reason in result.reasons if reason.rule == "red.heart_rate"] == [False]


def test_only_signs_of_the_childs_charts_are_looked_for() -> None:
    young = signs_looked_for(TABLE, SEVEN, Sex.FEMALE)
    assert "cold_extremities" in young["circulation"]
    assert "pregnancy" not in young
    assert "violent_or_aggressive" not in young["mind"]
    assert set(signs_looked_for(TABLE, None, Sex.UNKNOWN)) == set(TABLE.sections)


def test_an_unknown_sex_is_asked_what_either_would_be_asked() -> None:
    twelve = born("2013-06-01")
    girl = signs_looked_for(TABLE, twelve, Sex.FEMALE)
    answered = dict.fromkeys((code for codes in girl.values() for code in codes), Finding.NO)
    seen = replace(well(twelve), sex=Sex.UNKNOWN, signs=answered)
    assert [gap.item for gap in looked(seen).to_measure] == ["scrotal_pain"]


def test_every_sign_of_a_rule_stands_in_one_section() -> None:
    used = {sign for rule in TABLE.rules for sign in rule.signs}
    assert sorted(CODES) == sorted(used)
    assert len({rule.id for rule in TABLE.rules}) == len(TABLE.rules)


def test_no_edition_is_made_up_for_a_day_before_the_first() -> None:
    with pytest.raises(LookupError):
        table_on(date(2019, 1, 1))


@pytest.mark.parametrize(
    ("birth", "on", "months"),
    [("2024-02-29", "2025-02-28", 12), ("2026-01-31", "2026-02-28", 1), ("2026-01-15", "2026-02-14", 0)],
)
def test_months_are_complete_on_their_day(birth: str, on: str, months: int) -> None:
    assert Age.of(date.fromisoformat(birth), date.fromisoformat(on)).months == months


def test_nobody_is_looked_at_before_birth() -> None:
    with pytest.raises(ValueError, match="born after"):
        age_span(PartialDate.from_edtf("2027"), TODAY)


# --- What holds for every observation ---

DAYS = st.integers(0, 7000).map(lambda days: Age.of(date.fromordinal(TODAY.toordinal() - days), TODAY))
SPANS = st.one_of(
    DAYS.map(lambda age: AgeSpan(age, age)), st.tuples(DAYS, DAYS).map(lambda pair: AgeSpan(min(pair), max(pair)))
)
GAPS = st.sampled_from(Gap)
VITALS = st.fixed_dictionaries(
    {
        "heart_rate": GAPS | st.integers(40, 190).map(Decimal),
        "respiratory_rate": GAPS | st.integers(5, 60).map(Decimal),
        "temperature": GAPS | st.integers(340, 410).map(lambda tenths: Decimal(tenths) / 10),
        "spo2": GAPS | st.integers(85, 100).map(Decimal),
    }
)
CALM_VITALS = st.just({code: Decimal(text) for code, text in CALM.items()})
MOSTLY_NO = st.dictionaries(st.sampled_from(CODES), st.sampled_from(Finding), max_size=3).map(
    lambda few: dict.fromkeys(CODES, Finding.NO) | few
)
SIGNS = MOSTLY_NO | st.dictionaries(st.sampled_from(CODES), st.sampled_from(Finding))
SEEN = st.builds(
    Observation, SPANS, st.sampled_from(Sex), GAPS | st.sampled_from(Consciousness), VITALS | CALM_VITALS, SIGNS
)


@settings(max_examples=300, deadline=None)
@given(SEEN)
@example(
    replace(
        well(AgeSpan(Age(8, 0), Age(365, 12))), signs=dict.fromkeys(CODES, Finding.NO) | {"new_rash": Finding.UNKNOWN}
    )
)
def test_the_engine_reads_the_card_as_a_slow_reader_does(seen: Observation) -> None:
    assert looked(seen).colour == card.colour(seen)


@settings(max_examples=80, deadline=None)
@given(SEEN, SEEN, st.sampled_from(card.RED_ANY_AGE))
def test_adding_information_never_lowers_a_red_sign(seen: Observation, more: Observation, sign: str) -> None:
    consciousness = more.consciousness if isinstance(seen.consciousness, Gap) else seen.consciousness
    known = {code: value for code, value in seen.vitals.items() if not isinstance(value, Gap)}
    answered = {code: found for code, found in seen.signs.items() if found in (Finding.YES, Finding.NO)}
    red = replace(seen, signs={**seen.signs, sign: Finding.YES})
    added = replace(red, consciousness=consciousness, vitals={**more.vitals, **known})
    assert looked(red).colour == "red"
    assert looked(replace(added, signs={**more.signs, **answered, sign: Finding.YES})).colour == "red"


@settings(max_examples=80, deadline=None)
@given(st.integers(214, 7000), st.sampled_from([Sex.FEMALE, Sex.MALE]), GAPS, st.data())
def test_taking_any_answer_out_of_a_green_result_never_leaves_green(
    days: int, sex: Sex, gap: Gap, data: st.DataObject
) -> None:
    age = Age.of(date.fromordinal(TODAY.toordinal() - days), TODAY)
    seen = replace(well(AgeSpan(age, age), respiratory_rate="27"), sex=sex)
    assume(looked(seen).colour == "green")
    needed = [*card.VITALS, *set().union(*card.sign_codes(age, sex)), "consciousness", "age"]
    out = data.draw(st.sampled_from(sorted(needed)))
    signs = {**seen.signs} | ({out: Finding(gap.value)} if out in CODES else {})
    less = replace(
        seen,
        age=None if out == "age" else seen.age,
        consciousness=gap if out == "consciousness" else seen.consciousness,
        vitals={**seen.vitals} | ({out: gap} if out in card.VITALS else {}),
        signs=signs,
    )
    assert looked(less).colour == "undetermined"
