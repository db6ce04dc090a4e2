"""The one object between session and window: edits go in, what changed comes out as a signal."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack

from assessor.assessment import Edit
from assessor.assessment.edits import join
from assessor.assessment.records import CaseKey, PlaceKey
from assessor.errors import StoreError, UserError
from assessor.evaluation import RowResult
from assessor.workflow.session import Outcome, Session

SaveKind = Literal["memory", "saved", "failed", "read_only"]


@dataclass(frozen=True, slots=True)
class Change:
    """An edit that was taken.

    Attributes:
        outcome: keys and rows that changed.
        initiator: who asked for it, so that a view can ignore its own echo.
        places: places were added, removed or renamed: every text that names a place may differ.
        case: the case data changed.
        verdicts: the verdict of a row changed, or whether its decision is to be checked again: counts differ.
    """

    outcome: Outcome
    initiator: object | None
    places: bool
    case: bool
    verdicts: bool = True


@dataclass(frozen=True, slots=True)
class SaveState:
    """Whether the last edit is kept for good, and since when."""

    kind: SaveKind
    at: datetime | None = None


def _verdict(rows: Mapping[str, RowResult], row: str) -> tuple[str, bool] | None:
    result = rows.get(row)
    return None if result is None else (result.verdict, result.recheck)


class EditCommand(QUndoCommand):
    """An edit that was already applied; the first redo is skipped."""

    def __init__(self, bridge: "Bridge", edit: Edit, inverse: Edit, text: str, merge_key: str) -> None:
        super().__init__(text)
        self._bridge = bridge
        self._edit = edit
        self._inverse = inverse
        self._merge_key = merge_key
        self._is_new = True

    def id(self) -> int:
        """The same for edits of one field, so that typing becomes one step."""
        return -1 if not self._merge_key else hash(self._merge_key) & 0x3FFFFFFF

    def mergeWith(self, other: QUndoCommand) -> bool:
        """Takes over the newer value; the way back stays the oldest one."""
        if not isinstance(other, EditCommand) or other.id() != self.id():
            return False
        self._edit = other.forward
        return True

    def redo(self) -> None:
        """Applies the edit again."""
        if self._is_new:
            self._is_new = False
        else:
            self._bridge.replay(self._edit)

    def undo(self) -> None:
        """Applies the way back."""
        self._bridge.replay(self._inverse)

    @property
    def forward(self) -> Edit:
        """The edit."""
        return self._edit

    @property
    def back(self) -> Edit:
        """The edit that takes it back."""
        return self._inverse


class Bridge(QObject):
    """Wraps a session.

    Attributes:
        session: state and evaluation, never behind what was announced.
        undo_stack: what can be taken back.
        user: name under which edits are kept.
        keep_file: takes the content of a file into the document and gives its digest; None: there is no
            document that could.
    """

    document_changed = Signal(object)
    failed = Signal(object)
    save_state_changed = Signal(object)
    undo_changed = Signal()

    def __init__(
        self,
        session: Session,
        *,
        is_kept: bool = False,
        user: str = "",
        edit_text: Callable[[str], str] = str,
        keep_file: Callable[[bytes], str] | None = None,
    ) -> None:
        super().__init__()
        self.keep_file = keep_file
        self.session = session
        self.user = user
        self.undo_stack = QUndoStack(self)
        self.undo_stack.indexChanged.connect(self._on_undo_index)
        self._is_kept = is_kept
        self._edit_text = edit_text
        self._gathered: list[tuple[Edit, Edit]] | None = None
        self._is_stepping = False
        self.save_state = SaveState("read_only" if session.read_only else "memory")

    def set_edit_text(self, edit_text: Callable[[str], str]) -> None:
        """Takes the words for undo steps, by the edit's label; steps already there keep theirs."""
        self._edit_text = edit_text

    def push(self, edit: Edit, *, merge_key: str = "", initiator: object | None = None) -> bool:
        """Applies an edit and makes it undoable; a refused edit is announced as `failed`.

        Args:
            edit: what to change.
            merge_key: names the field being typed in; edits with the same key become one undo step.
            initiator: the view that asks, named in the signal.

        Returns:
            Whether the edit was taken.
        """
        outcome = self._apply(edit, initiator)
        if outcome is None:
            return False
        if outcome.keys:
            if self._gathered is not None:
                self._gathered.append((edit, outcome.inverse))
            else:
                self._remember(edit, outcome.inverse, self._edit_text(edit.label), merge_key)
        return True

    @contextmanager
    def macro(self, label: str) -> Iterator[None]:
        """Edits pushed inside become one undo step; when the block fails they are all taken back."""
        assert self._gathered is None, "macros do not nest"
        self._gathered = []
        try:
            yield
        except BaseException:
            for _, inverse in reversed(self._gathered):
                self._apply(inverse, None)
            self._gathered = None
            raise
        gathered, self._gathered = self._gathered, None
        if gathered:
            forward = join((edit for edit, _ in gathered), label)
            back = join((inverse for _, inverse in reversed(gathered)), label)
            self._remember(forward, back, self._edit_text(label), "")

    def undo(self) -> None:
        """Takes the last step back; when that cannot be kept, nothing moves and the error is announced."""
        index = self.undo_stack.index()
        command = self.undo_stack.command(index - 1) if index else None
        if isinstance(command, EditCommand) and self._apply(command.back, None) is not None:
            self._step(self.undo_stack.undo)

    def redo(self) -> None:
        """Takes the last undo back."""
        command = self.undo_stack.command(self.undo_stack.index()) if self.undo_stack.canRedo() else None
        if isinstance(command, EditCommand) and self._apply(command.forward, None) is not None:
            self._step(self.undo_stack.redo)

    def replay(self, edit: Edit) -> None:
        """Applies an edit of the undo stack, unless `undo` or `redo` just did."""
        if not self._is_stepping:
            self._apply(edit, None)

    def report(self, error: UserError) -> None:
        """Announces an error that the user can mend."""
        self.failed.emit(error)

    def _step(self, move: Callable[[], None]) -> None:
        self._is_stepping = True
        try:
            move()
        finally:
            self._is_stepping = False

    def _remember(self, edit: Edit, inverse: Edit, text: str, merge_key: str) -> None:
        self.undo_stack.push(EditCommand(self, edit, inverse, text, merge_key))

    def _apply(self, edit: Edit, initiator: object | None) -> Outcome | None:
        before = self.session.evaluation.rows
        try:
            outcome = self.session.apply(edit, by=self.user)
        except UserError as error:
            if isinstance(error, StoreError):
                self._set_save_state(SaveState("failed", self.save_state.at))
            self.failed.emit(error)
            return None
        if outcome.keys:
            if self._is_kept:
                self._set_save_state(SaveState("saved", datetime.now().astimezone()))
            self.document_changed.emit(
                Change(
                    outcome,
                    initiator,
                    places=any(isinstance(key, PlaceKey) for key in outcome.keys),
                    case=any(isinstance(key, CaseKey) for key in outcome.keys),
                    verdicts=any(
                        _verdict(before, row) != _verdict(self.session.evaluation.rows, row)
                        for row in outcome.rows
                    ),
                )
            )
        return outcome

    def _on_undo_index(self) -> None:
        self.undo_changed.emit()

    def _set_save_state(self, state: SaveState) -> None:
        self.save_state = state
        self.save_state_changed.emit(state)
