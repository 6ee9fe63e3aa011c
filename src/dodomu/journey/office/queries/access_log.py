"""Who looked at a person's record or received something of it, for the file that the person may ask for.

Colleagues stand there by a letter each, not by name: their identity is data of other people, and need be given only where
the person cannot use the right otherwise (Court of Justice of the EU, C-579/21).
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from uuid import UUID

from django.utils.translation import gettext as _

from dodomu.base import journal
from dodomu.base.access import policy
from dodomu.base.access.acts import Act
from dodomu.base.access.viewer import Viewer
from dodomu.base.contributions import FileEntry, FileSection
from dodomu.journey.cases.queries import case_pids
from dodomu.journey.office.queries.journal_words import kind_in_words, system_in_words
from dodomu.journey.registry.queries import linking

MOST = 100_000


def access_log(viewer: Viewer, person_id: UUID) -> Iterator[FileSection]:
    """Every journal entry about the person under all records, and about the person's cases, oldest first.

    Raises:
        NotAllowed, OutOfReach: the viewer does not answer requests about this person's data.
    """
    policy.require(viewer, Act.DATA_REQUEST_WORK, subject=person_id)
    parts = linking.parts_of(person_id)
    subjects = {pid for part in parts if (pid := linking.pseudonym(part))} | set(case_pids(viewer, person_id))
    entries = {entry.index: entry for one in subjects for entry in journal.entries_about(one, limit=MOST)}
    names, numbers = system_in_words(), count(1)
    seen: dict[UUID, str] = {}
    lines = []
    for index in sorted(entries):
        entry = entries[index]
        if entry.actor not in names and entry.actor not in seen:
            seen[entry.actor] = _("colleague %(number)s") % {"number": next(numbers)}
        who = names.get(entry.actor) or seen[entry.actor]
        lines.append(FileEntry(f"journal:{index}", who, kind_in_words(entry.kind), entry.at))
    withheld = ((_("names of our staff: data of other people"), len(seen)),) if seen else ()
    yield FileSection("access", _("Who looked at your record or changed it"), tuple(lines), withheld, order=100)
