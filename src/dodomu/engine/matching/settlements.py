"""Settlements by what they are or were called: the table of GeoNames and our own towns, read once when first asked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final, NamedTuple

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from dodomu.engine.matching.place_words import lines_of, stem_of

SHORTEST_MISSPELT: Final = 5
NOWHERE: Final[frozenset[int]] = frozenset()


class Named(NamedTuple):
    """Settlements (GeoNames ids) called so today, and those that once were."""

    present: frozenset[int]
    former: frozenset[int]

    @property
    def every(self) -> frozenset[int]:
        """Both.

        >>> Named(frozenset({1}), frozenset({2})).every
        frozenset({1, 2})
        """
        return self.present | self.former


NOBODY: Final = Named(NOWHERE, NOWHERE)


@dataclass(frozen=True, slots=True)
class Settlements:
    """`exact` leads from a folded name to settlements and `loose` from its stem; `regions` and `names` from an id.

    `by_length` holds every stem under its length, for the search of misspellings.
    """

    exact: Mapping[str, Named]
    loose: Mapping[str, Named]
    regions: Mapping[int, str]
    names: Mapping[int, str]
    by_length: Mapping[int, list[str]]

    def nearest(self, stem: str) -> str:
        """The one known stem within one edit of a misspelt one, or nothing when there is none or more than one.

        >>> settlements().nearest("bagmkt")
        'bagmut'
        """
        if len(stem) < SHORTEST_MISSPELT:
            return ""
        near = [other for size in (-1, 0, 1) for other in self.by_length.get(len(stem) + size, ())]
        found = extract(stem, near, scorer=OSA.distance, score_cutoff=1, limit=2)
        return str(found[0][0]) if len(found) == 1 else ""


@cache
def settlements() -> Settlements:
    """The table, read once (a twentieth of a second).

    >>> settlements().regions[713174]
    'UA-14'
    """
    regions, names = {}, {}
    now: dict[str, set[int]] = defaultdict(set)
    then: dict[str, set[int]] = defaultdict(set)
    for row in lines_of("settlements.csv")[1:]:
        place, region, ukrainian, russian, latin, *_spellings, today, before = row
        number = int(place)
        regions[number] = region
        names[number] = ukrainian or russian or latin
        for folded in today.split("|"):
            now[folded].add(number)
        for folded in before.split("|") if before else ():
            then[folded].add(number)
    loose = _named(_by_stem(now), _by_stem(then))
    by_length: dict[int, list[str]] = defaultdict(list)
    for one in loose:
        by_length[len(one)].append(one)
    return Settlements(_named(now, then), loose, regions, names, by_length)


def _by_stem(found: Mapping[str, set[int]]) -> dict[str, set[int]]:
    stems: dict[str, set[int]] = defaultdict(set)
    for folded, places in found.items():
        stems[stem_of(folded)] |= places
    return stems


def _named(now: Mapping[str, set[int]], then: Mapping[str, set[int]]) -> dict[str, Named]:
    found = {name: Named(frozenset(places), NOWHERE) for name, places in now.items()}
    for name, places in then.items():
        found[name] = Named(found[name].present if name in found else NOWHERE, frozenset(places))
    return found
