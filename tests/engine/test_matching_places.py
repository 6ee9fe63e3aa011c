"""Places under former names and in three languages; numbers in one form."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dodomu.engine.matching import place_key
from dodomu.engine.matching.identifiers import document_keys, phone_key
from dodomu.engine.matching.place_words import place_fold, rows_of
from dodomu.engine.matching.places import compare_places, place_keys, places_of
from dodomu.engine.matching.settlements import settlements
from dodomu.engine.values import Place
from dodomu.engine.values.transliteration import transliterated


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


def test_every_renaming_of_our_towns_leads_both_ways_in_three_writings() -> None:
    for row in rows_of("towns.csv"):
        present = places_of(Place(row["name"], row["oblast"]))
        assert 1 <= len(present) <= 4, row
        for name in (row["russian"], *row["former"].split("|")):
            for written in (name, f"м. {name}", transliterated(name)):
                assert present & places_of(Place(written)), written
                assert present & places_of(Place(written, row["oblast"])), written
                assert compare_places(Place(row["name"]), Place(written)).agreement in ("equal", "renamed", "similar")
                assert place_keys(Place(written, row["oblast"])) & place_keys(Place(row["name"], row["oblast"]))


@pytest.mark.parametrize(
    ("name", "least"), [("Першотравневе", 7), ("Кам'янське", 5), ("Куйбишеве", 5), ("Іванівка", 20)]
)
def test_one_name_of_many_places_means_all_of_them(name: str, least: int) -> None:
    assert len(places_of(Place(name))) >= least
    assert compare_places(Place(name), Place(name)).params["places"] >= least


@pytest.mark.parametrize(
    ("place", "names", "oblasts"),
    [
        (Place("Першотравневе", "Донецька область"), {"Мангуш"}, {"UA-14"}),
        (Place("пгт Першотравневое Донецкой обл."), {"Мангуш"}, {"UA-14"}),
        (Place("Pershotravneve, Donetsk Oblast, Ukraine"), {"Мангуш"}, {"UA-14"}),
        (Place("с. Іванівка Генічеського району Херсонської області"), {"Іванівка", "Білозерка"}, {"UA-65"}),
        (Place("г. Красноармейск, ДНР", country="Россия"), {"Покровськ"}, {"UA-14"}),
        (Place("Симферополь", country="RU"), {"Сімферополь"}, {"UA-43"}),
        (Place("Бахмут", "Луганська"), {"Бахмут"}, {"UA-14"}),  # a region wrongly stated: there is one Bakhmut
        (Place("Воронеж", "Воронежская область", "РФ"), {"Воронеж"}, {"RU-VOR"}),
        (Place("Бахмкт"), {"Бахмут"}, {"UA-14"}),
        (Place("Іванівка", country="PL"), set(), set()),
    ],
)
def test_what_is_said_around_a_name_narrows_the_set(place: Place, names: set[str], oblasts: set[str]) -> None:
    found = places_of(place)
    assert {settlements().names[one] for one in found} <= names
    assert {settlements().regions[one] for one in found} == oblasts


@pytest.mark.parametrize(
    ("one", "other", "agreement"),
    [
        (Place("Ровно"), Place("Рівне"), "equal"),
        (Place("Бахмкт"), Place("Артемівськ"), "similar"),
        (Place("Іванівка", "Херсонська"), Place("Ивановка, Одесская область"), "different"),
        (Place("Іванівка", "Херсонська"), Place("Ивановка"), "equal"),
        (Place("Опитне"), Place("Бахмут"), "different"),  # a village beside its town
        (Place("Новоселівка"), Place("Новоселиця"), "different"),  # alike, and both are known
        (Place("Покровськ"), Place("Покровське"), "similar"),
        (Place("Нетутешнє"), Place("Нетутешне"), "equal"),
    ],
)
def test_sets_of_places_agree_in_degrees(one: Place, other: Place, agreement: str) -> None:
    assert compare_places(one, other).agreement == compare_places(other, one).agreement == agreement


@given(st.text(max_size=60), st.text(max_size=30), st.text(max_size=30))
def test_no_text_of_a_place_raises_and_what_names_nothing_agrees_with_nothing(
    name: str, oblast: str, country: str
) -> None:
    place = Place(name, oblast, country)
    keys = place_keys(place)
    assert all(keys)
    assert all(isinstance(one, int) for one in places_of(place))
    assert compare_places(place, place).agreement == ("equal" if keys else "missing")


def test_the_folds_kept_with_the_settlements_are_those_of_todays_folding() -> None:
    """When this fails, folding was changed: `python tools/settlements.py --keys` writes them anew."""
    for row in rows_of("settlements.csv")[::7]:
        names = [row["uk"], row["ru"], row["latin"], *row["variants"].split("|")]
        assert set(row["now"].split("|")) == {place_fold(name) for name in names if name} - {""}, row
        assert {place_fold(name) for name in row["former"].split("|")} - {""} <= {
            *row["now"].split("|"),
            *row["then"].split("|"),
        }


@pytest.mark.parametrize("phone", ["+380501234567", "0501234567", "38 050 123-45-67", "(050) 123 45 67"])
def test_a_phone_number_is_its_last_nine_digits(phone: str) -> None:
    assert phone_key(phone) == "501234567"


@given(st.text(max_size=40))
def test_any_text_gives_a_phone_and_document_keys_or_none(text: str) -> None:
    assert len(phone_key(text)) in (0, 9)
    assert all(keys == keys.upper() for keys in document_keys(text))


def test_a_document_number_ignores_spacing_alphabet_and_case() -> None:
    assert document_keys("І-НО № 123456") == document_keys("iho123456")
