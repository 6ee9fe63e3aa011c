"""What figures count: every child with a case, once, as codes and dates. Nothing here says who a child is.

Figures are of the whole installation and of nobody's reach, so that no two readers can subtract theirs from each other.
What is returned is for counting alone and never for showing: small counts are hidden by the stage that shows them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from dodomu.base.access import policy
from dodomu.base.access.acts import Act
from dodomu.base.access.uses import Use
from dodomu.base.access.viewer import Viewer
from dodomu.engine.values.dates import PartialDate
from dodomu.journey.cases.models import AxisEntry, Case
from dodomu.journey.registry.queries import linking
from dodomu.journey.registry.queries.current import current_persons
from dodomu.journey.registry.queries.stopped import stopped_among

PART = 5000


@dataclass(frozen=True, slots=True)
class CountedChild:
    """One child as figures see it.

    Attributes:
        steps: by axis the value that counts now and since when, as EDTF; an axis without an entry is absent.
        risk: the level of the open case; empty where the case is closed.
        birth: the preferred date of birth, as far as it is known.
    """

    steps: Mapping[str, tuple[str, str]]
    risk: str
    birth: PartialDate | None = field(repr=False)


def counted_children(viewer: Viewer) -> list[CountedChild]:
    """Every child a case was ever opened for, in no order that tells anything; joined records are one child.

    Of several cases of one child the open one counts, else the last. A case led by another is part of that one. A child
    whose data must not be used for figures is left out (decision 11).

    Raises:
        NotAllowed: the viewer does not take figures.
    """
    policy.require(viewer, Act.FIGURES_MANAGE)
    cases = _one_each(Case.objects.filter(led_by=None).order_by("number"))
    left_out = stopped_among(cases, Use.FIGURES)
    counted = {person_id: case for person_id, case in cases.items() if person_id not in left_out}
    steps = _steps([case.id for case in counted.values()])
    births = linking.summaries_of(counted)
    return [
        CountedChild(
            steps=steps.get(case.id, {}),
            risk=case.risk if case.closed_at is None else "",
            birth=births[person_id].birth if person_id in births else None,
        )
        for person_id, case in counted.items()
    ]


def _one_each(cases: Iterable[Case]) -> dict[UUID, Case]:
    """The case that counts, by whom each child is now."""
    listed = list(cases)
    current: dict[UUID, UUID] = {}
    for start in range(0, len(listed), PART):
        current |= current_persons([case.person_id for case in listed[start : start + PART]])
    found: dict[UUID, Case] = {}
    for case in sorted(listed, key=lambda case: (case.closed_at is None, case.number)):
        found[current.get(case.person_id, case.person_id)] = case
    return found


def _steps(case_ids: list[UUID]) -> dict[UUID, dict[str, tuple[str, str]]]:
    """The latest step in time on each axis of each case, as the table is ordered."""
    found: dict[UUID, dict[str, tuple[str, str]]] = {}
    for start in range(0, len(case_ids), PART):
        entries = AxisEntry.objects.filter(case__in=case_ids[start : start + PART], withdrawal__isnull=True)
        for case_id, axis, value, since in entries.values_list("case_id", "axis", "value", "since"):
            found.setdefault(case_id, {}).setdefault(axis, (value, since))
    return found
