"""What was written of a call, line by line: to check it before recording, and to read it afterwards."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from dodomu.engine.values.dates import DateNotUnderstood
from dodomu.journey.registry.call_content import CallContent, Typed
from dodomu.journey.registry.vocabulary import Unanswered
from dodomu.journey.registry.web.call_forms import NOT, CallForm
from dodomu.journey.registry.web.call_steps import STEPS, WRITTEN, Part, Step, step_of
from dodomu.kit.alphabet import language_of
from dodomu.kit.dates import reading, today
from dodomu.kit.forms import PartialDateField, understand

Text = str | Promise


@dataclass(frozen=True, slots=True)
class Line:
    """One answer. ``open``: it has no value, and ``text`` says why; ``note``: how a date was understood."""

    label: Text
    text: str = field(repr=False)
    target: str
    open: bool = False
    note: str = field(default="", repr=False)
    wrong: str = ""

    @property
    def lang(self) -> str:
        return "" if self.open else language_of(self.text)


@dataclass(frozen=True, slots=True)
class Section:
    """The answers of one part of a step."""

    step: str
    title: Text
    lines: tuple[Line, ...]


def sections(content: CallContent, steps: Mapping[str, Step] | None = None) -> list[Section]:
    """Every part of a call. ``steps``: judged ones, whose errors stand beside their answers."""
    found = []
    for code in WRITTEN:
        step = steps[code] if steps else step_of(code, content)
        for part in step.parts:
            found.append(Section(code, part.title or STEPS[code], tuple(_lines(part, content))))
    return found


def told(payload: Mapping[str, Any]) -> list[Section]:
    """A recorded call as it was written down, without who called: that is sealed apart."""
    content = CallContent(payload["fields"], tuple(payload["children"]))
    return [section for section in sections(content) if section.step != "caller"]


def in_words(form: CallForm, name: str, value: Typed) -> str:
    """What a field holds as a reader sees it."""
    kind = form.fields[name]
    if isinstance(kind, forms.BooleanField):
        return _("yes") if value else _("no")
    if isinstance(kind, forms.ChoiceField):
        labels = {str(code): str(label) for code, label in list(kind.choices)}  # type: ignore[arg-type]
        chosen = value if isinstance(value, list) else [value]
        return ", ".join(labels.get(one, one) for one in chosen if one)
    return value if isinstance(value, str) else ", ".join(value)


def _lines(part: Part, content: CallContent) -> Iterator[Line]:
    form = part.form
    same = bool(content.fields.get(form.add_prefix("same"))) and "same" in form.fields
    for bound, why in form.lines:
        if same and bound.name != "same":
            continue
        value = content.fields.get(form.add_prefix(bound.name), "")
        text = in_words(form, bound.name, value) if value else ""
        wrong = " ".join(str(error) for error in bound.errors) if form.is_bound else ""
        target = bound.auto_id
        if text:
            yield Line(bound.label, text, target, value in Unanswered.values, _note(form, bound.name, text), wrong)
        elif why is not None:
            given = content.text(form.add_prefix(bound.name + NOT)) or Unanswered.NOT_ASKED
            answer = Unanswered(given) if given in Unanswered.values else Unanswered.NOT_ASKED
            yield Line(bound.label, str(answer.label), target, open=True, wrong=wrong)
        elif wrong:
            yield Line(bound.label, "", target, wrong=wrong)
        elif bound.field.initial and isinstance(bound.field, forms.ChoiceField):
            first = str(getattr(bound.field.initial, "value", bound.field.initial))
            yield Line(bound.label, in_words(form, bound.name, first), target, first in Unanswered.values)


def _note(form: CallForm, name: str, text: str) -> str:
    kind = form.fields[name]
    if not isinstance(kind, PartialDateField):
        return ""
    try:
        read = reading(understand(text, on=today(), birth=kind.birth))
    except DateNotUnderstood:
        return ""
    return read if read != text else ""
