"""Whether the pages of a received checklist show what its data come to: they are drawn again and compared.

Pages whose objects are the very same need no second look. Others are compared as pictures and as text; pages
of another layout, as another version of the program drew them, by the verdict of each row, the figures of the
tallies and the result.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Any, Literal

from assessor.assessment import Assessment, from_records
from assessor.assessment.review_form import read_review, review_records
from assessor.criteria import Edition
from assessor.evaluation import Evaluation
from assessor.messages import Language
from assessor.workflow.checklist import checklist_data

if TYPE_CHECKING:
    from assessor.report.canvas import Printed
    from assessor.report.content import ChecklistData
    from assessor.report.reading import Band, ExpectedRow, ReadPages
    from assessor.signing.page_objects import PageList, PageObjects

MAX_DATA = 4 << 20
"""Bytes of an assessment that is drawn again at most; a full sheet takes about 30 kB."""
MAX_PLACES_NAMED = 12
_MAX_CHANGES = 200
_SLACK = 2.0
_NAME_LINES = 30.0
"""Points below and above the fields for signatures that belong to them (names, date, seal, caption)."""

Reasons = list[tuple[str, Mapping[str, Any]]]
State = Literal["", "same", "alike", "rows", "different", "impossible"]


@dataclass(frozen=True, slots=True)
class PagePlace:
    """A place where the pages differ from what the data come to.

    Attributes:
        page: counted from 1.
        row: id of the row that stands there; empty: none, or not known.
        label: what stands there at the left; empty: the whole page.
        printed, recomputed: the row's verdicts, where the boxes show another one; else empty.
    """

    page: int
    row: str = ""
    label: str = ""
    printed: str = ""
    recomputed: str = ""


@dataclass(frozen=True, slots=True)
class PageFacts:
    """What the pages are worth.

    Attributes:
        state: `same`: drawn alike to the last operator; `alike`: they look and read alike; `rows`: of another
            layout, whose rows, tallies and result agree; `different`; `impossible` when it cannot be said;
            empty: not compared.
        places: where they differ.
        reasons: codes with parameters; sentences are `recompute.<code>`.
    """

    state: State = ""
    places: tuple[PagePlace, ...] = ()
    reasons: tuple[tuple[str, Mapping[str, Any]], ...] = ()


NOT_COMPARED = PageFacts()


@dataclass(frozen=True, slots=True)
class Drawing:
    """What the pages must show.

    Attributes:
        edition, state, evaluation: the assessment inside and its verdicts.
        embedded: its bytes.
        review: `review.json` beside it, None: there is none.
        signers: whom the page may name as maker; empty: the assessor of the case.
    """

    edition: Edition
    state: Assessment
    evaluation: Evaluation
    embedded: bytes
    review: bytes | None
    signers: tuple[str, ...]


def check_pages(pdf: bytes, wanted: Drawing) -> PageFacts:
    """Compares the pages of an intact file with those that its data come to.

    Args:
        pdf: the file; its signatures hold.
        wanted: what the pages must show.

    Raises:
        UserError: the review data cannot be read, or the data cannot be drawn.
    """
    from assessor.signing.page_objects import read_pages

    if len(wanted.embedded) > MAX_DATA:
        return PageFacts("impossible", reasons=(("too_large_to_draw", {"limit_mib": MAX_DATA >> 20}),))
    return _Check(wanted, pdf, read_pages(pdf)).run()


class _Check:
    """One comparison."""

    def __init__(self, wanted: Drawing, pdf: bytes, listed: "PageList") -> None:
        self._pdf = pdf
        self._listed = listed
        self._language: Language = "en" if listed.language.casefold().startswith("en") else "ja"
        self._evaluation = wanted.evaluation
        self._wanted = wanted
        self._state = _with_review(wanted)
        self._open = 0
        self._data = self._content(wanted.signers[0])
        self._draw()

    def _content(self, signer: str) -> "ChecklistData":
        wanted = self._wanted
        return checklist_data(
            wanted.edition,
            self._state,
            wanted.evaluation,
            embedded=wanted.embedded,
            created=datetime.now(UTC),  # on no page
            language=self._language,
            signer=signer,
        )

    def _draw(self) -> None:
        from assessor.report.checklist import draw_pages
        from assessor.signing.page_objects import read_pages

        self._printed: Printed = draw_pages(self._data, left_open=self._open)
        self._own = read_pages(self._printed.pdf).pages

    @property
    def _pages(self) -> "tuple[PageObjects, ...]":
        return self._listed.pages

    def run(self) -> PageFacts:
        """Compares, from the cheapest way to the dearest."""
        self._leave_room_for_changes()
        self._try_other_signers()
        covered = tuple(
            PagePlace(number, label=", ".join(page.covers[:3]))
            for number, page in enumerate(self._pages, 1)
            if page.covers
        )
        if covered:
            reasons: Reasons = [("page_covered", {"page": one.page, "kind": one.label}) for one in covered]
            return PageFacts("different", covered, tuple(reasons[:MAX_PLACES_NAMED]))
        notes = self._notes()
        if hidden := self._under_signatures():
            return PageFacts("impossible", reasons=(("page_under_signature", {"page": hidden}), *notes))
        if self._is_same():
            return PageFacts("same", reasons=notes)
        return self._looked_at(notes)

    def _is_same(self) -> bool:
        return len(self._own) == len(self._pages) and not self._others()

    def _others(self) -> list[int]:
        """Pages (from 0) of a file with as many pages as ours that are not drawn the same."""
        changes = self._changes_pages()
        return [
            index
            for index, (own, page) in enumerate(zip(self._own, self._pages, strict=True))
            if own.digest != page.digest and index not in changes
        ]

    # What the data do not tell --------------------------------------------------------------------------

    def _leave_room_for_changes(self) -> None:
        """Pages on what changed since the last round rest on a submission that does not travel along."""
        more = len(self._pages) - len(self._own)
        if self._state.rounds and self._data.changes is None and 0 < more <= _MAX_CHANGES:
            self._open = more
            self._draw()

    def _changes_pages(self) -> range:
        from assessor.report.checklist import LEFT_OPEN

        if not self._open:
            return range(0)
        first = self._printed.places[LEFT_OPEN].page
        return range(first, first + self._open)

    def _notes(self) -> tuple[tuple[str, Mapping[str, Any]], ...]:
        if not self._open:
            return ()
        first, last = self._changes_pages().start + 1, self._changes_pages().stop
        return (("changes_not_compared", {"pages": str(first) if first == last else f"{first}–{last}"}),)

    def _try_other_signers(self) -> None:
        """The cover names who signs, or the assessor of the case; the first that fits is taken."""
        if self._is_cover_right():
            return
        kept = (self._data, self._printed, self._own)
        for signer in self._wanted.signers[1:]:
            data = self._content(signer)
            if data.designer == kept[0].designer:
                continue
            self._data = data
            self._draw()
            if self._is_cover_right():
                return
        self._data, self._printed, self._own = kept

    def _is_cover_right(self) -> bool:
        from assessor.report.reading import ReadPages

        if not self._pages or self._own[0].digest == self._pages[0].digest:
            return True
        if self._pages[0].has_picture or not self._pages[0].digest:
            return False
        with ReadPages(self._pdf) as received, ReadPages(self._printed.pdf) as own:
            return received.text(0) == own.text(0)

    # Signatures that are shown --------------------------------------------------------------------------

    def _under_signatures(self) -> int:
        """The page (from 1) on which a signature is shown over text; 0: none is."""
        from assessor.report.cover import DESIGNER, OFFICIAL
        from assessor.report.reading import ReadPages

        fields = [self._printed.places[name] for name in (DESIGNER, OFFICIAL)]
        for index, page in enumerate(self._pages):
            for shown in page.signatures:
                left, bottom, right, top = shown.box
                is_in_place = any(
                    one.page == index
                    and one.box[0] - _SLACK <= left
                    and right <= one.box[2] + _SLACK
                    and one.box[1] - _NAME_LINES <= bottom
                    and top <= one.box[3] + _SLACK
                    for one in fields
                )
                if is_in_place:
                    continue
                with ReadPages(self._printed.pdf) as own:
                    if index >= len(own) or own.covers_text(index, shown.box):
                        return index + 1
        return 0

    # By pictures and text -------------------------------------------------------------------------------

    def _looked_at(self, notes: tuple[tuple[str, Mapping[str, Any]], ...]) -> PageFacts:
        from assessor.report.reading import ExpectedRow, ReadPages, bands

        expected = [ExpectedRow(row.id, row.number) for table in self._data.tables for row in table.rows]
        strange = [index for index, page in enumerate(self._pages) if page.has_picture or not page.digest]
        if strange:
            # Nothing of ours is a picture; what is packed to burst is not unpacked to be looked at.
            return _different([PagePlace(index + 1) for index in strange], notes)
        with ReadPages(self._pdf) as received, ReadPages(self._printed.pdf) as own:
            pairs, lost = self._pairs(received, own)
            other = [
                (page, drawn) for page, drawn in pairs if not self._is_page_alike(received, page, own, drawn)
            ]
            if 2 * (len(pairs) - len(other)) < len(self._own):
                return self._by_rows(received, own, expected, notes)
            if not other and not lost and len(self._own) == len(self._pages):
                return PageFacts("alike", reasons=notes)
            rows = bands(own, expected)
            places = [one for pair in other for one in self._spots(received, own, pair, rows)]
            places += [PagePlace(page + 1) for page in lost]
            return _different(sorted(places, key=lambda one: one.page), (*self._count(), *notes))

    def _pairs(self, received: "ReadPages", own: "ReadPages") -> tuple[list[tuple[int, int]], list[int]]:
        """Received and drawn pages that belong together, and received ones that belong to none."""
        changes = self._changes_pages()
        if len(own) == len(received):
            return [(index, index) for index in range(len(own)) if index not in changes], []
        texts = [["\n".join(file.text(page)) for page in range(len(file))] for file in (own, received)]
        pairs, lost = [], []
        matcher = SequenceMatcher(None, texts[0], texts[1], autojunk=False)
        for kind, own_from, own_to, from_, to in matcher.get_opcodes():
            if kind in {"equal", "replace"}:
                pairs += list(zip(range(from_, to), range(own_from, own_to), strict=False))
            lost += list(range(from_ + own_to - own_from, to))
        return pairs, lost

    def _count(self) -> tuple[tuple[str, Mapping[str, Any]], ...]:
        printed, drawn = len(self._pages), len(self._own)
        return (
            () if printed == drawn else (("page_count_differs", {"printed": printed, "recomputed": drawn}),)
        )

    def _is_page_alike(self, received: "ReadPages", page: int, own: "ReadPages", drawn: int) -> bool:
        from assessor.report.reading import is_alike

        one, other = self._pages[page], self._own[drawn]
        if one.digest == other.digest:
            return True
        if one.paper is None or other.paper is None:
            return False
        is_paper_same = all(abs(a - b) < 1 for a, b in zip(one.paper, other.paper, strict=True))
        return (
            is_paper_same and is_alike(received, page, own, drawn) and received.text(page) == own.text(drawn)
        )

    def _spots(
        self, received: "ReadPages", own: "ReadPages", pair: tuple[int, int], rows: "Sequence[Band]"
    ) -> list[PagePlace]:
        from assessor.report.reading import spots

        page, drawn = pair
        if self._pages[page].paper != self._own[drawn].paper:
            return [PagePlace(page + 1)]
        found = []
        for spot in spots(received, page, own, drawn, rows, self._language):
            verdict = self._evaluation.rows[spot.row].verdict if spot.row else ""
            if spot.row and spot.printed not in {"", verdict}:
                found.append(PagePlace(page + 1, spot.row, spot.label, spot.printed, verdict))
            else:
                found.append(PagePlace(page + 1, spot.row, spot.label))
        here = sum(one.page == drawn for one in rows)
        return [PagePlace(page + 1)] if here > 2 and len(found) > here else found

    # Pages of another layout ----------------------------------------------------------------------------

    def _by_rows(
        self,
        received: "ReadPages",
        own: "ReadPages",
        expected: "Sequence[ExpectedRow]",
        notes: tuple[tuple[str, Mapping[str, Any]], ...],
    ) -> PageFacts:
        from assessor.report.reading import (
            are_squares_honest,
            bands,
            chosen,
            results_shown,
            tallies_shown,
        )

        rows = bands(received, expected)
        places = []
        for band in rows:
            verdict = self._evaluation.rows[band.row].verdict
            printed = chosen(received, band.page, band, self._language)
            if printed != verdict:
                places.append(PagePlace(band.page + 1, band.row, "", printed, verdict))
            elif not are_squares_honest(received, band):
                places.append(PagePlace(band.page + 1, band.row))
        reasons: Reasons = []
        if results_shown(received, self._language) != {self._evaluation.summary.result}:
            reasons.append(("page_result_differs", {}))
        first = rows[0].page if rows else len(received)
        own_first = next((one.page for one in bands(own, expected)), len(own))
        if tallies_shown(own, own_first) - tallies_shown(received, first):
            reasons.append(("page_tallies_differ", {}))
        missing = len({one.id for one in expected} - {one.row for one in rows})
        if missing:
            reasons.append(("page_rows_missing", {"count": missing, "rows": len(expected)}))
        if places or reasons:
            return _different(places, (*reasons, *notes))
        return PageFacts("rows", reasons=(("pages_of_other_version", {"rows": len(rows)}), *notes))


def _with_review(wanted: Drawing) -> Assessment:
    """The assessment with what the file says of earlier rounds, as it was when it was drawn."""
    if wanted.review is None:
        return wanted.state
    records = review_records(read_review(wanted.review))
    return from_records([*wanted.state.records(), *records])


def _different(places: Sequence[PagePlace], more: Sequence[tuple[str, Mapping[str, Any]]]) -> PageFacts:
    reasons: Reasons = []
    for one in places[:MAX_PLACES_NAMED]:
        if one.row:
            reasons.append(("page_row_differs", {"page": one.page, "row": one.row}))
        elif one.label:
            reasons.append(("page_place_differs", {"page": one.page, "label": one.label}))
        else:
            reasons.append(("page_differs", {"page": one.page}))
    if len(places) > MAX_PLACES_NAMED:
        reasons.append(("page_places_more", {"count": len(places) - MAX_PLACES_NAMED}))
    return PageFacts("different", tuple(places), (*reasons, *more))
