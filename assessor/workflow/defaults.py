"""Defaults of a project: a value at the building or a unit type serves the places in it without their own."""

from dataclasses import dataclass

from assessor.assessment.records import MeasuredValue
from assessor.evaluation.snapshot import CONTAINERS, UNIT_TYPE
from assessor.workflow.needed import Needed
from assessor.workflow.session import Session


@dataclass(frozen=True, slots=True)
class Default:
    """A quantity that can have a default at a place.

    Attributes:
        code: the quantity.
        value: the default; None: there is none.
        served: places inside that have no value nearer to them: these the default serves, or would.
        own: places inside with a value of their own, or nearer to them.
    """

    code: str
    value: MeasuredValue | None
    served: int
    own: int


def defaults(session: Session, asked: Needed, scope: str) -> list[Default]:
    """What can have a default at the building or a unit type: all that is measured at the places in it."""
    index, measured = session.evaluation.snapshot.index, session.state.measurements
    inside = [
        place
        for place, chain in index.chains.items()
        if scope in chain[1:] and index.places[place].kind not in CONTAINERS
    ]
    kinds = {index.places[place].kind for place in inside}
    found = []
    for code in asked.columns(kinds):
        if session.edition.quantities[code].type == "list":
            continue
        served = own = 0
        for place in inside:
            if code not in asked.at(index.places[place].kind):
                continue
            chain = index.chains[place]
            nearer = chain[: chain.index(scope)]
            if any(code in measured.get(one, {}) for one in nearer):
                own += 1
            else:
                served += 1
        record = measured.get(scope, {}).get(code)
        found.append(Default(code, None if record is None else record.value, served, own))
    return found


def scopes(session: Session) -> tuple[str, ...]:
    """Where defaults can stand: the building, and each unit type."""
    index = session.evaluation.snapshot.index
    return ("building", *(unit for unit in index.unit_types if index.places[unit].kind == UNIT_TYPE))
