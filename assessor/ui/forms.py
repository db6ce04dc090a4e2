"""Qt Designer forms, loaded at run time and bound to annotated fields."""

from typing import TYPE_CHECKING, TypeVar, get_type_hints

from PySide6.QtCore import QCoreApplication, QFile, QIODevice
from PySide6.QtWidgets import QWidget

from assessor.paths import form

if TYPE_CHECKING:
    from PySide6.QtUiTools import QUiLoader

Bound = TypeVar("Bound", bound="Form")


class Form:
    """Base of a form: each annotated field is a widget of that name and type in the form.

    Attributes:
        NAME: name of the file in `forms/`, without the ending.
        root: the form itself.
    """

    NAME: str = ""
    root: QWidget

    def __init__(self, parent: QWidget | None = None) -> None:
        """Loads the file.

        Raises:
            TypeError: a field is missing in the form, or of another type (a bug, caught by the forms' test).
        """
        file = QFile(str(form(self.NAME)))
        if not file.open(QIODevice.OpenModeFlag.ReadOnly):
            raise TypeError(f"no form {self.NAME}")
        self.root = _loader().load(file, parent)
        file.close()
        for name, kind in get_type_hints(type(self)).items():
            if name in ("NAME", "root"):
                continue
            found = self.root.findChild(kind, name)
            if found is None:
                raise TypeError(f"form {self.NAME} has no {kind.__name__} {name}")
            setattr(self, name, found)


def _loader() -> "QUiLoader":
    """A loader without the plugins of Qt Designer: no form has a widget of one, and they load slowly."""
    from PySide6.QtUiTools import QUiLoader

    paths = QCoreApplication.libraryPaths()
    QCoreApplication.setLibraryPaths([])
    try:
        return QUiLoader()
    finally:
        QCoreApplication.setLibraryPaths(paths)
