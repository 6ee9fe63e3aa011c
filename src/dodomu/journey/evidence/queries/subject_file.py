"""What evidence keeps about a person, for the file that the person may ask for, without other people's data."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from dodomu.base.access import policy
from dodomu.base.access.acts import Act
from dodomu.base.access.viewer import Viewer
from dodomu.base.contributions import FileEntry, FileSection
from dodomu.journey.evidence.models import CustodyEvent, Exhibit
from dodomu.journey.evidence.queries.exhibits import rows_of
from dodomu.journey.registry.queries import linking


def subject_file(viewer: Viewer, person_id: UUID) -> Iterator[FileSection]:
    """That there are exhibits, of which kind, since when and what they are called; those set aside are another child's.

    Not in it: who gave and received them, who are other people; holds, since telling of proceedings may warn somebody
    (GDPR art. 15(4), 23(1)(d)); the originals, which are asked for one by one.

    Raises:
        NotAllowed, OutOfReach: the viewer does not answer requests about this person's data.
    """
    policy.require(viewer, Act.DATA_REQUEST_WORK, subject=person_id)
    found = Exhibit.objects.filter(case__person__in=linking.parts_of(person_id), set_aside_at=None).order_by("number")
    yield FileSection("exhibits", _("Exhibits about you"), tuple(_exhibits(found)), _others(found))


def _exhibits(found: QuerySet[Exhibit]) -> Iterator[FileEntry]:
    for row in rows_of(found):
        title = _("Exhibit №%(number)s: %(kind)s") % {"number": row.number, "kind": row.kind_label}
        yield FileEntry(f"exhibit:{row.id}", title, f"{row.what} ({row.way_label})", row.at, free=True)


def _others(found: QuerySet[Exhibit]) -> tuple[tuple[str, int], ...]:
    outside = Q(giver_sealed__isnull=False) | Q(receiver_sealed__isnull=False)
    named = CustodyEvent.objects.filter(outside, exhibit__in=found).count()
    return ((_("hand-overs of exhibits with the names of other people"), named),) if named else ()
