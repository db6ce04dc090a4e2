"""The checklist's later pages: decisions, readings, confirmations, measurements, drawings."""

from assessor.assessment import Assessment, Attestation, Measurement
from assessor.assessment.checks import attest_keys
from assessor.evaluation import BUILDING, SITE, UNIT_TYPE, Evaluation
from assessor.messages import text
from assessor.report.content import (
    Confirmation,
    DrawingReference,
    Measured,
    MeasuredPlace,
    MeasuredSection,
    Statement,
)
from assessor.workflow.answers import rests_on
from assessor.workflow.wording import Wording

USES_SHOWN = 12
"""Rows and places listed behind a drawing; the others are counted."""


def overruled(wording: Wording, state: Assessment, evaluation: Evaluation) -> tuple[Statement, ...]:
    """Decisions against what was entered, with their reasons."""
    found = []
    for row_id, result in evaluation.rows.items():
        if result.disagrees:
            decision = state.decisions[row_id]
            said = text(
                "report.overruled.change",
                wording.language,
                verdict=wording.verdict(result.verdict),
                machine=wording.verdict(result.machine),
            )
            title = wording.edition.rows[row_id].title.in_language(wording.language)
            notes = (said, *_signed(wording, decision.by, decision.at))
            found.append(Statement((row_id,), title, decision.reason, notes))
    return tuple(found)


def not_applicable(wording: Wording, state: Assessment, evaluation: Evaluation) -> tuple[Statement, ...]:
    """Required rows that do not apply, with the reason given or found."""
    found = []
    for row_id, result in evaluation.rows.items():
        row = wording.edition.rows[row_id]
        if (
            result.verdict != "not_applicable"
            or wording.edition.level(row, state.case.category) != "required"
        ):
            continue
        decision = state.decisions.get(row_id)
        notes: tuple[str, ...] = ()
        if decision is not None:
            reason = decision.reason or text("report.no_reason", wording.language)
            notes = _signed(wording, decision.by, decision.at)
        else:
            leaves = [rests_on(trace)[0] for trace in result.scopes]
            found_out = next((said for leaf in leaves if (said := wording.reason(leaf))), "")
            reason = found_out or text("report.no_such_part", wording.language)
        found.append(Statement((row_id,), row.title.in_language(wording.language), reason, notes))
    return tuple(found)


def readings(wording: Wording, evaluation: Evaluation) -> tuple[Statement, ...]:
    """How the edition reads what the document leaves open; rows with the same reading stand together."""
    grouped: dict[tuple[str, str], list[str]] = {}
    for row_id in evaluation.rows:
        for reading in wording.edition.rows[row_id].readings:
            other = "" if reading.other is None else reading.other.in_language(wording.language)
            grouped.setdefault((reading.text.in_language(wording.language), other), []).append(row_id)
    return tuple(
        Statement(
            tuple(rows),
            wording.edition.rows[rows[0]].title.in_language(wording.language),
            said,
            (text("report.readings.other", wording.language, text=other),) if other else (),
        )
        for (said, other), rows in grouped.items()
    )


def confirmations(wording: Wording, state: Assessment, evaluation: Evaluation) -> tuple[Confirmation, ...]:
    """What persons confirmed or denied, in the order of the form."""
    index = evaluation.snapshot.index
    found: list[Confirmation] = []
    for row_id in evaluation.rows:
        by_key = state.attestations.get(row_id, {})
        for key, node in attest_keys(wording.edition.rows[row_id]).items():
            found.extend(
                Confirmation(
                    row_id,
                    wording.node(node),
                    wording.place_path(index, place),
                    one.value,
                    _source(wording, one),
                )
                for place, one in by_key.get(key, {}).items()
            )
    return tuple(found)


def measurements(wording: Wording, state: Assessment, evaluation: Evaluation) -> tuple[MeasuredSection, ...]:
    """The values of the building, the site and each unit type, places in the order of the tree."""
    index = evaluation.snapshot.index
    sections = []
    for root in (BUILDING, SITE, *index.unit_types):
        places = _places_below(wording, state, evaluation, root, 0)
        key = root
        if root in index.unit_types:
            key = UNIT_TYPE if root in index.applied_unit_types else "not_applied"
        title = text(f"report.measurements.{key}", wording.language, name=wording.place(index, root))
        if any(place.values for place in places):
            sections.append(MeasuredSection(title, tuple(places)))
    return tuple(sections)


def _places_below(
    wording: Wording, state: Assessment, evaluation: Evaluation, place_id: str, depth: int
) -> list[MeasuredPlace]:
    index = evaluation.snapshot.index
    place = index.places[place_id]
    values = tuple(
        _measured(wording, place.kind, code, one)
        for code, one in state.measurements.get(place_id, {}).items()
    )
    found = [MeasuredPlace(depth, wording.place(index, place_id), wording.kind(place.kind), values)]
    for child in index.children[place_id]:
        # The site and the unit types have sections of their own.
        if index.places[child].kind not in (SITE, UNIT_TYPE):
            found.extend(_places_below(wording, state, evaluation, child, depth + 1))
    return found


def _measured(wording: Wording, kind: str, code: str, one: Measurement) -> Measured:
    quantity = wording.edition.quantities[code]
    carried = not quantity.kinds or bool(set(wording.edition.kind_and_wider(kind)) & set(quantity.kinds))
    return Measured(
        wording.quantity_and_basis(code),
        wording.value(quantity, one.value),
        is_default=not carried,
        source=_source(wording, one),
    )


def drawings(wording: Wording, state: Assessment, evaluation: Evaluation) -> tuple[DrawingReference, ...]:
    """Each drawing with the rows and places that refer to it."""
    index = evaluation.snapshot.index
    uses: dict[str, list[str]] = {}

    def refer(drawing: str, use: str) -> None:
        for line in drawing.splitlines():
            if line.strip() and use not in uses.setdefault(line.strip(), []):
                uses[line.strip()].append(use)

    for row_id in evaluation.rows:
        note = state.notes.get(row_id)
        if note is not None:
            refer(note.drawings, row_id)
        for by_place in state.attestations.get(row_id, {}).values():
            for attestation in by_place.values():
                refer(attestation.drawing, row_id)
    for place, by_quantity in state.measurements.items():
        for measurement in by_quantity.values():
            refer(measurement.drawing, wording.place_path(index, place))
    found = []
    for drawing, used in sorted(uses.items()):
        more = len(used) - USES_SHOWN
        listed = text("report.separator", wording.language).join(used[:USES_SHOWN])
        if more > 0:
            listed += " " + text("report.more", wording.language, count=more)
        found.append(DrawingReference(drawing, listed))
    return tuple(found)


def _source(wording: Wording, one: Measurement | Attestation) -> str:
    parts = [one.drawing, one.note]
    if isinstance(one, Measurement) and one.origin != "typed":
        parts.insert(0, text(f"report.origin.{one.origin}", wording.language))
    return " ".join(part for part in parts if part)


def _signed(wording: Wording, by: str, at: str) -> tuple[str, ...]:
    """Who decided and on which day, as far as it is known."""
    if by and at:
        return (text("report.by", wording.language, by=by, at=at[:10]),)
    return (by or at[:10],) if by or at else ()
