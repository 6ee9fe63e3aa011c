"""Which alphabet a name is written in, and the repair of look-alike letters from the other one.

People type "Ковaленко" with a Latin "a", and about one official Cyrillic spelling in seven carries such a letter.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, Literal

Script = Literal["cyrl", "latn", "mixed", "none"]

CYRILLIC: Final = re.compile("[\u0400-\u052f]")
LATIN: Final = re.compile("[A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff]")
TOKEN: Final = re.compile(r"[^\W\d_]+(?:['’‘ʼ`´\"ʹʺ][^\W\d_]+)*['’ʼ`ʹ]?")

LATIN_LOOK: Final = "ABCEHIKMOPTXYaceiopxykmthïÏĸëË"
CYRILLIC_LOOK: Final = "АВСЕНІКМОРТХУасеіорхукмтнїЇкёЁ"
TO_CYRILLIC: Final = str.maketrans(LATIN_LOOK, CYRILLIC_LOOK)
TO_LATIN: Final = str.maketrans(CYRILLIC_LOOK[:26], LATIN_LOOK[:26])
LOOK_ALIKE: Final = frozenset(LATIN_LOOK + CYRILLIC_LOOK)


def script_of(text: str) -> Script:
    """The script of the letters in a text: "cyrl", "latn", "mixed" or "none" when it has no such letters.

    >>> script_of("Коваленко"), script_of("Kovalenko"), script_of("Ковaленко"), script_of("12")
    ('cyrl', 'latn', 'mixed', 'none')
    """
    cyrillic, latin = not text.isascii() and CYRILLIC.search(text), LATIN.search(text)
    if cyrillic:
        return "mixed" if latin else "cyrl"
    return "latn" if latin else "none"


@lru_cache(maxsize=65536)
def repair_token(token: str) -> str:
    """Rewrite the look-alike letters of one word so that it stands in one script.

    The letters that exist in only one of the two alphabets decide; without any, the majority; at a tie, Cyrillic.

    >>> repair_token("Ковaленко") == "Коваленко", repair_token("Kоvalenko") == "Kovalenko"
    (True, True)
    """
    if script_of(token) != "mixed":
        return token
    sure = [letter for letter in token if letter not in LOOK_ALIKE] or list(token)
    cyrillic = sum(1 for letter in sure if CYRILLIC.match(letter))
    latin = sum(1 for letter in sure if LATIN.match(letter))
    return token.translate(TO_CYRILLIC if cyrillic >= latin else TO_LATIN)


def repair(text: str) -> str:
    """Repair every word of a text; a word made only of look-alikes follows the other words' script.

    >>> repair("COCHA Марія") == "СОСНА Марія"
    True
    """
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
