"""The printed checklist as a PDF/A-3b file that carries its data, ready to be signed."""

from collections.abc import Mapping
from dataclasses import dataclass

from assessor.report.appendix import (
    draw_confirmations,
    draw_decisions,
    draw_drawings,
    draw_measurements,
    draw_policy,
)
from assessor.report.canvas import Placement, Printed
from assessor.report.content import ChecklistData
from assessor.report.cover import DESIGNER, OFFICIAL, draw_cover
from assessor.report.criteria import draw_tables
from assessor.report.frame import Frame, label
from assessor.report.matrix import draw_matrix
from assessor.report.pdfa import Attachment, finalise
from assessor.report.rounds import draw_changes, draw_findings, draw_rounds
from assessor.report.summary import draw_summary
from assessor.report.way import draw_way

# (page, x1, y1, x2, y2): page counted from 0, points from the lower left.
Box = tuple[int, float, float, float, float]
ASSESSMENT_FILE = "assessment.json"
RESULTS_FILE = "results.json"
LEFT_OPEN = "left open"
"""Name of the place where pages left open begin."""


@dataclass(frozen=True, slots=True)
class SignatureBoxes:
    """Where the stamps of the two signatures go."""

    designer: Box
    official: Box


@dataclass(frozen=True, slots=True)
class Checklist:
    """A finished checklist.

    Attributes:
        pdf: PDF/A-3b, checked, with its data attached.
        signature_boxes: places reserved for the stamps.
        fingerprint: SHA-256 of the attached assessment, as printed on every page.
    """

    pdf: bytes
    page_count: int
    signature_boxes: SignatureBoxes
    fingerprint: str


def build(
    data: ChecklistData, assessment: bytes, results: bytes, more: Mapping[str, bytes] | None = None
) -> Checklist:
    """The checklist with the assessment and its verdicts attached.

    The same arguments give the same bytes.

    Args:
        data: what the pages say.
        assessment: the assessment in the interchange form; `data.fingerprint` is its SHA-256.
        results: the verdicts as JSON.
        more: further JSON files by name, described as `report.attachment.<name without ending>`.

    Raises:
        ReportError: `font_gap` with every field that holds a character no font has, or `pdfa_invalid`.
    """
    printed = draw_pages(data)
    pdf = finalise(
        printed.pdf,
        title=f"{data.title} {data.name}".strip(),
        author=data.author,
        subject=label(
            data.language,
            "subject",
            edition=data.edition,
            category=data.category,
            result=label(data.language, f"result.{data.result}"),
        ),
        attachments=[
            Attachment(
                ASSESSMENT_FILE,
                assessment,
                "application/json",
                label(data.language, "attachment.assessment"),
            ),
            Attachment(
                RESULTS_FILE,
                results,
                "application/json",
                label(data.language, "attachment.results"),
                "Data",
            ),
            *(
                Attachment(
                    name,
                    content,
                    "application/json",
                    label(data.language, f"attachment.{name.partition('.')[0]}"),
                    "Data",
                )
                for name, content in (more or {}).items()
            ),
        ],
        created=data.created,
        language="en" if data.language == "en" else "ja-JP",
    )
    boxes = SignatureBoxes(_box(printed.places[DESIGNER]), _box(printed.places[OFFICIAL]))
    return Checklist(pdf, printed.page_count, boxes, data.fingerprint)


def draw_pages(data: ChecklistData, *, left_open: int = 0) -> Printed:
    """The pages alone, neither checked nor with attachments: for the preview on the screen.

    Args:
        data: what the pages say.
        left_open: empty pages in the place of the changes since the last round, where what they said is not
            known; for comparing the others.

    Raises:
        ReportError: `font_gap`.
    """
    frame = Frame(data)
    draw_cover(frame)
    draw_summary(frame)
    if data.changes is not None:
        draw_changes(frame, data.changes)
    for number in range(left_open):
        frame.begin(frame.word("changes"), new_page=True)
        if not number:
            frame.sheet.mark(LEFT_OPEN, 0, 0, 0, 0)
    draw_findings(frame, data.findings)
    draw_tables(frame)
    draw_matrix(frame)
    draw_way(frame, data.way)
    draw_decisions(frame)
    draw_policy(frame)
    draw_confirmations(frame)
    draw_measurements(frame)
    draw_drawings(frame)
    draw_rounds(frame, data.rounds)
    return frame.sheet.finish()


def _box(place: Placement) -> Box:
    return (place.page, *place.box)
