"""How the journal began to sign under a new name, as sentences, and what was lost then."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dodomu.base import journal
from dodomu.base.journal import REASONS, Reason, Renewal
from dodomu.journey.office.queries.journal_numbers import in_groups
from dodomu.kit.dates import moment_in_words


@dataclass(frozen=True, slots=True)
class LostLine:
    """A checkpoint that was signed and is not the beginning of this journal: a sentence, and its root (hexadecimal)."""

    sentence: str
    root: str


def renewal_in_words(renewal: Renewal) -> str:
    """When, why, and how much is missing."""
    said = _(
        "On %(at)s, at entry %(entry)s, the journal began to sign under a new name and with a new key, because %(why)s."
    ) % {"at": moment_in_words(renewal.at), "entry": in_groups(renewal.index), "why": _why(renewal.reason)}
    return f"{said} {_missing(renewal)}"


def lost_lines() -> tuple[LostLine, ...]:
    """Every checkpoint that was found lost, the last renewal first and the longest first."""
    return tuple(
        LostLine(
            _("%(entries)s entries, signed as %(name)s; found lost at entry %(entry)s.")
            % {"entries": in_groups(row.size), "name": row.log_key.origin, "entry": in_groups(renewal.index)},
            bytes(row.root).hex(),
        )
        for renewal in journal.renewals()
        for row in journal.lost_of(renewal)
    )


def _why(reason: str) -> str:
    known = set(Reason)
    return str(REASONS[Reason(reason)]) if reason in known else reason


def _missing(renewal: Renewal) -> str:
    if renewal.missing is None:
        if not renewal.known_size:
            return _("How many entries are missing is not known.")
        return _(
            "When it was last signed before, the journal had %(entries)s entries; from which of them on it is another one is "
            "not known."
        ) % {"entries": in_groups(renewal.known_size)}
    if not renewal.missing:
        return _("Nothing is known to be missing.")
    first = in_groups(renewal.shared or 0)
    return ngettext(
        "At least %(count)s entry that was signed before is missing: that from entry %(first)s on.",
        "At least %(count)s entries that were signed before are missing: those from entry %(first)s on.",
        renewal.missing,
    ) % {"count": in_groups(renewal.missing), "first": first}
