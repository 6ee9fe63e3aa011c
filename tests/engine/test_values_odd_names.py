"""Names as they really come: hidden signs, letters of two alphabets, dates, two people, nobody at all."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dodomu.engine.values import NAME_NOTES, fold, name_notes, parse_name, repair
from dodomu.engine.values.folding import fold_token, skeleton, stem
from dodomu.engine.values.given_names import classes_of
from dodomu.engine.values.scripts import lettered, repair_token, tokens, unhidden

MESSY = st.text(
    st.one_of(
        st.sampled_from("абвгґіїйКОЛЕНАўĸlI013 .,;/-()'’ʹ\u0301\u0306\u00ad\u200b\u200f\ufeff\n\tabcxjou"),
        st.characters(),
    ),
    max_size=80,
)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Андрі\u0301й", "Андрій"),
        ("Андріи\u0306", "Андрій"),
        ("Ма\u00adрія", "Марія"),
        ("\u200fОлена\u200e", "Олена"),
        ("О\u200bлена", "Олена"),
        ("\ufeffОлена", "Олена"),
        ("Ｋｏｖａｌ", "Koval"),
        ("Анатóлий", "Анатолий"),
        ("Алеĸсандр", "Александр"),
        ("АЛЕĸСАНДР", "АЛЕКСАНДР"),
        ("Iрина", "Ірина"),
        ("lван", "Іван"),
        ("Оlena", "Olena"),
        ("Мiкола", "Мікола"),
        ("Аляксандр Ўладзімір", "Аляксандр Ўладзімір"),
        ("К0валенко", "Коваленко"),
        ("К0ВАЛЕНКО", "КОВАЛЕНКО"),
        ("3айцев", "Зайцев"),
        ("1ванов", "Іванов"),
        ("K0valenko", "Kovalenko"),
    ],
)
def test_a_word_is_read_as_it_was_meant(written: str, meant: str) -> None:
    assert repair(written) == meant


@pytest.mark.parametrize("text", ["3а", "2014р", "Ліцей №3", "10-Б клас", "05.03.2014", "кв. 13", "школа1"])
def test_a_number_stays_a_number(text: str) -> None:
    assert " ".join(map(lettered, text.split())) == text


@pytest.mark.parametrize(
    ("text", "notes"),
    [
        ("Коваленко Олена Іванівна", ()),
        ("Зінченко Юлія", ()),
        ("Kovalenko, Olena", ()),
        ("Алієв Алі Мамед огли", ()),
        ("О.І. Коваленко", ()),
        ("Коваленко, Іван", ()),
        ("Неизвестный Эрнст Иосифович", ()),
        ("", ("empty",)),
        (" \u200b ", ("empty", "hidden_marks")),
        ("невідомо", ("unknown",)),
        ("Б/Н", ("unknown",)),
        ("н/д", ("unknown",)),
        ("unknown", ("unknown",)),
        ("неизвестно", ("unknown",)),
        ("без имени", ("unknown",)),
        ("Без імені", ("unknown",)),
        ("Олена б/н", ("unknown",)),
        ("—", ("no_letters",)),
        ("🙂", ("no_letters",)),
        ("О", ("one_letter",)),
        ("О. І.", ("initials_only",)),
        ("Іван та Марія Коваленко", ("two_people",)),
        ("Коваленко Іван і Марія", ("two_people",)),
        ("Коваленко Иван и Мария", ("two_people",)),
        ("Коваленко Іван, Коваленко Марія", ("two_people",)),
        ("Ivan & Maria Kovalenko", ("two_people",)),
        ("Коваленко Олена 05.03.2014", ("date_inside",)),
        ("Коваленко Олена, 2014 р.н.", ("date_inside",)),
        ("Кovaленко Олена", ("mixed_script",)),
        ("Кова\u00adленко Олена", ("hidden_marks",)),
        ("Олена " * 1700, ("too_long",)),
    ],
)
def test_what_is_odd_is_said(text: str, notes: tuple[str, ...]) -> None:
    assert name_notes(text) == notes


def test_every_note_has_its_sentence() -> None:
    said = [note for text in ("б/н", "О", "О. І.", "", "—", "Ко\u00adваль 05.03.2014") for note in name_notes(text)]
    assert set(said) < set(NAME_NOTES)
    assert all(sentence[0].isupper() and not sentence.endswith(".") for sentence in NAME_NOTES.values())


@pytest.mark.parametrize(
    "text", ["", "невідомо", "Невідома", "б/н", "н/д", "N/A", "unknown", "неизвестно", "без имени", "—", "🙂", "12"]
)
def test_nobody_gets_no_name(text: str) -> None:
    name = parse_name(text)
    assert (name.given, name.patronymic, name.family) == ("", "", "")
    assert name.as_written == text


@pytest.mark.parametrize(
    ("text", "family", "given", "patronymic"),
    [
        ("Коваленко Олена 05.03.2014", "Коваленко", "Олена", ""),
        ("Мельник Тарас Юрійович, 2014 р.н.", "Мельник", "Тарас", "Юрійович"),
        ("Іван та Марія Коваленко", "Коваленко", "Іван", ""),
        ("Коваленко Іван, Коваленко Марія", "Коваленко", "Іван", ""),
        ("Олена б/н", "", "Олена", ""),
        ("Коваленко невідомо", "Коваленко", "", ""),
        ("О. І.", "", "О.", "І."),
        ("К. О. І.", "К.", "О.", "І."),
        ("3айцев lван", "Зайцев", "Іван", ""),
        ("Коваленко 🙂 Олена", "Коваленко", "Олена", ""),
        ("\u200fКоваленко\u200f Олена", "Коваленко", "Олена", ""),
        ("Данило Данило", "Данило", "Данило", ""),
        ("Іван Франко", "Франко", "Іван", ""),
        ("Марко Вовчок", "Вовчок", "Марко", ""),
        ("Ткач Ірина", "Ткач", "Ірина", ""),
        ("ткач ірина", "ткач", "ірина", ""),
        ("ТКАЧ ІРИНА", "ТКАЧ", "ІРИНА", ""),
        ("Стефаник Василь Семенович", "Стефаник", "Василь", "Семенович"),
        ("Василь Стефаник Семенович", "Стефаник", "Василь", "Семенович"),
        ("Анна Марія Коваленко", "Коваленко", "Анна Марія", ""),
        ("Коваленко Анна-Марія Іванівна", "Коваленко", "Анна-Марія", "Іванівна"),
        ("Коваленко (Петренко) Ірина", "Коваленко Петренко", "Ірина", ""),
        ("Gayane Zavenovna ARAMYAN", "ARAMYAN", "Gayane", "Zavenovna"),
        ("SHEVCHUK Maria Ivanivna", "SHEVCHUK", "Maria", "Ivanivna"),
        ("Faruk Osmanov", "Osmanov", "Faruk", ""),
    ],
)
def test_the_parts_of_an_odd_name_are_found(text: str, family: str, given: str, patronymic: str) -> None:
    name = parse_name(text)
    assert (name.family, name.given, name.patronymic) == (family, given, patronymic)


@pytest.mark.parametrize("text", ["Коваленко " * 1000, "о" * 10_000, "о." * 5000, "і та " * 2000, "\u200b" * 10_000])
def test_ten_thousand_signs_take_no_time_and_are_kept(text: str) -> None:
    began = time.process_time()
    assert parse_name(text).as_written == text.strip()
    assert len(parse_name(text).full) < 300 or parse_name(text).full == text.strip()
    name_notes(text)
    assert time.process_time() - began < 0.5


@given(MESSY)
def test_no_text_breaks_the_reading(text: str) -> None:
    assert fold(text).isascii()
    assert parse_name(text).as_written == text.strip()
    assert set(name_notes(text)) <= set(NAME_NOTES)
    for word in tokens(text):
        classes_of(word)
        assert skeleton(stem(fold_token(word))) is not None


@given(MESSY)
def test_repair_is_done_after_one_time(text: str) -> None:
    once = unhidden(text)
    assert unhidden(once) == once
    for word in text.split():
        assert repair_token(repair_token(word)) == repair_token(word)
