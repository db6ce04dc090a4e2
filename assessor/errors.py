"""The one hierarchy of errors that are the user's to mend; everything else is a bug.

An error carries a code and parameters, never prose: the sentence and the remedy are looked up in
`resources/i18n/messages` (`error.<code>` and `remedy.<code>`) in the reader's language.
"""

from typing import Any


class UserError(Exception):
    """Something the user can mend: a wrong passphrase, a locked or damaged file, an unknown edition.

    Attributes:
        code: stable ASCII name, key of the sentence and of the remedy.
        params: values that stand in the sentence (paths, names, numbers).
        exit_code: what the command line returns (1: the answer is "no", 2: bad input or environment).
    """

    exit_code = 2

    def __init__(self, code: str, **params: Any) -> None:
        super().__init__(code, params)
        self.code = code
        self.params = params

    def __reduce__(self) -> tuple[Any, ...]:
        """Errors go from worker processes to the one that asked."""
        return _again, (type(self), self.code, self.params)

    def __str__(self) -> str:
        details = ", ".join(f"{key}={value}" for key, value in self.params.items())
        return f"{self.code}({details})"


def _again(kind: type[UserError], code: str, params: dict[str, Any]) -> UserError:
    return kind(code, **params)


class CriteriaError(UserError):
    """A fault in an edition's data: file, place inside it, remedy."""


class DocumentError(UserError):
    """A fault in an assessment or its file."""


class EditError(UserError):
    """An edit that the assessment cannot take."""


class StoreError(UserError):
    """A document file cannot be read, written, locked or recovered."""


class ReportError(UserError):
    """The checklist cannot be drawn, for example because no font has a character."""


class SigningError(UserError):
    """A key, passphrase, token or signature is not usable."""


class ImportFileError(UserError):
    """A file offered for import cannot be read."""
