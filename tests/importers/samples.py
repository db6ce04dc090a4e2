"""Assessments to export and import, drawn at random: every kind of record, awkward texts and exact values."""

from decimal import Decimal
from fractions import Fraction

from hypothesis import strategies as st

from assessor.assessment import Attestation, Case, Decision, Measurement, PlaceRecord, RowNote, from_records
from assessor.assessment.checks import attest_keys
from assessor.assessment.records import (
    AttestationKey,
    CaseKey,
    DecisionKey,
    MeasurementKey,
    NoteKey,
    PlaceKey,
)
from assessor.criteria import load_edition

from .around_samples import around

EDITION = load_edition("draft")
# Texts that spreadsheets like to change: formulas, dates, numbers, leading zeros, line ends, quotes.
TEXTS = st.one_of(
    st.sampled_from(
        ["", "=1+1", "+81", "-5", "@SUM(A1)", "＝1", "'quoted", "''", "1/8", "007", "1.50", "1E5",
         "TRUE", "あ い", "a\nb",
         'x"y', "a,b;c", "髙﨑𠮷邉", "_x0041_", "#N/A", " edge ", "場所", "はい", "－", "NA", "1,200", "\t=1"]
    ),
    st.text(
        st.characters(exclude_categories=["Cs", "Cc", "Cn", "Co"], exclude_characters="\ufeff"), max_size=20
    ),
)  # fmt: skip
NAMES = TEXTS
PLACES = {"A": ("unit_type", "building"), "B": ("unit_type", "building"), "bath": ("bathroom", "A"),
          "kitchen": ("kitchen", "A"), "door-1": ("door", "bath"), "=room": ("bedroom", "B"),
          "007": ("stair", "B"),
          "住戸C": ("unit_type", "building"), "winder": ("winder", "007")}  # fmt: skip
ATTESTED = [(row.id, key) for row in EDITION.rows.values() for key in attest_keys(row)]
ROWS = list(EDITION.rows)


def numbers(quantity):
    if quantity.type == "count":
        return st.integers(0, 10**6).map(Decimal)
    return (
        st.decimals(0, 10**6, places=6)
        .map(lambda number: Decimal(f"{number:f}").normalize())
        .map(lambda number: Decimal(int(number)) if number == number.to_integral_value() else number)
    )


def values(quantity):
    match quantity.type:
        case "flag":
            return st.booleans()
        case "choice" | "grade":
            return st.sampled_from(quantity.option_codes)
        case "list":
            return st.lists(numbers(quantity), min_size=1, max_size=4).map(tuple)
        case _ if quantity.unit == "ratio":
            return st.one_of(numbers(quantity), st.sampled_from([Fraction(1, 12), Fraction(7, 3)]))
        case _:
            return numbers(quantity)


@st.composite
def measurements(draw):
    quantity = draw(st.sampled_from(list(EDITION.quantities.values())))
    kinds = {wide for kind in quantity.kinds for wide in (kind,)}
    fitting = [
        place
        for place, (kind, _) in {
            **PLACES,
            "building": ("building", None),
            "site": ("site", "building"),
        }.items()
        if set(EDITION.kind_and_wider(kind)) & kinds
    ] or ["building"]
    one = Measurement(
        draw(values(quantity)),
        draw(st.sampled_from(["typed", "imported", "plan"])),
        draw(TEXTS),
        draw(TEXTS),
        draw(st.sampled_from(["", "2026-01-02T03:04:05.678+00:00"])),
        draw(TEXTS),
    )
    return MeasurementKey(draw(st.sampled_from(fitting)), quantity.code), one


@st.composite
def assessments(draw):
    case = Case(
        name=draw(NAMES),
        edition="draft",
        category=draw(st.sampled_from(["new", "renovation", "existing"])),
        **{name: draw(TEXTS) for name in ("address", "owner", "assessor", "office", "remarks", "credit")},
        date_made=draw(st.sampled_from(["", "2026-02-03"])),
        edition_digest=EDITION.digest,
    )
    answers = st.sampled_from([None, True, False])
    records = {
        CaseKey(): case,
        PlaceKey("building"): PlaceRecord("building", draw(NAMES), None, complete=draw(answers)),
        PlaceKey("site"): PlaceRecord("site", draw(NAMES), "building", order=1),
    }
    orders = draw(st.permutations(range(2, 2 + len(PLACES))))
    for (place, (kind, parent)), order in zip(PLACES.items(), orders, strict=True):
        records[PlaceKey(place)] = PlaceRecord(
            kind, draw(NAMES), parent, applied=draw(st.booleans()), complete=draw(answers), order=order
        )
    records.update(draw(st.lists(measurements(), max_size=12)))
    signed = {"drawing": TEXTS, "note": TEXTS, "by": TEXTS}
    places = st.sampled_from(["building", *PLACES])
    for pair, place in draw(st.lists(st.tuples(st.sampled_from(ATTESTED), places), max_size=4)):
        records[AttestationKey(*pair, place)] = draw(st.builds(Attestation, st.booleans(), **signed))
    for row in draw(st.lists(st.sampled_from(ROWS), max_size=4)):
        verdicts = st.sampled_from(["conforming", "not_conforming", "not_applicable"])
        records[DecisionKey(row)] = draw(
            st.builds(Decision, verdicts, TEXTS, st.sampled_from(["", "0a1b"]), by=TEXTS)
        )
    # Rows of other categories too: a note on one stays when the category was changed.
    for row in draw(st.lists(st.sampled_from(ROWS), max_size=4)):
        note = draw(st.builds(RowNote, TEXTS, TEXTS, st.booleans()))
        if note != RowNote():
            records[NoteKey(row)] = note
    records.update(draw(around(EDITION, TEXTS)))
    return from_records(records.items())
