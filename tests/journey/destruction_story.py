"""A closed case of Olena with something of every kind in it, a data protection officer and a director."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.utils import timezone

from dodomu.base import keys, shred
from dodomu.base.database.ids import new_id
from dodomu.engine.values.dates import PartialDate
from dodomu.journey.cases import actions, bridge
from dodomu.journey.cases.actions import DestructionInput
from dodomu.journey.cases.models import CareDestruction, RetentionReview
from dodomu.journey.missions.actions import plans
from dodomu.journey.reception import actions as reception
from dodomu.journey.recovery import actions as recovery
from tests.journey.cases_people import today, tomorrow
from tests.journey.evidence_story import Safe
from tests.people import make_team

YES: dict[str, Any] = {"reason": "I read what goes and what stays.", "agrees": True}
NO: dict[str, Any] = {"reason": "The family may still need it.", "agrees": False}
SECRET = "She is afraid of the dark"
"""Words that must not be readable afterwards."""


class Closed(Safe):
    """As the safe, with tasks and steps, a care plan that was followed, and everything ended."""

    def __init__(self, viewer_with: Callable[..., Any]) -> None:
        super().__init__(viewer_with)
        self.protector = viewer_with("data_protection_officer")
        self.other_protector = viewer_with("data_protection_officer")
        actions.end_task(self.willow, self.task(SECRET).id, "done", SECRET)
        step = actions.Step("whereabouts", "located", PartialDate.from_edtf("2024-05-01"), note=SECRET)
        actions.record_step(self.willow, self.case.id, step)
        plan = self.care_plan = recovery.begin_plan(self.willow, self.case.id, today())
        self.goal = recovery.set_goal(self.willow, plan.id, "school", SECRET, "yes")
        asked = recovery.ask_closing(self.willow, plan.id, recovery.ClosingInput("goals", SECRET, "yes", "yes"))
        recovery.answer_closing(self.colleague, asked.id, "She is well.", agrees=True)
        self.close()

    @property
    def seen(self) -> str:
        return shred.state_of(self.case.id, shred.care_of_case(self.case.id))

    def ask(self, by: Any = None, **more: Any) -> CareDestruction:
        given = {"why": "erasure_request", "reason": "Her mother asks in writing.", "seen": self.seen}
        return actions.ask_destruction(by or self.protector, self.case.id, DestructionInput(**{**given, **more}))

    def mark(self) -> None:
        """As the review of what is kept marks a case whose time is up."""
        row = new_id()
        key = keys.new_data_key()
        RetentionReview.objects.create(
            id=row,
            kind="case",
            record=self.case.id,
            decision="destroy",
            data_key_id=key.id,
            reason_sealed=bridge.seal_text(key, "cases_retentionreview", row, "reason_sealed", "Its time is up."),
            by_id=self.protector.staff_id,
            at=timezone.now(),
        )

    def follow_again(self) -> None:
        recovery.reopen_plan(self.willow, self.care_plan.id, "She called.")
        recovery.add_action(self.willow, self.goal.id, "Call the school", tomorrow())

    def set_out(self) -> None:
        """A journey is planned, and the child is expected at its end."""
        plans.begin_plan(self.willow, self.case.id)
        nurse = self.viewer_with("reception_clinician", team=make_team("Willow"))
        reception.expect(nurse, self.case.number, self.case.team_id)

    def warn(self) -> UUID:
        given = actions.Warned("A neighbour", "He asks around.", today())
        return actions.add_never_disclose(self.willow, self.case.id, given).id

    def destroyed(self) -> CareDestruction:
        return actions.answer_destruction(self.director, self.ask().id, **YES)
