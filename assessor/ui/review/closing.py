"""One round closed as the examiner ordered it: carried out beside the window."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from assessor.messages import Language
from assessor.ui.jobs import Control
from assessor.ui.output.ordering import KeyOrder, opened
from assessor.workflow.documents import OpenDocument
from assessor.workflow.exporting import SigningChoice
from assessor.workflow.review_closing import Closed, approve, return_with_findings

if TYPE_CHECKING:
    from assessor.signing.keys import SigningKey

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
        remark: stands beside an approval, in the stamp and in the signature.
        unseen_allowed: rows nobody looked at do not keep from approving.
        result_allowed: nor does a result other than conforming.
    """

    document: OpenDocument
    kind: Kind
    target: Path
    language: Language
    key: KeyOrder
    choice: SigningChoice = field(default_factory=SigningChoice)
    remark: str = ""
    unseen_allowed: bool = False
    result_allowed: bool = False


def close_round(control: Control, order: ClosingOrder) -> Closed:
    """Opens the key, draws, signs, writes, and keeps the round as closed.

    Raises:
        UserError: whatever can be wrong with round, key, pages, server or target.
        CancelledError: the user changed their mind; no file was made.
    """
    control.step("key")
    with opened(order.key) as key:
        return _close(control, order, key)


def _close(control: Control, order: ClosingOrder, key: "SigningKey") -> Closed:
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
        remark=order.remark,
        unseen_allowed=order.unseen_allowed,
        result_allowed=order.result_allowed,
        language=order.language,
        progress=control.step,
    )
