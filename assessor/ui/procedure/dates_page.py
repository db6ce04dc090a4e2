"""The page "手続と期限": where the case stands, what comes by when, and what binds."""

from datetime import date, datetime
from pathlib import Path

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFileDialog, QToolButton, QVBoxLayout, QWidget

from assessor.errors import UserError
from assessor.ui.context import UiContext, plain_label
from assessor.ui.flow import FlowLayout
from assessor.ui.insight.list_view import SectionsView
from assessor.ui.insight.lists import Column, Line, Section, SectionsModel
from assessor.ui.painting import TextBlock
from assessor.ui.procedure.course_picture import CoursePicture
from assessor.ui.procedure.fact_form import FactForm
from assessor.ui.procedure.live_page import LivePage, panel_area
from assessor.ui.procedure.services import Services
from assessor.ui.shown_files import file_name, free_name
from assessor.workflow.calendar_file import export_calendar
from assessor.workflow.case_dates import Deadline, deadlines
from assessor.workflow.stages import Reminder, Standing, is_near, reminders, standing

STATUS = {
    "open": "not_applicable",
    "late": "not_conforming",
    "met": "conforming",
    "met_late": "conforming",
    "not_started": "not_applicable",
}
URGENCY = {
    "wrong": "not_conforming",
    "late": "not_conforming",
    "soon": "undetermined",
    "later": "not_applicable",
}
NATURES = ("hard", "principle", "expected")


class DatesPage(LivePage):
    """The course as a picture at the left; reminders, periods and the dates they rest on at the right."""

    application_asked = Signal(str)

    def __init__(self, context: UiContext, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        px, words = context.theme.px, self._words
        self._services = services
        self.picture = CoursePicture(context, words)
        samples = tuple(words.label(f"deadline.{one}") for one in STATUS)
        self.model = SectionsModel(
            (
                Column(self.tr("期日"), "text", 112, samples=(self.tr("2026-12-31（木）"),)),
                Column(self.tr("内容"), "wrap"),
                Column(self.tr("状態"), "chip", 84, samples=samples),
            ),
            self,
        )
        self.view = SectionsView(context, self.model)
        self.view.setAccessibleName(self.tr("期限"))
        self.where = plain_label()
        self.detail = TextBlock(context.theme, color="soft")
        self.form = FactForm(context, words, ("works",))
        self.said = plain_label(name="caption", wraps=True)
        self.said.setContentsMargins(px(12), 0, px(12), px(6))
        self.calendar = QToolButton()
        self.calendar.setText(self.tr("カレンダーに書き出す（.ics）…"))
        head = FlowLayout(spacing=px(12))
        head.setContentsMargins(px(12), px(8), px(12), px(4))
        head.addWidget(plain_label(self.tr("手続と期限"), name="heading"))
        for part in (self.where, self.calendar):
            head.addWidget(part)
        self._layout.addLayout(head)
        self._layout.addWidget(self.said)
        self._layout.addWidget(self.splitter(self._build_left(), self._build_side(), (520, 520)), 1)
        self._lines: dict[str, Deadline] = {}
        self._stage = ""
        self.picture.application_asked.connect(self.application_asked)
        self.calendar.clicked.connect(self._on_ask_calendar)
        self.view.line_chosen.connect(self._on_line)
        self.setFocusProxy(self.view)

    def _build_left(self) -> QWidget:
        left = QWidget()
        layout = QVBoxLayout(left)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.picture)
        layout.addStretch(1)
        self.area = panel_area(left)
        return self.area

    def _build_side(self) -> QWidget:
        px = self._context.theme.px
        side = QWidget()
        layout = QVBoxLayout(side)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        self.view.setMinimumHeight(px(180))
        layout.addWidget(self.view, 1)
        holder = QWidget()
        lines = QVBoxLayout(holder)
        lines.setContentsMargins(px(12), px(8), px(12), 0)
        lines.addWidget(self.detail)
        layout.addWidget(holder)
        layout.addWidget(self.form)
        layout.addWidget(self._build_notes())
        return panel_area(side)

    def _build_notes(self) -> QWidget:
        px, language = self._context.theme.px, self._words.language
        holder = QWidget()
        lines = QVBoxLayout(holder)
        lines.setContentsMargins(px(12), 0, px(12), px(12))
        lines.setSpacing(px(4))
        procedure = self._session.edition.procedure
        notes = () if procedure is None else procedure.notes
        self.notes = TextBlock(self._context.theme)
        self.notes.setText("\n".join(f"・{one.text.in_language(language)}" for one in notes))
        lines.addWidget(plain_label(self.tr("知っておくこと"), name="section"))
        lines.addWidget(self.notes)
        holder.setVisible(bool(notes))
        return holder

    def refresh(self) -> None:
        """Counts every period from the dates there are."""
        session, today = self._session, self._services.today()
        where = standing(session.edition, session.state, today)
        found = deadlines(session.edition, session.state, today)
        said = reminders(session.edition, session.state, today, self._words.language)
        self._lines = {f"{one.period.code}:{one.round}": one for one in found}
        self.picture.set_steps(where.steps)
        self.where.setText(self._where(where))
        self.model.take(self._sections(found, said))
        self.calendar.setEnabled(any(one.status in ("open", "late") for one in found))
        self.said.setVisible(bool(self.said.text()))
        self.form.refresh()
        self._on_line(self.view.current_line)
        if where.stage != self._stage:
            self._stage = where.stage
            QTimer.singleShot(0, self, self._show_present)

    def _show_present(self) -> None:
        """Scrolls to where the case stands."""
        boxes = self.picture.boxes(self.picture.width())
        present = next((box.rect for box in boxes if box.state.progress == "current"), None)
        if present is not None:
            self.area.ensureVisible(
                0, present.center().y(), 0, max(self.area.height() // 3, present.height())
            )

    def _where(self, where: Standing) -> str:
        if not where.steps:
            return self.tr("この版には手続の定めがありません。")
        if where.stage == "lapsed":
            parts = [self._words.label("stage.lapsed"), self._words.day(where.valid_until)]
            return self._words.joined(*parts)
        if where.stage == "certified":
            parts = [self.tr("認定済み（%s）") % self._words.day(where.certified_on)]
            if where.valid_until is not None:
                parts.append(self.tr("有効期間 %s まで") % self._words.day(where.valid_until))
            return self._words.joined(*parts)
        current = next((one for one in where.steps if one.progress == "current"), None)
        if current is None:
            return ""
        return self.tr("今は「%s」") % current.step.name.in_language(self._words.language)

    def _sections(self, found: tuple[Deadline, ...], said: tuple[Reminder, ...]) -> list[Section]:
        pressing = tuple(self._reminder(one) for one in said if one.urgency != "later")
        sections = [Section("reminders", self.tr("お知らせ"), pressing)]
        titles = {
            "hard": self.tr("守らなければならない期限"),
            "principle": self.tr("原則の期間"),
            "expected": self.tr("見込み（変わることがあります）"),
        }
        for nature in NATURES:
            lines = tuple(self._line(one) for one in found if one.period.nature == nature)
            sections.append(Section(nature, titles[nature], lines))
        return [one for one in sections if one.lines]

    def _reminder(self, one: Reminder) -> Line:
        names = {
            "wrong": self.tr("順序"),
            "late": self._words.label("deadline.late"),
            "soon": self.tr("まもなく"),
        }
        key = one.order.order.code if one.order is not None else ""
        if one.deadline is not None:
            key = f"{one.deadline.period.code}:{one.deadline.round}"
        day = "" if one.day is None else self._day(one.day)
        if one.deadline is not None and _is_only_past(one.deadline):
            return Line(("reminder", key), (day, one.text, self.tr("目安を過ぎた")), verdict="undetermined")
        return Line(("reminder", key), (day, one.text, names[one.urgency]), verdict=URGENCY[one.urgency])

    def _line(self, one: Deadline) -> Line:
        language = self._words.language
        name = one.period.name.in_language(language)
        if one.period.every and one.start is not None:
            name = self.tr("%(name)s（%(round)s回目）") % {"name": name, "round": one.round}
        day = "" if one.due is None else self._day(one.due)
        if _is_only_past(one):
            texts = (day, name, self.tr("目安を過ぎた"))
            return Line(f"{one.period.code}:{one.round}", texts, verdict="undetermined")
        status, verdict = one.status, STATUS[one.status]
        if one.period.nature == "expected" and status == "met_late":
            status = "met"  # what was only expected is not late
        elif status == "met_late" or (status == "open" and is_near(one, self._services.today())):
            verdict = "undetermined"
        texts = (day, name, self._words.label(f"deadline.{status}"))
        return Line(f"{one.period.code}:{one.round}", texts, verdict=verdict)

    def _day(self, day: date) -> str:
        names = (
            self.tr("月"),
            self.tr("火"),
            self.tr("水"),
            self.tr("木"),
            self.tr("金"),
            self.tr("土"),
            self.tr("日"),
        )
        return self.tr("%(day)s（%(weekday)s）") % {"day": day.isoformat(), "weekday": names[day.weekday()]}

    def _on_line(self, line: Line | None) -> None:
        key = "" if line is None else line.key[1] if isinstance(line.key, tuple) else line.key
        found = self._lines.get(str(key))
        self.detail.setText("" if found is None else "\n".join(self._say(found)))

    def _say(self, one: Deadline) -> list[str]:
        words = self._words
        found = [one.period.text.in_language(words.language)]
        if one.start is not None:
            found.append(self.tr("起算のもとになる日：%s") % words.day(one.start))
        if one.open_day is not None and one.open_day != one.due:
            found.append(self.tr("閉庁日のため、その前の開庁日は %s です。") % words.day(one.open_day))
        if one.printed:
            found.append(self.tr("認定書に記された日によります。"))
        found.extend(reading.text.in_language(words.language) for reading in one.period.readings)
        return found

    # Calendar -------------------------------------------------------------------------------------------

    def _on_ask_calendar(self) -> None:
        stem = file_name(f"{self._session.state.case.name} {self.tr('期限')}".strip())
        path, _ = QFileDialog.getSaveFileName(
            self,
            self.tr("カレンダーに書き出す"),
            str(free_name(self._services.folder() / f"{stem}.ics")),
            "iCalendar (*.ics)",
        )
        if path:
            self.export_to(Path(path))

    def export_to(self, path: Path) -> None:
        """Writes the open deadlines as a calendar file; a fault is shown in the window."""
        handle = self._services.handle()
        try:
            count = export_calendar(
                self._session.edition,
                self._session.state,
                path,
                today=self._services.today(),
                made=datetime.now().astimezone(),
                language=self._words.language,
                document="" if handle is None else handle.document_id,
            )
        except UserError as error:
            self._bridge.report(error)
            return
        self.said.setText(
            self.tr("書き出しました：%(name)s（%(count)s件）") % {"name": path.name, "count": count}
        )
        self.said.show()


def _is_only_past(one: Deadline) -> bool:
    """An expected day that has gone by: nobody missed anything."""
    return one.period.nature == "expected" and one.status == "late"
