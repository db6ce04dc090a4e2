"""What all sheets of an exported assessment share: words, names and values in one language."""

from fractions import Fraction

from assessor.assessment import Assessment, Measurement
from assessor.criteria import Quantity
from assessor.criteria.values import number_text
from assessor.evaluation import Evaluation, PlaceIndex
from assessor.importers.book import PageCell
from assessor.messages import text
from assessor.workflow.wording import Wording


class SheetWriter:
    """Writes sheets of one assessment.

    Attributes:
        wording: names and words in the language of the workbook.
        state: the assessment.
        evaluation: its verdicts.
        edition: its edition.
        index: its places.
    """

    def __init__(self, wording: Wording, state: Assessment, evaluation: Evaluation) -> None:
        self.wording, self.state, self.evaluation = wording, state, evaluation
        self.edition = wording.edition
        self.index: PlaceIndex = evaluation.snapshot.index

    def say(self, key: str) -> str:
        """A word of the catalogue `importers.json`."""
        return text(f"importers.{key}", self.wording.language)

    def head(self, name: str, unit: str = "") -> str:
        """The heading of a column: that by which an import recognises it, where there is one."""
        key = f"words.column.{name}"
        try:
            found = self.say(key).split("|")[0]
        except KeyError:
            found = self.say(f"heading.{name}")
        return f"{found} ({unit})" if unit else found

    def name(self, page: str) -> str:
        """The name of a sheet."""
        return self.say(f"sheet.{page}")

    def answer(self, value: bool) -> str:
        """Yes or no."""
        return self.wording.word("yes" if value else "no")

    def value(self, code: str, one: Measurement | None) -> PageCell:
        """A measured value as a cell."""
        if one is None:
            return None
        match one.value:
            case bool():
                return self.answer(one.value)
            case Fraction():
                return number_text(one.value)
            case tuple():
                return ", ".join(format(part, "f") for part in one.value)
            case str():
                return self._option(self.edition.quantities[code], one.value)
            case _:
                return one.value

    def _option(self, quantity: Quantity, value: str) -> str:
        names = {option.code: option.name.in_language(self.wording.language) for option in quantity.options}
        return names.get(value, value)
