"""The children of a mission, as rows for pages: whom the viewer does not reach shows a code name and a state only."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from dodomu.base.access import policy
from dodomu.base.access.acts import Act
from dodomu.base.access.viewer import Viewer
from dodomu.engine.values.dates import PartialDate
from dodomu.journey.cases.bridge import Opened
from dodomu.journey.cases.clock_rules import KYIV
from dodomu.journey.missions.models import ChildChange, HandOver, ManifestLine, Mission, MissionChild, Place
from dodomu.journey.missions.queries.missions_kin import siblings_of
from dodomu.journey.missions.queries.missions_reach import sees_way
from dodomu.journey.missions.queries.missions_rows import ChangeRow, ChildRow, HandOverRow, ManifestRow
from dodomu.journey.registry.queries import linking
from dodomu.journey.registry.queries.current import current_persons


def child_rows(viewer: Viewer, found: Mission, vehicles: dict[UUID, str]) -> list[ChildRow]:
    """Every child who is or was on the mission."""
    listed = list(MissionChild.objects.filter(mission=found).select_related("case").order_by("code_name"))
    return rows_for(viewer, listed, vehicles, found)


def rows_for(
    viewer: Viewer, listed: Sequence[MissionChild], vehicles: dict[UUID, str], found: Mission
) -> list[ChildRow]:
    """Rows of these children of one mission."""
    reach = policy.subjects(viewer, Act.MISSION_READ, field="case__person_id")
    within = set(MissionChild.objects.filter(reach, mission=found).values_list("id", flat=True))
    persons = current_persons([child.case.person_id for child in listed])
    cards = linking.cards_of(viewer, set(persons.values()))
    by_person = {persons[child.case.person_id]: child.code_name for child in listed if child.state != "dropped"}
    kin = siblings_of(by_person)
    opened = Opened({child.case.data_key_id for child in listed} | {found.corridor.data_key_id})
    more = _More(listed, opened, found, way=sees_way(viewer))
    rows = []
    for child in listed:
        person = persons[child.case.person_id]
        common = {
            "id": child.id,
            "group_id": child.group_id,
            "code_name": child.code_name,
            "state": child.state,
            "state_label": str(child.get_state_display()),
            "unplanned": child.unplanned,
            "vehicle_id": child.vehicle_id,
            "vehicle": vehicles.get(child.vehicle_id, "") if child.vehicle_id else "",
            "child_seat": child.child_seat,
            "wheelchair": child.wheelchair,
            "medical_escort": child.medical_escort,
            "siblings": tuple(sorted(by_person[one] for one in kin.get(person, ()) if one in by_person)),
        }
        if child.id not in within:
            rows.append(ChildRow(reached=False, **common))  # type: ignore[arg-type]
            continue
        card, key = cards.get(person), child.case.data_key_id
        table = "missions_missionchild"
        rows.append(
            ChildRow(
                **common,  # type: ignore[arg-type]
                reached=True,
                case_id=child.case_id,
                case_number=child.case.number,
                person_id=person,
                name=card.name if card else None,
                ages=ages_on(card.birth if card else None, found.departs_at),
                sex=card.sex if card else "not_asked",
                medicine=opened.text(key, table, child.id, "medicine_sealed", child.medicine_sealed),
                needs=opened.text(key, table, child.id, "needs_sealed", child.needs_sealed),
                manifest=more.manifest.get(child.id),
                changes=tuple(more.changes[child.id]),
                hand_overs=tuple(more.hand_overs[child.id]),
            )
        )
    return rows


def ages_on(birth: PartialDate | None, at: datetime) -> tuple[int, int] | None:
    """The youngest and the oldest age in full years that somebody may have then; None where nobody knows."""
    if birth is None or birth.earliest.year < 1900:
        return None
    day = at.astimezone(KYIV).date()
    return max(0, _years(birth.latest, day)), max(0, _years(birth.earliest, day))


def _years(born: date, day: date) -> int:
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


class _More:
    """What was written down about the children of one mission, with their words."""

    def __init__(self, listed: Sequence[MissionChild], opened: Opened, found: Mission, *, way: bool) -> None:
        self._keys = {child.id: child.case.data_key_id for child in listed}
        self._opened, self._corridor, self._way = opened, found.corridor.data_key_id, way
        self.manifest = self._manifest()
        self.changes = self._changes()
        self.hand_overs = self._hand_overs()

    def _manifest(self) -> dict[UUID, ManifestRow]:
        rows = ManifestLine.objects.filter(child__in=self._keys).select_related("by").order_by("at", "id")
        return {
            row.child_id: ManifestRow(
                present=row.present,
                identity=row.identity,
                identity_label=str(row.get_identity_display()),
                medicine=row.medicine,
                medicine_label=str(row.get_medicine_display()),
                note=self._text(row.child_id, "missions_manifestline", row.id, "note_sealed", row.note_sealed),
                by=row.by.display_name,
                at=row.at,
            )
            for row in rows
        }

    def _changes(self) -> dict[UUID, list[ChangeRow]]:
        found: dict[UUID, list[ChangeRow]] = defaultdict(list)
        for row in ChildChange.objects.filter(child__in=self._keys).select_related("by", "place"):
            found[row.child_id].append(
                ChangeRow(
                    state=row.state,
                    label=str(row.get_state_display()),
                    happened_at=row.happened_at,
                    place=self._place(row.place),
                    reason=self._text(row.child_id, "missions_childchange", row.id, "reason_sealed", row.reason_sealed),
                    by=row.by.display_name,
                    at=row.at,
                )
            )
        return found

    def _hand_overs(self) -> dict[UUID, list[HandOverRow]]:
        found: dict[UUID, list[HandOverRow]] = defaultdict(list)
        related = ("by", "place", "from_escort", "to_escort", "authority")
        for row in HandOver.objects.filter(child__in=self._keys).select_related(*related):
            words = {
                name: self._text(row.child_id, "missions_handover", row.id, f"{name}_sealed", blob)
                for name, blob in (("from", row.from_sealed), ("to", row.to_sealed), ("note", row.note_sealed))
            }
            found[row.child_id].append(
                HandOverRow(
                    id=row.id,
                    at=row.happened_at,
                    place=self._place(row.place),
                    from_whom=row.from_escort.code_name if row.from_escort else words["from"],
                    to_whom=row.to_escort.code_name if row.to_escort else words["to"],
                    basis=str(row.authority.get_basis_display()) if row.authority else "",
                    identity=str(row.get_identity_display()),
                    by=row.by.display_name,
                    note=words["note"],
                )
            )
        return found

    def _text(self, child_id: UUID, table: str, row: UUID, column: str, blob: bytes | memoryview | None) -> str:
        return self._opened.text(self._keys[child_id], table, row, column, blob)

    def _place(self, place: Place | None) -> str:
        if place is None or not self._way:
            return ""
        return self._opened.text(self._corridor, "missions_place", place.id, "name_sealed", place.name_sealed)
