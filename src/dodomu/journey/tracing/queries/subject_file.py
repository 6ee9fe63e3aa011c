"""What tracing keeps about a person: which records were compared with theirs, what was decided, and why."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from dodomu.base.access import policy
from dodomu.base.access.acts import Act
from dodomu.base.access.viewer import Viewer
from dodomu.base.contributions import FileEntry, FileSection
from dodomu.journey.registry.queries import linking
from dodomu.journey.tracing.models import Candidate, Decision, Status
from dodomu.journey.tracing.queries.sealed import Opened


def subject_file(viewer: Viewer, person_id: UUID) -> Iterator[FileSection]:
    """Decisions on pairs the person stands in, and how many pairs wait.

    Raises:
        NotAllowed, OutOfReach: the viewer does not answer requests about this person's data.
    """
    policy.require(viewer, Act.DATA_REQUEST_WORK, subject=person_id)
    parts = linking.parts_of(person_id)
    pairs = Candidate.objects.filter(Q(person_a__in=parts) | Q(person_b__in=parts))
    decisions = list(Decision.objects.filter(candidate__in=pairs).select_related("candidate").order_by("at"))
    opened = Opened(decisions)
    entries = [_entry(one, opened) for one in decisions]
    waiting = pairs.filter(status=Status.OPEN).count()
    if waiting:
        text = _("%(number)s records of other people look alike and were not decided on") % {"number": waiting}
        entries.append(FileEntry("tracing:open", _("Compared automatically"), text))
    others = {person for one in decisions for person in (one.candidate.person_a_id, one.candidate.person_b_id)} - parts
    withheld = ((_("records that were compared with yours: data of another person"), len(others)),) if others else ()
    yield FileSection("tracing", _("Comparisons of your record with others"), tuple(entries), withheld)


def _entry(decision: Decision, opened: Opened) -> FileEntry:
    verdict, outcome = decision.get_verdict_display(), decision.get_outcome_display()
    reason = opened.text(decision, "reason_sealed")
    return FileEntry(
        f"decision:{decision.id}",
        _("Compared with another record"),
        f"{verdict} ({outcome}): {reason}",
        decision.at,
        free=True,
    )
