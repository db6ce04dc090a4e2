"""What verifying a PDF found, as JSON and as lines of text."""

from datetime import datetime
from typing import Any

from assessor.cli.console import Console
from assessor.messages import explain, has_text, text
from assessor.signing.verification import Reason, SignatureFacts, Verification
from assessor.workflow.verifying import Recomputed, Verified, approval_sentence, first_place, maker_of


def verified_document(console: Console, found: Verified) -> dict[str, Any]:
    """Outcome, findings, the facts of each signature, and the recomputation."""
    verification, recomputed = found.verification, found.recomputed
    return {
        "outcome": found.outcome,
        "integrity": verification.integrity,
        "reasons": [
            {"code": one.code, "effect": one.effect, "message": _finding(console, one)}
            for one in verification.reasons
        ],
        "signatures": [_signature(one) for one in verification.signatures],
        "approval": None
        if found.approval is None
        else {
            "holder": found.approval.holder,
            "at": None if found.approval.at is None else found.approval.at.isoformat(),
            "round": found.approval.round,
            "verdict": found.approval.verdict,
        },
        "archive_stamps": verification.archive_stamps,
        "signer_known": found.is_signer_known,
        "maker": None if found.maker is None else found.maker.field,
        "report": found.is_report,
        "submission": None
        if found.inner is None
        else {
            "fingerprint": found.inner.file_fingerprint,
            "signatures": [_signature(one) for one in found.inner.signatures],
        },
        "recomputed": {
            "state": recomputed.state,
            "edition": recomputed.edition,
            "category": recomputed.category,
            "result": recomputed.result,
            "rows": recomputed.rows,
            "differences": [
                {"row": one.row, "printed": one.printed, "recomputed": one.recomputed}
                for one in recomputed.differences
            ],
            "pages": {
                "state": recomputed.pages.state,
                "places": [
                    {
                        "page": one.page,
                        "row": one.row,
                        "label": one.label,
                        "printed": one.printed,
                        "recomputed": one.recomputed,
                    }
                    for one in recomputed.pages.places
                ],
            },
            "reasons": [
                {"code": code, "message": message}
                for code, message in _recompute_reasons(console, recomputed)
            ],
            "history": {
                "state": recomputed.history.state,
                "edits": recomputed.history.edits,
                "people": list(recomputed.history.people),
                "first_at": recomputed.history.first_at,
                "last_at": recomputed.history.last_at,
                "head": recomputed.history.head,
            },
        },
        "fingerprint": verification.file_fingerprint,
        "data_fingerprint": found.data_fingerprint,
    }


def show_verified(console: Console, found: Verified) -> None:
    """The outcome first, then each signature with its four facts apart, then the recomputation."""
    verification, recomputed = found.verification, found.recomputed
    place = first_place(found, console.language) if found.outcome == "changed" else ""
    messages = [message for _, message in _recompute_reasons(console, recomputed)]
    if found.outcome == "differs":
        place = messages.pop(0)
    if place:
        console.say(f"cli.verify.{found.outcome}_where", where=place)
    else:
        console.say(f"cli.verify.{found.outcome}")
    if found.outcome == "agrees" and not found.is_signer_known:
        console.say("cli.verify.unknown_signer")
    approval = approval_sentence(found, console.language)
    if approval:
        console.line(approval)
    for sentence in (_finding(console, one) for one in verification.reasons):
        if sentence != place:
            console.line(f"  - {sentence}")
    _show_signatures(console, verification, found.maker)
    if verification.archive_stamps:
        console.line()
        console.say("cli.verify.archive", count=verification.archive_stamps)
    if found.inner is not None:
        console.line()
        console.say("cli.verify.report")
        _show_signatures(console, found.inner, maker_of(found.inner, recomputed))
    console.line()
    if found.data_fingerprint:
        console.say("cli.verify.data", fingerprint=found.data_fingerprint)
    console.say("cli.verify.file", fingerprint=verification.file_fingerprint)
    if recomputed.rows:
        console.say(
            "cli.verify.recomputed",
            edition=recomputed.edition,
            rows=recomputed.rows,
            result=text(f"wording.result.{recomputed.result}", console.language),
        )
    if recomputed.history.state == "consistent":
        history = recomputed.history
        console.say(
            "cli.verify.history",
            edits=history.edits,
            first=history.first_at[:10],
            last=history.last_at[:10],
        )
    for message in messages:
        console.line(f"  - {message}")
    for difference in recomputed.differences:
        console.say(
            "cli.verify.difference",
            row=difference.row,
            printed=_verdict(console, difference.printed),
            recomputed=_verdict(console, difference.recomputed),
        )


def _show_signatures(console: Console, verification: Verification, maker: SignatureFacts | None) -> None:
    for one in verification.signatures:
        unchanged = text("cli.unchanged.yes" if one.is_unchanged else "cli.unchanged.no", console.language)
        when = _when(one.signing_time) or text("cli.verify.no_time", console.language)
        console.line()
        role = "plain_maker" if one is maker and one.role == "other" else one.role
        console.say(
            "cli.verify.signature", role=text(f"cli.role.{role}", console.language), holder=one.holder
        )
        console.say("cli.verify.unchanged", unchanged=unchanged)
        console.say("cli.verify.known", known=text(f"cli.known.{one.known}", console.language))
        console.say("cli.verify.fingerprint", fingerprint=one.fingerprint)
        console.say(
            "cli.verify.revocation", revocation=text(f"cli.revocation.{one.revocation}", console.language)
        )
        console.say("cli.verify.time", when=when, time=text(f"cli.time.{one.time}", console.language))


def _finding(console: Console, reason: Reason) -> str:
    return text(f"verify.{reason.code}", console.language, **reason.params)


def _recompute_reasons(console: Console, recomputed: Recomputed) -> list[tuple[str, str]]:
    found = [
        (code, text(f"recompute.{code}", console.language, **params)) for code, params in recomputed.reasons
    ]
    if recomputed.history.fault is not None:
        fault = recomputed.history.fault
        found.append((fault.code, explain(fault, console.language)[0]))
    if recomputed.fault is not None:
        found.append((recomputed.fault.code, explain(recomputed.fault, console.language)[0]))
    return found


def _signature(one: SignatureFacts) -> dict[str, Any]:
    return {
        "field": one.field,
        "role": one.role,
        "unchanged": one.is_unchanged,
        "holder": one.holder,
        "organisation": one.organisation,
        "issuer": one.issuer,
        "serial": one.serial,
        "fingerprint": one.fingerprint,
        "not_before": one.not_before.isoformat(),
        "not_after": one.not_after.isoformat(),
        "known": one.known,
        "revocation": one.revocation,
        "time": one.time,
        "signing_time": None if one.signing_time is None else one.signing_time.isoformat(),
        "purpose": one.purpose,
    }


def _when(moment: datetime | None) -> str:
    return "" if moment is None else moment.astimezone().strftime("%Y-%m-%d %H:%M:%S %z")


def _verdict(console: Console, verdict: str | None) -> str:
    key = f"wording.verdict.{verdict}"
    # The stated verdict comes from the file and may be any word.
    return text(key, console.language) if verdict is not None and has_text(key) else ascii(verdict)[:40]
