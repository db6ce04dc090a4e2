"""The page of the tables: rows grouped by item."""

from PySide6.QtCore import QItemSelection, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QPushButton,
    QStackedLayout,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from assessor.messages import text
from assessor.ui.context import UiContext, plain_label
from assessor.ui.delegates import RowDelegate
from assessor.ui.models.rows import (
    DECIDING,
    DIFFICULTY,
    EXAMINED,
    IMPORTANCE,
    LEVEL,
    NUMBER,
    ROW_ID_ROLE,
    TITLE,
    VERDICT,
    RowModel,
    is_open,
)

NARROW = 560
"""Width in units of normal text below which only number, title and verdict are shown."""


class RowTable(QTreeView):
    """The rows. Y, N, X and Delete decide, Enter goes to the first missing value, Space to the next row."""

    verdict_asked = Signal(str)
    withdraw_asked = Signal()
    enter_pressed = Signal()
    next_asked = Signal()

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.row_delegate = RowDelegate(context, self)
        self.setItemDelegate(self.row_delegate)
        self.setRootIsDecorated(False)
        self.setIndentation(0)
        self.setItemsExpandable(False)
        self.setExpandsOnDoubleClick(False)
        self.setUniformRowHeights(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setAllColumnsShowFocus(True)
        self.doubleClicked.connect(self._on_double_clicked)

    def take_model(self, model: RowModel) -> None:
        """Shows a model; columns get the width of their widest text."""
        self.setModel(model)
        wording = self._context.wording
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionsMovable(False)
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        verdicts = ("conforming", "not_conforming", "not_applicable", "undetermined", "recheck")
        texts = {
            NUMBER: [wording.number_of(row) for row in self._context.bridge.session.edition.rows.values()],
            LEVEL: [wording.level("required"), wording.level("optional")],
            IMPORTANCE: [model.headerData(IMPORTANCE, Qt.Orientation.Horizontal)],
            DIFFICULTY: [model.headerData(DIFFICULTY, Qt.Orientation.Horizontal)],
            VERDICT: [f"{wording.mark(one)} {wording.verdict(one)}" for one in verdicts],
        }
        looks = ("none", "confirmed", "finding", "deferred")
        texts[EXAMINED] = [
            model.headerData(EXAMINED, Qt.Orientation.Horizontal),
            *(text(f"review.mark.{one}", wording.language, count=9) for one in ("open", "answered")),
            *(text(f"review.look.{one}", wording.language) for one in looks),
        ]
        if self._context.bridge.session.state.is_desk:
            own = f"{wording.mark('not_conforming')}{wording.verdict('not_conforming')}"
            texts[EXAMINED].append(f"{text('review.look.confirmed', wording.language)} {own}")
        for column, column_texts in texts.items():
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
            header.resizeSection(column, self.row_delegate.column_width(column, column_texts))
        header.setSectionResizeMode(TITLE, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(DECIDING, QHeaderView.ResizeMode.Stretch)
        model.modelReset.connect(self._on_reset)
        self._on_reset()

    def _on_reset(self) -> None:
        model = self.model()
        for row in range(model.rowCount()):
            self.setFirstColumnSpanned(row, QModelIndex(), True)
        self.expandAll()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leaves columns out where there is no room for them, and keeps the chosen row in sight."""
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._fit_columns(event.size().width() / self._context.theme.scale)
            self.scheduleDelayedItemsLayout()
        if self.currentIndex().isValid():
            self.executeDelayedItemsLayout()
            self.scrollTo(self.currentIndex())

    def _fit_columns(self, width: float) -> None:
        rows = self._context.bridge.session.edition.rows.values()
        self.setColumnHidden(DECIDING, width < NARROW)
        self.setColumnHidden(IMPORTANCE, width < NARROW or not any(row.importance for row in rows))
        self.setColumnHidden(DIFFICULTY, width < NARROW or all(row.difficulty is None for row in rows))
        self.setColumnHidden(LEVEL, width < NARROW * 0.6)
        is_reviewed = bool(self._context.bridge.session.state.last_round)
        self.setColumnHidden(EXAMINED, not is_reviewed or width < NARROW * 0.6)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """One key each for the verdicts."""
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        verdicts = {
            Qt.Key.Key_Y: "conforming",
            Qt.Key.Key_N: "not_conforming",
            Qt.Key.Key_X: "not_applicable",
        }
        if not plain or not self.currentIndex().isValid():
            super().keyPressEvent(event)
        elif event.key() in verdicts:
            self.verdict_asked.emit(verdicts[Qt.Key(event.key())])
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.withdraw_asked.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.enter_pressed.emit()
        elif event.key() == Qt.Key.Key_Space:
            self.next_asked.emit()
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Letters decide; they do not search."""

    def _on_double_clicked(self, index: QModelIndex) -> None:
        if index.data(ROW_ID_ROLE) is not None:
            self.enter_pressed.emit()


class TablePage(QWidget):
    """Heading, rows, and what to do where there are none."""

    row_chosen = Signal(str)
    show_all_asked = Signal()

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._context = context
        px = context.theme.px
        self.model = RowModel(context, self)
        self.view = RowTable(context)
        self.view.setAccessibleName(self.tr("判定表"))
        self.view.take_model(self.model)
        self.heading = plain_label(name="heading", wraps=True)
        self.heading.setContentsMargins(px(12), px(8), px(12), px(8))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.heading)
        empty = QWidget()
        inside = QVBoxLayout(empty)
        inside.setSpacing(px(12))
        self._empty_text = plain_label(wraps=True)
        self._empty_text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty_offer = QPushButton(self.tr("すべての表を、絞り込まずに見る"))
        self._empty_offer.clicked.connect(self.show_all_asked)
        inside.addStretch(1)
        inside.addWidget(self._empty_text)
        inside.addWidget(self._empty_offer, 0, Qt.AlignmentFlag.AlignCenter)
        inside.addStretch(2)
        self._stack = QStackedLayout()
        self._stack.addWidget(self.view)
        self._stack.addWidget(empty)
        layout.addLayout(self._stack, 1)
        self.view.selectionModel().selectionChanged.connect(self._on_selection)
        self.model.modelReset.connect(self._on_reset)
        self._on_reset()

    @property
    def current_row(self) -> str | None:
        """Id of the row chosen."""
        found = self.model.row_id(self.view.currentIndex())
        return found if self.view.currentIndex().isValid() else None

    def set_view(self, *, table: str | None, status: str = "all", query: str = "") -> None:
        """Chooses table, filter and search text, and keeps the row where it is still shown."""
        row = self.current_row
        self.model.set_view(table=table, status=status, query=query)
        if row is None or not self.choose(row):
            shown = self.model.shown_rows
            if shown:
                self.choose(shown[0])

    def choose(self, row_id: str) -> bool:
        """Chooses a row; False when it is not shown."""
        index = self.model.index_of(row_id)
        if not index.isValid():
            return False
        self.view.setCurrentIndex(index)
        self.view.executeDelayedItemsLayout()
        self.view.scrollTo(index)
        return True

    def next_open(self, after: str | None) -> str | None:
        """The next row of the whole sheet that asks for something, after a row, around the end."""
        rows = self._context.bridge.session.evaluation.rows
        order = list(rows)
        start = order.index(after) + 1 if after is not None and after in rows else 0
        for row_id in [*order[start:], *order[:start]]:
            if row_id != after and is_open(rows[row_id]):
                return row_id
        return None

    def _on_selection(self, selected: QItemSelection, _deselected: QItemSelection) -> None:
        for index in selected.indexes()[:1]:
            row_id = self.model.row_id(index)
            if row_id is not None:
                self.row_chosen.emit(row_id)

    def _on_reset(self) -> None:
        wording, session = self._context.wording, self._context.bridge.session
        code = self.model.table
        table = next((one for one in session.edition.tables if one.code == code), None)
        if table is None:
            self.heading.setText(self.tr("すべての表"))
        else:
            self.heading.setText(f"{wording.table(table.code)}　{table.name.in_language(wording.language)}")
        self._stack.setCurrentIndex(0 if self.model.rowCount() else 1)
        self._empty_text.setText(self._why_empty())

    def _why_empty(self) -> str:
        if self.model.query:
            return self.tr("「%s」を含む項目はありません。別の言葉でお探しください。") % self.model.query
        match self.model.filter:
            case "undetermined":
                return self.tr("ここに未判定の項目はありません。")
            case "not_conforming":
                return self.tr("ここに不適合の項目はありません。")
            case "recheck":
                return self.tr("ここに再確認が要る判断はありません。")
            case "unseen":
                return self.tr("ここに未審査の項目はありません。")
            case "returned":
                return self.tr("ここに指摘のある項目はありません。")
            case _:
                return self.tr("この区分で判定する項目はありません。")
