"""Time stamps by RFC 3161: ask, read the answer, and verify it as of the time it states.

request = timestamp_request(imprint, nonce)
answer = ...  # the authority's, archived as received before anything reads it
stamped = verify_timestamp(answer, imprint, "sha256", nonce, roots)
stamped.gen_time

This package needs `cryptography`; the rest of the ledger does not, so it is imported by its own name.
"""

from __future__ import annotations

from dodomu.engine.ledger.timestamps.certificates import Certificate, certificates_from, parse_certificate
from dodomu.engine.ledger.timestamps.errors import (
    AlgorithmUnknown,
    CertificateRefused,
    ChainTooComplex,
    ImprintMismatch,
    NestedTooDeep,
    NonceMismatch,
    NotDer,
    NotGranted,
    NotTrusted,
    OutsideValidity,
    PolicyMismatch,
    PurposeRefused,
    RequestRefused,
    SignatureWrong,
    SignerMismatch,
    SignerMissing,
    TimestampError,
    TooLarge,
    UnexpectedShape,
    WeakImprint,
    WeakSignature,
)
from dodomu.engine.ledger.timestamps.info import Info, parse_info
from dodomu.engine.ledger.timestamps.request import timestamp_request
from dodomu.engine.ledger.timestamps.response import Response, parse_response, token_of
from dodomu.engine.ledger.timestamps.signed_data import Signer, Token, parse_token
from dodomu.engine.ledger.timestamps.verifying import Stamped, verify_timestamp

__all__ = [
    "AlgorithmUnknown",
    "Certificate",
    "CertificateRefused",
    "ChainTooComplex",
    "ImprintMismatch",
    "Info",
    "NestedTooDeep",
    "NonceMismatch",
    "NotDer",
    "NotGranted",
    "NotTrusted",
    "OutsideValidity",
    "PolicyMismatch",
    "PurposeRefused",
    "RequestRefused",
    "Response",
    "SignatureWrong",
    "Signer",
    "SignerMismatch",
    "SignerMissing",
    "Stamped",
    "TimestampError",
    "Token",
    "TooLarge",
    "UnexpectedShape",
    "WeakImprint",
    "WeakSignature",
    "certificates_from",
    "parse_certificate",
    "parse_info",
    "parse_response",
    "parse_token",
    "timestamp_request",
    "token_of",
    "verify_timestamp",
]
