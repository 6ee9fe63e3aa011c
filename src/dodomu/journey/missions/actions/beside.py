"""What follows from a change of a mission in the parts beside it: words that are waited for, phones of escorts."""

from __future__ import annotations

from collections.abc import Iterable

from dodomu.base.access.viewer import Viewer
from dodomu.journey.missions.actions import expecting, phones
from dodomu.journey.missions.models import Group, MissionEscort, Phone


def lay_out_words(by: Viewer, groups: Iterable[Group]) -> None:
    """The words that these groups are to send from now on."""
    for group in groups:
        expecting.expect_words(by, group)


def drop_words(group: Group, *, due_too: bool = False) -> None:
    """Nobody waits for the words ahead any more; ``due_too``: nor for those that are due."""
    expecting.drop_words(group, due_too=due_too)


def end_phones(by: Viewer, escort: MissionEscort) -> None:
    """End the phones of an escort whose part in the mission ends."""
    for phone_id in Phone.objects.filter(escort=escort, ended_at=None).values_list("id", flat=True):
        phones.end_phone(by, phone_id)
