"""What a row's verdict rests on, for the cell of the printed table: one entry per condition, worst place."""

from collections.abc import Iterable

from assessor.assessment import Assessment
from assessor.criteria.nodes import Attest, Exists, ForEach, Measure
from assessor.evaluation import VERDICTS, PlaceIndex, RowResult, State, Trace
from assessor.evaluation.trace import tightness
from assessor.messages import text
from assessor.report.content import Finding
from assessor.workflow.answers import rests_on
from assessor.workflow.wording import Wording

SHOWN = 5
"""Conditions listed in a cell; the others are counted."""


def findings(wording: Wording, index: PlaceIndex, result: RowResult) -> tuple[Finding, ...]:
    """Measured and open conditions each with its worst place; what was confirmed is only counted."""
    if not result.scopes:
        return (Finding("", wording.word("deciding.no_unit_types")),)
    same = [trace for trace in result.scopes if VERDICTS[trace.state] == result.machine]
    by_condition: dict[object, list[Trace]] = {}
    for trace in same:
        for leaf in _leaves(trace):
            by_condition.setdefault(_condition(leaf), []).append(leaf)
    confirmed = [leaves for leaves in by_condition.values() if all(map(_is_confirmed, leaves))]
    others = [leaves for leaves in by_condition.values() if not all(map(_is_confirmed, leaves))]
    found = [_finding(wording, index, leaves) for leaves in others[:SHOWN]]
    if len(others) > SHOWN:
        found.append(Finding("", text("report.more", wording.language, count=len(others) - SHOWN)))
    if confirmed:
        found.append(Finding("", text("report.confirmed", wording.language, count=len(confirmed))))
    return tuple(found)


def _condition(leaf: Trace) -> object:
    """What tells conditions apart; a value that is missing is missing once, whatever asks for it."""
    if isinstance(leaf.node, Measure) and leaf.value is None:
        return leaf.node.measure
    return id(leaf.node)


def _leaves(trace: Trace) -> list[Trace]:
    """What the state rests on; beside known leaves, open ones say nothing about a certain verdict."""
    found = rests_on(trace)
    if trace.state is State.UNKNOWN:
        return found
    return [leaf for leaf in found if leaf.state is not State.UNKNOWN] or found


def drawings(state: Assessment, row_id: str, result: RowResult) -> str:
    """Drawings of a row, one a line: its own, those of its confirmations, those of the values it rests on."""
    found = [*_own_drawings(state, row_id), *_entries(state, row_id, result).values()]
    return "\n".join(dict.fromkeys(one.strip() for one in found if one.strip()))


def evidence_share(state: Assessment, row_id: str, result: RowResult) -> tuple[int, int]:
    """How many entries behind a row name a drawing, of how many; one of the row's own stands for all."""
    entries = _entries(state, row_id, result)
    if any(one.strip() for one in _own_drawings(state, row_id)):
        return max(len(entries), 1), max(len(entries), 1)
    return sum(bool(one.strip()) for one in entries.values()), len(entries)


def _own_drawings(state: Assessment, row_id: str) -> list[str]:
    note = state.notes.get(row_id)
    return note.drawings.splitlines() if note else []


def _entries(state: Assessment, row_id: str, result: RowResult) -> dict[tuple[str, str], str]:
    """What each confirmation of a row, and each value it rests on, names as its drawing."""
    found = {
        (place, key): one.drawing
        for key, by_place in state.attestations.get(row_id, {}).items()
        for place, one in by_place.items()
    }
    for trace in result.scopes:
        for leaf in rests_on(trace):
            if isinstance(leaf.node, Measure) and leaf.value_place is not None:
                measured = state.measurements.get(leaf.value_place, {}).get(leaf.node.measure)
                found[leaf.value_place, leaf.node.measure] = "" if measured is None else measured.drawing
    return found


def _is_confirmed(leaf: Trace) -> bool:
    return isinstance(leaf.node, Attest) and leaf.state is State.TRUE


def _finding(wording: Wording, index: PlaceIndex, leaves: Iterable[Trace]) -> Finding:
    """The worst of the leaves of one condition, with how many places are alike."""
    ordered = sorted(leaves, key=tightness)
    worst = ordered[0]
    more = len({leaf.place for leaf in ordered}) - 1
    remarks = [wording.margin(worst), wording.recommended(worst)]
    if more:
        remarks.append(text("report.more_places", wording.language, count=more))
    return Finding(
        wording.place_path(index, worst.place),
        finding_text(wording, worst),
        "　".join(remark for remark in remarks if remark),
    )


def finding_text(wording: Wording, leaf: Trace) -> str:
    """One condition with how it came out, without its place."""

    def say(key: str, **params: object) -> str:
        return text(f"report.{key}", wording.language, **params)

    match leaf.node:
        case Measure() as node if leaf.value is None:
            return say("to_enter", name=wording.quantity(node.measure))
        case Measure() as node:
            return _measured(wording, node, leaf)
        case Attest() as node if leaf.state is State.UNKNOWN:
            return say("to_confirm", text=node.text.in_language(wording.language))
        case Attest() as node:
            return say("denied", text=node.text.in_language(wording.language))
        case ForEach(for_each=kind) | Exists(exists=kind) if leaf.reason in ("not_listed", "no_places"):
            return f"{wording.kind(kind)}{wording.word('colon')}{wording.reason(leaf)}"
        case _:
            return wording.reason(leaf) or wording.state(leaf.state)


def _measured(wording: Wording, node: Measure, leaf: Trace) -> str:
    """Sizes on a line of their own against the limit; yes, no and choices behind the name."""
    quantity = wording.edition.quantities[node.measure]
    name = wording.quantity(node.measure)
    if quantity.type in ("number", "count", "list"):
        shown = f"{name}\n{wording.comparison(leaf)}"
    else:
        shown = f"{name}{wording.word('colon')}{wording.value(quantity, leaf.value)}"
        if leaf.state is State.FALSE:
            shown += f"\n{text('report.asked', wording.language, limit=wording.limit(node))}"
    if leaf.reason in ("near_limit", "accepted_near_limit"):
        shown += f"\n{wording.reason(leaf)}"
    return shown
