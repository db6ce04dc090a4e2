"""The summary: counts and minimums table by table, in the order of the official sheet."""

from assessor.report.canvas import mm
from assessor.report.content import SummaryLine
from assessor.report.frame import FAINT, GREY, SHADE, Frame
from assessor.report.table import Cell, Row, Table

_LABEL, _COUNT, _MINIMUM = 17.0, 11.5, 14.0
_COLUMNS = 5 + 3 + 2


def draw_summary(frame: Frame) -> None:
    """Draws the table, the result below it, and what the marks mean."""
    sheet = frame.sheet
    frame.begin(frame.word("summary"), new_page=True)
    counts = [mm(_COUNT)] * 5 + [mm(_COUNT)] * 2 + [mm(_MINIMUM), mm(_COUNT), mm(_COUNT), mm(_COUNT)]
    name = sheet.width - mm(_LABEL) - sum(counts)
    table = Table(sheet.setter, [mm(_LABEL), name, *counts], size=7.5, padding=(2, 3.5))
    table.flow(
        sheet,
        [_line(frame, table, line) for line in frame.data.summary] + [_check(frame, table)],
        _head(frame, table),
    )
    sheet.y -= 6
    frame.paragraph(frame.word("legend"), size=7, colour=GREY)
    frame.paragraph(frame.word("summary.note"), size=7)


def _head(frame: Frame, table: Table) -> list[Row]:
    def head(key: str, span: int = 1, size: float = 7.0) -> Cell:
        text = frame.word(f"summary.{key}") if key else ""
        return Cell(text, bold=True, align="center", valign="middle", fill=SHADE, span=span, size=size)

    keys = ("count", "conforming", "not_applicable", "not_conforming", "undetermined")
    small = 6.5 if frame.is_japanese else 5.8
    return [
        table.row(
            [
                head("table"),
                head("criteria"),
                head("required", 5),
                head("optional", 4),
                head("check"),
                head(""),
            ]
        ),
        table.row(
            [head(""), head(""), *(head(key, size=small) for key in keys)]
            + [head(key, size=small) for key in ("count", "conforming", "minimum", "missing")]
            + [head(""), head("total_rows", size=small)]
        ),
    ]


def _line(frame: Frame, table: Table, line: SummaryLine) -> Row:
    counts = line.counts
    is_sum = line.kind != "table"

    def number(value: int, *, shown: bool = True, alarm: bool = False) -> Cell:
        return Cell(
            str(value) if shown else "―",
            align="right",
            valign="middle",
            bold=is_sum or (alarm and value > 0),
            colour=(0, 0, 0) if shown and value else FAINT,
            fill=SHADE if is_sum else None,
        )

    def words(text: str, *, span: int = 1, bold: bool = False) -> Cell:
        return Cell(
            text, bold=bold or is_sum, valign="middle", span=span, fill=SHADE if is_sum else None, size=7.5
        )

    required, optional = counts.required > 0, counts.optional > 0
    cells = [words(line.label, bold=True), words(line.name)]
    if is_sum:
        cells = [words(line.label, span=2)]
    cells += [
        number(counts.required),
        number(counts.required_conforming, shown=required),
        number(counts.required_not_applicable, shown=required),
        number(counts.required_not_conforming, shown=required, alarm=True),
        number(counts.required_undetermined, shown=required, alarm=True),
        number(counts.optional),
        number(counts.optional_conforming, shown=optional),
        number(line.minimum or 0, shown=line.minimum is not None),
        number(line.missing, shown=line.minimum is not None, alarm=True),
        Cell(
            frame.word(f"check.{_state(line)}"),
            align="center",
            valign="middle",
            bold=True,
            fill=SHADE if is_sum else None,
        ),
        number(counts.required + counts.optional),
    ]
    return table.row(cells, weight=0.7 if line.kind == "total" else 0.25)


def _state(line: SummaryLine) -> str:
    """Whether the line's own demands are met: its required rows and, where it has one, its minimum."""
    counts = line.counts
    reachable = counts.optional_conforming + counts.optional_undetermined
    if counts.required_not_conforming or (line.minimum is not None and reachable < line.minimum):
        return "failed"
    return "open" if counts.required_undetermined or line.missing else "met"


def _check(frame: Frame, table: Table) -> Row:
    return table.row(
        [
            Cell(frame.word("result"), bold=True, span=2, valign="middle", size=9),
            Cell(
                frame.word(f"result.{frame.data.result}"),
                bold=True,
                align="center",
                valign="middle",
                span=11,
                size=12,
            ),
        ],
        weight=1.2,
    )
