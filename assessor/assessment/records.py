"""What an assessment consists of: small immutable records, each under a key of its own."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Literal, NamedTuple

from assessor.assessment import evidence, review
from assessor.evaluation import Place
from assessor.evaluation.snapshot import PersonVerdict

MeasuredValue = Decimal | Fraction | bool | str | tuple[Decimal, ...]
"""Lengths, areas and counts in the unit of the quantity; flags; option codes; lists of numbers.

A ratio without an exact decimal spelling (`1/12`) is a fraction; all other numbers are decimals.
"""

Origin = Literal["typed", "imported", "plan"]

DWELLING_COUNT = "unit_dwellings"
"""The quantity that says how many dwellings of a unit type are applied for."""


@dataclass(frozen=True, slots=True)
class Case:
    """Case data of the building.

    Attributes:
        name: 案件名.
        edition: code of the edition it is assessed against.
        category: new, renovation or existing.
        date_made: 作成日, ISO 8601 date.
        edition_digest: digest of the edition's data when the assessment was made.
        shelf: digest of the enclosed file with what earlier upgrades could not take over; empty: nothing.
    """

    name: str = ""
    edition: str = ""
    category: str = "new"
    address: str = ""
    owner: str = ""
    assessor: str = ""
    office: str = ""
    date_made: str = ""
    remarks: str = ""
    credit: str = ""
    edition_digest: str = ""
    shelf: str = ""


@dataclass(frozen=True, slots=True)
class Measurement:
    """A measured value and where it comes from."""

    value: MeasuredValue
    origin: Origin = "typed"
    drawing: str = ""
    note: str = ""
    at: str = ""
    by: str = ""


@dataclass(frozen=True, slots=True)
class Attestation:
    """A person's yes or no to one condition at one place."""

    value: bool
    drawing: str = ""
    note: str = ""
    at: str = ""
    by: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    """A person's verdict on a row.

    Attributes:
        reason: required against the machine's verdict and for not_applicable.
        basis: digest of what the machine's verdict rested on (`evaluation.basis_of`); empty: not known.
    """

    verdict: PersonVerdict
    reason: str = ""
    basis: str = ""
    at: str = ""
    by: str = ""


@dataclass(frozen=True, slots=True)
class RowNote:
    """Drawing references and a remark on a row.

    Attributes:
        ruled_out: an optional row that will not be met; the nearest way to pass goes without it.
    """

    drawings: str = ""
    remark: str = ""
    ruled_out: bool = False


@dataclass(frozen=True, slots=True)
class PlaceRecord:
    """A place and its position among its siblings."""

    kind: str
    name: str = ""
    parent: str | None = "building"
    applied: bool = True
    complete: bool | None = None
    order: int = 0

    def place(self, place_id: str) -> Place:
        """The place as the evaluation reads it."""
        return Place(place_id, self.kind, self.name, self.parent, self.applied, self.complete)


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact of the case that the procedure asks for: a date, a condition such as "an agent files".

    Attributes:
        value: True or False for conditions; otherwise text: an ISO 8601 date, an option code, free text.
        source: the paper it is read from.
    """

    value: bool | str
    source: str = ""
    at: str = ""
    by: str = ""


@dataclass(frozen=True, slots=True)
class Dwelling:
    """One dwelling applied for (申請住戸).

    Attributes:
        number: as on the door, for example `101` or `1-203`.
        floor: `1`, `B1`, or `2-3` for a dwelling on two floors.
        unit_type: id of its unit type; empty: not known yet.
        area: exclusive area in m² to wall centres; None: that of the unit type.
        order: position in the list.
    """

    number: str
    floor: str = ""
    unit_type: str = ""
    area: Decimal | None = None
    note: str = ""
    order: int = 0


@dataclass(frozen=True, slots=True)
class Filing:
    """One filing of an application or report with the office.

    Attributes:
        application: code of the application in the procedure.
        filed: ISO 8601 date it was filed; empty: being prepared.
        decided: ISO 8601 date of the certificate or notice; empty: none yet.
        reference: number of that certificate or notice.
        valid_until: last day as the certificate prints it; empty: as counted.
        renewal: with a yearly report: `renew` or `end`; empty otherwise.
        order: position among the filings.
    """

    application: str
    filed: str = ""
    decided: str = ""
    reference: str = ""
    valid_until: str = ""
    renewal: str = ""
    note: str = ""
    order: int = 0


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A document of a filing: a file, or a paper that is only noted.

    Attributes:
        name: name of the file, or what the paper is.
        sha256: digest of the file's content, hexadecimal; empty: on paper.
        size: of the file in bytes.
        sheets: how many drawings or views it holds; 0: not counted.
        waived: not a paper at all: the office said that this one is not needed, and `note` says why.
        marked: what changed since the stage before is marked in it.
        issued: ISO 8601 date of issue, for certificates.
    """

    name: str
    sha256: str = ""
    size: int = 0
    sheets: int = 0
    waived: bool = False
    marked: bool = False
    issued: str = ""
    note: str = ""
    at: str = ""
    by: str = ""


class CaseKey(NamedTuple):
    """The case data, one record."""

    tag: Literal["case"] = "case"


class PlaceKey(NamedTuple):
    """A place by its id."""

    place: str
    tag: Literal["place"] = "place"


class MeasurementKey(NamedTuple):
    """A quantity at a place."""

    place: str
    quantity: str
    tag: Literal["measurement"] = "measurement"


class AttestationKey(NamedTuple):
    """A condition of a row at a place."""

    row: str
    key: str
    place: str
    tag: Literal["attestation"] = "attestation"


class DecisionKey(NamedTuple):
    """The decision on a row."""

    row: str
    tag: Literal["decision"] = "decision"


class NoteKey(NamedTuple):
    """The notes on a row."""

    row: str
    tag: Literal["note"] = "note"


class FactKey(NamedTuple):
    """A fact of the case by its code in the procedure."""

    code: str
    tag: Literal["fact"] = "fact"


class DwellingKey(NamedTuple):
    """An applied dwelling by its id."""

    dwelling: str
    tag: Literal["dwelling"] = "dwelling"


class FilingKey(NamedTuple):
    """A filing by its id."""

    filing: str
    tag: Literal["filing"] = "filing"


class EnclosureKey(NamedTuple):
    """An item enclosed with a filing, by filing, document and item."""

    filing: str
    document: str
    item: str
    tag: Literal["enclosure"] = "enclosure"


Key = (
    CaseKey
    | PlaceKey
    | MeasurementKey
    | AttestationKey
    | DecisionKey
    | NoteKey
    | FactKey
    | DwellingKey
    | FilingKey
    | EnclosureKey
    | evidence.EvidenceKey
    | review.ReviewKey
)
Record = (
    Case
    | PlaceRecord
    | Measurement
    | Attestation
    | Decision
    | RowNote
    | Fact
    | Dwelling
    | Filing
    | Enclosure
    | evidence.EvidenceRecord
    | review.ReviewRecord
)
