"""The head of a child's page: what everybody needs at once, and the tabs under it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from dodomu.base import contributions
from dodomu.base.access import policy
from dodomu.base.access.acts import Act
from dodomu.base.access.viewer import Viewer
from dodomu.base.contributions import ChildHead
from dodomu.engine.values.dates import PartialDate
from dodomu.engine.values.sex import Sex
from dodomu.journey.registry import queries
from dodomu.journey.registry.phrases import SEXES, age_text
from dodomu.journey.registry.queries import PhotoRow, Profile
from dodomu.kit.dates import reading, today

Text = str | Promise
PRINTS, PRINT_LIFE = ("print", "lifeline"), "?what=lifeline"
"""From the life-line the way to the printer begins with the life-line chosen."""


@dataclass(frozen=True, slots=True)
class Head:
    """``differs``: sources contradict each other about the birth date."""

    age: str
    born: str
    differs: bool
    sex: Text
    photo: PhotoRow | None
    photos: int
    given: ChildHead


def head_of(viewer: Viewer, profile: Profile, photos: list[PhotoRow]) -> Head:
    """The age with its certainty, the latest photo, and what later stages say of the child."""
    birth = profile.preferred("birth_date")
    born = birth.value if birth and isinstance(birth.value, PartialDate) else None
    found = profile.attributes.get("birth_date")
    counting = [photo for photo in photos if photo.counts]
    return Head(
        age=age_text(born.earliest, born.latest, today()) if born else _("age not known"),
        born=_("born %(date)s") % {"date": reading(born, brief=True)} if born else "",
        differs=bool(found and found.conflicting),
        sex=sex_of(profile),
        photo=counting[0] if counting else None,
        photos=len(counting),
        given=contributions.child_head(viewer, profile.person_id),
    )


def sex_of(profile: Profile) -> Text:
    """In words that stand alone: beside an age, "unknown" would not say what is."""
    fact = profile.preferred("sex")
    words = SEXES | {Sex.UNKNOWN: _("sex unknown"), Sex.NOT_ASKED: _("sex not asked")}
    return words.get(str(fact.value) if fact else Sex.NOT_ASKED, "")


def tabs(person_id: UUID, current: str) -> list[dict[str, Any]]:
    """Every page about the child; ``current`` is the name of an address."""
    pages = (
        ("child", _("Overview")),
        ("lifeline", _("Life-line")),
        ("photos", _("Photos")),
        ("history", _("History")),
        ("print", _("Print")),
    )
    return [
        {
            "label": label,
            "url": reverse(f"registry:{name}", args=[person_id]) + (PRINT_LIFE if (name, current) == PRINTS else ""),
            "current": name == current,
        }
        for name, label in pages
    ]


def about(viewer: Viewer, person_id: UUID, current: str) -> dict[str, Any]:
    """What the pages of one child share: heading, tabs, the way to print.

    Raises:
        NotAllowed, OutOfReach: not for this viewer.
    """
    given = contributions.child_head(viewer, person_id)
    return {
        "person": queries.person(viewer, person_id),
        "number": given.number,
        "tabs": tabs(person_id, current),
        "may_photograph": may_photograph(viewer, person_id),
    }


def may_photograph(viewer: Viewer, person_id: UUID) -> bool:
    """Adding a photo adds a statement: it needs both rights."""
    return Act.REPORT_RECORD in viewer.acts and policy.may(viewer, Act.FACT_ADD, subject=person_id)
