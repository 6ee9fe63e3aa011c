"""A handful of names for the generators of the benchmarks, whose real material is not installed with the product."""

from __future__ import annotations

from bench.matching.material import Family, Given, Material
from bench.matching.settlements import Settlement


def family(male: str, female: str, russian_male: str, russian_female: str) -> Family:
    return Family(male, female, (russian_male,), (russian_female,))


FAMILIES = (
    family("Яворський", "Яворська", "Яворский", "Яворская"),
    family("Вербенко", "Вербенко", "Вербенко", "Вербенко"),
    family("Калиновий", "Калинова", "Калиновый", "Калиновая"),
    family("Тополюк", "Тополюк", "Тополюк", "Тополюк"),
    family("Тополяк", "Тополяк", "Тополяк", "Тополяк"),
)
BOYS = (
    Given("Назар", ("Назар",), ("Назарович", "Назарівна"), ("Назарович", "Назаровна")),
    Given("Микола", ("Николай", "Микола"), ("Миколайович", "Миколаївна"), ("Николаевич", "Николаевна")),
    Given("Петро", ("Пётр",), ("Петрович", "Петрівна"), ("Петрович", "Петровна")),
    Given("Павло", ("Павел",), ("Павлович", "Павлівна"), ("Павлович", "Павловна")),
)
GIRLS = tuple(
    Given(name, (russian,))
    for name, russian in (("Марія", "Мария"), ("Марина", "Марина"), ("Олена", "Елена"), ("Злата", "Злата"))
)
TOWNS = (
    Settlement("Бахмут", "Донецька", "Бахмут", ("Артемівськ",), 70_000),
    Settlement("Ізюм", "Харківська", "Изюм", (), 45_000),
)
SMALL = Material(
    FAMILIES, BOYS, GIRLS, BOYS, GIRLS, TOWNS, {"families": 5, "boys": 4, "girls": 4, "fathers": 4, "mothers": 4}
)
