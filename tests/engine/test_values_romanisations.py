"""Every name of the dictionary comes back from every romanisation of translitua: 17 Ukrainian tables and 11 Russian."""

from __future__ import annotations

import re
from typing import Any

import pytest
import translitua

from dodomu.engine.values.folding import fold_token, skeleton, stem
from dodomu.engine.values.given_names import members_of, name_rows
from tests.engine.romanisations import FAMILY_NAMES, LOST_NAMES, LOST_SOUNDS

TABLES = [(table, "uk") for table in translitua.ALL_UKRAINIAN] + [(table, "ru") for table in translitua.ALL_RUSSIAN]
ADAPTED = {
    "mykola": "Mykola Nikolai Mikalai Nikolay Nicolas Mikołaj Коля Мікалай",
    "serhii": "Serhiy Serhii Sergei Sergueï Siarhei Sergej Sergiusz Сяргей Серёжа",
    "oleksandr": "Oleksandr Aleksandr Aliaksandr Alexandre Aleksander Аляксандр Саша",
    "volodymyr": "Volodymyr Vladimir Uladzimir Wołodymyr Wladimir Уладзімір Вова",
    "dmytro": "Dmytro Dmitri Dzmitry Dmitrij Дзмітрый Діма",
    "yevhen": "Yevhen Evgeny Yauhen Jewgenij Evguéni Eugène Яўген Женя",
    "mykhailo": "Mykhailo Mikhail Michail Міхаіл Михась",
    "yurii": "Yurii Iouri Jurij Jerzy Юрый Юрко",
    "oleksii": "Oleksii Alexey Aleksiej Aliaksei Alekseï Аляксей Льоша Лёха",
    "olena": "Olena Elena Alena Yelena Hélène Алена Лена",
    "yuliia": "Yuliia Iouliia Julija Yulia Iulia Юля",
    "tetiana": "Tetiana Tatsiana Tatjana Таццяна Таня",
    "viktor": "Viktor Victor Viktar Wiktor Витя",
    "vladyslav": "Vladyslav Uladzislau Władysław Уладзіслаў Влад",
}


def stands_for(form: str, class_id: str) -> bool:
    return class_id in {member.class_id for member in members_of(fold_token(form))}


def test_there_are_28_tables() -> None:
    assert len(TABLES) == 28


@pytest.mark.parametrize(("table", "language"), TABLES, ids=lambda value: getattr(value, "__name__", value))
def test_every_full_name_comes_back_to_its_class(table: Any, language: str) -> None:
    lost = LOST_NAMES.get(table.__name__, "").split()
    names = [(row["id"], name) for row in name_rows() for name in row[language].split() if name not in lost]
    written = [(class_id, translitua.translit(name, table)) for class_id, name in names]
    assert [form for class_id, form in written if not stands_for(form, class_id)] == []


@pytest.mark.parametrize("table", translitua.ALL_UKRAINIAN, ids=lambda table: table.__name__)
def test_every_family_name_comes_back_to_its_stem_or_skeleton(table: Any) -> None:
    lost = re.compile(LOST_SOUNDS.get(table.__name__, "зг") + "|зг")
    names = [name for name in FAMILY_NAMES.split() if not lost.search(name.lower())]
    assert len(names) > 100
    pairs = [(name, fold_token(name), fold_token(translitua.translit(name, table))) for name in names]
    assert [name for name, one, other in pairs if stem(one) != stem(other) and skeleton(one) != skeleton(other)] == []


def test_the_tables_of_the_state_lose_no_family_name() -> None:
    names = FAMILY_NAMES.split()
    assert len(names) > 150
    for table in (translitua.UkrainianKMU, translitua.UkrainianPassport2007, translitua.UkrainianNational1996):
        for name in names:
            assert skeleton(fold_token(name)) == skeleton(fold_token(translitua.translit(name, table)))


@pytest.mark.parametrize("class_id", ADAPTED)
def test_the_writings_of_other_languages_come_back(class_id: str) -> None:
    assert [form for form in ADAPTED[class_id].split() if not stands_for(form, class_id)] == []
