"""Which leaves answer "why?" where several alternatives failed."""

from fractions import Fraction

from assessor.criteria.nodes import AllOf, AnyOf, Case, Measure
from assessor.evaluation.logic import FALSE, TRUE, State
from assessor.evaluation.trace import Trace, deciding


def limit(value: int) -> Measure:
    return Measure.model_validate({"measure": "step", "op": "<=", "value": value})


def leaf(value: int, found: int, place: str = "s") -> Trace:
    margin = Fraction(value - found)
    return Trace(limit(value), TRUE if margin >= 0 else FALSE, place, value=Fraction(found), margin=margin)


def word(state: State) -> Trace:
    node = Measure.model_validate({"measure": "kind", "op": "is", "value": "plain"})
    return Trace(node, state, "s", value="plain")


def any_of(*parts: Trace) -> Trace:
    node = AnyOf.model_construct(any_of=tuple(part.node for part in parts))
    return Trace(node, FALSE, "s", parts)


def case(*parts: Trace) -> Trace:
    node = Case.model_construct(case=parts[0].node, then=limit(1))
    reason = "does_not_apply" if parts[0].state is FALSE else ""
    return Trace(node, FALSE, "s", parts, reason=reason)


def test_of_two_limits_of_one_quantity_the_nearer_one_decides() -> None:
    assert [one.margin for one in deciding(any_of(leaf(180, 251), leaf(250, 251)))] == [Fraction(-1)]
    assert [one.margin for one in deciding(any_of(leaf(250, 251), leaf(180, 251)))] == [Fraction(-1)]


def test_limits_at_different_places_are_all_named() -> None:
    found = deciding(any_of(leaf(180, 251), leaf(180, 200, "t")))
    assert [(one.place, one.margin) for one in found] == [("s", Fraction(-71)), ("t", Fraction(-20))]


def test_a_branch_closed_by_its_condition_is_silent_where_another_was_open() -> None:
    found = deciding(any_of(case(word(FALSE)), case(word(TRUE), leaf(20, 25))))
    assert [one.margin for one in found] == [Fraction(-5)]


def test_where_every_branch_was_closed_their_conditions_decide() -> None:
    assert [one.value for one in deciding(any_of(case(word(FALSE)), case(word(FALSE))))] == ["plain", "plain"]


def test_in_all_of_every_failing_limit_stays() -> None:
    node = AllOf.model_construct(all_of=(limit(180), limit(250)))
    trace = Trace(node, FALSE, "s", (leaf(180, 251), leaf(250, 251)))
    assert [one.margin for one in deciding(trace)] == [Fraction(-71), Fraction(-1)]
