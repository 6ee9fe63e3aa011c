"""Who travels: what each holds, how far each can walk, and what kind of traveller each is to those who let pass."""

from __future__ import annotations

from dataclasses import dataclass

from dodomu.engine.planning.conditions import BEGINNING, END


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper held: its code, and the minutes of UTC between which it is valid (`until` exclusive).

    >>> Paper("passport", until=1_000).valid_at(999), Paper("passport", until=1_000).valid_at(1_000)
    (True, False)
    """

    code: str
    since: int = BEGINNING
    until: int = END

    def valid_at(self, minute: int) -> bool:
        """Whether the paper is valid in that minute.

        >>> Paper("certificate", since=60).valid_at(59)
        False
        """
        return self.since <= minute < self.until


@dataclass(frozen=True, slots=True)
class Traveller:
    """One person: a reference of the caller's choice, kinds (codes), papers, and metres on foot (None: no limit)."""

    ref: str
    kinds: frozenset[str] = frozenset()
    papers: tuple[Paper, ...] = ()
    walks_metres: int | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """Those who travel together: a link is lawful for the group when it is lawful for each of them.

    >>> Group((Traveller("adult"), Traveller("pram", walks_metres=800))).walks_metres
    800
    """

    travellers: tuple[Traveller, ...] = ()

    @property
    def walks_metres(self) -> int | None:
        """What the weakest can walk, in metres; None where nobody has a limit.

        >>> Group().walks_metres is None
        True
        """
        return min((one.walks_metres for one in self.travellers if one.walks_metres is not None), default=None)
