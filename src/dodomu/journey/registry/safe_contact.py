"""How a person may be reached without danger to them or to the child: ways, hours, and what must never be done."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

KYIV = ZoneInfo("Europe/Kyiv")
"""Hours are hours in Kyiv, on both sides of a change to summer time."""


@dataclass(frozen=True, slots=True)
class SafeContact:
    """The rules one caller named, sealed as a fact of their mention.

    Attributes:
        ways: codes of ``ContactWay``: how they may be reached.
        address: a messenger name or an e-mail address; telephone numbers are facts of their own.
        since, until: the window of the day, both or neither; it may pass midnight.
        never_call: not even in an emergency.
        no_message: leave nothing with anybody and on no answering machine.
        others: who else may pick up, and what may be said to them.
    """

    ways: tuple[str, ...] = ()
    address: str = ""
    since: time | None = None
    until: time | None = None
    never_call: bool = False
    no_message: bool = False
    others: str = ""

    @property
    def is_empty(self) -> bool:
        """Nothing was said about how to reach the person."""
        return self == SafeContact()

    def open_at(self, moment: datetime) -> bool:
        """Whether the person may be contacted at this moment; always where no hours were named.

        >>> from datetime import UTC
        >>> evening = SafeContact(since=time(18), until=time(21))
        >>> evening.open_at(datetime(2026, 1, 15, 17, 30, tzinfo=UTC)), evening.open_at(datetime(2026, 1, 15, 19, tzinfo=UTC))
        (True, False)
        >>> SafeContact(since=time(22), until=time(6)).open_at(datetime(2026, 1, 15, 1, tzinfo=UTC))
        True
        """
        if self.since is None or self.until is None:
            return True
        now = moment.astimezone(KYIV).time()
        if self.since <= self.until:
            return self.since <= now < self.until
        return now >= self.since or now < self.until

    def to_json(self) -> dict[str, Any]:
        return {
            "ways": list(self.ways),
            "address": self.address,
            "since": self.since.strftime("%H:%M") if self.since else "",
            "until": self.until.strftime("%H:%M") if self.until else "",
            "never_call": self.never_call,
            "no_message": self.no_message,
            "others": self.others,
        }

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> SafeContact:
        return cls(
            ways=tuple(stored["ways"]),
            address=stored["address"],
            since=time.fromisoformat(stored["since"]) if stored["since"] else None,
            until=time.fromisoformat(stored["until"]) if stored["until"] else None,
            never_call=stored["never_call"],
            no_message=stored["no_message"],
            others=stored["others"],
        )
