"""Document and phone numbers brought to one form."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from dodomu.engine.values.scripts import CYRILLIC_LOOK, LATIN_LOOK

SIGNIFICANT_DIGITS: Final = 9
NOT_DIGIT: Final = re.compile(r"\D")
NOT_SIGN: Final = re.compile(r"[\W_]")
LOOKS: Final = {ord(cyrillic): latin for cyrillic, latin in zip(CYRILLIC_LOOK, LATIN_LOOK, strict=True)} | {
    ord("№"): ""
}


@lru_cache(maxsize=65536)
def phone_key(phone: str) -> str:
    """The last nine digits of a phone number, so that country code and spacing do not matter; "" when too short.

    >>> phone_key("+38 (050) 123-45-67") == phone_key("050 123 45 67") == "501234567"
    True
    """
    digits = NOT_DIGIT.sub("", phone)
    return digits[-SIGNIFICANT_DIGITS:] if len(digits) >= SIGNIFICANT_DIGITS else ""


@lru_cache(maxsize=65536)
def document_keys(number: str) -> tuple[str, ...]:
    """The signs of a document number in capitals, look-alike letters as Latin, and its digits alone when six or more.

    >>> document_keys("І-НО № 123456") == document_keys("i-ho 123456") == ("IHO123456", "123456")
    True
    """
    signs = NOT_SIGN.sub("", number.translate(LOOKS).upper().translate(LOOKS))
    digits = NOT_DIGIT.sub("", signs)
    if len(digits) < 4:
        return ()
    return (signs, digits) if len(digits) >= 6 and digits != signs else (signs,)
