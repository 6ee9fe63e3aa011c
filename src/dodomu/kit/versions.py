"""Forms that change a shared record: they carry what their author saw, and become a merge screen when that changed.

Put ``Versioned`` before ``forms.Form``, hand the form the record's ``State``, and save through ``saved``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.core import signing
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from dodomu.base.versions import Addition, Changed, State, Value, version_of
from dodomu.kit.forms import FormError, FormMixin
from dodomu.kit.merging import MergeRow, canonical, plain, shown

SEEN = "seen_state"
"""Hidden field with what the author saw, signed."""
BEFORE = "state_before"
"""On the merge screen: what the author saw first, signed."""
KEEP, MINE = "keep-", "mine-"
THEIRS, OURS, OTHER = "theirs", "mine", "other"
SALT = "dodomu.versions"


@dataclass(frozen=True, slots=True)
class Seen:
    """What the author of a form saw when it was opened."""

    record: str
    values: Mapping[str, Value]
    keys: frozenset[str]

    @property
    def version(self) -> str:
        return version_of(self.record, self.values, self.keys)


@dataclass(frozen=True, slots=True)
class Merge:
    """What somebody else changed meanwhile: fields to choose from, and rows to read first."""

    rows: tuple[MergeRow, ...]
    additions: tuple[Addition, ...]
    before: str

    @property
    def names(self) -> frozenset[str]:
        return frozenset(row.name for row in self.rows)


def token_of(state: State) -> str:
    """What a state holds, signed, to travel in a form of somebody who may see it."""
    return _signed(Seen(state.record, state.values, frozenset(one.key for one in state.additions)))


def _signed(seen: Seen) -> str:
    values = {name: list(value) if isinstance(value, tuple) else value for name, value in seen.values.items()}
    return signing.dumps([seen.record, values, sorted(seen.keys)], salt=SALT, compress=True)


def _read(token: str, record: str) -> Seen:
    """What a token says; one that is forged or of another record has seen nothing."""
    try:
        named, values, keys = signing.loads(token, salt=SALT)
    except signing.BadSignature:
        return Seen(record, {}, frozenset())
    if named != record:
        return Seen(record, {}, frozenset())
    given = {name: tuple(value) if isinstance(value, list) else value for name, value in values.items()}
    return Seen(record, given, frozenset(keys))


class Versioned(FormMixin):
    """A form that never overwrites unseen. Without a ``state`` it is a form like any other."""

    def __init__(self, *args: Any, state: State | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.current = state
        self.merge: Merge | None = None
        if state is None:
            return
        for name, value in state.values.items():
            if name in self.fields and self.fields[name].initial is None:
                self.initial.setdefault(name, list(value) if isinstance(value, tuple) else value)
        self.fields[SEEN] = forms.CharField(
            widget=forms.HiddenInput, required=False, initial=token_of(state), max_length=200_000
        )
        if self.is_bound:
            self.data = self.data.copy()  # type: ignore[attr-defined]
            self._mine = {name: self._said_mine(name) for name in self._shared}
            self._resolve()

    @property
    def version(self) -> str:
        """The version the author saw; empty where the form came without, as from a program."""
        return self._seen.version if self.current is not None and self._sent(SEEN) else ""

    @property
    def leaves_it(self) -> bool:
        """On the merge screen the author kept everything as their colleague had left it."""
        shared = self._shared if self.current is not None and self._sent(BEFORE) else []
        return bool(shared) and all(
            canonical(self.fields[name], self._typed(name)) == canonical(self.fields[name], self._seen.values[name])
            for name in shared
        )

    @property
    def error_list(self) -> list[FormError]:
        """What is to be chosen on the merge screen is told first."""
        told = super().error_list
        open_rows = [row for row in self.merge.rows if not row.chosen] if self.merge else []
        choose = gettext("Choose what is to stay: “%(field)s”.")
        lines = [FormError(f"{KEEP}{row.name}_0", choose % {"field": row.field.label}) for row in open_rows]
        return told[:1] + lines + told[1:] if lines else told

    @property
    def apart_from_merge(self) -> list[forms.BoundField]:
        """The fields that nobody else touched."""
        names = self.merge.names if self.merge else frozenset()
        return [bound for bound in self.visible_fields() if bound.name not in names]

    @property
    def merge_hidden(self) -> list[tuple[str, str]]:
        """What the merge screen carries besides: what its author saw first, and what they typed."""
        if self.merge is None:
            return []
        mine = [(self.add_prefix(MINE + row.name), one) for row in self.merge.rows for one in row.typed_values]
        return [(self.add_prefix(BEFORE), self.merge.before), *mine]

    def full_clean(self) -> None:
        super().full_clean()
        if not self.is_bound or self.current is None or not self._sent(SEEN):
            return
        if self._seen.version != self.current.version:
            self._collide(self.current)
        elif self._sent(BEFORE):
            self._demand_choices()

    def attempt(self, act: Callable[[], object]) -> bool:
        """Carry out the act; where the record changed at the last moment, become the merge screen instead."""
        try:
            act()
        except Changed as changed:
            self._collide(changed.now)
            return False
        return True

    @property
    def _shared(self) -> list[str]:
        return [name for name in (self.current.values if self.current else ()) if name in self.fields]

    @property
    def _seen(self) -> Seen:
        record = self.current.record if self.current else ""
        return _read(self._sent(SEEN), record)

    def _sent(self, name: str) -> Any:
        if not self.is_bound:
            return ""
        key = self.add_prefix(name)
        many = self.data.getlist(key) if hasattr(self.data, "getlist") else None
        return tuple(many) if many and len(many) > 1 else str(self.data.get(key, "") or "")

    def _typed(self, name: str) -> Value:
        widget = self.fields[name].widget
        return plain(widget.value_from_datadict(self.data, self.files, self.add_prefix(name)))

    def _said_mine(self, name: str) -> Value:
        """What the author wants: said on the merge screen, else what stands in the field."""
        if self.add_prefix(MINE + name) not in self.data:
            return self._typed(name)
        sent: Value = self._sent(MINE + name)
        many = getattr(self.fields[name].widget, "allow_multiple_selected", False)
        return (sent,) if many and isinstance(sent, str) and sent else sent

    def _put(self, name: str, value: Value) -> None:
        key, data = self.add_prefix(name), self.data
        if name in self.fields and isinstance(self.fields[name].widget, forms.CheckboxInput) and not value:
            data.pop(key, None)  # type: ignore[attr-defined]
        elif isinstance(value, tuple) and hasattr(data, "setlist"):
            data.setlist(key, list(value))
        else:
            data[key] = list(value) if isinstance(value, tuple) else value  # type: ignore[index]

    def _resolve(self) -> None:
        """Let each field hold what its author chose on the merge screen."""
        for name in self._shared:
            choice = self._sent(KEEP + name)
            if choice == THEIRS:
                self._put(name, self._seen.values.get(name, ""))
            elif choice == OURS:
                self._put(name, self._mine[name])

    def _rows(self, before: Seen, now: Mapping[str, Value], mine: Mapping[str, Value], **who: Any) -> list[MergeRow]:
        rows = []
        for name in self._shared:
            field, was, is_now = self.fields[name], before.values.get(name), now.get(name, "")
            settled = {canonical(field, one) for one in (was, mine[name]) if one is not None}
            if canonical(field, is_now) in settled:
                continue
            chosen = self._sent(KEEP + name) if self._sent(BEFORE) else ""
            known = shown(field, was) if was is not None else None
            rows.append(
                MergeRow(
                    self[name], name, known, shown(field, is_now), shown(field, mine[name]), mine[name], chosen, **who
                )
            )
        return rows

    def _collide(self, now: State) -> None:
        before, typed = self._seen, {name: self._typed(name) for name in self._shared}
        for name in self._shared:
            self.data.pop(self.add_prefix(KEEP + name), None)  # type: ignore[attr-defined]
        fresh = tuple(one for one in now.additions if one.key not in before.keys)
        self._put(SEEN, token_of(now))
        rows = self._rows(before, now.values, typed, by=now.by, at=now.at)
        if rows or fresh:
            self._put(BEFORE, _signed(before))
            self.merge = Merge(tuple(rows), fresh, _signed(before))
            self.add_error(None, forms.ValidationError(ROWS if rows else FRESH, code="changed"))

    def _demand_choices(self) -> None:
        """The merge screen comes back until every field has its answer and nothing else is wrong."""
        if self.current is None:
            return
        before = _read(self._sent(BEFORE), self.current.record)
        rows = self._rows(before, self.current.values, self._mine, by=self.current.by, at=self.current.at)
        if any(row.chosen not in {THEIRS, OURS, OTHER} for row in rows):
            self.add_error(None, forms.ValidationError(ROWS, code="changed"))
        if rows and self.errors:
            self.merge = Merge(tuple(rows), (), _signed(before))


ROWS = _("Somebody changed this while you were writing. Nothing is saved yet: choose below what is to stay.")
FRESH = _(
    "While you were writing, somebody recorded something new. Nothing is saved yet: read it, then send yours again."
)


def saved(request: HttpRequest, form: Versioned, act: Callable[[], object], said: str | Promise) -> bool:
    """Carry out the act of a valid form and tell its author; False: the form comes back as the merge screen."""
    if form.leaves_it:
        messages.info(request, gettext("Nothing was changed: what your colleague wrote stays."))
        return True
    done = form.attempt(act)
    if done and said:
        messages.success(request, str(said))
    return done
