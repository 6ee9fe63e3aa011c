"""Names in Latin letters: the examples of the resolution itself, and what must hold for every name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dodomu.engine.values.transliteration import transliterated

EXAMPLES = """
Алушта Alushta, Борщагівка Borshchahivka, Вінниця Vinnytsia, Гадяч Hadiach, Згорани Zghorany, Ґалаґан Galagan,
Донецьк Donetsk, Рівне Rivne, Єнакієве Yenakiieve, Гаєвич Haievych, Житомир Zhytomyr, Закарпаття Zakarpattia,
Медвин Medvyn, Михайленко Mykhailenko, Іванків Ivankiv, Їжакевич Yizhakevych, Кадиївка Kadyivka, Мар'їне Marine,
Йосипівка Yosypivka, Стрий Stryi, Олексій Oleksii, Наталія Nataliia, Онищенко Onyshchenko, Харків Kharkiv,
Біла_Церква Bila_Tserkva, Чернівці Chernivtsi, Шостка Shostka, Щербухи Shcherbukhy, Гоща Hoshcha, Юрій Yurii,
Корюківка Koriukivka, Яготин Yahotyn, Ярошенко Yaroshenko, Костянтин Kostiantyn, Знам'янка Znamianka,
Феодосія Feodosiia, Розгон Rozghon
"""
"""From the table of the Cabinet of Ministers' resolution 55 of 27 January 2010."""
PAIRS = [tuple(pair.strip().replace("_", " ").rsplit(" ", 1)) for pair in EXAMPLES.split(",")]
PAIRS = [("Біла Церква", "Bila Tserkva") if one.startswith("Біла") else (one, other) for one, other in PAIRS]


@pytest.mark.parametrize(("name", "latin"), PAIRS)
def test_the_examples_of_the_resolution(name: str, latin: str) -> None:
    assert transliterated(name) == latin


@pytest.mark.parametrize(
    ("name", "latin"),
    [
        ("ЩЕРБА МАР’ЯНА", "SHCHERBA MARIANA"),
        ("Нечуй-Левицький", "Nechui-Levytskyi"),
        ("Семён Подъячев", "Semen Podieiachev"),
        ("Olena", "Olena"),
        ("О'Браєн", "OBraien"),
        ("", ""),
    ],
)
def test_capitals_hyphens_and_letters_of_others(name: str, latin: str) -> None:
    assert transliterated(name) == latin


@given(st.text(alphabet="абвгґдеєжзиіїйклмнопрстуфхцчшщьюяАБВГҐЄЇ'’ -"))
def test_no_cyrillic_letter_is_left(text: str) -> None:
    assert not [sign for sign in transliterated(text) if "\u0400" <= sign <= "\u052f"]
