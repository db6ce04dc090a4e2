"""The rows of a sheet under review as lines: both verdicts side by side, findings, filters."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QObject

from assessor.assessment import Assessment
from assessor.assessment.review import Look
from assessor.assessment.review_edits import findings_of
from assessor.messages import text
from assessor.ui.insight.lists import Column, Line, Section, verdict_texts
from assessor.workflow.session import Session
from assessor.workflow.wording import Wording

Filter = Literal["all", "unseen", "finding", "deferred", "changed"]
WHOLE = ""
"""Key of the line that stands for the application as a whole."""


def look_of(state: Assessment, row: str) -> Look | None:
    """What the examiner says of a row in the present round."""
    return state.looks.get(str(state.last_round), {}).get(row)


def earlier_look(state: Assessment, row: str) -> tuple[int, Look] | None:
    """What the examiner said of a row last before the present round, and in which; None: nothing is kept."""
    for number in range(state.last_round - 1, 0, -1):
        found = state.looks.get(str(number), {}).get(row)
        if found is not None:
            return number, found
    return None


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the examiner is: rows seen of all, deferred rows, open findings."""

    seen: int
    total: int
    deferred: int
    findings: int


def progress_of(session: Session) -> Progress:
    """How far the present round is."""
    state, rows = session.state, session.evaluation.rows
    looks = {row: one for row, one in state.looks.get(str(state.last_round), {}).items() if row in rows}
    return Progress(
        len(looks),
        len(rows),
        sum(one.state == "deferred" for one in looks.values()),
        sum(not one.settled for one in state.findings.values()),
    )


class Sheet(QObject):
    """Words of the list; a class of its own for the translation."""

    def __init__(self, wording: Wording, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._wording = wording
        self._session = session

    def columns(self) -> tuple[Column, ...]:
        """Number, title, the architect's verdict, the examiner's, findings."""
        language = self._wording.language
        looks = tuple(text(f"review.look.{one}", language) for one in ("confirmed", "finding", "deferred"))
        unseen = text("review.look.none", language)
        if len(self._session.state.looks.keys() - {str(self._session.state.last_round)}) > 0:
            # What was said in an earlier round stands here until something is said in this one.
            looks = (*looks, *(self._earlier(1, one) for one in looks))
        return (
            Column(self.tr("番号"), width=56),
            Column(self.tr("項目"), "wrap"),
            Column(self.tr("申請者の判定"), "chip", 96, samples=verdict_texts(self._wording)),
            Column(self.tr("審査"), width=64, samples=(*looks, unseen)),
            Column(self.tr("審査者の判定"), width=88, least=520, samples=verdict_texts(self._wording)[:3]),
            Column(self.tr("指摘"), "number", 40, least=440),
        )

    def sections(self, shown: Filter, changed: Collection[str] = ()) -> list[Section]:
        """The lines that a filter lets through, by table.

        Args:
            shown: the filter.
            changed: rows that differ from the round before.
        """
        wording, state = self._wording, self._session.state
        sections = []
        if shown in ("all", "finding"):
            line = self._whole()
            if shown == "all" or line.texts[-1]:
                sections.append(Section("whole", text("review.whole", wording.language), (line,)))
        rows = self._session.edition.rows
        for table in self._session.edition.tables:
            ids = [one for one in self._session.evaluation.rows if rows[one].table == table.code]
            lines = [self._line(one) for one in ids if self._fits(one, shown, changed)]
            if lines:
                seen = sum(look_of(state, one) is not None for one in ids)
                title = f"{wording.table(table.code)}　{table.name.in_language(wording.language)}"
                note = self.tr("審査済 %(seen)d／%(total)d") % {"seen": seen, "total": len(ids)}
                sections.append(Section(table.code, title, tuple(lines), note))
        return sections

    def _fits(self, row: str, shown: Filter, changed: Collection[str]) -> bool:
        state = self._session.state
        look = look_of(state, row)
        match shown:
            case "unseen":
                return look is None
            case "deferred":
                return look is not None and look.state == "deferred"
            case "finding":
                return any(not one.settled for one in findings_of(state, row).values())
            case "changed":
                return row in changed
            case _:
                return True

    def _whole(self) -> Line:
        title = self.tr("特定の項目によらない指摘")
        return Line(WHOLE, ("", title, "", "", "", self._findings(WHOLE)))

    def _line(self, row: str) -> Line:
        wording, session = self._wording, self._session
        found, result = session.edition.rows[row], session.evaluation.rows[row]
        look = look_of(session.state, row)
        own = "" if look is None or not look.verdict else look.verdict
        return Line(
            row,
            (
                wording.number_of(found),
                wording.title(found),
                f"{wording.mark(result.verdict)} {wording.verdict(result.verdict)}",
                self._look(row, look),
                f"{wording.mark(own)} {wording.verdict(own)}" if own else "",
                self._findings(row),
            ),
            row=row,
            verdict=result.verdict,
        )

    def _look(self, row: str, look: Look | None) -> str:
        """What was said of a row in this round; before that, what was said last."""
        language = self._wording.language
        if look is not None:
            return text(f"review.look.{look.state}", language)
        before = earlier_look(self._session.state, row)
        if before is None:
            return text("review.look.none", language)
        return self._earlier(before[0], text(f"review.look.{before[1].state}", language))

    def _earlier(self, number: int, said: str) -> str:
        """In brackets: it was not said in this round."""
        return self.tr("（R%(number)d：%(said)s）") % {"number": number, "said": said}

    def _findings(self, row: str) -> str:
        """How many findings are open; those that are settled in brackets."""
        found = findings_of(self._session.state, row).values()
        opened = sum(not one.settled for one in found)
        settled = len(found) - opened
        shown = str(opened) if opened else ""
        return f"{shown}（{settled}）" if settled else shown


def next_unseen(rows: Iterable[str], state: Assessment, after: str | None) -> str | None:
    """The next row that was not looked at, behind a row, around the end; None: all were."""
    order = list(rows)
    start = order.index(after) + 1 if after in order else 0
    for row in [*order[start:], *order[:start]]:
        if look_of(state, row) is None:
            return row
    return None
