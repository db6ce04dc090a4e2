"""Keys on tokens for the window: which libraries are here, what is plugged in, what signed last."""

import json
import sys
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from assessor import paths
from assessor.errors import DocumentError
from assessor.workflow.files import read_input, write_output

if TYPE_CHECKING:
    from assessor.signing.tokens import TokenFacts

_FILE = "token.json"
_MAX_FILE = 64 << 10
# Where makers put their PKCS#11 modules: OpenSC, SoftHSM, Yubico.
_USUAL: dict[str, tuple[str, ...]] = {
    "win32": (
        "C:/Program Files/OpenSC Project/OpenSC/pkcs11/opensc-pkcs11.dll",
        "C:/Program Files/Yubico/Yubico PIV Tool/bin/libykcs11.dll",
    ),
    "darwin": (
        "/Library/OpenSC/lib/opensc-pkcs11.so",
        "/opt/homebrew/lib/opensc-pkcs11.so",
        "/opt/homebrew/lib/softhsm/libsofthsm2.so",
        "/usr/local/lib/libykcs11.dylib",
    ),
    "linux": (
        "/usr/lib/x86_64-linux-gnu/opensc-pkcs11.so",
        "/usr/lib/aarch64-linux-gnu/opensc-pkcs11.so",
        "/usr/lib64/opensc-pkcs11.so",
        "/usr/lib/x86_64-linux-gnu/libykcs11.so",
        "/usr/lib/softhsm/libsofthsm2.so",
        "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so",
        "/usr/lib/aarch64-linux-gnu/softhsm/libsofthsm2.so",
        "/usr/lib64/libsofthsm2.so",
    ),
}


@dataclass(frozen=True, slots=True)
class TokenChoice:
    """A key on a token, by name; never with its PIN.

    Attributes:
        library: PKCS#11 module of the token's maker.
        token: label or serial number; empty: the only one that is plugged in.
        certificate: label of the certificate; empty: the only one that can sign.
    """

    library: Path
    token: str = ""
    certificate: str = ""


def token_libraries() -> tuple[Path, ...]:
    """PKCS#11 modules at their usual places on this machine."""
    return tuple(path for path in map(Path, _USUAL.get(sys.platform, ())) if path.is_file())


def tokens_present(library: Path) -> "list[TokenFacts]":
    """The tokens that a module sees, with the certificates that they show without a PIN.

    Raises:
        SigningError: no such module, or it does not work.
    """
    from assessor.signing.tokens import tokens

    return tokens(library)


def remembered_token() -> TokenChoice | None:
    """The key on a token that signed last; None where none did, or what was kept is damaged."""
    try:
        kept = json.loads(read_input(_path(), _MAX_FILE))
        names = [kept[name] for name in ("library", "token", "certificate")]
    except (DocumentError, ValueError, KeyError, TypeError):
        return None
    if not all(isinstance(name, str) for name in names):
        return None
    library, token, certificate = names
    return TokenChoice(Path(library), token, certificate) if library else None


def is_token_preferred() -> bool:
    """Whether what signed last was a key on a token."""
    try:
        kept = json.loads(read_input(_path(), _MAX_FILE))
        return isinstance(kept, dict) and kept.get("signed_last") is True
    except (DocumentError, ValueError):
        return False


def remember_token(choice: TokenChoice | None) -> None:
    """Keeps which key on a token signed just now; None: another kind of key did, the token stays known.

    Raises:
        DocumentError: it cannot be written.
    """
    known = choice or remembered_token()
    if known is None:
        return
    content = {
        **asdict(known),
        "library": str(known.library),
        "signed_last": choice is not None,
    }
    write_output(_path(), json.dumps(content, ensure_ascii=False, indent=1).encode() + b"\n")


def _path() -> Path:
    return paths.user_config() / _FILE
