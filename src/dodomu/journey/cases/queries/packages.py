"""The package of a sending: exactly the field set of its profile, in words, with where each value comes from.

What the sender may not see, the sender cannot send: it is named as left out.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, replace
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from dodomu.base.access import policy
from dodomu.base.access.viewer import Viewer
from dodomu.journey.cases.axes import AXIS_LABELS
from dodomu.journey.cases.models import Case
from dodomu.journey.cases.queries.listing import rows_of
from dodomu.journey.cases.sending_rules import SECTION_LABELS, Profile
from dodomu.journey.registry.attributes import ATTRIBUTES
from dodomu.journey.registry.phrases import kin_text, source_title, value_text
from dodomu.journey.registry.queries import linking, profile, relatives
from dodomu.journey.registry.queries.profile import AttributeProfile
from dodomu.kit.dates import kyiv_day, reading

FORMAT = "dodomu/package/1"


@dataclass(frozen=True, slots=True)
class Line:
    """One field of a package. ``code`` is the attribute, or ``section.part``; ``differs``: statements contradict it."""

    code: str
    label: str
    value: str = field(repr=False)
    source: str = ""
    as_of: str = ""
    differs: bool = False
    masked: bool = False


@dataclass(frozen=True, slots=True)
class Package:
    """What leaves, and the labels of what is left out because it is unknown or closed to the sender."""

    profile: str
    lines: tuple[Line, ...]
    unknown: tuple[str, ...] = ()
    closed: tuple[str, ...] = ()

    @property
    def codes(self) -> frozenset[str]:
        return frozenset(line.code for line in self.lines)

    def seen_by(self, viewer: Viewer, person_id: UUID) -> Package:
        """With the values of compartments closed to this viewer masked."""
        lines = tuple(line if _sees(viewer, person_id, line.code) else _masked(line) for line in self.lines)
        return replace(self, lines=lines)

    def to_json(self) -> dict[str, Any]:
        return {"format": FORMAT} | asdict(self)

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> Package:
        lines = tuple(Line(**line) for line in stored["lines"])
        return cls(stored["profile"], lines, tuple(stored["unknown"]), tuple(stored["closed"]))


def _sees(viewer: Viewer, person_id: UUID, code: str) -> bool:
    attribute = ATTRIBUTES.get(code)
    compartment = attribute.compartment if attribute else None
    return policy.sees_compartment(viewer, compartment or "", person_id)


def _masked(line: Line) -> Line:
    return replace(line, value="", source="", as_of="", masked=True)


def package_of(viewer: Viewer, case: Case, wanted: Profile) -> Package:
    """What would leave under this field set now, as the sender sees it.

    Raises:
        OutOfReach, NotAllowed: the child is not for this viewer.
    """
    person_id = linking.current_person(case.person_id)
    stated = profile(viewer, person_id).attributes
    lines: list[Line] = []
    unknown, closed = [], []
    for code in wanted.attributes:
        label, known = str(ATTRIBUTES[code].title), stated.get(code)
        if known is not None and known.masked:
            closed.append(label)
        elif known is None or known.preferred is None:
            unknown.append(label)
        else:
            lines += _lines(code, label, known)
    for section in wanted.sections:
        found = _section(viewer, case, section)
        lines += found
        if not found:
            unknown.append(str(SECTION_LABELS[section]))
    return Package(wanted.code, tuple(lines), tuple(unknown), tuple(closed))


def _lines(code: str, label: str, known: AttributeProfile) -> list[Line]:
    """The value shown first; of what may be several things at once, all of them."""
    stated = [one for one in (known.preferred, *(known.others if known.attribute.many else ())) if one is not None]
    return [
        Line(
            code,
            label,
            value_text(one.value, known.attribute.kind),
            source_title(one.source_name, one.source_kind),
            reading(one.observed_on) or kyiv_day(one.received_at),
            differs=known.conflicting,
        )
        for one in stated
    ]


def _section(viewer: Viewer, case: Case, section: str) -> list[Line]:
    if section == "relatives":
        return _relatives(viewer, case)
    row = rows_of(viewer, [case])[0]
    if section == "case":
        risk = str(case.get_risk_display())
        return [
            Line("case.number", _("Case number"), f"№{case.number}"),
            Line("case.risk", _("Risk level"), risk),
        ]
    return [
        Line(f"axes.{axis}", str(AXIS_LABELS[axis]), str(value.label))
        for axis, value in row.axes.items()
        if axis in AXIS_LABELS
    ]


def _relatives(viewer: Viewer, case: Case) -> list[Line]:
    found = relatives(viewer, linking.current_person(case.person_id))
    lines = (
        Line(
            "relatives.name",
            kin_text(one.kind).capitalize(),
            one.name.full,
            source_title(one.source_name, one.source_name.removeprefix("statement:")),
        )
        for one in found
        if one.name
    )
    return list({(line.label, line.value): line for line in lines}.values())
