"""Invented people for the tests of matching."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import strategies as st

from dodomu.engine.matching import Record
from dodomu.engine.values import Place, parse_name, read_date

TODAY = date(2026, 1, 15)


def person(name: str, born: str = "", place: str = "", **known: Any) -> Record:
    """A record from a full name, a birth date in words and a place."""
    birth = read_date(born, today=TODAY) if born else None
    return Record((parse_name(name),), birth, places=(Place(place),) if place else (), **known)


OLENA = person("Коваленко Олена Іванівна", "2014-03-05", "Бахмут", sex="f")

NAMES = st.sampled_from(
    [
        "Коваленко Олена Іванівна",
        "Елена Ивановна Коваленко",
        "Yelena Kovalenko",
        "Згурський Георгій",
        "Zgurskij Georgij",
        "Шевченко Сашко",
        "Саша",
        "Ткач О. І.",
        "Алієв Алі Мамед огли",
        "Нечуй-Левицька Анна-Марія",
        "",
    ]
)
RECORDS = st.builds(
    person,
    NAMES,
    st.sampled_from(["", "2014", "2014-03-05", "05.04.2014", "7 років", "весна 2014", "1985-01-01", "до 2014"]),
    st.sampled_from(["", "Бахмут", "Артемовск", "Харків"]),
    sex=st.sampled_from(["f", "m", "unknown", "not_asked"]),
    documents=st.sampled_from([(), ("І-НО 123456",), ("12",)]),
    phones=st.sampled_from([(), ("0501234567",), ("+380501234567", "1")]),
    institution=st.sampled_from(["", "Школа № 3"]),
    citizenship=st.sampled_from(["", "UA", "RU"]),
)
