"""Reading that leaves a trace: opening a person's page, finding a child, opening an original, exporting a list."""

from __future__ import annotations

from dataclasses import dataclass
from typing import BinaryIO
from uuid import UUID

from django.db import transaction

from dodomu.base import journal, vault
from dodomu.base.access import policy
from dodomu.base.access.acts import Act
from dodomu.base.access.viewer import Viewer
from dodomu.journey.registry.models import Person
from dodomu.journey.registry.queries.persons import PersonRow, person
from dodomu.journey.registry.queries.profile import Profile, profile
from dodomu.journey.registry.queries.reports import ReportPage, original_of, report
from dodomu.journey.registry.queries.search import Hit, search

MOST_NAMED = 20
"""Found persons named in the journal for one search; more is a list, and its number is enough."""


@dataclass(frozen=True, slots=True)
class OpenedPerson:
    """A person's page as opened."""

    person: PersonRow
    profile: Profile


def open_person(by: Viewer, person_id: UUID) -> OpenedPerson:
    """Open a person's page and journal it.

    Raises:
        OutOfReach, NotAllowed: not for this viewer.
    """
    found = person(by, person_id)
    opened = OpenedPerson(found, profile(by, found.current_id))
    with transaction.atomic():
        glass = int(found.current_id in by.broken_glass)
        journal.append("person.opened", by=by, subject=found.pid, codes={"emergency": glass})
    return opened


def open_report(by: Viewer, report_id: UUID) -> ReportPage:
    """Open a report and journal it for each person whose record it shows.

    Raises:
        OutOfReach, NotAllowed: not for this viewer.
    """
    found = report(by, report_id)
    shown = [mention.person_id for mention in found.mentions if mention.person_id]
    pids = Person.objects.filter(pk__in=shown).values_list("pid", flat=True)
    with transaction.atomic():
        journal.append_many(
            [journal.Entry("report.opened", by=by, subject=pid, codes={"report": str(report_id)}) for pid in pids]
        )
    return found


def open_original_of(by: Viewer, report_id: UUID) -> BinaryIO:
    """Open the untouched original of a report; the vault journals it.

    Raises:
        OutOfReach, NotAllowed: not for this viewer. KeyDestroyed, VaultDamaged: it is gone.
    """
    original_id, person_id = original_of(by, report_id)
    return vault.open_original(original_id, by, subject=person_id)


def search_persons(by: Viewer, text: str, limit: int = 20) -> list[Hit]:
    """Search, and journal whom the search showed; what was typed is not kept."""
    hits = search(by, text, limit)
    if hits:
        shown = [hit.person_id for hit in hits[:MOST_NAMED]]
        pids = dict(Person.objects.filter(pk__in=shown).values_list("pk", "pid"))
        with transaction.atomic():
            journal.append_many(
                [
                    journal.Entry("person.found", by=by, subject=pids[one], codes={"hits": len(hits)})
                    for one in shown
                    if one in pids
                ]
            )
    return hits


def note_export(by: Viewer, purpose: str, rows: int, left_out: int = 0) -> None:
    """Journal that a list left the system, before it does.

    Parameters:
        purpose: a code of the export form.
        left_out: how many children stayed here because this use of their data is stopped.

    Raises:
        NotAllowed: the viewer may not export.
    """
    policy.require(by, Act.LIST_EXPORT)
    with transaction.atomic():
        journal.append(
            "list.exported", by=by, codes={"list": "children", "purpose": purpose, "rows": rows, "left_out": left_out}
        )
