"""How fast one child's pages come when much is known: python bench/lifeline.py [--events 400] [--keep FOLDER]

Fills a temporary encrypted installation with one invented child of whom many sources speak, works on the child's case,
and asks for the life-line and the child's page as a colleague would. Prints p50 and p95 of the whole request, and of
the processor's time in it, which is what counts where other work runs beside.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from children_list import signed_in
from population import HOMES, PLACES, installation, spread

SHARE_OF_REPORTS, SHARE_OF_BIRTHS, STEPS, FURTHER = 0.35, 0.2, 20, 3
"""Of the events: reports received, birth dates stated; the rest are places seen, steps of the case, and what follows
from opening one (its opening and its first deadlines)."""


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--events", type=int, default=400)
    parser.add_argument("--runs", type=int, default=20)
    parser.add_argument("--keep", type=Path, help="use this folder and leave it")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="dodomu-bench-") as folder:
        viewer = installation(asked.keep or Path(folder))
        child = life_of(viewer, asked.events)
        browser = signed_in(viewer)
        say_how_much(viewer, child)
        for name, address in (("life-line", f"/children/{child}/life-line/"), ("child's page", f"/children/{child}/")):
            ask(browser, address)
            both = [ask(browser, address) for _ in range(asked.runs)]
            spread(f"{name}, whole request", [wall for wall, _cpu in both])
            spread(f"{name}, processor", [cpu for _wall, cpu in both])


def life_of(viewer: Any, events: int) -> UUID:
    """One child with so many dated events, recorded through the same actions as in earnest; return the person."""
    from dodomu.engine.values.sources import SourceKind
    from dodomu.journey.registry.actions import record_batch, source_named
    from dodomu.journey.registry.models import Membership

    sources = [source_named(viewer, f"Invented list {number}", SourceKind.OCCUPIER_LIST) for number in range(5)]
    reports, births = int(events * SHARE_OF_REPORTS), int(events * SHARE_OF_BIRTHS)
    places = max(events - reports - births - STEPS - FURTHER, reports)
    (first, *_rest) = record_batch(viewer, [statement(0, sources[0].id, None, born=True)])
    child = Membership.objects.get(mention__report=first).person_id
    twice = places - reports
    rows = [
        statement(number, sources[number % 5].id, child, born=number < births, seen=1 + (number <= twice))
        for number in range(1, reports)
    ]
    for start in range(0, len(rows), 100):
        record_batch(viewer, rows[start : start + 100])
    work_on(viewer, child)
    return child


def statement(number: int, source_id: Any, child: UUID | None, *, born: bool, seen: int = 1) -> Any:
    """A statement about the child: perhaps its birth date, and where it was seen."""
    from dodomu.engine.values.dates import PartialDate
    from dodomu.engine.values.names import NameForm
    from dodomu.engine.values.places import Place
    from dodomu.journey.registry.actions import FactInput, MentionInput, PreparedReport
    from dodomu.journey.registry.vocabulary import Channel, MentionRole

    day = date(2015, 1, 1) + timedelta(days=number * 29 % 4000)
    facts = [
        FactInput(
            "last_seen", Place(f"{(PLACES + HOMES)[(number + turn) % 14]}"), PartialDate.of_day(day), "Бачили там."
        )
        for turn in range(seen)
    ]
    if born:
        facts.append(FactInput("birth_date", PartialDate.of_day(date(2014, 3, 1 + number % 28))))
    if number % 3 == 0:
        facts.append(FactInput("name", NameForm("Злата", "Ігорівна", f"Вербовенко{'' if number % 2 else '-Яворчук'}")))
    return PreparedReport(
        channel=Channel.LIST,
        source_id=source_id,
        payload={"row": number},
        mentions=(MentionInput(MentionRole.CHILD, tuple(facts), person=child),),
        received_at=datetime(2024, 1, 1, tzinfo=UTC) + timedelta(days=number),
    )


def work_on(viewer: Any, child: UUID) -> None:
    """Open the case and record steps on its axes."""
    from dodomu.base.access.actions import create_team
    from dodomu.base.access.models import RoleGrant, User
    from dodomu.base.access.viewer import Viewer
    from dodomu.engine.values.dates import PartialDate
    from dodomu.journey.cases import actions as cases

    team = create_team(viewer, "Верба")
    RoleGrant.objects.create(user_id=viewer.user_id, role="case_worker", team=team, by_installation=True)
    viewer = Viewer.of(User.objects.get(pk=viewer.user_id))
    case = cases.open_case(viewer, child, team.id, None, "high", "Invented.")
    for number in range(STEPS):
        day = PartialDate.of_day(date(2024, 2, 1) + timedelta(days=number * 7))
        axis, value = (("whereabouts", "claimed"), ("legal", "deported"))[number % 2]
        cases.record_step(viewer, case.id, cases.Step(axis, value, day))


def say_how_much(viewer: Any, child: UUID) -> None:
    from dodomu.base import contributions
    from dodomu.journey.registry.models import Fact

    events, statements = len(contributions.timeline(viewer, child)), Fact.objects.count()
    print(f"one child with {events:,} events and {statements:,} statements", flush=True)


def ask(client: Any, address: str) -> tuple[float, float]:
    """Seconds of one request: as the colleague waits, and as the processor works."""
    wall, processor = time.perf_counter(), time.process_time()
    response = client.get(address)
    if response.status_code != 200:
        raise SystemExit(f"The page answered {response.status_code}.")
    return time.perf_counter() - wall, time.process_time() - processor


if __name__ == "__main__":
    main()
