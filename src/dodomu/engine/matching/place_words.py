"""What the words of a place say: the settlement's name, the regions and the countries it may lie in."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from functools import cache, lru_cache
from importlib import resources
from typing import Final, NamedTuple

from dodomu.engine.values.folding import fold, stem
from dodomu.engine.values.places import Place

KIND_OF_PLACE: Final = re.compile(
    r"^(?:м|місто|г|гор|город|с|село|смт|пгт|пос|посёлок|поселок|селище|сел|ст|станиця|дер|city|town|village|of)(?:\.\s*|\s+)",
    re.IGNORECASE,
)
LONGEST: Final = 200
SEPARATOR: Final = re.compile(r"[,;()\n\t/|]+")
REGION_WORD: Final = re.compile(
    r"(?<![\w'’])(?:обл(?:асть|асті|асти|\.)?|край|края|краю|респ(?:убліка|ублика|убліки|ублики|\.)?|авто?номна|автономная"
    r"|народна|народная|народної|народной|автономної|автономной|округ|oblast|region|krai|republic)(?![\w'’])\.?",
    re.IGNORECASE,
)
IN_REGION: Final = re.compile(r"([^\s.]+)\s+(?:обл|край|края|краю|oblast|region|krai)\w*\.?", re.IGNORECASE)
DISTRICT: Final = re.compile(r"[^\s.]+\s+(?:район\w*|р-н\w*|raion|rayon|district)(?!\w)\.?", re.IGNORECASE)
COUNTRIES: Final = {
    "UA": "ua україна украина ukraine україни украины урср усср",
    "RU": "ru росія россия russia росії россии рф рсфср rf",
    "BY": "by білорусь беларусь belarus білорусі беларуси белоруссия белоруссии бссв бсср",
}
UNDER_OCCUPATION: Final = frozenset({"UA-43", "UA-40", "UA-14", "UA-09", "UA-65", "UA-23"})
"""Regions of Ukraine that an occupier's papers call Russian: a place said to be in Russia may lie in them."""


class PlaceWords(NamedTuple):
    """`folded` and `stem` name the settlement; `regions` are codes and `countries` are alpha-2 codes it may lie in, empty: not said."""

    folded: str
    stem: str
    regions: frozenset[str]
    countries: frozenset[str]

    def may_lie_in(self, region: str) -> bool:
        """Whether a settlement of this region can be meant.

        >>> read_place(Place("Бахмут", country="Росія")).may_lie_in("UA-14")
        True
        """
        if self.regions and region not in self.regions:
            return False
        if not self.countries or region[:2] in self.countries:
            return True
        return "RU" in self.countries and region in UNDER_OCCUPATION


@lru_cache(maxsize=65536)
def place_fold(name: str) -> str:
    """A settlement's name folded, without "м." or "село".

    >>> place_fold("м. Харків") == place_fold("Kharkiv")
    True
    """
    return fold(KIND_OF_PLACE.sub("", name.strip()))


def stem_of(folded: str) -> str:
    """A folded name without the endings of its words.

    >>> stem_of("nova kagovka")
    'nov kagovk'
    """
    return " ".join(map(stem, folded.split()))


def place_stem(name: str) -> str:
    """The folded stem of a settlement's name: "Волновахи" and "Волноваха" meet, and so do "Покровськ" and "Покровське".

    >>> place_stem("Волноваха") == place_stem("м. Волновахи")
    True
    """
    return stem_of(place_fold(name))


@lru_cache(maxsize=4096)
def region_codes(words: str) -> frozenset[str]:
    """The codes of the regions that words may name, in any of the three languages; empty when none is known.

    >>> sorted(region_codes("Донецкая обл.")), sorted(region_codes("ДНР")), region_codes("десь")
    (['UA-14'], ['UA-14'], frozenset())
    """
    return _regions().get(place_stem(REGION_WORD.sub(" ", words[:LONGEST])), frozenset())


@lru_cache(maxsize=65536)
def read_place(place: Place) -> PlaceWords:
    """Take the words of a place apart, also where one text holds settlement, district, region and country.

    >>> read_place(Place("с. Іванівка Генічеського району Херсонської області")).regions
    frozenset({'UA-65'})
    >>> read_place(Place("Донецька обл., м. Бахмут, Україна")) == read_place(Place("Бахмут", "Донецька", "UA"))
    True
    """
    regions, countries = region_codes(place.oblast), _country(place.country)
    named: list[str] = []
    for part in SEPARATOR.split(DISTRICT.sub(" ", place.name[:LONGEST])):
        said = IN_REGION.search(part)
        rest = IN_REGION.sub(" ", part).strip() if said else part.strip()
        regions = regions or (region_codes(said[1]) if said else frozenset())
        if not rest:
            continue
        if named and not KIND_OF_PLACE.match(rest) and not regions and (codes := region_codes(rest)):
            regions = codes
        elif countryside := _country(rest):
            countries = countries or countryside
        else:
            named.append(rest)
    settlement = next((part for part in named if KIND_OF_PLACE.match(part)), named[0] if named else "")
    return PlaceWords(place_fold(settlement), place_stem(settlement), regions, countries)


def _country(words: str) -> frozenset[str]:
    plain = words.strip().lower()
    known = _countries().get(plain) or _countries().get(plain.partition(" ")[2] and _state(plain))
    if known is None and re.fullmatch(r"[A-Z]{2}", words.strip()):
        known = words.strip()
    return frozenset({known} if known else ())


def _state(words: str) -> str:
    """ "Російська Федерація" and "Russian Federation" are Russia."""
    return "рф" if re.match(r"(?:рос|росс|russ)\w*\s+(?:фед|fed)", words) else ""


@cache
def _countries() -> dict[str, str]:
    return {word: code for code, words in COUNTRIES.items() for word in words.split()}


@cache
def _regions() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for row in rows_of("regions.csv"):
        for name in row["names"].split("|"):
            found[place_stem(REGION_WORD.sub(" ", name))].add(row["code"])
    return {key: frozenset(codes) for key, codes in found.items()}


def rows_of(name: str) -> list[dict[str, str]]:
    """The rows of a table of this package by heading.

    >>> rows_of("regions.csv")[0]["code"]
    'UA-71'
    """
    headings, *rows = lines_of(name)
    return [dict(zip(headings, row, strict=True)) for row in rows]


def lines_of(name: str) -> list[list[str]]:
    """The lines of a table of this package, headings first, comments left out.

    >>> lines_of("regions.csv")[0]
    ['code', 'chief', 'names']
    """
    text = resources.files("dodomu.engine.matching").joinpath(name).read_text(encoding="utf-8")
    return list(csv.reader(line for line in text.splitlines() if line and line[0] != "#"))
