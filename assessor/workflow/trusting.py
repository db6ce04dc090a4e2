"""Whom this user trusts: certificates and revocation lists kept in a folder of theirs, one file each."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Literal

from assessor import paths
from assessor.errors import DocumentError, SigningError
from assessor.signing.certificates import CertificateFacts, is_authority
from assessor.signing.plain import plain
from assessor.signing.reading import open_reader
from assessor.signing.trust_store import TrustStore
from assessor.workflow.files import write_output

_LIST = ".crl"
_ENDINGS = frozenset({".der", ".pem", ".crt", ".cer", _LIST})
Kind = Literal["authority", "pinned", "revocations"]
Trust = Iterable[Path] | TrustStore
"""Whom to trust: files with certificates and revocation lists, or what was read from them."""


@dataclass(frozen=True, slots=True)
class Trusted:
    """A certificate or a revocation list. Texts come from a file: show them as they are.

    Attributes:
        kind: `authority`: whoever it certified is known; `pinned`: only its own holder is; `revocations`:
            certificates that its issuer took back.
        holder: whose certificate it is; of a list, who publishes it.
        issuer: whole name of the issuer.
        valid_until: end of validity (UTC); of a list, when the next is due; None: not stated.
        fingerprint: SHA-256 over the DER form, hexadecimal.
        der: the certificate or list.
        entries: certificates that a list takes back.
        path: its file in the folder; None: not kept there.
    """

    kind: Kind
    holder: str
    issuer: str
    valid_until: datetime | None
    fingerprint: str
    der: bytes
    entries: int = 0
    path: Path | None = None

    def is_expired(self, moment: datetime) -> bool:
        """Whether its validity has ended."""
        return self.valid_until is not None and self.valid_until < moment


@dataclass(frozen=True, slots=True)
class OwnTrust:
    """What could be read of the folder.

    Attributes:
        store: certificates and lists.
        faults: files that could not be read, each named; the others count all the same.
    """

    store: TrustStore
    faults: tuple[SigningError, ...] = ()


def trust_folder() -> Path:
    """The folder; it need not exist."""
    return paths.user_data() / "trust"


def trusted_files() -> tuple[Path, ...]:
    """The files in it, as `verify_pdf` takes them."""
    folder = trust_folder()
    if not folder.is_dir():
        return ()
    return tuple(sorted(one for one in folder.iterdir() if one.suffix.lower() in _ENDINGS))


def own_trust(further: Iterable[Path] = ()) -> OwnTrust:
    """Whom this user trusts; a file of the folder that cannot be read is named and left out.

    Args:
        further: files named for this once; one that cannot be read is no small matter.

    Raises:
        SigningError: a file of `further` cannot be read, or holds neither certificate nor revocation list.
    """
    store, faults = TrustStore(), []
    try:
        files = trusted_files()
    except OSError as problem:
        files, faults = (), [SigningError("trust_file_unreadable", path=str(trust_folder()))]
        faults[0].__cause__ = problem
    for path in files:
        try:
            store = _with_file(store, path)
        except SigningError as fault:
            faults.append(fault)
    for path in further:
        store = _with_file(store, path)
    return OwnTrust(store, tuple(faults))


def trust_store(trust: Trust) -> TrustStore:
    """What the files hold, told apart by content.

    Raises:
        SigningError: a file cannot be read, or holds neither certificate nor revocation list.
    """
    if isinstance(trust, TrustStore):
        return trust
    store = TrustStore()
    for path in trust:
        store = _with_file(store, path)
    return store


def _with_file(store: TrustStore, path: Path) -> TrustStore:
    ways = [store.with_certificate, store.with_revocation_list]
    if path.suffix.lower() == _LIST:
        ways.reverse()
    try:
        return ways[0](path)
    except SigningError as fault:
        if fault.code != "trust_file_damaged":
            raise
        try:
            return ways[1](path)
        except SigningError:
            raise fault from None


def trusted() -> tuple[Trusted, ...]:
    """All that is trusted, by name; what cannot be read is left out (see `own_trust`)."""
    found = []
    for path in trusted_files():
        try:
            found += [replace(one, path=path) for one in read_trust(path)]
        except SigningError:
            continue
    return tuple(sorted(found, key=lambda one: (one.holder, one.kind, one.fingerprint)))


def read_trust(path: Path) -> tuple[Trusted, ...]:
    """The certificates or the revocation list of a file, to be looked at before they are trusted.

    Raises:
        SigningError: the file cannot be read, or holds neither.
    """
    store = _with_file(TrustStore(), path)
    return (*map(certificate_entry, store.certificates), *map(_revocations, store.revocation_lists))


def certificate_entry(der: bytes) -> Trusted:
    """A certificate (DER) as it would be trusted."""
    facts = CertificateFacts.from_der(der)
    kind: Kind = "authority" if is_authority(der) else "pinned"
    return Trusted(kind, facts.holder, facts.issuer, facts.not_after, facts.fingerprint, der)


def _revocations(der: bytes) -> Trusted:
    from cryptography import x509
    from cryptography.x509.oid import NameOID

    found = x509.load_der_x509_crl(der)
    issuer = plain(found.issuer.rfc4514_string())
    names = found.issuer.get_attributes_for_oid(NameOID.COMMON_NAME)
    holder = plain(str(names[0].value)) if names else issuer
    digest = hashlib.sha256(der).hexdigest()
    return Trusted("revocations", holder, issuer, found.next_update_utc, digest, der, len(found))


def trust_file(path: Path) -> int:
    """Trusts all that a file holds (PEM or DER) and says how many entries that is.

    Raises:
        SigningError: the file cannot be read, or holds neither certificate nor revocation list.
        DocumentError: the folder cannot be written.
    """
    found = read_trust(path)
    for one in found:
        keep_trusted(one)
    return len(found)


def keep_trusted(one: Trusted) -> None:
    """Trusts a certificate, or takes a revocation list into account; a newer list of an issuer replaces.

    Raises:
        DocumentError: the folder cannot be written.
    """
    _keep(one.der, _LIST if one.kind == "revocations" else ".der")
    if one.kind == "revocations":
        for old in trusted():
            is_same = old.kind == one.kind and old.issuer == one.issuer
            if is_same and _published(old.der) < _published(one.der):
                distrust(old)


def _published(der: bytes) -> datetime:
    from cryptography import x509

    return x509.load_der_x509_crl(der).last_update_utc


def trust_certificate(der: bytes) -> None:
    """Trusts one certificate given in DER.

    Raises:
        DocumentError: the folder cannot be written.
    """
    _keep(der, ".der")


def _keep(der: bytes, ending: str) -> None:
    folder = trust_folder()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DocumentError("output_not_written", path=str(folder), detail=error.strerror or "") from error
    write_output(folder / f"{hashlib.sha256(der).hexdigest()}{ending}", der)


def distrust(one: Trusted) -> None:
    """No longer trusts what a file of the folder holds.

    Raises:
        SigningError: its file cannot be removed.
    """
    if one.path is None:
        return
    try:
        one.path.unlink(missing_ok=True)
    except OSError as error:
        raise SigningError("trust_file_unreadable", path=str(one.path)) from error


def signer_certificate(pdf: bytes, fingerprint: str) -> bytes | None:
    """The certificate (DER) of that fingerprint among the signers of a PDF that was verified before.

    The fingerprint must come from the verification: a name proves nothing.
    """
    for signature in open_reader(pdf).embedded_regular_signatures:
        der = bytes(signature.signer_cert.dump())
        if hashlib.sha256(der).hexdigest() == fingerprint:
            return der
    return None
