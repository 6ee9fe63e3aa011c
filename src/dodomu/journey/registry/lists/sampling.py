"""What a column holds when its heading says nothing: judged by its values, and only where they leave no doubt."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from dodomu.engine.values import classes_of, read_sex
from dodomu.journey.registry.lists.fields import NAME_FIELDS, ListField

F = ListField
ENOUGH = 0.8
_PATRONYMIC = re.compile(r"(?:ович|евич|йович|івна|ївна|овна|евна|ична|ych|ich|ivna|ovna|evna)\b", re.IGNORECASE)
_DATE = re.compile(r"(?:\d{1,2}[./-]\d{1,2}[./-](?:19|20)\d\d|(?:19|20)\d\d(?:-\d\d-\d\d)?)(?: 00:00)?$")
_PHONE = re.compile(r"\+?[\d\s()-]{9,20}$")


def _is_whole_name(value: str) -> bool:
    words = value.split()
    known = _PATRONYMIC.search(value) is not None or (value.replace(" ", "").isalpha() and any(map(classes_of, words)))
    return 2 <= len(words) <= 5 and known


def _is_patronymic(value: str) -> bool:
    return value.isalpha() and _PATRONYMIC.search(value) is not None


def _is_given(value: str) -> bool:
    return value.isalpha() and bool(classes_of(value))


def _is_phone(value: str) -> bool:
    return bool(_PHONE.match(value)) and 9 <= sum(map(str.isdigit, value)) <= 15


TESTS: tuple[tuple[ListField, Callable[[str], bool]], ...] = (
    (F.FULL_NAME, _is_whole_name),
    (F.PATRONYMIC, _is_patronymic),
    (F.GIVEN, _is_given),
    (F.BIRTH_DATE, lambda value: bool(_DATE.match(value))),
    (F.SEX, lambda value: read_sex(value).known),
    (F.PHONE, _is_phone),
)


def fill_from_values(fields: list[ListField], headings: Sequence[str], samples: Sequence[Sequence[str]]) -> None:
    """Give a meaning to columns without a heading, and find the name column when no heading names it.

    A date under an unknown heading is not taken for a birth date: lists are full of other dates.
    """
    for position, heading in enumerate(headings):
        if fields[position] is not F.KEEP:
            continue
        found = _meaning(samples[position] if position < len(samples) else ())
        wanted = not heading or (found is F.FULL_NAME and not NAME_FIELDS & set(fields))
        if found and wanted and found not in fields:
            fields[position] = found
    _family_beside_given(fields, headings, samples)


def _family_beside_given(fields: list[ListField], headings: Sequence[str], samples: Sequence[Sequence[str]]) -> None:
    """Words in a column without heading next to the given names (or their patronymics) are family names."""
    if F.GIVEN not in fields or {F.FAMILY, F.FULL_NAME} & set(fields):
        return
    names = [position for position, field in enumerate(fields) if field in (F.GIVEN, F.PATRONYMIC)]
    for position in (min(names) - 1, max(names) + 1):
        if 0 <= position < min(len(fields), len(samples)) and not headings[position] and fields[position] is F.KEEP:
            filled = [value for value in samples[position] if value]
            if filled and sum(value.replace("-", "").isalpha() for value in filled) >= ENOUGH * len(filled):
                fields[position] = F.FAMILY
                return


def _meaning(values: Sequence[str]) -> ListField | None:
    filled = [value for value in values if value]
    for field, test in TESTS:
        if filled and sum(map(test, filled)) >= ENOUGH * len(filled):
            return field
    return None
