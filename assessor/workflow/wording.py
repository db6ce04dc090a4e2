"""Verdicts, traces and reasons as sentences in the words of the edition; for window, report and terminal."""

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction

from assessor.criteria import Edition, Node, Quantity, Row
from assessor.criteria.nodes import (
    AllOf,
    AnyOf,
    Attest,
    Case,
    Exists,
    ForEach,
    If,
    InCategory,
    Measure,
    Not,
    Unless,
    Within,
)
from assessor.evaluation import Interval, PlaceIndex, Reason, RowResult, Snapshot, State, Trace
from assessor.evaluation.numbers import Known, Number
from assessor.evaluation.snapshot import BUILDING, SITE, UNIT_TYPE
from assessor.messages import Language, has_text, text

PLACES_SHOWN = 3
"""Decimal places of a number that has no exact decimal spelling."""
MAX_DENOMINATOR = 100
"""A ratio with no greater denominator is shown as a fraction: 1/12."""


class Wording:
    """Texts of one edition in one language. Holds no state of an assessment."""

    def __init__(self, edition: Edition, language: Language) -> None:
        self.edition = edition
        self.language = language

    def word(self, key: str, **params: object) -> str:
        """A sentence of the catalogue `wording.json`, by its key without the prefix."""
        return text(f"wording.{key}", self.language, **params)

    # Verdicts, levels, tables ----------------------------------------------------------------------------

    def verdict(self, verdict: str) -> str:
        """The word of a verdict (or of `recheck`)."""
        return self.word(f"verdict.{verdict}")

    def mark(self, verdict: str) -> str:
        """The symbol of a verdict (or of `recheck`); never a circle, which the form uses for importance."""
        return self.word(f"mark.{verdict}")

    def result(self, result: str) -> str:
        """The word of the whole result."""
        return self.word(f"result.{result}")

    def level(self, level: str) -> str:
        """必須 or 選択."""
        return self.word(f"level.{level}")

    def table(self, code: str) -> str:
        """別表2-2."""
        return self.word("table", code=code)

    def group(self, name: str) -> str:
        """Label of a group of tables, or of the total."""
        for group in self.edition.head.groups:
            if group.name == name:
                return group.label.in_language(self.language)
        return self.word("total") if name == "total" else name

    def joined(self, *parts: str) -> str:
        """Texts side by side, empty ones left out."""
        return self.word("joint").join(part for part in parts if part)

    def series(self, names: Iterable[str]) -> str:
        """Short names one after the other: `4・5`."""
        first, *rest = names
        for name in rest:
            first = self.word("and", one=first, other=name)
        return first

    def in_brackets(self, text: str, more: str) -> str:
        """A text with another in brackets behind it."""
        return self.word("brackets", text=text, more=more)

    def edit(self, label: str) -> str:
        """What the user did, for undo and history."""
        key = f"edit.{label}"
        return self.word(key) if has_text(f"wording.{key}") else label

    def title(self, row: Row) -> str:
        """The row's title without the name of its item in front."""
        full = row.title.in_language(self.language)
        item = row.item.in_language(self.language)
        for separator in ("　", ": ", "：", " "):
            if full.startswith(item + separator):
                rest = full[len(item) + len(separator) :].strip()
                return rest[:1].upper() + rest[1:] if rest else full
        return full

    @staticmethod
    def number_of(row: Row) -> str:
        """Number of a row within its table, for example `3(5)a`."""
        return row.id.partition("/")[2]

    def difficulty(self, row: Row) -> str:
        """Difficulty of 5 as printed, or nothing."""
        return "" if row.difficulty is None else self.number(row.difficulty, decimals=1)

    # Numbers and values ----------------------------------------------------------------------------------

    def number(self, value: Number, *, decimals: int | None = None) -> str:
        """A number with thousands separators; a ratio without a decimal spelling is rounded and marked ≈."""
        exact = Fraction(value)
        places = _decimal_places(exact)
        if decimals is not None:
            return f"{_rounded(exact, decimals):,.{decimals}f}"
        if places is None:
            return f"≈{_rounded(exact, PLACES_SHOWN):,f}"
        shown = f"{_rounded(exact, places):,.{places}f}"
        return shown.replace("-", "−")

    def figure(self, quantity: Quantity, value: Number) -> str:
        """A number without its unit; of a ratio (a slope) a small fraction as it is: 1/12."""
        exact = Fraction(value)
        if (
            quantity.unit == "ratio"
            and exact.denominator <= MAX_DENOMINATOR
            and _decimal_places(exact) is None
        ):
            return str(exact).replace("-", "−")
        return self.number(value)

    def amount(self, quantity: Quantity, value: Number) -> str:
        """A number with its unit."""
        return self.with_unit(quantity, self.figure(quantity, value))

    def unit(self, quantity: Quantity) -> str:
        """The unit as printed behind a value (of several, where the language tells one from several)."""
        return self.word(f"unit.{quantity.unit}").rpartition("|")[2] if quantity.unit else ""

    def with_unit(self, quantity: Quantity, number: str) -> str:
        """A number text with its unit."""
        unit = self.unit(quantity)
        if number == "1" and quantity.unit:
            unit = self.word(f"unit.{quantity.unit}").partition("|")[0]
        tight = unit in ("", "°", "%") or (self.language == "ja" and not unit.isascii() and unit != "m²")
        return f"{number}{unit}" if tight else f"{number} {unit}"

    def value(self, quantity: Quantity, value: Known) -> str:
        """A measured value or bounds with the unit; options and flags by name; nothing for None."""
        match value:
            case None:
                return ""
            case bool():
                return self.word("yes" if value else "no")
            case str():
                names = {option.code: option.name for option in quantity.options}
                return names[value].in_language(self.language) if value in names else value
            case tuple():
                joined = self.word("or").join(self.number(one) for one in value)
                return self.with_unit(quantity, joined)
            case Interval():
                return self._bounds(quantity, value)
            case _:
                return self.amount(quantity, value)

    def _bounds(self, quantity: Quantity, bounds: Interval) -> str:
        low = None if bounds.low is None else self.amount(quantity, bounds.low)
        high = None if bounds.high is None else self.amount(quantity, bounds.high)
        if low is not None and high is not None:
            return self.word("bounds.between", low=low, high=high)
        if low is not None:
            return self.word("bounds.above" if bounds.low_open else "bounds.low", low=low)
        if high is not None:
            return self.word("bounds.below" if bounds.high_open else "bounds.high", high=high)
        return ""

    def quantity(self, code: str) -> str:
        """Name of a quantity."""
        return self.edition.quantities[code].name.in_language(self.language)

    def quantity_and_basis(self, code: str) -> str:
        """Name of a quantity with how it is measured, where the name does not say it."""
        quantity = self.edition.quantities[code]
        name = quantity.name.in_language(self.language)
        if quantity.basis == "none":
            return name
        basis = self.word(f"basis.{quantity.basis}")
        return name if basis.lower() in name.lower() else self.in_brackets(name, basis)

    def limit(self, node: Measure) -> str:
        """The limit of a leaf, for example `≥ 1,400 mm`."""
        quantity = self.edition.quantities[node.measure]
        values = node.value if isinstance(node.value, tuple) else (node.value,)
        shown = [self._limit_value(quantity, one) for one in values]
        match node.op:
            case ">=" | "<=" | ">" | "<":
                symbol = {">=": "≥", "<=": "≤"}.get(node.op, node.op)
                plain = f"{symbol} {shown[0]}"
                return f"{self.word('limit.approx')} {plain}" if node.approx else plain
            case "range" | "outside":
                low = self._limit_number(values[0]) if node.op == "range" else shown[0]
                return self.word(f"limit.{node.op}", low=low, high=shown[-1])
            case "about":
                return self.word("limit.about", limit=shown[0])
            case "at_least":
                return self.word("limit.at_least", limit=shown[0])
            case "each>=":
                return self.word("limit.each", limit=shown[0])
            case _ if isinstance(values[0], bool):
                return self.word(f"limit.is_flag.{str(values[0]).lower()}")
            case _ if quantity.type in {"choice", "grade"}:
                return self.word("limit.is", limit=self.word("or").join(shown))
            case _:
                return f"= {self.word('or').join(shown)}"

    def _limit_value(self, quantity: Quantity, value: object) -> str:
        if isinstance(value, Fraction) and _decimal_places(value) is None:
            return self.with_unit(quantity, str(value))
        assert isinstance(value, Decimal | Fraction | bool | str)
        return self.value(quantity, value)

    def _limit_number(self, value: object) -> str:
        return self.number(value) if isinstance(value, Decimal | Fraction) else str(value)

    def margin(self, trace: Trace) -> str:
        """The distance to the limit in words; nothing where there is none."""
        if trace.margin is None or not isinstance(trace.node, Measure):
            return ""
        quantity = self.edition.quantities[trace.node.measure]
        amount = self.amount(quantity, abs(trace.margin))
        return self.word("margin.below" if trace.margin < 0 else "margin.above", amount=amount)

    # Places ----------------------------------------------------------------------------------------------

    def place(self, index: PlaceIndex, place_id: str) -> str:
        """What people call a place: its name, else its kind."""
        if place_id in (BUILDING, SITE):
            return self.word(f"place.{place_id}")
        place = index.places.get(place_id)
        if place is None:
            return place_id
        return place.name or self.kind(place.kind)

    def place_path(self, index: PlaceIndex, place_id: str) -> str:
        """A place with those around it, the building and the site left out: `A › 浴室 › 出入口`."""
        chain = [one for one in index.chains.get(place_id, (place_id,)) if one not in (BUILDING, SITE)]
        if not chain:
            return self.place(index, place_id)
        return self.word("place.separator").join(self.place(index, one) for one in reversed(chain))

    def kind(self, code: str) -> str:
        """Name of a kind of place."""
        kind = self.edition.kinds.get(code)
        return code if kind is None else kind.name.in_language(self.language)

    # Conditions and traces -------------------------------------------------------------------------------

    def node(self, node: Node) -> str:
        """What a condition asks, without how it came out."""
        label = getattr(node, "label", None)
        if label is not None:
            return str(label.in_language(self.language))
        match node:
            case Measure():
                return f"{self.quantity_and_basis(node.measure)} {self.limit(node)}"
            case Attest():
                return node.text.in_language(self.language)
            case ForEach():
                return self.word("node.for_each", kind=self.kind(node.for_each))
            case Exists():
                return self.word("node.exists", kind=self.kind(node.exists))
            case InCategory():
                names = [one.name for one in self.edition.head.categories if one.code in node.category]
                return self.word("node.category", names=self._list(names_in(names, self.language)))
            case Within():
                return self.word("node.within", kinds=self._list(self.kind(one) for one in node.within))
            case AllOf() | AnyOf() | Not() | If() | Case() | Unless():
                return self.word(f"node.{_NODE_KEYS[type(node)]}")

    def _list(self, words: Iterable[str]) -> str:
        return self.word("or").join(words)

    def reason(self, trace: Trace) -> str:
        """Why a condition came out as it did, where its code needs a sentence."""
        if not trace.reason:
            return ""
        names = self._list(self.quantity(code) for code in trace.cases)
        return self.word(f"reason.{trace.reason}", names=names)

    def counted(self, snapshot: Snapshot, trace: Trace) -> str:
        """Which numbers of dwellings behind a value were counted from the list of dwellings."""
        units = [
            f"{self.place(snapshot.index, unit)} {snapshot.values[unit]['unit_dwellings']}"
            for unit in trace.counted
            if (unit, "unit_dwellings") in snapshot.counted
        ]
        if not units:
            return ""
        return self.word("counted", units=("、" if self.language == "ja" else ", ").join(units))

    def recommended(self, trace: Trace) -> str:
        """Whether the recommended value is met; nothing where there is none or nothing is known."""
        if trace.recommended is None or not isinstance(trace.node, Measure):
            return ""
        if trace.recommended:
            return self.word("recommended.yes")
        node = trace.node
        assert node.recommended is not None
        symbol = "≤" if node.op in {"<=", "<"} else "≥"
        quantity = self.edition.quantities[node.measure]
        return self.word("recommended.no", limit=f"{symbol} {self.value(quantity, node.recommended)}")

    def state(self, state: State) -> str:
        """The word of a condition's truth."""
        return self.word(f"state.{state.value}")

    def state_mark(self, state: State) -> str:
        """The symbol of a condition's truth."""
        return self.word(f"state_mark.{state.value}")

    def comparison(self, trace: Trace) -> str:
        """Value against limit as it turned out: `1.87 m² < 1.9 m²`; only the limit where nothing is known."""
        node = trace.node
        if not isinstance(node, Measure):
            return ""
        if trace.value is None:
            return self.limit(node)
        quantity = self.edition.quantities[node.measure]
        shown = self.value(quantity, trace.value)
        if trace.state is State.FALSE and node.op in _OPPOSITE and not node.approx:
            limit = node.value if not isinstance(node.value, tuple) else node.value[0]
            return f"{shown} {_OPPOSITE[node.op]} {self._limit_value(quantity, limit)}"
        if trace.state is State.FALSE and node.op == "range" and not isinstance(trace.value, Interval):
            low, high = node.value if isinstance(node.value, tuple) else (node.value, node.value)
            short = trace.value < low  # type: ignore[operator]
            return f"{shown} {'<' if short else '>'} {self._limit_value(quantity, low if short else high)}"
        limit_text = self.limit(node)
        return f"{shown} {limit_text}" if node.op in _OPPOSITE else f"{shown} / {limit_text}"

    def place_short(self, index: PlaceIndex, place_id: str) -> str:
        """The unit type around a place, where there is one; else the place."""
        return self.place(index, index.unit_type_of(place_id) or place_id)

    def deciding(self, result: RowResult, index: PlaceIndex, *, full: bool = False) -> str:
        """The one line of the table: the place, value and limit on which the row's verdict rests.

        Args:
            result: the row's result.
            index: the places.
            full: name the place with all those around it, not only the unit type.
        """
        leaf = result.deciding_leaf
        if leaf is None:
            return self.word("deciding.no_unit_types")
        place = self.place_path(index, leaf.place) if full else self.place_short(index, leaf.place)
        if result.machine == "not_applicable":
            return self.word("deciding.no_places")
        match leaf.node, leaf.reason:
            case (Measure() as node, "missing"):
                return self.word("deciding.missing", place=place, name=self.quantity(node.measure))
            case (Measure(), _) if leaf.value is not None:
                return f"{place}{self.word('colon')}{self.comparison(leaf)}"
            case (Attest(), _) if leaf.state is State.UNKNOWN:
                return self.word("deciding.not_attested", place=place)
            case (Attest(), _):
                key = "deciding.attested.true" if leaf.value is True else "deciding.attested.false"
                return self.word(key, place=place)
            case (_, "not_listed"):
                return self.word("deciding.not_listed", place=place)
            case (_, "no_places"):
                return self.word("deciding.no_places")
            case _:
                return self.reason(leaf) or self.state(leaf.state)

    def summary_reason(self, reason: Reason) -> str:
        """Why the result is what it is."""
        return self.word(f"summary.{reason.code}", count=reason.count, name=self.group(reason.name))

    def unit_type_marks(self, result: RowResult, index: PlaceIndex) -> str:
        """How a row came out in each unit type: `A ✓  B ✓  C ✕`; nothing for other rows."""
        return self.word("joint").join(
            f"{self.place(index, trace.place)} {self.state_mark(trace.state)}"
            for trace in result.scopes
            if trace.place in index.places and index.places[trace.place].kind == UNIT_TYPE
        )


_NODE_KEYS: dict[type, str] = {
    AllOf: "all_of",
    AnyOf: "any_of",
    Not: "not",
    If: "if",
    Case: "case",
    Unless: "unless",
}
_OPPOSITE = {">=": "<", "<=": ">", ">": "≤", "<": "≥"}


def names_in(names: Iterable[object], language: Language) -> list[str]:
    """Edition texts in a language."""
    return [str(getattr(name, language)) for name in names]


def _decimal_places(value: Fraction) -> int | None:
    """Places of the exact decimal spelling; None where there is none."""
    rest, twos, fives = value.denominator, 0, 0
    while rest % 2 == 0:
        rest, twos = rest // 2, twos + 1
    while rest % 5 == 0:
        rest, fives = rest // 5, fives + 1
    return max(twos, fives) if rest == 1 else None


def _rounded(value: Fraction, places: int) -> Decimal:
    scaled = round(value * 10**places)
    return Decimal(scaled).scaleb(-places)
