"""What missions keep about a child, for the file that the child may ask for. By which way it came is the part ``route``."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from django.utils.translation import gettext as _

from dodomu.base.access import policy
from dodomu.base.access.acts import Act
from dodomu.base.access.compartments import Compartment
from dodomu.base.access.viewer import Viewer
from dodomu.base.contributions import FileEntry, FileSection
from dodomu.journey.cases.bridge import Opened
from dodomu.journey.missions.models import ChildChange, HandOver, ManifestLine, MissionChild
from dodomu.journey.registry.queries import linking


def missions_file(viewer: Viewer, person_id: UUID) -> Iterator[FileSection]:
    """The child's journeys: states with reasons, the checks at the meeting point, hand-overs, medicine and needs.

    Raises:
        NotAllowed, OutOfReach: the viewer does not answer requests about this person's data.
    """
    policy.require(viewer, Act.DATA_REQUEST_WORK, subject=person_id)
    parts = linking.parts_of(person_id)
    rows = list(MissionChild.objects.filter(case__person_id__in=parts).select_related("case", "mission").order_by("at"))
    opened = Opened({row.case.data_key_id for row in rows})
    adults = HandOver.objects.filter(child__in=rows).exclude(from_sealed=None, to_sealed=None).count()
    withheld = ((_("names of adults who handed you over: data of other persons"), adults),) if adults else ()
    yield FileSection("missions", _("Your way home"), tuple(_entries(rows, opened)), withheld)


def _entries(rows: list[MissionChild], opened: Opened) -> Iterator[FileEntry]:
    route = Compartment.ROUTE.value
    for row in rows:
        key, title = row.case.data_key_id, _("On a mission")
        for column, words in (("medicine_sealed", _("Medicine")), ("needs_sealed", _("Needs on the way"))):
            text = opened.text(key, "missions_missionchild", row.id, column, getattr(row, column))
            if text:
                yield FileEntry(f"{column}:{row.id}", words, text, row.at, compartment=route, free=True)
        for change in ChildChange.objects.filter(child=row).order_by("at"):
            reason = opened.text(key, "missions_childchange", change.id, "reason_sealed", change.reason_sealed)
            words = f"{change.get_state_display()}; {reason}".rstrip("; ")
            ref = f"child_change:{change.id}"
            yield FileEntry(ref, title, words, change.happened_at, compartment=route, free=bool(reason))
        for line in ManifestLine.objects.filter(child=row).order_by("at"):
            note = opened.text(key, "missions_manifestline", line.id, "note_sealed", line.note_sealed)
            said = f"{line.get_identity_display()}, {line.get_medicine_display()}; {note}".rstrip("; ")
            ref, heading = f"manifest:{line.id}", _("At the meeting point")
            yield FileEntry(ref, heading, said, line.at, compartment=route, free=bool(note))
        for hand in HandOver.objects.filter(child=row).select_related("authority").order_by("happened_at"):
            note = opened.text(key, "missions_handover", hand.id, "note_sealed", hand.note_sealed)
            basis = str(hand.authority.get_basis_display()) if hand.authority else ""
            words = "; ".join(filter(None, (basis, str(hand.get_identity_display()), note)))
            ref = f"hand_over:{hand.id}"
            yield FileEntry(ref, _("Hand-over"), words, hand.happened_at, compartment=route, free=bool(note))
