"""An assessment as the evaluation reads it."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from assessor.assessment.counting import counted, with_counts
from assessor.assessment.evidence_edits import doubtful
from assessor.assessment.ordering import ordered_places
from assessor.assessment.records import DWELLING_COUNT, Attestation, Measurement
from assessor.assessment.state import Assessment
from assessor.criteria import Edition
from assessor.evaluation import PlaceIndex, Value
from assessor.evaluation.snapshot import Decided, Doubtful, Snapshot


def snapshot(
    state: Assessment, edition: Edition, previous: tuple[Assessment, Snapshot] | None = None
) -> Snapshot:
    """The state as the evaluation reads it; what still holds of a previous snapshot is taken over."""
    before, old = previous if previous is not None else (None, None)
    if before is not None and old is not None and before.places is state.places:
        index = old.index
    else:
        ordered = ordered_places(state.places)
        index = PlaceIndex(edition, (record.place(place) for place, record in ordered))
    values: Mapping[str, Mapping[str, Value]]
    if before is not None and old is not None:
        values = _carry(before.measurements, state.measurements, old.values, _values_of)
        attested = _carry(before.attestations, state.attestations, old.attested, _attested_of)
    else:
        values = {place: _values_of(inner) for place, inner in state.measurements.items()}
        attested = {row: _attested_of(inner) for row, inner in state.attestations.items()}
    counts = counted(state, edition)
    earlier = () if old is None else {unit for unit, _ in old.counted}
    values = with_counts(values, state.measurements, counts, earlier)
    decisions = {row: Decided(one.verdict, one.basis) for row, one in state.decisions.items()}
    open_checks = doubtful(state) if state.stales else Doubtful()
    return Snapshot(
        state.case.category,
        index,
        values,
        attested,
        MappingProxyType(decisions),
        open_checks,
        frozenset((unit, DWELLING_COUNT) for unit in counts),
    )


def _values_of(inner: Mapping[str, Measurement]) -> dict[str, Value]:
    return {quantity: one.value for quantity, one in inner.items()}


def _attested_of(inner: Mapping[str, Mapping[str, Attestation]]) -> dict[str, dict[str, bool]]:
    return {key: {place: one.value for place, one in by_place.items()} for key, by_place in inner.items()}


def _carry(
    before: Mapping[str, Any], now: Mapping[str, Any], old: Mapping[str, Any], convert: Callable[[Any], Any]
) -> Mapping[str, Any]:
    if before is now:
        return old
    return {name: old[name] if before.get(name) is inner else convert(inner) for name, inner in now.items()}
