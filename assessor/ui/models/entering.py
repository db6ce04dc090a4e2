"""What a list of values takes from the keyboard: typed text and answers become edits of the document."""

from collections.abc import Callable
from datetime import UTC, datetime

from assessor.assessment import Attestation, Edit, Measurement
from assessor.assessment.checks import is_plausible
from assessor.assessment.edits import attest, measure
from assessor.errors import UserError
from assessor.ui.bridge import Bridge
from assessor.ui.fields import Field, own_value
from assessor.workflow.entry import entry_text, parse_entry
from assessor.workflow.wording import Wording


class Entering:
    """Hands values to the document in the name of one list."""

    def __init__(
        self, bridge: Bridge, wording: Wording, initiator: object, question: Callable[[str, Field], object]
    ) -> None:
        """Takes values for a list.

        Args:
            bridge: to the document.
            wording: language in which numbers and choices are read.
            initiator: the list, so that it knows its own edits.
            question: asks about a value outside the plausible range: quantity code and field.
        """
        self._bridge = bridge
        self._wording = wording
        self._initiator = initiator
        self._question = question

    def edit_text(self, field: Field) -> str:
        """The text an editor starts with; of a choice its code."""
        value = own_value(self._bridge.session, field)
        if isinstance(value, bool):
            return ""  # a switch is pressed, never typed
        if isinstance(value, str):
            return value
        quantity = self._bridge.session.edition.quantities[field.code]
        return entry_text(quantity, value, self._wording.language)

    def take_typed(self, field: Field, typed: str) -> bool:
        """Takes a typed value; an unreadable one is announced and changes nothing."""
        quantity = self._bridge.session.edition.quantities[field.code]
        try:
            value = parse_entry(quantity, typed, self._wording.language)
        except UserError as error:
            self._bridge.report(error)
            return False
        if value == own_value(self._bridge.session, field):
            return True
        record = None if value is None else Measurement(value, at=_now(), by=self._bridge.user)
        taken = self._bridge.push(measure(field.place, field.code, record), initiator=self._initiator)
        if taken and value is not None and not is_plausible(quantity, value):
            self._question(quantity.code, field)
        return taken

    def take_edit(self, edit: Edit) -> bool:
        """Takes an edit made of answers."""
        return self._bridge.push(edit, initiator=self._initiator)

    def answer(self, row: str, field: Field, truth: bool | None) -> Edit:
        """The edit that answers a condition of a row or a yes/no quantity; None takes the answer back."""
        by = self._bridge.user
        if field.kind == "attest":
            given = None if truth is None else Attestation(truth, at=_now(), by=by)
            return attest(row, field.code, field.place, given)
        record = None if truth is None else Measurement(truth, at=_now(), by=by)
        return measure(field.place, field.code, record)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
