"""Manifests of a bag, and names of files that mean the same on every system."""

from __future__ import annotations

import unicodedata
from hashlib import sha256

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dodomu.engine.ledger import (
    BagEntry,
    BagRefused,
    LedgerError,
    ManifestRefused,
    PathRefused,
    bag_paths,
    bagit,
    require_safe_path,
    require_safe_paths,
)

DIGEST = "ab" * 32
TAGS = [BagEntry(path, DIGEST, 1) for path in ("bagit.txt", "bag-info.txt", "manifest-sha256.txt")]

names = st.text(st.characters(codec="utf-8", exclude_characters="/"), min_size=1, max_size=20)


@given(st.text(max_size=30))
def test_an_encoded_path_reads_back_and_stands_on_one_line(path: str) -> None:
    written = bagit.encode_path(path)
    assert bagit.decode_path(written) == path
    assert not {"\r", "\n"} & set(written)


def test_only_percent_and_line_breaks_are_escaped() -> None:
    assert bagit.encode_path("data/100%0Ax \r\n~ї.txt") == "data/100%250Ax %0D%0A~ї.txt"


@pytest.mark.parametrize("text", ["100%", "%2", "%41", "%2525%", "%0a%zz", "a\nb", "a\rb"])
def test_other_escapes_are_refused(text: str) -> None:
    with pytest.raises(ManifestRefused):
        bagit.decode_path(text)


@settings(max_examples=60)
@given(st.dictionaries(names.map("data/".__add__), st.binary(max_size=4), max_size=8))
def test_a_manifest_reads_back_whatever_the_order(files: dict[str, bytes]) -> None:
    entries = [BagEntry(path, sha256(content).hexdigest(), len(content)) for path, content in files.items()]
    try:
        require_safe_paths(files)
    except PathRefused:
        with pytest.raises(PathRefused):
            bagit.manifest(entries)
        return
    written = bagit.manifest(entries)
    assert written == bagit.manifest(entries[::-1])
    assert bagit.parse_manifest(written) == {entry.path: entry.sha256 for entry in entries}


def test_lines_are_sorted_by_bytes() -> None:
    paths = ["data/я", "data/a/b", "data/a b", "data/a", "data/Z"]
    with pytest.raises(bag_paths.PathTwins):
        bagit.manifest([BagEntry(path, DIGEST, 0) for path in paths])  # a folder with the name of a file
    paths.remove("data/a")
    written = bagit.manifest([BagEntry(path, DIGEST, 0) for path in paths]).decode()
    assert [line.split("  ")[1] for line in written.splitlines()] == ["data/Z", "data/a b", "data/a/b", "data/я"]


@pytest.mark.parametrize(
    "body",
    [
        b"\xef\xbb\xbf" + DIGEST.encode() + b"  data/a\n",
        DIGEST.encode() + b"  data/a",
        DIGEST.encode() + b"  data/a\r\n",
        DIGEST.upper().encode() + b"  data/a\n",
        DIGEST[:-1].encode() + b"  data/a\n",
        DIGEST.encode() + b" data/a\n",
        DIGEST.encode() + b" *data/a\n",
        DIGEST.encode() + b"  \n",
        b"\n",
        b"\xff\n",
        (DIGEST + "  data/a\n").encode() * 2,
        (DIGEST + "  data/b\n" + DIGEST + "  data/a\n").encode(),
        DIGEST.encode() + b"  data/a%41\n",
    ],
)
def test_a_manifest_written_in_another_way_is_refused(body: bytes) -> None:
    with pytest.raises(LedgerError):
        bagit.parse_manifest(body)


def test_an_empty_manifest_lists_nothing() -> None:
    assert bagit.parse_manifest(bagit.manifest([])) == {}


def test_a_manifest_that_leads_out_of_the_bag_is_refused() -> None:
    with pytest.raises(bag_paths.PathTraversal):
        bagit.parse_manifest(DIGEST.encode() + b"  data/../../etc/passwd\n")


@pytest.mark.parametrize("path", ["a.txt", "manifest-sha256.txt", "data2/a", "DATA/a"])
def test_the_payload_lies_below_data(path: str) -> None:
    with pytest.raises(BagRefused):
        bagit.manifest([BagEntry(path, DIGEST, 1)])


@pytest.mark.parametrize(
    "entry", [BagEntry("data/a", "AB" * 32, 1), BagEntry("data/a", "", 1), BagEntry("data/a", DIGEST, -1)]
)
def test_malformed_entries_are_refused(entry: BagEntry) -> None:
    with pytest.raises(BagRefused):
        bagit.manifest([entry])


def test_the_tag_manifest_lists_every_tag_file_but_itself() -> None:
    written = bagit.tag_manifest([*TAGS, BagEntry("verify.py", DIGEST, 9), BagEntry("journal/case.json", DIGEST, 9)])
    assert list(bagit.parse_manifest(written)) == sorted(
        [*(tag.path for tag in TAGS), "verify.py", "journal/case.json"]
    )


@pytest.mark.parametrize("path", ["data/a", "data", "tagmanifest-sha256.txt", "manifest-md5.txt", "Manifest-SHA1.txt"])
def test_what_is_no_tag_file_of_ours_is_refused(path: str) -> None:
    with pytest.raises(BagRefused):
        bagit.tag_manifest([*TAGS, BagEntry(path, DIGEST, 1)])


@pytest.mark.parametrize("gone", range(3))
def test_a_tag_manifest_without_the_files_every_bag_has(gone: int) -> None:
    with pytest.raises(BagRefused):
        bagit.tag_manifest(TAGS[:gone] + TAGS[gone + 1 :])


def test_information_states_the_computed_size() -> None:
    payload = [BagEntry("data/a", DIGEST, 5), BagEntry("data/b", DIGEST, 0)]
    fields = [("Source-Organization", "Спілка «Верба»"), ("Bagging-Date", "2026-03-01")]
    written = bagit.information(payload, fields).decode()
    assert written == "Source-Organization: Спілка «Верба»\nBagging-Date: 2026-03-01\nPayload-Oxum: 5.2\n"


@pytest.mark.parametrize(
    "field",
    [
        ("", "x"),
        ("A B", "x"),
        ("A:", "x"),
        ("Label", ""),
        ("Label", " x"),
        ("Label", "x\nPayload-Oxum: 1.1"),
        ("Label", "x\r"),
        ("Label", "\u202ex"),
        ("payload-oxum", "1.1"),
        ("Label", "\ud800"),
    ],
)
def test_fields_that_could_say_something_else_are_refused(field: tuple[str, str]) -> None:
    with pytest.raises(BagRefused):
        bagit.information([], [field])


@pytest.mark.parametrize(
    ("path", "refusal"),
    [
        ("", bag_paths.PathEmpty),
        ("a//b", bag_paths.PathEmpty),
        ("a/", bag_paths.PathEmpty),
        ("/etc/passwd", bag_paths.PathAbsolute),
        ("\\\\server\\share", bag_paths.PathAbsolute),
        ("C:\\x", bag_paths.PathAbsolute),
        ("c:x", bag_paths.PathAbsolute),
        ("../x", bag_paths.PathTraversal),
        ("a/../../x", bag_paths.PathTraversal),
        ("a/./x", bag_paths.PathTraversal),
        ("a\\..\\x", bag_paths.PathTraversal),
        ("..", bag_paths.PathTraversal),
        ("~root/x", bag_paths.PathOfHome),
        ("a/~", bag_paths.PathOfHome),
        ("a\nb", bag_paths.PathInvisible),
        ("a\x00b", bag_paths.PathInvisible),
        ("a\x7fb", bag_paths.PathInvisible),
        ("a\u202egpj.exe", bag_paths.PathInvisible),
        ("a\u200bb", bag_paths.PathInvisible),
        ("a\ufeffb", bag_paths.PathInvisible),
        ("a\u2028b", bag_paths.PathInvisible),
        ("a\ud800b", bag_paths.PathInvisible),
        ("a\\b", bag_paths.PathForeign),
        ("letter.txt:stream", bag_paths.PathForeign),
        ("a?b", bag_paths.PathForeign),
        ("NUL", bag_paths.PathForeign),
        ("data/com1.txt", bag_paths.PathForeign),
        ("data/aux .x", bag_paths.PathForeign),
        ("a.", bag_paths.PathTrailing),
        ("a /b", bag_paths.PathTrailing),
        (" a", bag_paths.PathTrailing),
        ("a\u00a0", bag_paths.PathTrailing),
        ("...", bag_paths.PathTrailing),
        ("ї" * 128, bag_paths.PathTooLong),
        ("/".join(["a" * 200] * 21), bag_paths.PathTooLong),
    ],
    ids=lambda value: value.encode("unicode_escape").decode()[:24] if isinstance(value, str) else value.__name__,
)
def test_each_dangerous_name_has_its_refusal(path: str, refusal: type[PathRefused]) -> None:
    with pytest.raises(PathRefused) as caught:
        require_safe_path(path)
    assert type(caught.value) is refusal
    assert not path or len(path) < 3 or path not in str(caught.value)


@pytest.mark.parametrize(
    "path", ["data/100%.txt", "data/Заява №1 (копія).pdf", "ї" * 127, "a/.hidden", "console", "a~1"]
)
def test_ordinary_names_pass(path: str) -> None:
    require_safe_path(path)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("data/A.txt", "data/a.txt"),
        ("data/Ї", "data/ї"),
        ("data/ß", "data/SS"),
        (unicodedata.normalize("NFC", "data/ї"), unicodedata.normalize("NFD", "data/ї")),
        ("data/ﬁ", "data/fi"),
        ("data/a", "data/a"),
        ("data/a", "data/A/b"),
        ("data/A/b", "data/a"),
        ("data/A/b", "data/a/c"),
    ],
)
def test_names_that_are_one_somewhere_are_refused(one: str, other: str) -> None:
    for pair in ([one, other], [other, one]):
        with pytest.raises(bag_paths.PathTwins):
            require_safe_paths(pair)


@settings(max_examples=150)
@given(st.lists(st.text(max_size=12), max_size=4))
def test_any_names_are_accepted_or_refused_by_name(paths: list[str]) -> None:
    try:
        require_safe_paths(paths)
    except PathRefused:
        return
    assert len({unicodedata.normalize("NFC", path) for path in paths}) == len(paths)
    assert not {"", ".", ".."} & {part for path in paths for part in path.split("/")}
    assert all(unicodedata.category(letter)[0] != "C" for path in paths for letter in path)
