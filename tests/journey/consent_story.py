"""Olena, her case, the colleagues around it, and what was said about the use of her data."""

from __future__ import annotations

from datetime import date, timedelta
from io import BytesIO
from typing import Any
from uuid import UUID

from dodomu.base.access.viewer import Viewer
from dodomu.journey.cases import actions
from dodomu.journey.cases.actions.consents import Paper, Said, record_consent, withdraw_consent
from dodomu.journey.cases.models import Case, Consent
from dodomu.journey.registry import actions as registry
from dodomu.kit.dates import today
from tests.journey.tracing_pairs import olena_twice
from tests.people import make_team, make_user

PDF = b"%PDF-1.4\n% an invented form\n"


def given(**more: Any) -> Said:
    """The mother consents, on paper, from today on."""
    basis = {"giver": "mother", "giver_name": "Коваленко Ірина", "kept": "Folder 7, page 3"}
    return Said("given", **{**basis, "said_on": today(), "valid_from": today(), **more})


def withdrawn(**more: Any) -> Said:
    return Said("withdrawn", **{"giver": "mother", "giver_name": "Коваленко Ірина", "said_on": today(), **more})


def in_days(days: int) -> date:
    return today() + timedelta(days=days)


def pdf() -> Paper:
    return Paper(BytesIO(PDF), "form.pdf", "pdf")


class ConsentStory:
    """Olena recorded twice; the first record has a case of the team Willow. Two analysts, a director, an officer."""

    def __init__(self) -> None:
        self.worker_user = make_user("case_worker", team=make_team("Willow"))
        self.director, self.officer = Viewer.of(make_user("director")), Viewer.of(make_user("data_protection_officer"))
        self.analyst, self.second = Viewer.of(make_user("tracing_analyst")), Viewer.of(make_user("tracing_analyst"))
        self.one, self.other = olena_twice(self.analyst)
        self.case: Case = self.open(self.one, "Willow")

    @property
    def worker(self) -> Viewer:
        return Viewer.of(self.worker_user)

    def open(self, person: UUID, team: str) -> Case:
        return actions.open_case(self.director, person, make_team(team).id, None, "medium", "Her mother asked.")

    def give(self, *uses: str, **more: Any) -> list[Consent]:
        return record_consent(self.worker, self.case.id, uses or ("tracing",), given(**more))

    def withdraw(self, use: str = "tracing") -> Consent:
        """Give, then withdraw: the use is stopped."""
        (row,) = self.give(use)
        return withdraw_consent(self.worker, row.id, withdrawn())

    def join(self) -> Any:
        return registry.join_persons(self.analyst, self.second, self.one, self.other, "One mother.")

    def split(self, join: Any) -> None:
        registry.split_persons(self.analyst, join.id, "Two daughters.")
