"""Keys on a token (smart card, USB key, HSM), reached through the maker's PKCS#11 module."""

import contextlib
import weakref
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Self

from assessor.errors import SigningError
from assessor.signing.certificates import CertificateFacts, check_validity, is_authority, is_issued_by
from assessor.signing.reading import quiet

MIN_RSA_BITS = 2048
_MAX_CHAIN = 10


@dataclass(frozen=True, eq=False)
class TokenKey:
    """A key on a token; the private key never leaves it. Close it after signing: that logs out.

    Attributes:
        module: the PKCS#11 module.
        token: label of the token.
        label: label of the certificate on the token.
        certificate: facts of the holder's certificate.
        certificate_der: that certificate in DER.
        chain_der: certificates of the token that stand above it, in DER.
        signer: pyHanko signer using the token's session.
        close: logs out; the key cannot sign afterwards. Closing twice does no harm.
    """

    module: Path
    token: str
    label: str
    certificate: CertificateFacts
    certificate_der: bytes
    chain_der: tuple[bytes, ...]
    signer: Any
    close: Callable[[], object]

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"TokenKey({self.token!r}, {self.certificate.holder!r}, {self.certificate.fingerprint[:16]})"


@dataclass(frozen=True, slots=True)
class TokenFacts:
    """A token that is plugged in.

    Attributes:
        label: its name.
        maker: who made it.
        serial: its serial number.
        is_locked: its PIN was entered wrongly too often.
        is_last_try: one more wrong PIN locks it.
        has_failed: a wrong PIN was entered since it was last opened.
        certificates: those that can be read without the PIN and may sign; empty where the token shows none.
    """

    label: str
    maker: str
    serial: str
    is_locked: bool
    is_last_try: bool
    has_failed: bool = False
    certificates: tuple["TokenCertificate", ...] = ()


@dataclass(frozen=True, slots=True)
class TokenCertificate:
    """A certificate on a token, as far as it shows without the PIN.

    Attributes:
        label: its name on the token.
        facts: whose it is, and until when.
    """

    label: str
    facts: CertificateFacts


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A certificate on the token with its private key."""

    label: str
    key_id: bytes
    der: bytes
    is_usable: bool


def tokens(module: Path) -> list[TokenFacts]:
    """The tokens that the module sees and their certificates, without logging in.

    Raises:
        SigningError: no such module, or it does not work.
    """
    library = _load(module)
    return [replace(_facts(one), certificates=_shown(one)) for one in _present(library, module)]


def load_pkcs11(
    module: Path, token: str, pin: str, certificate: str = "", *, now: datetime | None = None
) -> TokenKey:
    """Logs in to a token and finds the key to sign with.

    Args:
        module: PKCS#11 module of the token's maker (.so, .dll, .dylib).
        token: label or serial number of the token; empty when only one is plugged in.
        pin: the user's PIN.
        certificate: label of the certificate; empty when there is only one that has a private key.
        now: moment at which the certificate must be valid; the clock when left out.

    Raises:
        SigningError: module missing or not usable, no such token or several, wrong PIN, PIN locked, no
            certificate with a private key or several, a key of a kind that cannot sign here, certificate not
            valid at `now`.
    """
    quiet()
    moment = now or datetime.now(UTC)
    session, name = _log_in(_load(module), module, token, pin)
    try:
        found = _choose(_candidates(session), name, certificate)
        facts = CertificateFacts.from_der(found.der)
        check_validity(facts, moment)
        chain = _chain(found.der, _certificates(session))
        signer = _signer(session, found, chain, name)
    except SigningError:
        _close(session)
        raise
    except _pkcs11_error() as error:
        _close(session)
        raise SigningError("token_failed", token=name, detail=type(error).__name__) from error
    key = TokenKey(module, name, found.label, facts, found.der, chain, signer, lambda: None)
    object.__setattr__(key, "close", weakref.finalize(key, _close, session))
    return key


def is_token_failure(error: BaseException) -> bool:
    """Whether an exception comes from a token (pulled out, locked, session ended)."""
    try:
        return isinstance(error, _pkcs11_error())
    except SigningError:
        return False


def _pkcs11_error() -> type[Exception]:
    return _package().exceptions.PKCS11Error  # type: ignore[no-any-return]


def _package() -> Any:
    try:
        import pkcs11
        import pkcs11.exceptions
    except ImportError as error:
        raise SigningError("token_support_missing") from error
    return pkcs11


def _load(module: Path) -> Any:
    package = _package()
    if not module.is_file():
        raise SigningError("token_module_missing", path=str(module))
    try:
        return package.lib(str(module.resolve()))
    except (package.exceptions.PKCS11Error, RuntimeError, OSError) as error:
        raise SigningError("token_module_unusable", path=str(module)) from error


def _present(library: Any, module: Path) -> list[Any]:
    flags = _package().TokenFlag
    try:
        return [one for one in library.get_tokens() if one.flags & flags.TOKEN_INITIALIZED]
    except _pkcs11_error() as error:
        raise SigningError("token_module_unusable", path=str(module)) from error


def _facts(token: Any) -> TokenFacts:
    flags = _package().TokenFlag
    return TokenFacts(
        label=str(token.label).strip(),
        maker=str(token.manufacturer_id).strip(),
        serial=token.serial.decode("ascii", "replace").strip(),
        is_locked=bool(token.flags & flags.USER_PIN_LOCKED),
        is_last_try=bool(token.flags & flags.USER_PIN_FINAL_TRY),
        has_failed=bool(token.flags & flags.USER_PIN_COUNT_LOW),
    )


def _shown(token: Any) -> tuple[TokenCertificate, ...]:
    """Certificates of holders, which most tokens show to anyone; none where one keeps them to itself."""
    package = _package()
    try:
        with token.open() as session:
            found = [
                (str(_attribute(one, "LABEL") or bytes(_attribute(one, "ID") or b"").hex()), bytes(value))
                for one in _objects(session, CLASS=package.ObjectClass.CERTIFICATE)
                if (value := _attribute(one, "VALUE"))
            ]
    except package.exceptions.PKCS11Error:
        return ()
    shown = []
    for label, der in found:
        with contextlib.suppress(ValueError):
            facts = CertificateFacts.from_der(der)
            if not is_authority(der):
                shown.append(TokenCertificate(label, facts))
    return tuple(sorted(shown, key=lambda one: one.label))


def _log_in(library: Any, module: Path, label: str, pin: str) -> tuple[Any, str]:
    present = _present(library, module)
    fitting = [one for one in present if not label or label in {_facts(one).label, _facts(one).serial}]
    if not fitting:
        names = ", ".join(sorted(str(one.label).strip() for one in present)) or "-"
        raise SigningError("token_missing", token=label or "-", present=names)
    if len(fitting) > 1:
        names = ", ".join(sorted(str(one.label).strip() for one in fitting))
        raise SigningError("token_several", present=names)
    (token,) = fitting
    facts = _facts(token)
    errors = _package().exceptions
    if facts.is_locked:
        raise SigningError("token_locked", token=facts.label)
    try:
        return token.open(user_pin=pin), facts.label
    except (errors.PinIncorrect, errors.PinLenRange, errors.PinInvalid, errors.ArgumentsBad) as error:
        # An empty PIN is refused as a bad argument before it reaches the token.
        raise SigningError(_refused(library, token), token=facts.label) from error
    except errors.PinLocked as error:
        raise SigningError("token_locked", token=facts.label) from error
    except (errors.PinExpired, errors.UserPinNotInitialized) as error:
        raise SigningError("token_pin_not_set", token=facts.label) from error
    except (errors.UserAlreadyLoggedIn, errors.AnotherUserAlreadyLoggedIn) as error:
        raise SigningError("token_busy", token=facts.label) from error
    except errors.PKCS11Error as error:
        raise SigningError("token_failed", token=facts.label, detail=type(error).__name__) from error


def _refused(library: Any, token: Any) -> str:
    """Which error a wrong PIN is: a token tells no count, but says when one try is left, or none."""
    facts = _facts(token)
    # Its flags are those of the moment in which it was listed.
    with contextlib.suppress(_pkcs11_error()):
        facts = next(
            (now for one in library.get_tokens() if (now := _facts(one)).serial == facts.serial), facts
        )
    if facts.is_locked:
        return "token_locked"
    return "wrong_pin_last_try" if facts.is_last_try else "wrong_pin"


def _close(session: Any) -> None:
    """Logs out; a token that was pulled out is out already."""
    try:
        session.close()
    except Exception as error:
        if not is_token_failure(error):
            raise


def _objects(session: Any, **criteria: Any) -> list[Any]:
    package = _package()
    return list(session.get_objects({package.Attribute[name]: value for name, value in criteria.items()}))


def _attribute(thing: Any, name: str) -> Any:
    package = _package()
    try:
        return thing[package.Attribute[name]]
    except package.exceptions.PKCS11Error:
        return None


def _certificates(session: Any) -> list[bytes]:
    package = _package()
    values = (_attribute(one, "VALUE") for one in _objects(session, CLASS=package.ObjectClass.CERTIFICATE))
    return [bytes(value) for value in values if value]


def _candidates(session: Any) -> list[_Candidate]:
    """Certificates whose private key is on the token too; certificate and key share an id (CKA_ID)."""
    package = _package()
    keys: dict[bytes, list[Any]] = {}
    for key in _objects(session, CLASS=package.ObjectClass.PRIVATE_KEY):
        keys.setdefault(bytes(_attribute(key, "ID") or b""), []).append(key)
    found = []
    for one in _objects(session, CLASS=package.ObjectClass.CERTIFICATE):
        key_id, der = bytes(_attribute(one, "ID") or b""), _attribute(one, "VALUE")
        if not der or len(keys.get(key_id, ())) != 1:
            continue
        label = str(_attribute(one, "LABEL") or key_id.hex())
        usable = _attribute(keys[key_id][0], "SIGN") is not False
        found.append(_Candidate(label, key_id, bytes(der), usable))
    return found


def _choose(candidates: Iterable[_Candidate], token: str, label: str) -> _Candidate:
    usable = [one for one in candidates if one.is_usable]
    names = ", ".join(sorted(one.label for one in usable)) or "-"
    fitting = [one for one in usable if not label or one.label == label]
    if not fitting and label:
        raise SigningError("token_certificate_unknown", token=token, label=label, present=names)
    if not fitting:
        raise SigningError("token_certificate_missing", token=token)
    if len(fitting) > 1:
        raise SigningError("token_certificates_several", token=token, present=names)
    return fitting[0]


def _chain(der: bytes, present: list[bytes]) -> tuple[bytes, ...]:
    """The certificates above one, as far as the token has them."""
    chain: list[bytes] = []
    current = der
    while len(chain) < _MAX_CHAIN:
        above = next(
            (
                one
                for one in present
                if one not in (der, *chain) and one != current and is_issued_by(current, one)
            ),
            None,
        )
        if above is None:
            break
        chain.append(above)
        current = above
    return tuple(chain)


def _signer(session: Any, found: _Candidate, chain: tuple[bytes, ...], token: str) -> Any:
    from asn1crypto.x509 import Certificate
    from pyhanko.sign.pkcs11 import PKCS11Signer

    certificate = Certificate.load(found.der)
    kind = certificate.public_key.algorithm
    if kind not in {"rsa", "ec"}:
        raise SigningError("token_key_unsupported", token=token, label=found.label)
    if kind == "rsa" and certificate.public_key.bit_size < MIN_RSA_BITS:
        raise SigningError(
            "token_key_too_short", token=token, bits=certificate.public_key.bit_size, least=MIN_RSA_BITS
        )
    return PKCS11Signer(
        session,
        signing_cert=certificate,
        ca_chain=[Certificate.load(one) for one in chain],
        key_id=found.key_id,
        # Every token signs a given digest; many cannot compute it themselves.
        use_raw_mechanism=True,
    )
