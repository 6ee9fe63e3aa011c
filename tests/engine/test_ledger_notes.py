"""Signed notes: one spelling each; whatever could be read in two ways is refused by name."""

from __future__ import annotations

from base64 import b64decode

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given, settings
from hypothesis import strategies as st

from dodomu.engine.ledger import (
    KeyRefused,
    LedgerError,
    NoteMalformed,
    NoteTooLarge,
    SignatureLine,
    SignatureType,
    VerifierKey,
    log_signer,
    parse_note,
    parse_signature_lines,
    parse_verifier_key,
    write_note,
)
from dodomu.engine.ledger.verifier_keys import known_keys, signature_holds
from tests.engine import ledger_vectors as published

LINE = "— log.example AAAAAEE=\n"
GOOD = "text\n\n" + LINE

names = st.text(st.characters(exclude_categories=("Cs", "Cc", "Zs", "Zl", "Zp"), exclude_characters="+"), min_size=1)
lines = st.builds(SignatureLine, names.filter(lambda n: len(n.encode()) < 256), st.binary(min_size=4, max_size=4),
                  st.binary(min_size=1, max_size=80))  # fmt: skip
texts = st.lists(st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=20), min_size=1, max_size=5).map(
    lambda rows: "\n".join(rows).strip("\n\ufeff") + ".\n"
)


def test_a_published_note_verifies_with_its_published_key() -> None:
    for key_text, note_text in (
        (published.SPEC_KEY, published.SPEC_NOTE),
        (published.PETER_KEY, published.GO_TEXT + "\n" + published.PETER_LINE + published.ENOCH_LINE),
        (published.ENOCH_KEY, published.GO_TEXT + "\n" + published.ENOCH_LINE),
    ):
        key, note = parse_verifier_key(key_text), parse_note(note_text)
        assert note.signatures[0].claims(key)
        assert signature_holds(key, note.signatures[0].signature, note.text.encode())
        assert not signature_holds(key, note.signatures[0].signature, note.text.encode() + b"\n")


def test_signing_gives_the_published_bytes() -> None:
    material = b64decode(published.PETER_SIGNER)
    signer = log_signer("PeterNeumann", Ed25519PrivateKey.from_private_bytes(material[1:]))
    assert signer.key.text == published.PETER_KEY
    line = SignatureLine(signer.key.name, signer.key.id, signer.sign(published.GO_TEXT.encode()))
    assert write_note(published.GO_TEXT, [line]) == published.GO_TEXT + "\n" + published.PETER_LINE


@settings(max_examples=50)
@given(texts, st.lists(lines, min_size=1, max_size=4))
def test_what_is_written_is_what_is_read(text: str, signatures: list[SignatureLine]) -> None:
    written = write_note(text, signatures)
    assert parse_note(written) == parse_note(written.encode())
    assert parse_note(written).text == text
    assert parse_note(written).signatures == tuple(signatures)


def test_the_text_may_hold_empty_lines() -> None:
    assert parse_note("one\n\ntwo\n\n" + LINE).text == "one\n\ntwo\n"


@pytest.mark.parametrize(
    "data",
    [
        "",
        "\n",
        "text\n",
        "text\n\n",
        "text\n" + LINE,
        "\n\n" + LINE,
        "\n" + LINE,
        "text\n\n\n" + LINE,
        GOOD[:-1],
        GOOD + "\n",
        GOOD + "surplus\n",
        GOOD.replace("\n", "\r\n"),
        GOOD.replace("text", "te\rxt"),
        GOOD.replace("text", "te\txt"),
        GOOD.replace("text", "te\x00xt"),
        "\ufeff" + GOOD,
        "\udc80" + GOOD,
        b"\xff" + GOOD.encode(),
        b"\xef\xbb\xbf" + GOOD.encode(),
        GOOD.encode("utf-16"),
        *(GOOD.replace("—", dash) for dash in ("-", "--", "–", "―", "−", "‒", "﹘", "ー", "⸺", "—\ufe0e")),
        GOOD.replace("— ", "—"),
        GOOD.replace("— ", "—  "),
        GOOD.replace("— ", "—\u00a0"),
        GOOD.replace("— ", " — "),
        GOOD.replace("log.example", ""),
        GOOD.replace("log.example", "log example"),
        GOOD.replace("log.example", "log+example"),
        GOOD.replace("log.example", "log\u00a0example"),
        GOOD.replace("log.example", "log\u2028example"),
        GOOD.replace("log.example", "l" * 256),
        GOOD.replace("AAAAAEE=", ""),
        GOOD.replace("AAAAAEE=", "AAAAAA=="),
        GOOD.replace("AAAAAEE=", "AAAAAEE"),
        GOOD.replace("AAAAAEE=", "AAAAAEF="),
        GOOD.replace("AAAAAEE=", "AAAAAEE= "),
        GOOD.replace("AAAAAEE=", "AAAA AEE="),
        GOOD.replace("AAAAAEE=", "AAAAAEE=="),
        GOOD.replace("AAAAAEE=", "AAAA-_E="),
        GOOD.replace("AAAAAEE=", "ААААAEE="),
    ],
)
def test_what_only_resembles_a_note_is_malformed(data: str | bytes) -> None:
    with pytest.raises(NoteMalformed):
        parse_note(data)


def test_one_malformed_line_spoils_the_note_even_beside_a_good_one() -> None:
    with pytest.raises(NoteMalformed):
        parse_note(GOOD + "- other.example AAAAAEE=\n")


def test_size_and_number_of_signatures_are_limited() -> None:
    assert len(parse_note("text\n\n" + LINE * 64).signatures) == 64
    with pytest.raises(NoteTooLarge):
        parse_note("text\n\n" + LINE * 65)
    with pytest.raises(NoteTooLarge):
        parse_note("t" * 512 * 1024 + "\n\n" + LINE)
    with pytest.raises(NoteTooLarge):
        parse_note("ї" * 300 * 1024 + "\n\n" + LINE)


def test_sixteen_signatures_of_five_kilobytes_fit() -> None:
    line = SignatureLine("log.example", bytes(4), bytes(5000))
    assert len(parse_note(write_note("text\n", [line] * 16)).signatures) == 16


def test_nothing_unreadable_is_written() -> None:
    line = SignatureLine("log.example", bytes(4), b"A")
    for text in ("", "text", "text\n\n", "\n", "te\rxt\n"):
        with pytest.raises(NoteMalformed):
            write_note(text, [line])
    for bad in (
        SignatureLine("a b", bytes(4), b"A"),
        SignatureLine("a", bytes(3), b"AB"),
        SignatureLine("a", b"", b""),
    ):
        with pytest.raises(NoteMalformed):
            write_note("text\n", [bad])
    with pytest.raises(NoteMalformed):
        write_note("text\n", [])


@settings(max_examples=150)
@given(st.integers(0, len(GOOD.encode()) - 1), st.binary(max_size=3), st.integers(0, 3))
def test_hostile_bytes_give_a_named_error_or_a_note_that_reads_back(place: int, put: bytes, cut: int) -> None:
    raw = GOOD.encode()
    data = raw[:place] + put + raw[place + cut :]
    try:
        note = parse_note(data)
    except LedgerError:
        return
    assert write_note(note.text, note.signatures).encode() == data


def test_signature_lines_are_read_alone_too() -> None:
    assert parse_signature_lines(LINE * 2) == parse_note("text\n\n" + LINE * 2).signatures
    for data in ("", "\n", LINE + "\n", LINE[:-1], "text\n"):
        with pytest.raises(NoteMalformed):
            parse_signature_lines(data)


@pytest.mark.parametrize("text", [published.SPEC_KEY, published.PETER_KEY, published.ENOCH_KEY, *published.OTHER_KEYS,
                                  published.ML_DSA_KEY])  # fmt: skip
def test_published_keys_are_read_and_written_alike(text: str) -> None:
    assert parse_verifier_key(text).text == text


def test_every_part_and_every_changed_character_of_a_key_is_refused() -> None:
    text = published.PETER_KEY
    parts = [text[i:j] for i in range(len(text)) for j in range(i + 1, len(text) + 1) if (i, j) != (0, len(text))]
    changed = [text[:i] + chr(ord(text[i]) + 1) + text[i + 1 :] for i in range(len(text))]
    for bad in (*parts, *changed):
        with pytest.raises(KeyRefused):
            parse_verifier_key(bad)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "+",
        "++",
        *published.NO_KEYS,
        published.PETER_KEY.upper(),
        published.PETER_KEY.replace("c74f20a3", "C74F20A3"),
        published.PETER_KEY.replace("c74f20a3", "c74f20a4"),
        published.PETER_KEY.replace("Peter", "Peter "),
        published.PETER_KEY.replace("Peter", "Peter\udc80"),
        published.PETER_KEY + "\n",
        published.PETER_KEY + "A" * 5000,
        "+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
    ],
)
def test_what_only_resembles_a_key_is_refused(text: str) -> None:
    with pytest.raises(KeyRefused):
        parse_verifier_key(text)


@pytest.mark.parametrize("kind", SignatureType)
@pytest.mark.parametrize("length", [0, 31, 33, 1311, 1313])
def test_a_public_key_of_another_length_is_refused(kind: SignatureType, length: int) -> None:
    with pytest.raises(KeyRefused, match="length"):
        VerifierKey("log.example", kind, bytes(length))


def test_a_key_of_the_same_name_with_another_id_is_another_key() -> None:
    one = VerifierKey("log.example", SignatureType.ED25519, bytes(32))
    other = VerifierKey("log.example", SignatureType.COSIGNATURE_ED25519, bytes(32))
    assert one.id != other.id
    assert not SignatureLine("log.example", other.id, b"A").claims(one)
    assert not SignatureLine("other.example", one.id, b"A").claims(one)
    assert SignatureLine("log.example", one.id, b"A").claims(one)


def test_two_keys_that_cannot_be_told_apart_are_refused() -> None:
    one = VerifierKey("log.example", SignatureType.ED25519, bytes(32))
    twin = VerifierKey("log.example", SignatureType.ED25519, b"\x01" * 32)
    twin.__dict__["id"] = one.id  # a collision of 32 bits, which an attacker can compute
    with pytest.raises(KeyRefused):
        known_keys([one, twin])
    assert known_keys([one, one]) == {("log.example", one.id): one}


def test_a_private_key_stays_out_of_what_is_printed() -> None:
    signer = log_signer("log.example", Ed25519PrivateKey.from_private_bytes(bytes(32)))
    assert "private" not in repr(signer)
