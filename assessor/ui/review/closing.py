"""One round closed as the examiner ordered it: carried out beside the window."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from assessor.messages import Language
from assessor.ui.jobs import Control
from assessor.ui.output.ordering import KeyOrder
from assessor.workflow.documents import OpenDocument
from assessor.workflow.exporting import SigningChoice, open_key, open_local_key
from assessor.workflow.own_key import keep_own_certificate
from assessor.workflow.review_closing import Closed, approve, return_with_findings

Kind = Literal["returned", "approved"]
STEPS = ("key", "draw", "sign", "write")


@dataclass(frozen=True, slots=True)
class ClosingOrder:
    """How a round is closed.

    Attributes:
        document: of the review.
        kind: returned with findings, or approved.
        target: file to write.
        language: of the pages and the stamp.
        key: which key signs.
        choice: what is said beside the key.
        verdict: large in the stamp of an approval; empty: a sentence of the program.
        unseen_allowed: rows nobody looked at do not keep from approving.
        result_allowed: nor does a result other than conforming.
    """

    document: OpenDocument
    kind: Kind
    target: Path
    language: Language
    key: KeyOrder
    choice: SigningChoice = field(default_factory=SigningChoice)
    verdict: str = ""
    unseen_allowed: bool = False
    result_allowed: bool = False


def close_round(control: Control, order: ClosingOrder) -> Closed:
    """Opens the key, draws, signs, writes, and keeps the round as closed.

    Raises:
        UserError: whatever can be wrong with round, key, pages, server or target.
        CancelledError: the user changed their mind; no file was made.
    """
    control.step("key")
    passphrase = order.key.passphrase.encode("utf-8")
    if order.key.file is not None:
        key = open_key(order.key.file, passphrase)
    else:
        key, _ = open_local_key(passphrase, order.key.holder, order.key.organisation)
        keep_own_certificate(key)
    if order.kind == "returned":
        return return_with_findings(
            order.document,
            order.target,
            key,
            choice=order.choice,
            language=order.language,
            progress=control.step,
        )
    return approve(
        order.document,
        order.target,
        key,
        choice=order.choice,
        verdict=order.verdict,
        unseen_allowed=order.unseen_allowed,
        result_allowed=order.result_allowed,
        language=order.language,
        progress=control.step,
    )
