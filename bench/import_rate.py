"""How fast a list comes in: an invented list of 8 columns into a temporary encrypted installation.

    python bench/import_rate.py [--rows 100000] [--keep FOLDER]

Prints the rate of the dry run and of the import in rows a second, and the peak memory of the whole process.
Durability is the one of real installations. On PostgreSQL: set DODOMU_DATABASE_URL to an empty database.
"""

from __future__ import annotations

import argparse
import io
import os
import random
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "src"))

STEMS = [
    "Топол",
    "Дубов",
    "Явор",
    "Калин",
    "Вербов",
    "Ясен",
    "Берез",
    "Кленов",
    "Горобин",
    "Липов",
    "Сосн",
    "Ялин",
    "Терен",
    "Шипш",
    "Барвін",
    "Волошк",
]
ENDINGS = [
    "енко",
    "ик",
    "ський",
    "чук",
    "ець",
    "юк",
    "ченко",
    "ак",
    "ів",
    "ар",
    "ишин",
    "овий",
    "ун",
    "ай",
    "ело",
    "ура",
]
GIVEN = [
    "Мирослава",
    "Назар",
    "Софія",
    "Соломія",
    "Марко",
    "Злата",
    "Лев",
    "Дарина",
    "Матвій",
    "Устим",
    "Ірина",
    "Петро",
    "Оксана",
    "Тарас",
    "Яна",
    "Юрій",
]
FATHERS = ("Ігорівна", "Олегович", "Петрівна", "Іванович", "Андріївна", "Юрійович", "Степанівна", "Тарасович")
PLACES = ("Бахмут", "Маріуполь", "Херсон", "Вовчанськ", "Ізюм", "Токмак", "Генічеськ", "Попасна")
HEADING = "ПІБ;Дата народження;Стать;Місце народження;Адреса;Заклад;Мати;Телефон"


def invented_list(rows: int) -> bytes:
    """``rows`` invented children as CSV in UTF-8, the same every time."""
    chance = random.Random(2014)
    lines = [HEADING]
    for number in range(rows):
        family = chance.choice(STEMS) + chance.choice(STEMS).lower() + chance.choice(ENDINGS)
        born = date(2006, 1, 1) + timedelta(days=chance.randrange(5800))
        place = chance.choice(PLACES)
        cells = (
            f"{family} {chance.choice(GIVEN)} {chance.choice(FATHERS)}",
            born.strftime("%d.%m.%Y") if number % 5 else str(born.year),
            chance.choice("жч"),
            place,
            f"м. {place}, вул. Вигадана, {chance.randrange(1, 200)}",
            f"Інтернат № {chance.randrange(1, 60)}",
            f"{family} {chance.choice(GIVEN)} {chance.choice(FATHERS)}",
            f"+38050{chance.randrange(10**6, 10**7)}",
        )
        lines.append(";".join(cells))
    return "\n".join(lines).encode()


def installation(home: Path) -> Any:
    """A fresh installation in ``home`` and the viewer who imports."""
    os.environ |= {"DODOMU_HOME": str(home), "DODOMU_PASSPHRASE": "bench only, invented", "DODOMU_DEMO": "yes"}
    os.environ["DJANGO_SETTINGS_MODULE"] = "dodomu.base.settings.django"
    from dodomu.base.keys import ring

    ring.create(home, passphrase=os.environ["DODOMU_PASSPHRASE"])
    import django

    django.setup()
    from django.core.management import call_command

    from dodomu.base.access.actions import create_first_administrator
    from dodomu.base.access.viewer import Viewer

    call_command("migrate", verbosity=0)
    return Viewer.of(create_first_administrator("bench", "Bench", "willow-heron-lantern"))


def timed(what: str, rows: int, act: Callable[[], Any]) -> Any:
    begun = time.perf_counter()
    result = act()
    seconds = time.perf_counter() - begun
    print(f"{what:<22}{seconds:8.1f} s {rows / seconds:10,.0f} rows/s", flush=True)
    return result


def show(done: int, total: int) -> None:
    if done % 10_000 == 0:
        print(f"  {done:,} / {total:,}", file=sys.stderr, flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--keep", type=Path, help="use this empty folder and leave it")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="dodomu-bench-") as folder:
        viewer = installation(asked.keep or Path(folder))
        from dodomu.entry.cli.boot import collect_rarely
        from dodomu.journey.registry.actions import confirm, run, stage

        collect_rarely()  # as the command line does

        content = io.BytesIO(invented_list(asked.rows))
        batch = timed("staging and dry run", asked.rows, lambda: stage(viewer, content, "list.csv", "Invented list"))
        confirm(viewer, batch.id)
        outcome = timed("import", asked.rows, lambda: run(batch.id, show))
        print(f"{outcome.new:,} recorded, {outcome.unchanged:,} known before, {outcome.refused:,} refused")
    own, helper = (resource.getrusage(who).ru_maxrss / 1024 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    print(f"peak memory {own:,.0f} MB, of the second process {helper:,.0f} MB (much of it the same pages)")


if __name__ == "__main__":
    main()
