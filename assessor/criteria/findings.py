"""What the linter reports, and where in the edition's files it is."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from assessor import messages
from assessor.criteria.reader import CATALOGUE, read_json
from assessor.paths import resource

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong or odd in an edition.

    Attributes:
        severity: an `error` makes the edition unfit for use, a `warning` is worth a look.
        code: stable name; its sentence is `lint.<code>`, its remedy `lint_remedy.<code>`.
        file: path of the file to mend.
        place: way to the spot in that file, for example `rows[3].condition.all_of[0]`.
        entry: the row, quantity, kind, table or group it is about.
        params: further values that stand in the sentence.
    """

    severity: Severity
    code: str
    file: str
    place: str
    entry: str
    params: Mapping[str, Any] = field(default_factory=dict)


def finding_text(finding: Finding, language: messages.Language = "ja") -> tuple[str, str]:
    """Sentence and remedy of a finding."""
    values = {
        **finding.params,
        "file": finding.file,
        "place": finding.place or "-",
        "entry": finding.entry,
    }
    return (
        messages.text(f"lint.{finding.code}", language, **values),
        messages.text(f"lint_remedy.{finding.code}", language, **values),
    )


@dataclass(frozen=True, slots=True)
class Places:
    """Which file an entry of the edition came from.

    Attributes:
        folder: the edition's folder.
        kinds, quantities: file and place by code.
    """

    folder: Path
    kinds: Mapping[str, tuple[str, str]]
    quantities: Mapping[str, tuple[str, str]]

    @classmethod
    def of(cls, folder: Path) -> "Places":
        """Looks the entries up in the catalogue's and the edition's own files."""
        catalogue = resource("criteria", CATALOGUE)
        quantity_files = [*sorted((catalogue / "quantities").glob("*.json")), folder / "quantities.json"]
        return cls(folder, _spots([catalogue / "kinds.json", folder / "kinds.json"]), _spots(quantity_files))

    @property
    def head(self) -> str:
        """The file `edition.json`."""
        return str(self.folder / "edition.json")

    def table(self, code: str) -> str:
        """The file of a table."""
        return str(self.folder / "tables" / f"{code}.json")

    def kind_file(self, code: str) -> str:
        """The file that declares a kind of place."""
        return self.kinds.get(code, (str(self.folder / "kinds.json"), ""))[0]

    def kind_place(self, code: str) -> str:
        """Where in that file."""
        return self.kinds.get(code, ("", ""))[1]

    def quantity_file(self, code: str) -> str:
        """The file that declares a quantity."""
        return self.quantities.get(code, (str(self.folder / "quantities.json"), ""))[0]

    def quantity_place(self, code: str) -> str:
        """Where in that file."""
        return self.quantities.get(code, ("", ""))[1]


def _spots(files: list[Path]) -> dict[str, tuple[str, str]]:
    found: dict[str, tuple[str, str]] = {}
    for file in files:
        if file.is_file():
            for index, entry in enumerate(read_json(file)):
                found[entry["code"]] = (str(file), f"[{index}]")
    return found
