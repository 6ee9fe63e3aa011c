"""What people are shown: written down when a release is kept, looked at again after every upgrade."""

from __future__ import annotations

from uuid import UUID

from dodomu.base import contributions
from dodomu.base.access import queries as access
from dodomu.base.access.models import User
from dodomu.base.access.viewer import Viewer
from dodomu.journey.registry import queries

SOUGHT = ("Коваленко Елена Андреевна", "Руденко Артем", "Гнатюк Марко")
ANALYST, OFFICER = "tracing-analyst", "data-protection-officer"


def as_of(username: str) -> Viewer:
    """The colleague of that sign-in name, as the rules see them now."""
    return Viewer.of(User.objects.get(username=username))


def found_by() -> dict[str, list[str]]:
    """For each search its first hit: the title and the person's id."""
    viewer = as_of(ANALYST)
    hits = {words: contributions.search(viewer, words)[0] for words in SOUGHT}
    return {words: [str(hit.title), hit.url.strip("/").rpartition("/")[2]] for words, hit in hits.items()}


def profile(person: str) -> dict[str, str]:
    """The preferred value of each attribute, decrypted, as text."""
    found = queries.profile(as_of(ANALYST), UUID(person)).attributes.values()
    return {
        one.attribute.code: str(one.attribute.encode(one.preferred.value)) for one in found if one.preferred is not None
    }


def alarms() -> list[str]:
    """The reasons of emergency openings, decrypted."""
    return sorted(one.reason for one in access.emergencies(as_of(OFFICER)))
