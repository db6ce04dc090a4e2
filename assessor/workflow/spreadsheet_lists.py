"""The sheets around the verdicts: drawings, marks of replaced ones, facts, dwellings, filings, enclosures."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields
from decimal import Decimal
from typing import Any

from assessor.assessment.record_lines import parse_key
from assessor.assessment.records import Record
from assessor.errors import DocumentError
from assessor.importers.book import Page, PageCell
from assessor.importers.own_lists import LISTS, OwnList
from assessor.workflow.spreadsheet_sheet import SheetWriter

_WIDE = {"title": 30, "name": 30, "note": 30, "sha256": 24, "subject": 34, "value": 24, "source": 24}
_WIDTH, _READABLE = 13, 34


class ListSheets(SheetWriter):
    """Lists of records around the sheet, each with a column in words where its codes say little."""

    def pages(self) -> dict[str, Callable[[], Page]]:
        """How each list is written, by the name of its sheet."""
        return {name: lambda name=name: self._page(name) for name in LISTS}  # type: ignore[misc]

    def _page(self, name: str) -> Page:
        one = LISTS[name]
        names = (*one.key_fields, *one.record_fields)
        at = len(one.key_fields)
        records = list(self._records(name))
        heads = [self.say(f"words.list.{name}.{field}").split("|")[0] for field in names]
        codes: list[PageCell] = [f"{name}.{field}" for field in names]
        # What its codes stand for; the register of drawings says so itself.
        spoken = () if name == "drawings" else (self.say(f"heading.list.{name}"),)
        rows: list[tuple[PageCell, ...]] = [
            (*codes[:at], *(None for _ in spoken), *codes[at:]),
            (*heads[:at], *spoken, *heads[at:]),
        ]
        for key, record in records:
            values = [getattr(record, field.name) for field in fields(one.record)]
            cells = [self._cell(field, value) for field, value in zip(one.record_fields, values, strict=True)]
            if name == "facts":
                cells[0] = self._fact(str(key[0]), record)
            readable = (self._readable(name, key, record),) if spoken else ()
            rows.append((*key[:-1], *readable, *cells))
        widths = [_WIDE.get(field, _WIDTH) for field in names]
        widths[at:at] = [_READABLE for _ in spoken]
        return Page(
            self.name(name), tuple(rows), heads=2, hidden=(0,), fixed=at + len(spoken), widths=tuple(widths)
        )

    def _records(self, name: str) -> Iterator[tuple[Any, Any]]:
        one: OwnList = LISTS[name]
        found = [(key, record) for key, record in self.state.records() if isinstance(key, one.key)]
        yield from sorted(found, key=lambda item: (getattr(item[1], "order", 0), item[0]))

    def _cell(self, field: str, value: object) -> PageCell:
        match value:
            case bool():
                return self.answer(value)
            case int():
                return Decimal(value)
            case str() if field == "renewal" and value:
                return self.say(f"words.renewal.{value}").split("|")[0]
            case str() | Decimal():
                return value
            case _:
                return None

    def _fact(self, code: str, record: Any) -> PageCell:
        procedure = self.edition.procedure
        asked = None if procedure is None else procedure.fact_by_code.get(code)
        if isinstance(record.value, str) and asked is not None:
            for option in asked.options:
                if option.code == record.value:
                    return option.name.in_language(self.wording.language)
        return self._cell("value", record.value)

    def _readable(self, name: str, key: tuple[str, ...], record: Record) -> str:
        """What a line is about, in words."""
        match name:
            case "stales":
                return self._subject(key[1])
            case "dwellings":
                place = getattr(record, "unit_type", "")
                return self.wording.place(self.index, place) if place else ""
            case "facts":
                return self._named("fact_by_code", key[0])
            case "filings":
                return self._named("application_by_code", getattr(record, "application", ""))
            case "enclosures":
                return self._document(key[0], key[1])
            case _:
                return ""

    def _named(self, table: str, code: str) -> str:
        procedure = self.edition.procedure
        known: Mapping[str, Any] = {} if procedure is None else getattr(procedure, table)
        return str(known[code].name.in_language(self.wording.language)) if code in known else ""

    def _document(self, filing: str, document: str) -> str:
        one, procedure = self.state.filings.get(filing), self.edition.procedure
        if one is None or procedure is None or one.application not in procedure.application_by_code:
            return ""
        for asked in procedure.application_by_code[one.application].documents:
            if asked.code == document:
                return asked.name.in_language(self.wording.language)
        return ""

    def _subject(self, subject: str) -> str:
        """What was read from a replaced drawing."""
        try:
            key = parse_key(subject)
        except DocumentError:
            return ""
        place, quantity, row = (getattr(key, part, "") for part in ("place", "quantity", "row"))
        where = self.wording.place_path(self.index, place) if place else ""
        what = self.wording.quantity(quantity) if quantity in self.edition.quantities else row
        return " ".join(one for one in (where, what) if one)
