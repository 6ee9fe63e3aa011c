"""Headings in three languages, abbreviated and misspelt, find their meaning."""

from __future__ import annotations

import pytest

from dodomu.journey.registry.lists.fields import ListField as F
from dodomu.journey.registry.lists.headings import match_headings, meaning_of


@pytest.mark.parametrize(
    ("heading", "meaning"),
    [
        ("П.І.Б.", F.FULL_NAME), ("ФИО ребёнка", F.FULL_NAME), ("Прізвище, ім’я, по батькові", F.FULL_NAME),
        ("Full name of the child", F.FULL_NAME), ("Фамилия", F.FAMILY), ("Прізвище дитини", F.FAMILY),
        ("SURNAME", F.FAMILY), ("Ім'я", F.GIVEN), ("First name", F.GIVEN), ("Отчество", F.PATRONYMIC),
        ("по батькові", F.PATRONYMIC), ("Дата нар.", F.BIRTH_DATE), ("Д.р.", F.BIRTH_DATE), ("Р.н.", F.BIRTH_DATE),
        ("Год рожд.", F.BIRTH_DATE), ("Date of birth (dd/mm/yyyy)", F.BIRTH_DATE), ("YOB", F.BIRTH_DATE),
        ("Дата народженя", F.BIRTH_DATE), ("Возраст (лет)", F.AGE), ("вік", F.AGE), ("Age, years", F.AGE),
        ("Пол", F.SEX), ("стать", F.SEX), ("Gender", F.SEX), ("Місце народження", F.BIRTH_PLACE),
        ("Place of birth", F.BIRTH_PLACE), ("Адреса проживання", F.RESIDENCE), ("Город", F.RESIDENCE),
        ("Назва закладу", F.INSTITUTION), ("Учреждение", F.INSTITUTION), ("Institution / camp", F.INSTITUTION),
        ("Мать (Ф.И.О.)", F.MOTHER), ("ПІБ матері", F.MOTHER), ("Mother's name", F.MOTHER), ("Батько", F.FATHER),
        ("Отец", F.FATHER), ("Опікун", F.GUARDIAN), ("Законный представитель", F.GUARDIAN), ("Тел. матері", F.PHONE),
        ("контактный телефон", F.PHONE), ("Mobile", F.PHONE), ("Свідоцтво про народження (серія, №)", F.DOCUMENT),
        ("Паспорт", F.DOCUMENT), ("Гражданство", F.CITIZENSHIP), ("Примечания", F.NOTE), ("Особливі прикмети", F.APPEARANCE),
        ("Діагноз", F.HEALTH), ("№ з/п", F.NUMBER), ("Last seen", F.LAST_SEEN),
    ],
)  # fmt: skip
def test_a_heading_is_understood(heading: str, meaning: F) -> None:
    assert meaning_of(heading)[0] is meaning


@pytest.mark.parametrize("heading", ["Дата вивезення", "Розмір взуття", "Mother's date of birth", "Фото", ""])
def test_what_has_no_field_is_kept_in_the_original_only(heading: str) -> None:
    assert meaning_of(heading)[0] is F.KEEP


def test_a_lone_name_is_the_whole_name_and_beside_a_surname_the_given_one() -> None:
    assert match_headings(["Имя", "Возраст"])[0] is F.FULL_NAME
    assert match_headings(["Name", "Surname"]) == [F.GIVEN, F.FAMILY]


def test_a_meaning_that_occurs_once_goes_to_the_surest_column() -> None:
    assert match_headings(["Дата нарождения", "Дата народження"]) == [F.KEEP, F.BIRTH_DATE]


def test_several_telephones_are_all_telephones() -> None:
    assert match_headings(["ПІБ", "Тел.", "Мобільний"]) == [F.FULL_NAME, F.PHONE, F.PHONE]


def test_columns_without_heading_are_judged_by_their_values() -> None:
    samples = [["Тополенко Мирослава Ігорівна"], ["05.03.2014", "2013"], ["ж", "ч"], ["+380 50 000 00 01"]]
    assert match_headings(["", "", "", ""], samples) == [F.FULL_NAME, F.BIRTH_DATE, F.SEX, F.PHONE]


def test_a_date_under_an_unknown_heading_is_not_taken_for_a_birth_date() -> None:
    assert match_headings(["ПІБ", "Дата вивезення"], [[], ["05.03.2023"]])[1] is F.KEEP


def test_name_parts_without_headings_are_told_apart() -> None:
    samples = [["1", "2"], ["Тополенко", "Дубовик"], ["Мирослава", "Назар"], ["Ігорівна", "Олегович"]]
    assert match_headings(["", "", "", ""], samples) == [F.KEEP, F.FAMILY, F.GIVEN, F.PATRONYMIC]
