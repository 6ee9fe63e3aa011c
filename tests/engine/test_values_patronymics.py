"""Patronymics are made from every man's name by the rules of both languages; the father must be found in each."""

from __future__ import annotations

import pytest

from dodomu.engine.values import Sex
from dodomu.engine.values.folding import fold_token
from dodomu.engine.values.given_names import name_rows
from dodomu.engine.values.patronymics import father_classes, patronymic_sex

VOWELS = "аеєиіїоуюяыэ"
IRREGULAR = {
    "uk": {
        "Лев": "Львович Львівна",
        "Яків": "Якович Яківна",
        "Ілля": "Ілліч Іллівна",
        "Лука": "Лукич Луківна",
        "Сава": "Савич Савівна",
        "Хома": "Хомич Хомівна",
        "Кузьма": "Кузьмич Кузьмівна",
        "Микола": "Миколайович Миколаївна Миколович",
    },
    "ru": {
        "Лев": "Львович Львовна",
        "Яков": "Яковлевич Яковлевна",
        "Илья": "Ильич Ильинична",
        "Лука": "Лукич Лукинична",
        "Савва": "Саввич Саввична",
        "Фома": "Фомич Фоминична",
        "Кузьма": "Кузьмич Кузьминична",
        "Никита": "Никитич Никитична",
    },
}


def ukrainian(name: str) -> str:
    if name.endswith("й"):
        return f"{name}ович {name[:-1]}ївна"
    if name.endswith("ь"):
        return f"{name}ович {name[:-1]}івна"
    if name[-1] in "яє":
        return f"{name[:-1]}йович {name[:-1]}ївна"
    if name[-1] in "іїиеую":
        return f"{name}йович {name}ївна"
    bare = name.rstrip("оа") if name[-1] in VOWELS else name
    return f"{bare}ович {bare}івна"


def russian(name: str) -> str:
    if name.endswith("ий"):
        return f"{name[:-2]}иевич {name[:-2]}иевна {name[:-2]}ьевич {name[:-2]}ьевна"
    if name[-1] in "йь":
        return f"{name[:-1]}евич {name[:-1]}евна"
    if name[-1] in "ая":
        return f"{name[:-1]}ич {name[:-1]}ична"
    if name[-1] in "жшчцеиую":
        return f"{name}евич {name}евна"
    bare = name.rstrip("о")
    return f"{bare}ович {bare}овна"


@pytest.mark.parametrize(("language", "rule"), [("uk", ukrainian), ("ru", russian)], ids=["uk", "ru"])
def test_the_father_is_found_in_the_patronymic_of_every_name(language: str, rule: object) -> None:
    assert callable(rule)
    missed, count = [], 0
    for row in (row for row in name_rows() if row["sex"] == "m"):
        for name in row[language].split():
            for patronymic in (IRREGULAR[language].get(name) or rule(name)).split():
                folded = fold_token(patronymic)
                count += 1
                if row["id"] not in father_classes(folded):
                    missed.append(patronymic)
                wanted = Sex.MALE if patronymic.endswith("ич") else Sex.FEMALE
                if len(folded) > 5 and patronymic_sex(folded) is not wanted:
                    missed.append(patronymic)
    assert count > 1500
    assert missed == []


@pytest.mark.parametrize(
    ("spoken", "father"),
    [
        ("Іванич", "ivan"),
        ("Саныч", "oleksandr"),
        ("Палыч", "pavlo"),
        ("Михалыч", "mykhailo"),
        ("Пална", "pavlo"),
        ("Лукич", "luka"),
        ("Фомич", "khoma"),
        ("Хомич", "khoma"),
        ("Саввич", "sava"),
        ("Кузьмич", "kuzma"),
        ("Якович", "yakiv"),
        ("Яківна", "yakiv"),
        ("Львівна", "lev"),
        ("Никитична", "mykyta"),
        ("Ильинишна", "illia"),
        ("Андреич", "andrii"),
        ("Сергевна", "serhii"),
    ],
)
def test_the_spoken_short_forms_are_patronymics(spoken: str, father: str) -> None:
    assert father_classes(fold_token(spoken)) == (father,)
    assert patronymic_sex(fold_token(spoken)).known


@pytest.mark.parametrize(
    ("patronymic", "father"),
    [
        ("Уладзіміравіч", "volodymyr"),
        ("Уладзіміраўна", "volodymyr"),
        ("Uladzimirauna", "volodymyr"),
        ("Viktarouna", "viktor"),
        ("Сяргееўна", "serhii"),
        ("Рыгоравіч", "hryhorii"),
        ("Генадзьевіч", "henadii"),
        ("Fyedaravych", "fedir"),
        ("Stsiapanavich", "stepan"),
        ("Мамедоглы", "mamed"),
        ("Алікизи", "ali"),
        ("Мемет", "memet"),
    ],
)
def test_the_patronymics_of_the_neighbours_name_the_father(patronymic: str, father: str) -> None:
    assert father in father_classes(fold_token(patronymic))
