"""The page "根拠図面": the register of drawings, what to check after a revision, what lacks evidence."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QFileDialog, QPushButton, QVBoxLayout, QWidget

from assessor.assessment import Edit
from assessor.assessment.evidence import Drawing, DrawingKey
from assessor.assessment.evidence_edits import confirm, read_from, register, registered_as, revise
from assessor.errors import EditError, UserError
from assessor.ui.banner import Banner
from assessor.ui.bridge import Change
from assessor.ui.context import UiContext, plain_label
from assessor.ui.flow import FlowLayout
from assessor.ui.insight.drawing_dialog import DrawingDialog
from assessor.ui.insight.list_view import SectionsView
from assessor.ui.insight.lists import Column, Line, Section, SectionsModel, verdict_texts
from assessor.workflow.evidence import (
    Check,
    DrawingUse,
    checks,
    drawing_uses,
    enclose,
    rows_without_evidence,
    values_without_drawing,
)
from assessor.workflow.files import read_input

SHOWN = 3
"""Quantities named in a line of values without a drawing; the others are counted."""


class EvidencePage(QWidget):
    """Drawings, and what was or was not read from them."""

    row_asked = Signal(str)
    place_asked = Signal(str, str)

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._context = context
        self._bridge = context.bridge
        self._session = context.bridge.session
        self._wording = context.wording
        self._is_stale = True
        px = context.theme.px
        samples = (*verdict_texts(self._wording), self.tr("%s件で使用") % 1000)
        columns = (
            Column(self.tr("図面・場所"), width=180),
            Column(self.tr("内容"), "wrap"),
            Column(self.tr("版"), "soft", 160, least=720),
            Column(self.tr("使用・状態"), "chip", 110, samples=samples),
        )
        self.model = SectionsModel(columns, self)
        self.model.is_checkable = not self._session.read_only
        self.view = SectionsView(context, self.model)
        self.view.setAccessibleName(self.tr("根拠図面"))
        self.banner = Banner(context)
        self.add = QPushButton(self.tr("図面を登録…"))
        self.change = QPushButton(self.tr("変更…"))
        self.replace_drawing = QPushButton(self.tr("差し替え…"))
        self.enclose = QPushButton(self.tr("ファイルを添付…"))
        self.remove = QPushButton(self.tr("台帳から外す"))
        self.confirm_all = QPushButton(self.tr("この図面の分をすべて確認済みに"))
        head = FlowLayout(spacing=px(8))
        head.setContentsMargins(px(12), px(8), px(12), px(4))
        head.addWidget(plain_label(self.tr("根拠図面"), name="heading"))
        for button, slot in (
            (self.add, self._on_add),
            (self.change, self._on_change),
            (self.replace_drawing, self._on_replace),
            (self.enclose, self._on_enclose),
            (self.remove, self._on_remove),
            (self.confirm_all, self._on_confirm_all),
        ):
            head.addWidget(button)
            button.clicked.connect(slot)
        hint = plain_label(
            self.tr(
                "図面を差し替えると、その図面から読み取った入力に「要再確認」が付きます。"
                "新しい図面で確かめたら、チェックを付けてください（スペース）。"
                "Enter でその欄や項目に移ります。"
            ),
            name="caption",
            wraps=True,
        )
        hint.setContentsMargins(px(12), 0, px(12), px(8))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(hint)
        layout.addWidget(self.banner)
        layout.addWidget(self.view, 1)
        insert = QShortcut(QKeySequence("Insert"), self.view)
        insert.setContext(Qt.ShortcutContext.WidgetShortcut)
        insert.activated.connect(self._on_add)
        self.view.row_asked.connect(self.row_asked)
        self.view.place_asked.connect(self.place_asked)
        self.view.line_chosen.connect(self._show_buttons)
        self.model.checked.connect(self._on_checked)
        self._bridge.document_changed.connect(self._on_document_changed)
        self.setFocusProxy(self.view)
        self.refresh()

    # Showing --------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Shows register and gaps as they are now."""
        self._is_stale = False
        to_check = [self._check_line(one) for one in checks(self._session, self._wording)]
        uses = drawing_uses(self._session.state)
        listed = [self._drawing_line(one) for one in uses if one.drawing is not None]
        others = [self._drawing_line(one) for one in uses if one.drawing is None]
        rows = [self._row_line(row, *share) for row, share in rows_without_evidence(self._session).items()]
        places = [
            self._values_line(place, codes) for place, codes in values_without_drawing(self._session).items()
        ]
        sections = (
            ("check", self.tr("新しい図面で確かめること"), to_check),
            ("register", self.tr("図面台帳"), listed or [self._empty_register()]),
            ("others", self.tr("台帳にない図面番号"), others),
            ("rows", self.tr("根拠図面のない項目"), rows),
            ("values", self.tr("図面番号のない測定値"), places),
        )
        self.model.take(
            [
                Section(key, title, tuple(lines), self._count(key, lines))
                for key, title, lines in sections
                if lines
            ]
        )
        self._show_buttons()

    def _count(self, key: str, lines: list[Line]) -> str:
        count = len(self._session.state.drawings) if key == "register" else len(lines)
        return self.tr("%s件") % count

    def _empty_register(self) -> Line:
        text = self.tr("まだありません。「図面を登録」（Insert）で、図面番号と版を登録してください。")
        return Line("empty", ("", text, "", ""))

    def _check_line(self, one: Check) -> Line:
        before, now = (revision or self.tr("初版") for revision in one.revisions)
        mark = f"{self._wording.mark('recheck')} {self._wording.verdict('recheck')}"
        texts = (
            one.key.drawing,
            self._wording.joined(one.where, one.what),
            self.tr("%s → %s") % (before, now),
            mark,
        )
        return Line(one.key, texts, row=one.row, place=one.place, verdict="recheck", checked=False)

    def _drawing_line(self, one: DrawingUse) -> Line:
        drawing = one.drawing or Drawing()
        revision = self._wording.joined(drawing.revision or self.tr("初版"), drawing.issued)
        if one.to_check:
            state = f"{self._wording.mark('recheck')} {one.to_check}"
        else:
            state = self.tr("%s件で使用") % one.used if one.used else self.tr("未使用")
        file = self.tr("添付：%s") % drawing.name if drawing.name else ""
        texts = (
            one.number,
            self._wording.joined(drawing.title, file, drawing.note),
            "" if one.drawing is None else revision,
            state,
        )
        digest = f"SHA-256 {drawing.sha256}" if drawing.sha256 else ""
        tip = "\n".join(part for part in (self._wording.joined(*texts), digest) if part)
        verdict = "recheck" if one.to_check else "not_applicable"
        return Line(DrawingKey(one.number), texts, verdict=verdict, tip=tip)

    def _row_line(self, row_id: str, named: int, entries: int) -> Line:
        wording, evaluation = self._wording, self._session.evaluation
        verdict = evaluation.rows[row_id].verdict
        title = self._session.edition.rows[row_id].title.in_language(wording.language)
        chip = f"{wording.mark(verdict)} {wording.verdict(verdict)}"
        share = self.tr("図面番号 %(named)s / %(entries)s件") % {"named": named, "entries": entries}
        texts = (row_id, wording.joined(title, share if named else ""), "", chip)
        return Line(("row", row_id), texts, row=row_id, verdict=verdict)

    def _values_line(self, place: str, codes: list[str]) -> Line:
        wording = self._wording
        where = wording.place_path(self._session.evaluation.snapshot.index, place)
        names = wording.word("or").join(wording.quantity(code) for code in codes[:SHOWN])
        if len(codes) > SHOWN:
            names = self.tr("%(names)s ほか%(count)s件") % {"names": names, "count": len(codes) - SHOWN}
        texts = (where, names, "", self.tr("%s件") % len(codes))
        return Line(("values", place), texts, place=(place, codes[0]), verdict="not_applicable")

    def _chosen(self) -> str | None:
        """Number of the drawing the current line is about."""
        line = self.view.current_line
        key = None if line is None else line.key
        return getattr(key, "drawing", None)

    def _show_buttons(self, _line: object = None) -> None:
        can = not self._session.read_only
        number = self._chosen()
        is_listed = can and number in self._session.state.drawings
        self.add.setEnabled(can)
        for button in (self.change, self.replace_drawing, self.remove):
            button.setEnabled(is_listed)
        self.enclose.setEnabled(is_listed and self._bridge.keep_file is not None)
        waits = any(one.key.drawing == number for one in checks(self._session, self._wording))
        self.confirm_all.setEnabled(can and waits)

    # Doing ----------------------------------------------------------------------------------------------

    def _on_add(self) -> None:
        if self._session.read_only:
            return
        number = self._chosen()
        known = number if number is not None and number not in self._session.state.drawings else ""
        state = self._session.state
        dialog = DrawingDialog(
            self._context, known or "", None, self, registered=lambda typed: registered_as(state, typed)
        )
        if dialog.exec() == DrawingDialog.DialogCode.Accepted:
            self.enter(*dialog.texts())

    def enter(self, number: str, title: str, revision: str, issued: str, note: str) -> None:
        """Enters a drawing that is not registered yet; one that is can only be changed or replaced."""
        state = self._session.state
        known = registered_as(state, number)
        if known is not None:
            # Written over, what was read from the revision before would never be checked again.
            self.banner.show_error(EditError("drawing_registered", number=known))
            return
        order = 1 + max((one.order for one in state.drawings.values()), default=0)
        fresh = Drawing(title, revision, issued, note=note, order=order)
        self._register(number, fresh)

    def describe(self, number: str, title: str, note: str) -> None:
        """Changes what is said of a registered drawing; its revision changes by replacing it only."""
        self._register(number, replace(self._session.state.drawings[number], title=title, note=note))

    def _register(self, number: str, drawing: Drawing) -> None:
        if self._bridge.push(register(number, replace(drawing, at=_now(), by=self._bridge.user))):
            index = self.model.index_of(DrawingKey(number))
            if index.isValid():
                self.view.setCurrentIndex(index)

    def _on_change(self) -> None:
        number = self._chosen()
        drawing = self._session.state.drawings.get(number or "")
        if number is None or drawing is None:
            return
        dialog = DrawingDialog(self._context, number, drawing, self)
        if dialog.exec() == DrawingDialog.DialogCode.Accepted:
            _, title, _, _, note = dialog.texts()
            self.describe(number, title, note)

    def _on_replace(self) -> None:
        number = self._chosen()
        drawing = self._session.state.drawings.get(number or "")
        if number is None or drawing is None:
            return
        affected = len(read_from(self._session.state, number))
        dialog = DrawingDialog(self._context, number, drawing, self, affected=affected)
        if dialog.exec() == DrawingDialog.DialogCode.Accepted:
            _, title, revision, issued, note = dialog.texts()
            self.revise(number, revision, issued, title=title, note=note)

    def revise(self, number: str, revision: str, issued: str, *, title: str, note: str) -> None:
        """A new revision: what was read from the drawing is marked, in one undo step."""
        by = self._bridge.user
        edit = revise(self._session.state, number, revision, issued, at=_now(), by=by)
        (key, drawing), *marks = edit.sets
        assert isinstance(drawing, Drawing)
        head = (key, replace(drawing, title=title, note=note))
        if self._bridge.push(Edit((head, *marks), edit.label)) and marks:
            self.view.setCurrentIndex(self.model.index_of(marks[0][0]))

    def _on_remove(self) -> None:
        number = self._chosen()
        if number in self._session.state.drawings and number is not None:
            marks = [one.key for one in checks(self._session, self._wording) if one.key.drawing == number]
            gone = tuple((key, None) for key in marks)
            self._bridge.push(Edit((*gone, (DrawingKey(number), None)), "remove_drawing"))

    def _on_enclose(self) -> None:
        number = self._chosen()
        if number is None or self._bridge.keep_file is None:
            return
        chosen, _ = QFileDialog.getOpenFileName(self, self.tr("図面のファイルを添付"), "")
        if chosen:
            self.enclose_file(number, Path(chosen))

    def enclose_file(self, number: str, path: Path) -> bool:
        """Takes a file into the document as a drawing's content; False when that failed."""
        if self._bridge.keep_file is None:
            return False
        try:
            content = read_input(path)
            self._bridge.keep_file(content)
        except UserError as problem:
            self.banner.show_error(problem)
            return False
        edit = enclose(self._session.state, number, path.name, content, at=_now(), by=self._bridge.user)
        return self._bridge.push(edit)

    def _on_checked(self, line: Line, is_on: bool) -> None:
        if is_on:
            self._bridge.push(confirm(self._session.state, [line.key]))  # type: ignore[list-item]

    def _on_confirm_all(self) -> None:
        number = self._chosen()
        waiting = [one.key for one in checks(self._session, self._wording) if one.key.drawing == number]
        self._bridge.push(confirm(self._session.state, waiting))

    # What happens ---------------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        """What changed while the page was hidden is taken over."""
        super().showEvent(event)
        if self._is_stale:
            self.refresh()

    def _on_document_changed(self, change: Change) -> None:
        del change
        self._is_stale = True
        if self.isVisible():
            self.refresh()


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
