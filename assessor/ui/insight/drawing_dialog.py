"""The dialog of one drawing: entering it, or replacing it by a new revision."""

from PySide6.QtCore import QDate
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFormLayout, QLineEdit, QVBoxLayout, QWidget

from assessor.assessment.evidence import Drawing
from assessor.ui.context import UiContext, plain_label


class DrawingDialog(QDialog):
    """Number, title, revision and date of a drawing.

    Attributes:
        number, title, revision, issued, note: the fields.
    """

    def __init__(
        self,
        context: UiContext,
        number: str = "",
        drawing: Drawing | None = None,
        parent: QWidget | None = None,
        *,
        affected: int | None = None,
    ) -> None:
        """Builds the dialog.

        Args:
            context: the window's.
            number: number of the drawing.
            drawing: what is registered; None for a new one.
            parent: owner.
            affected: how many entries a new revision puts in question; None: no new revision.
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
        self.buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(px(16), px(16), px(16), px(16))
        layout.setSpacing(px(12))
        layout.addLayout(form)
        layout.addWidget(self.hint)
        layout.addWidget(self.buttons)
        self._is_revision, self._old = is_revision, known
        for field in (self.number, self.revision, self.issued):
            field.textChanged.connect(self._check)
        self._check()
        (self.revision if is_revision else (self.title if drawing else self.number)).setFocus()

    def _check(self) -> None:
        issued = self.issued.text().strip()
        day_fits = not issued or QDate.fromString(issued, "yyyy-MM-dd").isValid()
        differs = not self._is_revision or self.revision.text().strip() != self._old.revision
        ok = self.buttons.button(QDialogButtonBox.StandardButton.Ok)
        ok.setEnabled(bool(self.number.text().strip()) and day_fits and differs)

    def texts(self) -> tuple[str, str, str, str, str]:
        """Number, title, revision, date and note as typed."""
        fields = (self.number, self.title, self.revision, self.issued, self.note)
        number, title, revision, issued, note = (field.text().strip() for field in fields)
        return number, title, revision, issued, note
