"""What the papers around the checklist say, as plain strings in the language of the document."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from assessor.messages import Language
from assessor.report.content import Changes, Fact

Weight = Literal["there", "wanting", "open", "quiet"]


@dataclass(frozen=True, slots=True)
class PaperHead:
    """What header and footer name, and what the file is made with.

    Attributes:
        title: of the paper.
        subtitle: the application it belongs to.
        name: of the case.
        edition_digest: SHA-256 of the edition's data.
        fingerprint: SHA-256 of the assessment in the interchange form.
        created: moment of printing, with time zone.
    """

    language: Language
    title: str
    subtitle: str
    name: str
    author: str
    edition: str
    edition_code: str
    edition_digest: str
    fingerprint: str
    category: str
    created: datetime


@dataclass(frozen=True, slots=True)
class CoverPaper:
    """The cover of a filing.

    Attributes:
        application: number and name of the application.
        facts: of case and filing, in order.
        counts: word of a status and how many documents have it.
        wanting: documents that keep the filing from being complete.
        requirements: name of each requirement and the word of its answer.
        binding: how it is bound and in how many copies; empty where the document does not say.
        spine: what stands on the spine: building, applicant, application.
        notes: what else is to be known.
    """

    application: str
    form: str
    facts: tuple[Fact, ...]
    counts: tuple[tuple[str, int], ...]
    wanting: tuple[str, ...]
    requirements: tuple[tuple[str, str], ...]
    binding: str
    spine: tuple[str, str, str]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DocumentEntry:
    """One line of the list of documents.

    Attributes:
        mark: box or sign of its status.
        shows: what it must show.
        enclosed: files and papers, one line each.
        remark: why it is or is not needed, where it comes from, how the product reads the document.
    """

    number: str
    name: str
    form: str
    mark: str
    status: str
    weight: Weight
    shows: tuple[str, ...] = ()
    enclosed: tuple[str, ...] = ()
    remark: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DocumentsPaper:
    """The list of documents; `extra` is the list for a subsidy."""

    entries: tuple[DocumentEntry, ...]
    extra: tuple[DocumentEntry, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DwellingsPaper:
    """The annex of dwellings applied for.

    Attributes:
        rows: number, floor, unit type, area, note.
        totals: unit type, count, declared count, sum of areas.
        whole: count and sum of all.
        faults: what does not fit together.
    """

    rows: tuple[tuple[str, str, str, str, str], ...]
    totals: tuple[tuple[str, str, str, str], ...]
    whole: tuple[str, str]
    faults: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ChangesPaper:
    """The list of changes since an earlier stage.

    Attributes:
        changes: differences by kind.
        rows: number and title of each row of the check sheet that they touch.
        documents: documents that the changes concern.
    """

    changes: Changes
    rows: tuple[tuple[str, str], ...]
    documents: tuple[str, ...]
    notes: tuple[str, ...] = ()
