"""Templates of unit types and common parts: places with names, ready to be measured."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

from pydantic import Field, TypeAdapter

from assessor.assessment import Assessment, Edit, Measurement, PlaceRecord
from assessor.assessment.edits import new_id
from assessor.assessment.records import DWELLING_COUNT, Key, MeasurementKey, PlaceKey, Record
from assessor.criteria import Edition
from assessor.criteria.nodes import Frozen, Text
from assessor.evaluation import BUILDING, SITE, UNIT_TYPE
from assessor.messages import Language
from assessor.paths import resource

TemplateFile = Literal["unit_types", "common_parts"]


class PlaceTemplate(Frozen):
    """A place of a template with the parts that lie in it.

    Attributes:
        values: what the choice of the template itself says, by quantity (never a guess of a measure).
    """

    kind: str
    name: Text
    values: dict[str, str] = Field(default_factory=dict)
    parts: tuple["PlaceTemplate", ...] = ()


class Template(Frozen):
    """A unit type, or a set of common parts.

    Attributes:
        places: what lies in the unit type, or in the building.
        site: what lies on the site.
        values: choices that hold for the building, by quantity.
    """

    code: str
    name: Text
    places: tuple[PlaceTemplate, ...] = ()
    site: tuple[PlaceTemplate, ...] = ()
    values: dict[str, str] = Field(default_factory=dict)


def templates(file: TemplateFile) -> tuple[Template, ...]:
    """All templates of a file, in its order."""
    data = resource("templates", f"{file}.json").read_bytes()
    return TypeAdapter(tuple[Template, ...]).validate_json(data)


def add_unit_type(
    edition: Edition, state: Assessment, template: Template, name: str, language: Language = "ja"
) -> tuple[str, Edit]:
    """A new unit type made from a template; gives its id and the edit.

    Nobody has said yet that the template lists all there is: until somebody does, a part that it does not
    name is not known, neither missing nor there.

    Kinds that the edition does not know, and places the edition does not allow there, are left out with
    everything in them.
    """
    maker = _Maker(edition, state, language)
    unit = maker.place(UNIT_TYPE, name, BUILDING, complete=False)
    maker.places(template.places, unit, UNIT_TYPE)
    return unit, Edit(tuple(maker.sets), "add_place")


@dataclass(frozen=True, slots=True)
class UnitChoice:
    """A template of unit types, and how many dwellings of it there are."""

    template: Template
    dwellings: int


def with_unit_types(
    edition: Edition, state: Assessment, choices: Iterable[UnitChoice], language: Language = "ja"
) -> Assessment:
    """An assessment to begin with: a unit type per choice, named A, B … and with its dwellings."""
    for choice in choices:
        name = next_unit_name(state)
        unit, edit = add_unit_type(edition, state, choice.template, name, language)
        count: list[tuple[Key, Record | None]] = []
        if DWELLING_COUNT in edition.quantities:
            count = [(MeasurementKey(unit, DWELLING_COUNT), Measurement(Decimal(choice.dwellings)))]
        state = state.apply(Edit((*edit.sets, *count), edit.label)).state
    return state


def add_common_parts(
    edition: Edition, state: Assessment, template: Template, language: Language = "ja"
) -> Edit:
    """Common parts, and parts of the site, made from a template.

    What the building already says (its access type, say) stays as it is.
    """
    maker = _Maker(edition, state, language)
    maker.places(template.places, BUILDING, BUILDING)
    maker.places(template.site, SITE, SITE)
    said = state.measurements.get(BUILDING, {})
    maker.values(BUILDING, {code: value for code, value in template.values.items() if code not in said})
    return Edit(tuple(maker.sets), "add_place")


def next_unit_name(state: Assessment) -> str:
    """The first letter (A, B, … Z, A2 …) that no unit type is called by."""
    used = {place.name for place in state.places.values() if place.kind == UNIT_TYPE}
    letters = [chr(code) for code in range(ord("A"), ord("Z") + 1)]
    numbers = ["", *(str(number) for number in range(2, 2 + len(used)))]
    return next(letter + number for number in numbers for letter in letters if letter + number not in used)


class _Maker:
    def __init__(self, edition: Edition, state: Assessment, language: Language) -> None:
        self._edition = edition
        self._state = state
        self._language = language
        self._taken: set[str] = set()
        self._order = max((one.order for one in state.places.values()), default=0)
        self.sets: list[tuple[Key, Record | None]] = []

    def place(self, kind: str, name: str, parent: str, *, complete: bool | None = None) -> str:
        """Adds one place; gives its id."""
        self._order += 1
        place = new_id(self._state, kind, self._taken)
        self._taken.add(place)
        record = PlaceRecord(kind, name, parent, complete=complete, order=self._order)
        self.sets.append((PlaceKey(place), record))
        return place

    def places(self, parts: tuple[PlaceTemplate, ...], parent: str, parent_kind: str) -> None:
        """Adds places with everything in them."""
        for part in parts:
            if self._fits(part.kind, parent_kind):
                place = self.place(part.kind, part.name.in_language(self._language), parent)
                self.values(place, part.values)
                self.places(part.parts, place, part.kind)

    def values(self, place: str, values: Mapping[str, Any]) -> None:
        """Adds what the template says of a place, as far as the edition knows it."""
        for code, value in values.items():
            quantity = self._edition.quantities.get(code)
            if quantity is not None and value in quantity.option_codes:
                self.sets.append((MeasurementKey(place, code), Measurement(value)))

    def _fits(self, kind: str, parent_kind: str) -> bool:
        known = self._edition.kinds.get(kind)
        if known is None or known.abstract:
            return False
        allowed = self._edition.allowed_parents(kind)
        return bool(set(self._edition.kind_and_wider(parent_kind)) & set(allowed)) or not allowed
