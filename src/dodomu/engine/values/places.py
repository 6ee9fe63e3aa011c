"""Places as stated, without claiming which settlement of that name is meant."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """A named place with what is known around it; `country` is an ISO 3166-1 alpha-2 code or the words as stated.

    >>> Place("Бахмут", "Донецька область").full
    'Бахмут, Донецька область'
    """

    name: str
    oblast: str = ""
    country: str = ""

    @property
    def full(self) -> str:
        """Every known part, from the smallest to the largest, separated by commas.

        >>> Place("Бахмут", country="UA").full
        'Бахмут, UA'
        """
        return ", ".join(part for part in (self.name, self.oblast, self.country) if part)

    def to_json(self) -> dict[str, str]:
        """The JSON object that `from_json` reads; empty parts are left out.

        >>> Place("Бахмут", country="UA").to_json()
        {'name': 'Бахмут', 'country': 'UA'}
        """
        parts = {"name": self.name, "oblast": self.oblast, "country": self.country}
        return {key: value for key, value in parts.items() if value}

    @classmethod
    def from_json(cls, stored: Mapping[str, object]) -> Place:
        """The place that `to_json` wrote.

        >>> Place.from_json({"name": "Бахмут"})
        Place(name='Бахмут', oblast='', country='')
        """
        return cls(*(str(stored.get(key) or "") for key in ("name", "oblast", "country")))
