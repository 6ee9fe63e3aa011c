"""Files that somebody made are saved, never shown: whatever they are called and whatever is in them."""

from __future__ import annotations

import io
import re
import unicodedata
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dodomu.kit.handing_out import MOST_BYTES, handed_out, safe_name

POLYGLOTS = {
    "photo.jpg": b"<html><script>alert(1)</script></html>",
    "emblem.svg": b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
    "form.pdf": b"%PDF-1.7\n<script>alert(1)</script>",
    "list.csv": b"=cmd|'/c calc'!A1",
    "sign.gif": b"GIF89a=0;/*<script>*/alert(1)",
}


@pytest.mark.parametrize(
    ("given_name", "expected"),
    [
        ("заява Олени.pdf", "заява Олени.pdf"),
        ("../../../etc/passwd", "passwd"),
        ("C:\\Users\\a\\form.pdf", "form.pdf"),
        ("\\\\server\\share\\form.pdf", "form.pdf"),
        ("~root", "~root"),
        ("photo\u202egpj.exe", "photogpj.exe"),
        ("zero\u200bwidth\ufeff.pdf", "zerowidth.pdf"),
        ('a"; filename="b.exe', "a_; filename=_b.exe"),
        ("line\r\nSet-Cookie: x=1", "lineSet-Cookie_ x=1"),
        ("100%0Ax.txt", "100_0Ax.txt"),
        ("form.pdf. . .", "form.pdf"),
        ("  form.pdf  ", "form.pdf"),
        ("CON", "_CON"),
        ("nul.txt", "_nul.txt"),
        ("...", "file"),
        ("", "file"),
        ("\x00", "file"),
        ("\ud800", "file"),
        ("и\u0306.pdf", "й.pdf"),
        ("я" * 255 + ".pdf", "я" * 125 + ".pdf"),
        ("x" * 300, "x" * 255),
    ],
)
def test_names_that_deceive_or_harm_are_made_plain(given_name: str, expected: str) -> None:
    assert safe_name(given_name) == expected


@given(st.text(max_size=400))
def test_any_name_becomes_one_that_can_be_kept(name: str) -> None:
    made = safe_name(name)
    assert 0 < len(made.encode()) <= MOST_BYTES
    assert safe_name(made) == made
    assert not set(made) & set('<>:"/\\|?*%')
    assert not made.endswith((".", " "))
    assert not any(unicodedata.category(sign).startswith("C") for sign in made)


@pytest.mark.parametrize("name", POLYGLOTS)
def test_nothing_is_shown_by_the_browser(name: str) -> None:
    answer = handed_out(io.BytesIO(POLYGLOTS[name]), name)
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"].startswith("attachment;")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
    assert b"".join(answer) == POLYGLOTS[name]  # untouched all the same


@pytest.mark.parametrize("name", ["заява.pdf", "я" * 300 + ".pdf", 'x"\r\ny', "plain.bin"])
def test_the_name_is_read_back_from_the_header(name: str) -> None:
    header = handed_out(io.BytesIO(), name)["Content-Disposition"]
    assert header.isascii()
    assert "\r" not in header
    plain = re.fullmatch(r'attachment; filename="([^"]*)"', header)
    encoded = re.fullmatch(r"attachment; filename\*=utf-8''(\S+)", header)
    read = unquote(encoded[1]) if encoded else plain[1] if plain else ""
    assert read == safe_name(name)
