"""From a certificate to a trusted root, as of the stamped time (RFC 5280, section 6; RFC 3161, section 2.3).

The verifier of the `cryptography` package is made for TLS: even with a policy of one's own it refuses Ed25519,
Brainpool curves and most of RSA-PSS in an authority's certificate, and its interface may still change. So the chain
is walked here. What is not done: asking whether a certificate was revoked. A certificate with constraints on names,
or critical ones on policies, is refused, since they are not followed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from dodomu.engine.ledger.timestamps.certificates import (
    ALTERNATIVE_NAMES,
    CONSTRAINTS,
    KEY_USAGE,
    PURPOSES,
    Certificate,
)
from dodomu.engine.ledger.timestamps.errors import (
    CertificateRefused,
    ChainTooComplex,
    NotTrusted,
    OutsideValidity,
    PurposeRefused,
    SignatureWrong,
    TimestampError,
)

TIME_STAMPING, ANY_PURPOSE = "1.3.6.1.5.5.7.3.8", "2.5.29.37.0"
NAME_CONSTRAINTS, POLICIES = "2.5.29.30", "2.5.29.32"
DIGITAL_SIGNATURE, CONTENT_COMMITMENT, SIGN_CERTIFICATES = 0, 1, 5
LONGEST_CHAIN = 8
MOST_ATTEMPTS = 1000
_FOLLOWED = frozenset({KEY_USAGE, ALTERNATIVE_NAMES, CONSTRAINTS, PURPOSES, POLICIES})


def require_purpose(signer: Certificate) -> None:
    """Accept silently a certificate that may stamp time and do nothing else.

    Raises:
        PurposeRefused: extended key usage absent, not critical or not timeStamping alone; or a key usage other
            than to sign. CertificateRefused, NotDer, UnexpectedShape: its extensions cannot be read.
    """
    if signer.purposes != [TIME_STAMPING] or not signer.extensions[PURPOSES].critical:
        raise PurposeRefused("the signing certificate is not for time stamping alone, or does not say so as critical")
    usages = signer.usages
    if usages is not None and (not usages or usages - {DIGITAL_SIGNATURE, CONTENT_COMMITMENT}):
        raise PurposeRefused("the key of the signing certificate is for other uses than signatures")


def find_chain(
    signer: Certificate, others: Sequence[Certificate], roots: Sequence[Certificate], at: datetime
) -> tuple[Certificate, ...]:
    """The chain from the signer to one of the roots, every certificate of it valid at that time.

    Args:
        signer: where the chain begins; it may itself be one of the roots.
        others: certificates that may stand in between, in any order, of any origin; useless ones do no harm.
        roots: certificates trusted beforehand.
        at: the stamped time, aware.

    Raises:
        NotTrusted: no chain. OutsideValidity, CertificateRefused, PurposeRefused, WeakSignature, AlgorithmUnknown:
            there was one but for this. ChainTooComplex: more than 1000 steps without finding one.
    """
    _require_valid(signer, at)
    _require_followed(signer)
    search = _Search(others, roots, at)
    found = search.climb((signer,))
    if found is None:
        raise search.hindrance or NotTrusted("no chain leads from the signing certificate to a trusted root")
    return found


class _Search:
    """Depth first, roots before anything else; remembers the first hindrance that names alone do not explain."""

    def __init__(self, others: Sequence[Certificate], roots: Sequence[Certificate], at: datetime) -> None:
        self.anchors = {root.raw for root in roots}
        self.candidates = [*roots, *(other for other in others if other.raw not in self.anchors)]
        self.at = at
        self.attempts = 0
        self.hindrance: TimestampError | None = None

    def climb(self, path: tuple[Certificate, ...]) -> tuple[Certificate, ...] | None:
        if path[-1].raw in self.anchors:
            return path
        if len(path) == LONGEST_CHAIN:
            return None
        for issuer in self._issuers(path):
            found = self.climb((*path, issuer))
            if found:
                return found
        return None

    def _issuers(self, path: tuple[Certificate, ...]) -> Iterator[Certificate]:
        for candidate in self.candidates:
            if candidate.subject_name != path[-1].issuer_name or candidate in path:
                continue
            self.attempts += 1
            if self.attempts > MOST_ATTEMPTS:
                raise ChainTooComplex(f"no chain found in {MOST_ATTEMPTS} steps")
            try:
                path[-1].verify_issued_by(candidate)
                _require_authority(candidate, path)
                _require_valid(candidate, self.at)
            except SignatureWrong:
                continue  # another authority of the same name
            except TimestampError as refusal:
                self.hindrance = self.hindrance or refusal
                continue
            yield candidate


def _require_authority(issuer: Certificate, path: tuple[Certificate, ...]) -> None:
    """Refuse an issuer that may not issue what stands in the path so far."""
    _require_followed(issuer)
    may_issue, below = issuer.authority
    usages, purposes = issuer.usages, issuer.purposes
    if not may_issue or (usages is not None and SIGN_CERTIFICATES not in usages):
        raise CertificateRefused("a certificate of the chain is not one of an authority")
    between = [one for one in path[1:] if one.subject_name != one.issuer_name]
    if below is not None and len(between) > below:
        raise CertificateRefused("the chain is longer than one of its authorities may have it")
    if purposes is not None and not {TIME_STAMPING, ANY_PURPOSE} & set(purposes):
        raise PurposeRefused("an authority of the chain may not issue certificates for time stamping")


def _require_valid(certificate: Certificate, at: datetime) -> None:
    if not certificate.not_before <= at <= certificate.not_after:
        raise OutsideValidity("a certificate of the chain was not valid at the stamped time")


def _require_followed(certificate: Certificate) -> None:
    """Refuse a critical extension that is not followed here, and constraints on names whether critical or not."""
    unknown = {name for name, extension in certificate.extensions.items() if extension.critical} - _FOLLOWED
    if unknown or NAME_CONSTRAINTS in certificate.extensions:
        raise CertificateRefused("a certificate of the chain has a critical part this verifier does not follow")
