"""The dialog of one drawing: entering it, or replacing it by a new revision."""

from collections.abc import Callable

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFormLayout, QLineEdit, QVBoxLayout, QWidget

from assessor.assessment.evidence import Drawing
from assessor.ui.context import UiContext, plain_label
from assessor.ui.procedure.days import typed_day
from assessor.ui.procedure.live_page import set_tone


class DrawingDialog(QDialog):
    """Number, title, revision and date of a drawing.

    Attributes:
        number, title, revision, issued, note: the fields.
        fault: why what is typed cannot be taken.
    """

    def __init__(
        self,
        context: UiContext,
        number: str = "",
        drawing: Drawing | None = None,
        parent: QWidget | None = None,
        *,
        affected: int | None = None,
        registered: Callable[[str], str | None] = lambda _number: None,
    ) -> None:
        """Builds the dialog.

        Args:
            context: the window's.
            number: number of the drawing.
            drawing: what is registered; None for a new one.
            parent: owner.
            affected: how many entries a new revision puts in question; None: no new revision.
            registered: of a new drawing, under which number it is registered already; None: it is not.
        """
        super().__init__(parent)
        px = context.theme.px
        known = drawing or Drawing()
        is_revision = affected is not None
        self.setWindowTitle(
            self.tr("図面の差し替え")
            if is_revision
            else (self.tr("図面の登録") if drawing is None else self.tr("図面の変更"))
        )
        self.number, self.title = QLineEdit(number), QLineEdit(known.title)
        self.revision = QLineEdit("" if is_revision else known.revision)
        self.issued = QLineEdit("" if is_revision else known.issued)
        self.note = QLineEdit(known.note)
        self.number.setPlaceholderText(self.tr("例：A-12"))
        self.revision.setPlaceholderText(self.tr("例：1"))
        self.issued.setPlaceholderText(self.tr("例：2026-05-01"))
        self.number.setEnabled(drawing is None)
        # A revision is changed by replacing the drawing, so that what was read from it is marked.
        for field in (self.revision, self.issued):
            field.setEnabled(drawing is None or is_revision)
        form = QFormLayout()
        form.setSpacing(px(8))
        for name, field in (
            (self.tr("図面番号"), self.number),
            (self.tr("図面名"), self.title),
            (self.tr("新しい版") if is_revision else self.tr("版"), self.revision),
            (self.tr("版の日付"), self.issued),
            (self.tr("備考"), self.note),
        ):
            field.setAccessibleName(name)
            field.setMinimumWidth(px(260))
            form.addRow(name, field)
        self.hint = plain_label(name="caption", wraps=True)
        if is_revision:
            self.hint.setText(
                self.tr("この図面から読み取った入力 %s件に「要再確認」を付けます。今の版：%s")
                % (affected, known.revision or self.tr("（初版）"))
            )
        self.fault = plain_label(wraps=True)
        self.fault.setObjectName("fault")
        set_tone(self.fault, "bad")
        self.buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(px(16), px(16), px(16), px(16))
        layout.setSpacing(px(12))
        layout.addLayout(form)
        layout.addWidget(self.fault)
        layout.addWidget(self.hint)
        layout.addWidget(self.buttons)
        self._is_revision, self._old = is_revision, known
        self._is_new, self._registered = drawing is None, registered
        for field in (self.number, self.revision, self.issued):
            field.textChanged.connect(self._check)
        self._check()
        (self.revision if is_revision else (self.title if drawing else self.number)).setFocus()

    def _check(self) -> None:
        number, revision = self.number.text().strip(), self.revision.text().strip()
        fault = self._fault_of(number, revision)
        self.fault.setText(fault)
        self.fault.setVisible(bool(fault))
        # Nothing typed yet is no fault, and nothing to take either.
        is_begun = bool(number) and bool(revision or not self._is_revision)
        self.buttons.button(QDialogButtonBox.StandardButton.Ok).setEnabled(is_begun and not fault)

    def _fault_of(self, number: str, revision: str) -> str:
        """Why what is typed cannot be taken; empty: it can."""
        known = self._registered(number) if self._is_new and number else None
        if known is not None:
            return self.tr(
                "「%s」は登録済みです。新しい版を登録するときは、台帳でその図面を選んで「差し替え」を使ってください。"
            ) % (known)
        if self._is_revision and revision and revision == self._old.revision:
            return self.tr("今の版と同じです。新しい版を入力してください。")
        if self._is_revision and not revision and self.revision.isModified():
            return self.tr("新しい版を入力してください（例：1）。")
        issued = self.issued.text().strip()
        if issued and issued != self._old.issued and typed_day(issued) is None:
            return self.tr("「%s」という日付はありません。2026-05-01 のように入力してください。") % issued
        return ""

    def texts(self) -> tuple[str, str, str, str, str]:
        """Number, title, revision, date (in one spelling) and note as typed."""
        fields = (self.number, self.title, self.revision, self.issued, self.note)
        number, title, revision, issued, note = (field.text().strip() for field in fields)
        day = typed_day(issued)
        return number, title, revision, issued if day is None else day.isoformat(), note
