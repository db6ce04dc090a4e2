"""Requirements, conditions and dates of the procedure as sentences."""

from datetime import date
from decimal import Decimal

from assessor.criteria import Edition, Quantity
from assessor.criteria.nodes import Measure
from assessor.criteria.procedure import DATE_UNIT
from assessor.criteria.procedure_view import procedure_view
from assessor.evaluation import Interval, PlaceIndex, State, Trace, deciding
from assessor.evaluation.numbers import Known
from assessor.messages import Language, text
from assessor.workflow.wording import Wording


class ProcedureWording(Wording):
    """Texts of an edition's procedure in one language; facts are quantities, dates are days."""

    def __init__(self, edition: Edition, language: Language) -> None:
        super().__init__(procedure_view(edition), language)

    def label(self, key: str, **params: object) -> str:
        """A sentence of the catalogue `procedure.json`, by its key without the prefix."""
        return text(f"procedure.{key}", self.language, **params)

    def day(self, day: date | None) -> str:
        """A day in words; nothing for None."""
        return day_text(day, self.language)

    def value(self, quantity: Quantity, value: Known) -> str:
        """As `Wording.value`; a date as a day."""
        if quantity.unit != DATE_UNIT:
            return super().value(quantity, value)
        if isinstance(value, Interval) or not isinstance(value, Decimal):
            return ""
        number = int(value)
        return self.day(date(number // 10_000, number // 100 % 100, number % 100))

    def margin(self, trace: Trace) -> str:
        """As `Wording.margin`; between days there is none."""
        if isinstance(trace.node, Measure):
            quantity = self.edition.quantities[trace.node.measure]
            if quantity.unit == DATE_UNIT:
                return ""
        return super().margin(trace)

    def limit(self, node: Measure) -> str:
        """As `Wording.limit`; days are on, before or after."""
        if self.edition.quantities[node.measure].unit != DATE_UNIT or isinstance(node.value, tuple):
            return super().limit(node)
        words = {">=": "since", ">": "after", "<=": "until", "<": "before"}.get(node.op, "on")
        assert isinstance(node.value, Decimal)
        return self.label(f"day.{words}", day=self.value(self.edition.quantities[node.measure], node.value))

    def comparison(self, trace: Trace) -> str:
        """As `Wording.comparison`; a day beside its limit."""
        node = trace.node
        if not isinstance(node, Measure) or self.edition.quantities[node.measure].unit != DATE_UNIT:
            return super().comparison(trace)
        shown = "" if trace.value is None else self.value(self.edition.quantities[node.measure], trace.value)
        limit = self.limit(node)
        return self.label("compared", value=shown, limit=limit) if shown else limit

    def leaf(self, leaf: Trace, index: PlaceIndex) -> str:
        """One thing that a requirement rests on: what, how it is, what is asked."""
        node = leaf.node
        if not isinstance(node, Measure):
            return self.node(node)
        name = self.quantity(node.measure)
        missing = leaf.state is State.UNKNOWN and leaf.value is None
        key = "leaf.missing" if missing else "leaf.value"
        if missing and self.edition.quantities[node.measure].type == "flag":
            key = "leaf.missing_flag"
        if not missing and isinstance(leaf.value, bool):
            return self.label("leaf.flag", name=name, value=self.word("yes" if leaf.value else "no"))
        words = self.label(key, name=name, comparison=self.comparison(leaf), limit=self.limit(node))
        if leaf.place in ("building", "site"):
            return words
        return f"{self.place_path(index, leaf.place)}{self.word('colon')}{words}"

    def rests_on(self, trace: Trace, index: PlaceIndex) -> tuple[str, ...]:
        """What a state rests on, most pressing first, each once."""
        return tuple(dict.fromkeys(self.leaf(leaf, index) for leaf in deciding(trace)))


def day_text(day: date | None, language: Language) -> str:
    """A day in words; nothing for None."""
    if day is None:
        return ""
    month = text(f"procedure.month.{day.month}", language)
    return text("procedure.day", language, year=day.year, month=month, day=day.day)
