"""Who said it, and how far it may be believed."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

SOURCE_LETTERS = "ABCDEF"


class SourceKind(StrEnum):
    """The kinds of source a fact can come from."""

    VERIFIED_DOCUMENT = "verified_document"
    CHILD = "child"
    PARENT = "parent"
    AUTHORITY = "authority"
    WITNESS = "witness"
    OCCUPIER_LIST = "occupier_list"
    STAFF = "staff"
    RELATIVE = "relative"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Grade:
    """A two-part reliability grade: source A (reliable) to F (cannot be judged), content 1 (confirmed) to 6.

    Raises ValueError outside these ranges. Source of the scale: the Admiralty system, NATO AJP-2.1, annex on the
    evaluation of information.

    >>> str(Grade("B", 2)), Grade.read("c3").content
    ('B2', 3)
    """

    source: str = "F"
    content: int = 6

    def __post_init__(self) -> None:
        if len(self.source) != 1 or self.source not in SOURCE_LETTERS:
            raise ValueError("grade: the source is a letter from A to F")
        if self.content not in range(1, 7):
            raise ValueError("grade: the content is a number from 1 to 6")

    def __str__(self) -> str:
        return f"{self.source}{self.content}"

    @property
    def rank(self) -> int:
        """Sort key, 0 (best, A1) to 35 (worst, F6); the source counts before the content.

        >>> Grade("A", 1).rank, Grade("B", 1).rank, Grade().rank
        (0, 6, 35)
        """
        return SOURCE_LETTERS.index(self.source) * 6 + self.content - 1

    @classmethod
    def read(cls, text: str) -> Grade:
        """Read "B2". Raises ValueError for any other form.

        >>> Grade.read(" a1 ")
        Grade(source='A', content=1)
        """
        letters = text.strip().upper()
        if len(letters) != 2 or letters[1] not in "123456":
            raise ValueError("grade: a letter from A to F and a number from 1 to 6, for example B2")
        return cls(letters[0], int(letters[1]))
