"""Files handed to other programs: opened by whatever the system opens them with, or shown in their folder."""

import sys
from pathlib import Path

from PySide6.QtCore import QProcess, QStandardPaths, QUrl
from PySide6.QtGui import QDesktopServices


def open_with_system(path: Path) -> None:
    """Opens a file that this program has just written."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


def show_in_folder(path: Path) -> None:
    """Shows where a file lies."""
    if sys.platform == "win32":
        QProcess.startDetached("explorer", ["/select,", str(path)])
    elif sys.platform == "darwin":
        QProcess.startDetached("open", ["-R", str(path)])
    else:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(path.parent)))


def documents_folder() -> Path:
    """Where this user keeps documents."""
    found = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    folder = Path(found) if found else Path.home()
    return folder if folder.is_dir() else Path.home()


def free_name(path: Path) -> Path:
    """The path, or the first with a number behind its name that is not taken."""
    number, found = 2, path
    while found.exists():
        found = path.with_name(f"{path.stem} ({number}){path.suffix}")
        number += 1
    return found


def file_name(name: str) -> str:
    """A name without what no file name can hold."""
    kept = "".join(char for char in name if char not in '\\/:*?"<>|' and char.isprintable())
    return kept.strip().rstrip(".")[:80]
