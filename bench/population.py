"""An invented population for the benchmarks: nobody in it exists, and it is the same every time."""

from __future__ import annotations

import os
import random
import sys
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import islice
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
    "Клен",
    "Горобин",
    "Липов",
    "Сосн",
    "Ялин",
    "Терен",
    "Шипш",
    "Барвін",
    "Волошк",
    "Жит",
    "Зор",
]
MIDDLES = ["", *["ов", "ин", "ар", "ач", "ич", "ан", "ел", "ош", "ур", "ем", "ід", "ог"]]
ENDINGS = ["енко", "ик", "ський", "чук", "ець", "юк", "ченко", "ак", "ів", "ишин", "овий", "ун", "ай", "ело", "ура"]
BOYS = [
    "Олександр",
    "Назар",
    "Марко",
    "Лев",
    "Матвій",
    "Устим",
    "Тарас",
    "Юрій",
    "Данило",
    "Артем",
    "Богдан",
    "Дмитро",
    "Максим",
    "Іван",
    "Кирило",
    "Тимофій",
]
GIRLS = [
    "Софія",
    "Мирослава",
    "Соломія",
    "Злата",
    "Дарина",
    "Оксана",
    "Яна",
    "Олена",
    "Марія",
    "Анна",
    "Поліна",
    "Вероніка",
    "Єва",
    "Катерина",
    "Надія",
    "Ірина",
]
FATHERS = ["Ігор", "Олег", "Петро", "Андрій", "Степан", "Тарас", "Роман", "Богдан", "Назар", "Максим"]
PLACES = [
    "Бахмут",
    "Маріуполь",
    "Херсон",
    "Вовчанськ",
    "Ізюм",
    "Токмак",
    "Генічеськ",
    "Попасна",
    "Енергодар",
    "Сватове",
]
HOMES = ["Приморськ", "Новозарічинськ", "Степне", "Лиманське"]


def family_name(chance: random.Random) -> str:
    """A family name nobody bears."""
    return chance.choice(STEMS) + chance.choice(MIDDLES) + chance.choice(ENDINGS)


def installation(home: Path) -> Any:
    """A fresh installation in ``home`` and the viewer who may do everything the benchmarks do."""
    os.environ |= {"DODOMU_HOME": str(home), "DODOMU_PASSPHRASE": "bench only, invented", "DODOMU_DEMO": "yes"}
    os.environ["DJANGO_SETTINGS_MODULE"] = "dodomu.base.settings.django"
    from dodomu.base.keys import ring

    if not ring.exists(home):
        ring.create(home, passphrase=os.environ["DODOMU_PASSPHRASE"])
    import django

    django.setup()
    from django.core.management import call_command

    from dodomu.base.access.actions import create_first_administrator
    from dodomu.base.access.models import User
    from dodomu.base.access.viewer import Viewer

    call_command("migrate", verbosity=0)
    founder = User.objects.first() or create_first_administrator("bench", "Bench", "willow-heron-lantern")
    return Viewer.of(founder)


def reports(count: int, source_id: Any) -> Iterator[Any]:
    """``count`` reports about a child each: six facts, a mother, a relation."""
    from dodomu.engine.values.dates import PartialDate
    from dodomu.engine.values.names import NameForm
    from dodomu.engine.values.places import Place
    from dodomu.journey.registry.actions import FactInput, MentionInput, PreparedReport, RelationInput
    from dodomu.journey.registry.vocabulary import Channel, MentionRole, RelationKind

    chance = random.Random(2014)
    weights = [1 / place for place in range(1, len(BOYS) + 1)]
    began = datetime(2024, 1, 1, tzinfo=UTC)
    for number in range(count):
        sex = chance.choice("fm")
        given = chance.choices(GIRLS if sex == "f" else BOYS, weights)[0]
        family = family_name(chance)
        father = chance.choice(FATHERS)
        patronymic = father + ("івна" if sex == "f" else "ович")
        born = PartialDate.of_day(date(2006, 1, 1) + timedelta(days=chance.randrange(5800)))
        facts = (
            FactInput("name", NameForm(given, patronymic, family)),
            FactInput("birth_date", born),
            FactInput("sex", sex),
            FactInput("birth_place", Place(chance.choice(PLACES))),
            FactInput("residence", Place(chance.choice(HOMES))),
            FactInput("document", f"I-НО {chance.randrange(10**5, 10**6)}"),
        )
        mother = FactInput("name", NameForm(chance.choices(GIRLS, weights)[0], "", family))
        yield PreparedReport(
            channel=Channel.LIST,
            source_id=source_id,
            payload={"row": [family, given, patronymic, born.edtf, sex, number]},
            mentions=(MentionInput(MentionRole.CHILD, facts), MentionInput(MentionRole.RELATIVE, (mother,))),
            relations=(RelationInput(1, 0, RelationKind.MOTHER),),
            received_at=began + timedelta(minutes=number),
        )


def fill(viewer: Any, count: int) -> None:
    """Record ``count`` children through ``record_batch`` unless the installation holds as many; print the rate."""
    from dodomu.engine.values.sources import SourceKind
    from dodomu.journey.registry import queries
    from dodomu.journey.registry.actions import record_batch, source_named

    if queries.count_children(viewer) >= count:
        return
    source = source_named(viewer, "Invented population", SourceKind.OCCUPIER_LIST)
    rows, begun = reports(count, source.id), time.perf_counter()
    while part := list(islice(rows, 500)):
        record_batch(viewer, part)
    seconds = time.perf_counter() - begun
    print(f"recorded {count:,} reports in {seconds:.1f} s: {count / seconds:,.0f} reports/s", flush=True)


def spread(name: str, seconds: list[float]) -> None:
    """Print median and 95th percentile in milliseconds."""
    ordered = sorted(seconds)
    p50, p95 = ordered[len(ordered) // 2], ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))]
    print(f"{name:<44} p50 {p50 * 1000:7.1f} ms   p95 {p95 * 1000:7.1f} ms   ({len(ordered)} runs)", flush=True)
