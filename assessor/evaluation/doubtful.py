"""Whether a row rests on something that is to be checked again because its drawing was replaced."""

from collections.abc import Iterable

from assessor.criteria.expressions import names, parse
from assessor.criteria.model import Edition
from assessor.criteria.nodes import Measure
from assessor.evaluation.snapshot import Snapshot
from assessor.evaluation.trace import Trace, leaves


def rests_on_doubtful(row: str, scopes: Iterable[Trace], snapshot: Snapshot) -> bool:
    """Whether a value, confirmation or note behind a row is to be checked again."""
    doubtful = snapshot.doubtful
    if not doubtful:
        return False
    if row in doubtful.rows or any(one[0] == row for one in doubtful.attested):
        return True
    if not doubtful.values:
        return False
    codes = {code for _, code in doubtful.values}
    edition = snapshot.index.edition
    return any(
        _is_doubtful(edition, snapshot, leaf, codes)
        for scope in scopes
        for leaf in leaves(scope)
        if isinstance(leaf.node, Measure) and leaf.value is not None
    )


def _is_doubtful(edition: Edition, snapshot: Snapshot, leaf: Trace, codes: set[str]) -> bool:
    assert isinstance(leaf.node, Measure)
    values = snapshot.doubtful.values
    if leaf.value_place is not None:
        return (leaf.value_place, leaf.node.measure) in values
    inputs = inputs_of(edition, leaf.node.measure) & codes
    if not inputs:
        return False
    # A derived value takes its inputs from around its place or from the places below it.
    chains = snapshot.index.chains
    around = chains.get(leaf.place, ())
    return any(
        code in inputs and (place in around or leaf.place in chains.get(place, ())) for place, code in values
    )


def inputs_of(edition: Edition, code: str) -> set[str]:
    """The quantity and all that it is derived from, at any depth."""
    found: set[str] = set()
    waiting = [code]
    while waiting:
        current = waiting.pop()
        if current in found or current not in edition.quantities:
            continue
        found.add(current)
        derive = edition.quantities[current].derive
        if derive is not None:
            waiting.extend(names(parse(derive)))
    return found
