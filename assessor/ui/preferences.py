"""What this user chose for the window: language, colours, text size, name, window size."""

import getpass
from pathlib import Path
from typing import cast

from PySide6.QtCore import QByteArray, QSettings

from assessor.messages import Language
from assessor.paths import user_config
from assessor.ui.theme import Scheme

TEXT_SIZES = (1.0, 1.25, 1.5, 2.0)
RECENT_KEPT = 8


def _account() -> str:
    """Name of the account; empty: the system does not tell."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""


class Preferences:
    """Settings of the window, kept in a file of this user."""

    def __init__(self, file: Path | None = None) -> None:
        where = file if file is not None else user_config() / "window.ini"
        if not isinstance(where, Path):
            # Qt takes any text for a name: a settings object handed over by mistake would become a file
            # called by its own description, wherever the program was started.
            raise TypeError(f"a path is wanted, not {type(where).__name__}")
        self._settings = QSettings(str(where), QSettings.Format.IniFormat)

    def _text(self, key: str, default: str, allowed: tuple[str, ...] = ()) -> str:
        found = self._settings.value(key, default)
        text = found if isinstance(found, str) else default
        return text if not allowed or text in allowed else default

    @property
    def language(self) -> Language | None:
        """Language of the window; None until it was chosen in the window."""
        return cast("Language | None", self._text("language", "", ("ja", "en")) or None)

    @language.setter
    def language(self, language: Language | None) -> None:
        self._settings.setValue("language", language or "")

    @property
    def scheme(self) -> Scheme:
        """Colours: those of the system, light or dark."""
        return cast("Scheme", self._text("scheme", "system", ("system", "light", "dark")))

    @scheme.setter
    def scheme(self, scheme: Scheme) -> None:
        self._settings.setValue("scheme", scheme)

    @property
    def text_size(self) -> float:
        """Text size against the normal one."""
        try:
            size = float(self._text("text_size", "1.0"))
        except ValueError:
            return 1.0
        return size if size in TEXT_SIZES else 1.0

    @text_size.setter
    def text_size(self, size: float) -> None:
        self._settings.setValue("text_size", str(size))

    @property
    def user(self) -> str:
        """Name under which edits are kept; that of the account as long as none was entered."""
        return self._text("user", "") or _account()

    @user.setter
    def user(self, name: str) -> None:
        self._settings.setValue("user", name)

    @property
    def timestamp_url(self) -> str:
        """Server that proves the time of signatures; empty: none, and nothing is ever sent."""
        return self._text("timestamp_url", "")

    @timestamp_url.setter
    def timestamp_url(self, url: str) -> None:
        self._settings.setValue("timestamp_url", url)

    @property
    def key_file(self) -> str:
        """Key file that signed last; empty: the program's own key."""
        return self._text("key_file", "")

    @key_file.setter
    def key_file(self, path: str) -> None:
        self._settings.setValue("key_file", path)

    @property
    def seal_file(self) -> str:
        """Picture of the seal that was stamped last; empty: none."""
        return self._text("seal_file", "")

    @seal_file.setter
    def seal_file(self, path: str) -> None:
        self._settings.setValue("seal_file", path)

    def folder(self, name: str) -> Path | None:
        """Folder used last for a purpose, if kept."""
        found = self._text(f"folder/{name}", "")
        return Path(found) if found else None

    def keep_folder(self, name: str, folder: Path) -> None:
        """Keeps a folder for a purpose."""
        self._settings.setValue(f"folder/{name}", str(folder))

    def number(self, name: str, default: int = 0) -> int:
        """A number kept for a purpose."""
        try:
            return int(self._text(f"number/{name}", str(default)))
        except ValueError:
            return default

    def keep_number(self, name: str, value: int) -> None:
        """Keeps a number for a purpose."""
        self._settings.setValue(f"number/{name}", str(value))

    @property
    def recent(self) -> tuple[Path, ...]:
        """Documents opened or saved last, newest first."""
        return self._paths("recent")

    def keep_recent(self, path: Path) -> None:
        """Puts a document at the head of those used last."""
        self._keep_paths("recent", [path, *self.recent])

    def forget_recent(self, path: Path) -> None:
        """Takes a document out of those used last."""
        self._keep_paths("recent", [one for one in self.recent if one != path])

    def _paths(self, key: str) -> tuple[Path, ...]:
        found = self._settings.value(key, [])
        listed = found if isinstance(found, list) else [found]
        return tuple(Path(one) for one in listed if isinstance(one, str) and one)[:RECENT_KEPT]

    def _keep_paths(self, key: str, paths: list[Path]) -> None:
        self._settings.setValue(key, [str(one) for one in dict.fromkeys(paths)][:RECENT_KEPT])

    def geometry(self, name: str) -> QByteArray | None:
        """Size or splitter state of a window part, if kept."""
        found = self._settings.value(f"geometry/{name}")
        return found if isinstance(found, QByteArray) else None

    def keep_geometry(self, name: str, state: QByteArray) -> None:
        """Keeps the size or splitter state of a window part."""
        self._settings.setValue(f"geometry/{name}", state)
