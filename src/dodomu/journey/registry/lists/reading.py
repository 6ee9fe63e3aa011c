"""From cells to a child: each field read by its own rule, what cannot be read kept in its own words."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from functools import lru_cache

from dodomu.engine.values import DateNotUnderstood, PartialDate, Place, Sex, name_notes, read_birth_date, read_sex
from dodomu.journey.registry.lists.child import ListedChild
from dodomu.journey.registry.lists.day_order import MIXED, MONTH_FIRST, TWO_ORDERS
from dodomu.journey.registry.lists.fields import ListField
from dodomu.journey.registry.lists.headings import folded
from dodomu.journey.registry.lists.messages import date_code
from dodomu.journey.registry.lists.naming import no_child, other_name, parted_name, says_nothing, whole_name
from dodomu.journey.registry.lists.table import TableRow, distinct

F = ListField
ODD = frozenset(("unknown", "one_letter", "initials_only", "two_people", "date_inside", "too_long"))
"""What the dry run says of a name; letters of two alphabets and hidden signs are mended in reading, and lists are full of them."""
_ERRORS = frozenset({"#ref!", "#n/a", "#value!", "#div/0!", "#name?", "#null!", "#num!"})
_AGE = re.compile(
    r"^(?:вік|возраст|age|:|\s)*(\d{1,3})(?:[.,]\d+)?\s*(?:р|р\.|рок\w*|рік|л|лет|г|г\.|год|года|y|yo|years?)?\.?$",
    re.IGNORECASE,
)
_DAY_NUMBER = re.compile(r"^[2-5]\d{4}$")
_FIRST_DAY = date(1899, 12, 30)
_APART = re.compile(r"\s*[;,\n/]\s*")
_OBLAST = re.compile(r"[^,;]*\b(?:обл\b\.?|область|області|области|oblast|region)[^,;]*", re.IGNORECASE)
PLACES = {F.BIRTH_PLACE: "birth_place", F.RESIDENCE: "residence", F.LAST_SEEN: "last_seen"}
TEXTS = {
    F.CITIZENSHIP: "citizenship", F.INSTITUTION: "institution", F.DOCUMENT: "document", F.APPEARANCE: "appearance",
    F.HEALTH: "health", F.NOTE: "note",
}  # fmt: skip
RELATIVES = (F.MOTHER, F.FATHER, F.GUARDIAN)
_MORE_SEX = {
    **dict.fromkeys(("д", "дев", "дів", "дівч", "жіноч", "fem", "жен пол"), Sex.FEMALE),
    **dict.fromkeys(("х", "хл", "хлоп", "хлопч", "мал", "мальч", "чоловік", "masc", "муж пол"), Sex.MALE),
}


class RowReader:
    """Reads the rows of one list under one choice of columns.

    Args:
        headings: as the list has them, "" where it has none.
        fields: what each column means.
        list_date: the day of which the list speaks; ages need it.
        today: no birth date lies after it.
        day_orders: columns whose dates do not simply put the day first.
    """

    def __init__(
        self,
        headings: tuple[str, ...],
        fields: Sequence[ListField],
        *,
        list_date: date | None,
        today: date,
        day_orders: Mapping[str, str] | None = None,
    ) -> None:
        self._day_orders = day_orders or {}
        self._names = distinct(headings)
        self._folded = [folded(heading) or name for heading, name in zip(headings, self._names, strict=True)]
        self._columns = [(position, field) for position, field in enumerate(fields) if field is not F.KEEP]
        self._numbers = frozenset(position for position, field in self._columns if field is F.NUMBER)
        self._list_date = list_date
        self._today = today

    def read(self, row: TableRow) -> ListedChild:
        """Understand one row; what is wrong with it is in ``messages``, nothing is raised."""
        child = ListedChild(row.number)
        for fault in row.faults:
            child.say(fault)
        child.payload = self._payload(row.cells)
        child.identity = self._identity(row.cells)
        cells: dict[ListField, list[tuple[int, str]]] = {}
        for position, field in self._columns:
            cell = row.cells[position]
            if cell.casefold() in _ERRORS:
                child.say("formula_error", position)
            elif not says_nothing(cell):
                cells.setdefault(field, []).append((position, cell))
        self._read_names(child, cells)
        self._read_birth(child, cells)
        self._read_rest(child, cells)
        return child

    def _payload(self, cells: list[str]) -> dict[str, str]:
        extra = (f"#{position}" for position in range(len(self._names) + 1, len(cells) + 1))
        return {name: cell for name, cell in zip([*self._names, *extra], cells, strict=True) if cell}

    def _identity(self, cells: list[str]) -> str:
        """The same statement in another column order, another case or at another number is the same."""
        stated = (
            f"{self._folded[position] if position < len(self._folded) else position}\x1f{' '.join(cell.casefold().split())}"
            for position, cell in enumerate(cells)
            if cell and position not in self._numbers
        )
        return "\x1e".join(sorted(stated))

    def _read_names(self, child: ListedChild, cells: dict[ListField, list[tuple[int, str]]]) -> None:
        whole = cells.get(F.FULL_NAME)
        parts = [cells[field][0][1] if field in cells else "" for field in (F.FAMILY, F.GIVEN, F.PATRONYMIC)]
        if whole:
            child.names, child.birth_words = whole_name(whole[0][1])
        elif any(any(map(str.isalpha, part)) for part in parts):
            child.names = [parted_name(*parts)]
        if not child.names:
            child.say("no_name")
        elif no_child(child.names[0].as_written, len(child.payload)):
            child.say("not_a_child")
        else:
            _say_what_is_odd(child, whole[0] if whole else (None, " ".join(part for part in parts if part)))
        child.names += [other_name(cell) for _position, cell in cells.get(F.OTHER_NAME, ())]

    def _read_birth(self, child: ListedChild, cells: dict[ListField, list[tuple[int, str]]]) -> None:
        column, words = cells[F.BIRTH_DATE][0] if F.BIRTH_DATE in cells else (None, child.birth_words)
        if words:
            self._read_date(child, column, words)
        if F.AGE not in cells:
            return
        column, words = cells[F.AGE][0]
        stated = self._read_age(child, column, words)
        if stated is None:
            self._keep(child, column, words)
        elif child.birth is None:
            child.birth, child.birth_words = stated, words
        elif child.birth.earliest > stated.latest or child.birth.latest < stated.earliest:
            child.say("age_disagrees", column)
            self._keep(child, column, words)

    def _read_date(self, child: ListedChild, column: int | None, words: str) -> None:
        if _DAY_NUMBER.match(words):
            child.say("date_of_workbook", column)
            child.birth, child.birth_words = PartialDate.of_day(_FIRST_DAY + timedelta(int(words))), words
            if child.birth.latest > self._today:
                child.birth = None
                self._cannot(child, column, words, "date_future")
            return
        born = self._born(child, column, words)
        if isinstance(born, str):
            self._cannot(child, column, words, date_code(born))
        elif born.stated_age is not None and self._list_date is None:
            self._cannot(child, column, words, "age_without_list_date")
        else:
            child.birth, child.birth_words = born, words

    def _born(self, child: ListedChild, column: int | None, words: str) -> PartialDate | str:
        """The birth date, or the code of why there is none; a column may put the month first, or both orders."""
        order = self._day_orders.get(str(column))
        found = TWO_ORDERS.match(words) if order else None
        if found and order == MIXED and found[1] != found[2] and max(int(found[1]), int(found[2])) <= 12:
            return "ambiguous"
        stated = words
        if found and order == MONTH_FIRST:
            child.say("date_month_first", column)
            stated = f"{found[3]}-{int(found[1]):02d}-{int(found[2]):02d}"
        return _birth_date(stated, self._list_date or self._today)

    def _read_age(self, child: ListedChild, column: int, words: str) -> PartialDate | None:
        found = _AGE.match(words)
        stated = None if found else _birth_date(words, self._list_date or self._today)
        if (found is None and (not isinstance(stated, PartialDate) or stated.stated_age is None)) or (
            found and int(found[1]) > 130
        ):
            child.say("age_not_understood", column)
        elif self._list_date is None:
            child.say("age_without_list_date", column)
        elif found:
            return PartialDate.on_age(int(found[1]), self._list_date, as_stated=words)
        elif isinstance(stated, PartialDate):
            return stated
        return None

    def _read_rest(self, child: ListedChild, cells: dict[ListField, list[tuple[int, str]]]) -> None:
        for column, words in cells.get(F.SEX, ()):
            child.sex = _MORE_SEX.get(folded(words)) or read_sex(words)
            if child.sex is Sex.UNKNOWN:
                self._cannot(child, column, words, "sex_not_understood")
        for field, attribute in PLACES.items():
            child.places += [(attribute, _place(words)) for _column, words in cells.get(field, ())]
        for field, attribute in TEXTS.items():
            child.texts += [(attribute, words) for _column, words in cells.get(field, ())]
        for column, words in cells.get(F.PHONE, ()):
            self._read_phones(child, column, words)
        for field in RELATIVES:
            for column, words in cells.get(field, ()):
                names, _born = whole_name(words)
                child.relatives += [(field, name) for name in names[:1]]
                if not names:
                    self._keep(child, column, words)

    def _read_phones(self, child: ListedChild, column: int, words: str) -> None:
        for part in _APART.split(words):
            if sum(map(str.isdigit, part)) >= 5:
                child.texts.append(("phone", part))
            elif part:
                self._cannot(child, column, part, "phone_not_understood")

    def _cannot(self, child: ListedChild, column: int | None, words: str, code: str) -> None:
        child.say(code, column)
        self._keep(child, column, words)

    def _keep(self, child: ListedChild, column: int | None, words: str) -> None:
        """What a field's rule cannot read stays readable on the child's page as a note under its heading."""
        child.texts.append(("note", f"{self._names[column]}: {words}" if column is not None else words))


@lru_cache(maxsize=20_000)
def _birth_date(words: str, today: date) -> PartialDate | str:
    """The birth date, or the code of why there is none; a list of children repeats a few thousand dates."""
    try:
        return read_birth_date(words, today=today)
    except DateNotUnderstood as problem:
        return problem.code


@lru_cache(maxsize=20_000)
def _place(words: str) -> Place:
    """A place with its oblast set apart, wherever in the address it stands."""
    found = _OBLAST.search(words)
    if found is None:
        return Place(words)
    rest = ", ".join(part.strip() for part in _OBLAST.sub("", words).split(",") if part.strip())
    oblast = found[0].strip(" .")
    return Place(rest, oblast=oblast) if rest else Place(oblast)


def _say_what_is_odd(child: ListedChild, stated: tuple[int | None, str]) -> None:
    """A message for what is odd about the name as written; a date behind it that was read as the birth date is not."""
    column, words = stated
    for code in name_notes(words):
        if code in ODD and not (code == "date_inside" and child.birth_words):
            child.say(f"name_{code}", column)
