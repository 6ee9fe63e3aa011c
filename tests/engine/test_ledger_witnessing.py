"""The witness: every answer of the protocol, and no way to make it forget or fork."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dodomu.engine.ledger import (
    EMPTY_ROOT,
    AddCheckpoint,
    Answer,
    Checkpoint,
    HashRefused,
    KeyRefused,
    MemoryStore,
    NoteMalformed,
    RequestMalformed,
    Seen,
    SignatureRefused,
    SignatureType,
    Signer,
    SizeRefused,
    Status,
    TimeRefused,
    VerifierKey,
    add_signatures,
    append,
    consistency_proof,
    cosign,
    decide_add_checkpoint,
    k_of_n,
    leaf_hash,
    log_signer,
    parse_add_checkpoint,
    parse_checkpoint,
    parse_signature_lines,
    parse_verifier_key,
    root,
    sign_checkpoint,
    take_cosignatures,
    verify_cosignature,
    verify_witnessed,
    witness_signer,
    write_add_checkpoint,
)
from tests.engine import ledger_vectors as published
from tests.engine.ledger_signers import LOG, LOG_ML, NOW, ORIGIN, WITNESS_ML, WITNESSES, ed25519

STORE = MemoryStore()
STORE.add(append(STORE, 0, [leaf_hash(b"%d" % number) for number in range(12)]).nodes)
OTHER = MemoryStore()
OTHER.add(append(OTHER, 0, [leaf_hash(b"other %d" % number) for number in range(12)]).nodes)
LOGS = {ORIGIN: [LOG.key]}
WITNESS = WITNESSES[0]


def head(size: int, store: MemoryStore = STORE) -> Checkpoint:
    return Checkpoint(ORIGIN, size, root(store, size))


def request(old: int, new: int, store: MemoryStore = STORE, signer: Signer = LOG) -> str:
    proof = tuple(consistency_proof(store, old, new)) if 0 < old <= new else ()
    return write_add_checkpoint(AddCheckpoint(old, proof, sign_checkpoint(head(new, store), [signer])))


def answer(body: str | bytes, seen: Mapping[str, Seen] | None = None) -> Answer:
    return decide_add_checkpoint(body, LOGS, seen or {}, [WITNESS], NOW)


def seen(size: int, store: MemoryStore = STORE) -> dict[str, Seen]:
    return {ORIGIN: Seen(size, root(store, size))}


def refused(found: Answer, status: Status, body: str) -> None:
    assert (found.status, found.body, found.seen) == (status, body, None)
    assert "—" not in found.body


@pytest.mark.parametrize(("old", "new"), [(0, 0), (0, 1), (0, 7), (1, 2), (4, 8), (3, 11), (7, 7)])
def test_a_log_that_grew_is_cosigned_and_remembered(old: int, new: int) -> None:
    found = answer(request(old, new), seen(old))
    assert (found.status, found.origin, found.content_type) == (200, ORIGIN, "text/plain; charset=utf-8")
    assert found.seen == Seen(new, root(STORE, new))
    (line,) = parse_signature_lines(found.body)
    assert verify_cosignature(head(new), line, WITNESS.key, NOW).timestamp == NOW


def test_published_requests_are_cosigned_in_turn() -> None:
    key = VerifierKey(published.SIGSUM_ORIGIN, SignatureType.ED25519, bytes.fromhex(published.SIGSUM_PUBLIC))
    logs, known = {key.name: [key]}, dict[str, Seen]()
    for size in (1, 5):
        found = decide_add_checkpoint(published.SIGSUM_REQUESTS[size], logs, known, [WITNESS], NOW)
        assert found.status == Status.COSIGNED
        assert found.seen
        known[found.origin] = found.seen
    assert known[key.name] == Seen(5, bytes.fromhex(published.SIGSUM_ROOT_OF_5))
    late = decide_add_checkpoint(published.SIGSUM_REQUESTS[3], logs, known, [WITNESS], NOW)
    refused(late, Status.CONFLICT, "5\n")


def test_a_published_post_quantum_request_is_cosigned() -> None:
    key = parse_verifier_key(published.ML_DSA_KEY)
    body = f"old 0\n\n{published.ML_DSA_HEAD}\n— {key.name} {published.ML_DSA_SIGNATURE}\n"
    assert decide_add_checkpoint(body, {key.name: [key]}, {}, [WITNESS], NOW).status == 200


def test_a_rollback_is_refused() -> None:
    refused(answer(request(4, 8), seen(9)), Status.CONFLICT, "9\n")
    refused(answer(request(0, 4), seen(9)), Status.CONFLICT, "9\n")
    refused(answer(request(9, 4), seen(9)), Status.MALFORMED, "size_refused\n")


def test_a_fork_is_refused() -> None:
    refused(answer(request(4, 8, OTHER), seen(4)), Status.UNPROVEN, "root_mismatch\n")
    spliced = AddCheckpoint(4, tuple(consistency_proof(STORE, 4, 8)), sign_checkpoint(head(8, OTHER), [LOG]))
    refused(answer(write_add_checkpoint(spliced), seen(4)), Status.UNPROVEN, "root_mismatch\n")


def test_the_same_size_with_another_root_is_refused_with_the_size() -> None:
    found = answer(request(4, 4, OTHER), seen(4))
    refused(found, Status.CONFLICT, "4\n")
    assert found.content_type == "text/x.tlog.size"


def test_two_witnesses_cannot_both_be_shown_a_fork() -> None:
    first, second = answer(request(0, 8)), answer(request(0, 8, OTHER))
    assert first.seen
    assert second.seen
    refused(answer(request(8, 8, OTHER), {ORIGIN: first.seen}), Status.CONFLICT, "8\n")
    refused(answer(request(8, 8), {ORIGIN: second.seen}), Status.CONFLICT, "8\n")


def test_an_old_size_the_witness_does_not_remember_is_told_the_right_one() -> None:
    for old in (0, 3, 5):
        found = answer(request(old, 8), seen(4))
        refused(found, Status.CONFLICT, "4\n")
        assert found.content_type == "text/x.tlog.size"
    refused(answer(request(3, 8)), Status.CONFLICT, "0\n")


def test_an_unknown_log_is_not_found() -> None:
    found = decide_add_checkpoint(request(0, 4), {"log.example/other": [LOG.key]}, {}, [WITNESS], NOW)
    refused(found, Status.UNKNOWN_LOG, "unknown_log\n")


@pytest.mark.parametrize("signer", [log_signer(ORIGIN, ed25519(99)), LOG_ML])
def test_a_log_that_did_not_sign_is_forbidden(signer: Signer) -> None:
    refused(answer(request(0, 4, signer=signer)), Status.UNSIGNED, "signature_missing\n")
    refused(answer(request(0, 4, signer=signer), seen(4)), Status.UNSIGNED, "signature_missing\n")


def test_a_signature_of_another_checkpoint_is_forbidden() -> None:
    text = request(0, 4).replace(f"\n{ORIGIN}\n4\n", f"\n{ORIGIN}\n5\n")
    refused(answer(text), Status.UNSIGNED, "signature_refused\n")


def test_proofs_that_do_not_hold_are_unprocessable() -> None:
    good = parse_add_checkpoint(request(3, 11))
    for proof, code in (
        (good.proof[:-1], "proof_too_short\n"),
        ((), "proof_too_short\n"),
        ((*good.proof, bytes(32)), "proof_too_long\n"),
        ((bytes(32), *good.proof[1:]), "root_mismatch\n"),
    ):
        body = write_add_checkpoint(AddCheckpoint(3, proof, good.checkpoint))
        refused(answer(body, seen(3)), Status.UNPROVEN, code)


def test_a_proof_that_nobody_asked_for_is_unprocessable() -> None:
    for old, new in ((0, 0), (0, 4), (4, 4)):
        body = write_add_checkpoint(AddCheckpoint(old, (bytes(32),), sign_checkpoint(head(new), [LOG])))
        refused(answer(body, seen(old)), Status.UNPROVEN, "proof_too_long\n")


def test_an_empty_tree_with_another_root_is_unprocessable() -> None:
    text = Checkpoint(ORIGIN, 0, leaf_hash(b"x")).text
    signature = b64encode(LOG.key.id + LOG.sign(text.encode())).decode()
    body = f"old 0\n\n{text}\n— {ORIGIN} {signature}\n"
    refused(answer(body), Status.UNPROVEN, "root_mismatch\n")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("old 3", "old 03"),
        ("old 3", "old"),
        ("old 3", "old "),
        ("old 3", "old -3"),
        ("old 3", "old 3 "),
        ("old 3", "old  3"),
        ("old 3", "Old 3"),
        ("old 3", "old ٣"),
        ("old 3", f"old {2**63}"),
        ("old 3", "old " + "9" * 5000),
        ("old 3\n", ""),
        ("old 3\n", "\nold 3\n"),
        ("old 3\n", "old 3\n\n"),
        ("old 3\n", "old 3\nold 3\n"),
        ("old 3\n", "old 3\nAAAA\n"),
        ("old 3\n", "old 3\n" + "A" * 43 + "=\n \n"),
        ("old 3\n", "old 3\n" + ("A" * 43 + "=\n") * 64),
        ("old 3\n", "old 3\n" + "A" * 42 + "B=\n"),
        (f"\n\n{ORIGIN}", f"\n{ORIGIN}"),
        (f"\n\n{ORIGIN}", f"\n\n\n{ORIGIN}"),
        (f"{ORIGIN}\n11\n", f"{ORIGIN}\n011\n"),
        (f"{ORIGIN}\n11\n", "11\n"),
        ("\n", "\r\n"),
        ("—", "-"),
        ("=\n", "="),
    ],
)
def test_what_only_resembles_a_request_is_a_bad_one(old: str, new: str) -> None:
    good = request(3, 11)
    assert old in good
    found = answer(good.replace(old, new), seen(3))
    assert (found.status, found.seen) == (400, None)


FRAGMENTS = ["", "\n", "old 0", "old 0\n", b"\xff", b"\x00" * 100, "\udc80\n", "x" * 2**20]


@pytest.mark.parametrize("body", FRAGMENTS)
def test_fragments_are_bad_requests(body: str | bytes) -> None:
    refused(answer(body), Status.MALFORMED, "request_malformed\n")
    with pytest.raises(RequestMalformed):
        parse_add_checkpoint(body)


def test_a_request_without_a_checkpoint_is_a_bad_one() -> None:
    refused(answer("old 0\n\n"), Status.MALFORMED, "note_malformed\n")
    refused(answer(f"old 0\n\ntext\n\n— {ORIGIN} AAAAAEE=\n"), Status.MALFORMED, "checkpoint_malformed\n")


def test_a_request_that_cannot_be_read_is_not_written() -> None:
    for bad in (
        AddCheckpoint(-1, (), "x\n"),
        AddCheckpoint(0, (b"",), "x\n"),
        AddCheckpoint(0, (bytes(32),) * 64, "x\n"),
    ):
        with pytest.raises(RequestMalformed):
            write_add_checkpoint(bad)


def test_sixty_three_hashes_are_read() -> None:
    text = write_add_checkpoint(AddCheckpoint(1, (bytes(32),) * 63, request(0, 4).split("\n\n", 1)[1]))
    refused(answer(text, seen(1)), Status.UNPROVEN, "proof_too_long\n")


def test_a_witness_with_two_keys_answers_with_two_lines() -> None:
    found = decide_add_checkpoint(request(0, 4), LOGS, {}, [WITNESS, WITNESS_ML], NOW)
    for line, key in zip(parse_signature_lines(found.body), (WITNESS.key, WITNESS_ML.key), strict=True):
        assert verify_cosignature(head(4), line, key, NOW)


def test_extension_lines_are_cosigned_only_by_keys_that_cover_them() -> None:
    extended = Checkpoint(ORIGIN, 4, root(STORE, 4), ("more",))
    body = write_add_checkpoint(AddCheckpoint(0, (), sign_checkpoint(extended, [LOG])))
    both = decide_add_checkpoint(body, LOGS, {}, [WITNESS, WITNESS_ML], NOW)
    assert [line.name for line in parse_signature_lines(both.body)] == [WITNESS.key.name]
    refused(decide_add_checkpoint(body, LOGS, {}, [WITNESS_ML], NOW), Status.MALFORMED, "not_signable\n")


def test_a_witness_set_up_wrongly_says_so_instead_of_answering() -> None:
    with pytest.raises(KeyRefused):
        decide_add_checkpoint(request(0, 4), LOGS, {}, [LOG], NOW)
    with pytest.raises(KeyRefused):
        decide_add_checkpoint(request(0, 4), {ORIGIN: [WITNESS.key]}, {}, [WITNESS], NOW)
    for no_time in (-1, 0):
        with pytest.raises(TimeRefused):
            decide_add_checkpoint(request(0, 4), LOGS, {}, [WITNESS], no_time)


@pytest.mark.parametrize(("size", "root_hash"), [(-1, EMPTY_ROOT), (2**63, EMPTY_ROOT), (3, b""), (3, bytes(31))])
def test_a_memory_that_is_no_tree_is_refused(size: int, root_hash: bytes) -> None:
    with pytest.raises((SizeRefused, HashRefused)):
        Seen(size, root_hash)


def test_one_log_says_nothing_about_another() -> None:
    second = log_signer("log.example/second", ed25519(2))
    logs = {ORIGIN: [LOG.key], second.key.name: [second.key]}
    checkpoint = Checkpoint(second.key.name, 2, root(OTHER, 2))
    body = write_add_checkpoint(AddCheckpoint(0, (), sign_checkpoint(checkpoint, [second])))
    found = decide_add_checkpoint(body, logs, seen(9), [WITNESS], NOW)
    assert (found.status, found.origin, found.seen) == (200, second.key.name, Seen(2, checkpoint.root))


def test_the_log_takes_the_answers_until_its_policy_is_met() -> None:
    policy = k_of_n(2, [witness.key for witness in WITNESSES], [LOG.key])
    text = sign_checkpoint(head(4), [LOG])
    for witness in WITNESSES[:2]:
        found = decide_add_checkpoint(request(0, 4), LOGS, {}, [witness], NOW)
        text = take_cosignatures(parse_checkpoint(text, [LOG.key]), found.body, policy.witness_keys, NOW)
    assert len(verify_witnessed(text, policy.log_keys, policy, NOW).cosignatures) == 2


def test_the_log_takes_only_true_lines_of_keys_it_trusts() -> None:
    signed = parse_checkpoint(sign_checkpoint(head(4), [LOG]), [LOG.key])
    stranger = witness_signer("witness.example/stranger", ed25519(77))
    body = cosign(head(4), stranger, NOW).text + cosign(head(4), WITNESS, NOW).text
    taken = take_cosignatures(signed, body, [WITNESS.key], NOW)
    assert taken == add_signatures(signed.text, [cosign(head(4), WITNESS, NOW)])
    with pytest.raises(SignatureRefused):
        take_cosignatures(signed, cosign(head(5), WITNESS, NOW).text, [WITNESS.key], NOW)
    with pytest.raises(TimeRefused):
        take_cosignatures(signed, cosign(head(4), WITNESS, NOW + 301).text, [WITNESS.key], NOW)
    for page in ("", "<html>502</html>\n", b"\xff\n", "4\n"):
        with pytest.raises(NoteMalformed):
            take_cosignatures(signed, page, [WITNESS.key], NOW)


@settings(max_examples=40)
@given(st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12), st.booleans()), max_size=12))
def test_whatever_is_asked_in_whatever_order_one_history_only_grows(asked: list[tuple[int, int, bool]]) -> None:
    known, histories = Seen(), set[bool]()
    for old, new, forked in asked:
        found = answer(request(old, new, OTHER if forked else STORE), {ORIGIN: known})
        if found.seen:
            assert found.status == 200
            assert found.seen.size >= known.size
            known = found.seen
            histories |= {forked} if new else set()
        else:
            assert found.status != 200
    assert len(histories) <= 1
    assert known.root in {root(STORE, known.size), root(OTHER, known.size), EMPTY_ROOT}


@settings(max_examples=80)
@given(st.integers(0, 400), st.binary(max_size=4), st.integers(0, 30))
def test_hostile_bytes_are_answered_and_never_cosigned(place: int, put: bytes, cut: int) -> None:
    raw = request(3, 11).encode()
    data = raw[:place] + put + raw[place + cut :]
    found = answer(data, seen(3))
    if data != raw:
        assert found.seen is None or found.seen == Seen(11, root(STORE, 11))
        assert found.status in set(Status)
