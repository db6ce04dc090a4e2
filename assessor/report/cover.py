"""The cover: case data, the result with its reasons, the counts at a glance, the fields for signatures."""

from assessor.report.canvas import mm
from assessor.report.content import Reason, SignatureField
from assessor.report.frame import BODY, FAINT, GREY, SHADE, Frame, grouped
from assessor.report.qrcode import draw_qr
from assessor.report.summary import draw_groups
from assessor.report.table import Block, Cell, Row, Table
from assessor.report.text import Layout

DESIGNER, OFFICIAL = "designer", "official"
_ROWS_SHOWN = 30
_BOX_HEIGHT = mm(30)
_LINE_HEIGHT = mm(9)
_CAPTION = 11.0
_GAP = mm(7)
_QR = mm(21)
# Height of the fields with all that belongs to them, and of the note above them.
_SIGNATURES = _CAPTION + _BOX_HEIGHT + _LINE_HEIGHT + 24 + _QR
_NOTE = 31.0


def draw_cover(frame: Frame) -> None:
    """Draws the first page (more where the case data are long)."""
    sheet, data = frame.sheet, frame.data
    sheet.section = frame.word("result")
    sheet.new_page()
    sheet.bookmark(data.title)
    _title(frame)
    _facts(frame)
    _result(frame)
    _signatures(frame)


def _title(frame: Frame) -> None:
    sheet, data = frame.sheet, frame.data
    sheet.y = sheet.text(sheet.left, sheet.y, frame.word("scheme"), 10, width=sheet.width, colour=GREY) - 2
    sheet.text(sheet.right, sheet.y - 9, f"{data.edition}　{data.category}", 10.5, align="right", bold=True)
    sheet.y = sheet.text(sheet.left, sheet.y, data.title, 21, width=sheet.width * 0.6, bold=True)
    sheet.line(sheet.left, sheet.y - 2, sheet.right, sheet.y - 2, weight=1.6)
    sheet.y -= 10


def _facts(frame: Frame) -> None:
    """Case data, short facts two abreast."""
    sheet = frame.sheet
    label = mm(30)
    table = Table(
        sheet.setter,
        [label, sheet.width / 2 - label, label, sheet.width / 2 - label],
        size=9.5,
        padding=(4, 4),
    )
    rows: list[Row] = []
    waiting: list[Cell] = []
    for fact in frame.data.facts:
        value = fact.value or frame.word("not_filled")
        wide = (
            sheet.setter.layout(value, float("inf"), 9.5, where=fact.label).width
            > sheet.width / 2 - label - 8
        )
        head = Cell(fact.label, fill=SHADE, size=8)
        body = Cell(value, colour=(0, 0, 0) if fact.value else FAINT, where=fact.label)
        if wide or len(rows) == 0:
            if waiting:
                rows.append(table.row([*waiting, Cell(span=2)]))
                waiting = []
            rows.append(table.row([head, Cell(body.text, colour=body.colour, span=3, where=fact.label)]))
            continue
        waiting += [head, body]
        if len(waiting) == 4:
            rows.append(table.row(waiting))
            waiting = []
    if waiting:
        rows.append(table.row([*waiting, Cell(span=2)]))
    table.flow(sheet, rows)
    sheet.y -= 10


def _result(frame: Frame) -> None:
    """The result large, beside it what it means and the reasons; below it how far each group is."""
    sheet, data = frame.sheet, frame.data
    left = mm(60)
    table = Table(sheet.setter, [left, sheet.width - left], size=8, padding=(7, 6))
    meaning = Block(frame.word(f"result_means.{data.result}"), size=8)
    reasons = [block for reason in data.reasons for block in _reason(frame, reason)]
    large = 24 if frame.is_japanese else 15
    result = (
        Block(frame.word("result"), size=9),
        Block(frame.word(f"result.{data.result}"), bold=True, size=large, above=2),
    )
    row = table.row(
        [Cell(blocks=result, valign="middle", align="center"), Cell(blocks=(meaning, *reasons))],
        min_height=mm(24),
        weight=1.2,
    )
    table.flow(sheet, [row])
    draw_groups(frame, sheet.room - _SIGNATURES - _NOTE)
    sheet.y -= 5
    frame.paragraph(frame.word("self_check"), size=7, colour=GREY, after=6)


def _reason(frame: Frame, reason: Reason) -> list[Block]:
    blocks = [Block(f"・{reason.text}", bold=True, above=2.5)]
    if reason.rows:
        listed = frame.word("separator").join(reason.rows[:_ROWS_SHOWN])
        more = len(reason.rows) - _ROWS_SHOWN
        if more > 0:
            listed = frame.word("rows_more", rows=listed, count=more)
        blocks.append(Block(frame.word("rows", rows=listed), size=7, indent=8, above=0.5))
    return blocks


def _signatures(frame: Frame) -> None:
    """Two boxes for stamps, with lines for name, date and seal, and the fingerprint beside its code."""
    sheet, data = frame.sheet, frame.data
    if sheet.room < _SIGNATURES:
        sheet.section = frame.word("signatures")
        sheet.new_page()
    # The fields stand at the foot of the page, where one looks for them.
    sheet.y = sheet.bottom + _SIGNATURES
    width = (sheet.width - _GAP) / 2
    top = sheet.y
    _field(frame, DESIGNER, data.designer, (sheet.left, top), width)
    _field(frame, OFFICIAL, data.official, (sheet.left + width + _GAP, top), width)
    sheet.y = top - _CAPTION - _BOX_HEIGHT - _LINE_HEIGHT - 4
    frame.paragraph(frame.word("signature.note"), size=6.5, colour=GREY, after=2)
    sheet.y = sheet.bottom + _QR
    draw_qr(sheet, sheet.right - _QR, sheet.y, _QR, f"sha256:{data.fingerprint}")
    x, beside = sheet.left, sheet.width - _QR - 6
    y = sheet.text(x, sheet.y - 2, frame.word("fingerprint_long"), BODY, bold=True)
    digits = grouped(data.fingerprint, 8)
    y = sheet.text(x, y, digits, 8, width=beside)
    y = sheet.text(x, y - 1, frame.word("fingerprint_note"), 6.5, width=beside, colour=GREY)
    sheet.text(
        x, y - 1, f"{frame.word('edition_digest')}　{data.edition_digest}", 6, width=beside, colour=GREY
    )
    sheet.y = sheet.bottom


def _field(frame: Frame, mark: str, field: SignatureField, at: tuple[float, float], width: float) -> None:
    sheet, (x, top) = frame.sheet, at
    caption = frame.word("signature.electronic", role=field.role)
    sheet.text(x, top, caption, 8, bold=True)
    top -= _CAPTION
    sheet.rectangle(x, top, width, _BOX_HEIGHT, weight=0.8)
    sheet.mark(mark, x, top, width, _BOX_HEIGHT)
    top -= _BOX_HEIGHT
    seal, date = mm(15), mm(26)
    name = width - seal - date
    for offset, part, label, value in (
        (0.0, name, frame.word("signature.name"), field.name),
        (name, date, frame.word("signature.date"), ""),
        (name + date, seal, "", ""),
    ):
        sheet.rectangle(x + offset, top, part, _LINE_HEIGHT, weight=0.5)
        sheet.text(x + offset + 3, top - 1.5, label, 6, colour=GREY)
        # A name too long for the line stands whole among the case data.
        if value and (layout := _fitting(frame, value, part - 6)) is not None:
            sheet.draw(x + offset + 3, top - 9, layout)
    middle = x + name + date + seal / 2
    sheet.text(middle, top - 8, frame.word("signature.seal"), 8, align="center", colour=FAINT)


def _fitting(frame: Frame, value: str, width: float) -> Layout | None:
    """The name in the largest type that shows it whole; None for one that is far too long."""
    for size in (10.0, 8.5, 7.0, 6.0):
        layout = frame.sheet.setter.layout(value, width, size, where=frame.word("fact.assessor"), leading=1.1)
        if layout.height <= _LINE_HEIGHT - 9:
            return layout
    return None
