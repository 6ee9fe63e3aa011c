"""The chain from a signing certificate to a trusted root, judged at the stamped time."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import dsa, ec
from cryptography.x509 import verification
from cryptography.x509.oid import ExtendedKeyUsageOID

from dodomu.engine.ledger.timestamps import (
    AlgorithmUnknown,
    CertificateRefused,
    ChainTooComplex,
    NotTrusted,
    OutsideValidity,
    PurposeRefused,
    Stamped,
    TimestampError,
    WeakSignature,
    certificates_from,
    parse_certificate,
    verify_timestamp,
)
from dodomu.engine.ledger.timestamps.algorithms import load_key
from dodomu.engine.ledger.timestamps.certificates import name_parts
from dodomu.engine.ledger.timestamps.der import children, read
from dodomu.engine.ledger.timestamps.der_writing import element, identifier, integer, null, sequence, set_of
from tests.engine.timestamp_authority import (
    FOR_TIME,
    HERON,
    IMPRINT,
    MIDDLE,
    NONCE,
    ROOT,
    TSA,
    WILLOW_ROOT,
    Constraint,
    Holder,
    Stamp,
    ca,
    curve_key,
    edwards_key,
    heron,
    issue,
    replaced,
    rsa_key,
    usage,
)

ANY = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.ANY_EXTENDED_KEY_USAGE])
CODE = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.CODE_SIGNING])
BOTH = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING, ExtendedKeyUsageOID.CODE_SIGNING])
STRANGE = x509.UnrecognizedExtension(x509.ObjectIdentifier("1.2.3.4.5"), b"\x05\x00")
INSIDE = x509.NameConstraints([x509.DNSName("heron.example")], None)


def verified(stamp: Stamp, *roots: Holder) -> Stamped:
    return verify_timestamp(stamp.token(), IMPRINT, "sha256", NONCE, [root.der for root in roots or (ROOT,)])


def stamped_by(extensions: list[Constraint], **more: Any) -> Stamped:
    tsa = issue("Reed Time", curve_key(11), ROOT, extensions, **more)
    return verified(Stamp(tsa, [tsa.der]))


def stamped_below(extensions: list[Constraint], **more: Any) -> Stamped:
    middle = issue("Reed Middle", curve_key(12), ROOT, extensions, serial=5, **more)
    tsa = issue("Reed Time", curve_key(13), middle)
    return verified(Stamp(tsa, [tsa.der, middle.der]))


def year(number: int) -> datetime:
    return datetime(number, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize("extensions", [[], [(FOR_TIME, False)], [(BOTH, True)], [(CODE, True)], [(ANY, True)]])
def test_attack_22_only_time_stamping_alone_and_critical_will_do(extensions: list[Constraint]) -> None:
    with pytest.raises(PurposeRefused):
        stamped_by(extensions)


@pytest.mark.parametrize("allowed", [{"digital_signature": True}, {"content_commitment": True}])
def test_a_key_that_signs_may_stamp(allowed: dict[str, bool]) -> None:
    assert stamped_by([*TSA, (usage(**allowed), True)])


@pytest.mark.parametrize("allowed", [{"key_cert_sign": True}, {"digital_signature": True, "key_agreement": True}, {}])
def test_a_key_for_other_uses_may_not_stamp(allowed: dict[str, bool]) -> None:
    with pytest.raises(PurposeRefused):
        stamped_by([*TSA, (usage(**allowed), True)])


def test_attack_25_a_time_before_any_certificate_of_the_chain_is_refused() -> None:
    young = {"start": year(2027)}
    root = issue("Reed Root", curve_key(14), None, ca(), **young)
    tsa = issue("Reed Time", curve_key(15), root)
    with pytest.raises(OutsideValidity):
        stamped_by([*TSA], **young)
    with pytest.raises(OutsideValidity):
        stamped_below([*ca()], **young)
    with pytest.raises(OutsideValidity):
        verified(Stamp(tsa, [tsa.der]), root)


def test_a_time_after_any_certificate_of_the_chain_is_refused() -> None:
    old = {"end": year(2025)}
    with pytest.raises(OutsideValidity):
        stamped_by([*TSA], **old)
    with pytest.raises(OutsideValidity):
        stamped_below([*ca()], **old)


def test_attack_26_a_chain_long_expired_passes_for_a_time_it_was_valid_at() -> None:
    root = issue("Old Root", curve_key(16), None, ca(), start=year(2009), end=year(2013), serial=1)
    tsa = issue("Old Time", curve_key(17), root, start=year(2010), end=year(2012))
    assert verified(Stamp(tsa, [tsa.der], time="20110305070809Z"), root).gen_time.year == 2011
    for time in ("20091231235959.999Z", "20120101000000.001Z"):
        with pytest.raises(OutsideValidity):
            verified(Stamp(tsa, [tsa.der], time=time), root)


@pytest.mark.parametrize("time", ["20100101000000Z", "20120101000000Z"])
def test_the_first_and_the_last_second_of_a_validity_belong_to_it(time: str) -> None:
    tsa = issue("Old Time", curve_key(17), None, start=year(2010), end=year(2012))
    assert verified(Stamp(tsa, [tsa.der], time=time), tsa).chain == (tsa.der,)


def test_attack_27_injected_certificates_change_nothing() -> None:
    crowd = [issue("Heron Middle", curve_key(300 + n), WILLOW_ROOT, ca(), serial=n).der for n in range(1, 60)]
    roots = [issue("Heron Root", curve_key(400 + n), None, ca(), serial=n).der for n in range(1, 60)]
    junk = [sequence(), sequence(integer(1)), element(0xA1, null()), element(0x04, b"x")]
    stamp = heron(sent=[*junk, *crowd, *roots, HERON.der, MIDDLE.der])
    assert verified(stamp) == verified(heron())


def test_a_root_sent_along_is_not_thereby_trusted() -> None:
    with pytest.raises(NotTrusted):
        verified(heron(sent=[HERON.der, MIDDLE.der, ROOT.der]), WILLOW_ROOT)


def test_a_root_of_the_same_name_is_not_the_root() -> None:
    with pytest.raises(NotTrusted):
        verified(heron(), issue("Heron Root", curve_key(66), None, ca(), serial=1))


def test_the_right_key_under_another_name_is_not_the_issuer() -> None:
    renamed = issue("Egret Middle", MIDDLE.key, ROOT, ca(), serial=7)
    with pytest.raises(NotTrusted):
        verified(heron(sent=[HERON.der, renamed.der]))


def test_an_authority_in_the_middle_may_itself_be_trusted() -> None:
    assert verified(heron(), MIDDLE).chain == (HERON.der, MIDDLE.der)


def test_the_right_one_of_two_authorities_of_one_name_is_found() -> None:
    expired = issue("Heron Middle", curve_key(102), ROOT, ca(0), serial=6, end=year(2021))
    assert verified(heron(sent=[HERON.der, expired.der, MIDDLE.der])).chain[1] == MIDDLE.der
    with pytest.raises(OutsideValidity):
        verified(heron(sent=[HERON.der, expired.der]))


@pytest.mark.parametrize(
    ("extensions", "refusal"),
    [
        ([], CertificateRefused),
        ([(x509.BasicConstraints(ca=False, path_length=None), True)], CertificateRefused),
        ([ca()[0], (usage(digital_signature=True), True)], CertificateRefused),
        ([*ca(), (STRANGE, True)], CertificateRefused),
        ([*ca(), (INSIDE, True)], CertificateRefused),
        ([*ca(), (INSIDE, False)], CertificateRefused),
        ([*ca(), (CODE, False)], PurposeRefused),
    ],
)
def test_who_may_not_issue_is_no_part_of_a_chain(extensions: list[Constraint], refusal: type[TimestampError]) -> None:
    with pytest.raises(refusal):
        stamped_below(extensions)


@pytest.mark.parametrize(
    "extensions", [[ca()[0]], [*ca(), (FOR_TIME, False)], [*ca(), (ANY, True)], [*ca(), (STRANGE, False)]]
)
def test_who_may_issue_is_part_of_a_chain(extensions: list[Constraint]) -> None:
    assert len(stamped_below(extensions).chain) == 3


def test_a_critical_part_of_the_signers_certificate_that_nobody_knows_is_refused() -> None:
    with pytest.raises(CertificateRefused):
        stamped_by([*TSA, (STRANGE, True)])


def test_an_end_certificate_issues_nothing() -> None:
    child = issue("Reed Time", curve_key(18), HERON)
    with pytest.raises(CertificateRefused):
        verified(Stamp(child, [child.der, HERON.der, MIDDLE.der]))


@pytest.mark.parametrize(("length", "passes"), [(0, False), (1, True), (None, True)])
def test_the_length_an_authority_allows_is_kept(length: int | None, passes: bool) -> None:
    root = issue("Reed Root", curve_key(19), None, ca(length), serial=1)
    middle = issue("Reed Middle", curve_key(20), root, ca(), serial=2)
    tsa = issue("Reed Time", curve_key(21), middle)
    stamp = Stamp(tsa, [tsa.der, middle.der])
    if passes:
        assert len(verified(stamp, root).chain) == 3
    else:
        with pytest.raises(CertificateRefused, match="longer"):
            verified(stamp, root)


def test_an_authority_that_renewed_its_own_key_does_not_count_as_longer() -> None:
    root = issue("Reed Root", curve_key(19), None, ca(0), serial=1)
    renewed = issue("Reed Root", curve_key(22), root, ca(0), serial=2)
    tsa = issue("Reed Time", curve_key(23), renewed)
    assert len(verified(Stamp(tsa, [tsa.der, renewed.der]), root).chain) == 3


def test_a_chain_of_eight_passes_and_one_of_nine_does_not() -> None:
    line = [ROOT]
    for number in range(7):
        line.append(issue(f"Level {number}", curve_key(30 + number), line[-1], ca(), serial=10 + number))
    for above, passes in ((line[6], True), (line[7], False)):
        tsa = issue("Reed Time", curve_key(41), above)
        stamp = Stamp(tsa, [tsa.der, *(one.der for one in line[1:])])
        if passes:
            assert len(verified(stamp).chain) == 8
        else:
            with pytest.raises(NotTrusted):
                verified(stamp)


def test_a_maze_of_authorities_is_left_and_named() -> None:
    """Seven authorities that all vouch for each other make thousands of paths, none to a root."""
    keys = [curve_key(500 + n) for n in range(7)]
    ends = [issue(f"Maze {n}", key, None, ca(), serial=n + 1) for n, key in enumerate(keys)]
    maze = [issue(f"Maze {n}", keys[n], end, ca(), serial=99).der for n in range(7) for end in ends]
    tsa = issue("Maze Time", curve_key(520), ends[0])
    with pytest.raises(ChainTooComplex):
        verified(Stamp(tsa, [tsa.der, *maze]))


def test_authorities_that_vouch_for_each_other_in_a_circle_end() -> None:
    one, two = (issue(name, curve_key(n), None, ca()) for name, n in (("One", 501), ("Two", 502)))
    circle = [issue("One", one.key, two, ca()).der, issue("Two", two.key, one, ca()).der]
    tsa = issue("Circle Time", curve_key(503), one)
    with pytest.raises(NotTrusted):
        verified(Stamp(tsa, [tsa.der, *circle]))


def test_weak_hashes_and_short_keys_in_the_chain_are_refused() -> None:
    short = issue("Short Time", rsa_key(1024), ROOT)
    with pytest.raises(WeakSignature):
        verified(Stamp(short, [short.der]))
    root = issue("Reed Root", rsa_key(), None, ca(), serial=1)
    tsa = issue("Reed Time", curve_key(24), root, hashed="sha512")
    sound = verified(Stamp(tsa, [tsa.der]), root)
    assert len(sound.chain) == 2
    # OpenSSL of some systems no longer signs with SHA-1: name it in place of what was used.
    name, weak = (identifier(f"1.2.840.113549.1.1.{last}") for last in (13, 5))
    sha_1 = parse_certificate(tsa.der.replace(name, weak))
    with pytest.raises(WeakSignature):
        sha_1.verify_issued_by(parse_certificate(root.der))


@pytest.mark.parametrize("curve", [ec.SECP192R1(), ec.SECP224R1(), ec.SECP256K1()])
def test_curves_that_are_short_or_unusual_are_refused(curve: ec.EllipticCurve) -> None:
    tsa = issue("Reed Time", curve_key(25, curve), ROOT)
    with pytest.raises(AlgorithmUnknown):
        verified(Stamp(tsa, [tsa.der]))


def test_kinds_of_keys_nobody_uses_for_time_are_refused() -> None:
    tsa = issue("Reed Time", dsa.generate_private_key(1024), ROOT)  # type: ignore[arg-type]
    with pytest.raises(AlgorithmUnknown):
        _ = parse_certificate(tsa.der).key


def library_accepts(signer: Holder, others: list[Holder], root: Holder, at: datetime) -> bool:
    """The same question to the verifier of the library, under a policy as near to ours as it lets one write."""
    authorities = verification.ExtensionPolicy.permit_all()
    authorities = authorities.require_present(x509.BasicConstraints, verification.Criticality.AGNOSTIC, None)
    signers = verification.ExtensionPolicy.permit_all()
    store = verification.Store([root.certificate])
    builder = verification.PolicyBuilder().store(store).time(at.replace(tzinfo=None))
    verifier = builder.extension_policies(ca_policy=authorities, ee_policy=signers).build_client_verifier()
    try:
        verifier.verify(signer.certificate, [other.certificate for other in others])
    except verification.VerificationError:
        return False
    return True


def chains() -> dict[str, tuple[Holder, list[Holder], Holder, int, bool]]:
    late = issue("Late Time", curve_key(50), MIDDLE, start=year(2027))
    ended = issue("Ended Middle", curve_key(51), ROOT, ca(), end=year(2025))
    below_ended = issue("Reed Time", curve_key(52), ended)
    plain = issue("Plain Middle", curve_key(53), ROOT, [])
    below_plain = issue("Reed Time", curve_key(54), plain)
    lower = issue("Lower Middle", curve_key(55), MIDDLE, ca())
    below_lower = issue("Reed Time", curve_key(56), lower)
    false_root = issue("Heron Root", curve_key(57), None, ca(), serial=1)
    return {
        "sound": (HERON, [MIDDLE], ROOT, 2026, True),
        "with useless others": (HERON, [WILLOW_ROOT, plain, MIDDLE], ROOT, 2026, True),
        "middle missing": (HERON, [], ROOT, 2026, False),
        "another root": (HERON, [MIDDLE], WILLOW_ROOT, 2026, False),
        "a root of the same name": (HERON, [MIDDLE], false_root, 2026, False),
        "before the signer's": (late, [MIDDLE], ROOT, 2026, False),
        "after the signer's began": (late, [MIDDLE], ROOT, 2028, True),
        "after the middle's": (below_ended, [ended], ROOT, 2026, False),
        "before the middle's end": (below_ended, [ended], ROOT, 2024, True),
        "issued by no authority": (below_plain, [plain], ROOT, 2026, False),
        "longer than allowed": (below_lower, [lower, MIDDLE], ROOT, 2026, False),
    }


@pytest.mark.parametrize("name", chains())
def test_the_library_and_we_accept_the_same_chains(name: str) -> None:
    signer, others, root, when, accepted = chains()[name]
    assert library_accepts(signer, others, root, year(when)) == accepted
    stamp = Stamp(signer, [signer.der, *(other.der for other in others)], time=f"{when}0101000000Z")
    if accepted:
        assert verified(stamp, root)
    else:
        with pytest.raises((NotTrusted, OutsideValidity, CertificateRefused)):
            verified(stamp, root)


@pytest.mark.parametrize("holder", [ROOT, MIDDLE, HERON, issue("Reed", edwards_key(3), ROOT)])
def test_a_certificate_reads_as_the_library_reads_it(holder: Holder) -> None:
    ours, theirs = parse_certificate(holder.der), holder.certificate
    assert (ours.signed, ours.signature) == (theirs.tbs_certificate_bytes, theirs.signature)
    assert (ours.serial, ours.not_before, ours.not_after) == (
        theirs.serial_number,
        theirs.not_valid_before_utc,
        theirs.not_valid_after_utc,
    )
    assert (ours.issuer, ours.subject) == (theirs.issuer.public_bytes(), theirs.subject.public_bytes())
    assert list(ours.extensions) == [extension.oid.dotted_string for extension in theirs.extensions]
    assert [one.value for one in ours.extensions.values()] == [one.value.public_bytes() for one in theirs.extensions]
    assert ours.key == theirs.public_key()


def test_a_certificate_that_contradicts_itself_is_refused() -> None:
    whole = read(HERON.der)
    signed = children(whole)[0]
    version, extensions = children(signed)[0].raw, children(signed)[7]
    listed = children(children(extensions)[0])[0].raw
    other_algorithm = replaced(whole, (1,), sequence(identifier("1.2.840.10045.4.3.3")))
    first_version = replaced(whole, (0,), sequence(signed.content.removeprefix(version)))
    second_version = replaced(whole, (0, 0), element(0xA0, integer(1)))
    listed_twice = replaced(whole, (0, 7), element(0xA3, sequence(listed, listed)))
    for touched in (other_algorithm, first_version, second_version, listed_twice):
        with pytest.raises(CertificateRefused):
            parse_certificate(touched)


def test_an_extension_of_another_kind_than_its_name_says_is_refused() -> None:
    with pytest.raises(CertificateRefused, match="another kind"):
        stamped_by([(x509.UnrecognizedExtension(FOR_TIME.oid, null()), True)])


@pytest.mark.parametrize(("bits", "passes"), [(8192, True), (8200, False)])
def test_a_key_so_long_that_it_wears_out_the_verifier_is_refused(bits: int, passes: bool) -> None:
    numbers = sequence(integer(2 ** (bits - 1) + 1), integer(65537))
    kind = sequence(identifier("1.2.840.113549.1.1.1"), null())
    encoded = sequence(kind, element(3, b"\x00", numbers))
    if passes:
        assert load_key(encoded)
    else:
        with pytest.raises(AlgorithmUnknown):
            load_key(encoded)


def test_a_key_that_is_no_key_is_refused() -> None:
    for encoded in (b"", null(), sequence(null(), null())):
        with pytest.raises(AlgorithmUnknown):
            load_key(encoded)


def test_names_are_the_same_in_whatever_string_they_are_written() -> None:
    def name(tag: int, text: bytes) -> bytes:
        return sequence(set_of([sequence(identifier("2.5.4.3"), element(tag, text))]))

    assert name_parts(name(0x0C, b"Heron")) == name_parts(name(0x13, b"Heron"))
    assert name_parts(name(0x0C, b"Heron")) == name_parts(name(0x1E, "Heron".encode("utf-16-be")))
    others = [name(0x0C, b"heron"), name(0x0C, b"Heron "), name(0x0C, b"\xff"), name(0x1C, b"Heron"), b"\x30\x05", b""]
    assert len({name_parts(other) for other in [name(0x0C, b"Heron"), *others]}) == 7


def test_roots_are_read_from_one_certificate_or_a_file_of_several() -> None:
    assert certificates_from(ROOT.der) == [ROOT.der]
    assert certificates_from(b"# Heron\n" + ROOT.pem + b"\n" + MIDDLE.pem) == [ROOT.der, MIDDLE.der]


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"hello",
        b"-----BEGIN CERTIFICATE-----\nAAA\n-----END CERTIFICATE-----",
        b"-----BEGIN CERTIFICATE-----\n====\n-----END CERTIFICATE-----",
        ROOT.pem.replace(b"-----BEGIN CERTIFICATE-----\nM", b"-----BEGIN CERTIFICATE-----\nN"),
        ROOT.der + b"\x00",
        ROOT.der[:-1],
    ],
)
def test_what_is_no_certificate_is_refused_as_a_root(text: bytes) -> None:
    with pytest.raises(CertificateRefused):
        certificates_from(text)
    with pytest.raises(CertificateRefused):
        verify_timestamp(heron().token(), IMPRINT, "sha256", NONCE, [text])
