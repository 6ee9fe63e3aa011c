"""Which links have to be asked about again, for those who keep corridors."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils import timezone

from dodomu.base.access.acts import Act
from dodomu.base.access.viewer import Viewer
from dodomu.journey.missions.corridor_facts import CROSSING
from dodomu.journey.missions.queries.corridor_choices import rule_kind
from dodomu.journey.missions.queries.corridor_reach import visible
from dodomu.journey.missions.queries.corridor_reading import link_state, read


@dataclass(frozen=True, slots=True)
class Asking:
    """A link of which something has expired (``expired``) or ends soon; ``ends_at`` is when the first of it ended or ends."""

    corridor_id: UUID
    link_id: UUID
    code: str
    crossing: bool
    kinds: str
    expired: bool
    ends_at: datetime


def askings(viewer: Viewer, *, now: datetime | None = None) -> list[Asking]:
    """What the viewer is to ask about; nothing for whoever keeps no corridor. A link that was never known of is no work:
    nobody is reminded of what was left out on purpose.
    """
    if Act.CORRIDOR_WORK not in viewer.acts:
        return []
    known = read(visible(viewer, Act.CORRIDOR_WORK).filter(retired_at=None))
    moment, found = now or timezone.now(), []
    for link in known.links:
        if link.retired_at is not None:
            continue
        state = link_state(known, link, moment)
        for ends, expired in ((state.expired, True), (state.soon, False)):
            if ends:
                kinds = ", ".join(rule_kind(kind) for kind in ends)
                crossing = link.kind == CROSSING
                asking = Asking(link.corridor_id, link.id, link.code, crossing, kinds, expired, min(ends.values()))
                found.append(asking)
    return found
