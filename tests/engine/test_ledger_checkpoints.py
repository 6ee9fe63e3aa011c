"""Checkpoints and cosignatures: honest ones verify, altered, misplaced and future ones are refused by name."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dodomu.engine.ledger import (
    EMPTY_ROOT,
    Checkpoint,
    CheckpointMalformed,
    KeyRefused,
    LedgerError,
    NoteMalformed,
    OriginRefused,
    RootMismatch,
    SignatureLine,
    SignatureMissing,
    SignatureRefused,
    Signer,
    TimeRefused,
    VerifierKey,
    add_signatures,
    cosign,
    leaf_hash,
    log_signer,
    parse_checkpoint,
    parse_note,
    parse_verifier_key,
    read_tree_head,
    sign_checkpoint,
    verify_cosignature,
    verify_cosignatures,
    witness_signer,
    write_checkpoint,
)
from tests.engine import ledger_vectors as published
from tests.engine.ledger_signers import LOG, LOG_ML, NOW, ORIGIN, WITNESS_ML, WITNESSES, ed25519, ml_dsa, written_line

ROOT = leaf_hash(b"first")
HEAD = Checkpoint(ORIGIN, 1, ROOT)
SIGNED = sign_checkpoint(HEAD, [LOG])
BOTH = [pytest.param(LOG, id="Ed25519"), pytest.param(LOG_ML, id="ML-DSA-44")]
WITNESS_OF_EACH_TYPE = [pytest.param(WITNESSES[0], id="Ed25519"), pytest.param(WITNESS_ML, id="ML-DSA-44")]


@pytest.mark.parametrize("signer", BOTH)
def test_a_signed_checkpoint_is_accepted_with_the_logs_key(signer: Signer) -> None:
    signed = parse_checkpoint(sign_checkpoint(HEAD, [signer], NOW), [signer.key])
    assert signed.checkpoint == HEAD
    assert signed.signed_by == (signer.key,)


@pytest.mark.parametrize("signer", BOTH)
def test_a_line_written_by_hand_is_accepted(signer: Signer) -> None:
    text = HEAD.text + "\n" + written_line(signer, ORIGIN, 1, ROOT, 7)
    assert parse_checkpoint(text, [signer.key]).text == text


def test_ed25519_lines_are_byte_for_byte_those_written_by_hand() -> None:
    assert HEAD.text + "\n" + written_line(LOG, ORIGIN, 1, ROOT, 0) == SIGNED
    assert cosign(HEAD, WITNESSES[0], NOW).text == written_line(WITNESSES[0], ORIGIN, 1, ROOT, NOW)


def test_a_published_ml_dsa_checkpoint_verifies() -> None:
    key = parse_verifier_key(published.ML_DSA_KEY)
    text = f"{published.ML_DSA_HEAD}\n— {key.name} {published.ML_DSA_SIGNATURE}\n"
    assert parse_checkpoint(text, [key]).checkpoint.size == 1
    with pytest.raises(SignatureRefused):
        parse_checkpoint(text.replace("\n1\n", "\n2\n"), [key])


def test_the_published_text_is_read_and_written_alike() -> None:
    head = read_tree_head(published.SPEC_CHECKPOINT_TEXT)
    assert (head.origin, head.size) == ("example.com/behind-the-sofa", 20852163)
    assert head.text == published.SPEC_CHECKPOINT_TEXT


def test_extension_lines_are_kept_and_signed_by_ed25519() -> None:
    head = Checkpoint(ORIGIN, 1, ROOT, ("one", "two"))
    text = sign_checkpoint(head, [LOG])
    assert parse_checkpoint(text, [LOG.key]).checkpoint == head
    with pytest.raises(SignatureRefused):
        parse_checkpoint(text.replace("two", "2"), [LOG.key])


def test_ml_dsa_never_seems_to_sign_extension_lines() -> None:
    head = Checkpoint(ORIGIN, 1, ROOT, ("one",))
    with pytest.raises(CheckpointMalformed):
        sign_checkpoint(head, [LOG_ML])
    line = parse_note(sign_checkpoint(HEAD, [LOG_ML])).signatures
    with pytest.raises(CheckpointMalformed):
        parse_checkpoint(write_checkpoint(head, line), [LOG_ML.key])


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n",
        "log\n1\n",
        "log\n1\n" + b64encode(ROOT).decode(),
        "\n1\n" + b64encode(ROOT).decode() + "\n",
        *(f"log\n{size}\n{b64encode(ROOT).decode()}\n" for size in
          ("", "01", "00", "+1", "-1", "1.0", " 1", "1 ", "0x1", "1_0", "١", "1e3", str(2**63), "9" * 5000)),
        *(f"log\n1\n{root}\n" for root in
          ("", "AAAA", b64encode(bytes(31)).decode(), b64encode(bytes(33)).decode(), b64encode(ROOT).decode()[:-1],
           ROOT.hex(), b64encode(bytes(32)).decode()[:-2] + "B=", b64encode(ROOT).decode() + " ")),
        f"log\n1\n{b64encode(ROOT).decode()}\n\n",
        f"log\n1\n{b64encode(ROOT).decode()}\nx\n\ny\n",
        f"log\r\n1\r\n{b64encode(ROOT).decode()}\r\n",
        f"\ufefflog\n1\n{b64encode(ROOT).decode()}\n",
        f"log\u20281\n{b64encode(ROOT).decode()}\n",
    ],
)  # fmt: skip
def test_what_only_resembles_a_checkpoint_is_malformed(text: str) -> None:
    with pytest.raises(CheckpointMalformed):
        read_tree_head(text)
    with pytest.raises((CheckpointMalformed, NoteMalformed)):
        parse_checkpoint(f"{text}\n— {ORIGIN} {b64encode(LOG.key.id + bytes(64)).decode()}\n", [LOG.key])


@pytest.mark.parametrize(
    ("origin", "size", "root", "extensions"),
    [
        ("", 1, ROOT, ()),
        ("a\nb", 1, ROOT, ()),
        ("a\r", 1, ROOT, ()),
        ("a\udc80", 1, ROOT, ()),
        ("\ufeffa", 1, ROOT, ()),
        ("a", -1, ROOT, ()),
        ("a", 2**63, ROOT, ()),
        ("a", 1, b"", ()),
        ("a", 1, bytes(31), ()),
        ("a", 1, ROOT, ("",)),
        ("a", 1, ROOT, ("b\nc",)),
    ],
)
def test_an_impossible_checkpoint_cannot_be_made(
    origin: str, size: int, root: bytes, extensions: tuple[str, ...]
) -> None:
    with pytest.raises(CheckpointMalformed):
        Checkpoint(origin, size, root, extensions)


def test_the_largest_size_is_read() -> None:
    head = Checkpoint(ORIGIN, 2**63 - 1, ROOT)
    assert read_tree_head(head.text) == head


@pytest.mark.parametrize("signer", BOTH)
def test_every_flipped_bit_of_a_note_is_refused(signer: Signer) -> None:
    raw = sign_checkpoint(HEAD, [signer]).encode()
    for place in range(0, len(raw), 1 if signer is LOG else 61):
        for bit in (0, 3, 5, 7):
            altered = raw[:place] + bytes([raw[place] ^ 1 << bit]) + raw[place + 1 :]
            with pytest.raises(LedgerError):
                parse_checkpoint(altered, [signer.key])


def test_a_checkpoint_moved_to_another_log_is_refused() -> None:
    with pytest.raises(OriginRefused):
        parse_checkpoint(SIGNED.replace(f"{ORIGIN}\n", "log.example/other\n", 1), [LOG.key])


def test_a_key_of_another_log_does_not_speak_for_this_origin() -> None:
    other = log_signer("log.example/other", ed25519(1))
    with pytest.raises(OriginRefused):
        sign_checkpoint(HEAD, [other])
    with pytest.raises(OriginRefused):
        parse_checkpoint(HEAD.text + "\n" + written_line(other, ORIGIN, 1, ROOT, 0), [other.key])


def test_the_same_name_with_another_id_is_nobody_known() -> None:
    impostor = log_signer(ORIGIN, ed25519(99))
    with pytest.raises(SignatureMissing):
        parse_checkpoint(sign_checkpoint(HEAD, [impostor]), [LOG.key])


def test_a_forged_id_does_not_help_an_impostor() -> None:
    impostor = log_signer(ORIGIN, ed25519(99))
    line = SignatureLine(ORIGIN, LOG.key.id, impostor.sign(HEAD.text.encode()))
    with pytest.raises(SignatureRefused):
        parse_checkpoint(write_checkpoint(HEAD, [line]), [LOG.key])


def test_unknown_signers_are_passed_over_and_the_same_signer_counts_once() -> None:
    lines = parse_note(SIGNED).signatures
    text = write_checkpoint(HEAD, [cosign(HEAD, WITNESSES[0], NOW), *lines, *lines])
    assert parse_checkpoint(text, [LOG.key, LOG.key]).signed_by == (LOG.key,)


def test_a_false_line_beside_a_true_one_of_the_same_key_is_refused() -> None:
    lines = parse_note(SIGNED).signatures
    false = SignatureLine(ORIGIN, LOG.key.id, bytes(64))
    with pytest.raises(SignatureRefused):
        parse_checkpoint(write_checkpoint(HEAD, [*lines, false]), [LOG.key])


@pytest.mark.parametrize("length", [1, 63, 65, 72, 2420])
def test_a_signature_of_another_length_is_refused(length: int) -> None:
    line = SignatureLine(ORIGIN, LOG.key.id, bytes(length))
    with pytest.raises(SignatureRefused):
        parse_checkpoint(write_checkpoint(HEAD, [line]), [LOG.key])


def test_without_trusted_keys_nothing_is_believed() -> None:
    with pytest.raises(SignatureMissing):
        parse_checkpoint(SIGNED, [])
    with pytest.raises(SignatureMissing):
        sign_checkpoint(HEAD, [])


def test_a_witness_key_is_no_log_key_and_the_other_way_round() -> None:
    with pytest.raises(KeyRefused):
        parse_checkpoint(SIGNED, [WITNESSES[0].key])
    with pytest.raises(KeyRefused):
        sign_checkpoint(HEAD, [witness_signer(ORIGIN, ed25519(1))])
    with pytest.raises(KeyRefused):
        cosign(HEAD, LOG, NOW)
    with pytest.raises(KeyRefused):
        verify_cosignature(HEAD, parse_note(SIGNED).signatures[0], LOG.key, NOW)
    with pytest.raises(KeyRefused):
        verify_cosignatures(parse_note(SIGNED), [LOG.key], NOW)


def test_an_empty_tree_has_one_root() -> None:
    assert parse_checkpoint(sign_checkpoint(Checkpoint(ORIGIN, 0, EMPTY_ROOT), [LOG]), [LOG.key]).checkpoint.size == 0
    with pytest.raises(RootMismatch):
        sign_checkpoint(Checkpoint(ORIGIN, 0, ROOT), [LOG])
    with pytest.raises(RootMismatch):
        parse_checkpoint(
            f"{ORIGIN}\n0\n{b64encode(ROOT).decode()}\n\n" + written_line(LOG, ORIGIN, 0, ROOT, 0), [LOG.key]
        )


@pytest.mark.parametrize("witness", WITNESS_OF_EACH_TYPE)
def test_a_cosignature_verifies_and_tells_its_time(witness: Signer) -> None:
    assert verify_cosignature(HEAD, cosign(HEAD, witness, NOW - 5), witness.key, NOW).timestamp == NOW - 5
    by_hand = parse_note(HEAD.text + "\n" + written_line(witness, ORIGIN, 1, ROOT, 3)).signatures[0]
    assert verify_cosignature(HEAD, by_hand, witness.key, NOW).timestamp == 3


@pytest.mark.parametrize("witness", WITNESS_OF_EACH_TYPE)
@pytest.mark.parametrize("other", [Checkpoint("log.example/other", 1, ROOT), Checkpoint(ORIGIN, 2, ROOT),
                                   Checkpoint(ORIGIN, 1, EMPTY_ROOT)])  # fmt: skip
def test_a_cosignature_holds_for_its_checkpoint_only(witness: Signer, other: Checkpoint) -> None:
    with pytest.raises(SignatureRefused):
        verify_cosignature(other, cosign(HEAD, witness, NOW), witness.key, NOW)


@pytest.mark.parametrize("witness", WITNESS_OF_EACH_TYPE)
def test_the_time_is_part_of_what_is_signed(witness: Signer) -> None:
    line = cosign(HEAD, witness, NOW)
    earlier = SignatureLine(line.name, line.key_id, (NOW - 1).to_bytes(8, "big") + line.signature[8:])
    with pytest.raises(SignatureRefused):
        verify_cosignature(HEAD, earlier, witness.key, NOW)


def test_a_cosignature_from_the_future_is_refused() -> None:
    witness = WITNESSES[0]
    assert verify_cosignature(HEAD, cosign(HEAD, witness, NOW + 300), witness.key, NOW)
    with pytest.raises(TimeRefused):
        verify_cosignature(HEAD, cosign(HEAD, witness, NOW + 301), witness.key, NOW)
    assert verify_cosignature(HEAD, cosign(HEAD, witness, NOW + 301), witness.key, NOW, ahead=301)
    with pytest.raises(TimeRefused):
        verify_cosignature(HEAD, cosign(HEAD, witness, 2**63 - 1), witness.key, NOW)


@pytest.mark.parametrize("timestamp", [-1, 2**63, 2**64 - 1, 2**64])
def test_a_time_that_no_clock_shows_is_refused(timestamp: int) -> None:
    with pytest.raises(TimeRefused):
        cosign(HEAD, WITNESSES[0], timestamp)
    if 0 < timestamp < 2**64:
        line = parse_note(HEAD.text + "\n" + written_line(WITNESSES[0], ORIGIN, 1, ROOT, timestamp)).signatures[0]
        with pytest.raises(TimeRefused):
            verify_cosignature(HEAD, line, WITNESSES[0].key, NOW, ahead=2**65)


def test_a_log_signature_is_no_cosignature() -> None:
    key = witness_signer(ORIGIN, ed25519(1)).key
    bare = LOG.sign(HEAD.text.encode())
    with pytest.raises(SignatureRefused):
        verify_cosignature(HEAD, SignatureLine(key.name, key.id, bare), key, NOW)
    with pytest.raises(SignatureRefused):
        verify_cosignature(HEAD, SignatureLine(key.name, key.id, NOW.to_bytes(8, "big") + bare), key, NOW)


def test_another_witnesses_line_is_refused() -> None:
    with pytest.raises(SignatureRefused):
        verify_cosignature(HEAD, cosign(HEAD, WITNESSES[0], NOW), WITNESSES[1].key, NOW)


def test_a_line_counts_only_for_the_name_and_id_it_states() -> None:
    same_key_elsewhere = witness_signer("witness.example/other", ed25519(11))
    line = cosign(HEAD, WITNESSES[0], NOW)
    for altered in (line, replace(line, name="witness.example/other"), replace(line, key_id=bytes(4))):
        with pytest.raises(SignatureRefused):
            verify_cosignature(HEAD, altered, same_key_elsewhere.key, NOW)


def test_an_ml_dsa_cosignature_commits_to_the_witnesses_name() -> None:
    renamed = witness_signer("witness.example/other", ml_dsa(14))
    line = cosign(HEAD, WITNESS_ML, NOW)
    with pytest.raises(SignatureRefused):
        verify_cosignature(HEAD, SignatureLine(renamed.key.name, renamed.key.id, line.signature), renamed.key, NOW)


def test_an_origin_too_long_for_ml_dsa_is_refused() -> None:
    with pytest.raises(OriginRefused):
        cosign(Checkpoint("o" * 256, 1, ROOT), WITNESS_ML, NOW)
    assert cosign(Checkpoint("o" * 255, 1, ROOT), WITNESS_ML, NOW)


def test_a_witness_that_signed_twice_counts_once_with_its_latest_time() -> None:
    lines = [cosign(HEAD, WITNESSES[0], time) for time in (NOW - 9, NOW - 1, NOW - 5)]
    text = add_signatures(SIGNED, [*lines, cosign(HEAD, WITNESSES[1], NOW)])
    found = verify_cosignatures(parse_note(text), [witness.key for witness in WITNESSES], NOW)
    assert [(c.key.name, c.timestamp) for c in found] == [
        ("witness.example/w11", NOW - 1),
        ("witness.example/w12", NOW),
    ]


def test_adding_signatures_repeats_none_and_keeps_the_log_valid() -> None:
    line = cosign(HEAD, WITNESSES[0], NOW)
    once = add_signatures(SIGNED, [line, line])
    assert add_signatures(once, [line]) == once
    assert parse_checkpoint(once, [LOG.key]).checkpoint == HEAD


@settings(max_examples=30)
@given(st.integers(1, 2**63 - 1), st.binary(min_size=32, max_size=32), st.integers(1, 2**63 - 1))
def test_any_head_survives_signing_and_cosigning(size: int, root: bytes, time: int) -> None:
    head = Checkpoint(ORIGIN, size, root)
    text = add_signatures(sign_checkpoint(head, [LOG]), [cosign(head, WITNESSES[0], time)])
    assert parse_checkpoint(text, [LOG.key]).checkpoint == head
    assert verify_cosignatures(parse_note(text), [WITNESSES[0].key], time)[0].timestamp == time


def test_a_public_key_that_is_none_is_refused_or_verifies_nothing() -> None:
    key = VerifierKey(ORIGIN, LOG.key.type, b"\xff" * 32)
    line = SignatureLine(ORIGIN, key.id, bytes(64))
    with pytest.raises((KeyRefused, SignatureRefused)):
        parse_checkpoint(write_checkpoint(HEAD, [line]), [key])
