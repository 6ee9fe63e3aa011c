"""Lists of invented children, staged, confirmed and run."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

from dodomu.journey.registry.actions import Outcome, confirm, run, stage
from dodomu.journey.registry.models import ImportBatch

LIST_DATE = date(2023, 5, 1)
SMALL = """ПІБ;Дата народження;Стать;Заклад;Мати;Розмір взуття
Тополенко Мирослава Ігорівна;05.03.2014;ж;Калинка;Тополенко Ірина;34
Дубовик Назар Олегович;весна 2013;ч;Калинка;—;36
—;2012;ч;Калинка;;
Явір Софія;31.02.2015;ж;Калинка;;33
"""


def staged(viewer: Any, text: str = SMALL, source: str = "Вигаданий список", **more: Any) -> ImportBatch:
    return stage(viewer, io.BytesIO(text.encode()), "list.csv", source, None, LIST_DATE, **more)


def imported(viewer: Any, text: str = SMALL, source: str = "Вигаданий список", **more: Any) -> Outcome:
    batch = staged(viewer, text, source, **more)
    confirm(viewer, batch.id)
    return run(batch.id)


FAMILIES = ("Топол", "Дубов", "Явор", "Калин", "Вербов", "Ясен", "Берез", "Кленов", "Горобин", "Липов")
ENDINGS = ("енко", "ик", "ський", "чук", "ець", "юк", "ченко", "ак", "ів", "ар")
GIVEN = ("Мирослава", "Назар", "Софія", "Соломія", "Марко", "Злата", "Лев", "Дарина", "Матвій", "Устим")


def rows_of(count: int) -> str:
    """A list of ``count`` invented children, up to 100,000 of them told apart by name and birth date."""
    lines = []
    for number in range(count):
        ones, tens, hundreds, rest = number % 10, number // 10 % 10, number // 100 % 10, number // 1000
        name = f"{FAMILIES[tens]}{ENDINGS[hundreds]} {GIVEN[ones]}"
        lines.append(f"{name};{1 + rest % 28:02}.{1 + rest // 28 % 12:02}.2014")
    return "\n".join(["ПІБ;Дата народження", *lines, ""])
