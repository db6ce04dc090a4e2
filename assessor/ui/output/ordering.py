"""One export as the user ordered it: frozen, and carried out beside the window."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from assessor.assessment import Assessment
from assessor.criteria import Edition
from assessor.messages import Language
from assessor.ui.jobs import Control
from assessor.workflow.exporting import (
    Exported,
    SigningChoice,
    export_pdf,
    open_key,
    open_local_key,
    open_token_key,
)
from assessor.workflow.own_key import keep_own_certificate
from assessor.workflow.token_keys import TokenChoice

if TYPE_CHECKING:
    from assessor.signing.keys import SigningKey

Strength = Literal["short", "weak", "fair", "strong"]
MIN_PASSPHRASE = 8
"""As `signing.keys.MIN_PASSPHRASE`, which costs the import of a heavy library."""


@dataclass(frozen=True, slots=True)
class KeyOrder:
    """Which key signs.

    Attributes:
        file: a PKCS#12 file; None: the program's own key, made when there is none.
        passphrase: of the key; never kept longer than the order.
        holder, organisation: of an own key to be made.
        token: a key on a token, whose PIN the passphrase is then.
    """

    file: Path | None
    passphrase: str = field(repr=False)
    holder: str = ""
    organisation: str = ""
    token: TokenChoice | None = None


@dataclass(frozen=True, slots=True)
class Order:
    """What is exported, where to, and who signs; `key` None: nobody. The history travels inside."""

    edition: Edition
    state: Assessment
    target: Path
    language: Language
    key: KeyOrder | None = None
    choice: SigningChoice = field(default_factory=SigningChoice)
    history: bytes | None = None

    @property
    def steps(self) -> tuple[str, ...]:
        """Names of the steps, in order."""
        if self.key is None:
            return ("evaluate", "draw", "write")
        return ("key", "evaluate", "draw", "sign", "write")


def carry_out(control: Control, order: Order) -> Exported:
    """Opens the key, exports, signs, reads back.

    Raises:
        UserError: whatever can be wrong with key, pages, server or target.
        CancelledError: the user changed their mind; no file was made.
    """
    if order.key is None:
        return _export(control, order, None)
    control.step("key")
    with opened(order.key) as key:
        return _export(control, order, key)


def _export(control: Control, order: Order, key: "SigningKey | None") -> Exported:
    return export_pdf(
        order.edition,
        order.state,
        order.target,
        key=key,
        choice=order.choice,
        language=order.language,
        progress=control.step,
        history=order.history,
    )


@contextmanager
def opened(order: KeyOrder) -> "Iterator[SigningKey]":
    """The key, open as long as it is needed; a token is logged out afterwards.

    Raises:
        SigningError: whatever can be wrong with a key.
    """
    passphrase = order.passphrase.encode("utf-8")
    if order.token is not None:
        choice = order.token
        with open_token_key(choice.library, choice.token, passphrase, choice.certificate) as on_token:
            yield on_token
        return
    if order.file is not None:
        yield open_key(order.file, passphrase)
        return
    key, _ = open_local_key(passphrase, order.holder, order.organisation)
    keep_own_certificate(key)
    yield key


def strength(passphrase: str) -> Strength:
    """How hard a passphrase is to guess, roughly: length counts, repetition does not."""
    if len(passphrase) < MIN_PASSPHRASE:
        return "short"
    kinds = sum(
        any(test(char) for char in passphrase)
        for test in (str.islower, str.isupper, str.isdigit, _is_mark, _is_wide)
    )
    score = len(set(passphrase)) + len(passphrase) / 4 + 2 * kinds
    if score < 14:
        return "weak"
    return "fair" if score < 20 else "strong"


def _is_mark(char: str) -> bool:
    return char.isascii() and not char.isalnum()


def _is_wide(char: str) -> bool:
    return not char.isascii()
