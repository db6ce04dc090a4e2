"""Laws of the verdicts: a better measurement never makes a row worse; the order of entry does not matter."""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessor.assessment import Edit, from_records, snapshot
from assessor.assessment.records import AttestationKey, DecisionKey, MeasurementKey
from assessor.criteria import Edition, load_edition
from assessor.criteria.expressions import derived_from, parse
from assessor.criteria.nodes import (
    AllOf,
    AnyOf,
    Attest,
    Case,
    Exists,
    ForEach,
    If,
    Measure,
    Node,
    Not,
    Unless,
    walk,
)
from assessor.evaluation import Place, PlaceIndex, Snapshot, State
from assessor.evaluation.conditions import RowProgram
from assessor.evaluation.lookup import Context
from assessor.evaluation.measured import compile_measure
from assessor.paths import resource
from assessor.workflow.interchange import read_assessment
from assessor.workflow.session import Session

EDITIONS = {code: load_edition(code) for code in ("draft", "r4")}
RISING, FALLING = {">=", ">", "at_least"}, {"<=", "<"}
ORDER = {State.FALSE: 0, State.UNKNOWN: 1, State.VOID: 2, State.TRUE: 3}
"""From worst to best: a place that is excused and meets the rule anyway counts as meeting it."""
ROOT = {"unit_type": "unit", "building": "building", "site": "site"}


def exact(limit: Decimal | Fraction) -> Decimal:
    """A limit as a decimal number."""
    ratio = Fraction(limit)
    return Decimal(ratio.numerator) / Decimal(ratio.denominator)


def leaves(code: str) -> list[Measure]:
    """Every leaf of an edition that names a least or a greatest value, each once."""
    found: dict[tuple[object, ...], Measure] = {}
    for row in EDITIONS[code].rows.values():
        for node in walk(row.condition):
            if isinstance(node, Measure) and node.op in RISING | FALLING:
                found[node.measure, node.op, node.value, node.approx] = node
    return list(found.values())


@pytest.mark.parametrize("code", EDITIONS)
def test_a_better_value_never_fails_where_a_worse_one_passes(code):
    edition = EDITIONS[code]
    tried = 0
    for node in leaves(code):
        quantity = edition.quantities[node.measure]
        if not quantity.kinds:
            continue  # always derived: what it follows from is tried below
        kind = quantity.kinds[0]
        if kind in edition.kinds and edition.kinds[kind].abstract:
            kind = _concrete(edition, kind)
        parts = [Place("here", kind)] if kind not in ("building", "site") else []
        at = kind if kind in ("building", "site") else "here"
        index = PlaceIndex(edition, parts)
        check = compile_measure(edition, node)
        if node.op == "at_least":
            values: list[object] = list(quantity.option_codes)
        else:
            assert isinstance(node.value, Decimal | Fraction)
            limit = exact(node.value)
            steps = ("0", "0.5", "0.9", "0.949", "0.95", "0.999", "1", "1.001", "1.05", "1.051", "1.1", "3")
            values = [(limit or Decimal(1)) * Decimal(step) for step in steps]
            if node.op in FALLING:
                values.reverse()
        states = []
        for value in values:
            snap = Snapshot("new", index, {at: {node.measure: value}})
            states.append(ORDER[check(Context(edition, snap, "row"), at).state])
        assert states == sorted(states), (node, values, states)
        assert states[-1] == ORDER[State.TRUE], f"the best value passes: {node}"
        tried += 1
    assert tried > 50


def _concrete(edition: Edition, kind: str) -> str:
    """A kind that places can have, as narrow as it takes."""
    if kind not in edition.kinds or not edition.kinds[kind].abstract:
        return kind
    return next(
        one.code
        for one in edition.kinds.values()
        if not one.abstract and kind in edition.kind_and_wider(one.code)
    )


def inputs_of(edition: Edition, code: str) -> set[str]:
    """Quantities that a derived quantity follows from, at any depth."""
    derive = edition.quantities[code].derive
    found: set[str] = set()
    for name in derived_from(parse(derive)) if derive is not None else ():
        found |= {name} | inputs_of(edition, name)
    return found


def polarity(node: Node, *, is_asked: bool = True) -> Iterator[tuple[Measure, bool]]:
    """The measured leaves with whether they are only asked for; those that open a case are not."""
    match node:
        case Measure():
            yield node, is_asked
        case AllOf(all_of=parts) | AnyOf(any_of=parts):
            for part in parts:
                yield from polarity(part, is_asked=is_asked)
        case If(if_=condition, then=then) | Case(case=condition, then=then):
            yield from polarity(condition, is_asked=False)
            yield from polarity(then, is_asked=is_asked)
        case Unless(unless=excuses, then=then):
            for part in excuses:
                yield from polarity(part, is_asked=False)
            yield from polarity(then, is_asked=is_asked)
        case ForEach(must=must, where=where):
            if where is not None:
                yield from polarity(where, is_asked=False)
            yield from polarity(must, is_asked=is_asked)
        case Exists(that=that):
            yield from polarity(that, is_asked=is_asked)
        case Not(not_=part):
            yield from polarity(part, is_asked=False)
        case _:
            pass


def monotone(edition: Edition) -> list[tuple[str, str, bool]]:
    """Row, quantity and whether more is better, for every quantity that a row only asks for in one way."""
    found = []
    for row in edition.rows.values():
        marked = list(polarity(row.condition))
        used_otherwise = {node.measure for node, is_asked in marked if not is_asked}
        for node, _ in marked:
            used_otherwise |= inputs_of(edition, node.measure)
        for code in dict.fromkeys(node.measure for node, _ in marked):
            operators = {node.op for node, _ in marked if node.measure == code}
            if code in used_otherwise or edition.quantities[code].type != "number":
                continue
            if operators <= RISING or operators <= FALLING:
                found.append((row.id, code, operators <= RISING))
    return found


class Model:
    """A small building with one place of every kind that a row looks at."""

    def __init__(self, edition: Edition, row_id: str) -> None:
        self.edition = edition
        self.row = edition.rows[row_id]
        self.places = {
            "building": Place("building", "building", parent=None, complete=True),
            "site": Place("site", "site", complete=True),
            "unit": Place("unit", "unit_type", complete=True),
        }
        for node in walk(self.row.condition):
            if isinstance(node, ForEach | Exists):
                kind = node.for_each if isinstance(node, ForEach) else node.exists
                if kind not in ROOT:
                    self._add(_concrete(edition, kind))

    def _add(self, kind: str) -> str:
        if kind in ROOT:
            return ROOT[kind]
        if kind not in self.places:
            parents = [_concrete(self.edition, one) for one in self.edition.allowed_parents(kind)]
            own = self.row.scope if self.row.scope in parents else None
            parent = own or next((one for one in parents if one != kind), "building")
            self.places[kind] = Place(kind, kind, parent="building")
            self.places[kind] = Place(kind, kind, parent=self._add(parent), complete=True)
        return kind

    def fields(self) -> list[tuple[str, str]]:
        """Every place and quantity that the row may look at."""
        codes = {node.measure for node in walk(self.row.condition) if isinstance(node, Measure)}
        for code in tuple(codes):
            codes |= inputs_of(self.edition, code)
        found = []
        for place in self.places.values():
            wider = set(self.edition.kind_and_wider(place.kind))
            found.extend(
                (place.id, code) for code in sorted(codes) if wider & set(self.edition.quantities[code].kinds)
            )
        return found

    def attestations(self) -> list[str]:
        """Keys that a person can answer."""
        return sorted({node.attest for node in walk(self.row.condition) if isinstance(node, Attest)})

    def limits(self, code: str) -> list[Decimal]:
        """Limits of the row for a quantity."""
        found = []
        for node in walk(self.row.condition):
            if isinstance(node, Measure) and node.measure == code:
                values = node.value if isinstance(node.value, tuple) else (node.value,)
                found.extend(exact(one) for one in values if isinstance(one, Decimal | Fraction))
        return found or [Decimal(1000)]

    def state(self, values, attested) -> State:
        """How the row comes out."""
        index = PlaceIndex(self.edition, self.places.values())
        confirmed = {self.row.id: {key: {"building": answer} for key, answer in attested.items()}}
        category = next(
            one for one in ("new", "renovation", "existing") if getattr(self.row.levels, one) is not None
        )
        snap = Snapshot(category, index, values, confirmed)
        program = RowProgram(self.edition, self.row.condition)
        return program.check(Context(self.edition, snap, self.row.id), ROOT[self.row.scope]).state


def drawn_value(data, model: Model, code: str):
    quantity = model.edition.quantities[code]
    match quantity.type:
        case "flag":
            return data.draw(st.sampled_from([None, True, False]))
        case "choice" | "grade":
            return data.draw(st.sampled_from([None, *quantity.option_codes]))
        case "list":
            return None
        case _:
            limit = data.draw(st.sampled_from(model.limits(code)))
            factors = ("0", "0.5", "0.95", "0.99", "1", "1.01", "1.5", "4")
            return data.draw(st.sampled_from([None, *(limit * Decimal(one) for one in factors)]))


@pytest.mark.parametrize("edition_code", EDITIONS)
@settings(max_examples=400, deadline=None)
@given(data=st.data())
def test_a_better_measurement_never_makes_a_row_worse(edition_code, data):
    edition = EDITIONS[edition_code]
    row, code, more_is_better = data.draw(st.sampled_from(monotone(edition)))
    model = Model(edition, row)
    fields = model.fields()
    places = [place for place, quantity in fields if quantity == code]
    if not places:
        return
    values: dict[str, dict[str, object]] = {}
    for place, quantity in fields:
        value = drawn_value(data, model, quantity)
        if value is not None:
            values.setdefault(place, {})[quantity] = value
    attested = {
        key: answer
        for key in model.attestations()
        if (answer := data.draw(st.sampled_from([None, True, True, False]))) is not None
    }
    place = data.draw(st.sampled_from(places))
    limit = data.draw(st.sampled_from(model.limits(code)))
    worse, better = sorted(
        limit * Decimal(data.draw(st.sampled_from(("0", "0.5", "0.94", "0.97", "1", "1.02", "2"))))
        for _ in range(2)
    )
    if not more_is_better:
        worse, better = better, worse
    states = []
    for value in (worse, better):
        inner = {**values.get(place, {}), code: value}
        states.append(model.state({**values, place: inner}, attested))
    before, after = states
    assert ORDER[after] >= ORDER[before], (row, code, worse, better, values, attested)


def test_the_law_speaks_of_many_rows():
    for code, edition in EDITIONS.items():
        assert len(monotone(edition)) > 40, code


@settings(max_examples=12, deadline=None)
@given(random=st.randoms(use_true_random=False))
def test_the_order_of_entry_does_not_matter(random):
    file = min(resource("examples").glob("*.json"))
    edition, whole = read_assessment(file.read_bytes(), file.name)
    records = list(whole.records())
    entered = [one for one in records if isinstance(one[0], MeasurementKey | AttestationKey | DecisionKey)]
    late = random.sample(entered, min(60, len(entered)))
    early = [one for one in records if one not in late]
    session = Session(edition, from_records(early))
    random.shuffle(late)
    for key, record in late:
        session.apply(Edit(((key, record),)))
    again = session.evaluator.evaluate(snapshot(whole, edition))
    assert {row: one.verdict for row, one in session.evaluation.rows.items()} == {
        row: one.verdict for row, one in again.rows.items()
    }
    assert session.evaluation.summary == again.summary
