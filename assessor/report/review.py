"""The review report as a PDF/A-3b file that carries what was examined, ready to be signed."""

from dataclasses import dataclass

from assessor.report.canvas import Placement, Printed, mm
from assessor.report.frame import BODY, FAINT, GREY, SHADE, PageFrame, grouped, label
from assessor.report.pdfa import Attachment, finalise
from assessor.report.review_content import ReviewData, ReviewRow
from assessor.report.rounds import draw_changes, draw_findings, draw_rounds
from assessor.report.stamp import STAMP_SIZE
from assessor.report.table import Block, Cell, Row, Table

REVIEW_FILE = "review.json"
SUBMISSION_FILE = "submission.pdf"
_EXAMINER = "examiner"
_NAME_LINE = mm(9)


@dataclass(frozen=True, slots=True)
class ReviewReport:
    """A finished report.

    Attributes:
        pdf: PDF/A-3b, checked, with the review and the examined file attached.
        signature_box: place reserved for the examiner's stamp: page from 0, and corners in points.
    """

    pdf: bytes
    page_count: int
    signature_box: tuple[int, float, float, float, float]


def build_review(data: ReviewData, review: bytes, submission: bytes) -> ReviewReport:
    """The report with `review.json` and the examined PDF, byte for byte, attached.

    Args:
        data: what the pages say.
        review: the review as JSON.
        submission: the PDF that was examined.

    Raises:
        ReportError: `font_gap` with every field that holds a character no font has, or `pdfa_invalid`.
    """
    printed = draw_report(data)
    pdf = finalise(
        printed.pdf,
        title=f"{data.title} {data.name}".strip(),
        author=data.author,
        subject=data.outcome,
        attachments=[
            Attachment(REVIEW_FILE, review, "application/json", label(data.language, "attachment.review")),
            Attachment(
                SUBMISSION_FILE,
                submission,
                "application/pdf",
                label(data.language, "attachment.submission"),
                "Data",
            ),
        ],
        created=data.created,
        language="en" if data.language == "en" else "ja-JP",
    )
    return ReviewReport(pdf, printed.page_count, _box(printed.places[_EXAMINER]))


def draw_report(data: ReviewData) -> Printed:
    """The pages alone, neither checked nor with attachments.

    Raises:
        ReportError: `font_gap`.
    """
    frame: PageFrame[ReviewData] = PageFrame(data)
    _cover(frame)
    draw_findings(frame, data.findings)
    _tables(frame)
    if data.changes is not None:
        draw_changes(frame, data.changes)
    draw_rounds(frame, data.rounds)
    _journal(frame)
    return frame.sheet.finish()


def _cover(frame: PageFrame[ReviewData]) -> None:
    """Outcome, facts, the field for the signature."""
    sheet, data = frame.sheet, frame.data
    sheet.section = data.title
    sheet.new_page()
    sheet.bookmark(data.title)
    sheet.text(sheet.right, sheet.y - 9, data.edition, 10.5, align="right", bold=True)
    sheet.y = sheet.text(sheet.left, sheet.y, data.title, 21, width=sheet.width * 0.6, bold=True)
    sheet.line(sheet.left, sheet.y - 2, sheet.right, sheet.y - 2, weight=1.6)
    sheet.y -= 12
    head = mm(38)
    table = Table(sheet.setter, [head, sheet.width - head], size=9, padding=(4, 4))
    rows = [
        table.row(
            [
                Cell(fact.label, fill=SHADE, size=8),
                Cell(
                    fact.value or frame.word("not_filled"),
                    colour=(0, 0, 0) if fact.value else FAINT,
                    where=fact.label,
                ),
            ]
        )
        for fact in data.facts
    ]
    table.flow(sheet, rows)
    sheet.y -= 12
    outcome = (
        Block(data.outcome, bold=True, size=20 if frame.data.language == "ja" else 15),
        Block(data.explanation, size=8.5, above=4),
    )
    box = Table(sheet.setter, [sheet.width], size=8.5, padding=(8, 8))
    box.flow(sheet, [box.row([Cell(blocks=outcome)], weight=1.2)])
    sheet.y -= 14
    _signature(frame)


def _signature(frame: PageFrame[ReviewData]) -> None:
    sheet, data = frame.sheet, frame.data
    width, height = mm(STAMP_SIZE[0]), mm(STAMP_SIZE[1])
    sheet.need(height + _NAME_LINE + mm(24))
    sheet.y = sheet.text(
        sheet.left, sheet.y, frame.word("signature.electronic", role=data.examiner.role), 8, bold=True
    )
    top = sheet.y - 2
    sheet.rectangle(sheet.left, top, width, height, weight=0.8)
    sheet.mark(_EXAMINER, sheet.left, top, width, height)
    low = top - height
    sheet.rectangle(sheet.left, low, width, _NAME_LINE, weight=0.5)
    sheet.text(sheet.left + 3, low - 1.5, frame.word("signature.name"), 6, colour=GREY)
    name = sheet.setter.layout(data.examiner.name, width - 6, 9, where=frame.word("signature.name"))
    sheet.draw(sheet.left + 3, low - 9, name.part(0, 1))
    sheet.y = low - _NAME_LINE - 10
    sheet.y = sheet.text(sheet.left, sheet.y, frame.word("review.fingerprint"), BODY, bold=True)
    sheet.y = sheet.text(sheet.left, sheet.y, grouped(data.fingerprint, 8), 8, width=sheet.width)


def _tables(frame: PageFrame[ReviewData]) -> None:
    """Every row with both verdicts side by side."""
    sheet = frame.sheet
    frame.begin(frame.word("review.rows"), new_page=True)
    frame.paragraph(frame.word("review.rows_note"), size=7, colour=GREY)
    number, verdict, look, note = mm(14), mm(23), mm(18), mm(48)
    for content in frame.data.tables:
        frame.subheading(content.title)
        table = Table(
            sheet.setter,
            [number, sheet.width - number - 2 * verdict - look - note, verdict, look, verdict, note],
            size=7,
            padding=(2.5, 2.2),
        )
        keys = ("number", "title", "verdict", "look", "examined", "note")
        head = table.row([Cell(frame.word(f"review.{key}"), bold=True, fill=SHADE, size=6.6) for key in keys])
        table.flow(sheet, [_row(frame, table, row) for row in content.rows], [head])


def _row(frame: PageFrame[ReviewData], table: Table, row: ReviewRow) -> Row:
    where = frame.word("where.row", id=row.number, field=frame.word("review.note"))
    return table.row(
        [
            Cell(row.number, bold=True),
            Cell(row.title, bold=row.level == "required"),
            Cell(row.verdict),
            Cell(row.look, bold=True),
            Cell(row.examined, bold=row.is_apart, fill=SHADE if row.is_apart else None),
            Cell(row.note, where=where),
        ]
    )


def _journal(frame: PageFrame[ReviewData]) -> None:
    """What the examiner did, edit by edit."""
    if not frame.data.journal:
        return
    sheet = frame.sheet
    frame.begin(frame.word("journal"), room=120)
    frame.paragraph(frame.word("journal.note"), size=7, colour=GREY)
    number, at, what, value = mm(9), mm(25), mm(40), mm(34)
    table = Table(
        sheet.setter,
        [number, at, what, value, value, sheet.width - number - at - what - 2 * value],
        size=7,
        padding=(2.5, 2.0),
    )
    keys = ("seq", "at", "what", "before", "after", "why")
    head = table.row([Cell(frame.word(f"journal.{key}"), bold=True, fill=SHADE, size=6.6) for key in keys])
    rows = []
    for one in frame.data.journal:
        where = frame.word("journal.where", seq=one.seq)
        who = (Block(one.by, size=6.6, colour=GREY, above=0.5),) if one.by else ()
        rows.append(
            table.row(
                [
                    Cell(str(one.seq), align="right", colour=GREY),
                    Cell(blocks=(Block(one.at), *who), where=where),
                    Cell(one.what, where=where),
                    Cell(one.before or frame.word("journal.nothing"), colour=GREY, where=where),
                    Cell(one.after or frame.word("journal.nothing"), bold=True, where=where),
                    Cell(one.why, where=where),
                ]
            )
        )
    table.flow(sheet, rows, [head])


def _box(place: Placement) -> tuple[int, float, float, float, float]:
    return (place.page, *place.box)
