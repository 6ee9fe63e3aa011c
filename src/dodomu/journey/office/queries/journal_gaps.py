"""Gaps in the proof of the journal, each as a sentence for a reader who has never heard of a hash."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dodomu.base import journal
from dodomu.base.journal import Gap, GapKind, Outcome, Reason
from dodomu.journey.office.queries.journal_numbers import in_groups
from dodomu.journey.office.queries.journal_renewals import renewal_in_words
from dodomu.kit.dates import moment_in_words
from dodomu.kit.status import Status

MINUTES_OF_A_DAY = timedelta(days=1) // timedelta(minutes=1)
MINUTES_OF_AN_HOUR = 60


@dataclass(frozen=True, slots=True)
class GapLine:
    """One gap: its kind as a status, and what it means."""

    status: Status
    sentence: str


def gap_in_words(gap: Gap) -> GapLine:
    """The gap in the reader's language."""
    tone, word = _marks()[gap.kind]
    if gap.renewal and gap.renewal.reason == Reason.UNKNOWN:
        tone = "harm"  # nobody could say why the journal is not what was signed
    return GapLine(Status(word, tone=tone), _sentence(gap))


def without_witness() -> GapLine:
    """That nobody outside is asked to witness."""
    return GapLine(
        Status(_("no witness"), tone="notice"),
        _(
            "No witness is named. So nobody outside can show that whoever holds this server did not write the whole journal "
            "anew: the key that signs it lies on the same server."
        ),
    )


def without_check() -> GapLine:
    """That nobody ever had everything recomputed."""
    return GapLine(
        Status(_("never checked"), tone="notice"),
        _("Nobody has had the whole journal checked yet, so damage to older entries would not be known."),
    )


def _marks() -> dict[GapKind, tuple[str, str]]:
    return {
        GapKind.UNSIGNED: ("notice", _("not signed")),
        GapKind.UNWITNESSED: ("notice", _("not witnessed")),
        GapKind.CLOCK: ("notice", _("wrong clock")),
        GapKind.DAMAGE: ("harm", _("damage")),
        GapKind.RESTORED: ("notice", _("older backup")),
        GapKind.RENEWED: ("notice", _("new name")),
        GapKind.DISAGREED: ("harm", _("witness disagrees")),
        GapKind.UNCHAINED: ("neutral", _("older than chains")),
    }


def _sentence(gap: Gap) -> str:
    values = {
        "since": moment_in_words(gap.since),
        "until": moment_in_words(gap.until) if gap.until else "",
        "first": in_groups(gap.first or 0),
        "last": in_groups(gap.last or 0),
    }
    if gap.kind == GapKind.DAMAGE:
        return _damage(gap, values)
    if gap.kind == GapKind.RENEWED and gap.renewal:
        return renewal_in_words(gap.renewal)
    if gap.kind == GapKind.DISAGREED:
        return _disagreed(gap, values)
    said = {
        (GapKind.UNSIGNED, True): _(
            "From %(since)s to %(until)s no checkpoint was signed. Entries %(first)s to %(last)s were signed only then."
        ),
        (GapKind.UNSIGNED, False): _(
            "Since %(since)s no checkpoint has been signed. Entries %(first)s to %(last)s are not signed yet."
        ),
        (GapKind.UNWITNESSED, True): _(
            "From %(since)s to %(until)s fewer witnesses than agreed saw the journal. For entries %(first)s to %(last)s they "
            "vouch only from then on."
        ),
        (GapKind.UNWITNESSED, False): _(
            "Since %(since)s fewer witnesses than agreed have seen the journal. For entries %(first)s to %(last)s too few "
            "vouch yet."
        ),
        (GapKind.RESTORED, False): _(
            "On %(since)s, at entry %(first)s, the journal was brought back from a backup. What was entered after that backup "
            "and before this moment is not in it."
        ),
        (GapKind.UNCHAINED, False): _(
            "Up to entry %(last)s there are acts about cases from before each case had a chain of its own. That none of them "
            "was left out is not shown by the chains."
        ),
        (GapKind.CLOCK, False): _clock(gap),
    }
    return said[gap.kind, gap.until is not None] % values


def _clock(gap: Gap) -> str:
    length = {"length": _length(gap.number)}
    if gap.code == "back":
        said = _(
            "On %(since)s, at entry %(first)s, the clock of the server was set back by {length}. Times may be wrong from there "
            "on; the order of the entries is not."
        )
    else:
        said = _(
            "On %(since)s, at entry %(first)s, the clock of the server went ahead by {length}, or nothing was entered for so "
            "long. Times may be wrong from there on; the order of the entries is not."
        )
    return said.format(**length)


def _damage(gap: Gap, values: dict[str, str]) -> str:
    found = ngettext(
        "A check that ended on %(since)s found %(count)s fault.",
        "A check that ended on %(since)s found %(count)s faults.",
        gap.number,
    ) % {**values, "count": gap.number}
    first = _("The first: %(problem)s") % {"problem": gap.problem.sentence} if gap.problem else ""
    return f"{found} {first}".strip()


def _disagreed(gap: Gap, values: dict[str, str]) -> str:
    known = set(Outcome)
    says = str(journal.OUTCOMES[Outcome(gap.code)]) if gap.code in known else gap.code
    return _("On %(since)s, at entry %(first)s, a witness did not agree: %(says)s.") % {**values, "says": says}


def _length(minutes: int) -> str:
    """In whole days, hours or minutes: what a reader can picture."""
    if minutes >= 2 * MINUTES_OF_A_DAY:
        days = minutes // MINUTES_OF_A_DAY
        return ngettext("%(count)s day", "%(count)s days", days) % {"count": in_groups(days)}
    if minutes >= 2 * MINUTES_OF_AN_HOUR:
        hours = minutes // MINUTES_OF_AN_HOUR
        return ngettext("%(count)s hour", "%(count)s hours", hours) % {"count": hours}
    return ngettext("%(count)s minute", "%(count)s minutes", minutes) % {"count": minutes}
