"""The state of the journal in words: what was signed, who vouches for it, what is missing from the proof."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from dodomu.base import journal
from dodomu.base.access.acts import Act
from dodomu.base.access.policy import require
from dodomu.base.access.viewer import Viewer
from dodomu.base.journal import AuthorityStanding, LogStanding, Outcome, Witnesses, WitnessStanding
from dodomu.base.settings import SettingsError
from dodomu.journey.office.queries.journal_gaps import GapLine, gap_in_words, without_check, without_witness
from dodomu.journey.office.queries.journal_numbers import in_groups
from dodomu.journey.office.queries.journal_renewals import LostLine, lost_lines

CHECK_OLD = timedelta(days=30)
"""After so long without a check of everything the page says that one is due."""
SHOWN = 20


@dataclass(frozen=True, slots=True)
class Voucher:
    """A witness on the page: whether it signed the last checkpoint, and how far it vouches, as sentences."""

    name: str
    signed: bool
    grave: bool
    how_far: str
    trouble: str
    at: datetime | None
    failing_since: datetime | None


@dataclass(frozen=True, slots=True)
class Stamper:
    """An authority of time on the page: whether its stamp covers the last checkpoint, and how far it goes, as a sentence."""

    name: str
    stamped: bool
    how_far: str
    trouble: str
    at: datetime | None
    failing_since: datetime | None


@dataclass(frozen=True, slots=True)
class JournalState:
    """Everything the page shows.

    Attributes:
        last: number of the last entry, None in an empty journal. signed: number of the last entry that is signed.
        origin: the name the journal signs under. root: hexadecimal, short and whole.
        vouchers: None where no witness is named or the file that names them cannot be read (``unreadable``).
        stampers: the same of the authorities of time, with ``stampers_unreadable``.
        rule: how many witnesses are enough. enough: whether the last checkpoint has them. vouched: number of the last entry
            for which they are enough.
        gaps: the newest first; ``older_gaps`` are those beyond the first twenty. check_is_old: a new one is due.
        lost: checkpoints that were signed and are not the beginning of this journal.
    """

    standing: LogStanding
    last: int | None
    signed: int | None
    origin: str
    root: str
    short_root: str
    vouchers: tuple[Voucher, ...] | None
    unreadable: bool
    stampers: tuple[Stamper, ...]
    stampers_unreadable: bool
    rule: str
    enough: bool
    vouched: int | None
    gaps: tuple[GapLine, ...]
    older_gaps: tuple[GapLine, ...]
    check_is_old: bool
    lost: tuple[LostLine, ...]

    @property
    def last_words(self) -> str:
        return in_groups(self.last or 0)

    @property
    def vouched_words(self) -> str:
        return in_groups(self.vouched or 0)

    @property
    def size_words(self) -> str:
        return in_groups((self.signed or 0) + 1)

    @property
    def since_words(self) -> str:
        return in_groups(self.standing.size - (self.signed or 0) - 1)

    @property
    def checked_words(self) -> str:
        return in_groups(self.standing.check.size if self.standing.check else 0)


def journal_state(viewer: Viewer) -> JournalState:
    """How the journal stands. It reads indexes and the last rows of small tables, so it is as quick in a long journal.

    Raises:
        NotAllowed: the viewer may not verify the journal.
    """
    require(viewer, Act.JOURNAL_VERIFY)
    witnesses, unreadable = _configured()
    stampers, stampers_unreadable = _stampers()
    standing = journal.log_standing(witnesses)
    latest, check = standing.checkpoint, standing.check
    root, gaps = latest.root.hex() if latest else "", _gaps(standing)
    return JournalState(
        standing=standing,
        last=standing.size - 1 if standing.size else None,
        signed=latest.size - 1 if latest else None,
        origin=latest.note.partition("\n")[0] if latest else "",
        root=root,
        short_root=" ".join((root[:4], root[4:8], "…", root[-4:])) if root else "",
        vouchers=_vouchers(standing),
        unreadable=unreadable,
        stampers=tuple(_stamper(one, latest.size if latest else 0) for one in stampers),
        stampers_unreadable=stampers_unreadable,
        rule=_rule(witnesses) if witnesses else "",
        enough=bool(latest) and standing.vouched >= (latest.size if latest else 0),
        vouched=standing.vouched - 1 if standing.vouched else None,
        gaps=gaps[:SHOWN],
        older_gaps=gaps[SHOWN:],
        check_is_old=check is not None and timezone.now() - check.at > CHECK_OLD,
        lost=lost_lines(),
    )


def _configured() -> tuple[Witnesses | None, bool]:
    try:
        return journal.configured_witnesses(), False
    except SettingsError:
        return None, True


def _stampers() -> tuple[tuple[AuthorityStanding, ...], bool]:
    try:
        return journal.stamping_state(journal.configured_authorities()), False
    except SettingsError:
        return (), True


def _stamper(one: AuthorityStanding, size: int) -> Stamper:
    how_far = _("Has stamped nothing yet.")
    if one.stamped:
        how_far = _("Its stamp covers what was entered up to entry %(last)s.") % {"last": in_groups(one.stamped - 1)}
    return Stamper(
        name=one.authority.name,
        stamped=bool(size) and one.stamped >= size,
        how_far=how_far,
        trouble=one.sentence if one.failing_since else "",
        at=one.gen_time,
        failing_since=one.failing_since,
    )


def _gaps(standing: LogStanding) -> tuple[GapLine, ...]:
    """What has no date comes first: nobody outside watches, nobody ever looked at everything."""
    lines = [gap_in_words(gap) for gap in standing.gaps]
    if standing.check is None and standing.size:
        lines.insert(0, without_check())
    if standing.witnesses is None:
        lines.insert(0, without_witness())
    return tuple(lines)


def _vouchers(standing: LogStanding) -> tuple[Voucher, ...] | None:
    if standing.witnesses is None:
        return None
    size = standing.checkpoint.size if standing.checkpoint else 0
    return tuple(_voucher(one, size) for one in standing.witnesses)


def _voucher(one: WitnessStanding, size: int) -> Voucher:
    grave = one.outcome in {Outcome.FALSE_SIGNATURE, Outcome.LONGER, Outcome.FORKED}
    if not one.cosigned:
        how_far = _("Vouches for nothing yet.")
    elif one.unseen:
        how_far = _("Vouches up to entry %(last)s, not for what was entered after it.")
    else:
        how_far = _("Vouches for everything, up to entry %(last)s.")
    asked = one.outcome not in {Outcome.COSIGNED, Outcome.WAITING}
    return Voucher(
        name=", ".join(one.witness.names),
        signed=bool(size) and one.cosigned >= size,
        grave=grave,
        how_far=how_far % {"last": in_groups(one.cosigned - 1)} if one.cosigned else how_far,
        trouble=str(journal.OUTCOMES[one.outcome]) if asked else "",
        at=one.cosigned_at,
        failing_since=one.failing_since,
    )


def _rule(witnesses: Witnesses) -> str:
    """How many have to vouch, by the names in the file of the witnesses."""
    needed, names = witnesses.enough
    if not names:
        return _("By the rule of this installation no witness is needed.")
    if len(names) == 1:
        return _("By the rule of this installation this witness must vouch: %(name)s.") % {"name": names[0]}
    return _("By the rule of this installation at least %(needed)s of %(all)s must vouch: %(names)s.") % {
        "needed": needed,
        "all": len(names),
        "names": ", ".join(names),
    }
