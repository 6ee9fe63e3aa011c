"""Bytes that are no time stamp, or one that was touched: a named refusal, or the very same statement."""

from __future__ import annotations

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from dodomu.engine.ledger.timestamps import (
    ChainTooComplex,
    NestedTooDeep,
    NotDer,
    TimestampError,
    TooLarge,
    UnexpectedShape,
    certificates_from,
    parse_certificate,
    parse_info,
    parse_response,
    parse_token,
    token_of,
    verify_timestamp,
)
from dodomu.engine.ledger.timestamps.der import DEEPEST, LARGEST, MOST_ELEMENTS, Element, children, read
from dodomu.engine.ledger.timestamps.der_values import boolean, identifier, integer, moment, named_bits, whole_bits
from dodomu.engine.ledger.timestamps.der_writing import element, null, octets, sequence, set_of
from dodomu.engine.ledger.timestamps.der_writing import identifier as written_identifier
from dodomu.engine.ledger.timestamps.der_writing import integer as written_integer
from tests.engine.timestamp_authority import (
    HERON,
    IMPRINT,
    MIDDLE,
    NONCE,
    ROOT,
    Stamp,
    answer,
    heron,
    issue,
    replaced,
    rsa_key,
)

ANSWER = answer(heron().token())
HTML = b"<!DOCTYPE html><html><head><title>Maintenance</title></head><body>Back soon</body></html>"


def verified(made: bytes) -> object:
    return verify_timestamp(made, IMPRINT, "sha256", NONCE, [ROOT.der])


STATEMENT = verified(ANSWER)


def unsigned_changes(sent: bytes) -> dict[int, set[int]]:
    """The only bytes that may differ, and the values they may take, with the statement staying what it is.

    The status of the answer (granted, or granted with changes) and the version of the signed data stand outside
    of what is signed, and neither says anything about the time.
    """
    status = sent.index(bytes.fromhex("020100")) + 2
    signed_data = sent.index(bytes.fromhex("06092a864886f70d010702"))
    version = sent.index(bytes.fromhex("020103"), signed_data) + 2
    return {status: {0, 1}, version: {1, 3, 4, 5}}


def flipped(sent: bytes, bit: int) -> bytes:
    return sent[: bit // 8] + bytes([sent[bit // 8] ^ 1 << bit % 8]) + sent[bit // 8 + 1 :]


def stays_what_it_is(sent: bytes, bit: int, statement: object) -> bool:
    """Whether the touched answer still verifies; if so, it says the same and was touched where it may be."""
    touched = flipped(sent, bit)
    try:
        said = verified(touched)
    except TimestampError:
        return False
    assert said == statement
    assert touched[bit // 8] in unsigned_changes(sent).get(bit // 8, set())
    return True


def test_two_thousand_flipped_bits_never_change_what_a_stamp_says() -> None:
    bits = {8 * len(ANSWER) * n // 2000 for n in range(2000)}
    assert len(bits) == 2000
    assert sum(stays_what_it_is(ANSWER, bit, STATEMENT) for bit in bits) <= 2


@pytest.mark.heavy
def test_no_flipped_bit_changes_what_a_stamp_by_rsa_says() -> None:
    tsa = issue("Reed Time", rsa_key(), ROOT)
    sent = answer(Stamp(tsa, [ROOT.der, tsa.der]).token())
    allowed = range(sent.index(ROOT.der), sent.index(ROOT.der) + len(ROOT.der))
    statement = verified(sent)
    outside = [bit for bit in range(8 * len(sent)) if bit // 8 not in allowed]
    assert sum(stays_what_it_is(sent, bit, statement) for bit in outside) == 2


def test_the_unsigned_bytes_that_may_change_are_these_two() -> None:
    places = unsigned_changes(ANSWER)
    assert len(places) == 2
    passing = {place: set[int]() for place in places}
    for place in places:
        for value in range(256):
            touched = ANSWER[:place] + bytes([value]) + ANSWER[place + 1 :]
            try:
                assert verified(touched) == STATEMENT
            except TimestampError:
                continue
            passing[place].add(value)
    assert passing == places


def test_a_useless_certificate_sent_along_may_be_anything_that_is_der() -> None:
    """The trusted root need not be sent; a damaged copy of it is one more useless certificate."""
    passing = 0
    bits = range(0, 8 * len(ROOT.der), 31)
    for bit in bits:
        token = heron(sent=[HERON.der, MIDDLE.der, flipped(ROOT.der, bit)]).token()
        try:
            assert verified(token) == STATEMENT
        except (NotDer, UnexpectedShape):
            continue
        passing += 1
    assert passing > len(bits) / 2


def test_attack_30_a_page_of_html_is_no_stamp() -> None:
    for page in (HTML, HTML * 50, b"\n" + HTML, "\ufeff<html>".encode(), b"HTTP/1.1 200 OK\r\n\r\n" + HTML):
        with pytest.raises(NotDer):
            verified(page)


@pytest.mark.parametrize("content", [HTML, b"\x00", b"\x30\x80", ANSWER])
def test_attack_30_fifty_megabytes_are_not_even_read(content: bytes) -> None:
    with pytest.raises(TooLarge):
        verified(content * (50_000_000 // len(content)))


def test_what_is_just_as_large_as_allowed_is_read() -> None:
    room = LARGEST - 5
    assert len(octets(bytes(room))) == LARGEST
    assert read(octets(bytes(room))).tag == 4
    with pytest.raises(TooLarge):
        read(octets(bytes(room + 1)))
    assert len(children(read(sequence(null() * (MOST_ELEMENTS - 1))))) == MOST_ELEMENTS - 1
    with pytest.raises(TooLarge):
        read(sequence(null() * MOST_ELEMENTS))


def nested(depth: int) -> bytes:
    made: list[bytes] = []
    size = 0
    for _ in range(depth):
        header = element(0x30, b"")[:1] + (bytes([size]) if size < 128 else octet_length(size))
        made.append(header)
        size += len(header)
    return b"".join(reversed(made))


def octet_length(size: int) -> bytes:
    count = (size.bit_length() + 7) // 8
    return bytes([0x80 | count]) + size.to_bytes(count, "big")


@pytest.mark.parametrize("depth", [DEEPEST + 2, 1000, 100_000])
def test_hostile_depth_is_named_and_costs_no_recursion(depth: int) -> None:
    made = nested(depth)
    assert len(made) <= LARGEST
    for reader in (verified, parse_response, parse_token, parse_info, token_of, read):
        with pytest.raises(NestedTooDeep):
            reader(made)


def test_depth_within_bounds_is_read() -> None:
    assert read(nested(DEEPEST)).tag == 0x30


@pytest.mark.parametrize(
    "broken",
    [
        "",
        "30",
        "3080" + "0000",
        "30800201050000",
        "3003020105ff",
        "30810302010500",
        "3081" + "03020105",
        "308200030201" + "05",
        "30850000000003020105",
        "30ff",
        "3004020105",
        "3003020205",
        "1f0105",
        "0000",
        "3f8101" + "00",
        "30020000",
        "2480040105" + "0000",
    ],
)
def test_unsound_lengths_and_identifiers_are_no_der(broken: str) -> None:
    with pytest.raises(NotDer):
        read(bytes.fromhex(broken))
    with pytest.raises(NotDer):
        verified(bytes.fromhex(broken))


def test_an_answer_cut_off_anywhere_is_no_der() -> None:
    for end in range(len(ANSWER)):
        with pytest.raises(NotDer):
            verified(ANSWER[:end])
    with pytest.raises(NotDer):
        verified(ANSWER + b"\n")


def test_a_statement_in_several_pieces_is_refused() -> None:
    info = heron().info()
    whole, pieces = octets(info), element(0x24, octets(info[:9]), octets(info[9:]))
    token = heron().token()
    content = children(children(children(read(token))[1])[0])[2]
    path = (1, 0, 2, 1, 0)
    assert content.raw.endswith(whole)
    with pytest.raises(UnexpectedShape):
        verified(replaced(read(token), path, pieces))


def test_a_crowd_of_certificates_is_refused_before_any_is_read() -> None:
    with pytest.raises(ChainTooComplex):
        verified(heron(sent=[sequence()] * 199 + [HERON.der, MIDDLE.der]).token())


def test_two_signers_are_refused() -> None:
    token = heron().token()
    signers = children(children(children(read(token))[1])[0])[-1]
    assert verified(token) == STATEMENT
    for count in (0, 2):
        several = element(0x31, signers.content * count)
        data = children(children(read(token))[1])[0]
        changed = sequence(data.content.removesuffix(signers.raw) + several)
        with pytest.raises(UnexpectedShape):
            verified(sequence(children(read(token))[0].raw, element(0xA0, changed)))


@settings(max_examples=150)
@given(st.binary(max_size=300))
def test_any_bytes_meet_named_refusals_only(made: bytes) -> None:
    for reader in (verified, parse_response, parse_token, parse_info, parse_certificate, certificates_from, token_of):
        with pytest.raises(TimestampError):
            reader(made)


@settings(max_examples=150)
@given(st.integers(0, len(ANSWER)), st.integers(0, 40), st.binary(max_size=40))
def test_any_bytes_in_place_of_others_never_change_what_a_stamp_says(start: int, length: int, put: bytes) -> None:
    touched = ANSWER[:start] + put + ANSWER[start + length :]
    try:
        assert verified(touched) == STATEMENT
    except TimestampError:
        assert touched != ANSWER


def places(whole: Element, path: tuple[int, ...] = ()) -> list[tuple[int, ...]]:
    inside = [place for n, one in enumerate(children(whole)) for place in places(one, (*path, n))]
    return [path, *inside]


PLACES = places(read(ANSWER))
ODD = ["", "0500", "3000", "3100", "0201ff", "0101ff", "a000", "a100", "8000", "0400", "0600", "060180", "1800", "0300"]


@settings(max_examples=200)
@given(st.sampled_from(PLACES), st.sampled_from(ODD))
def test_any_element_in_place_of_another_never_changes_what_a_stamp_says(path: tuple[int, ...], put: str) -> None:
    """Lengths stay right, so that these reach deeper than bytes thrown in."""
    touched = replaced(read(ANSWER), path, bytes.fromhex(put))
    try:
        assert verified(touched) == STATEMENT
    except TimestampError:
        assert touched != ANSWER


@settings(max_examples=150)
@given(st.sampled_from(places(read(HERON.der))), st.sampled_from(ODD))
def test_a_certificate_with_any_element_replaced_is_refused_by_name(path: tuple[int, ...], put: str) -> None:
    touched = replaced(read(HERON.der), path, bytes.fromhex(put))
    assume(touched != HERON.der)
    with pytest.raises(TimestampError):
        verified(Stamp(HERON, [touched, MIDDLE.der]).token())


@given(st.integers(-(2**200), 2**200))
def test_whole_numbers_come_back(value: int) -> None:
    assert integer(read(written_integer(value))) == value


@pytest.mark.parametrize(
    ("value", "encoded"),
    [(0, "020100"), (127, "02017f"), (128, "02020080"), (256, "02020100"), (-128, "020180"), (-129, "0202ff7f")],
)
def test_whole_numbers_are_written_in_their_shortest_form(value: int, encoded: str) -> None:
    assert written_integer(value).hex() == encoded


@given(st.integers(0, 2), st.integers(0, 39), st.lists(st.integers(0, 2**64), max_size=8))
def test_identifiers_come_back(first: int, second: int, rest: list[int]) -> None:
    dotted = ".".join(map(str, (first, second, *rest)))
    encoded = written_identifier(dotted)
    if len(encoded) <= 66:
        assert identifier(read(encoded)) == dotted


def test_identifiers_of_the_third_tree_have_large_second_numbers() -> None:
    assert written_identifier("2.999.3").hex() == "0603883703"
    assert identifier(read(bytes.fromhex("0603883703"))) == "2.999.3"


@given(st.lists(st.binary(max_size=4), max_size=6))
def test_a_set_is_written_sorted_and_read_in_any_order(contents: list[bytes]) -> None:
    members = [octets(content) for content in contents]
    assert [one.raw for one in children(read(set_of(members)))] == sorted(members)
    assert [one.raw for one in children(read(element(0x31, *members)))] == members


@pytest.mark.parametrize(
    ("reader", "encoded"),
    [
        (integer, "0200"),
        (integer, "02020001"),
        (integer, "0202ffff"),
        (integer, "028181" + "01" * 129),
        (boolean, "010101"),
        (boolean, "0100"),
        (identifier, "0600"),
        (identifier, "060180"),
        (identifier, "06022a80"),
        (identifier, "06032a8001"),
        (identifier, "0641" + "01" * 65),
        (whole_bits, "0300"),
        (whole_bits, "030201ff"),
        (named_bits, "0300"),
        (named_bits, "030208ff"),
        (moment, "17023030"),
        (moment, "170d3236303330353037303836305a"),
        (moment, "181032303236303330353037303830392e5a"),
        (moment, "180f30303030303330353037303830395a"),
    ],
)
def test_values_not_written_as_der_demands_are_refused(reader: object, encoded: str) -> None:
    with pytest.raises(NotDer):
        reader(read(bytes.fromhex(encoded)))  # type: ignore[operator]


@pytest.mark.parametrize("reader", [integer, boolean, identifier, whole_bits, named_bits, moment])
def test_values_of_another_kind_are_refused(reader: object) -> None:
    with pytest.raises(UnexpectedShape):
        reader(read(null()))  # type: ignore[operator]
