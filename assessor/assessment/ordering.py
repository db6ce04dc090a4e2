"""One order of the records, whatever the way by which they came: equal content gives equal bytes."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from assessor.assessment.records import PlaceRecord
from assessor.assessment.state import Assessment

_ROOTS = ("building", "site")


def ordered_places(places: Mapping[str, PlaceRecord]) -> list[tuple[str, PlaceRecord]]:
    """Places as the user ordered them; of equals building and site come first, then the ids decide."""
    return sorted(places.items(), key=lambda item: (item[1].order, item[0] not in _ROOTS, item[0]))


def in_order(state: Assessment) -> Assessment:
    """The same assessment with its records in one order.

    What the interchange form holds is ordered: places, dwellings, filings and drawings as the user ordered
    them, everything else by its key. Records of a review stay as they are: they travel in a form of their
    own, in the order in which they were made.
    """
    return replace(
        state,
        places=dict(ordered_places(state.places)),
        dwellings=_as_listed(state.dwellings),
        filings=_as_listed(state.filings),
        drawings=_as_listed(state.drawings),
        measurements=_by_key(state.measurements),
        attestations=_by_key(state.attestations),
        decisions=_by_key(state.decisions),
        notes=_by_key(state.notes),
        facts=_by_key(state.facts),
        enclosures=_by_key(state.enclosures),
        stales=_by_key(state.stales),
    )


def _as_listed(records: Mapping[str, Any]) -> dict[str, Any]:
    return dict(sorted(records.items(), key=lambda item: (item[1].order, item[0])))


def _by_key(records: Mapping[str, Any]) -> dict[str, Any]:
    return {
        key: _by_key(one) if isinstance(one, Mapping) else one
        for key, one in sorted(records.items(), key=lambda item: item[0])
    }
