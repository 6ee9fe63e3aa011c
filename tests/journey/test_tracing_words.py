"""The engine's evidence in words, and how it is laid out."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dodomu.engine.matching import Record
from dodomu.engine.matching.sentences import EVIDENCE as SPOKEN
from dodomu.engine.values.dates import PartialDate
from dodomu.engine.values.names import NameForm
from dodomu.engine.values.places import Place
from dodomu.journey.tracing.bridge import EvidenceLine, Scored, compare, probability_of, without
from dodomu.journey.tracing.web import comparing
from dodomu.journey.tracing.web.sentences import EVIDENCE, sentence

SWAPPED = EvidenceLine("birth", "swapped", 2.0, "birth.swapped", {"first": "2014-03-05", "second": "2014-05-03"})
EQUAL = EvidenceLine("sex", "equal", 0.7, "sex.equal", {})


@pytest.mark.usefixtures("in_english")
def test_every_sentence_of_the_engine_has_its_words() -> None:
    assert {key: str(text) for key, text in EVIDENCE.items()} == SPOKEN


@pytest.mark.usefixtures("in_english")
def test_both_readings_of_a_date_are_said() -> None:
    assert sentence(SWAPPED) == "Day and month of birth are swapped: 5 March 2014, 3 May 2014"


@pytest.mark.usefixtures("in_english")
def test_a_relative_is_named_by_kinship() -> None:
    line = EvidenceLine("relative", "equal", 3.0, "relative.equal", {"kind": "mother"})
    assert sentence(line) == "A relative has the same name (mother)"


@pytest.mark.usefixtures("in_english")
def test_the_waterfall_ends_where_the_evidence_adds_up() -> None:
    chart = comparing.chart(Scored(0.6, 0.4, (EQUAL, SWAPPED), "same"))
    assert [bar.signed for bar in chart.bars] == ["−2.3", "+2.0", "+0.7"]
    assert chart.total.signed == "+0.4"


@pytest.mark.usefixtures("in_english")
def test_each_fact_says_the_result_so_far_and_without_it() -> None:
    chart = comparing.chart(Scored(0.6, 0.4, (EQUAL, SWAPPED), "same"))
    assert [(bar.so_far, bar.without) for bar in chart.bars] == [("9 %", ""), ("43 %", "17 %"), ("60 %", "43 %")]
    assert chart.total.so_far == "60 %"


def test_the_steps_of_a_real_comparison_end_at_its_probability() -> None:
    one = Record(
        (NameForm("Олена", "Іванівна", "Коваленко"),), PartialDate.from_edtf("2014-03-05"), places=(Place("Бахмут"),)
    )
    other = Record(
        (NameForm("Елена", "Ивановна", "Коваленко"),), PartialDate.from_edtf("2014-05-03"), places=(Place("Бахмут"),)
    )
    scored = compare(one, other)
    bars = comparing.chart(scored).bars
    assert bars[-1].so_far == comparing.shown_percent(scored.probability)
    place = next(line for line in scored.evidence if line.field == "place")
    alone = compare(replace(one, places=()), other)
    assert without(scored, place) == pytest.approx(alone.probability, abs=1e-6)


def test_two_given_names_in_one_family_are_held_down_whatever_else_agrees() -> None:
    lines = (
        EvidenceLine("family", "equal", 6.0, "family.equal", {}),
        EvidenceLine("given", "different", -4.0, "given.different", {}),
        EvidenceLine("birth", "equal", 7.0, "birth.equal", {}),
        EvidenceLine("family", "relatives", -9.0, "family.relatives", {}),
    )
    scored = Scored(probability_of(-4.0), -4.0, lines, "sibling")
    assert without(scored, lines[0]) == pytest.approx(probability_of(-1.0))
    assert without(scored, lines[2]) == pytest.approx(scored.probability)
    assert without(scored, lines[1]) == pytest.approx(probability_of(9.0))


@pytest.mark.parametrize(("probability", "shown"), [(0.0001, "1 %"), (0.97, "97 %"), (0.99999, "99 %")])
def test_nothing_is_shown_as_certain(probability: float, shown: str) -> None:
    assert comparing.shown_percent(probability) == shown


@pytest.mark.parametrize(
    ("agreement", "shown"), [("equal", "same"), ("swapped", "swapped"), ("near", "similar"), ("unlike", "differs")]
)
def test_agreements_become_the_four_words_of_the_page(agreement: str, shown: str) -> None:
    assert comparing.agreement_of(EvidenceLine("given", agreement, 1.0, "given.equal", {})) == shown
