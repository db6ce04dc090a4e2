"""Assessments as an office sees them: a small building with three unit types, and an empty one."""

from datetime import datetime, timedelta, timezone
from decimal import Decimal

from assessor.assessment import Assessment, Case, Measurement, PlaceRecord, from_records, snapshot
from assessor.assessment.checks import attest_keys
from assessor.assessment.records import (
    Attestation,
    AttestationKey,
    CaseKey,
    Decision,
    DecisionKey,
    Key,
    MeasurementKey,
    NoteKey,
    PlaceKey,
    Record,
    RowNote,
)
from assessor.criteria import Edition
from assessor.evaluation import Evaluator, basis_of

MOMENT = datetime(2026, 5, 20, 12, 4, tzinfo=timezone(timedelta(hours=9)))
NAME = "（仮称）すぎなみ葛󠄀城ハイツ新築工事"
ARCHITECT = "髙﨑𠮷邉"
CREDIT = "Duplex Apartment（buildingSMART、CC BY 4.0）"

# Kind, name, and what is measured there.
ROOMS = (
    ("entrance", "玄関", {"sensor_or_foot_light_present": True, "entrance_handrail_present": False}),
    ("washroom", "洗面所・脱衣所", {"room_area_m2": "3.31", "washroom_handrail_present": False}),
    (
        "bathroom",
        "浴室",
        {
            "bath_short_side_mm": 1200,
            "bath_area_m2": "1.92",
            "bath_lock_height_mm": 1450,
            "bath_lock_unlockable_outside": True,
            "bath_handrail_present": True,
        },
    ),
    (
        "toilet",
        "トイレ",
        {
            "toilet_long_side_mm": 1350,
            "toilet_clearance_front_mm": 510,
            "toilet_handrail_present": True,
            "toilet_door_type": "outward",
        },
    ),
    (
        "kitchen",
        "台所",
        {"kitchen_layout_type": "facing", "sightline_kitchen_to_living": True, "cooker_present": True},
    ),
    ("living_room", "居間", {"room_area_m2": "16.52", "switch_height_mm": 900}),
    ("bedroom", "洋室1", {"room_area_m2": "9.94", "switch_height_mm": 1000}),
    ("bedroom", "洋室2", {"room_area_m2": "8.28"}),
    ("corridor", "廊下", {"corridor_width_mm": 850, "corridor_has_column": False}),
    ("balcony", "バルコニー", {}),
)
# Room, name, how it opens, which doorway, clear width.
DOORS = (
    ("entrance", "玄関ドア", "hinged", "entrance", 800),
    ("bathroom", "浴室ドア", "folding", "bathroom", 650),
    ("toilet", "トイレドア", "hinged", "interior", 750),
    ("bedroom", "引き戸", "sliding", "interior", 780),
)
PARK = {"facility_category": "park", "facility_straight_distance_m": 412}
HALL = {"common_passage_width_m": "1.4", "open_to_outside": True}
DWELLING = {"dwelling_exclusive_area_m2": "62.48", "unit_dwellings": 8}
UNITS = ("A", "B", "Cタイプ（角住戸）")
BUILDING = {
    "structure_type": "rc",
    "storeys_above_ground": 5,
    "dwelling_count": 24,
    "certified_dwelling_count": 20,
    "slab_thickness_mm": 200,
    "has_party_floor": True,
    "slab_structure": "rc",
    "party_wall_thickness_mm": 180,
    "has_party_wall": True,
    "party_wall_structure": "rc",
    "sash_sound_grade": "t1",
    "ev_present": True,
    "auto_lock_present": True,
}
RAIL = {
    "rail_location": "balcony",
    "rail_height_from_floor_mm": 1150,
    "foothold_present": False,
    "baluster_present": True,
    "baluster_gap_mm": 105,
}


def case(edition: Edition, category: str, **changes: str) -> Case:
    facts = {
        "name": NAME,
        "address": "東京都杉並区上荻二丁目38番13号",
        "owner": "株式会社 邉見地所",
        "assessor": ARCHITECT,
        "office": "髙﨑建築設計事務所",
        "date_made": "2026-05-20",
        "credit": CREDIT,
        "remarks": "地下駐車場は別途申請。浴室はユニットバス1216（メーカー仕様書による内法）。",
    }
    return Case(edition=edition.code, category=category, edition_digest=edition.digest, **(facts | changes))


def empty(edition: Edition, category: str) -> Assessment:
    """Nothing but an edition and a category."""
    blank = Case(edition=edition.code, category=category, edition_digest=edition.digest)
    return from_records(
        [
            (CaseKey(), blank),
            (PlaceKey("building"), PlaceRecord("building", "", None, complete=False)),
            (PlaceKey("site"), PlaceRecord("site", "", "building", complete=False, order=1)),
        ]
    )


def small(edition: Edition, category: str) -> Assessment:
    """Three unit types, mostly measured; the last has too small a bath."""
    records: list[tuple[Key, Record]] = [(CaseKey(), case(edition, category))]
    order = 0

    def place(place_id: str, kind: str, name: str, parent: str | None, values: dict[str, object]) -> None:
        nonlocal order
        order += 1
        records.append((PlaceKey(place_id), PlaceRecord(kind, name, parent, order=order)))
        for code, value in values.items():
            exact = Decimal(str(value)) if _numeric(edition, code) else value
            found = Measurement(exact, drawing="A-12" if code.startswith("bath") else "")
            records.append((MeasurementKey(place_id, code), found))

    place("building", "building", "", None, BUILDING)
    place("site", "site", "", "building", {})
    place("park", "facility", "上荻児童公園", "site", PARK)
    place("hall", "common_passage", "共用廊下", "building", HALL)
    place("ev", "elevator", "1号機", "building", {"ev_door_width_mm": 800, "ev_depth_mm": 1350})
    for number, name in enumerate(UNITS):
        unit = f"u{number}"
        place(unit, "unit_type", name, "building", DWELLING)
        rooms = {}
        for index, (kind, room, values) in enumerate(ROOMS):
            is_small = kind == "bathroom" and number == len(UNITS) - 1
            changed = {"bath_area_m2": "1.87", "bath_short_side_mm": 1190} if is_small else {}
            place(f"{unit}-{index}", kind, room, unit, values | changed)
            rooms.setdefault(kind, f"{unit}-{index}")
        for kind, door, opens, doorway, width in DOORS:
            values = {"door_type": opens, "opening_location": doorway, "door_clear_width_mm": width}
            place(f"{unit}-d-{kind}", "door", door, rooms[kind], values)
        place(f"{unit}-rail", "railing", "バルコニー手すり", rooms["balcony"], RAIL)
    rows = edition.rows_for(category)
    for position, row in enumerate(rows):
        if position % 3:
            given = Attestation(position % 11 != 4, drawing="仕上表 A-03")
            records.extend((AttestationKey(row.id, key, "building"), given) for key in attest_keys(row))
    optional = [row for row in rows if edition.level(row, category) == "optional"]
    none_planned = Decision(
        "not_applicable", "該当する施設の計画がない。", "", "2026-05-19T10:00:00Z", ARCHITECT
    )
    records += [
        (NoteKey(rows[0].id), RowNote("A-01\nA-02", "公園は区立。")),
        (NoteKey(rows[8].id), RowNote("A-12", "型枠寸法は施工図で確認する。" * 12)),
        (DecisionKey(optional[-1].id), none_planned),
    ]
    first = from_records(records)
    evaluation = Evaluator(edition).evaluate(snapshot(first, edition))
    against = next(one for one in evaluation.rows.values() if one.machine == "not_conforming")
    reason = "承認図（A-12 改訂2）で内法1,200mm・1.92㎡を確認した。モデルの値は旧版である。"
    decided = Decision("conforming", reason, basis_of(against.scopes), "2026-05-19T10:12:00Z", ARCHITECT)
    records.append((DecisionKey(against.row), decided))
    return from_records(records)


def _numeric(edition: Edition, code: str) -> bool:
    return edition.quantities[code].type in {"number", "count"}
