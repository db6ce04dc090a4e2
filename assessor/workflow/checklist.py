"""What the printed checklist says of an assessment: cover, summary, tables and the matrix of unit types."""

import hashlib
from datetime import date, datetime

from assessor.assessment import Assessment
from assessor.criteria import Edition, Row
from assessor.evaluation import (
    BUILDING,
    UNIT_TYPE,
    VERDICTS,
    Evaluation,
    Minimum,
    RowResult,
    TableTally,
)
from assessor.messages import Language, text
from assessor.report.content import (
    ChecklistData,
    Counts,
    CriteriaTable,
    CriterionRow,
    Fact,
    Finding,
    Matrix,
    MatrixRow,
    Reason,
    SignatureField,
    SummaryLine,
)
from assessor.workflow import checklist_appendix as appendix
from assessor.workflow.checklist_findings import drawings, findings
from assessor.workflow.checklist_way import way
from assessor.workflow.review_content import changes_page, examined, printed_findings, printed_rounds
from assessor.workflow.wording import Wording

POLICY = ("units", "limits", "imported", "approximate", "worst", "recommended", "default")


def checklist_data(
    edition: Edition,
    state: Assessment,
    evaluation: Evaluation,
    *,
    embedded: bytes,
    created: datetime,
    language: Language = "ja",
    signer: str = "",
) -> ChecklistData:
    """The content of the checklist.

    Args:
        edition: the edition the assessment is made against.
        state: the assessment.
        evaluation: its verdicts.
        embedded: the bytes of the interchange form that travel with the pages; their digest is printed.
        created: moment of the export, with time zone.
        language: of every string.
        signer: who signs, as the certificate names them; empty: the assessor named in the document.
    """
    wording = Wording(edition, language)
    case = state.case
    # On the examiner's desk the round before is the one before the present one.
    previous = state.last_round - state.is_desk
    category = next(one for one in edition.head.categories if one.code == case.category)
    summary = evaluation.summary

    def label(key: str, **params: object) -> str:
        return text(f"report.{key}", language, **params)

    return ChecklistData(
        language=language,
        title=label("title"),
        name=case.name,
        author=case.assessor or case.office,
        edition=_edition(edition, language),
        edition_code=edition.code,
        edition_digest=edition.digest,
        category=category.name.in_language(language),
        fingerprint=hashlib.sha256(embedded).hexdigest(),
        created=created,
        facts=_facts(wording, state, evaluation),
        result=summary.result,
        reasons=tuple(Reason(wording.summary_reason(one), one.rows) for one in summary.reasons),
        summary=_summary(wording, evaluation),
        tables=tuple(_table(wording, state, evaluation, code) for code in summary.tables),
        matrix=_matrix(wording, evaluation),
        way=way(wording, state, evaluation),
        overruled=appendix.overruled(wording, state, evaluation),
        not_applicable=appendix.not_applicable(wording, state, evaluation),
        readings=appendix.readings(wording, evaluation),
        edition_notes=tuple(note.in_language(language) for note in edition.head.notes),
        policy=tuple(label(f"policy.{name}") for name in POLICY),
        confirmations=appendix.confirmations(wording, state, evaluation),
        measurements=appendix.measurements(wording, state, evaluation),
        drawings=appendix.drawings(wording, state, evaluation),
        remarks=case.remarks,
        credit=case.credit,
        designer=SignatureField(label("signature.role.designer"), signer or case.assessor),
        official=SignatureField(label("signature.role.official"), ""),
        changes=changes_page(wording, state, evaluation, previous) if previous > 0 else None,
        findings=printed_findings(wording, state, list(evaluation.rows)),
        rounds=printed_rounds(state, language),
    )


def _facts(wording: Wording, state: Assessment, evaluation: Evaluation) -> tuple[Fact, ...]:
    """Case data of the cover; figures of the building come from its measurements."""
    case, index = state.case, evaluation.snapshot.index

    def say(key: str, **params: object) -> str:
        return text(f"report.{key}", wording.language, **params)

    def measured(code: str) -> str:
        quantity = wording.edition.quantities.get(code)
        one = state.measurements.get(BUILDING, {}).get(code)
        return "" if quantity is None or one is None else wording.value(quantity, one.value)

    dwellings, certified = measured("dwelling_count"), measured("certified_dwelling_count")
    if dwellings and certified:
        dwellings = say("dwellings", all=dwellings, certified=certified)
    units = [wording.place(index, unit) for unit in index.applied_unit_types]
    names = "、".join(units) if wording.language == "ja" else ", ".join(units)
    values = {
        "name": case.name,
        "address": case.address,
        "owner": case.owner,
        "structure": measured("structure_type"),
        "storeys": measured("storeys_above_ground"),
        "dwellings": dwellings,
        "unit_types": say("unit_types", count=len(units), names=names) if units else "",
        "assessor": case.assessor,
        "office": case.office,
        "date_made": _day(case.date_made, wording.language),
    }
    return tuple(Fact(say(f"fact.{name}"), value) for name, value in values.items())


def _edition(edition: Edition, language: Language) -> str:
    """Name and code of the edition, the code left out where it is the name."""
    name = edition.head.name.in_language(language)
    return name if name.casefold() == edition.code.casefold() else f"{name} ({edition.code})"


def _day(iso: str, language: Language) -> str:
    """A date as people write it; what is no date stays as it is."""
    try:
        day = date.fromisoformat(iso)
    except ValueError:
        return iso
    return f"{day.year}年{day.month}月{day.day}日" if language == "ja" else iso


def _counts(tallies: list[TableTally]) -> Counts:
    required, optional = [one.required for one in tallies], [one.optional for one in tallies]
    return Counts(
        required=sum(one.total for one in required),
        required_conforming=sum(one.conforming for one in required),
        required_not_applicable=sum(one.not_applicable for one in required),
        required_not_conforming=sum(one.not_conforming for one in required),
        required_undetermined=sum(one.undetermined for one in required),
        optional=sum(one.total for one in optional),
        optional_conforming=sum(one.conforming for one in optional),
        optional_undetermined=sum(one.undetermined for one in optional),
    )


def _summary(wording: Wording, evaluation: Evaluation) -> tuple[SummaryLine, ...]:
    """The tables in order, each group of several tables after its last one, the total at the end."""
    edition, tallies = wording.edition, evaluation.summary.tables
    minimums = {one.name: one for one in evaluation.summary.groups}
    lines: list[SummaryLine] = []
    for table in edition.tables:
        group = next((one for one in edition.head.groups if table.code in one.tables), None)
        own = minimums[group.name] if group is not None and len(group.tables) == 1 else None
        name = table.name.in_language(wording.language)
        lines.append(_line(wording.table(table.code), name, _counts([tallies[table.code]]), own, "table"))
        if group is not None and len(group.tables) > 1 and table.code == group.tables[-1]:
            counts = _counts([tallies[code] for code in group.tables])
            lines.append(_line(wording.group(group.name), "", counts, minimums[group.name], "group"))
    whole = _counts(list(tallies.values()))
    lines.append(_line(wording.group("total"), "", whole, evaluation.summary.total, "total"))
    return tuple(lines)


def _line(label: str, name: str, counts: Counts, minimum: Minimum | None, kind: str) -> SummaryLine:
    asked, lacking = (None, 0) if minimum is None else (minimum.minimum, minimum.missing)
    return SummaryLine(label, name, counts, asked, lacking, kind)  # type: ignore[arg-type] # one of three words


def _table(wording: Wording, state: Assessment, evaluation: Evaluation, code: str) -> CriteriaTable:
    table = next(one for one in wording.edition.tables if one.code == code)
    rows = tuple(_row(wording, state, evaluation, row) for row in table.rows if row.id in evaluation.rows)
    name = table.name.in_language(wording.language)
    return CriteriaTable(wording.table(code), name, _counts([evaluation.summary.tables[code]]), rows)


def _row(wording: Wording, state: Assessment, evaluation: Evaluation, row: Row) -> CriterionRow:
    result = evaluation.rows[row.id]
    note = state.notes.get(row.id)
    level = wording.edition.level(row, evaluation.snapshot.category)
    assert level is not None
    return CriterionRow(
        id=row.id,
        number=wording.number_of(row),
        item=row.item.in_language(wording.language),
        title=wording.title(row),
        text=row.text.in_language(wording.language),
        importance=row.importance or "",
        level=level,
        verdict=result.verdict,
        findings=(*_judged(wording, state, result), *findings(wording, evaluation.snapshot.index, result)),
        efforts=tuple(effort.in_language(wording.language) for effort in row.efforts),
        by_person=result.decided_by == "person",
        machine=result.machine if result.disagrees else None,
        recheck=result.recheck,
        drawings=drawings(state, row.id, result),
        remark=note.remark if note else "",
        examiner=examined(wording, state, row.id) if state.is_desk else "",
    )


def _judged(wording: Wording, state: Assessment, result: RowResult) -> tuple[Finding, ...]:
    """The reason of a person's decision that no other page lists."""
    decision = state.decisions.get(result.row)
    if decision is None or not decision.reason or result.disagrees or result.verdict == "not_applicable":
        return ()
    return (Finding("", text("report.decided", wording.language, reason=decision.reason)),)


def _matrix(wording: Wording, evaluation: Evaluation) -> Matrix:
    index = evaluation.snapshot.index
    rows = []
    for row_id, result in evaluation.rows.items():
        row = wording.edition.rows[row_id]
        level = wording.edition.level(row, evaluation.snapshot.category)
        if row.scope == UNIT_TYPE and level is not None:
            marks = {trace.place: VERDICTS[trace.state] for trace in result.scopes}
            in_order = tuple(marks[unit] for unit in index.applied_unit_types)
            rows.append(
                MatrixRow(row_id, row.title.in_language(wording.language), level, result.verdict, in_order)
            )
    units = tuple(wording.place(index, unit) for unit in index.applied_unit_types)
    return Matrix(units, tuple(rows))
