"""Policies: the quorum is what the text says, and nobody counts twice."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dodomu.engine.ledger import (
    Checkpoint,
    Group,
    KeyRefused,
    LedgerError,
    OriginRefused,
    Party,
    Policy,
    PolicyMalformed,
    QuorumMissing,
    SignatureLine,
    SignatureMissing,
    SignatureRefused,
    TimeRefused,
    add_signatures,
    cosign,
    k_of_n,
    leaf_hash,
    log_signer,
    parse_policy,
    sign_checkpoint,
    verify_witnessed,
    witness_signer,
    write_policy,
)
from tests.engine.ledger_signers import LOG, LOG_ML, NOW, ORIGIN, WITNESS_ML, WITNESSES, ed25519, ml_dsa

HEAD = Checkpoint(ORIGIN, 1, leaf_hash(b"first"))
SIGNED = sign_checkpoint(HEAD, [LOG])
SIX = [witness_signer(f"witness.example/{number}", ed25519(40 + number)) for number in range(6)]
KEYS = [witness.key for witness in SIX]
W = [f"witness {name} {key.text}\n" for name, key in zip(("X1", "X2", "X3", "Y1", "Y2", "Y3"), KEYS, strict=True)]
TWO_LEVELS = (
    f"# two organisations\nlog {LOG.key.text} https://log.example/\n\n{''.join(W[:3])}group X-witnesses 2 X1 X2 X3\n"
    f"{''.join(W[3:])}group Y-witnesses any Y1 Y2 Y3\n\ngroup X-and-Y all X-witnesses Y-witnesses\nquorum X-and-Y\n"
)


def cosigned(*signers: int) -> str:
    return add_signatures(SIGNED, [cosign(HEAD, WITNESSES[number], NOW) for number in signers])


def test_two_of_three_are_enough_and_one_is_not() -> None:
    policy = k_of_n(2, [witness.key for witness in WITNESSES], [LOG.key])
    for pair in combinations(range(3), 2):
        found = verify_witnessed(cosigned(*pair), policy.log_keys, policy, NOW)
        assert {c.key.name for c in found.cosignatures} == {WITNESSES[number].key.name for number in pair}
        assert found.signed.checkpoint == HEAD
    for number in range(3):
        with pytest.raises(QuorumMissing):
            verify_witnessed(cosigned(number), policy.log_keys, policy, NOW)


def test_one_witness_that_signed_many_times_is_one() -> None:
    policy = k_of_n(2, [witness.key for witness in WITNESSES])
    lines = [cosign(HEAD, WITNESSES[0], NOW - second) for second in range(5)]
    with pytest.raises(QuorumMissing):
        verify_witnessed(add_signatures(SIGNED, lines), [LOG.key], policy, NOW)


def test_one_witness_with_two_keys_is_one() -> None:
    both = [witness_signer("witness.example/w", ed25519(50)), witness_signer("witness.example/w", ml_dsa(50))]
    policy = k_of_n(2, [both[0].key, both[1].key, WITNESSES[0].key])
    text = add_signatures(SIGNED, [cosign(HEAD, signer, NOW) for signer in both])
    with pytest.raises(QuorumMissing):
        verify_witnessed(text, [LOG.key], policy, NOW)
    assert verify_witnessed(add_signatures(text, [cosign(HEAD, WITNESSES[0], NOW)]), [LOG.key], policy, NOW)


def test_an_unknown_witness_counts_for_nothing() -> None:
    policy = k_of_n(1, [WITNESSES[0].key])
    with pytest.raises(QuorumMissing):
        verify_witnessed(cosigned(1, 2), [LOG.key], policy, NOW)


def test_one_false_or_future_line_of_a_known_witness_refuses_the_checkpoint() -> None:
    policy = k_of_n(1, [witness.key for witness in WITNESSES])
    key = WITNESSES[1].key
    with pytest.raises(SignatureRefused):
        verify_witnessed(
            add_signatures(cosigned(0), [SignatureLine(key.name, key.id, bytes(72))]), [LOG.key], policy, NOW
        )
    with pytest.raises(TimeRefused):
        verify_witnessed(cosigned(0), [LOG.key], policy, NOW - 301)


def test_witnesses_do_not_replace_the_log() -> None:
    policy = k_of_n(1, [WITNESSES[0].key])
    stranger = log_signer(ORIGIN, ed25519(99))
    text = add_signatures(sign_checkpoint(HEAD, [stranger]), [cosign(HEAD, WITNESSES[0], NOW)])
    with pytest.raises(SignatureMissing):
        verify_witnessed(text, [LOG.key], policy, NOW)


def test_a_checkpoint_of_another_log_is_refused_even_with_a_quorum() -> None:
    other = Checkpoint("log.example/other", 1, HEAD.root)
    line = SignatureLine(LOG_ML.key.name, LOG_ML.key.id, bytes(2428))
    text = sign_checkpoint(other, [log_signer("log.example/other", ed25519(2))])
    text = add_signatures(text, [line, cosign(other, WITNESSES[0], NOW)])
    with pytest.raises(OriginRefused):
        verify_witnessed(text, [LOG_ML.key], k_of_n(1, [WITNESSES[0].key]), NOW)


def test_a_post_quantum_log_and_witness_make_a_quorum() -> None:
    policy = k_of_n(1, [WITNESS_ML.key], [LOG_ML.key])
    text = add_signatures(sign_checkpoint(HEAD, [LOG_ML]), [cosign(HEAD, WITNESS_ML, NOW)])
    assert verify_witnessed(text, policy.log_keys, parse_policy(write_policy(policy)), NOW).cosignatures


@pytest.mark.parametrize(("needed", "number"), [(0, 3), (4, 3), (-1, 3), (1, 0)])
def test_an_impossible_number_of_witnesses_is_refused(needed: int, number: int) -> None:
    with pytest.raises(PolicyMalformed):
        k_of_n(needed, KEYS[:number])


@given(st.sets(st.integers(0, 5)))
def test_groups_of_groups_decide_as_the_text_reads(signed: set[int]) -> None:
    policy = parse_policy(TWO_LEVELS)
    expected = len(signed & {0, 1, 2}) >= 2 and len(signed & {3, 4, 5}) >= 1
    assert policy.is_met_by(KEYS[number] for number in signed) is expected


def test_a_policy_is_read_with_its_addresses_and_written_back() -> None:
    policy = parse_policy(TWO_LEVELS)
    assert policy.logs == (Party(ORIGIN, LOG.key, "https://log.example/"),)
    assert [witness.name for witness in policy.witnesses] == ["X1", "X2", "X3", "Y1", "Y2", "Y3"]
    assert policy.groups[0] == Group("X-witnesses", 2, ("X1", "X2", "X3"))
    assert parse_policy(write_policy(policy)) == policy
    assert parse_policy(TWO_LEVELS.encode()) == policy


def test_blanks_comments_and_the_order_of_witnesses_do_not_matter() -> None:
    text = f"\t# comment\n \t\n  witness \t X2  {KEYS[1].text} \t\n{W[0]}\tquorum\tX1 \n"
    assert parse_policy(text).is_met_by([KEYS[0]])
    assert not parse_policy(text).is_met_by([KEYS[1]])


def test_a_quorum_of_none_asks_nobody() -> None:
    assert parse_policy("quorum none\n").is_met_by([])
    assert verify_witnessed(SIGNED, [LOG.key], parse_policy(f"log {LOG.key.text}\nquorum none\n"), NOW)


def test_names_that_only_look_alike_are_different_names() -> None:
    kelvin = f"witness K {KEYS[0].text}\nwitness \u212a {KEYS[1].text}\nquorum \u212a\n"
    assert parse_policy(kelvin).is_met_by([KEYS[1]])
    assert not parse_policy(kelvin).is_met_by([KEYS[0]])
    assert parse_policy(b"witness \xff " + KEYS[0].text.encode() + b"\nquorum \xff\n").is_met_by([KEYS[0]])


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n",
        "quorum\n",
        "quorum none",
        "quorum none\n# no end",
        "quorum none none\n",
        "quorum none\nquorum none\n",
        "Quorum none\n",
        "quorum X1\n",
        f"quorum X1\n{W[0]}",
        f"{W[0]}",
        f"{W[0]}{W[0]}quorum X1\n",
        f"{W[0]}witness X9 {KEYS[0].text}\nquorum X1\n",
        f"{W[0]}witness X1 {KEYS[1].text}\nquorum X1\n",
        f"witness none {KEYS[0].text}\nquorum none\n",
        f"{W[0]}group none 1 X1\nquorum none\n",
        f"{W[0]}group X1 1 X1\nquorum X1\n",
        f"{W[0]}group G 1 G\nquorum G\n",
        f"group G 1 X1\n{W[0]}quorum G\n",
        f"{W[0]}group G 1 none\nquorum G\n",
        f"{W[0]}group G 1\nquorum X1\n",
        f"{W[0]}group G\nquorum X1\n",
        f"{W[0]}group G 1 X1 X1\nquorum G\n",
        f"{W[0]}{W[1]}group G 1 X1\ngroup H 2 X1 X2\nquorum H\n",
        *(
            f"{W[0]}{W[1]}group G {needed} X1 X2\nquorum G\n"
            for needed in ("0", "3", "02", "-1", "+1", "1.0", "ALL", "٢")
        ),
        f"witness X1 {LOG.key.text}\nquorum X1\n",
        f"log {KEYS[0].text}\nquorum none\n",
        f"log {LOG.key.text}\nlog {LOG.key.text}\nquorum none\n",
        f"log {LOG.key.text} https://a.example extra\nquorum none\n",
        "log\nquorum none\n",
        f"{W[0][:-1]} https://a.example extra\nquorum X1\n",
        "witness X1\nquorum X1\n",
        "mirror X\nquorum none\n",
        "quorum none\r\n",
        "# a\x0bb\nquorum none\n",
        "# \x7f\nquorum none\n",
        "\ufeffquorum none\n",
        "quorum\u00a0none\n",
        "#" * (1024 * 1024) + "\nquorum none\n",
        "\n" * 5000 + "quorum none\n",
    ],
)
def test_what_only_resembles_a_policy_is_malformed(text: str) -> None:
    with pytest.raises(PolicyMalformed):
        parse_policy(text)


@pytest.mark.parametrize(
    ("witnesses", "groups", "quorum"),
    [
        (("A", "A"), (), "A"),
        (("A", "B"), (Group("A", 1, ("B",)),), "B"),
        (("A",), (Group("G", 1, ("X",)),), "A"),
        (("A",), (Group("G", 1, ("H",)), Group("H", 1, ("A",))), "G"),
        (("A",), (), "X"),
        (("A",), (), ""),
        (("none",), (), "none"),
    ],
)
def test_a_policy_put_together_in_code_is_checked_like_a_text(
    witnesses: tuple[str, ...], groups: tuple[Group, ...], quorum: str
) -> None:
    parties = tuple(Party(name, key) for name, key in zip(witnesses, KEYS, strict=False))
    with pytest.raises(PolicyMalformed):
        Policy((), parties, groups, quorum)


def test_a_log_is_never_its_own_witness() -> None:
    own = witness_signer("witness.example/own", ed25519(1))
    with pytest.raises(PolicyMalformed):
        k_of_n(1, [own.key], [LOG.key])


def test_the_same_public_key_under_two_names_is_refused() -> None:
    twin = witness_signer("witness.example/twin", ed25519(40))
    with pytest.raises(PolicyMalformed):
        k_of_n(1, [KEYS[0], twin.key])


def test_a_misspelt_key_is_named_as_such() -> None:
    with pytest.raises(KeyRefused):
        parse_policy(f"log {LOG.key.text}x\nquorum none\n")
    with pytest.raises(KeyRefused):
        parse_policy(b"log \xff" + LOG.key.text.encode() + b"\nquorum none\n")


@pytest.mark.parametrize("name", ["", "a b", "a\n", "a\tb", "a\r"])
def test_a_name_that_cannot_be_written_is_refused(name: str) -> None:
    with pytest.raises(PolicyMalformed):
        write_policy(Policy((), (Party(name, KEYS[0]),), (), name))


def test_thirty_two_of_each_and_a_deep_ladder_of_groups_fit() -> None:
    signers = [witness_signer(f"w.example/{n}", ed25519(100 + n)) for n in range(32)]
    text = "".join(f"witness W{n} {signer.key.text}\n" for n, signer in enumerate(signers))
    text += "group G0 1 W0\n" + "".join(f"group G{n} all G{n - 1} W{n}\n" for n in range(1, 32))
    policy = parse_policy(text + "quorum G31\n")
    assert policy.is_met_by(signer.key for signer in signers)
    for missing in range(32):
        assert not policy.is_met_by(signer.key for n, signer in enumerate(signers) if n != missing)


@settings(max_examples=80)
@given(st.integers(0, len(TWO_LEVELS) - 1), st.binary(max_size=4), st.integers(0, 4))
def test_hostile_bytes_give_a_named_error_or_a_policy(place: int, put: bytes, cut: int) -> None:
    raw = TWO_LEVELS.encode()
    try:
        policy = parse_policy(raw[:place] + put + raw[place + cut :])
    except LedgerError:
        return
    assert parse_policy(write_policy(policy)) == policy
