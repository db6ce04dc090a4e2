"""Three-valued logic with a fourth state for "nothing to meet"."""

from collections.abc import Iterable
from enum import Enum


class State(Enum):
    """Truth of a condition at a place.

    VOID means that there is nothing to meet: the part is missing, or an exception excuses it.
    """

    TRUE = "true"
    FALSE = "false"
    UNKNOWN = "unknown"
    VOID = "void"


TRUE, FALSE, UNKNOWN, VOID = State.TRUE, State.FALSE, State.UNKNOWN, State.VOID


def all_of(states: Iterable[State]) -> State:
    """False when one is false, else unknown when one is unknown, else true; void when all are void."""
    result = VOID
    for state in states:
        if state is FALSE:
            return FALSE
        if state is UNKNOWN:
            result = UNKNOWN
        elif state is TRUE and result is VOID:
            result = TRUE
    return result


def any_of(states: Iterable[State]) -> State:
    """True when one is true, else unknown when one is unknown, else false; void when all are void."""
    result = VOID
    for state in states:
        if state is TRUE:
            return TRUE
        if state is UNKNOWN:
            result = UNKNOWN
        elif state is FALSE and result is VOID:
            result = FALSE
    return result


def negate(state: State) -> State:
    """True for false and false for true; unknown and void stay."""
    if state is TRUE:
        return FALSE
    return TRUE if state is FALSE else state


def where(condition: State, inner: State) -> State:
    """What is asked only where the condition holds: void elsewhere; unknown unless met anyway."""
    if condition is TRUE:
        return inner
    if condition is FALSE or condition is VOID:
        return VOID
    return inner if inner is TRUE or inner is VOID else UNKNOWN


def branch(condition: State, inner: State) -> State:
    """A branch that is open only where the condition holds: false elsewhere."""
    if condition is TRUE:
        return TRUE if inner is VOID else inner
    if condition is FALSE or condition is VOID:
        return FALSE
    return FALSE if inner is FALSE else UNKNOWN


def unless(excuse: State, inner: State) -> State:
    """An excused place does not count, unless it meets the rule anyway; an open excuse leaves it open."""
    if inner is TRUE or inner is VOID:
        return inner
    if excuse is TRUE:
        return VOID
    return UNKNOWN if excuse is UNKNOWN else inner


def agree(one: State, other: State) -> State | None:
    """The state that two possible cases share; None where they differ.

    A place that meets the rule in one case and has nothing to meet in another counts as met.
    """
    if one is other:
        return one
    if (one is TRUE and other is VOID) or (one is VOID and other is TRUE):
        return TRUE
    return None
