"""Which alphabet a name is written in, and the repair of look-alike letters from the other one.

People type "Ковaленко" with a Latin "a", and about one official Cyrillic spelling in seven carries such a letter.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final, Literal

Script = Literal["cyrl", "latn", "mixed", "none"]

CYRILLIC: Final = re.compile("[\u0400-\u052f]")
LATIN: Final = re.compile("[A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff]")
TOKEN: Final = re.compile(r"[^\W\d_]+(?:['’‘ʼ`´\"ʹʺ′″][^\W\d_]+)*['’ʼ`ʹ′]?")
HIDDEN: Final = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\ufe00-\ufe0f\ufeff\U000e0000-\U000e007f]"
)
"""Soft hyphens, zero-width signs, marks of writing direction: nobody sees them, and they split words."""
STRESS: Final = re.compile("[\u0300-\u036f\u0483-\u0487]")
FULLWIDTH: Final = re.compile("[\uff01-\uff5e]")
ODD: Final = re.compile(f"{HIDDEN.pattern[:-1]}{STRESS.pattern[1:-1]}{FULLWIDTH.pattern[1:]}")

LATIN_LOOK: Final = "ABCEHIKMOPTXYaceiopxykmthïÏĸëË"
CYRILLIC_LOOK: Final = "АВСЕНІКМОРТХУасеіорхукмтнїЇкёЁ"
STRESSED: Final = "áéíóúý"
"""Latin letters with a stress mark, which a Cyrillic word borrows to show where it is stressed."""
TO_CYRILLIC: Final = str.maketrans(LATIN_LOOK + STRESSED + "b", CYRILLIC_LOOK + "аеіоуув")
TO_LATIN: Final = str.maketrans(CYRILLIC_LOOK[:26], LATIN_LOOK[:26])
LOOK_ALIKE: Final = frozenset(LATIN_LOOK + CYRILLIC_LOOK)
UNSURE: Final = LOOK_ALIKE | frozenset(STRESSED)
DIGIT: Final = re.compile("[013]")
DIGIT_WITHIN: Final = re.compile(r"(?<!\d)(?:[013](?=[^\W\d_])|(?<=[^\W\d_])0(?![\w\d]))(?!\d)")
"""A single 0, 1 or 3 before a letter, or a 0 at the end of a word: Олен0, 3айцев."""
DIGITS: Final = {"cyrl": dict(zip("013", "оіз", strict=True)), "latn": dict(zip("01", "ol", strict=True))}


def script_of(text: str) -> Script:
    """The script of the letters in a text: "cyrl", "latn", "mixed" or "none" when it has no such letters.

    >>> script_of("Коваленко"), script_of("Kovalenko"), script_of("Ковaленко"), script_of("12")
    ('cyrl', 'latn', 'mixed', 'none')
    """
    cyrillic, latin = not text.isascii() and CYRILLIC.search(text), LATIN.search(text)
    if cyrillic:
        return "mixed" if latin else "cyrl"
    return "latn" if latin else "none"


def unhidden(text: str) -> str:
    """The text composed (NFC), without signs that nobody sees, without stress marks, and in letters of usual width.

    >>> unhidden("Андрі\u0301й") == unhidden("Ан\u00adдрій") == unhidden("\u200fАндріи\u0306") == "Андрій"
    True
    """
    if text.isascii() or not ODD.search(text):
        return text
    plain = unicodedata.normalize("NFC", HIDDEN.sub("", text))
    if FULLWIDTH.search(plain):
        plain = FULLWIDTH.sub(lambda found: unicodedata.normalize("NFKC", found[0]), plain)
    return STRESS.sub("", plain)


@lru_cache(maxsize=65536)
def repair_token(token: str) -> str:
    """Rewrite the look-alike letters of one word so that it stands in one script.

    The letters that exist in only one of the two alphabets decide; without any, the majority; at a tie, Cyrillic. In a
    Cyrillic word a small Latin L is an І.

    >>> repair_token("Ковaленко") == "Коваленко", repair_token("Kоvalenko") == "Kovalenko", repair_token("lван") == "Іван"
    (True, True, True)
    """
    if script_of(token) != "mixed":
        return token
    unsure = UNSURE if "ll" in token else UNSURE | {"l"}
    sure = [letter for letter in token if letter not in unsure] or list(token)
    cyrillic = sum(1 for letter in sure if CYRILLIC.match(letter))
    latin = sum(1 for letter in sure if LATIN.match(letter))
    if cyrillic < latin:
        return token.translate(TO_LATIN)
    plain = token.translate(TO_CYRILLIC)
    if "l" in plain:
        plain = re.sub("l", lambda found: "і" if found.start() else "І", plain)
    return plain.upper() if token.replace("ĸ", "К").replace("l", "І").isupper() else plain


@lru_cache(maxsize=65536)
def lettered(word: str) -> str:
    """A word in which single digits 0, 1 and 3 stand for letters, with those letters.

    Only where at least three letters surround them, so that a class (3а), a floor or a year stays what it is.

    >>> lettered("К0валенко") == "Коваленко", lettered("3айцев") == "Зайцев", lettered("3а"), lettered("2014р")
    (True, True, '3а', '2014р')
    """
    found = [place.start() for place in DIGIT_WITHIN.finditer(word)]
    digits = sum(map(str.isdigit, word))
    if not found or len(found) < digits or sum(map(str.isalpha, word)) < max(3, 2 * digits):
        return word
    letters = DIGITS.get(script_of(word), {})
    capitals = word.upper() == word
    signs = list(word)
    for place in found:
        letter = letters.get(word[place], word[place])
        signs[place] = letter.upper() if capitals or not place else letter
    return "".join(signs)


def repair(text: str) -> str:
    """Repair every word of a text; a word made only of look-alikes follows the other words' script.

    >>> repair("COCHA Марія") == "СОСНА Марія"
    True
    """
    text = unhidden(text)
    if DIGIT.search(text) and DIGIT_WITHIN.search(text):
        text = re.sub(r"\S+", lambda found: lettered(found[0]), text)
    script = script_of(text)
    if script != "mixed":
        return text
    words = [repair_token(word) for word in text.split()]
    scripts = [script_of(word) for word in words if not LOOK_ALIKE.issuperset(word)]
    if not scripts or len(set(scripts)) > 1:
        return " ".join(words)
    table = TO_CYRILLIC if scripts[0] == "cyrl" else TO_LATIN
    return " ".join(word.translate(table) if LOOK_ALIKE.issuperset(word) else word for word in words)


def tokens(text: str) -> list[str]:
    """The words of a text, repaired; apostrophes stay inside words, hyphens and dots separate them.

    >>> tokens("Нечуй-Левицька, Мар'яна О.")
    ['Нечуй', 'Левицька', "Мар'яна", 'О']
    """
    return TOKEN.findall(repair(text))
