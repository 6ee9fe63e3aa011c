"""Places under former names and in three languages; numbers in one form."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dodomu.engine.matching import place_key
from dodomu.engine.matching.identifiers import document_keys, phone_key
from dodomu.engine.matching.places import compare_places
from dodomu.engine.values import Place


@pytest.mark.parametrize(
    ("former", "present"),
    [
        ("Артемівськ", "Бахмут"),
        ("Артемовск", "Bakhmut"),
        ("Красноармейск", "Покровськ"),
        ("Дзержинськ", "Торецьк"),
        ("Дніпропетровськ", "Днепр"),
        ("Кировоград", "Кропивницький"),
        ("Стаханов", "Кадіївка"),
        ("Краснодон", "Сорокине"),
        ("Цюрупинск", "Олешки"),
        ("Новоград-Волынский", "Звягель"),
        ("Красный Лиман", "м. Лиман"),
        ("Северодонецк", "Сіверськодонецьк"),
        ("Жданов", "Маріуполь"),
        ("Kiev", "Київ"),
        ("Николаев", "Mykolaiv"),
    ],
)
def test_former_and_foreign_names_lead_to_the_present_town(former: str, present: str) -> None:
    assert place_key(former) == place_key(present)


@pytest.mark.parametrize(
    ("one", "other", "agreement"),
    [
        (Place("Бахмут"), Place("м. Бахмут"), "equal"),
        (Place("Часів Яр"), Place("Chasiv Yar"), "equal"),
        (Place("Бахмут"), Place("Артемівськ"), "renamed"),
        (Place("Волноваха"), Place("Волновахи"), "equal"),
        (Place("Нью-Йорк", "Донецька область"), Place("Торецьк", "Донецкая обл."), "oblast"),
        (Place("Бахмут"), Place("Ужгород"), "different"),
        (Place(""), Place("Ужгород"), "missing"),
    ],
)
def test_places_agree_in_degrees(one: Place, other: Place, agreement: str) -> None:
    assert compare_places(one, other).agreement == agreement


@pytest.mark.parametrize("phone", ["+380501234567", "0501234567", "38 050 123-45-67", "(050) 123 45 67"])
def test_a_phone_number_is_its_last_nine_digits(phone: str) -> None:
    assert phone_key(phone) == "501234567"


@given(st.text(max_size=40))
def test_any_text_gives_a_phone_and_document_keys_or_none(text: str) -> None:
    assert len(phone_key(text)) in (0, 9)
    assert all(keys == keys.upper() for keys in document_keys(text))


def test_a_document_number_ignores_spacing_alphabet_and_case() -> None:
    assert document_keys("І-НО № 123456") == document_keys("iho123456")
