"""What a check of the journal can find."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from dodomu.base.journal.new_logs import Renewal


class Fault(StrEnum):
    """Kinds of damage; each has its sentence in ``SENTENCES``."""

    GAP = "gap"
    STRAY = "stray"
    BODY_UNREADABLE = "body_unreadable"
    COLUMNS_DIFFER = "columns_differ"
    LEAF_HASH_DIFFERS = "leaf_hash_differs"
    NODE_MISSING = "node_missing"
    NODE_DIFFERS = "node_differs"
    NODE_SURPLUS = "node_surplus"
    SHORTER_THAN_KNOWN = "shorter_than_known"
    ROOT_DIFFERS = "root_differs"
    UNGUARDED = "unguarded"
    CHAIN_GAP = "chain_gap"
    CHAIN_ORDER = "chain_order"
    CHAIN_LINK = "chain_link"
    MAP_DIFFERS = "map_differs"
    MAP_LOST = "map_lost"
    LOG_UNANNOUNCED = "log_unannounced"
    LOST_DIFFER = "lost_differ"


SENTENCES = {
    Fault.GAP: _("Entry %(index)s is missing."),
    Fault.STRAY: _("An entry stands outside the numbering: it was not written by this program."),
    Fault.BODY_UNREADABLE: _("Entry %(index)s was altered: its content cannot be read."),
    Fault.COLUMNS_DIFFER: _("Entry %(index)s was altered: its columns no longer say what its content says."),
    Fault.LEAF_HASH_DIFFERS: _("Entry %(index)s was altered: its content does not fit its hash."),
    Fault.NODE_MISSING: _("The hash tree lacks node %(index)s of level %(level)s."),
    Fault.NODE_DIFFERS: _("Node %(index)s of level %(level)s of the hash tree does not fit the entries below it."),
    Fault.NODE_SURPLUS: _("The hash tree has nodes without entries: entries were removed from the end."),
    Fault.SHORTER_THAN_KNOWN: _("The journal was longer before: it had %(index)s entries."),
    Fault.ROOT_DIFFERS: _("The first %(index)s entries are not what they were: their root differs."),
    Fault.UNGUARDED: _("The database no longer refuses changes to the journal: triggers are missing."),
    Fault.CHAIN_GAP: _("Entry %(index)s: the entry before it in the chain of its case is missing."),
    Fault.CHAIN_ORDER: _("Entry %(index)s: its number in the chain of its case was there before."),
    Fault.CHAIN_LINK: _("Entry %(index)s names another entry before it in its case than there is."),
    Fault.MAP_DIFFERS: _("The map of cases in entry %(index)s does not say how the chains of the cases stood then."),
    Fault.MAP_LOST: _(
        "The secret of the map of cases in entry %(index)s is lost: nothing can be proved from that map."
    ),
    Fault.LOG_UNANNOUNCED: _(
        "The keys that sign are not those the journal speaks of: somebody put other keys in place, or took an entry away."
    ),
    Fault.LOST_DIFFER: _(
        "The checkpoints listed as lost are not those that entry %(index)s fixed when it began to sign under a new name."
    ),
}


def in_general(fault: Fault) -> str:
    """What kind of damage it is, without the place."""
    return str(SENTENCES[fault]) % {"index": "…", "level": "…"}


@dataclass(frozen=True, slots=True)
class Problem:
    """One finding; ``index`` is the entry, node or tree size it is about."""

    fault: Fault
    index: int | None = None
    level: int | None = None

    @property
    def sentence(self) -> str:
        """The finding in the reader's language."""
        return str(SENTENCES[self.fault]) % {"index": self.index, "level": self.level}


@dataclass(frozen=True, slots=True)
class Verification:
    """The outcome of a whole check: tree size, recomputed root (hexadecimal), and what is wrong.

    ``root`` is empty when a gap makes it impossible to recompute. ``unchained``: among the first so many entries are acts
    about cases that no chain covers, because they are older than the chains; 0 where there is none. ``renewals``: the
    entries that began a new log, the newest first; what they say is lost is no damage, and not there either.
    """

    size: int
    root: str
    problems: tuple[Problem, ...]
    unchained: int = 0
    renewals: tuple[Renewal, ...] = ()

    @property
    def intact(self) -> bool:
        return not self.problems
