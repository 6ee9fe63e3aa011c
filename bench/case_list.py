"""How fast the list of cases and the view of the team answer: python bench/case_list.py [--cases 10000] [--workers 200]

Asks for the pages as a browser does, signed in as a director who sees every case, in every order and with filters. The
first request by name after a start unseals every name; it is printed apart.
"""

from __future__ import annotations

import argparse
import random
import tempfile
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

from children_list import signed_in
from population import fill, installation, spread

PAGES = {
    "latest first": "/cases/",
    "page 100": "/cases/?page=100",
    "by name of the child": "/cases/?sort=name",
    "by name, page 100": "/cases/?sort=name&page=100",
    "by risk": "/cases/?sort=risk",
    "by what is due next": "/cases/?sort=due",
    "by whereabouts": "/cases/?sort=whereabouts",
    "high risk and overdue": "/cases/?risk=high&due=overdue",
    "nobody works on it": "/cases/?worker=none",
}
OTHERS = {"view of the team": "/work/team/", "my work": "/"}


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--cases", type=int, default=10_000)
    parser.add_argument("--workers", type=int, default=200)
    parser.add_argument("--runs", type=int, default=20)
    parser.add_argument("--keep", type=Path, help="use this folder and leave it")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="dodomu-bench-") as folder:
        viewer = installation(asked.keep or Path(folder))
        fill(viewer, asked.cases)
        open_cases(viewer, asked.cases, staff(viewer, asked.workers))
        browser = signed_in(viewer)
        spread("first, by name (nothing unsealed yet)", [answer_time(browser, "/cases/?sort=name")])
        everything: list[float] = []
        for name, address in PAGES.items():
            measured = [answer_time(browser, address) for _ in range(asked.runs)]
            everything += measured
            spread(name, measured)
        spread("all", everything)
        for name, address in OTHERS.items():
            spread(name, [answer_time(browser, address) for _ in range(asked.runs)])


def staff(viewer: Any, count: int) -> list[tuple[Any, Any]]:
    """A team for every ten workers, and the workers: ``(worker id, team id)``."""
    from dodomu.base.access.models import RoleGrant, Team, User

    found: list[tuple[Any, Any]] = []
    if RoleGrant.objects.filter(role="case_worker", team__isnull=False).exists():
        return list(RoleGrant.objects.filter(role="case_worker", team__isnull=False).values_list("user", "team"))
    teams = [Team(name=f"Team {number}", created_by_id=viewer.user_id) for number in range(max(1, count // 10))]
    Team.objects.bulk_create(teams)
    for number in range(count):
        user = User(username=f"worker-{number}", display_name=f"Worker {number}", created_by_id=viewer.user_id)
        user.set_unusable_password()
        user.save()
        team = teams[number % len(teams)]
        RoleGrant.objects.create(user=user, role="case_worker", team=team, by_installation=True)
        found.append((user.id, team.id))
    return found


def open_cases(viewer: Any, count: int, workers: list[tuple[Any, Any]]) -> None:
    """A case for each child, nine of ten with a worker, seven of ten with a step and something due; rows in bulk."""
    from django.db import transaction
    from django.utils import timezone

    from dodomu.base import keys
    from dodomu.base.database.bulk import insert_rows
    from dodomu.base.database.ids import new_id
    from dodomu.journey.cases.axes import values_of
    from dodomu.journey.cases.models import AxisEntry, Case, NextDue
    from dodomu.journey.registry.models import ProfileCard

    if Case.objects.count() >= count:
        return
    chance, now = random.Random(2016), timezone.now()
    steps = [value.code for value in values_of("whereabouts")]
    persons = list(ProfileCard.objects.filter(is_child=True).values_list("person_id", flat=True)[:count])
    with transaction.atomic():
        rows, opened = keys.make_data_keys(len(persons))
        insert_rows(keys.DataKey, rows)
        cases, entries, dues = [], [], []
        for number, (person_id, key) in enumerate(zip(persons, opened, strict=True), start=1):
            case_id = new_id()
            worker_id, team_id = chance.choice(workers)
            cases.append(
                Case(
                    id=case_id,
                    number=number,
                    person_id=person_id,
                    team_id=team_id,
                    worker_id=worker_id if chance.random() < 0.9 else None,
                    risk=chance.choices(("critical", "high", "medium", "low"), (1, 3, 6, 10))[0],
                    data_key_id=key.id,
                    reason_sealed=keys.seal(key, "cases_case", case_id, "reason_sealed", "Invented for a measurement."),
                    opened_by_id=viewer.user_id,
                    opened_at=now - timedelta(minutes=number),
                )
            )
            if chance.random() < 0.7:
                day = (now - timedelta(days=chance.randrange(900))).date()
                entries.append(
                    AxisEntry(
                        case_id=case_id, axis="whereabouts", value=chance.choice(steps), since=day.isoformat(),
                        since_earliest=day, by_id=viewer.user_id, at=now,
                    )
                )  # fmt: skip
                due = now + timedelta(hours=chance.randrange(-200, 2000))
                dues.append(NextDue(case_id=case_id, due_at=due, what="task", rules=""))
        Case.objects.bulk_create(cases, batch_size=500)
        AxisEntry.objects.bulk_create(entries, batch_size=500)
        NextDue.objects.bulk_create(dues, batch_size=500)


def answer_time(client: Any, address: str) -> float:
    """Seconds until the server has answered."""
    begun = time.perf_counter()
    response = client.get(address)
    seconds = time.perf_counter() - begun
    if response.status_code != 200:
        raise SystemExit(f"{address} answered {response.status_code}.")
    return seconds


if __name__ == "__main__":
    main()
