"""Rules on a signature's CMS structure: no byte of it may be free to change.

A CMS signature covers the document's digest and the signed attributes. Around them stand versions,
algorithm names, certificates and unsigned attributes that most programs never compare with anything.
"""

import hashlib
from collections.abc import Iterable
from typing import Any

from assessor.signing.certificates import is_authority, is_issued_by, is_self_named
from assessor.signing.der import child_tags

_STRONG_DIGESTS = frozenset({"sha256", "sha384", "sha512", "sha3_256", "sha3_384", "sha3_512", "shake256"})
_MIN_RSA_BITS = 2048
_MIN_CURVE_BITS = 224
_TIME_STAMP = "signature_time_stamp_token"


def is_canonical(content_info: Any) -> bool:
    """Whether everything outside the signed attributes follows from them, for a signature over a PDF.

    Args:
        content_info: `asn1crypto.cms.ContentInfo`, of bytes already known to be DER.
    """
    data = content_info["content"]
    (info,) = data["signer_infos"]
    return (
        content_info["content_type"].native == "signed_data"
        and data["version"].native == info["version"].native
        and data["encap_content_info"]["content_type"].native == "data"
        and [one.dump() for one in data["digest_algorithms"]] == [info["digest_algorithm"].dump()]
        and _is_usual(content_info)
        and _unsigned(info) in ([], [_TIME_STAMP])
    )


def is_canonical_token(content_info: Any) -> bool:
    """The same for a time-stamp token (RFC 3161)."""
    data = content_info["content"]
    (info,) = data["signer_infos"]
    return (
        content_info["content_type"].native == "signed_data"
        and data["version"].native == "v3"
        and data["encap_content_info"]["content_type"].native == "tst_info"
        and info["digest_algorithm"].dump() in [one.dump() for one in data["digest_algorithms"]]
        and _is_usual(content_info)
        and not _unsigned(info)
    )


def is_bound(content_info: Any) -> bool:
    """Whether the signed attributes name the signer's certificate by its hash (RFC 5035)."""
    return bool(_named_hashes(content_info["content"]["signer_infos"][0]))


def weak_algorithm(content_info: Any, certificate: Any) -> str:
    """Name of a digest or key that is too weak to prove anything, empty when all are strong.

    Args:
        content_info: `asn1crypto.cms.ContentInfo`.
        certificate: the signer's `asn1crypto.x509.Certificate`.
    """
    digest = str(content_info["content"]["signer_infos"][0]["digest_algorithm"]["algorithm"].native)
    if digest not in _STRONG_DIGESTS:
        return digest
    key = certificate.public_key
    if key.algorithm in {"rsa", "rsassa_pss"} and key.bit_size < _MIN_RSA_BITS:
        return f"RSA {key.bit_size}"
    if key.algorithm == "ec" and key.bit_size < _MIN_CURVE_BITS:
        return f"EC {key.bit_size}"
    return "DSA" if key.algorithm == "dsa" else ""


def is_protected(content_info: Any) -> bool:
    """Whether the signed attributes name the algorithms (RFC 6211): the form that this program writes."""
    attributes = content_info["content"]["signer_infos"][0]["signed_attrs"] or ()
    return any(one["type"].native == "cms_algorithm_protection" for one in attributes)


def is_vouched_for(content_info: Any, der: bytes, trusted: Iterable[bytes]) -> bool:
    """Whether an issuer at hand, or its own signature, says that a certificate's bytes are as they were.

    Args:
        content_info: the signature, with the certificates that it carries.
        der: the signer's certificate.
        trusted: further certificates at hand.
    """
    others = [choice.chosen.untag().dump() for choice in content_info["content"]["certificates"] or ()]
    if is_self_named(der):
        return is_issued_by(der, der)
    return any(other == der or is_issued_by(der, other) for other in trusted) or any(
        is_issued_by(der, other) for other in others if other != der
    )


def time_stamp_token(content_info: Any) -> Any:
    """The signature's time-stamp token (`ContentInfo`), or None."""
    info = content_info["content"]["signer_infos"][0]
    for attribute in info["unsigned_attrs"] or ():
        if attribute["type"].native == _TIME_STAMP:
            return attribute["values"][0]
    return None


def signer_certificate(content_info: Any) -> Any:
    """The one embedded certificate that the signer info names, compared byte by byte; None if none."""
    data = content_info["content"]
    wanted = data["signer_infos"][0]["sid"]
    for choice in data["certificates"] or ():
        if choice.name != "certificate":
            continue
        certificate = choice.chosen
        if wanted.name == "issuer_and_serial_number":
            sid = wanted.chosen
            if (
                sid["issuer"].dump() == certificate.issuer.dump()
                and sid["serial_number"].native == certificate.serial_number
            ):
                return certificate
        elif wanted.native == certificate.key_identifier:
            return certificate
    return None


def _is_usual(content_info: Any) -> bool:
    data = content_info["content"]
    info = data["signer_infos"][0]
    version = "v1" if info["sid"].name == "issuer_and_serial_number" else "v3"
    return (
        _has_usual_parts(content_info)
        and info["version"].native == version
        and _has_usual_parameters(info["digest_algorithm"])
        and _has_usual_parameters(info["signature_algorithm"])
        and _are_certificates_bound(content_info)
        and all(len(attribute["values"]) == 1 for attribute in info["unsigned_attrs"] or ())
    )


def _has_usual_parts(content_info: Any) -> bool:
    """Whether each level has its parts and no others: parsers pass over parts they do not know.

    RFC 5652: ContentInfo, SignedData (certificates, no revocation lists), EncapsulatedContentInfo,
    SignerInfo (signed attributes, maybe unsigned ones).
    """
    data = content_info["content"]
    info = data["signer_infos"][0]
    content = data["encap_content_info"]
    sid = 0x30 if info["sid"].name == "issuer_and_serial_number" else 0x80
    # Without signed attributes the value signs the content itself.
    attributes = [0xA0] if info["signed_attrs"] else []
    signer = [0x02, sid, 0x30, *attributes, 0x30, 0x04]
    return (
        child_tags(content_info.untag().dump()) == [0x06, 0xA0]
        and child_tags(data.untag().dump()) == [0x02, 0x31, 0x30, 0xA0, 0x31]
        and child_tags(content.dump())
        == ([0x06] if content["content_type"].native == "data" else [0x06, 0xA0])
        and child_tags(info.dump()) in (signer, [*signer, 0xA1])
    )


def _has_usual_parameters(algorithm: Any) -> bool:
    if algorithm["algorithm"].native == "rsassa_pss":
        return True  # they are used, so a change breaks the signature
    return algorithm["parameters"].dump() in {b"", b"\x05\x00"}


def _unsigned(info: Any) -> list[str]:
    return [attribute["type"].native for attribute in info["unsigned_attrs"] or ()]


def _named_hashes(info: Any) -> list[tuple[str, bytes]]:
    for attribute in info["signed_attrs"] or ():
        if attribute["type"].native == "signing_certificate_v2":
            return [
                (one["hash_algorithm"]["algorithm"].native, one["cert_hash"].native)
                for one in attribute["values"][0]["certs"]
            ]
        if attribute["type"].native == "signing_certificate":
            return [("sha1", one["cert_hash"].native) for one in attribute["values"][0]["certs"]]
    return []


def _are_certificates_bound(content_info: Any) -> bool:
    data = content_info["content"]
    choices = list(data["certificates"] or ())
    if any(choice.name != "certificate" for choice in choices):
        return False
    own = signer_certificate(content_info)
    if own is None:
        return False
    embedded = [choice.chosen.untag().dump() for choice in choices]
    named = _named_hashes(data["signer_infos"][0])
    if len(named) > 1:  # the signer named all that belong to the signature
        return sorted(value for _, value in named) == sorted(
            hashlib.new(named[0][0], der).digest() for der in embedded
        )
    own_der = own.untag().dump()
    if named and named[0][1] != hashlib.new(named[0][0], own_der).digest():
        return False
    carried = [choice.chosen for choice in choices]
    if not _are_as_issued(carried):
        return False
    if is_protected(content_info):
        return all(der == own_der or _is_issuer_in(der, embedded) for der in embedded)
    # Other programs put further certificates in; each must be as its issuer, or itself, signed it.
    return all(
        der == own_der or _is_issuer_in(der, embedded) or any(is_issued_by(der, other) for other in embedded)
        for der in embedded
    )


def _is_issuer_in(der: bytes, embedded: list[bytes]) -> bool:
    """Whether a certificate issued another one here and, being a root, is its own unchanged self."""
    if not any(is_issued_by(other, der) for other in embedded if other != der):
        return False
    return not is_self_named(der) or is_issued_by(der, der)


def _are_as_issued(certificates: list[Any]) -> bool:
    """Whether each certificate fits its issuer where that one is at hand, and none lost its issuer.

    One whose issuer is not here beside an authority that issued nothing here, or an authority that names no
    issuer's key and is not its own (RFC 5280, 4.2.1.1): the name between them was changed.
    """
    by_der = {one.untag().dump(): one for one in certificates}
    is_orphan, working = False, set()
    for der, one in by_der.items():
        issuers = [other for other, authority in by_der.items() if authority.subject == one.issuer]
        found = [other for other in issuers if is_issued_by(der, other)]
        if issuers and not found:
            return False
        working |= {other for other in found if other != der or len(by_der) == 1}
        if not issuers and is_authority(der) and one.authority_key_identifier_value is None:
            return False
        is_orphan = is_orphan or not issuers
    return not is_orphan or all(der in working or not is_authority(der) for der in by_der)
