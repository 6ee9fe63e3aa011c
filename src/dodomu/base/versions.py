"""What a record held when somebody began to change it, and whether it still holds that.

A form shows a ``State`` and carries its version. The act compares it with the state it finds inside its own
transaction: where they differ nothing is written, and ``Changed`` brings what stands there now.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.utils.crypto import salted_hmac

Value = str | tuple[str, ...]
"""What one field holds, as a form would send it: a text, a code, or several codes."""


@dataclass(frozen=True, slots=True)
class Addition:
    """A row beside others that nobody can overwrite, but that must be seen before one more is added.

    Attributes:
        key: what tells it apart, an id.
        text: what it says, in the reader's language.
    """

    key: str
    text: str = field(repr=False)
    by: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class State:
    """What a record holds of all that one form can change.

    Attributes:
        record: which record and which part of it, for example ``case:<id>:risk``; never a name.
        values: by the name of the form's field.
        by, at: who changed it last, and when.
        additions: rows it has gathered.
    """

    record: str
    values: Mapping[str, Value] = field(default_factory=dict, repr=False)
    by: str = ""
    at: datetime | None = None
    additions: tuple[Addition, ...] = ()

    @property
    def version(self) -> str:
        """Equal for equal values and the same additions; it tells nothing about them."""
        return version_of(self.record, self.values, (one.key for one in self.additions))

    def must_be(self, expected: str) -> None:
        """Pass in silence when the state is the expected one, or when nothing is expected.

        Raises:
            Changed: somebody changed the record since.
        """
        if expected and expected != self.version:
            raise Changed(self)


class Changed(ValueError):
    """The record changed since it was read; nothing was written. ``now`` is what stands there."""

    def __init__(self, now: State) -> None:
        super().__init__("version: the record changed since it was read; read it again.")
        self.now = now


def version_of(record: str, values: Mapping[str, Value], keys: Iterable[str]) -> str:
    """The version of a state that is known by its parts alone."""
    plain = {name: list(value) if isinstance(value, tuple) else value for name, value in values.items()}
    text = json.dumps([record, plain, sorted(keys)], sort_keys=True, ensure_ascii=False)
    return salted_hmac("dodomu.versions", text, algorithm="sha256").hexdigest()[:32]
