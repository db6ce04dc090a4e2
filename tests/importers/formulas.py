"""A second opinion on exported formulas: computes the few functions they use, from the cells of the file."""

import re
from decimal import Decimal

TOKEN = re.compile(
    r"""\s*(?:(?P<text>"(?:[^"]|"")*")|(?P<span>(?:'(?:[^']|'')+'!)?\$?[A-Z]{1,3}\$?\d+(?::\$?[A-Z]{1,3}\$?\d+)?)"""
    r"""|(?P<number>\d+(?:\.\d+)?)|(?P<name>[A-Z]+)(?=\()|(?P<sign><=|>=|<>|[-+(),<>=]))"""
)


def column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


class Sheets:
    """Cells by sheet; a formula is a string that begins with `=` and is computed when asked for."""

    def __init__(self, cells: dict[str, dict[tuple[int, int], object]]) -> None:
        self.cells = cells

    def value(self, sheet: str, row: int, col: int) -> object:
        cell = self.cells[sheet].get((row, col))
        return (
            Formula(self, sheet, cell[1:]).result()
            if isinstance(cell, str) and cell.startswith("=")
            else cell
        )

    def span(self, sheet: str, text: str) -> list[object]:
        if "!" in text:
            name, text = text.rsplit("!", 1)
            sheet = name[1:-1].replace("''", "'")
        ends = [re.fullmatch(r"([A-Z]+)(\d+)", end) for end in text.replace("$", "").split(":")]
        first, last = ends[0], ends[-1]
        return [
            self.value(sheet, row, col)
            for row in range(int(first[2]), int(last[2]) + 1)
            for col in range(column(first[1]), column(last[1]) + 1)
        ]


class Formula:
    def __init__(self, sheets: Sheets, sheet: str, text: str) -> None:
        self.sheets, self.sheet = sheets, sheet
        self.tokens, position = [], 0
        while position < len(text):
            match = TOKEN.match(text, position)
            assert match is not None, text[position:]
            self.tokens.append((match.lastgroup, match[match.lastgroup]))
            position = match.end()

    def result(self) -> object:
        value = self.compare()
        assert not self.tokens
        return value

    def take(self, sign: str) -> bool:
        if self.tokens and self.tokens[0] == ("sign", sign):
            self.tokens.pop(0)
            return True
        return False

    def compare(self) -> object:
        left = self.sum()
        for sign, holds in (
            ("<=", lambda a, b: a <= b),
            (">=", lambda a, b: a >= b),
            ("<", lambda a, b: a < b),
            (">", lambda a, b: a > b),
            ("=", lambda a, b: a == b),
        ):
            if self.take(sign):
                return holds(left, self.sum())
        return left

    def sum(self) -> object:
        total = self.term()
        while True:
            if self.take("+"):
                total = total + self.term()
            elif self.take("-"):
                total = total - self.term()
            else:
                return total

    def term(self) -> object:
        kind, text = self.tokens.pop(0)
        if kind == "text":
            return text[1:-1].replace('""', '"')
        if kind == "number":
            return Decimal(text)
        if kind == "span":
            values = self.sheets.span(self.sheet, text)
            return values[0] if ":" not in text else values
        assert kind == "name", text
        assert self.take("(")
        arguments = [self.compare()]
        while self.take(","):
            arguments.append(self.compare())
        assert self.take(")")
        return getattr(self, text.lower() + "_")(*arguments)

    @staticmethod
    def countifs_(*pairs: object) -> Decimal:
        spans = pairs[::2]
        assert len({len(span) for span in spans}) == 1, "spans of different length"
        return Decimal(
            sum(
                all(a == b for a, b in zip(row, pairs[1::2], strict=True)) for row in zip(*spans, strict=True)
            )
        )

    @staticmethod
    def sum_(*arguments: object) -> Decimal:
        flat = [one for item in arguments for one in (item if isinstance(item, list) else [item])]
        return sum((Decimal(one) for one in flat if one is not None), Decimal(0))

    @staticmethod
    def max_(*arguments: object) -> object:
        return max(arguments)

    @staticmethod
    def or_(*arguments: object) -> bool:
        return any(arguments)

    @staticmethod
    def if_(test: object, then: object, otherwise: object) -> object:
        return then if test else otherwise
