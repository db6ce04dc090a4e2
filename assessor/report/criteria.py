"""The criteria tables, row by row, as the official sheet has them, with what each verdict rests on."""

from assessor.report.canvas import mm
from assessor.report.content import CriteriaTable, CriterionRow, Finding, Verdict
from assessor.report.frame import ALARM, FAINT, GREY, SHADE, Frame
from assessor.report.table import Block, Cell, Row, Table

_BOXES: tuple[Verdict, ...] = ("conforming", "not_conforming", "not_applicable")
# Number, level, verdict, findings, drawing, remark, examiner; the criterion takes the rest (mm).
_WIDTHS = {
    "ja": (12.5, 11.0, 17.0, 40.0, 14.0, 17.0, 15.0),
    "en": (12.5, 11.0, 22.5, 40.0, 13.0, 16.0, 14.0),
}
# A remark of more characters stands in a row of its own below.
_REMARK_INSIDE = 45
_BAR = 2.4


def draw_tables(frame: Frame) -> None:
    """Draws one table after the other."""
    for number, table in enumerate(frame.data.tables):
        _draw(frame, table, first=number == 0)


def _draw(frame: Frame, content: CriteriaTable, *, first: bool) -> None:
    sheet = frame.sheet
    frame.begin(f"{content.label}　{content.name}", new_page=first, room=150)
    counts = content.counts
    line = []
    if counts.required:
        line.append(
            f"{frame.word('tally.required')}　"
            + frame.word(
                "tally.required_text",
                done=counts.required_conforming + counts.required_not_applicable,
                total=counts.required,
                conforming=counts.required_conforming,
                not_applicable=counts.required_not_applicable,
                not_conforming=counts.required_not_conforming,
                undetermined=counts.required_undetermined,
            )
        )
    if counts.optional:
        line.append(
            f"{frame.word('tally.optional')}　"
            f"{frame.word('summary.conforming')} {counts.optional_conforming} / {counts.optional}"
        )
    frame.paragraph("　　".join(line), size=8, after=2)
    number, level, verdict, findings, drawing, remark, examiner = map(mm, _WIDTHS[frame.data.language])
    criterion = sheet.width - number - level - verdict - findings - drawing - remark - examiner
    table = Table(
        sheet.setter,
        [number, criterion, level, verdict, findings, drawing, remark, examiner],
        size=7,
        leading=1.32,
        padding=(2.5, 2.5),
    )
    rows: list[Row] = []
    many = [row.item for row in content.rows]
    previous = ""
    under: Row | None = None
    for row in content.rows:
        if row.item != previous:
            under = None
            if many.count(row.item) > 1:
                rows.append(_band(table, row.item))
                under = _band(table, row.item + frame.word("continued"))
        previous = row.item
        rows.extend(_rows(frame, table, row, under))
    table.flow(sheet, rows, [_head(frame, table)])
    sheet.y -= 3
    frame.paragraph(frame.word("table_note"), size=6.5, colour=GREY, after=0)


def _band(table: Table, item: str) -> Row:
    return table.row([Cell(item, bold=True, fill=SHADE, span=8, size=7.5)], keep=True)


def _head(frame: Frame, table: Table) -> Row:
    keys = ("number", "criterion", "level", "verdict", "findings", "drawings", "remark", "examiner")
    size = 7 if frame.is_japanese else 6.3
    return table.row(
        [
            Cell(
                frame.word(f"column.{key}"),
                bold=True,
                fill=SHADE,
                align="center",
                valign="middle",
                size=5.6 if key == "level" else size,
            )
            for key in keys
        ],
        weight=0.6,
    )


def _rows(frame: Frame, table: Table, row: CriterionRow, under: Row | None) -> list[Row]:
    fails = row.level == "required" and row.verdict == "not_conforming"
    remark, below = row.remark, ""
    if len(remark) > _REMARK_INSIDE:
        remark, below = frame.word("remark_below"), remark
    where = frame.row_field(row.id, frame.word("column.remark"))
    cells = [
        Cell(row.number, bold=True, align="center"),
        Cell(blocks=_criterion(frame, row)),
        Cell(blocks=_level(frame, row), align="center"),
        Cell(blocks=_verdict(frame, row), fill=ALARM if fails else None),
        Cell(blocks=_findings(frame, row), where=frame.row_field(row.id, frame.word("column.findings"))),
        Cell(row.drawings, where=frame.row_field(row.id, frame.word("column.drawings"))),
        Cell(remark, where=where),
        Cell(row.examiner, where=frame.row_field(row.id, frame.word("column.examiner"))),
    ]
    bar = _BAR if fails else 0.0
    made = [table.row(cells, bar=bar, keep=bool(below), min_height=mm(9), under=under)]
    if below:
        text = frame.word("remark_row", number=row.number, text=below)
        made.append(table.row([Cell(), Cell(text, span=7, where=where)], bar=bar))
    return made


def _criterion(frame: Frame, row: CriterionRow) -> tuple[Block, ...]:
    efforts = (Block(frame.word("effort", text=one), size=6.5, colour=GREY, above=1) for one in row.efforts)
    return (Block(row.title, bold=True, size=7.5), Block(row.text, above=1.0), *efforts)


def _level(frame: Frame, row: CriterionRow) -> tuple[Block, ...]:
    tag = Block(
        frame.word(f"level.{row.level}"),
        bold=row.level == "required",
        size=6.8,
        tag="filled" if row.level == "required" else "outlined",
    )
    return (tag, Block(row.importance, size=9, above=1.5)) if row.importance else (tag,)


def _verdict(frame: Frame, row: CriterionRow) -> tuple[Block, ...]:
    """Boxes for the three verdicts, the right one black; an unmet optional row is told without alarm."""
    size = 7.4 if frame.is_japanese else 6.4
    blocks = []
    for one in _BOXES:
        chosen = one == row.verdict
        strong = chosen and not (row.level == "optional" and one != "conforming")
        blocks.append(
            Block(
                f"{'■' if chosen else '□'} {frame.word(f'box.{one}')}",
                bold=strong,
                size=size,
                colour=(0, 0, 0) if chosen else FAINT,
            )
        )
        if chosen and one == "not_conforming" and row.level == "optional":
            blocks.append(Block(frame.word("box.not_counted"), size=size - 1))
    if row.verdict == "undetermined":
        blocks.append(Block(frame.word("box.undetermined"), bold=True, size=size, above=1))
    if row.recheck:
        blocks.append(Block(frame.word("box.recheck"), bold=True, size=size, above=1))
    if row.by_person:
        blocks.append(Block(frame.word("box.by_person"), size=size - 1, above=1))
    return tuple(blocks)


def _findings(frame: Frame, row: CriterionRow) -> tuple[Block, ...]:
    blocks: list[Block] = []
    if row.machine is not None:
        machine = frame.word("machine", verdict=frame.word(f"box.{row.machine}"))
        blocks.append(Block(machine, bold=True, size=6.6))
    previous = ""
    for finding in row.findings:
        blocks.extend(_finding(finding, place=finding.place if finding.place != previous else ""))
        previous = finding.place
    return tuple(blocks)


def _finding(finding: Finding, place: str) -> list[Block]:
    blocks = [Block(place, size=6.4, colour=GREY, above=1.5)] if place else []
    blocks.append(Block(finding.text, above=0.5))
    if finding.margin:
        blocks.append(Block(finding.margin, size=6.4, align="right"))
    return blocks
