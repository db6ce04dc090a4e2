"""What is known of the program's own key without its passphrase: its certificate, kept beside it."""

from pathlib import Path
from typing import TYPE_CHECKING

from assessor.errors import DocumentError
from assessor.signing.certificates import CertificateFacts
from assessor.signing.keys import local_key_path
from assessor.workflow.files import read_input, write_output

if TYPE_CHECKING:
    from assessor.signing.keys import SigningKey

_MAX_CERTIFICATE = 1 << 20


def has_own_key() -> bool:
    """Whether a key was made here."""
    return local_key_path().exists()


def own_certificate_path() -> Path:
    """The certificate of the own key, in DER, to be handed to whoever shall know the signer."""
    return local_key_path().with_suffix(".cer")


def own_certificate() -> CertificateFacts | None:
    """Whose the own key is; None until it was used once, or when there is none."""
    if not has_own_key():
        return None
    try:
        return CertificateFacts.from_der(read_input(own_certificate_path(), _MAX_CERTIFICATE))
    except (DocumentError, ValueError):
        return None


def keep_own_certificate(key: "SigningKey") -> None:
    """Keeps the certificate of the own key, just opened, beside it.

    Raises:
        DocumentError: it cannot be written.
    """
    path = own_certificate_path()
    known = own_certificate()
    if known is None or known.fingerprint != key.certificate.fingerprint:
        write_output(path, key.certificate_der)
