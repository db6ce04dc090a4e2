"""The part of the interchange form around the sheet: facts, dwellings, filings, enclosures, drawings."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Annotated, Any, Literal, Protocol

from pydantic import BeforeValidator, Field

from assessor.assessment.evidence import Drawing, DrawingKey, Stale, StaleKey
from assessor.assessment.form_base import Form, Id, Name, exact_only, measured
from assessor.assessment.records import (
    Dwelling,
    DwellingKey,
    Enclosure,
    EnclosureKey,
    Fact,
    FactKey,
    Filing,
    FilingKey,
    Key,
    Record,
)
from assessor.assessment.state import Assessment


class FactForm(Form):
    """A fact of the case that the procedure asks for: yes or no, an ISO date, an option, a text."""

    code: Id
    value: bool | Name
    source: Name = ""
    at: Name = ""
    by: Name = ""


class DwellingForm(Form):
    """A dwelling applied for; without an area it has that of its unit type."""

    id: Id
    number: Name
    floor: Name = ""
    unit_type: Name = ""
    area: Annotated[int | Decimal | str | None, BeforeValidator(exact_only)] = None
    note: Name = ""


class FilingForm(Form):
    """A filing with its dates (ISO 8601)."""

    id: Id
    application: Id
    filed: Name = ""
    decided: Name = ""
    reference: Name = ""
    valid_until: Name = ""
    renewal: Literal["", "renew", "end"] = ""
    note: Name = ""


class EnclosureForm(Form):
    """A document of a filing. The form carries the digest of a file, never its content."""

    filing: Id
    document: Id
    item: Id
    name: Name
    sha256: Annotated[str, Field(pattern=r"^([0-9a-f]{64})?$")] = ""
    size: Annotated[int, Field(ge=0)] = 0
    sheets: Annotated[int, Field(ge=0)] = 0
    waived: bool = False
    marked: bool = False
    issued: Name = ""
    note: Name = ""
    at: Name = ""
    by: Name = ""


class DrawingForm(Form):
    """A drawing of the register; the form carries the digest of its file, never the content."""

    number: Id
    title: Name = ""
    revision: Name = ""
    issued: Annotated[str, Field(pattern=r"^(\d{4}-\d{2}-\d{2})?$")] = ""
    name: Name = ""
    sha256: Annotated[str, Field(pattern=r"^([0-9a-f]{64})?$")] = ""
    size: Annotated[int, Field(ge=0)] = 0
    note: Name = ""
    at: Name = ""
    by: Name = ""


class StaleForm(Form):
    """A record read from an earlier revision of a drawing, to be checked; `subject` is its key."""

    drawing: Id
    subject: Name
    basis: Id
    revision: Name = ""
    at: Name = ""
    by: Name = ""


class Around(Protocol):
    """The lists of the form that no verdict rests on."""

    @property
    def facts(self) -> list[FactForm]:
        """Records of this kind."""

    @property
    def dwellings(self) -> list[DwellingForm]:
        """Records of this kind."""

    @property
    def filings(self) -> list[FilingForm]:
        """Records of this kind."""

    @property
    def enclosures(self) -> list[EnclosureForm]:
        """Records of this kind."""

    @property
    def drawings(self) -> list[DrawingForm]:
        """Records of this kind."""

    @property
    def stales(self) -> list[StaleForm]:
        """Records of this kind."""


def around_records(form: Around) -> Iterator[tuple[Key, Record]]:
    """The records of a form that no verdict rests on.

    Raises:
        DocumentError: an area that is no number.
    """
    for fact in form.facts:
        yield FactKey(fact.code), Fact(fact.value, fact.source, fact.at, fact.by)
    for order, one in enumerate(form.dwellings):
        area = None
        if one.area is not None:
            area_given = measured(one.area, numeric=True, what=f"dwellings {one.id}")
            assert isinstance(area_given, Decimal)
            area = area_given
        record = Dwelling(one.number, one.floor, one.unit_type, area, one.note, order)
        yield DwellingKey(one.id), record
    for order, filing in enumerate(form.filings):
        fields = filing.model_dump(exclude={"id"})
        yield FilingKey(filing.id), Filing(**fields, order=order)
    for enclosure in form.enclosures:
        fields = enclosure.model_dump(exclude={"filing", "document", "item"})
        key = EnclosureKey(enclosure.filing, enclosure.document, enclosure.item)
        yield key, Enclosure(**fields)
    for order, drawing in enumerate(form.drawings):
        yield DrawingKey(drawing.number), Drawing(**drawing.model_dump(exclude={"number"}), order=order)
    for stale in form.stales:
        fields = stale.model_dump(exclude={"drawing", "subject"})
        yield StaleKey(stale.drawing, stale.subject), Stale(**fields)


def around_forms(state: Assessment) -> dict[str, Any]:
    """The same lists of an assessment, by the name of the field."""
    return {
        "facts": [
            FactForm.model_construct(code=code, value=one.value, source=one.source, at=one.at, by=one.by)
            for code, one in state.facts.items()
        ],
        "dwellings": [
            DwellingForm.model_construct(
                id=dwelling,
                number=one.number,
                floor=one.floor,
                unit_type=one.unit_type,
                area=one.area,
                note=one.note,
            )
            for dwelling, one in sorted(state.dwellings.items(), key=lambda item: item[1].order)
        ],
        "filings": [
            FilingForm.model_construct(
                id=filing, **{name: getattr(one, name) for name in FilingForm.model_fields if name != "id"}
            )
            for filing, one in sorted(state.filings.items(), key=lambda item: item[1].order)
        ],
        "enclosures": [
            EnclosureForm.model_construct(
                filing=filing,
                document=document,
                item=item,
                **{name: getattr(one, name) for name in _ENCLOSED},
            )
            for filing, by_document in state.enclosures.items()
            for document, by_item in by_document.items()
            for item, one in by_item.items()
        ],
        "drawings": [
            DrawingForm.model_construct(number=number, **{name: getattr(one, name) for name in _DRAWN})
            for number, one in sorted(state.drawings.items(), key=lambda item: item[1].order)
        ],
        "stales": [
            StaleForm.model_construct(
                drawing=number,
                subject=subject,
                basis=one.basis,
                revision=one.revision,
                at=one.at,
                by=one.by,
            )
            for number, by_subject in state.stales.items()
            for subject, one in by_subject.items()
        ],
    }


_DRAWN = tuple(name for name in DrawingForm.model_fields if name != "number")
_ENCLOSED = tuple(name for name in EnclosureForm.model_fields if name not in {"filing", "document", "item"})
