"""A certificate authority of this installation alone, for HTTPS between its own machines.

Its certificate is constrained to the names of this server and to private addresses (RFC 5280, section 4.2.1.10):
were its key stolen, it could not vouch for any other site on the phones that trust it.
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from dodomu.base.durable import private_folder, write_durably

FOLDER = "tls"
AUTHORITY_YEARS = 10
SERVER_DAYS = 397
"""The longest that browsers accept a server's certificate for."""
RENEW_BEFORE = timedelta(days=30)
PRIVATE_NETWORKS = (
    "127.0.0.0/8",
    "10.0.0.0/8",
    "172.16.0.0/12",
    "192.168.0.0/16",
    "169.254.0.0/16",
    "::1/128",
    "fc00::/7",
)
Address = ipaddress.IPv4Address | ipaddress.IPv6Address


@dataclass(frozen=True, slots=True)
class Certificates:
    """Files for the server, and the authority's certificate to install on phones and laptops."""

    authority: Path
    certificate: Path
    key: Path
    fingerprint: str


def ensure(home: Path, hosts: Sequence[str], *, now: datetime | None = None) -> Certificates:
    """Make what is missing, outdated or lacks a host under ``home``/tls; return the files.

    Parameters:
        hosts: names and addresses under which the server is reached.
        now: the present, for tests.

    Raises:
        ValueError: an address that is not private; the authority vouches for private ones only.
    """
    at = now or datetime.now(UTC)
    folder = home / FOLDER
    private_folder(folder)
    names = sorted({"localhost", "127.0.0.1", "::1", *hosts})
    outside = [host for host in names if (found := _address(host)) and not _within_bounds(found)]
    if outside:
        raise ValueError("The local authority vouches for private addresses only.")
    authority = _authority(folder, names, at)
    certificate = _load(folder / "server.pem")
    if certificate is None or not _still_good(certificate, names, at) or certificate.issuer != authority.subject:
        _issue(folder, authority, names, at)
    return Certificates(
        authority=folder / "authority.pem",
        certificate=folder / "server.pem",
        key=folder / "server.key",
        fingerprint=authority.fingerprint(hashes.SHA256()).hex(":").upper(),
    )


def own_addresses() -> list[str]:
    """Names of this machine, and the private address it uses in the local network, if it has one."""
    found = [socket.gethostname().casefold()]
    found.append(found[0] if "." in found[0] else f"{found[0]}.local")
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            # Connecting a datagram socket sends nothing; it only asks the system which address it would use.
            probe.connect(("10.255.255.255", 9))
            found.append(str(probe.getsockname()[0]))
        except OSError:
            pass
    return [host for host in found if host and ((at := _address(host)) is None or _within_bounds(at))]


def _address(host: str) -> Address | None:
    try:
        return ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        return None


def _within_bounds(at: Address) -> bool:
    """Whether the authority may vouch for it. Not ``is_private``: that is true of more networks than these."""
    return any(at in ipaddress.ip_network(network) for network in PRIVATE_NETWORKS)


def _general(hosts: Iterable[str]) -> list[x509.GeneralName]:
    return [x509.IPAddress(at) if (at := _address(host)) else x509.DNSName(host) for host in hosts]


def _load(path: Path) -> x509.Certificate | None:
    try:
        return x509.load_pem_x509_certificate(path.read_bytes())
    except (OSError, ValueError):
        return None


def _still_good(certificate: x509.Certificate, hosts: Sequence[str], at: datetime) -> bool:
    if certificate.not_valid_after_utc - RENEW_BEFORE < at:
        return False
    names = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    return set(_general(hosts)) <= set(names)


def _authority(folder: Path, hosts: Sequence[str], at: datetime) -> x509.Certificate:
    """The authority's certificate; a new one when there is none, it ends soon, or a name lies outside its bounds."""
    found = _load(folder / "authority.pem")
    if found and (folder / "authority.key").exists() and found.not_valid_after_utc - RENEW_BEFORE > at:
        bounds = found.extensions.get_extension_for_class(x509.NameConstraints).value
        allowed = {name.value for name in bounds.permitted_subtrees or () if isinstance(name, x509.DNSName)}
        if {host for host in hosts if not _address(host)} <= allowed:
            return found
    key = ec.generate_private_key(ec.SECP256R1())
    subject = _name(f"Dodomu on {socket.gethostname()}")
    permitted: list[x509.GeneralName] = [x509.DNSName(host) for host in hosts if not _address(host)]
    permitted += [x509.IPAddress(ipaddress.ip_network(network)) for network in PRIVATE_NETWORKS]
    certificate = (
        _builder(subject, subject, key.public_key(), at, timedelta(days=365 * AUTHORITY_YEARS))
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(signs_certificates=True), critical=True)
        .add_extension(x509.NameConstraints(permitted_subtrees=permitted, excluded_subtrees=None), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .sign(key, hashes.SHA256())
    )
    _write(folder, "authority", key, certificate)
    return certificate


def _issue(folder: Path, authority: x509.Certificate, hosts: Sequence[str], at: datetime) -> None:
    signer = serialization.load_pem_private_key((folder / "authority.key").read_bytes(), password=None)
    if not isinstance(signer, ec.EllipticCurvePrivateKey):
        raise TypeError("authority.key must be an elliptic curve key.")
    key = ec.generate_private_key(ec.SECP256R1())
    certificate = (
        _builder(_name(hosts[0]), authority.subject, key.public_key(), at, timedelta(days=SERVER_DAYS))
        .add_extension(x509.SubjectAlternativeName(_general(hosts)), critical=False)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(signs_certificates=False), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(signer.public_key()), critical=False)
        .sign(signer, hashes.SHA256())
    )
    _write(folder, "server", key, certificate)


def _builder(
    subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePublicKey, at: datetime, lasts: timedelta
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(at - timedelta(days=1))
        .not_valid_after(at + lasts)
    )


def _name(common: str) -> x509.Name:
    return x509.Name(
        [x509.NameAttribute(NameOID.ORGANIZATION_NAME, "Dodomu"), x509.NameAttribute(NameOID.COMMON_NAME, common[:64])]
    )


def _usage(*, signs_certificates: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not signs_certificates,
        key_cert_sign=signs_certificates,
        crl_sign=signs_certificates,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )


def _write(folder: Path, name: str, key: ec.EllipticCurvePrivateKey, certificate: x509.Certificate) -> None:
    secret = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    write_durably(folder / f"{name}.key", secret)
    write_durably(folder / f"{name}.pem", certificate.public_bytes(serialization.Encoding.PEM), mode=0o644)
