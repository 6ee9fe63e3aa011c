"""The names in a row: in one cell or three, in capitals, with a former name in brackets or a birth year behind."""

from __future__ import annotations

import re

from dodomu.engine.values import NameForm, NameKind, parse_name

_NOTHING = """-|--|---|—|–|?|??|.|..|/|0|н/д|нд|н.д.|н/в|немає|нет|невідомо|неизвестно|неизвестен|неизвестна|невідомий
|невідома|n/a|na|none|null|nil|unknown|not known|not stated|відсутній|відсутня|відсутні|отсутствует|отсутствуют
|не встановлено|не установлено|не вказано|не указано|не известно"""
NOTHING = frozenset(word.strip() for word in _NOTHING.split("|"))
_NO_CHILD = re.compile(
    r"^(?:всього|усього|разом|итого|всего|total|sum|підпис|подпись|директор|завідувач|заведующ|склав|составил|м\.?\s?п\.?$|"
    r"група|группа|group|клас|класс|дата|list|список|завідувач\w*|заведующ\w*|примітк\w*|примечани\w*|notes?|виконавець|"
    r"исполнитель|джерело|источник|source|керівник\w*|руководитель|начальник|вихователь|воспитатель|дані|данные|див|см|"
    r"підготува\w*|подготовил\w*|контакти?|адрес[аи]?)\b"
    r"|^[*(]|^[^\d:]+:",
    re.IGNORECASE,
)
MOST_WORDS = 6
"""A lone cell with more words is a sentence under the table, not a name."""
_BRACKETS = re.compile(r"\s*[(\[]([^)\]]{2,60})[)\]]\s*")
_BORN = re.compile(
    r"^(?P<name>\D{5,}?)[\s,;]+\(?(?P<born>\d{1,2}[./]\d{1,2}[./]\d{4}|\d{4}(?:-\d\d(?:-\d\d)?)?)"
    r"\s*(?:р\.?\s?н\.?|г\.?\s?р\.?|року народження|года рождения|y\.?o\.?b\.?)?\.?\)?$",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]+")
_SOFT = re.compile("(?<=['\u2019\u02bc])[ЯЄЮЇ]")  # Мар'яна, but О'Коннор
_ORDINAL = re.compile(r"^\d{1,5}[.)]\s*(?=\D)")


def says_nothing(cell: str) -> bool:
    """Whether the cell is a dash, "unknown" or the like."""
    return not cell or cell.casefold() in NOTHING


def no_child(cell: str, filled: int) -> bool:
    """Whether a name cell belongs to a total, a signature or a subtitle: few cells filled and telling words."""
    if filled == 1 and len(cell.split()) > MOST_WORDS:
        return True
    return filled <= 3 and (_NO_CHILD.match(cell) is not None or any(map(str.isdigit, cell)))


def whole_name(cell: str) -> tuple[list[NameForm], str]:
    """Read a cell with a whole name; return the names and a birth date that stands behind it, if any.

    >>> whole_name("Коваленко Олена Іванівна, 2014 р.н.")[1]
    '2014'
    """
    text = _ORDINAL.sub("", cell)
    born = ""
    if found := _BORN.match(text):
        text, born = found["name"], found["born"]
    brackets = _BRACKETS.search(text)
    plain = _BRACKETS.sub(" ", text).strip(" ,;") if brackets else text.strip(" ,;")
    if not any(map(str.isalpha, plain)):
        return [], born
    name = _settled(parse_name(_calm(plain)), text.strip(" ,;"))
    if brackets is None or any(map(str.isdigit, brackets[1])):
        return [name], born
    return [name, _in_brackets(brackets[1], name, before=text[: brackets.start()])], born


def parted_name(family: str, given: str, patronymic: str) -> NameForm:
    """The name whose parts stand in columns of their own; "Олена Іванівна" in one of them is parted too."""
    written = " ".join(part for part in (family, given, patronymic) if part)
    if not patronymic and given.count(" ") == 1:
        given, patronymic = given.split(" ")
    return NameForm(given=_calm(given), patronymic=_calm(patronymic), family=_calm(family), as_written=written)


def other_name(cell: str) -> NameForm:
    """A former, new or differently spelled name from a column of its own."""
    return _settled(parse_name(_calm(cell)), cell)


def _settled(name: NameForm, written: str, kind: NameKind = NameKind.OFFICIAL) -> NameForm:
    return NameForm(given=name.given, patronymic=name.patronymic, family=name.family, kind=kind, as_written=written)


def _in_brackets(inside: str, name: NameForm, before: str) -> NameForm:
    """A family name before the brackets: "Коваленко (Шевчук) Олена" gives another family name, "Коваленко Олена (Оленка)" what she is called."""
    inside = _calm(inside.strip())
    if " " in inside:
        return other_name(inside)
    if len(before.split()) == 1:
        return NameForm(
            given=name.given, patronymic=name.patronymic, family=inside, kind=NameKind.OFFICIAL, as_written=inside
        )
    return NameForm(given=inside, family=name.family, kind=NameKind.EVERYDAY, as_written=inside)


def _calm(text: str) -> str:
    """КОВАЛЕНКО → Коваленко, О'КОННОР-БОЙКО → О'Коннор-Бойко; anything not all in capitals stays."""
    if len(text) < 3 or not text.isupper():
        return text
    text = _WORD.sub(lambda word: word[0].capitalize(), text)
    return _SOFT.sub(lambda vowel: vowel[0].lower(), text)
