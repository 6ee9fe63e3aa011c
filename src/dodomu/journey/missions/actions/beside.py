"""What missions ask of the parts beside them: words that are waited for, phones of escorts. One place for each."""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module
from importlib.util import find_spec

from dodomu.base.access.viewer import Viewer
from dodomu.journey.missions.models import Group, MissionEscort, Phone

HERE = "dodomu.journey.missions.actions"


def lay_out_words(by: Viewer, groups: Iterable[Group]) -> None:
    """The words that these groups are to send from now on."""
    if find_spec(f"{HERE}.expecting"):
        for group in groups:
            import_module(f"{HERE}.expecting").expect_words(by, group)


def drop_words(group: Group, *, due_too: bool = False) -> None:
    """Nobody waits for the words ahead any more; ``due_too``: nor for those that are due."""
    if find_spec(f"{HERE}.expecting"):
        import_module(f"{HERE}.expecting").drop_words(group, due_too=due_too)


def end_phones(by: Viewer, escort: MissionEscort) -> None:
    """The phones of an escort whose part in the mission ends."""
    if find_spec(f"{HERE}.phones"):
        for phone_id in Phone.objects.filter(escort=escort, ended_at=None).values_list("id", flat=True):
            import_module(f"{HERE}.phones").end_phone(by, phone_id)
