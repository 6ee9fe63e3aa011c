"""Proof files: a leaf stands in a witnessed log, or the file is refused by name."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dodomu.engine.ledger import (
    Checkpoint,
    HashRefused,
    IndexRefused,
    LedgerError,
    MemoryStore,
    NoteMalformed,
    OriginRefused,
    ProofMalformed,
    ProofTooLong,
    ProofTooShort,
    QuorumMissing,
    RootMismatch,
    SignatureRefused,
    TlogProof,
    add_signatures,
    append,
    cosign,
    inclusion_proof,
    k_of_n,
    leaf_hash,
    node_hash,
    parse_tlog_proof,
    root,
    sign_checkpoint,
    verify_tlog_proof,
    write_tlog_proof,
)
from tests.engine.ledger_signers import LOG, LOG_ML, NOW, ORIGIN, WITNESS_ML, WITNESSES, Signer, written_line

SIZE = 11
LEAVES = [leaf_hash(b"%d" % number) for number in range(SIZE)]
STORE = MemoryStore()
STORE.add(append(STORE, 0, LEAVES).nodes)
POLICY = k_of_n(2, [witness.key for witness in WITNESSES], [LOG.key])


def checkpoint(size: int = SIZE, log: Signer = LOG, witnesses: list[Signer] = WITNESSES[:2]) -> str:
    head = Checkpoint(ORIGIN, size, root(STORE, size))
    return add_signatures(sign_checkpoint(head, [log]), [cosign(head, witness, NOW) for witness in witnesses])


def proof(index: int, size: int = SIZE) -> TlogProof:
    return TlogProof(index, tuple(inclusion_proof(STORE, index, size)), checkpoint(size))


def accepts(text: str | bytes, leaf: bytes) -> int:
    return verify_tlog_proof(text, leaf, POLICY.log_keys, POLICY, NOW)[0]


GOOD = write_tlog_proof(proof(5))


def test_every_leaf_of_every_size_is_proved_by_its_file() -> None:
    for size in range(1, SIZE + 1):
        for index in range(size):
            assert accepts(write_tlog_proof(proof(index, size)), LEAVES[index]) == index


def test_a_file_written_by_hand_is_the_same() -> None:
    hashes = "".join(b64encode(value).decode() + "\n" for value in inclusion_proof(STORE, 5, SIZE))
    body = f"{ORIGIN}\n{SIZE}\n{b64encode(root(STORE, SIZE)).decode()}\n\n"
    lines = [written_line(signer, ORIGIN, SIZE, root(STORE, SIZE), NOW) for signer in (LOG, *WITNESSES[:2])]
    by_hand = f"c2sp.org/tlog-proof@v1\nindex 5\n{hashes}\n{body}{''.join(lines)}"
    assert by_hand == GOOD
    assert accepts(by_hand.encode(), LEAVES[5]) == 5


def test_the_answer_says_which_checkpoint_and_which_witnesses() -> None:
    _, witnessed = verify_tlog_proof(GOOD, LEAVES[5], POLICY.log_keys, POLICY, NOW)
    assert witnessed.signed.checkpoint.size == SIZE
    assert [c.key for c in witnessed.cosignatures] == [witness.key for witness in WITNESSES[:2]]


def test_extra_data_travels_along_and_changes_nothing() -> None:
    for extra in (b"", b"not signed by anybody", bytes(64 * 1024)):
        text = write_tlog_proof(replace(proof(5), extra=extra))
        assert parse_tlog_proof(text).extra == extra
        assert accepts(text, LEAVES[5]) == 5
    assert parse_tlog_proof(GOOD).extra is None


def test_a_post_quantum_proof_verifies() -> None:
    policy = k_of_n(1, [WITNESS_ML.key], [LOG_ML.key])
    text = write_tlog_proof(replace(proof(5), checkpoint=checkpoint(log=LOG_ML, witnesses=[WITNESS_ML])))
    assert verify_tlog_proof(text, LEAVES[5], policy.log_keys, policy, NOW)[0] == 5
    assert len(text) < 14_000


@pytest.mark.parametrize(
    ("altered", "leaf", "error"),
    [
        pytest.param(proof(5), LEAVES[4], RootMismatch, id="another leaf"),
        pytest.param(replace(proof(5), index=4), LEAVES[5], RootMismatch, id="another index"),
        pytest.param(replace(proof(5), index=SIZE), LEAVES[5], IndexRefused, id="index of the size"),
        pytest.param(replace(proof(5), index=2**63 - 1), LEAVES[5], IndexRefused, id="largest index"),
        pytest.param(replace(proof(5), checkpoint=checkpoint(8)), LEAVES[5], ProofTooLong, id="a smaller tree"),
        pytest.param(replace(proof(5, 8), checkpoint=checkpoint()), LEAVES[5], ProofTooShort, id="a larger tree"),
        pytest.param(replace(proof(5), hashes=proof(5).hashes[:-1]), LEAVES[5], ProofTooShort, id="a hash less"),
        pytest.param(replace(proof(5), hashes=(*proof(5).hashes, LEAVES[0])), LEAVES[5], ProofTooLong, id="surplus"),
        pytest.param(replace(proof(5), hashes=()), root(STORE, SIZE), ProofTooShort, id="the root as leaf"),
        pytest.param(replace(proof(4), index=2, hashes=proof(4).hashes[1:]), node_hash(*LEAVES[4:6]), LedgerError,
                     id="an inner node as leaf"),
        pytest.param(proof(5), b"", HashRefused, id="an empty leaf"),
        pytest.param(replace(proof(5), checkpoint=checkpoint(witnesses=WITNESSES[:1])), LEAVES[5], QuorumMissing,
                     id="too few witnesses"),
    ],
)  # fmt: skip
def test_a_proof_of_something_else_is_refused(altered: TlogProof, leaf: bytes, error: type[LedgerError]) -> None:
    with pytest.raises(error):
        accepts(write_tlog_proof(altered), leaf)


def test_a_proof_from_another_log_is_refused() -> None:
    with pytest.raises(OriginRefused):
        accepts(GOOD.replace(f"\n{ORIGIN}\n", "\nlog.example/other\n"), LEAVES[5])


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("c2sp.org/tlog-proof@v1", "c2sp.org/tlog-proof@v2"),
        ("c2sp.org/tlog-proof@v1\n", ""),
        ("c2sp.org/tlog-proof@v1\n", "c2sp.org/tlog-proof@v1 \n"),
        ("c2sp.org/tlog-proof@v1\n", "\ufeffc2sp.org/tlog-proof@v1\n"),
        ("index 5\n", ""),
        ("index 5\n", "\n"),
        ("index 5", "index 05"),
        ("index 5", "index -5"),
        ("index 5", "index +5"),
        ("index 5", "index  5"),
        ("index 5", "index 5 "),
        ("index 5", "index ٥"),
        ("index 5", "Index 5"),
        ("index 5", f"index {2**63}"),
        ("index 5", "index " + "9" * 5000),
        ("index 5\n", "index 5\nindex 5\n"),
        ("index 5\n", "index 5\nextra AAAA\n"),
        ("index 5\n", "extra\nindex 5\n"),
        ("index 5\n", "extra AAA\nindex 5\n"),
        ("index 5\n", "extra AAB=\nindex 5\n"),
        ("index 5\n", "extra AAAA\nextra AAAA\nindex 5\n"),
        ("index 5\n", f"extra {b64encode(bytes(64 * 1024 + 1)).decode()}\nindex 5\n"),
        ("index 5\n", f"index 5\n{b64encode(bytes(31)).decode()}\n"),
        ("index 5\n", f"index 5\n{b64encode(bytes(33)).decode()}\n"),
        ("index 5\n", "index 5\n" + (b64encode(bytes(32)).decode() + "\n") * 64),
        ("index 5\n", f"index 5\n {b64encode(bytes(32)).decode()}\n"),
        ("\n", "\r\n"),
        ("index 5\n", "index 5\n\n"),
        (f"\n\n{ORIGIN}", f"\n{ORIGIN}"),
        (f"\n\n{ORIGIN}", f"\n\n\n{ORIGIN}"),
    ],
)
def test_what_only_resembles_a_proof_file_is_refused(old: str, new: str) -> None:
    assert old in GOOD
    with pytest.raises(LedgerError):
        parse_tlog_proof(GOOD.replace(old, new) if old == "\n" else GOOD.replace(old, new, 1))


@pytest.mark.parametrize(
    "data", ["", "\n", "\n\n", b"\xff\n", "c2sp.org/tlog-proof@v1\n", GOOD[:-1], "x" * 2**20 + "\n"]
)
def test_fragments_are_malformed(data: str | bytes) -> None:
    with pytest.raises((ProofMalformed, NoteMalformed)):
        parse_tlog_proof(data)


@pytest.mark.parametrize(
    "impossible",
    [
        replace(proof(5), index=-1),
        replace(proof(5), index=2**63),
        replace(proof(5), hashes=(bytes(31),)),
        replace(proof(5), hashes=(bytes(32),) * 64),
        replace(proof(5), extra=bytes(64 * 1024 + 1)),
    ],
)
def test_an_impossible_proof_is_not_written(impossible: TlogProof) -> None:
    with pytest.raises(ProofMalformed):
        write_tlog_proof(impossible)


def test_a_checkpoint_that_is_none_is_not_written() -> None:
    with pytest.raises(LedgerError):
        write_tlog_proof(replace(proof(5), checkpoint="text\n"))


def test_no_altered_byte_is_accepted() -> None:
    raw = GOOD.encode()
    for place in range(len(raw)):
        for bit in (0, 5):
            altered = raw[:place] + bytes([raw[place] ^ 1 << bit]) + raw[place + 1 :]
            try:
                accepts(altered, LEAVES[5])
            except LedgerError:
                continue
            # A witness whose name or key id was altered is nobody known: only then may the rest still suffice.
            pytest.fail(f"byte {place} may be altered unseen")


@settings(max_examples=100)
@given(st.integers(0, len(GOOD.encode()) - 1), st.binary(max_size=4), st.integers(0, 40))
def test_hostile_bytes_give_a_named_error_or_the_same_proof(place: int, put: bytes, cut: int) -> None:
    raw = GOOD.encode()
    data = raw[:place] + put + raw[place + cut :]
    try:
        accepts(data, LEAVES[5])
    except LedgerError:
        return
    assert write_tlog_proof(replace(parse_tlog_proof(data), extra=None)) == GOOD


def test_a_signature_of_the_log_over_another_tree_is_refused() -> None:
    other = sign_checkpoint(Checkpoint(ORIGIN, SIZE, LEAVES[0]), [LOG])
    head, tail = checkpoint().split("\n\n")
    text = write_tlog_proof(replace(proof(5), checkpoint=head + "\n\n" + other.split("\n\n")[1] + tail))
    with pytest.raises(SignatureRefused):
        accepts(text, LEAVES[5])
