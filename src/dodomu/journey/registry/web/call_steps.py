"""The steps of a call: which forms stand on each, filled from what is written so far."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.datastructures import MultiValueDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dodomu.journey.registry.call_content import CallContent, Typed
from dodomu.journey.registry.web.call_forms import (
    CallerForm,
    CallForm,
    ChildForm,
    FamilyForm,
    PlaceForm,
    StoryForm,
    WishForm,
)
from dodomu.kit.forms import FormError

Text = str | Promise
STEPS: dict[str, Text] = {
    "caller": gettext_lazy("Who calls"),
    "children": gettext_lazy("About whom"),
    "events": gettext_lazy("What happened"),
    "wishes": gettext_lazy("What they want"),
    "check": gettext_lazy("Check"),
}
WRITTEN = ("caller", "children", "events", "wishes")
"""Steps that have something to write; the last one shows it all."""


def step_after(step: str) -> str:
    names = list(STEPS)
    return names[min(names.index(step) + 1, len(names) - 1)]


def step_before(step: str) -> str:
    names = list(STEPS)
    return names[names.index(step) - 1] if names.index(step) else ""


@dataclass(frozen=True, slots=True)
class Part:
    """One form of a step. ``child``: the number of the child it is about; 0 for the whole call."""

    form: CallForm
    title: Text = ""
    child: int = 0


@dataclass(frozen=True, slots=True)
class Step:
    """One step with its forms, as one form to the templates: ``errors`` and ``error_list``."""

    code: str
    parts: tuple[Part, ...]

    def is_valid(self) -> bool:
        # Every part is judged, not only those before the first that is wrong.
        judged = [part.form.is_valid() for part in self.parts]
        return all(judged)

    @property
    def errors(self) -> bool:
        return any(part.form.errors for part in self.parts)

    @property
    def error_list(self) -> list[FormError]:
        return [error for part in self.parts for error in part.form.error_list]


def step_of(code: str, content: CallContent, data: Mapping[str, Any] | None = None) -> Step:
    """One step, filled with what is written, or with ``data`` that was sent."""
    return Step(code, tuple(_parts(code, content, data)))


def checked(content: CallContent) -> dict[str, Step]:
    """Every step with what is written handed in for judgement."""
    data = as_sent(content.fields)
    return {code: step_of(code, content, data) for code in WRITTEN}


def as_sent(fields: Mapping[str, Typed]) -> MultiValueDict[str, str]:
    """Stored fields as a form receives them; what was never shown keeps its first answer."""
    given = {name: value if isinstance(value, list) else [value] for name, value in fields.items()}
    return MultiValueDict({name: values for name, values in given.items() if values and values != [""]})


def typed_in(step: Step, data: MultiValueDict[str, str]) -> dict[str, Typed]:
    """What was typed on a step, field by field, right or wrong."""
    given: dict[str, Typed] = {}
    for part in step.parts:
        for name, field in part.form.fields.items():
            key = part.form.add_prefix(name)
            many = isinstance(field, forms.MultipleChoiceField)
            given[key] = data.getlist(key) if many else data.get(key, "")
    return given


def child_title(content: CallContent, number: int) -> str:
    """ "Child 2"; the only one is "The child". No name: headings are read from afar."""
    if len(content.children) == 1:
        return _("The child")
    return _("Child %(number)s") % {"number": content.children.index(number) + 1}


def _parts(code: str, content: CallContent, data: Mapping[str, Any] | None) -> list[Part]:
    several = len(content.children) > 1
    match code:
        case "caller":
            return [Part(_made(CallerForm, content, data))]
        case "children":
            children = [
                Part(_made(ChildForm, content, data, number), child_title(content, number), number)
                for number in content.children
            ]
            family = _made(FamilyForm, content, data, several=several)
            return [*children, Part(family, family.title)]
        case "events":
            places = [
                Part(
                    _made(PlaceForm, content, data, number, first=number == content.children[0]),
                    child_title(content, number),
                    number,
                )
                for number in content.children
            ]
            story = _made(StoryForm, content, data)
            return [Part(story, story.title), *places]
        case _:
            return [Part(_made(WishForm, content, data))]


def _made(
    kind: type[CallForm], content: CallContent, data: Mapping[str, Any] | None, child: int = 0, **more: Any
) -> CallForm:
    prefix = f"c{child}" if child else None
    start = f"c{child}-" if child else ""
    known = {name: content.fields.get(f"{start}{name}") for name in _names(kind)}
    initial = {name: value for name, value in known.items() if value not in (None, "", [])}
    form = kind(_filled(kind, data, start) if data is not None else None, prefix=prefix, initial=initial, **more)
    # Two parts of one page must not share the number of an error.
    form.auto_id = "id_%s"
    return form


def _filled(kind: type[CallForm], data: Mapping[str, Any], start: str) -> MultiValueDict[str, str]:
    """The data, with the first answer where a choice was not sent at all: the part had never been shown."""
    lists = {name: data.getlist(name) for name in data} if isinstance(data, MultiValueDict) else dict(data)
    for name, field in kind.base_fields.items():
        if isinstance(field, forms.ChoiceField) and not isinstance(field, forms.MultipleChoiceField) and field.initial:
            lists.setdefault(f"{start}{name}", [str(getattr(field.initial, "value", field.initial))])
    return MultiValueDict(lists)


def _names(kind: type[CallForm]) -> list[str]:
    return [*kind.base_fields, *(f"{name}_not" for name in kind.questions)]
