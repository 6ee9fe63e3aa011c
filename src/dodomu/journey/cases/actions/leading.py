"""Two open cases of one child: one leads, the other closes as joined and opens by itself when the join is undone."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.utils.translation import gettext as _

from dodomu.base import journal
from dodomu.base.access.viewer import Viewer
from dodomu.journey.cases.actions import closing
from dodomu.journey.cases.actions.noting import note
from dodomu.journey.cases.models import Case, CaseEvent, Outcome, SecondState
from dodomu.journey.cases.queries.destructions import is_destroyed
from dodomu.journey.registry.queries import linking

_SYSTEM = "cases"


def lead(by: Viewer, leading: Case, led: Case, reason: str) -> None:
    """Let one case lead the other, which closes as joined. The join itself was confirmed by two persons."""
    led.led_by = leading
    led.save(update_fields=("led_by",))
    note(led, CaseEvent.What.LED, by.staff_id, other=leading)
    row = closing.write(by, led, Outcome.JOINED, reason, SecondState.NOT_NEEDED)
    closing.shut(by, led, row)
    journal.append("case.led", by=by, subject=led.pid, case=led.pid)


def part(by: Viewer, person_ids: Iterable[UUID]) -> None:
    """After a split: a led case whose leader is now another child's is its own again, and opens."""
    for led in Case.objects.filter(person_id__in=list(person_ids), led_by__isnull=False).select_related("led_by"):
        leading = led.led_by
        if leading and linking.current_person(leading.person_id) != linking.current_person(led.person_id):
            _own_again(by, led, leading)


def _own_again(by: Viewer, led: Case, leading: Case) -> None:
    led.led_by = None
    led.save(update_fields=("led_by",))
    note(led, CaseEvent.What.LED_NO_MORE, None, other=leading)
    journal.append("case.led_no_more", by=Viewer.system(_SYSTEM), subject=led.pid, case=led.pid)
    latest = closing.latest_closing(led)
    if latest is None or latest.outcome != Outcome.JOINED or _another_is_open(led) or is_destroyed(led.id):
        return
    words = _("The join of the two records was undone.")
    closing.reopen(by.staff_id, Viewer.system(_SYSTEM), led, latest, words)


def _another_is_open(led: Case) -> bool:
    """A case that was opened for the joined child meanwhile stays the open one; a person may close it and open this."""
    return Case.objects.filter(person=led.person_id, closed_at=None).exists()
