"""Name values: one writing of one person's name, and the order-free reading of a full name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from dodomu.engine.values.scripts import Script, script_of


class NameKind(StrEnum):
    """Which of a person's names this is; imposed and adoptive names were given by others during the transfer."""

    BIRTH = "birth"
    OFFICIAL = "official"
    IMPOSED = "imposed"
    ADOPTIVE = "adoptive"
    EVERYDAY = "everyday"


@dataclass(frozen=True, slots=True)
class NameForm:
    """One writing of a name, its parts as stated; every part may be empty.

    >>> NameForm(given="Олена", patronymic="Іванівна", family="Коваленко").full
    'Коваленко Олена Іванівна'
    """

    given: str = ""
    patronymic: str = ""
    family: str = ""
    kind: NameKind = NameKind.OFFICIAL
    as_written: str = ""

    @property
    def full(self) -> str:
        """Family name, given name, patronymic; the words as written when no part is known.

        >>> NameForm(as_written="дівчинка з Бахмута").full
        'дівчинка з Бахмута'
        """
        return " ".join(filter(None, (self.family, self.given, self.patronymic))) or self.as_written

    @property
    def script(self) -> Script:
        """The script of the letters: "cyrl", "latn", "mixed" or "none".

        >>> NameForm(given="Olena").script
        'latn'
        """
        return script_of(self.full)

    def to_json(self) -> dict[str, str]:
        """The JSON object that `from_json` reads; empty parts are left out.

        >>> NameForm(given="Олена").to_json()
        {'given': 'Олена', 'kind': 'official'}
        """
        parts = {
            "given": self.given,
            "patronymic": self.patronymic,
            "family": self.family,
            "kind": self.kind.value,
            "as_written": self.as_written,
        }
        return {key: value for key, value in parts.items() if value}

    @classmethod
    def from_json(cls, stored: Mapping[str, object]) -> NameForm:
        """The name that `to_json` wrote. Raises ValueError for a kind that does not exist.

        >>> NameForm.from_json({"given": "Олена"}).kind
        <NameKind.OFFICIAL: 'official'>
        """
        given, patronymic, family, written = (
            str(stored.get(key) or "") for key in ("given", "patronymic", "family", "as_written")
        )
        return cls(given, patronymic, family, NameKind(str(stored.get("kind") or "official")), written)
