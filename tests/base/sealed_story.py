"""Invented persons with keys of their own and the five holders of the shares, for tests of the sealed level."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID, uuid4

from dodomu.base import keys
from dodomu.base.access.models import User
from dodomu.base.keys import sealed_person
from dodomu.base.keys.opened import OpenKey
from dodomu.base.keys.slots import Cost
from tests.people import make_user

TABLE, COLUMN = "cases_note", "words"
PASSPHRASES = {
    "vira": "wet heron under the bridge",
    "solomiia": "three lanterns at dusk",
    "bohdan": "quiet mill and rye",
}
HOLDERS = ("hanna", "danylo", "iryna", "maksym", "oksana")


@contextmanager
def cheap_passphrases() -> Iterator[None]:
    """Guessing costs nothing here, for nobody is protected: sixty-four mebibytes for each test would be minutes."""
    before = sealed_person.set_cost(Cost(1, 64, 1))
    yield
    sealed_person.set_cost(before)


class Story:
    """Vira, Solomiia and Bohdan have keys; five directors hold the shares; one account is sealed to Vira and Solomiia."""

    def __init__(self) -> None:
        self.people = {name: make_user(username=name) for name in PASSPHRASES}
        self.holders = [make_user("director", username=name) for name in HOLDERS]
        for name, person in self.people.items():
            keys.make_sealed_key(person.pk, PASSPHRASES[name])
        self.recovery, self.shares = keys.make_recovery([one.pk for one in self.holders], by=self.holders[0].pk)
        for holder, share in zip(self.holders, self.shares, strict=True):
            keys.confirm_share(holder.pk, share)
        self.under: OpenKey = keys.new_data_key()
        self.row: UUID = uuid4()

    def id(self, name: str) -> UUID:
        person: User = self.people[name]
        return person.pk

    def seal(self, value: object, *names: str, row: UUID | None = None) -> keys.SealedValue:
        persons = [self.id(name) for name in names]
        return keys.seal_for(persons, TABLE, row or self.row, COLUMN, value, under=self.under, by=self.id(names[0]))

    def key(self, name: str) -> keys.OpenedKey:
        return keys.open_sealed_key(self.id(name), PASSPHRASES[name])

    def read(self, name: str, row: UUID | None = None) -> object:
        return keys.open_sealed(self.key(name), TABLE, row or self.row, COLUMN, under=self.under)
