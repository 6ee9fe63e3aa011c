"""Sex as a report states it."""

from __future__ import annotations

from enum import StrEnum


class Sex(StrEnum):
    """What is known of a person's sex; "unknown" was asked and not answered, "not asked" never came up."""

    FEMALE = "f"
    MALE = "m"
    UNKNOWN = "unknown"
    NOT_ASKED = "not_asked"

    @property
    def known(self) -> bool:
        """Whether the value says anything to compare.

        >>> Sex.FEMALE.known, Sex.NOT_ASKED.known
        (True, False)
        """
        return self in (Sex.FEMALE, Sex.MALE)


_FEMALE = "f female girl woman ж жін жіноча жіночий жен женский женская дівчина дівчинка девочка w"
_MALE = "m male boy man ч чол чоловіча чоловічий м муж мужской мужская хлопець хлопчик мальчик"
FEMALE_WORDS = frozenset(_FEMALE.split())
MALE_WORDS = frozenset(_MALE.split())


def read_sex(text: str) -> Sex:
    """Read a cell such as "ж", "чол." or "female"; an empty cell was not asked, another word is unknown.

    >>> read_sex("Жін."), read_sex("M"), read_sex(""), read_sex("—")
    (<Sex.FEMALE: 'f'>, <Sex.MALE: 'm'>, <Sex.NOT_ASKED: 'not_asked'>, <Sex.UNKNOWN: 'unknown'>)
    """
    word = text.strip().strip(".").lower()
    if not word:
        return Sex.NOT_ASKED
    if word in FEMALE_WORDS:
        return Sex.FEMALE
    return Sex.MALE if word in MALE_WORDS else Sex.UNKNOWN
