"""One row as understood: the child it states, the relatives named with it, what could not be read."""

from __future__ import annotations

from dataclasses import dataclass, field

from dodomu.engine.values import NameForm, PartialDate, Place, Sex
from dodomu.journey.registry.lists.fields import ListField
from dodomu.journey.registry.lists.messages import RowMessage, Weight


@dataclass(slots=True)
class ListedChild:
    """What one row says.

    Attributes:
        number: the row's number in the file.
        names: the first is the name, the others are former, new or everyday ones.
        texts: attribute code and text, for everything that is kept as words.
        relatives: who (mother, father, guardian) and the name.
        payload: heading to cell, every filled cell of the row, also those of no known meaning.
        identity: the cells that make it this statement, whatever their order and the row's number in the list.
    """

    number: int
    names: list[NameForm] = field(default_factory=list)
    birth: PartialDate | None = None
    birth_words: str = ""
    sex: Sex = Sex.NOT_ASKED
    places: list[tuple[str, Place]] = field(default_factory=list)
    texts: list[tuple[str, str]] = field(default_factory=list)
    relatives: list[tuple[ListField, NameForm]] = field(default_factory=list)
    payload: dict[str, str] = field(default_factory=dict)
    identity: str = ""
    messages: list[RowMessage] = field(default_factory=list)

    @property
    def refused(self) -> bool:
        return any(message.weight is Weight.REFUSED for message in self.messages)

    def say(self, code: str, column: int | None = None) -> None:
        self.messages.append(RowMessage(self.number, column, code))
