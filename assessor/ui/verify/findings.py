"""What a verification comes to, in one word, and what the window needs beside it."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from assessor.errors import UserError
from assessor.messages import Language, explain, has_text, text
from assessor.signing.verification import SignatureFacts
from assessor.ui.jobs import Control
from assessor.workflow.files import read_input
from assessor.workflow.trusting import own_trust, signer_certificate
from assessor.workflow.verifying import Verified, verify_pdf

Headline = Literal[
    "agrees", "unknown_signer", "revoked", "differs", "changed", "unverifiable", "not_recomputed"
]
MARKS: dict[Headline, tuple[str, str]] = {
    "agrees": ("✓", "good"),
    "unknown_signer": ("！", "warn"),
    "revoked": ("！", "warn"),
    "differs": ("✕", "bad"),
    "changed": ("✕", "bad"),
    "unverifiable": ("？", "warn"),
    "not_recomputed": ("？", "warn"),
}
"""Symbol and colour of each."""
_TONES = {"good": "✓", "bad": "✕", "warn": "！"}
KNOWN = frozenset({"trusted_root", "pinned"})


@dataclass(frozen=True, slots=True)
class Checked:
    """A verified file.

    Attributes:
        path: the file.
        verified: what was found.
        certificates: certificates of the signers in DER, by fingerprint.
        faults: trusted certificates and lists that could not be read and did not count.
    """

    path: Path
    verified: Verified
    certificates: dict[str, bytes]
    faults: tuple[UserError, ...] = ()


def check(control: Control, path: Path) -> Checked:
    """Verifies a file against the certificates that this user trusts.

    Raises:
        DocumentError: no such file, or not readable.
        CancelledError: the user changed their mind.
    """
    trust = own_trust()
    verified = verify_pdf(str(path), trust=trust.store, progress=control.step)
    control.check()
    return Checked(path, verified, _certificates(path, verified), trust.faults)


def _certificates(path: Path, verified: Verified) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    for one in verified.verification.signatures:
        try:
            der = signer_certificate(read_input(path), one.fingerprint)
        except Exception:  # noqa: BLE001 # a hostile file may raise anything: then there is nothing to trust
            der = None
        if der is not None:
            found[one.fingerprint] = der
    return found


def headline(verified: Verified) -> Headline:
    """The one thing to be said first; an unknown or revoked signer is never passed over."""
    outcome = verified.outcome
    if outcome != "agrees":
        return outcome
    signatures = verified.verification.signatures
    if any(one.revocation == "revoked" for one in signatures):
        return "revoked"
    return "agrees" if all(one.known in KNOWN for one in signatures) else "unknown_signer"


def finding_sentences(verified: Verified, language: Language) -> list[str]:
    """Every finding about the file, the gravest first, and of these where it is before what tells it."""
    order = {"changed": 0, "unverifiable": 1, "note": 2}
    reasons = sorted(
        verified.verification.reasons,
        key=lambda one: (order[one.effect], not one.code.startswith("where_")),
    )
    return [text(f"verify.{one.code}", language, **one.params) for one in reasons]


def recompute_sentences(verified: Verified, language: Language) -> list[str]:
    """Why the recomputation differs or says nothing; nothing where the signatures are the reason."""
    recomputed = verified.recomputed
    found = [
        text(f"recompute.{code}", language, **_named(params, language)) for code, params in recomputed.reasons
    ]
    fault: UserError | None = recomputed.fault
    if fault is not None:
        found.append(explain(fault, language)[0])
    return found


def _named(params: Mapping[str, Any], language: Language) -> dict[str, Any]:
    """Parameters with results by name instead of code."""
    named = {}
    for name, value in params.items():
        key = f"wording.result.{value}"
        named[name] = text(key, language) if isinstance(value, str) and has_text(key) else value
    return named


def verdict_word(verdict: str | None, language: Language) -> str:
    """A verdict with its symbol; a word from the file that is no verdict is shown in quotes, cut short."""
    if verdict is None:
        return "—"
    if not has_text(f"wording.verdict.{verdict}"):
        return ascii(verdict)[:40]
    return f"{text(f'wording.mark.{verdict}', language)} {text(f'wording.verdict.{verdict}', language)}"


def fact_lines(one: SignatureFacts, language: Language) -> list[tuple[str, str]]:
    """The four facts of a signature, each with the word that colours it."""
    unchanged = text("cli.unchanged.yes" if one.is_unchanged else "cli.unchanged.no", language)
    moment = one.signing_time
    when = (
        moment.astimezone().strftime("%Y-%m-%d %H:%M:%S %z")
        if moment
        else text("cli.verify.no_time", language)
    )
    revoked = {"checked": "good", "revoked": "bad"}.get(one.revocation, "warn")
    facts = (
        ("good" if one.is_unchanged else "bad", unchanged),
        ("good" if one.known in KNOWN else "warn", text(f"cli.known.{one.known}", language)),
        (revoked, text(f"cli.revocation.{one.revocation}", language)),
        ("good" if one.time == "proven" else "warn", f"{when}（{text(f'cli.time.{one.time}', language)}）"),
    )
    return [(tone, f"{_TONES[tone]} {said}") for tone, said in facts]
