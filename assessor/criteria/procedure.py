"""The procedure around the sheet as frozen data: requirements, applications, documents, courses, periods."""

from functools import cached_property
from typing import Literal

from pydantic import Field

from assessor.criteria.catalogue import CategoryCode, Drawing, Kind, Option, Quantity, Reading
from assessor.criteria.nodes import Condition, Frozen, Text

Code = Field(pattern=r"^[a-z][a-z0-9_]*$")
DATE_UNIT = "date"
"""Unit of quantities that are dates: the number reads year, month, day (19810601)."""

DWELLING = "dwelling"
"""Kind of the places that stand for dwellings applied for."""


class Lined(Frozen):
    """Something that stands in the document.

    Attributes:
        line: where, in the text used to check it.
    """

    line: int = Field(ge=1)


class ProcedureFact(Lined):
    """A fact of the case that the procedure asks for; one record of the assessment each.

    Attributes:
        type: `flag` (yes/no), `date` (ISO 8601), `choice` (with options), `text`.
        group: heading it stands under.
        categories: categories that it is asked in.
        derive: what follows for conditions where nothing is entered (see `criteria.expressions`).
    """

    code: str = Code
    name: Text
    type: Literal["flag", "date", "choice", "text"]
    group: Literal["eligibility", "filing", "works", "management", "municipality", "subsidy"]
    options: tuple[Option, ...] = ()
    help: Text | None = None
    categories: tuple[CategoryCode, ...] = ("new", "renovation", "existing")
    derive: str | None = None

    def as_quantity(self) -> Quantity | None:
        """The fact as conditions read it, at the building; None for free text."""
        if self.type == "text":
            return None
        return Quantity(
            code=self.code,
            name=self.name,
            type="number" if self.type == "date" else self.type,
            unit=DATE_UNIT if self.type == "date" else "",
            kinds=("building",),
            options=self.options,
            help=self.help,
            derive=self.derive,
        )


class Requirement(Lined):
    """One requirement (認定要件).

    Attributes:
        scope: asked of the building once, or of every dwelling (of every unit type where none is listed).
    """

    code: str = Code
    name: Text
    text: Text
    scope: Literal["building", "dwelling"] = "building"
    condition: Condition
    readings: tuple[Reading, ...] = ()


class Shown(Frozen):
    """Something that a document must show; with a condition, only where it holds."""

    text: Text
    when: Condition | None = None


class Carried(Frozen):
    """The document is in principle that of an earlier application.

    Attributes:
        application: the application it comes from.
        mark_changes: the document says that what changed must be marked.
    """

    application: str
    mark_changes: bool = False


class ProcedureDocument(Lined):
    """One document of an application.

    Attributes:
        number: as printed, `4` or `(2)`.
        code: the same for the same document in every application.
        form: the office's form or annex it is written on.
        when: needed only where this holds.
        if_any: handed in where there is something to hand in; never missing.
        only_changed: only where the change concerns it.
        shows: what it must show.
        views: least number of drawings or views.
        carried: taken over from an earlier application.
        valid_months: may be left out where one filed before was issued at most so many months ago.
        made: what the program prints of it.
    """

    number: str = Field(pattern=r"^([0-9]+|\([0-9]+\))$")
    code: str = Code
    name: Text
    form: Text | None = None
    when: Condition | None = None
    if_any: bool = False
    only_changed: bool = False
    shows: tuple[Shown, ...] = ()
    views: int = Field(default=1, ge=1)
    carried: Carried | None = None
    valid_months: int | None = Field(default=None, ge=1)
    made: Literal["checklist", "dwellings", "changes"] | None = None
    readings: tuple[Reading, ...] = ()

    @property
    def is_extra(self) -> bool:
        """Whether it stands in the list for a subsidy."""
        return self.number.startswith("(")


class Binding(Lined):
    """How a filing is bound, and in how many copies."""

    copies: int = Field(ge=1)
    text: Text


class Variant(Lined):
    """Where the condition holds, the documents from a number on are those of another application."""

    when: Condition
    application: str
    from_number: int = Field(ge=1)
    text: Text


class Application(Lined):
    """One of the applications and reports.

    Attributes:
        number: as printed, `(1)`.
        categories: categories whose course it belongs to.
        when: filed only where this holds.
        repeats: may be filed many times.
        declared: documents counted in the document: the list, and the extra list for a subsidy.
    """

    code: str = Code
    number: str
    name: Text
    decision: Text | None = None
    categories: tuple[CategoryCode, ...]
    when: Condition | None = None
    repeats: bool = False
    binding: Binding | None = None
    documents: tuple[ProcedureDocument, ...] = Field(min_length=1)
    variants: tuple[Variant, ...] = ()
    declared: tuple[int, int]

    @cached_property
    def by_code(self) -> dict[str, ProcedureDocument]:
        """Its documents by code."""
        return {document.code: document for document in self.documents}


class Step(Lined):
    """One step of a course.

    Attributes:
        actor: who acts.
        done: date at which it counts as done: `filed:<application>`, `decided:<application>` or
            `fact:<code>` (a date, or a flag that is true).
        when: belongs to the course only where this holds.
        after: belongs to the time after certification.
    """

    code: str = Code
    mark: str = ""
    name: Text
    actor: Literal["applicant", "tokyo", "municipality"]
    application: str | None = None
    done: str | None = None
    when: Condition | None = None
    after: bool = False
    note: Text | None = None


class Course(Frozen):
    """The steps of some categories in their order."""

    categories: tuple[CategoryCode, ...] = Field(min_length=1)
    name: Text
    steps: tuple[Step, ...] = Field(min_length=1)


class Period(Lined):
    """A period and what it is counted from.

    Attributes:
        start: a date: `filed:<application>`, `decided:<application>` or `fact:<code>`.
        months: its length.
        counting: whether the day of `start` is the first day of the period or the day before it.
        nature: `hard` binds the applicant; `expected` is what the office intends and may change;
            `principle` binds in principle.
        met: date that ends the wait for it.
        every: comes again after the same time, once more for each filing that meets it.
        counts: every filing counts, or only one that renews; then a last day printed on the certificate
            prevails over the one counted.
    """

    code: str = Code
    name: Text
    start: str
    months: int = Field(ge=1)
    counting: Literal["first_day_in", "first_day_out"]
    nature: Literal["hard", "expected", "principle"]
    met: str | None = None
    every: bool = False
    counts: Literal["filings", "renewals"] = "filings"
    when: Condition | None = None
    categories: tuple[CategoryCode, ...] = ("new", "renovation", "existing")
    text: Text
    readings: tuple[Reading, ...] = ()


class DateOrder(Lined):
    """Two dates that must follow each other; `same_day` says whether one day may hold both."""

    code: str = Code
    first: str
    then: str
    same_day: bool = True
    categories: tuple[CategoryCode, ...] = ("new", "renovation", "existing")
    text: Text


class ProcedureNote(Lined):
    """Something to know that is neither a document nor a date."""

    topic: Literal["subsidy", "prompt", "office", "advertising", "management"]
    text: Text


class Procedure(Frozen):
    """Everything around the sheet.

    Attributes:
        edition: code of the edition whose document it is taken from.
        kinds: kinds of place that only requirements speak of.
        facts: what is asked about the case.
        drawings: which documents show a kind of drawing; for what a change concerns.
        digest: SHA-256 of its file, hexadecimal; set by the reader.
    """

    edition: str
    document: str
    kinds: tuple[Kind, ...] = ()
    facts: tuple[ProcedureFact, ...]
    requirements: tuple[Requirement, ...]
    applications: tuple[Application, ...]
    courses: tuple[Course, ...]
    periods: tuple[Period, ...]
    orders: tuple[DateOrder, ...] = ()
    notes: tuple[ProcedureNote, ...] = ()
    drawings: dict[Drawing, tuple[str, ...]] = Field(default_factory=dict)
    digest: str = ""

    @cached_property
    def fact_by_code(self) -> dict[str, ProcedureFact]:
        """The facts by code."""
        return {fact.code: fact for fact in self.facts}

    @cached_property
    def application_by_code(self) -> dict[str, Application]:
        """The applications by code."""
        return {application.code: application for application in self.applications}

    @cached_property
    def quantities(self) -> dict[str, Quantity]:
        """The facts as conditions read them."""
        found = ((fact.code, fact.as_quantity()) for fact in self.facts)
        return {code: quantity for code, quantity in found if quantity is not None}

    def course(self, category: str) -> Course | None:
        """The course of a category."""
        return next((course for course in self.courses if category in course.categories), None)


class ProcedureReference(Frozen):
    """The file of an edition whose procedure is that of another one."""

    edition: str
