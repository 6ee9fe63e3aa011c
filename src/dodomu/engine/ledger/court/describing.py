"""What a bundle says of its items, before it is put into one of the formats that describe it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from dodomu.engine.ledger.canonical import parse_canonical
from dodomu.engine.ledger.court.errors import DescriptionUnfit
from dodomu.engine.ledger.court.facts import Payload

ORIGINAL, COPY, WITHHELD = "original", "copy", "withheld"
STATEMENT = "statement"
FATES = (ORIGINAL, COPY, WITHHELD)


@dataclass(frozen=True, slots=True)
class Item:
    """One exhibit of the case and what became of it; what is withheld is listed, to be counted, and nothing else.

    Attributes:
        pid: its name in the journal. number: as people write it on an envelope. kind: a code, such as `photo`.
        fate: `original`, `copy` or `withheld`. why: a code, where it is withheld. files: what is given of it.

    Raises:
        DescriptionUnfit: an original beside a copy made to hide part of it, a file of what is withheld, or no file.
    """

    pid: UUID
    number: int
    kind: str
    fate: str
    why: str = ""
    files: Sequence[Payload] = field(default=(), repr=False)

    def __post_init__(self) -> None:
        roles = [one.role for one in self.files]
        if self.fate not in FATES or not set(roles) <= {ORIGINAL, COPY, STATEMENT}:
            raise DescriptionUnfit("an item is given as original or copy, or withheld; its files are of known roles")
        if self.fate == WITHHELD and (roles or not self.why):
            raise DescriptionUnfit("an item that is withheld has a reason and no file")
        other = COPY if self.fate == ORIGINAL else ORIGINAL
        if self.fate != WITHHELD and (roles.count(self.fate) != 1 or other in roles or self.why):
            raise DescriptionUnfit("an item is given as one original or as one copy, never as both")


@dataclass(frozen=True, slots=True)
class Act:
    """One entry of the case, as far as a description repeats it."""

    index: int
    at: str
    kind: str
    actor: str
    item: str


@dataclass(frozen=True, slots=True)
class Description:
    """What all descriptions of one bundle are written from.

    Attributes:
        case_pid: the journal's name of the case. at: when the bundle was decided on, ISO 8601 in UTC.
        organisation: who hands it over. software: name and version of the program.
        items: every exhibit of the case. bodies: the entries of the case as they were hashed.
        names: names of colleagues by their name in the journal, of those the recipient may know.
        papers: paths of the tag files that a reader should know of, with a word on each.
        own: files below `data/` that belong to no item, such as what the bundle says of itself.

    Raises:
        DescriptionUnfit: two items with one number or one name, or one path twice.
    """

    case_pid: UUID
    at: str
    organisation: str
    software: str
    items: Sequence[Item] = field(repr=False)
    bodies: Sequence[bytes] = field(repr=False)
    names: Mapping[str, str] = field(default_factory=dict, repr=False)
    papers: Mapping[str, str] = field(default_factory=dict)
    own: Sequence[Payload] = field(default=(), repr=False)

    def __post_init__(self) -> None:
        paths = [file.path for file in self.files]
        for listed in ([one.number for one in self.items], [one.pid for one in self.items], paths):
            if len(set(listed)) != len(listed):
                raise DescriptionUnfit("each item has a number and a name of its own, each file a path of its own")

    @property
    def files(self) -> list[Payload]:
        """All files below `data/`."""
        return [*self.own, *(file for item in self.items for file in item.files)]

    @property
    def withheld(self) -> int:
        """How many items are withheld."""
        return sum(item.fate == WITHHELD for item in self.items)

    def acts(self) -> list[Act]:
        """The entries of the case in their order.

        Raises:
            NotCanonical and what derives from it: a body is no canonical JSON.
        """
        return sorted((_act(parse_canonical(body)) for body in self.bodies), key=lambda act: act.index)


def _act(said: Any) -> Act:
    codes = said.get("codes")
    item = codes.get("item", "") if isinstance(codes, dict) else ""
    return Act(said["index"], str(said.get("at", "")), str(said.get("kind", "")), str(said.get("actor", "")), str(item))
