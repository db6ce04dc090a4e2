"""Preview of the printed checklist: list of pages, the page, and the bar above."""

from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QIcon, QImage, QPixmap, QResizeEvent
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QListView,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from assessor.ui.context import UiContext, plain_label
from assessor.ui.jobs import Job, JobRunner
from assessor.ui.models.rows import AnyIndex
from assessor.ui.output.page_view import PageView
from assessor.ui.output.pictures import Preview, page_images

THUMB_WIDTH = 72
LIST_WIDTH = 120
NARROW = 560


class PagesModel(QAbstractListModel):
    """Numbers of the pages with small pictures, which are asked for when they are first seen."""

    pictures_asked = Signal()

    def __init__(self, context: UiContext, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = context.theme
        self._sizes: tuple[tuple[float, float], ...] = ()
        self._pictures: dict[int, QIcon] = {}
        self.wanted: set[int] = set()

    @property
    def thumb_width(self) -> int:
        """Width of a small picture in pixels."""
        return self._theme.px(THUMB_WIDTH)

    def set_sizes(self, sizes: tuple[tuple[float, float], ...]) -> None:
        """Takes new pages."""
        self.beginResetModel()
        self._sizes = sizes
        self._pictures = {}
        self.wanted = set()
        self.endResetModel()

    def take(self, images: dict[int, QImage]) -> None:
        """Takes small pictures."""
        for page, image in images.items():
            if page < len(self._sizes):
                self._pictures[page] = _icon(QPixmap.fromImage(image))
                self.wanted.discard(page)
                where = self.index(page)
                self.dataChanged.emit(where, where, [Qt.ItemDataRole.DecorationRole])

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008
        """Number of pages."""
        return 0 if parent.isValid() else len(self._sizes)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Number and picture."""
        if not index.isValid():
            return None
        page = index.row()
        if role == Qt.ItemDataRole.DisplayRole:
            return str(page + 1)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self.tr("%dページ") % (page + 1)
        if role == Qt.ItemDataRole.DecorationRole:
            found = self._pictures.get(page)
            if found is None:
                self.wanted.add(page)
                self.pictures_asked.emit()
                return self._blank(page)
            return found
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignCenter
        return None

    def _blank(self, page: int) -> QIcon:
        width, height = self._sizes[page]
        blank = QPixmap(self.thumb_width, round(self.thumb_width * height / width))
        blank.fill(Qt.GlobalColor.white)
        return _icon(blank)


def _icon(picture: QPixmap) -> QIcon:
    """The same picture in every state: a tint would hide what is on the page."""
    icon = QIcon()
    for mode in (QIcon.Mode.Normal, QIcon.Mode.Selected, QIcon.Mode.Active):
        icon.addPixmap(picture, mode)
    return icon


class PreviewPanel(QWidget):
    """Shows what it is given; pictures are drawn by the job runner."""

    def __init__(self, context: UiContext, runner: JobRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = context.theme
        self._runner = runner
        self._preview: Preview | None = None
        self._picture_job: Job | None = None
        self._thumb_job: Job | None = None
        self._shown: tuple[int, float] | None = None
        px = context.theme.px
        self.model = PagesModel(context, self)
        self.list = QListView()
        self.list.setModel(self.model)
        self.list.setAccessibleName(self.tr("ページの一覧"))
        self.list.setViewMode(QListView.ViewMode.IconMode)
        self.list.setMovement(QListView.Movement.Static)
        self.list.setFlow(QListView.Flow.TopToBottom)
        self.list.setWrapping(False)
        self.list.setUniformItemSizes(False)
        self.list.setSpacing(px(4))
        self.list.setIconSize(QSize(px(THUMB_WIDTH), px(THUMB_WIDTH) * 2))
        self.list.setFixedWidth(px(LIST_WIDTH))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.list.selectionModel().currentChanged.connect(self._on_current)
        self.model.pictures_asked.connect(self._on_pictures_asked)
        self.view = PageView(context)
        self.view.setAccessibleName(self.tr("ページの表示"))
        self.view.picture_asked.connect(self._on_picture_asked)
        self.view.page_changed.connect(self._on_page_changed)
        self.view.zoom_changed.connect(self._on_zoom_changed)
        self._timer = QTimer(self, singleShot=True, interval=60)
        self._timer.timeout.connect(self._draw)
        self._thumb_timer = QTimer(self, singleShot=True, interval=30)
        self._thumb_timer.timeout.connect(self._draw_thumbs)
        self._build()

    def _build(self) -> None:
        px = self._theme.px
        bar = QHBoxLayout()
        bar.setContentsMargins(px(8), px(4), px(8), px(4))
        bar.setSpacing(px(4))
        self.back = self._button("‹", self.tr("前のページ"), self._on_back)
        self.forward = self._button("›", self.tr("次のページ"), self._on_forward)
        self.number = plain_label()
        self.smaller = self._button("−", self.tr("縮小"), self._on_smaller)
        self.larger = self._button("＋", self.tr("拡大"), self._on_larger)
        self.zoom = QComboBox()
        self.zoom.setAccessibleName(self.tr("表示の大きさ"))
        for text, zoom in (
            (self.tr("幅に合わせる"), "width"),
            (self.tr("ページ全体"), "page"),
            *((f"{round(one * 100)} %", one) for one in (0.5, 0.75, 1.0, 1.5, 2.0)),
        ):
            self.zoom.addItem(text, zoom)
        self.zoom.activated.connect(self._on_zoom)
        self.percent = plain_label(name="caption")
        for part in (self.back, self.number, self.forward):
            bar.addWidget(part)
        bar.addStretch(1)
        sizes: tuple[QWidget, ...] = (self.smaller, self.zoom, self.larger, self.percent)
        for size in sizes:
            bar.addWidget(size)
        self.message = plain_label(self.tr("ページを描いています…"), wraps=True)
        self.message.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.message.setMargin(px(24))
        self.stack = QStackedWidget()
        self.stack.addWidget(self.message)
        self.stack.addWidget(self.view)
        body = QHBoxLayout()
        body.setSpacing(0)
        body.addWidget(self.list)
        body.addWidget(self.stack, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(bar)
        layout.addLayout(body, 1)
        self._on_page_changed(0)

    def _button(self, text: str, name: str, slot: Any) -> QToolButton:
        button = QToolButton()
        button.setText(text)
        button.setAccessibleName(name)
        button.setToolTip(name)
        button.clicked.connect(slot)
        return button

    # What is shown --------------------------------------------------------------------------------------

    def set_preview(self, preview: Preview) -> None:
        """Shows pages; the page that was shown stays."""
        self._preview = preview
        self._shown = None
        self.model.set_sizes(preview.sizes)
        self.stack.setCurrentWidget(self.view)
        self.view.set_sizes(preview.sizes)

    def set_message(self, text: str) -> None:
        """Shows a sentence instead of pages."""
        self._preview = None
        self._shown = None
        self.model.set_sizes(())
        self.message.setText(text)
        self.stack.setCurrentWidget(self.message)
        self.view.set_sizes(())

    def _on_picture_asked(self, _page: int, _dpi: float) -> None:
        self._timer.start()

    def _draw(self) -> None:
        if self._preview is None or not self.isVisible():
            return
        page, dpi = self.view.page, self.view.dpi
        if self._shown == (page, dpi):
            return
        if self._picture_job is not None:
            self._picture_job.cancel()
        pdf = self._preview.pdf
        self._shown = (page, dpi)
        job = self._runner.start(lambda _: (pdf, page_images(pdf, (page,), dpi)))
        self._picture_job = job
        job.finished.connect(self._on_picture)
        job.stopped.connect(self._on_picture_stopped)

    def _on_picture(self, found: tuple[bytes, dict[int, QImage]]) -> None:
        pdf, images = found
        if self._preview is not None and self._preview.pdf is pdf:
            for page, image in images.items():
                self.view.set_picture(page, image)
        self._on_picture_stopped()

    def _on_picture_stopped(self) -> None:
        if self.sender() is self._picture_job:
            self._picture_job = None

    def _on_pictures_asked(self) -> None:
        if self._thumb_job is None:
            self._thumb_timer.start()

    def _draw_thumbs(self) -> None:
        if self._preview is None or not self.model.wanted or self._thumb_job is not None:
            return
        pdf, pages = self._preview.pdf, tuple(sorted(self.model.wanted))
        width = self._preview.sizes[pages[0]][0]
        dpi = self.model.thumb_width / width * 72
        job = self._runner.start(lambda _: (pdf, page_images(pdf, pages, dpi)))
        self._thumb_job = job
        job.finished.connect(self._on_thumbs)
        job.stopped.connect(self._on_thumbs_stopped)

    def _on_thumbs(self, found: tuple[bytes, dict[int, QImage]]) -> None:
        pdf, images = found
        self._thumb_job = None
        if self._preview is not None and self._preview.pdf is pdf:
            self.model.take(images)
        if self.model.wanted:
            self._thumb_timer.start()

    def _on_thumbs_stopped(self) -> None:
        self._thumb_job = None

    # The bar --------------------------------------------------------------------------------------------

    def _on_page_changed(self, page: int) -> None:
        count = self.view.page_count
        self.number.setText(f"{page + 1} / {count}" if count else "")
        self.number.setAccessibleName(
            self.tr("%(page)dページ（全%(count)dページ）") % {"page": page + 1, "count": count}
        )
        self.back.setEnabled(page > 0)
        self.forward.setEnabled(page + 1 < count)
        where = self.model.index(page)
        if where.isValid() and where != self.list.currentIndex():
            self.list.setCurrentIndex(where)
            self.list.scrollTo(where)
        self._on_zoom_changed()

    def _on_zoom_changed(self) -> None:
        at = self.zoom.findData(self.view.zoom)
        self.zoom.setCurrentIndex(at)
        self.percent.setText(f"{self.view.percent} %" if self.view.page_count else "")

    def _on_current(self, current: QModelIndex, _previous: QModelIndex) -> None:
        if current.isValid():
            self.view.show_page(current.row())

    def _on_back(self) -> None:
        self.view.show_page(self.view.page - 1)

    def _on_forward(self) -> None:
        self.view.show_page(self.view.page + 1)

    def _on_smaller(self) -> None:
        self.view.step_zoom(-1)

    def _on_larger(self) -> None:
        self.view.step_zoom(1)

    def _on_zoom(self) -> None:
        self.view.set_zoom(self.zoom.currentData())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leaves the list of pages out where there is little room."""
        super().resizeEvent(event)
        self.list.setVisible(event.size().width() / self._theme.scale >= NARROW)
