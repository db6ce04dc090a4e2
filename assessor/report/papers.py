"""The papers around the checklist: cover of a filing, list of documents, dwellings, list of changes."""

from assessor.report.canvas import mm
from assessor.report.content import Change, Fact
from assessor.report.frame import FAINT, GREY, SHADE, PageFrame
from assessor.report.paper_content import (
    ChangesPaper,
    CoverPaper,
    DocumentEntry,
    DocumentsPaper,
    DwellingsPaper,
    PaperHead,
)
from assessor.report.pdfa import finalise
from assessor.report.table import Block, Cell, Row, Table

_SPINE_HEIGHT = mm(16)


def cover_pdf(head: PaperHead, paper: CoverPaper) -> bytes:
    """The cover of a filing as PDF/A.

    Raises:
        ReportError: a character that no font has.
    """
    frame = _begun(head)
    sheet = frame.sheet
    _heading(frame, paper.application, paper.form)
    _facts(frame, paper.facts)
    left = sheet.width * 0.5
    table = Table(sheet.setter, [left, sheet.width - left], size=8.5, padding=(6, 5))
    counted = tuple(Block(f"{word}　{count}", above=1.5) for word, count in paper.counts)
    required = tuple(Block(f"{name}　{word}", above=1.5) for name, word in paper.requirements)
    heads = [Cell(frame.word(f"paper.{key}"), bold=True, fill=SHADE) for key in ("documents", "requirements")]
    rows = [table.row(heads), table.row([Cell(blocks=counted), Cell(blocks=required)])]
    table.flow(sheet, rows)
    sheet.y -= 8
    if paper.wanting:
        frame.subheading(frame.word("paper.wanting"))
        frame.points(paper.wanting, size=8.5)
    else:
        frame.paragraph(frame.word("paper.nothing_wanting"), size=9)
    if paper.binding:
        frame.subheading(frame.word("paper.binding"))
        frame.paragraph(paper.binding, size=9)
    if paper.notes:
        frame.subheading(frame.word("paper.notes"))
        frame.points(paper.notes, size=8)
    if paper.binding:
        _spine(frame, paper.spine)
    return _finished(frame)


def documents_pdf(head: PaperHead, paper: DocumentsPaper) -> bytes:
    """The list of documents as PDF/A.

    Raises:
        ReportError: a character that no font has.
    """
    frame = _begun(head)
    _heading(frame, head.title, head.subtitle)
    _document_table(frame, paper.entries)
    if paper.extra:
        frame.subheading(frame.word("paper.extra"))
        _document_table(frame, paper.extra)
    frame.sheet.y -= 6
    frame.points(paper.notes)
    return _finished(frame)


def dwellings_pdf(head: PaperHead, paper: DwellingsPaper) -> bytes:
    """The annex of dwellings applied for as PDF/A.

    Raises:
        ReportError: a character that no font has.
    """
    frame = _begun(head)
    sheet = frame.sheet
    _heading(frame, head.title, head.subtitle)
    widths = [sheet.width * share for share in (0.3, 0.2, 0.2, 0.3)]
    table = Table(sheet.setter, widths, size=8.5, padding=(4, 3))
    heads = [
        _head(frame, key) for key in ("paper.unit_type", "paper.count", "paper.declared", "paper.area_sum")
    ]
    rows = [
        table.row([name, *(Cell(one, align="right") for one in numbers)]) for name, *numbers in paper.totals
    ]
    whole = [
        Cell(frame.word("paper.whole"), bold=True, fill=SHADE),
        Cell(paper.whole[0], bold=True, align="right", fill=SHADE),
        Cell(fill=SHADE),
        Cell(paper.whole[1], bold=True, align="right", fill=SHADE),
    ]
    table.flow(sheet, [*rows, table.row(whole, weight=0.7)], [table.row(heads)])
    if paper.faults:
        frame.subheading(frame.word("paper.faults"))
        frame.points(paper.faults, size=8.5)
    sheet.y -= 10
    shares = (0.07, 0.17, 0.1, 0.26, 0.17, 0.23)
    listed = Table(sheet.setter, [sheet.width * one for one in shares], size=8.5, padding=(4, 2.5))
    columns = ("paper.no", "paper.number", "paper.floor", "paper.unit_type", "paper.area", "paper.note")
    lines = [
        listed.row(
            [
                Cell(str(count), align="right", colour=GREY),
                Cell(number, where=number),
                Cell(floor, align="right"),
                Cell(unit),
                Cell(area, align="right"),
                Cell(note, where=number),
            ]
        )
        for count, (number, floor, unit, area, note) in enumerate(paper.rows, 1)
    ]
    listed.flow(sheet, lines, [listed.row([_head(frame, key) for key in columns])])
    return _finished(frame)


def changes_pdf(head: PaperHead, paper: ChangesPaper) -> bytes:
    """The list of changes since an earlier stage as PDF/A.

    Raises:
        ReportError: a character that no font has.
    """
    frame = _begun(head)
    sheet = frame.sheet
    since = frame.word("paper.since", since=paper.changes.since)
    _heading(frame, head.title, f"{head.subtitle}　{since}")
    table = Table(
        sheet.setter, [sheet.width * one for one in (0.2, 0.24, 0.28, 0.28)], size=8, padding=(3.5, 2.5)
    )
    heads = table.row([_head(frame, f"paper.change.{key}") for key in ("where", "what", "before", "after")])
    for group in paper.changes.groups:
        if not group.changes:
            continue
        frame.subheading(group.title)
        table.flow(sheet, [_change(frame, table, one) for one in group.changes], [heads])
        sheet.y -= 4
    if not any(group.changes for group in paper.changes.groups):
        frame.paragraph(frame.word("paper.no_changes"), size=9)
    if paper.rows:
        frame.subheading(frame.word("paper.rows"))
        rows = Table(sheet.setter, [sheet.width * 0.2, sheet.width * 0.8], size=8, padding=(3.5, 2.5))
        rows.flow(sheet, [rows.row([number, title]) for number, title in paper.rows])
        sheet.y -= 4
    if paper.documents:
        frame.subheading(frame.word("paper.concerned"))
        frame.points(paper.documents, size=8.5)
    frame.points(paper.notes)
    return _finished(frame)


def _begun(head: PaperHead) -> PageFrame[PaperHead]:
    frame = PageFrame(head)
    frame.sheet.section = head.title
    frame.sheet.new_page()
    frame.sheet.bookmark(head.title)
    return frame


def _finished(frame: PageFrame[PaperHead]) -> bytes:
    head = frame.data
    return finalise(
        frame.sheet.finish().pdf,
        title=f"{head.title} {head.name}".strip(),
        author=head.author,
        subject=head.edition,
        created=head.created,
        language="en" if head.language == "en" else "ja-JP",
    )


def _heading(frame: PageFrame[PaperHead], title: str, below: str) -> None:
    """Scheme, edition and category, the title large, the building's name under it."""
    sheet, head = frame.sheet, frame.data
    sheet.text(sheet.right, sheet.y - 2, f"{head.edition}　{head.category}", 9, align="right", colour=GREY)
    sheet.y = sheet.text(sheet.left, sheet.y, frame.word("scheme"), 9.5, width=sheet.width * 0.7, colour=GREY)
    sheet.y = sheet.text(sheet.left, sheet.y - 2, title, 17, width=sheet.width, bold=True)
    sheet.line(sheet.left, sheet.y - 2, sheet.right, sheet.y - 2, weight=1.4)
    sheet.y -= 7
    name = head.name or frame.word("not_filled")
    sheet.y = sheet.text(sheet.left, sheet.y, name, 11, width=sheet.width, bold=True) - 1
    if below:
        sheet.y = sheet.text(sheet.left, sheet.y, below, 8.5, width=sheet.width, colour=GREY)
    sheet.y -= 7


def _facts(frame: PageFrame[PaperHead], facts: tuple[Fact, ...]) -> None:
    sheet = frame.sheet
    label = mm(38)
    table = Table(sheet.setter, [label, sheet.width - label], size=9.5, padding=(5, 4))
    rows = [
        table.row(
            [
                Cell(fact.label, fill=SHADE, size=8.5),
                Cell(
                    fact.value or frame.word("not_filled"),
                    colour=(0, 0, 0) if fact.value else FAINT,
                    where=fact.label,
                ),
            ]
        )
        for fact in facts
    ]
    table.flow(sheet, rows)
    sheet.y -= 10


def _head(frame: PageFrame[PaperHead], key: str) -> Cell:
    return Cell(frame.word(key), bold=True, align="center", valign="middle", fill=SHADE, size=7.5)


def _document_table(frame: PageFrame[PaperHead], entries: tuple[DocumentEntry, ...]) -> None:
    sheet = frame.sheet
    shares = (0.055, 0.29, 0.14, 0.285, 0.23)
    table = Table(sheet.setter, [sheet.width * one for one in shares], size=8, padding=(3, 2.5))
    columns = ("paper.no", "paper.document", "paper.status", "paper.shows", "paper.enclosed")
    head = table.row([_head(frame, key) for key in columns])
    table.flow(sheet, [_entry(table, one) for one in entries], [head])


def _entry(table: Table, entry: DocumentEntry) -> Row:
    is_loud = entry.weight in {"wanting", "open"}
    colour = FAINT if entry.weight == "quiet" else (0.0, 0.0, 0.0)
    name = [Block(entry.name, bold=entry.weight != "quiet", colour=colour)]
    if entry.form:
        name.append(Block(entry.form, size=7, colour=GREY, above=1))
    status = (Block(f"{entry.mark} {entry.status}", bold=is_loud, colour=colour),)
    shows = tuple(Block(f"・{one}", size=7.5, above=0.5, colour=colour) for one in entry.shows)
    enclosed = (
        *(Block(one, size=7.5, above=0.5) for one in entry.enclosed),
        *(Block(one, size=7, above=1, colour=GREY) for one in entry.remark),
    )
    return table.row(
        [
            Cell(entry.number, align="right", where=entry.number),
            Cell(blocks=tuple(name), where=entry.name),
            Cell(blocks=status),
            Cell(blocks=shows),
            Cell(blocks=enclosed, where=entry.name),
        ],
        bar=2.0 if entry.weight == "wanting" else 0.0,
    )


def _change(frame: PageFrame[PaperHead], table: Table, one: Change) -> Row:
    none = frame.word("paper.none")
    cells = [
        Cell(value or none, colour=(0, 0, 0) if value else FAINT, where=one.what)
        for value in (one.before, one.after)
    ]
    return table.row([Cell(one.where, where=one.what), Cell(one.what), *cells])


def _spine(frame: PageFrame[PaperHead], spine: tuple[str, str, str]) -> None:
    """A strip for the back of the file, to be cut out, at the foot of the page."""
    sheet = frame.sheet
    height = _SPINE_HEIGHT + 14
    if sheet.room < height:
        sheet.new_page()
    top = sheet.bottom + _SPINE_HEIGHT
    sheet.text(sheet.left, top + 12, frame.word("paper.spine"), 7, colour=GREY)
    for y in (top, sheet.bottom):
        sheet.line(sheet.left, y, sheet.right, y, colour=GREY, dash=(3, 2))
    application, name, owner = spine
    middle = top - _SPINE_HEIGHT / 2 + 6
    sheet.text(sheet.left + 4, middle, application, 9)
    sheet.text(sheet.left + sheet.width / 2, middle, name, 11, bold=True, align="center")
    sheet.text(sheet.right - 4, middle, owner, 9, align="right")
