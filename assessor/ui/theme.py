"""Colours, fonts and sizes of the window, light and dark."""

from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from assessor.paths import resource

Scheme = Literal["system", "light", "dark"]

FAMILIES = (
    "Yu Gothic UI",
    "Meiryo UI",
    "Hiragino Sans",
    "Hiragino Kaku Gothic ProN",
    "Noto Sans CJK JP",
    "Noto Sans JP",
    "BIZ UDGothic",
    "Noto Sans Symbols 2",
)
BUNDLED = ("Noto Sans JP", "BIZ UDGothic", "Noto Sans Symbols 2")
BUNDLED_FILES = (
    "BIZUDGothic-Regular.ttf",
    "BIZUDGothic-Bold.ttf",
    "NotoSansJP-Regular.ttf",
    "NotoSansJP-Bold.ttf",
    "NotoSansSymbols2-Regular.ttf",
)
BASE_POINTS = 9.75


@dataclass(frozen=True, slots=True)
class Tokens:
    """The colours of one scheme: neutral greys, one accent, and four that help the verdicts' symbols."""

    window: str
    surface: str
    raised: str
    line: str
    text: str
    soft: str
    accent: str
    on_accent: str
    accent_soft: str
    good: str
    bad: str
    warn: str
    idle: str
    good_soft: str
    bad_soft: str
    warn_soft: str
    idle_soft: str

    def color(self, name: str) -> QColor:
        """A colour by its field name."""
        return QColor(getattr(self, name))


LIGHT = Tokens(
    window="#eef0f3",
    surface="#ffffff",
    raised="#f7f8fa",
    line="#d3d8de",
    text="#1b1f24",
    soft="#57606a",
    accent="#1f5fa8",
    on_accent="#ffffff",
    accent_soft="#e4eefa",
    good="#176639",
    bad="#ae221b",
    warn="#855000",
    idle="#57606a",
    good_soft="#e3f2e8",
    bad_soft="#fce8e6",
    warn_soft="#fff0d6",
    idle_soft="#eceef1",
)
DARK = Tokens(
    window="#17191d",
    surface="#1f2226",
    raised="#272b30",
    line="#3d444c",
    text="#e9ebee",
    soft="#a9b2bc",
    accent="#85b8f2",
    on_accent="#0b1a2b",
    accent_soft="#263c56",
    good="#7fd09b",
    bad="#f5a099",
    warn="#f2c272",
    idle="#a9b2bc",
    good_soft="#1f3629",
    bad_soft="#452624",
    warn_soft="#40341c",
    idle_soft="#2f353b",
)

VERDICT_COLORS = {
    "conforming": "good",
    "not_conforming": "bad",
    "not_applicable": "idle",
    "undetermined": "warn",
    "recheck": "warn",
}
STATE_COLORS = {"true": "good", "false": "bad", "unknown": "warn", "void": "idle"}


class Theme(QObject):
    """The present colours and sizes.

    Attributes:
        scale: text size against the normal one (1.0 to 2.0).
    """

    changed = Signal()

    def __init__(self, scheme: Scheme = "system", scale: float = 1.0, *, bundled_only: bool = False) -> None:
        super().__init__()
        self.scale = scale
        self._scheme: Scheme = scheme
        self._families = BUNDLED if bundled_only else FAMILIES
        self.tokens = DARK if self.is_dark() else LIGHT
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._on_system_scheme)

    def is_dark(self) -> bool:
        """Whether the dark colours are shown."""
        if self._scheme == "system":
            return QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
        return self._scheme == "dark"

    @property
    def scheme(self) -> Scheme:
        """What the user chose."""
        return self._scheme

    def set_scheme(self, scheme: Scheme) -> None:
        """Changes the colours at once."""
        self._scheme = scheme
        self._on_system_scheme()

    def _on_system_scheme(self) -> None:
        self.tokens = DARK if self.is_dark() else LIGHT
        self.apply()
        self.changed.emit()

    def px(self, units: float) -> int:
        """A length of the layout in pixels, grown with the text."""
        return round(units * self.scale)

    def font(self, *, size: float = 1.0, bold: bool = False) -> QFont:
        """A font of the type scale (caption 0.88, body 1, heading 1.2) with figures of one width."""
        font = QFont()
        font.setFamilies(list(self._families))
        font.setPointSizeF(BASE_POINTS * self.scale * size)
        font.setBold(bold)
        font.setFeature(QFont.Tag("tnum"), 1)
        return font

    def apply(self) -> None:
        """Gives the application its font, palette and style sheet."""
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.setFont(self.font())
        app.setPalette(self._palette())
        app.setStyleSheet(_style_sheet(self))

    def _palette(self) -> QPalette:
        tokens, palette = self.tokens, QPalette()
        role = QPalette.ColorRole
        for where, name in (
            (role.Window, "window"),
            (role.WindowText, "text"),
            (role.Base, "surface"),
            (role.AlternateBase, "raised"),
            (role.Text, "text"),
            (role.Button, "raised"),
            (role.ButtonText, "text"),
            (role.BrightText, "bad"),
            (role.Highlight, "accent"),
            (role.HighlightedText, "on_accent"),
            (role.Link, "accent"),
            (role.ToolTipBase, "raised"),
            (role.ToolTipText, "text"),
            (role.PlaceholderText, "soft"),
            (role.Mid, "line"),
            (role.Midlight, "line"),
            (role.Accent, "accent"),
        ):
            palette.setColor(where, tokens.color(name))
        for where in (role.WindowText, role.Text, role.ButtonText):
            palette.setColor(QPalette.ColorGroup.Disabled, where, tokens.color("soft"))
        return palette


def load_bundled_fonts() -> None:
    """Makes the shipped fonts known, so that Japanese shows on a system without any."""
    for name in BUNDLED_FILES:
        file = resource("fonts", name)
        if file.is_file():
            QFontDatabase.addApplicationFont(str(file))


def _style_sheet(theme: Theme) -> str:
    t, px = theme.tokens, theme.px
    return f"""
    QToolTip {{ background: {t.raised}; color: {t.text}; border: 1px solid {t.line}; padding: {px(4)}px; }}
    QMainWindow, QDialog {{ background: {t.window}; }}
    #panel, #page {{ background: {t.surface}; }}
    #topBar, #tallyBar {{ background: {t.surface}; }}
    #topBar {{ border-bottom: 1px solid {t.line}; }}
    #tallyBar {{ border-top: 1px solid {t.line}; }}
    #heading {{ font-size: {BASE_POINTS * theme.scale * 1.2:.2f}pt; font-weight: bold; }}
    #section {{ color: {t.soft}; font-size: {BASE_POINTS * theme.scale * 0.88:.2f}pt; font-weight: bold; }}
    #caption {{ color: {t.soft}; font-size: {BASE_POINTS * theme.scale * 0.88:.2f}pt; }}
    QComboBox {{
        background: {t.surface}; color: {t.text}; border: 1px solid {t.line}; border-radius: {px(3)}px;
        padding: {px(3)}px {px(8)}px; min-height: {px(18)}px; combobox-popup: 0;
    }}
    QComboBox:focus {{ border: 2px solid {t.accent}; padding: {px(3) - 1}px {px(8) - 1}px; }}
    QComboBox QAbstractItemView {{ border: 1px solid {t.soft}; padding: {px(4)}px; outline: 0; }}
    QComboBox:disabled {{ color: {t.soft}; background: {t.idle_soft}; }}
    QComboBox::drop-down {{ border: none; width: {px(20)}px; }}
    QComboBox::down-arrow {{
        image: url("{resource("icons", "down.svg").as_posix()}"); width: {px(10)}px; height: {px(10)}px;
    }}
    QTreeWidget::item, #padded::item {{ padding: {px(3)}px {px(6)}px; }}
    QRadioButton::indicator, QCheckBox::indicator, QTreeWidget::indicator {{
        width: {px(14)}px; height: {px(14)}px; background: {t.surface}; border: 1px solid {t.soft};
        border-radius: {px(2)}px;
    }}
    QCheckBox::indicator:checked, QTreeWidget::indicator:checked {{
        background: {t.accent}; border-color: {t.accent};
        image: url("{resource("icons", f"check-{'dark' if t is DARK else 'light'}.svg").as_posix()}");
    }}
    QRadioButton::indicator {{ border-radius: {px(14) // 2 + 1}px; }}
    QRadioButton::indicator:checked {{
        border: {px(4)}px solid {t.accent}; width: {px(8)}px; height: {px(8)}px; border-radius: {px(8)}px;
    }}
    QRadioButton:focus, QCheckBox:focus {{ color: {t.accent}; }}
    QLabel[tone="good"] {{ color: {t.good}; }}
    QLabel[tone="bad"] {{ color: {t.bad}; }}
    QLabel[tone="warn"] {{ color: {t.warn}; }}
    QLabel[tone="soft"] {{ color: {t.soft}; }}
    #headlineText {{ font-size: {BASE_POINTS * theme.scale * 1.2:.2f}pt; font-weight: bold; }}
    #headline {{ border-radius: {px(3)}px; }}
    #headline[tone="good"] {{ background: {t.good_soft}; }}
    #headline[tone="bad"] {{ background: {t.bad_soft}; }}
    #headline[tone="warn"] {{ background: {t.warn_soft}; }}
    #pageView {{ background: {t.window}; }}
    #pageView > QWidget {{ background: {t.window}; }}
    #pageView > QWidget > QWidget {{ background: {t.window}; }}
    #dialogArea, #dialogArea > QWidget > QWidget {{ background: {t.window}; }}
    QPushButton, QToolButton {{
        background: {t.surface}; color: {t.text}; border: 1px solid {t.line}; border-radius: {px(3)}px;
        padding: {px(3)}px {px(8)}px; min-height: {px(18)}px;
    }}
    QToolButton#fold {{ border-color: transparent; background: transparent; color: {t.soft};
        font-weight: bold; font-size: {BASE_POINTS * theme.scale * 0.88:.2f}pt;
        padding: {px(3)}px {px(4)}px {px(3)}px 0; }}
    QToolButton#flat, QPushButton#flat {{ border-color: transparent; background: transparent; }}
    QPushButton:hover, QToolButton:hover {{ background: {t.accent_soft}; }}
    QPushButton:focus, QToolButton:focus, QLineEdit:focus, QPlainTextEdit:focus {{
        border: 2px solid {t.accent}; padding: {px(3) - 1}px {px(8) - 1}px; }}
    QToolButton#flat:focus {{ border: 2px solid {t.accent}; }}
    QPushButton:checked, QToolButton:checked {{
        background: {t.accent}; color: {t.on_accent}; border-color: {t.accent};
    }}
    QPushButton:disabled, QToolButton:disabled {{ color: {t.soft}; background: {t.idle_soft}; }}
    QToolButton#flat:disabled {{ background: transparent; }}
    QPushButton:default {{ background: {t.accent}; color: {t.on_accent}; border-color: {t.accent}; }}
    QPushButton:default:disabled {{
        background: {t.idle_soft}; color: {t.soft}; border-color: {t.line};
    }}
    QToolButton::menu-indicator {{ image: none; }}
    QLineEdit, QPlainTextEdit {{
        background: {t.surface}; color: {t.text}; border: 1px solid {t.line}; border-radius: {px(3)}px;
        padding: {px(3)}px {px(8)}px; min-height: {px(18)}px; selection-background-color: {t.accent};
        selection-color: {t.on_accent};
    }}
    QLineEdit:read-only, QLineEdit:disabled {{ background: {t.raised}; }}
    QLineEdit#cell {{ border-radius: 0; padding: 0 {px(4)}px; min-height: 0; }}
    QLineEdit#cell[wrong="true"] {{ border: 2px solid {t.bad}; }}
    QTreeView, QTableView, QListView {{
        background: {t.surface}; border: none; outline: none; selection-background-color: {t.accent_soft};
        selection-color: {t.text};
    }}
    QHeaderView {{ background: {t.raised}; }}
    QTableCornerButton::section {{ background: {t.raised}; border: none; border-bottom: 1px solid {t.line}; }}
    QHeaderView::section {{
        background: {t.raised}; color: {t.soft}; border: none; border-bottom: 1px solid {t.line};
        padding: {px(4)}px {px(6)}px; font-size: {BASE_POINTS * theme.scale * 0.88:.2f}pt;
    }}
    QSplitter::handle {{ background: {t.line}; }}
    QMenu {{ background: {t.surface}; color: {t.text}; border: 1px solid {t.line}; padding: {px(4)}px; }}
    QMenu::item {{ padding: {px(4)}px {px(24)}px {px(4)}px {px(24)}px; }}
    QMenu::item:selected {{ background: {t.accent_soft}; color: {t.text}; }}
    QMenu::item:disabled {{ color: {t.soft}; }}
    QMenu::separator {{ height: 1px; background: {t.line}; margin: {px(4)}px; }}
    QScrollBar:vertical {{ background: transparent; width: {px(10)}px; margin: 0; }}
    QScrollBar:horizontal {{ background: transparent; height: {px(10)}px; margin: 0; }}
    QScrollBar::handle {{ background: {t.line}; border-radius: {px(4)}px; min-height: {px(24)}px;
        min-width: {px(24)}px; margin: {px(1)}px; }}
    QScrollBar::handle:hover {{ background: {t.soft}; }}
    QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
    QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
    QScrollArea {{ border: none; background: {t.surface}; }}
    #banner {{ background: {t.warn_soft}; border-bottom: 1px solid {t.warn}; }}
    #banner[severity="error"] {{ background: {t.bad_soft}; border-bottom: 1px solid {t.bad}; }}
    #banner[severity="info"] {{ background: {t.accent_soft}; border-bottom: 1px solid {t.accent}; }}
    """
