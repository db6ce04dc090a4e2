"""The requirements and conditions of a procedure, evaluated with the same logic as the rows."""

from dataclasses import dataclass
from typing import Literal

from assessor.criteria.model import Edition
from assessor.criteria.nodes import Node
from assessor.criteria.procedure import DWELLING, Requirement
from assessor.criteria.procedure_view import procedure_view
from assessor.evaluation import logic
from assessor.evaluation.conditions import RowProgram
from assessor.evaluation.logic import FALSE, TRUE, UNKNOWN, State
from assessor.evaluation.lookup import Context
from assessor.evaluation.snapshot import BUILDING, Snapshot
from assessor.evaluation.trace import Trace

Fulfilment = Literal["met", "not_met", "undetermined"]
FULFILMENTS: dict[State, Fulfilment] = {TRUE: "met", FALSE: "not_met", UNKNOWN: "undetermined"}


@dataclass(frozen=True, slots=True)
class RequirementResult:
    """How one requirement came out.

    Attributes:
        scopes: the trace at the building; or at each dwelling applied for, and at each unit type applied for
            of which no dwelling is listed.
    """

    requirement: Requirement
    fulfilment: Fulfilment
    scopes: tuple[Trace, ...]


class ProcedureEvaluator:
    """The compiled conditions of an edition's procedure. Holds no state of an assessment."""

    def __init__(self, edition: Edition) -> None:
        self.view = procedure_view(edition)
        procedure = edition.procedure
        self._requirements = [
            (one, RowProgram(self.view, one.condition))
            for one in (() if procedure is None else procedure.requirements)
        ]
        # Conditions live as long as the edition, so that their identity can stand for them.
        self._conditions: dict[int, RowProgram] = {}

    def requirements(self, snapshot: Snapshot) -> tuple[RequirementResult, ...]:
        """All requirements; the snapshot is one of `assessment.procedure.procedure_snapshot`."""
        return tuple(self._result(one, program, snapshot) for one, program in self._requirements)

    def _result(self, requirement: Requirement, program: RowProgram, snapshot: Snapshot) -> RequirementResult:
        roots = dwelling_roots(snapshot) if requirement.scope == "dwelling" else (BUILDING,)
        context = Context(self.view, snapshot, requirement.code)
        scopes = tuple(program.check(context, root) for root in roots)
        state = logic.all_of(trace.state for trace in scopes)
        return RequirementResult(requirement, FULFILMENTS.get(state, "undetermined"), scopes)

    def check(self, condition: Node, snapshot: Snapshot) -> Trace:
        """A condition of a document, step or period, asked of the case."""
        program = self._conditions.get(id(condition))
        if program is None:
            program = self._conditions[id(condition)] = RowProgram(self.view, condition)
        return program.check(Context(self.view, snapshot, ""), BUILDING)

    def holds(self, condition: Node | None, snapshot: Snapshot) -> State:
        """Whether a condition holds; none always does."""
        return TRUE if condition is None else self.check(condition, snapshot).state


def eligible(results: tuple[RequirementResult, ...]) -> Fulfilment:
    """Whether all requirements are met."""
    found = {result.fulfilment for result in results}
    if "not_met" in found:
        return "not_met"
    return "undetermined" if "undetermined" in found or not found else "met"


def dwelling_roots(snapshot: Snapshot) -> tuple[str, ...]:
    """Dwellings applied for, and applied unit types of which none is listed, in order."""
    index = snapshot.index
    found: list[str] = []
    for unit in index.applied_unit_types:
        found.extend(index.below(unit, DWELLING, applied_only=False) or (unit,))
    found.extend(child for child in index.children[BUILDING] if index.places[child].kind == DWELLING)
    return tuple(found)
