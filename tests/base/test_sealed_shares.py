"""Three of five shares give a secret back; two say nothing. Held against two other ways of reckoning."""

from __future__ import annotations

from hashlib import shake_128
from itertools import combinations, count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shamir_mnemonic.shamir import RawShare, _interpolate

from dodomu.base.keys import OtherShares, ShareMistyped, TooFewShares, shares

SECRET = bytes(range(200, 232))
COUNTED = count()
MADE = shares.split(SECRET, b"set", randomness=lambda size: shake_128(b"%d" % next(COUNTED)).digest(size))
secrets = st.binary(min_size=32, max_size=32)


def slow_times(left: int, right: int) -> int:
    """Multiplication of polynomials over GF(2), then long division by x^8 + x^4 + x^3 + x + 1, as in a textbook."""
    product = 0
    for place in range(8):
        if right >> place & 1:
            product ^= left << place
    for place in range(14, 7, -1):
        if product >> place & 1:
            product ^= 0x11B << place - 8
    return product


def test_every_product_and_inverse_is_right() -> None:
    assert all(shares._times(a, b) == slow_times(a, b) for a in range(256) for b in range(256))
    assert all(slow_times(a, shares._inverse(a)) == 1 for a in range(1, 256))
    # FIPS 197, section 4.2.
    assert (shares._times(0x57, 0x83), shares._times(0x57, 0x13)) == (0xC1, 0xFE)


@settings(max_examples=20)
@given(secrets)
def test_every_three_of_five_give_it_back_here_and_in_the_slip_39_library(secret: bytes) -> None:
    made = shares.split(secret, b"abc")
    for three in combinations(made, 3):
        assert shares.combine(three) == secret
        assert _interpolate([RawShare(one.number, one.value) for one in three], 0) == secret
    assert shares.combine(made) == secret


def test_two_of_five_fit_every_secret_there_is() -> None:
    """For each pair and each value of a byte there is a third share that gives it: the pair excludes nothing (74)."""
    for one, other in combinations(MADE, 2):
        third = next(number for number in range(1, 6) if number not in (one.number, other.number))
        weights = [shares._weight(x, [one.number, other.number, third]) for x in (one.number, other.number, third)]
        known = shares._times(weights[0], one.value[0]) ^ shares._times(weights[1], other.value[0])
        assert {known ^ shares._times(weights[2], value) for value in range(256)} == set(range(256))
    with pytest.raises(TooFewShares):
        shares.combine(MADE[:2])
    with pytest.raises(TooFewShares):
        shares.combine([MADE[0], MADE[1], MADE[1]])
    with pytest.raises(TooFewShares):
        shares.combine([])


def test_a_paper_written_today_stays_readable() -> None:
    """Papers lie in safes for years: a later version of the program has to read them."""
    paper = "2C0Q-6SBM-S34W-NJYC-SQ7C-ZM6H-TB9X-9NEP-TZCD-KPPV-VKEX-XQZ0-W7HE-7S75-WVKH-DK5X"
    share = shares.read_share(paper)
    assert (share.number, share.threshold, share.ceremony, share.value[:4].hex()) == (1, 3, b"set", "c8c9cacb")
    assert share.text() == paper


def test_a_share_is_read_as_people_type_it() -> None:
    for one in MADE:
        typed = one.text().lower().replace("-", " ").replace("0", "o").replace("1", "l")
        assert shares.read_share(typed) == one
        # A Ukrainian keyboard writes these unseen.
        assert shares.read_share(one.text().translate(str.maketrans("ABCEHKMPTXY", "АВСЕНКМРТХУ"))) == one


def test_one_wrong_letter_is_noticed_wherever_it_is() -> None:
    text = MADE[2].text()
    for place, letter in enumerate(text):
        if letter != "-":
            other = "7" if letter != "7" else "8"
            with pytest.raises(ShareMistyped):
                shares.read_share(text[:place] + other + text[place + 1 :])


@pytest.mark.parametrize(
    "text", ["", "-", "2C0G", "Ї" * 64, "U" * 64, "0" * 64, "0" * 65, "2" * 200, "²" * 64, "٣" * 64]
)
def test_what_is_no_share_is_refused_by_name(text: str) -> None:
    with pytest.raises(ShareMistyped):
        shares.read_share(text)


@settings(max_examples=60)
@given(st.text(max_size=90))
def test_whatever_is_typed_raises_one_error_only(text: str) -> None:
    with pytest.raises(ShareMistyped):
        shares.read_share(text)


def test_shares_of_two_ceremonies_do_not_mix() -> None:
    with pytest.raises(OtherShares):
        shares.combine([*MADE[:2], *shares.split(SECRET, b"tes")[:1]])


@pytest.mark.parametrize(("threshold", "count"), [(1, 5), (6, 5), (3, 16), (0, 0)])
def test_a_threshold_that_protects_nothing_is_refused(threshold: int, count: int) -> None:
    with pytest.raises(ValueError, match="accepted"):
        shares.split(SECRET, b"set", threshold=threshold, count=count)


def test_a_share_never_shows_itself_in_a_traceback() -> None:
    assert "value" not in repr(MADE[0])
