"""The escalation list of a mission: whom to call when a group is silent or in need, in which order, after how long."""

from __future__ import annotations

from dataclasses import dataclass, field
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from dodomu.base import journal, keys
from dodomu.base.access import policy
from dodomu.base.access.acts import Act
from dodomu.base.access.viewer import Viewer
from dodomu.base.database.ids import new_id
from dodomu.journey.cases.actions.holding import key_of, said
from dodomu.journey.cases.bridge import committed
from dodomu.journey.missions.actions.words_holding import held_mission
from dodomu.journey.missions.models import EscalationContact
from dodomu.journey.missions.queries import board_reach
from dodomu.journey.missions.queries.board_choices import colleagues_of

TABLE = EscalationContact._meta.db_table
LONGEST_MINUTES = 24 * 60


class AlreadyRemoved(ValueError):
    """Somebody was faster: the entry is no longer on the list."""

    def __init__(self) -> None:
        super().__init__("contact: accepted are entries that are still on the list")


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactInput:
    """One entry: for which alarms, who (a colleague who sees the mission, or somebody else by name), how to reach them,
    how many minutes after the alarm (0 to 1,440).
    """

    when: str
    reach: str = field(repr=False)
    name: str = field(default="", repr=False)
    staff_id: UUID | None = None
    after_minutes: int = 0


@transaction.atomic
def add_contact(by: Viewer, mission_id: UUID, contact: ContactInput) -> EscalationContact:
    """Put somebody on the list.

    Raises:
        NotAllowed, OutOfReach: the viewer does not run this mission.
        ValueError: names the field and what is accepted.
    """
    mission = held_mission(by, mission_id)
    colleagues = dict(colleagues_of(mission))
    if contact.staff_id is not None and contact.staff_id not in colleagues:
        raise ValueError("staff: accepted are colleagues who see this mission")
    if contact.when not in EscalationContact.When.values:
        raise ValueError(f"when: accepted are {', '.join(EscalationContact.When.values)}")
    if not 0 <= contact.after_minutes <= LONGEST_MINUTES:
        raise ValueError(f"after_minutes: accepted are 0 to {LONGEST_MINUTES}")
    name = said("name", contact.name.strip() or colleagues.get(contact.staff_id or mission.id, ""))
    reach = said("reach", contact.reach)
    key, row = keys.open_key(mission.data_key), new_id()
    stored = EscalationContact.objects.create(
        id=row,
        mission=mission,
        order=EscalationContact.objects.filter(mission=mission).count() + 1,
        when=contact.when,
        staff_id=contact.staff_id,
        name_sealed=keys.seal(key, TABLE, row, "name_sealed", name),
        reach_sealed=keys.seal(key, TABLE, row, "reach_sealed", reach),
        after_minutes=contact.after_minutes,
        by_id=by.staff_id,
        at=timezone.now(),
    )
    codes: dict[str, str | int] = {"when": contact.when, "minutes": contact.after_minutes}
    journal.append(
        "escalation.added", by=by, subject=mission.pid, commitments=committed(key_of(mission), name, reach), codes=codes
    )
    return stored


@transaction.atomic
def remove_contact(by: Viewer, contact_id: UUID) -> EscalationContact:
    """Take somebody off the list; the entry stays in the history of alarms that went to them.

    Raises:
        NotAllowed, OutOfReach: the viewer does not run this mission. AlreadyRemoved.
    """
    policy.require(by, Act.MISSION_WORK)
    found = EscalationContact.objects.filter(board_reach.in_reach(by, Act.MISSION_WORK, "mission__"), id=contact_id)
    row = found.select_for_update(of=("self",)).select_related("mission").first()
    if row is None:
        raise policy.OutOfReach
    if row.removed_at is not None:
        raise AlreadyRemoved
    row.removed_by_id, row.removed_at = by.staff_id, timezone.now()
    row.save(update_fields=("removed_by", "removed_at"))
    journal.append("escalation.removed", by=by, subject=row.mission.pid, codes={"when": str(row.when)})
    return row
