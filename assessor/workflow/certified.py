"""Change after certification: today's assessment against the certified one, and the documents concerned."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from assessor.assessment import Assessment, Edit, from_records
from assessor.assessment.procedure import area_of, sorted_dwellings, unit_type_of
from assessor.assessment.records import AttestationKey, DecisionKey, Filing, FilingKey, MeasurementKey
from assessor.criteria import Edition
from assessor.criteria.procedure import Procedure
from assessor.errors import EditError
from assessor.evaluation import Evaluation, Evaluator
from assessor.messages import Language, text
from assessor.report.content import Change, ChangeGroup, Changes
from assessor.store import JournalRow
from assessor.workflow.changes import Changed, compare, printed_changes
from assessor.workflow.evaluating import evaluate
from assessor.workflow.procedure_wording import ProcedureWording
from assessor.workflow.wording import Wording


@dataclass(frozen=True, slots=True)
class DwellingChange:
    """A dwelling that came, went or changed: number and what is said of it before and after."""

    number: str
    before: tuple[str, ...]
    after: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CertifiedChange:
    """What an application for certification of a change must name.

    Attributes:
        sheet: rows, measurements, drawings, answers, places and case data that differ.
        rows: all rows that something touches: their verdict, or what it rests on, also by way of a derived
            quantity; in the order of the sheet.
        dwellings: dwellings that differ.
        facts: codes of facts of the procedure that differ.
        documents: codes of the documents concerned, in the order of the application.
        touches_criteria: a row's verdict, or what it rests on, differs: the change must be applied for
            promptly (handbook, change certification).
    """

    sheet: Changed
    rows: tuple[str, ...]
    dwellings: tuple[DwellingChange, ...]
    facts: tuple[str, ...]
    documents: tuple[str, ...]

    @property
    def touches_criteria(self) -> bool:
        """Whether anything a row rests on differs, or a dwelling."""
        return bool(self.rows or self.sheet.measurements or self.sheet.places or self.dwellings)

    def __bool__(self) -> bool:
        """Whether anything differs."""
        return bool(self.sheet) or bool(self.dwellings) or bool(self.facts)


def change_since(
    edition: Edition,
    certified: Assessment,
    today: Assessment,
    *,
    old: Evaluation | None = None,
    new: Evaluation | None = None,
) -> CertifiedChange:
    """What differs from the assessment that was certified.

    Args:
        edition: the edition of both.
        certified: the assessment as it was certified.
        today: the assessment as it is now.
        old: evaluation of the certified one, where it is at hand.
        new: evaluation of today's, where it is at hand.

    Raises:
        EditError: the two are of different editions; take the certified one to the new edition first.
    """
    if certified.case.edition != today.case.edition:
        raise EditError("editions_differ", old=certified.case.edition, new=today.case.edition)
    sheet = compare(edition, certified, today, old=old, new=new)
    dwellings = _dwellings(certified, today)
    codes = {*certified.facts, *today.facts}
    facts = tuple(sorted(one for one in codes if _fact(certified, one) != _fact(today, one)))
    documents = _documents(edition, sheet, dwellings=bool(dwellings))
    return CertifiedChange(sheet, _rows(edition, today, sheet), dwellings, facts, documents)


def state_at(rows: Iterable[JournalRow], seq: int) -> Assessment:
    """The assessment after an edit of the journal.

    Args:
        rows: the journal (`DocumentHandle.journal`).
        seq: number of that edit.
    """
    state = Assessment()
    for row in rows:
        if row.seq > seq:
            break
        state = state.apply(Edit(tuple((key, new) for key, _, new in row.changes))).state
    return from_records(state.records())


def filed_state(rows: Iterable[JournalRow], filing: str) -> Assessment | None:
    """The assessment as it was when a date was first entered for a filing; None: it has none."""
    listed = list(rows)
    for row in listed:
        for key, _, new in row.changes:
            if key == FilingKey(filing) and isinstance(new, Filing) and new.filed:
                return state_at(listed, row.seq)
    return None


def printed(
    edition: Edition,
    certified: Assessment,
    today: Assessment,
    found: CertifiedChange,
    *,
    since: str,
    language: Language = "ja",
    old: Evaluation | None = None,
    new: Evaluation | None = None,
) -> Changes:
    """The differences as they are printed and shown, dwellings and facts included.

    Args:
        edition: the edition of both.
        certified: the assessment as it was certified.
        today: the assessment as it is now.
        found: what `change_since` found.
        since: the stage in words.
        language: of every string.
        old: evaluation of the certified one, where it is at hand.
        new: evaluation of today's, where it is at hand.
    """
    before = old if old is not None else evaluate(edition, certified)
    after = new if new is not None else evaluate(edition, today)
    wording = Wording(edition, language)
    sheet = printed_changes(wording, found.sheet, before.snapshot.index, after.snapshot.index, since)
    separator = text("procedure.change.separator", language)
    dwellings = tuple(
        Change(
            one.number,
            text("procedure.change.dwelling", language),
            separator.join(one.before),
            separator.join(one.after),
        )
        for one in found.dwellings
    )
    words = ProcedureWording(edition, language)
    facts = tuple(
        Change("", _name(edition, code, language), _said(words, certified, code), _said(words, today, code))
        for code in found.facts
    )
    return Changes(
        since,
        (
            *sheet.groups,
            ChangeGroup(text("procedure.change.dwellings", language), dwellings),
            ChangeGroup(text("procedure.change.facts", language), facts),
        ),
    )


def _dwellings(before: Assessment, after: Assessment) -> tuple[DwellingChange, ...]:
    old, new = _described(before), _described(after)
    return tuple(
        DwellingChange(number, old.get(number, ()), new.get(number, ()))
        for number in {**old, **new}
        if old.get(number) != new.get(number)
    )


def _described(state: Assessment) -> dict[str, tuple[str, ...]]:
    """Per number: floor, unit type and area, as far as they are known."""
    found: dict[str, tuple[str, ...]] = {}
    for _, one in sorted_dwellings(state):
        unit = unit_type_of(state, one)
        area = area_of(state, one)
        said = (
            one.floor,
            "" if unit is None else state.places[unit].name,
            "" if area is None else f"{area:f} m²",
        )
        found[one.number] = tuple(part for part in said if part) or (one.number,)
    return found


def _rows(edition: Edition, today: Assessment, sheet: Changed) -> tuple[str, ...]:
    quantities = {one.key.quantity for one in sheet.measurements if isinstance(one.key, MeasurementKey)}
    touched = sheet.touched | {one.row for one in sheet.rows}
    if quantities:
        touched |= {row for row, reads in _reads(edition).items() if reads & quantities}
    return tuple(row.id for row in edition.rows_for(today.case.category) if row.id in touched)


@lru_cache(maxsize=8)
def _reads(edition: Edition) -> Mapping[str, frozenset[str]]:
    """What each row may look at; a page that follows every edit does not compile an edition for each."""
    evaluator = Evaluator(edition)
    return {row: evaluator.reads(row) for row in edition.rows}


def _documents(edition: Edition, sheet: Changed, *, dwellings: bool) -> tuple[str, ...]:
    """Documents concerned: those that show what was measured, or what an answer rests on."""
    procedure = edition.procedure
    if procedure is None:
        return ()
    touched: set[str] = set()
    if sheet.rows or sheet.measurements or sheet.answers or sheet.places:
        touched.add("checklist")
    for answered in sheet.answers:
        if isinstance(answered.key, AttestationKey | DecisionKey):
            touched |= _showing(procedure, edition.rows[answered.key.row].evidence)
    for key in (*(one.key for one in sheet.measurements), *(one.key for one in sheet.drawings)):
        if isinstance(key, MeasurementKey) and key.quantity in edition.quantities:
            touched |= _showing(procedure, (edition.quantities[key.quantity].drawing,))
            if key.quantity == "dwelling_exclusive_area_m2":
                touched.add("area_calculation")
    if sheet.places:
        touched |= _showing(procedure, ("floor_plan",))
    if dwellings:
        touched |= {"dwelling_list", "area_calculation", "floor_plans"}
    order = [code for one in procedure.applications for code in one.by_code]
    return tuple(code for code in dict.fromkeys(reversed(order)) if code in touched)[::-1]


def _showing(procedure: Procedure, drawings: Iterable[str]) -> set[str]:
    return {code for one in drawings for code in procedure.drawings.get(one, ())}  # type: ignore[call-overload] # any text may be looked up


def _fact(state: Assessment, code: str) -> bool | str | None:
    fact = state.facts.get(code)
    return None if fact is None else fact.value


def _name(edition: Edition, code: str, language: Language) -> str:
    procedure = edition.procedure
    fact = None if procedure is None else procedure.fact_by_code.get(code)
    return code if fact is None else fact.name.in_language(language)


def _said(words: ProcedureWording, state: Assessment, code: str) -> str:
    value = _fact(state, code)
    quantity = words.edition.quantities.get(code)
    if value is None:
        return ""
    if quantity is not None and (isinstance(value, bool) or quantity.options):
        return words.value(quantity, value)
    return str(value)
