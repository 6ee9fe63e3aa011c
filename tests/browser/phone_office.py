"""The other side of the phone page in a browser test: a process on the demonstration's home that answers line by line.

    python -m tests.browser.phone_office      each line of input is a verb; each line of output is its JSON

It makes a mission of the coordinator's team once, issues phones for it and counts the words that were received.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from datetime import timedelta
from typing import Any


class Office:
    """The invented mission Linden with one escort after another."""

    def __init__(self) -> None:
        from dodomu.base.access.models import User
        from dodomu.base.access.viewer import Viewer
        from tests.journey import board_story
        from tests.journey.phone_story import PhoneStory

        coordinator = Viewer.of(User.objects.get(username="mission-coordinator"))
        teams = {"Willow": _team(coordinator)}
        board_story.make_team = teams.__getitem__
        self.story = PhoneStory(lambda *roles, **more: coordinator, name="Linden")
        self.phone_id: Any = None

    def issue(self) -> dict[str, Any]:
        """A new phone for the same escort: its code."""
        issued = self.story.issue()
        self.phone_id = issued.phone_id
        return {"code": issued.code}

    def words(self) -> dict[str, Any]:
        """How often each kind was received from the phone issued last, and by how many ids."""
        from dodomu.journey.missions.models import Word

        rows = list(Word.objects.filter(phone=self.phone_id).values_list("kind", "client_id"))
        return {"kinds": Counter(kind for kind, _id in rows), "ids": len({one for _kind, one in rows})}

    def end(self) -> dict[str, Any]:
        from dodomu.journey.missions.actions import phones

        phones.end_phone(self.story.coordinator, self.phone_id)
        return {}

    def wiped(self) -> dict[str, Any]:
        from dodomu.journey.missions.models import Phone

        return {"wiped": Phone.objects.get(id=self.phone_id).wiped_at is not None}

    def expect(self) -> dict[str, Any]:
        """Words are expected of the group, the first in two hours."""
        from dodomu.journey.missions.actions import expecting
        from dodomu.journey.missions.models import ExpectedWord

        expecting.expect_words(self.story.coordinator, self.story.group)
        first = ExpectedWord.objects.filter(group=self.story.group, met_by=None).order_by("due_at")[0]
        return {"next": (first.due_at + timedelta()).isoformat()}

    def pages(self) -> dict[str, Any]:
        mission, escort = self.story.mission.id, self.story.escort.id
        return {"phones": f"/missions/{mission}/phones/", "issue": f"/missions/{mission}/phones/for/{escort}/"}


def _team(coordinator: Any) -> Any:
    from dodomu.base.access.models import Team

    return Team.objects.get(id=next(iter(coordinator.team_ids)))


def main() -> None:
    from dodomu.entry.cli.boot import start_django, unlock

    unlock()
    start_django()
    office = Office()
    print("{}", flush=True)
    for line in sys.stdin:
        print(json.dumps(getattr(office, line.strip())()), flush=True)


if __name__ == "__main__":
    main()
