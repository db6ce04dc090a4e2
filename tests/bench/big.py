"""A large assessment for the benches: 20 unit types of 12 rooms each, with parts, measured throughout."""

from decimal import Decimal

from assessor.assessment import Assessment, Attestation, Case, Measurement, PlaceRecord, from_records
from assessor.assessment.checks import attest_keys
from assessor.assessment.records import AttestationKey, CaseKey, Key, MeasurementKey, PlaceKey, Record
from assessor.criteria import Edition

ROOMS = (
    "entrance",
    "washroom",
    "bathroom",
    "toilet",
    "kitchen",
    "living_room",
    "bedroom",
    "bedroom",
    "bedroom",
    "corridor",
    "storage_room",
    "other_room",
)
PARTS = {
    "entrance": ("door", "floor_step"),
    "bathroom": ("door", "floor_step"),
    "toilet": ("door",),
    "washroom": ("door", "storage"),
    "living_room": ("door", "window", "storage"),
    "bedroom": ("door", "window", "storage"),
    "storage_room": ("door", "storage"),
    "kitchen": ("storage",),
}
OF_UNIT = ("balcony", "stair", "railing", "floor_step")
COMMON = ("common_passage", "common_stair", "common_entrance", "elevator", "railing", "ramp", "route")


def big_assessment(edition: Edition, category: str = "new", units: int = 20) -> Assessment:
    """Every quantity of every place is measured, every condition attested for the building."""
    records: list[tuple[Key, Record]] = [
        (
            CaseKey(),
            Case(name="大きな建物", edition=edition.code, category=category, edition_digest=edition.digest),
        )
    ]
    kinds: dict[str, str] = {}

    def place(place_id: str, kind: str, parent: str | None) -> None:
        kinds[place_id] = kind
        record = PlaceRecord(kind, f"{edition.kinds[kind].name.ja} {place_id}", parent, order=len(kinds))
        records.append((PlaceKey(place_id), record))

    place("building", "building", None)
    place("site", "site", "building")
    for number, kind in enumerate(COMMON):
        place(f"c{number}", kind, "building")
    place("facility", "facility", "site")
    for unit in range(1, units + 1):
        name = f"u{unit}"
        place(name, "unit_type", "building")
        for number, kind in enumerate(ROOMS):
            room = f"{name}-{number}"
            place(room, kind, name)
            for part, part_kind in enumerate(PARTS.get(kind, ())):
                place(f"{room}-{part}", part_kind, room)
        for number, kind in enumerate(OF_UNIT):
            place(f"{name}-p{number}", kind, name)
    for place_id, kind in kinds.items():
        own = edition.kind_and_wider(kind)
        records.extend(
            (MeasurementKey(place_id, quantity.code), Measurement(_value(quantity)))
            for quantity in edition.quantities.values()
            if set(own) & set(quantity.kinds)
        )
    for row in edition.rows.values():
        records.extend(
            (AttestationKey(row.id, key, "building"), Attestation(value=True)) for key in attest_keys(row)
        )
    return from_records(records)


def _value(quantity):
    if quantity.type == "flag":
        return True
    if quantity.type in {"choice", "grade"}:
        return quantity.option_codes[-1]
    if quantity.type == "list":
        return (Decimal(60), Decimal(30), Decimal(30), Decimal(60))
    if quantity.plausible is None:
        return Decimal(2)
    low, high = (Decimal(str(float(edge))) for edge in quantity.plausible)
    return ((low + high) / 2).quantize(Decimal(1))
