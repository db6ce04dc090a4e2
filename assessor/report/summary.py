"""The summary: counts and minimums table by table, in the order of the official sheet."""

from collections.abc import Iterable

from assessor.report.canvas import mm
from assessor.report.content import SummaryLine
from assessor.report.frame import FAINT, GREY, SHADE, Frame
from assessor.report.table import Cell, Row, Table

_LABEL, _COUNT, _MINIMUM = 17.0, 11.5, 14.0
# Space above and below the lines on the cover, the first that fits is taken.
_TIGHTER = (3.2, 2.2, 1.2)


def draw_summary(frame: Frame) -> None:
    """Draws the table, the result below it, and what the marks mean."""
    sheet = frame.sheet
    frame.begin(frame.word("summary"), new_page=True)
    counts = [mm(_COUNT)] * 5 + [mm(_COUNT)] * 2 + [mm(_MINIMUM), mm(_COUNT), mm(_COUNT), mm(_COUNT)]
    name = sheet.width - mm(_LABEL) - sum(counts)
    table = Table(sheet.setter, [mm(_LABEL), name, *counts], size=7.5, padding=(2, 3.5))
    lines = [_line(frame, table, line) for line in frame.data.summary]
    table.flow(sheet, [*lines, _check(frame, table)], [table.row(head) for head in _heads(frame, wide=True)])
    sheet.y -= 6
    frame.paragraph(frame.word("legend"), size=7, colour=GREY)
    frame.paragraph(frame.word("summary.note"), size=7)


def draw_groups(frame: Frame, room: float) -> None:
    """Each group, each table that stands alone, and the total, for the cover: together they add up.

    Left out where `room` points do not hold it: the summary on the next page says the same.
    """
    sheet = frame.sheet
    counts = [mm(_COUNT)] * 5 + [mm(_COUNT)] * 2 + [mm(_MINIMUM), mm(_COUNT), mm(_COUNT)]
    for above in _TIGHTER:
        table = Table(sheet.setter, [sheet.width - sum(counts), *counts], size=8, padding=(3, above))
        head = [table.row(cells[1:-1]) for cells in _heads(frame, wide=False)]
        rows = [_short_line(frame, table, line) for line in _whole(frame.data.summary)]
        if sum(row.height for row in (*head, *rows)) <= room:
            table.flow(sheet, rows, head)
            return


def _short_line(frame: Frame, table: Table, line: SummaryLine) -> Row:
    """A line of the summary with its label and name in one cell and without the last count."""
    label, *cells = _cells(frame, line, shaded=line.kind == "total")
    if line.kind == "table":
        label, cells = label._replace(text=f"{line.label}　{line.name}"), cells[1:]
    return table.row([label._replace(span=1, size=8), *cells[:-1]], weight=_weight(line))


def _whole(lines: Iterable[SummaryLine]) -> list[SummaryLine]:
    """The lines without the tables that a sum after them covers."""
    found: list[SummaryLine] = []
    covered: list[SummaryLine] = []
    for line in lines:
        if line.kind == "table" and line.minimum is None:
            covered.append(line)
            continue
        if line.kind != "group":
            found += covered
        covered = []
        found.append(line)
    return found


def _weight(line: SummaryLine) -> float:
    return 0.7 if line.kind == "total" else 0.25


def _heads(frame: Frame, *, wide: bool) -> tuple[list[Cell], list[Cell]]:
    """Both lines of the table's head; `wide` with a column for the name of the table."""

    def head(key: str, span: int = 1, size: float = 7.0) -> Cell:
        text = frame.word(f"summary.{key}") if key else ""
        return Cell(text, bold=True, align="center", valign="middle", fill=SHADE, span=span, size=size)

    small = 6.5 if frame.is_japanese else 5.8
    required = ("count", "conforming", "not_applicable", "not_conforming", "undetermined")
    optional = ("count", "conforming", "minimum", "missing")
    upper = [head(""), head(""), head("required", 5), head("optional", 4), head(""), head("")]
    lower = [
        head("table"),
        head("criteria" if wide else "table"),
        *(head(key, size=small) for key in (*required, *optional)),
        head("check"),
        head("total_rows", size=small),
    ]
    return upper, lower


def _line(frame: Frame, table: Table, line: SummaryLine) -> Row:
    return table.row(_cells(frame, line, shaded=line.kind != "table"), weight=_weight(line))


def _cells(frame: Frame, line: SummaryLine, *, shaded: bool) -> list[Cell]:
    counts = line.counts
    fill = SHADE if shaded else None

    def number(value: int, *, shown: bool = True, alarm: bool = False) -> Cell:
        return Cell(
            str(value) if shown else "―",
            align="right",
            valign="middle",
            bold=shaded or (alarm and value > 0),
            colour=(0, 0, 0) if shown and value else FAINT,
            fill=fill,
        )

    def words(text: str, *, span: int = 1, bold: bool = False) -> Cell:
        return Cell(text, bold=bold or shaded, valign="middle", span=span, fill=fill, size=7.5)

    required, optional = counts.required > 0, counts.optional > 0
    if line.kind == "table":
        cells = [words(line.label, bold=True), words(line.name)]
    else:
        label = line.label if line.kind == "total" else frame.word("summary.sum", label=line.label)
        cells = [words(label, span=2, bold=True)]
    return [
        *cells,
        number(counts.required),
        number(counts.required_conforming, shown=required),
        number(counts.required_not_applicable, shown=required),
        number(counts.required_not_conforming, shown=required, alarm=True),
        number(counts.required_undetermined, shown=required, alarm=True),
        number(counts.optional),
        number(counts.optional_conforming, shown=optional),
        number(line.minimum or 0, shown=line.minimum is not None),
        number(line.missing, shown=line.minimum is not None, alarm=True),
        Cell(_mark(frame, line), align="center", valign="middle", bold=True, fill=fill),
        number(counts.required + counts.optional),
    ]


def _mark(frame: Frame, line: SummaryLine) -> str:
    """Whether the line's own demands are met: its required rows and, where it has one, its minimum."""
    counts = line.counts
    if not counts.required and line.minimum is None:
        return "―"
    reachable = counts.optional_conforming + counts.optional_undetermined
    if counts.required_not_conforming or (line.minimum is not None and reachable < line.minimum):
        return frame.word("check.failed")
    is_open = counts.required_undetermined > 0 or line.missing > 0
    return frame.word("check.open" if is_open else "check.met")


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
