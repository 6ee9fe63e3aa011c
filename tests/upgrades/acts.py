"""The life of an installation before its release is kept: the invented scenario, and what the scenario leaves out.

Runs only when ``tools/keep_release.py`` is run; it may be changed with the actions it calls.
"""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any
from uuid import UUID

from allauth.mfa.totp.internal.auth import TOTP

from dodomu.base.access import actions as access
from dodomu.base.access.kept_forms import keep
from dodomu.base.access.models import User
from dodomu.base.jobs import run_worker
from dodomu.base.keys import ring
from dodomu.base.keys.slots import Cost
from dodomu.engine.values import PartialDate, Place, SourceKind
from dodomu.entry.scenario import road_families, story
from dodomu.entry.scenario.children import read
from dodomu.journey.cases import actions as cases
from dodomu.journey.cases.models import Case
from dodomu.journey.registry import actions as registry
from dodomu.journey.registry import queries
from dodomu.journey.tracing import actions as tracing
from dodomu.journey.tracing.models import Decision
from tests.base.installations import ROOT
from tests.upgrades.seen import ANALYST, OFFICER, SOUGHT, as_of, found_by
from tests.upgrades.stored import PASSPHRASE

LIST = "ПІБ;Звідки;Примітка\nЖуравель Устинко;Лозоброди;тихий\nТополя Гервасій;Срібні Клени;\n"


LEFT_OUT = {"rudenko"} | {family["key"] for family in read("road.toml")["family"] if family["going"] == "kalyna"}
LEFT_OUT -= {"chornyi", "zelenko"}
"""On the mission under way one family in each group is kept, at home one: every table has rows, the file stays small."""


def live(password: str) -> None:
    """Let everything happen that can happen in this version."""
    _travel_in_few()
    story.load(password, lambda done, total: None)
    person = UUID(found_by()[SOUGHT[2]][1])
    _state(person)
    _import_and_withdraw()
    _work()
    _emergency(person)
    _staff()
    run_worker(once=True)


def _travel_in_few() -> None:
    whole = road_families.families

    def few(going: str) -> tuple[dict[str, Any], ...]:
        return tuple(one for one in whole(going) if one["key"] not in LEFT_OUT)

    road_families.families = few  # type: ignore[assignment]


def _state(person: UUID) -> None:
    """Facts: added, corrected, withdrawn, pinned."""
    by = as_of(ANALYST)
    said = registry.SaidBy(SourceKind.WITNESS, reporter="Вигадана сусідка")
    for words in ("Любить малювати.", "Записано помилково."):
        registry.add_fact(by, person, registry.FactInput("note", words), said)
    registry.add_fact(by, person, registry.FactInput("birth_place", Place("Тихоплинськ")), said)
    known = queries.profile(by, person).attributes
    registry.withdraw_fact(by, _fact(known["note"]), "Не про цю дитину.")
    registry.correct_fact(by, _fact(known["birth_place"]), Place("Лозоброди, вигадана"), "Уточнено з листа.")
    registry.pin_fact(by, _fact(queries.profile(by, person).attributes["name"]), "Так підписано малюнок.")


def _fact(attribute: queries.AttributeProfile) -> UUID:
    assert attribute.preferred
    return attribute.preferred.id


def _import_and_withdraw() -> None:
    by = as_of(ANALYST)
    for source, withdrawn in (("Вигадана громада", False), ("Вигаданий табір", True)):
        file = io.BytesIO(f"{LIST}{source} Злата;;\n".encode())
        kind = SourceKind.AUTHORITY
        batch = registry.stage(by, file, "list.csv", source, {"Звідки": "birth_place"}, None, source_kind=kind)
        registry.confirm(by, batch.id)
        registry.run(batch.id)
        if withdrawn:
            registry.withdraw(by, batch.id, "Не той список.")


def _work() -> None:
    """A decision undone, a step taken back, a risk level changed."""
    stands = Decision.objects.filter(outcome="stands").order_by("id").first()
    assert stands
    tracing.undo(as_of(ANALYST), stands.id, "З'явилися нові відомості.")
    case = Case.objects.filter(worker__username="case-worker").order_by("number").first()
    assert case
    by = as_of("case-worker")
    step = cases.Step("whereabouts", "claimed", PartialDate.from_edtf("2026-05"), note="Зі слів сусідки.")
    cases.withdraw_step(by, cases.record_step(by, case.id, step).id, "Помилка в даті.")
    cases.change_risk(by, case.id, "critical", "Погроза всиновлення.")


def _emergency(person: UUID) -> None:
    opened = access.break_glass(as_of("case-worker-2"), person, "danger", "Дитина сама подзвонила вночі.")
    access.acknowledge_alarm(as_of(OFFICER), opened)


def _staff() -> None:
    """A second factor, a compartment opened by name, a form kept, a colleague who left."""
    worker, administrator = User.objects.get(username="case-worker"), as_of("administrator")
    TOTP.activate(worker, "JBSWY3DPEHPK3PXP")
    access.grant_compartment(administrator, worker, "route")
    keep(worker, "/reports/new/", "/reports/new/", [("name", "Вигадана дитина")])
    access.leave(administrator, User.objects.get(username="education-worker"))


def make_ring(folder: Path) -> None:
    """The key ring of that release around the fixed test key, opened by ``PASSPHRASE``."""
    made = ring.KeyRing(folder, "01890000-0000-7000-8000-000000000001", [], ROOT)
    made.change_passphrase(PASSPHRASE, cost=Cost(1, 64, 1))
