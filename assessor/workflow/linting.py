"""Looking over editions: one of them, a folder, or all at hand."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from assessor.criteria import load_edition
from assessor.criteria.lint import Finding, lint_edition
from assessor.errors import CriteriaError
from assessor.workflow.editions import edition_folders_at_hand


@dataclass(frozen=True, slots=True)
class Linted:
    """What is wrong with one edition.

    Attributes:
        name: code of the edition, or name of its folder where it cannot be read.
        findings: errors and warnings of a readable edition.
        fault: why it cannot be read, else None.
    """

    name: str
    findings: tuple[Finding, ...] = ()
    fault: CriteriaError | None = None

    @property
    def errors(self) -> int:
        """Number of errors; warnings do not count."""
        return sum(one.severity == "error" for one in self.findings) + (self.fault is not None)


def lint(code_or_folder: str | None, extra: Iterable[Path] = ()) -> list[Linted]:
    """Looks over one edition (code or folder), a folder of editions, or all editions at hand (None).

    Raises:
        CriteriaError: there is no such edition or folder.
    """
    return [_lint_one(folder) for folder in _chosen(code_or_folder, edition_folders_at_hand(extra))]


def _chosen(code_or_folder: str | None, known: dict[str, Path]) -> list[Path]:
    if code_or_folder is None:
        return list(known.values())
    if code_or_folder in known:
        return [known[code_or_folder]]
    folder = Path(code_or_folder)
    if not folder.is_dir():
        raise CriteriaError("edition_unknown", edition=code_or_folder, known=", ".join(known))
    inner = sorted(file.parent for file in folder.glob("*/edition.json"))
    return inner if inner and not (folder / "edition.json").is_file() else [folder]


def _lint_one(folder: Path) -> Linted:
    try:
        edition = load_edition(folder)
        return Linted(edition.code, tuple(lint_edition(edition, folder)))
    except CriteriaError as fault:
        return Linted(folder.name, fault=fault)
