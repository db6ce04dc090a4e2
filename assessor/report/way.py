"""What is left to do until the assessment conforms: open required rows, the easiest optional ones."""

from assessor.messages import text
from assessor.report.canvas import mm
from assessor.report.content import Way, WayRow
from assessor.report.frame import GREY, SHADE, Frame
from assessor.report.table import Cell, Row, Table

_NUMBER, _DIFFICULTY, _VERDICT = 22.0, 18.0, 16.0


def draw_way(frame: Frame, way: Way | None) -> None:
    """Draws the section; nothing where everything is met."""
    if way is None:
        return
    frame.begin(frame.word("way"))
    frame.paragraph(frame.word("way.note"), size=7, colour=GREY)
    for shortfall in way.shortfalls:
        frame.paragraph(shortfall, bold=True)
    parts = (
        ("way.required", way.required),
        ("way.rated", way.rated),
        ("way.unrated", way.unrated),
        ("way.ruled_out", way.ruled_out),
    )
    for key, rows in parts:
        if rows:
            _part(frame, frame.word(key, count=len(rows), difficulty=way.difficulty), rows)


def _part(frame: Frame, title: str, rows: tuple[WayRow, ...]) -> None:
    frame.subheading(title, level=1)
    sheet = frame.sheet
    widths = [mm(_NUMBER), sheet.width - mm(_NUMBER + _DIFFICULTY + _VERDICT), mm(_DIFFICULTY), mm(_VERDICT)]
    table = Table(sheet.setter, widths, size=7.2, padding=(2.5, 1.8))
    keys = ("column.number", "matrix.title", "way.difficulty", "way.verdict")
    head = table.row([Cell(frame.word(key), bold=True, fill=SHADE) for key in keys])
    table.flow(sheet, [_row(frame, table, row) for row in rows], [head])


def _row(frame: Frame, table: Table, row: WayRow) -> Row:
    mark = text(f"wording.mark.{row.verdict}", frame.data.language)
    return table.row(
        [
            Cell(row.id),
            Cell(row.title),
            Cell(row.difficulty, align="right"),
            Cell(mark, align="center"),
        ]
    )
