"""The lists around the sheet in our own export (drawings, facts, dwellings, filings), read back.

The first row of such a list, hidden in a workbook, names its columns `<record>.<field>`, in any order.
Columns without such a code are for people and are passed over.
"""

from collections.abc import Iterable
from dataclasses import MISSING, dataclass, fields
from decimal import Decimal
from typing import Any

from assessor.assessment import Assessment, Edit
from assessor.assessment.checks import check_edit
from assessor.assessment.evidence import Drawing, DrawingKey, Stale, StaleKey
from assessor.assessment.records import (
    Dwelling,
    DwellingKey,
    Enclosure,
    EnclosureKey,
    Fact,
    FactKey,
    Filing,
    FilingKey,
    Key,
    Record,
)
from assessor.criteria import Edition
from assessor.errors import EditError
from assessor.importers.plan import Planner
from assessor.importers.sheets import Cell, Sheet, Where, is_empty, plain, raw_text, shown
from assessor.importers.values import Refused
from assessor.importers.words import answers, words

MAX_COUNT_DIGITS = 15


@dataclass(frozen=True, slots=True)
class OwnList:
    """A list of one kind of record.

    Attributes:
        key: type of its keys.
        record: type of its records.
    """

    key: type[Any]
    record: type[Any]

    @property
    def key_fields(self) -> tuple[str, ...]:
        """Fields of the key, without the tag."""
        found: tuple[str, ...] = self.key._fields[:-1]
        return found

    @property
    def record_fields(self) -> tuple[str, ...]:
        """Fields of the record."""
        return tuple(field.name for field in fields(self.record))


LISTS: dict[str, OwnList] = {
    "drawings": OwnList(DrawingKey, Drawing),
    "stales": OwnList(StaleKey, Stale),
    "facts": OwnList(FactKey, Fact),
    "dwellings": OwnList(DwellingKey, Dwelling),
    "filings": OwnList(FilingKey, Filing),
    "enclosures": OwnList(EnclosureKey, Enclosure),
}
"""By the name of the sheet in the export."""
RENEWALS = ("renew", "end")


def list_of(sheet: Sheet) -> str | None:
    """Which list a sheet is; None for any other sheet."""
    codes = set(map(shown, sheet.rows[0])) if sheet.rows else set()
    return next(
        (name for name, one in LISTS.items() if {f"{name}.{part}" for part in one.key_fields} <= codes), None
    )


class ListReader:
    """Reads such lists into a plan."""

    def __init__(self, edition: Edition, state: Assessment, planner: Planner) -> None:
        self._edition, self._state, self._planner = edition, state, planner

    def read(self, sheets: Iterable[tuple[str, Sheet]]) -> None:
        """Offers the records of the lists, each under its name."""
        for name, sheet in sheets:
            columns = {
                shown(code).partition(".")[2]: number for number, code in enumerate(sheet.rows[0]) if code
            }
            for row in range(self._first_row(name, sheet), len(sheet.rows)):
                if not is_empty(sheet.rows[row]):
                    self._record(LISTS[name], sheet, row, columns)

    @staticmethod
    def _first_row(name: str, sheet: Sheet) -> int:
        """The row below the headings in words; somebody may have deleted those."""
        first = LISTS[name].key_fields[0]
        column = next(number for number, code in enumerate(sheet.rows[0]) if shown(code) == f"{name}.{first}")
        heads = {plain(word) for word in words(f"list.{name}.{first}")}
        return 2 if plain(shown(sheet.cell(1, column))) in heads else 1

    def _record(self, one: OwnList, sheet: Sheet, row: int, columns: dict[str, int]) -> None:
        where = Where(sheet.name, row, columns[one.key_fields[0]])
        texts = [raw_text(sheet.cell(row, columns[name])) for name in one.key_fields]
        try:
            if not all(texts):
                raise Refused("record_without_key")  # noqa: TRY301
            key: Key = one.key(*texts)
            values: dict[str, Any] = {}
            for field in fields(one.record):
                cell = sheet.cell(row, columns[field.name]) if field.name in columns else None
                if cell is None or cell == "":
                    if field.default is MISSING:
                        # A text that is empty is left out by the writer as well.
                        values[field.name] = ""
                    continue
                values[field.name] = self._value(str(field.type), field.name, key, cell)
            record: Record = one.record(**values)
            check_edit(self._edition, self._state, Edit(((key, record),)))
        except Refused as refused:
            self._planner.leave_out(refused.code, where, **refused.params)
        except EditError as problem:
            self._planner.leave_out("record_refused", where, fault=problem)
        else:
            self._planner.offer(key, record, where)

    def _value(self, kind: str, name: str, key: Key, cell: Cell) -> Any:
        match kind:
            case "<class 'bool'>":
                return _answer(cell)
            case "<class 'int'>":
                text = shown(cell)
                if not (text.isascii() and text.isdigit() and len(text) <= MAX_COUNT_DIGITS):
                    raise Refused("not_a_number", value=text)
                return int(text)
            case "decimal.Decimal | None":
                return _number(cell)
            case "bool | str":
                return self._fact(key, cell)
            case _:
                text = raw_text(cell)
                if name == "renewal":
                    return next((one for one in RENEWALS if plain(text) in _renewal_words(one)), text)
                return text

    def _fact(self, key: Key, cell: Cell) -> bool | str:
        """A fact as its type wants it: yes or no, the code of an option, a text."""
        assert isinstance(key, FactKey)
        procedure = self._edition.procedure
        asked = None if procedure is None else procedure.fact_by_code.get(key.code)
        if asked is not None and asked.type == "flag":
            return _answer(cell)
        text = raw_text(cell)
        if asked is not None and asked.type == "choice":
            for option in asked.options:
                if plain(text) in (plain(option.code), plain(option.name.ja), plain(option.name.en)):
                    return option.code
        return text


def _renewal_words(code: str) -> set[str]:
    return {plain(code), *map(plain, words(f"renewal.{code}"))}


def _answer(cell: Cell) -> bool:
    found = cell if isinstance(cell, bool) else answers().get(plain(shown(cell)))
    if found is None:
        raise Refused("not_yes_or_no", value=shown(cell))
    return found


def _number(cell: Cell) -> Decimal:
    try:
        number = cell if isinstance(cell, Decimal) else Decimal(shown(cell))
    except ArithmeticError as problem:
        raise Refused("not_a_number", value=shown(cell)) from problem
    if not number.is_finite():
        raise Refused("not_a_number", value=shown(cell))
    whole = number.to_integral_value()
    return Decimal(int(whole)) if number == whole else number.normalize()
