"""How long a phone and its code hold, and how a code is written."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

CODE_HOLDS = timedelta(minutes=15)
AFTER_ARRIVAL = timedelta(hours=24)
"""Without a day of its own a phone holds until a day after the group is to have arrived at the latest."""
LONGEST = timedelta(days=14)
"""No phone holds longer than this after it was issued."""
LATE = timedelta(days=7)
"""So long after its time a phone may still hand in what was noted on it before; nothing new can be noted then."""
ALPHABET = "23456789ACDEFHJKMNPRTUVWXY"
"""No letters or digits that sound or look alike."""
GROUP = 5
SECRET_BYTES = 32


def new_code() -> str:
    """Ten signs, 47 bits: enough for a quarter of an hour behind a limit of tries."""
    return "".join(secrets.choice(ALPHABET) for _ in range(2 * GROUP))


def shown(code: str) -> str:
    """In two groups, as one reads it out: ``K7P2R-9RXM4``."""
    return f"{code[:GROUP]}-{code[GROUP:]}"


def tidied(text: str) -> str:
    """A code as somebody typed it, without spaces and hyphens and in capitals; empty when it cannot be one."""
    code = "".join(text.split()).replace("-", "").replace("\N{EN DASH}", "").upper()
    return code if len(code) == 2 * GROUP and not set(code) - set(ALPHABET) else ""


def new_secret() -> str:
    return secrets.token_urlsafe(SECRET_BYTES)


def longest_until(now: datetime, arrives_at: datetime) -> datetime:
    """Until when a phone holds that was issued now for a group that arrives then at the latest."""
    return min(arrives_at + AFTER_ARRIVAL, now + LONGEST)
