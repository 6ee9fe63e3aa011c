"""Two windows wrote different things into one step of a call: both values, side by side."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.functional import Promise

from dodomu.journey.registry.call_content import CallContent, Typed
from dodomu.journey.registry.web.call_forms import NOT
from dodomu.journey.registry.web.call_lines import in_words
from dodomu.journey.registry.web.call_steps import Step

PICK = "pick:"
MINE, SAVED = "mine", "saved"


@dataclass(frozen=True, slots=True)
class Clash:
    """One field with two values."""

    name: str
    label: str | Promise
    part: str | Promise
    mine: str = field(repr=False)
    saved: str = field(repr=False)
    kept: Typed = field(repr=False)

    @property
    def pick(self) -> str:
        return PICK + self.name


def clashes(step: Step, content: CallContent, given: Mapping[str, Typed]) -> list[Clash]:
    """The fields of a step in which what was sent is not what is kept."""
    found = []
    for part in step.parts:
        for name, shape in part.form.fields.items():
            key = part.form.add_prefix(name)
            kept = content.fields.get(key, [] if isinstance(given.get(key), list) else "")
            if given.get(key) == kept or (name.endswith(NOT) and not kept):
                continue
            said = part.form.fields[name.removesuffix(NOT)].label if name.endswith(NOT) else shape.label
            words = [in_words(part.form, name, value) if value else "" for value in (given.get(key, ""), kept)]
            found.append(Clash(key, said or "", part.title, words[0], words[1], kept))
    return found


def settled(
    given: Mapping[str, Typed], found: list[Clash], choices: Mapping[str, str]
) -> tuple[dict[str, Typed], list[Clash]]:
    """What is to be kept after the operator chose, and the fields where no choice was made."""
    chosen = dict(given)
    chosen.update({clash.name: clash.kept for clash in found if choices.get(clash.pick) == SAVED})
    return chosen, [clash for clash in found if choices.get(clash.pick) not in (MINE, SAVED)]
