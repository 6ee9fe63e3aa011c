"""Why a time stamp, its request or its certificates were refused; each refusal has a stable `code`."""

from __future__ import annotations

from dodomu.engine.ledger.errors import LedgerError


class TimestampError(LedgerError):
    """Base of all refusals about time stamps."""

    code = "timestamp"


class TooLarge(TimestampError):
    """More bytes or elements than any honest answer of an authority has."""

    code = "timestamp_too_large"


class NotDer(TimestampError):
    """Bytes that are no DER: a page of HTML, an indefinite length, a length that is cut off or not minimal."""

    code = "timestamp_not_der"


class NestedTooDeep(NotDer):
    """Elements within elements, deeper than any honest answer."""

    code = "timestamp_nested_too_deep"


class UnexpectedShape(TimestampError):
    """DER, but not the structure that stands at this place of a time stamp or certificate."""

    code = "timestamp_unexpected_shape"


class RequestRefused(TimestampError):
    """An imprint of the wrong length, a nonce out of range or a policy that is no object identifier."""

    code = "timestamp_request_refused"


class NotGranted(TimestampError):
    """The authority answered, and did not stamp: `status` 2 to 5, and the name of the failure where it gave one."""

    code = "timestamp_not_granted"

    def __init__(self, status: int, failure: str | None) -> None:
        super().__init__(f"the authority did not grant a time stamp: status {status}, {failure or 'no reason named'}")
        self.status = status
        self.failure = failure


class WeakImprint(TimestampError):
    """The imprint was made with SHA-1 or another broken hash."""

    code = "timestamp_weak_imprint"


class ImprintMismatch(TimestampError):
    """A sound stamp, of something else."""

    code = "timestamp_imprint_mismatch"


class NonceMismatch(TimestampError):
    """The answer lacks the nonce of the request: an old answer played again, or another's."""

    code = "timestamp_nonce_mismatch"


class PolicyMismatch(TimestampError):
    """Stamped under another policy than the one asked for."""

    code = "timestamp_policy_mismatch"


class WeakSignature(TimestampError):
    """Signed with a broken hash or with a key too short."""

    code = "timestamp_weak_signature"


class AlgorithmUnknown(TimestampError):
    """A hash, signature or kind of key this verifier does not know; it is not thereby proven false."""

    code = "timestamp_algorithm_unknown"


class SignatureWrong(TimestampError):
    """The signature, or the digest it covers, does not fit the content."""

    code = "timestamp_signature_wrong"


class SignerMissing(TimestampError):
    """The certificate that the signature names is neither in the token nor among those handed in."""

    code = "timestamp_signer_missing"


class SignerMismatch(TimestampError):
    """The signed attributes name another signing certificate, or none."""

    code = "timestamp_signer_mismatch"


class PurposeRefused(TimestampError):
    """A certificate that may not stamp time: its extended key usage is not timeStamping alone and critical."""

    code = "timestamp_purpose_refused"


class CertificateRefused(TimestampError):
    """A certificate that cannot be read, or that cannot be an authority, or has a critical part we do not know."""

    code = "timestamp_certificate_refused"


class OutsideValidity(TimestampError):
    """A certificate of the chain was not yet, or no longer, valid at the stamped time."""

    code = "timestamp_outside_validity"


class NotTrusted(TimestampError):
    """No chain leads from the signing certificate to one of the given roots."""

    code = "timestamp_not_trusted"


class ChainTooComplex(TimestampError):
    """So many certificates under the same names that following every path would be an attack on the verifier."""

    code = "timestamp_chain_too_complex"
