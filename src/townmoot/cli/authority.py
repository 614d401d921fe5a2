"""A town's own certificate authority: for halls whose networks have no name that others vouch for.

Phones that install it trust it, so it may vouch for little: for the names it was made for and for
addresses of private networks (X.509 name constraints, RFC 5280, section 4.2.1.10). Who stole its
key could pose as no other site.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network
from typing import TYPE_CHECKING

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

if TYPE_CHECKING:
    from datetime import datetime

AUTHORITY_DAYS = 5 * 365
SERVER_DAYS = 397  # more is refused by some browsers
SKEW = timedelta(hours=1)  # clocks of phones differ
SERVER = "Townmoot server"  # with a blank: what looks like a host would count as one
NAMELESS = "townmoot.invalid"  # without a name here an authority could vouch for every name
PRIVATE = tuple(
    ip_network(one)
    for one in ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "127.0.0.0/8", "fc00::/7")
)


@dataclass(frozen=True)
class Pair:
    """A certificate and its private key."""

    certificate: x509.Certificate
    key: ec.EllipticCurvePrivateKey

    @property
    def certificate_pem(self) -> bytes:
        """The certificate as text."""
        return self.certificate.public_bytes(serialization.Encoding.PEM)

    @property
    def key_pem(self) -> bytes:
        """The private key as text; not encrypted, the file's mode protects it."""
        return self.key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )


def loaded(certificate: bytes, key: bytes) -> Pair:
    """A pair from its text. Raises ValueError where it is none of ours."""
    secret = serialization.load_pem_private_key(key, None)
    if not isinstance(secret, ec.EllipticCurvePrivateKey):
        raise ValueError("not a key of the town's authority")  # noqa: TRY004 -- a wrong file
    found = x509.load_pem_x509_certificate(certificate)
    if found.public_key() != secret.public_key():
        raise ValueError("the certificate and the key do not belong together")
    return Pair(found, secret)


def _general(host: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ip_address(host))
    except ValueError:
        return x509.DNSName(host.encode("idna").decode())


def _may_vouch_for(hosts: list[str]) -> list[x509.GeneralName]:
    named = [_general(host) for host in hosts]
    names = [one for one in named if isinstance(one, x509.DNSName)] or [x509.DNSName(NAMELESS)]
    asked = [one.value for one in named if isinstance(one, x509.IPAddress)]
    alone = [ip_network(one) for one in asked if not any(one in known for known in PRIVATE)]
    return [*names, *(x509.IPAddress(one) for one in (*PRIVATE, *alone))]


def vouches_for(authority: x509.Certificate, host: str) -> bool:
    """Whether the authority may sign for the host."""
    limits = authority.extensions.get_extension_for_class(x509.NameConstraints).value
    asked = _general(host)
    return any(_covers(one, asked) for one in limits.permitted_subtrees or [])


def _covers(permitted: x509.GeneralName, asked: x509.GeneralName) -> bool:
    if isinstance(permitted, x509.DNSName) and isinstance(asked, x509.DNSName):
        return f".{asked.value}".endswith(f".{permitted.value}")
    if isinstance(permitted, x509.IPAddress) and isinstance(asked, x509.IPAddress):
        network = permitted.value
        return isinstance(network, IPv4Network | IPv6Network) and asked.value in network
    return False


def _builder(subject: x509.Name, now: datetime, days: int) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - SKEW)
        .not_valid_after(now + timedelta(days=days))
    )


def _named(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name[:64])])


def _usage(*, authority: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not authority,
        key_cert_sign=authority,
        crl_sign=authority,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )


def make_authority(name: str, hosts: list[str], now: datetime) -> Pair:
    """A new authority that may vouch for these hosts and for private networks alone."""
    key, own = ec.generate_private_key(ec.SECP256R1()), _named(name)
    made = (
        _builder(own, now, AUTHORITY_DAYS)
        .issuer_name(own)
        .public_key(key.public_key())
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(authority=True), critical=True)
        .add_extension(x509.NameConstraints(_may_vouch_for(hosts), None), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .sign(key, hashes.SHA256())
    )
    return Pair(made, key)


def make_server(authority: Pair, hosts: list[str], now: datetime) -> Pair:
    """A certificate for a server under these names and addresses, signed by the authority."""
    key = ec.generate_private_key(ec.SECP256R1())
    above = authority.certificate
    made = (
        _builder(_named(SERVER), now, SERVER_DAYS)
        .issuer_name(above.subject)
        .public_key(key.public_key())
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(authority=False), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(x509.SubjectAlternativeName(map(_general, hosts)), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(above.public_key()),  # type: ignore[arg-type] # ours are elliptic
            critical=False,
        )
        .sign(authority.key, hashes.SHA256())
    )
    return Pair(made, key)
