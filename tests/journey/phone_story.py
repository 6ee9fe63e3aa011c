"""Mission Willow with an escort who may have a phone, and what a coordinator and a phone do with it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.core.cache import cache
from django.utils import timezone

from dodomu.journey.missions.actions import phones
from dodomu.journey.missions.models import Leg, MissionEscort, Phone
from tests.journey.board_story import Story
from tests.journey.phone_side import PhoneSide


class PhoneStory(Story):
    """A story whose legs may be travelled with a phone, unless it is told otherwise."""

    def __init__(self, viewer_with: Callable[..., Any], *, phoneless: bool = False, name: str = "Willow") -> None:
        super().__init__(viewer_with, start=timezone.now() + timedelta(minutes=5), name=name)
        cache.clear()  # codes that other tests have tried
        Leg.objects.filter(group=self.group).update(phone=not phoneless)
        stand_in = self.phone(wiped_at=timezone.now())
        self.escort: MissionEscort = stand_in.escort
        phones.end_phone(self.coordinator, stand_in.id)

    def issue(self, **more: Any) -> phones.Issued:
        return phones.issue_phone(self.coordinator, self.escort.id, **more)

    def opened(self, **more: Any) -> tuple[PhoneSide, Phone]:
        """A phone in use, and its row."""
        issued, side = self.issue(**more), PhoneSide()
        side.open(issued.code)
        return side, Phone.objects.get(id=issued.phone_id)
