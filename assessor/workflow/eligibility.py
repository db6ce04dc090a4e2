"""認定要件: whether the building and each dwelling may be certified, with reasons, live."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import lru_cache

from assessor.assessment import Assessment
from assessor.assessment.procedure import count_mismatches, dwelling_of, procedure_snapshot
from assessor.assessment.records import DWELLING_COUNT
from assessor.criteria import Edition
from assessor.criteria.nodes import AnyOf, Measure
from assessor.criteria.procedure import Requirement
from assessor.criteria.procedure_view import procedure_view
from assessor.evaluation import BUILDING, Snapshot, State, Trace, deciding
from assessor.evaluation.conditions import RowProgram
from assessor.evaluation.lookup import Context
from assessor.evaluation.requirements import (
    FULFILMENTS,
    Fulfilment,
    ProcedureEvaluator,
    RequirementResult,
    eligible,
)
from assessor.messages import Language
from assessor.workflow.procedure_wording import ProcedureWording


@lru_cache(maxsize=8)
def procedure_evaluator(edition: Edition) -> ProcedureEvaluator:
    """The compiled procedure of an edition."""
    return ProcedureEvaluator(edition)


@dataclass(frozen=True, slots=True)
class Eligibility:
    """All requirements of a case.

    Attributes:
        fulfilment: of all together.
        snapshot: what they were asked of; its index names the places of the traces.
        mismatches: per unit type the number of dwellings entered and the number listed, where they differ.
        contradicted: codes of facts whose answer is not what other answers say.
    """

    fulfilment: Fulfilment
    results: tuple[RequirementResult, ...]
    snapshot: Snapshot
    mismatches: Mapping[str, tuple[Decimal, int]] = field(default_factory=dict)
    contradicted: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class EligibilityLine:
    """A requirement in words.

    Attributes:
        answer: the word of its fulfilment.
        reasons: what that rests on: values and limits, or what is not known yet.
        readings: how the product reads what the document leaves open.
    """

    requirement: Requirement
    fulfilment: Fulfilment
    name: str
    text: str
    answer: str
    reasons: tuple[str, ...]
    readings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Admission:
    """Whether one dwelling, or a unit type without listed dwellings, may be applied for.

    Attributes:
        place: id of the unit type; or of the place that stands for the dwelling.
        dwelling: id of the dwelling; None for a unit type.
    """

    place: str
    dwelling: str | None
    fulfilment: Fulfilment
    traces: tuple[Trace, ...]


def eligibility(edition: Edition, state: Assessment) -> Eligibility:
    """The requirements of the edition's procedure, asked of the case as it is now.

    A requirement that comes out otherwise by the list of dwellings than by the numbers entered is not
    determined: one of the two is wrong.
    """
    snapshot = procedure_snapshot(state, edition)
    results = procedure_evaluator(edition).requirements(snapshot)
    mismatches = count_mismatches(state)
    if mismatches:
        listed = procedure_evaluator(edition).requirements(procedure_snapshot(state, edition, by_list=True))
        results = tuple(
            one if one.fulfilment == other.fulfilment else replace(one, fulfilment="undetermined")
            for one, other in zip(results, listed, strict=True)
        )
    contradicted = _contradicted(edition, state, snapshot)
    return Eligibility(eligible(results), results, snapshot, mismatches, contradicted)


def _contradicted(edition: Edition, state: Assessment, snapshot: Snapshot) -> tuple[str, ...]:
    """Facts that follow from others, and were answered otherwise."""
    view = procedure_view(edition)
    facts = () if edition.procedure is None else edition.procedure.facts
    building = snapshot.values.get(BUILDING, {})
    found: list[str] = []
    for one in facts:
        answer = state.facts.get(one.code)
        if one.derive is None or answer is None or not isinstance(answer.value, bool):
            continue
        without = {code: value for code, value in building.items() if code != one.code}
        asked = Snapshot(snapshot.category, snapshot.index, {**snapshot.values, BUILDING: without})
        is_other = Measure(measure=one.code, op="is", value=not answer.value)
        trace = RowProgram(view, is_other).check(Context(view, asked, ""), BUILDING)
        if trace.state is State.TRUE:
            found.append(one.code)
    return tuple(found)


@lru_cache(maxsize=8)
def _reads(edition: Edition) -> frozenset[str]:
    """Quantities of the sheet that a requirement may look at."""
    procedure = edition.procedure
    view = procedure_view(edition)
    asked = () if procedure is None else procedure.requirements
    return frozenset(code for one in asked for code in RowProgram(view, one.condition).reads)


def basis(edition: Edition, state: Assessment) -> tuple[object, ...]:
    """Everything that the requirements are read from: while it is equal, so is what `eligibility` finds.

    Comparing it costs a fraction of asking anew for hundreds of dwellings, and most edits of a sheet touch
    nothing of it.
    """
    reads = _reads(edition)
    measured = {
        (place, code): one.value
        for place, inner in state.measurements.items()
        for code, one in inner.items()
        if code in reads
    }
    return state.case.category, state.facts, state.places, state.dwellings, measured


def admissions(found: Eligibility) -> tuple[Admission, ...]:
    """Per dwelling or unit type: whether the requirements asked of each dwelling are met."""
    by_place: dict[str, list[Trace]] = {}
    for result in found.results:
        if result.requirement.scope == "dwelling":
            for trace in result.scopes:
                by_place.setdefault(trace.place, []).append(trace)
    return tuple(
        Admission(place, dwelling_of(place), _together(traces), tuple(traces))
        for place, traces in by_place.items()
    )


def eligibility_lines(
    edition: Edition, found: Eligibility, language: Language = "ja"
) -> tuple[EligibilityLine, ...]:
    """The requirements in words, in the order of the document."""
    wording = ProcedureWording(edition, language)
    return tuple(_line(wording, found, result) for result in found.results)


def _together(traces: list[Trace]) -> Fulfilment:
    found = {FULFILMENTS.get(trace.state, "undetermined") for trace in traces}
    if "not_met" in found:
        return "not_met"
    return "undetermined" if "undetermined" in found else "met"


_STATES: dict[Fulfilment, State] = {"met": State.TRUE, "not_met": State.FALSE}
MOST_GROUPS = 12
"""Groups of dwellings that are named one by one; of hundreds of dwellings nobody reads each."""


def _line(wording: ProcedureWording, found: Eligibility, result: RequirementResult) -> EligibilityLine:
    snapshot = found.snapshot
    wanted = _STATES.get(result.fulfilment, State.UNKNOWN)
    traces = [trace for trace in result.scopes if trace.state is wanted]
    if not result.scopes:
        reasons = [wording.label("no_dwellings")]
    elif result.requirement.scope == "dwelling":
        reasons = _grouped(wording, snapshot, traces)
    else:
        reasons = [words for trace in traces for words in wording.rests_on(trace, snapshot.index)]
    requirement = result.requirement
    if found.contradicted:
        reads = RowProgram(wording.edition, requirement.condition).reads
        reasons += [
            wording.label("contradicted", name=wording.quantity(code))
            for code in found.contradicted
            if code in reads
        ]
    if found.mismatches and DWELLING_COUNT in RowProgram(wording.edition, requirement.condition).reads:
        places = snapshot.index.places
        reasons += [
            wording.label(
                "dwellings.fault.count_differs", name=places[unit].name, count=count, declared=declared
            )
            for unit, (declared, count) in found.mismatches.items()
        ]
    return EligibilityLine(
        requirement,
        result.fulfilment,
        requirement.name.in_language(wording.language),
        requirement.text.in_language(wording.language),
        wording.label(f"fulfilment.{result.fulfilment}"),
        tuple(dict.fromkeys(reasons)),
        tuple(reading.text.in_language(wording.language) for reading in requirement.readings),
    )


def _grouped(wording: ProcedureWording, snapshot: Snapshot, traces: list[Trace]) -> list[str]:
    """Dwellings of one unit type that rest on the same values say so together."""
    index = snapshot.index
    groups: dict[object, list[Trace]] = {}
    for trace in traces:
        unit = index.places[trace.place].parent if dwelling_of(trace.place) else trace.place
        leaves = tuple((id(leaf.node), leaf.state, str(leaf.value), leaf.reason) for leaf in deciding(trace))
        groups.setdefault((unit, leaves), []).append(trace)
    found: list[str] = []
    for together in list(groups.values())[:MOST_GROUPS]:
        first = together[0]
        path = wording.place_path(index, first.place)
        for words in wording.rests_on(_shortest(first), index):
            if len(together) > 1 and words.startswith(path):
                many = wording.label("dwellings.together", first=path, count=len(together))
                found.append(f"{many}{words.removeprefix(path)}")
            else:
                found.append(words)
    left = sum(map(len, list(groups.values())[MOST_GROUPS:]))
    return [*found, wording.label("dwellings.more", count=left)] if left else found


def _shortest(trace: Trace) -> Trace:
    """Of alternatives that hold, the first is enough to say."""
    if trace.state is State.TRUE and isinstance(trace.node, AnyOf):
        return next((part for part in trace.parts if part.state is State.TRUE), trace)
    return trace
