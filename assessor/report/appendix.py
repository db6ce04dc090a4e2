"""What stands behind the tables: decisions, reasons, readings, confirmations, measurements, drawings."""

from functools import lru_cache

from assessor.report.canvas import mm
from assessor.report.content import Measured, MeasuredPlace, MeasuredSection, Statement
from assessor.report.frame import GREY, SHADE, Frame, grouped
from assessor.report.table import Block, Cell, Row, Table
from assessor.report.text import Colour

_INDENT = 9.0
_EMPTY = Cell()
_BAND: Colour = (0.96, 0.96, 0.96)


def draw_decisions(frame: Frame) -> None:
    """Decisions against the machine on a page of their own, then why rows do not apply."""
    data = frame.data
    if data.overruled:
        frame.begin(frame.word("overruled"), new_page=True)
        frame.paragraph(frame.word("overruled.note"), size=7)
        _statements(frame, data.overruled, frame.word("where.reason"))
    if data.not_applicable:
        frame.begin(frame.word("not_applicable"), new_page=bool(data.overruled))
        _statements(frame, data.not_applicable, frame.word("where.reason"))


def draw_policy(frame: Frame) -> None:
    """Readings that applied with the other reading, notes of the tables, and how numbers are handled."""
    data = frame.data
    frame.begin(frame.word("readings"))
    frame.paragraph(frame.word("readings.note"), size=7)
    _statements(frame, data.readings, "")
    if data.edition_notes:
        frame.begin(frame.word("edition_notes"))
        frame.points(data.edition_notes, size=7)
    frame.begin(frame.word("policy"))
    frame.points(data.policy)


def _statements(frame: Frame, statements: tuple[Statement, ...], where: str) -> None:
    sheet = frame.sheet
    number, title = mm(24), mm(42)
    table = Table(sheet.setter, [number, title, sheet.width - number - title], size=7.2, padding=(3, 2.5))
    rows = []
    for one in statements:
        place = frame.row_field(one.rows[0], where) if where else ""
        notes = (Block(note, size=6.8, colour=GREY, above=1, where=place) for note in one.notes)
        rows.append(
            table.row(
                [
                    Cell(frame.word("separator").join(one.rows), bold=True),
                    Cell(one.title),
                    Cell(blocks=(Block(one.text, where=place), *notes)),
                ]
            )
        )
    table.flow(sheet, rows)


def draw_confirmations(frame: Frame) -> None:
    """Every yes and no that a person gave."""
    if not frame.data.confirmations:
        return
    frame.begin(frame.word("confirmations"))
    sheet = frame.sheet
    number, place, answer, source = mm(20), mm(36), mm(21), mm(28)
    table = Table(
        sheet.setter,
        [number, sheet.width - number - place - answer - source, place, answer, source],
        size=7,
        padding=(2.5, 1.8),
    )
    keys = ("column.number", "confirmations.condition", "confirmations.place")
    head = table.row(
        [
            Cell(frame.word(key), bold=True, fill=SHADE)
            for key in (*keys, "confirmations.answer", "confirmations.source")
        ]
    )
    table.flow(
        sheet,
        [
            table.row(
                [
                    Cell(one.row),
                    Cell(one.text),
                    Cell(one.place, where=frame.word("where.place", place=one.place)),
                    Cell(frame.word(f"confirmations.{str(one.is_true).lower()}"), bold=not one.is_true),
                    Cell(one.source, where=frame.row_field(one.row, frame.word("confirmations.source"))),
                ]
            )
            for one in frame.data.confirmations
        ],
        [head],
    )


def draw_measurements(frame: Frame) -> None:
    """The values of the building, the site and each unit type, place by place."""
    frame.begin(frame.word("measurements"), new_page=True)
    if not frame.data.measurements:
        frame.paragraph(frame.word("measurements.none"))
        return
    for section in frame.data.measurements:
        _section(frame, section)


def _section(frame: Frame, section: MeasuredSection) -> None:
    sheet = frame.sheet
    frame.subheading(section.title, room=80, where=section.title)
    half = sheet.width / 2
    value, source = mm(25), mm(19)
    table = Table(
        sheet.setter, [half - value - source, value, source] * 2, size=6.8, leading=1.25, padding=(2.5, 1.3)
    )
    names = ("quantity", "value", "source")
    head = table.row(
        [Cell(frame.word(f"measurements.{name}"), bold=True, fill=SHADE, size=6.2) for name in names * 2]
    )
    rows: list[Row] = []
    for place in section.places:
        rows.extend(_place(frame, table, place))
    table.flow(sheet, rows, [head])


def _place(frame: Frame, table: Table, place: MeasuredPlace) -> list[Row]:
    where = frame.word("where.place", place=place.name)
    name = place.name if place.name == place.kind or not place.kind else f"{place.name}　（{place.kind}）"

    def band(content: str) -> Row:
        block = Block(content, bold=bool(place.values), indent=_INDENT * max(0, place.depth - 1), where=where)
        return table.row([Cell(blocks=(block,), span=6, fill=_BAND)], keep=True)

    rows = [band(name)] if place.depth or place.values else []
    again = band(name + frame.word("continued"))
    for index in range(0, len(place.values), 2):
        pair = place.values[index : index + 2]
        cells = [cell for one in pair for cell in _measured(frame, one, where)]
        if len(pair) == 1:
            cells.append(Cell(span=3))
        rows.append(table.row(cells, under=again))
    return rows


def _measured(frame: Frame, one: Measured, where: str) -> tuple[Cell, Cell, Cell]:
    source = one.source
    if one.is_default:
        default = frame.word("measurements.default")
        source = f"{default}　{source}".strip()
    return (
        _name_cell(one.name),
        Cell(one.value, align="right", where=where),
        Cell(source, size=6.2, colour=GREY, where=where) if source else _EMPTY,
    )


@lru_cache(maxsize=512)
def _name_cell(name: str) -> Cell:
    """The same few quantities come back in every room of every unit type."""
    return Cell(name)


def draw_drawings(frame: Frame) -> None:
    """Drawings referred to, remarks on the case, what the file carries and whom its data come from."""
    data, sheet = frame.data, frame.sheet
    if data.drawings:
        frame.begin(frame.word("drawings"))
        number = mm(40)
        table = Table(sheet.setter, [number, sheet.width - number], size=7.2, padding=(3, 2))
        head = table.row(
            [Cell(frame.word(f"drawings.{key}"), bold=True, fill=SHADE) for key in ("number", "used")]
        )
        where = frame.word("drawings.number")
        table.flow(
            sheet,
            [table.row([Cell(one.drawing, bold=True, where=where), one.used_for]) for one in data.drawings],
            [head],
        )
    if data.remarks:
        frame.begin(frame.word("remarks"))
        frame.paragraph(data.remarks, size=8, where=frame.word("remarks"))
    frame.begin(frame.word("data"))
    frame.paragraph(frame.word("data.files"))
    frame.paragraph(f"{frame.word('fingerprint_long')}　{grouped(data.fingerprint, 8)}")
    frame.paragraph(frame.word("fingerprint_note"), size=6.8, colour=GREY)
    if data.credit:
        frame.paragraph(frame.word("credit", credit=data.credit), where=frame.word("where.credit"))
