"""Files made to do harm: photos and workbooks are the only ones that Dodomu opens, and it opens them apart."""

from __future__ import annotations

import io
import random
import struct
import warnings
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from PIL import Image, PngImagePlugin

from dodomu.base.confined import Limits
from dodomu.base.confined.limits import MEBIBYTE
from dodomu.journey.registry import pictures
from dodomu.journey.registry.lists import workbook
from dodomu.journey.registry.lists.refusals import SENTENCES, ListNotReadable
from dodomu.journey.registry.pictures import PhotoNotReadable, copies_of
from dodomu.journey.registry.web.photo_forms import REFUSALS
from tests.journey.pictures import picture

SCRIPT = b"<script>alert(1)</script>"
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


def refused_photo(content: bytes) -> str:
    with pytest.raises(PhotoNotReadable) as refused:
        copies_of(io.BytesIO(content))
    assert str(REFUSALS[refused.value.code])
    return refused.value.code


def refused_list(content: bytes) -> str:
    with pytest.raises(ListNotReadable) as refused:
        rows_of(content)
    assert refused.value.sentence
    return refused.value.code


def rows_of(content: bytes) -> list[list[str]]:
    return list(workbook.workbook_rows(content).rows)


def refusal(read: Callable[[Any], object], given: object) -> str:
    """The code of the refusal, "" where there was none."""
    try:
        read(given)
    except (PhotoNotReadable, ListNotReadable) as refused:
        return refused.code
    return ""


def png(width: int, height: int, scan_lines: int = 0) -> bytes:
    """A grey PNG that claims a size and holds so many lines of it."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    lines = zlib.compress(bytes(width + 1) * scan_lines)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", lines) + chunk(b"IEND", b"")


def list_file(*rows: tuple[str, ...]) -> bytes:
    content = io.BytesIO()
    with xlsxwriter.Workbook(content) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    return content.getvalue()


GROUP = list_file(("ПІБ", "Рік народження"), ("Тополенко Мирослава", "2014"))


def with_parts(*parts: tuple[str | zipfile.ZipInfo, bytes]) -> bytes:
    """The list with further entries in its archive."""
    content = io.BytesIO(GROUP)
    with zipfile.ZipFile(content, "a", zipfile.ZIP_DEFLATED) as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # of a name that stands twice
        for name, part in parts:
            archive.writestr(name, part)
    return content.getvalue()


def link(name: str, target: str) -> tuple[zipfile.ZipInfo, bytes]:
    info = zipfile.ZipInfo(name)
    info.create_system, info.external_attr = 3, 0o120777 << 16
    return info, target.encode()


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (png(65_535, 65_535), "too_large"),
        (png(2**31 - 1, 2**31 - 1), "too_large"),
        (EICAR, "kind"),
        (SCRIPT, "kind"),
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "kind"),
        (b"%PDF-1.7\n" + SCRIPT, "kind"),
        (b"%!PS-Adobe-3.0 EPSF-3.0\n(/etc/passwd) run", "kind"),
        (b"P6 65535 65535 255\n", "kind"),
        (GROUP, "kind"),
    ],
    ids=["65k x 65k", "2^31", "EICAR", "HTML", "SVG", "PDF", "PostScript", "PPM", "ZIP"],
)
def test_what_is_no_photo_is_refused_whatever_it_is_called(content: bytes, code: str) -> None:
    assert refused_photo(content) == code


def test_a_photo_that_unpacks_beyond_the_memory_is_refused_and_the_server_lives(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(pictures, "LIMITS", Limits(memory=220 * MEBIBYTE))
    assert refused_photo(png(7_000, 7_000, 7_000)) in {"too_costly", "damaged"}
    assert copies_of(picture()).width == 320


def test_a_text_in_a_picture_that_unpacks_to_much_more_is_refused_or_ignored() -> None:
    told = PngImagePlugin.PngInfo()
    told.add_text("comment", "x" * 80_000_000, zip=True)
    file = io.BytesIO()
    Image.new("L", (100, 100)).save(file, "PNG", pnginfo=told)
    assert refused_photo(file.getvalue()) == "damaged"


def test_a_script_in_the_exif_stays_in_the_original_alone() -> None:
    exif = Image.Exif()
    exif[0x010E], exif[0x013B] = SCRIPT.decode(), '"><img src=x onerror=alert(1)>'
    place = exif.get_ifd(0x8825)
    place[1], place[2], place[3], place[4] = "N", (0.0, 0.0, 0.0), "E", (0.0, 0.0, 0.0)
    exif[0x0132], exif.get_ifd(0x8769)[0x9003] = "2019:01:01 00:00:00", "2040:01:01 00:00:00"
    file = picture(exif=exif)
    copies = copies_of(file)
    for copy in (copies.clear, copies.blurred):
        assert b"alert" not in copy
        assert not Image.open(io.BytesIO(copy)).getexif()


def test_a_picture_that_is_also_a_page_loses_the_page_in_its_copies() -> None:
    copies = copies_of(io.BytesIO(picture().getvalue() + SCRIPT))
    assert SCRIPT not in copies.clear + copies.blurred


@pytest.mark.parametrize(
    "parts",
    [
        [("../../../../tmp/dodomu-escaped", b"x")],
        [
            ("/tmp/dodomu-escaped", b"x"),
            ("C:\\dodomu-escaped", b"x"),
            ("\\\\server\\share\\x", b"x"),
            ("~root/x", b"x"),
        ],
        [link("xl/media/image1.png", "/etc/passwd")],
        [
            ("customXml/a.xml", b"1"),
            ("customXml/A.xml", b"2"),
            ("customXml/й.xml", b"3"),
            ("customXml/и\u0306.xml", b"4"),
        ],
        [("100%0Ax", b"1"), ("line\nfeed", b"2"), ("\u202egpj.exe", b"3"), ("я" * 127, b"4"), ("dot. ", b"5")],
        [("xl/embeddings/bomb.zip", with_parts(("inner.zip", bytes(10**6))))],
        [("xl/eicar.com", EICAR)],
    ],
    ids=["traversal", "absolute", "symlink", "twins", "odd names", "nested", "EICAR"],
)
def test_odd_entries_of_an_archive_are_never_written_anywhere(parts: list[tuple[str, bytes]], tmp_path: Path) -> None:
    """No archive is ever unpacked to a disk: of a workbook two or three known parts are read, in memory."""
    found = workbook.workbook_rows(with_parts(*parts))
    assert list(found.rows)[1] == ["Тополенко Мирослава", "2014"]
    assert not Path("/tmp/dodomu-escaped").exists()


def test_a_name_twice_in_an_archive_is_refused_or_read_as_one_of_both() -> None:
    twice = with_parts(("xl/worksheets/sheet1.xml", b"<worksheet/>"))
    assert refusal(rows_of, twice) in {"", *SENTENCES}
    if not refusal(rows_of, twice):
        assert rows_of(twice) in ([], rows_of(GROUP))


def test_too_many_entries_are_refused() -> None:
    content = io.BytesIO(GROUP)
    with zipfile.ZipFile(content, "a") as archive:
        for number in range(10_001):
            archive.writestr(f"x/{number}", b"")
    assert refused_list(content.getvalue()) == "unpacks_too_large"


def test_a_workbook_that_takes_more_memory_than_a_list_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two cells far apart, few enough for the limit on cells: in memory they are the whole rectangle between them."""
    monkeypatch.setattr(workbook, "LIMITS", Limits(memory=300 * MEBIBYTE))
    content = io.BytesIO()
    with xlsxwriter.Workbook(content) as book:
        sheet = book.add_worksheet()
        sheet.write(0, 0, "ПІБ")
        sheet.write(2_300, 16_383, "x")
    assert refused_list(content.getvalue()) in {"too_costly", "damaged_workbook"}
    assert list(workbook.workbook_rows(GROUP).rows)


@pytest.mark.parametrize(
    "sheet", [b"<!DOCTYPE x [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;'>]><worksheet>&b;</worksheet>"]
)
def test_an_entity_bomb_in_a_workbook_is_refused_or_read_as_nothing(sheet: bytes) -> None:
    content = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(GROUP)) as given, zipfile.ZipFile(content, "w") as made:
        for name in given.namelist():
            made.writestr(name, sheet if name.endswith("sheet1.xml") else given.read(name))
    assert refused_list(content.getvalue()) in {"empty", "damaged_workbook"}


def mutated(content: bytes, seed: int) -> bytes:
    """Bits turned, parts cut, doubled or zeroed: as a careless or a patient attacker would."""
    chance, changed = random.Random(seed), bytearray(content)
    for _ in range(chance.choice([1, 3, 30])):
        at, size = chance.randrange(len(changed)), chance.choice([1, 4, 200])
        match chance.randrange(4):
            case 0:
                changed[at] ^= 1 << chance.randrange(8)
            case 1:
                changed[at : at + size] = chance.randbytes(size)
            case 2:
                del changed[at : at + size]
            case _:
                changed[at:at] = changed[max(0, at - size) : at]
        changed = changed or bytearray(1)
    return bytes(changed)


@pytest.mark.parametrize("rounds", [3, pytest.param(1_500, marks=pytest.mark.heavy)])
def test_damaged_files_are_read_or_refused_by_name(rounds: int) -> None:
    photos = [picture(kind).getvalue() for kind in ("JPEG", "PNG", "WEBP")]
    for seed in range(rounds):
        for content in photos:
            code = refusal(copies_of, io.BytesIO(mutated(content, seed)))
            assert code in {"", *REFUSALS}, seed
        assert refusal(rows_of, mutated(GROUP, seed)) in {"", *SENTENCES}, seed
