"""The page of evidence: register, revisions, checks, gaps, enclosed files; all of it undoable."""

from hashlib import sha256

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest

from assessor.app import pages
from assessor.assessment import RowNote
from assessor.assessment.edits import annotate
from assessor.assessment.evidence import Drawing, DrawingKey
from assessor.assessment.evidence_edits import open_checks, registered_as
from assessor.ui.insight.drawing_dialog import DrawingDialog
from assessor.ui.models.steps import STEP_ROLE
from assessor.workflow.evidence import rows_without_evidence, set_drawing, values_without_drawing
from tests.ui.conftest import TWO_TYPES, measured

ROW = "2-2/3(5)a"


@pytest.fixture
def evidence(make_window, request):
    def make():
        sets = [*TWO_TYPES]
        for bath in ("A-bath", "B-bath"):
            sets += measured(bath, bath_short_side_mm=1300, bath_area_m2=3)
        window = make_window(sets=sets, pages=pages())
        window.show_step("evidence")
        page = window.page("evidence")
        tester = QAbstractItemModelTester(page.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
        request.addfinalizer(tester.deleteLater)
        return window, page

    return make


def lines(page, key: str) -> list:
    return [line for one in page.model.sections if one.key == key for line in one.lines]


def name_drawing(window, number: str = "A-12") -> None:
    bridge = window.bridge_for_tests
    entries = [("A-bath", "bath_short_side_mm"), ("A-bath", "bath_area_m2")]
    bridge.push(set_drawing(bridge.session.state, entries, number))


def test_gaps_are_listed_and_close(evidence):
    window, page = evidence()
    session = window.bridge_for_tests.session
    assert [line.row for line in lines(page, "rows")] == list(rows_without_evidence(session))
    assert ROW in rows_without_evidence(session)
    assert set(values_without_drawing(session)) == {"A-bath", "B-bath"}
    name_drawing(window)
    (line,) = [line for line in lines(page, "rows") if line.row == ROW]
    assert "2 / 4" in line.texts[1], "the values of the other type name none yet"
    assert [line.place[0] for line in lines(page, "values")] == ["B-bath"]
    assert [line.texts[0] for line in lines(page, "others")] == ["A-12"]
    entries = [("B-bath", "bath_short_side_mm"), ("B-bath", "bath_area_m2")]
    window.bridge_for_tests.push(set_drawing(session.state, entries, "A-13"))
    assert ROW not in [line.row for line in lines(page, "rows")]


def test_a_drawing_beside_the_row_is_evidence_for_all_of_it(evidence):
    window, page = evidence()
    window.bridge_for_tests.push(annotate(ROW, RowNote("A-12")))
    assert ROW not in [line.row for line in lines(page, "rows")]


@pytest.mark.parametrize("typed", ["A-12", "a-12", "Ａ－１２"])
def test_a_registered_drawing_is_not_written_over(evidence, typed):
    """Entering it again would take the place of replacing it, and nothing would be checked again."""
    window, page = evidence()
    name_drawing(window)
    page.enter("A-12", "平面図", "1", "", "")
    before = window.bridge_for_tests.session.state.drawings
    page.enter(typed, "", "2", "", "")
    assert window.bridge_for_tests.session.state.drawings == before
    assert page.banner.isVisible()
    assert "登録済み" in page.banner.sentence.text()
    state = window.bridge_for_tests.session.state
    dialog = DrawingDialog(window.context, registered=lambda number: registered_as(state, number))
    dialog.number.setText(typed)
    assert "「A-12」は登録済み" in dialog.fault.text()
    assert not dialog.buttons.button(dialog.buttons.StandardButton.Ok).isEnabled()
    dialog.number.setText("A-14")
    assert dialog.buttons.button(dialog.buttons.StandardButton.Ok).isEnabled()


def test_what_is_said_of_a_drawing_changes_without_its_revision(evidence):
    window, page = evidence()
    page.enter("A-12", "平面図", "1", "2026-05-01", "")
    page.describe("A-12", "平面詳細図", "2階")
    drawing = window.bridge_for_tests.session.state.drawings["A-12"]
    assert (drawing.title, drawing.revision, drawing.issued, drawing.note) == (
        "平面詳細図", "1", "2026-05-01", "2階",
    )  # fmt: skip


def test_replacing_a_drawing_is_one_step_and_checks_close_one_by_one(evidence, qtbot):
    window, page = evidence()
    bridge = window.bridge_for_tests
    name_drawing(window)
    page.enter("A-12", "平面詳細図", "0", "2026-04-01", "")
    assert lines(page, "others") == []
    page.revise("A-12", "1", "2026-05-01", title="平面詳細図", note="")
    step = window.steps.index(window.steps.row_of("evidence"))
    assert step.data(STEP_ROLE).attention == 2
    assert bridge.session.evaluation.rows[ROW].recheck
    first = lines(page, "check")[0]
    page.view.setCurrentIndex(page.model.index_of(first.key))
    qtbot.keyClick(page.view, Qt.Key.Key_Space)
    assert len(lines(page, "check")) == 1
    page.confirm_all.click()
    assert lines(page, "check") == []
    assert not bridge.session.evaluation.rows[ROW].recheck
    for _ in range(3):
        bridge.undo()
    assert not open_checks(bridge.session.state)
    assert bridge.session.state.drawings["A-12"].revision == "0"


def test_the_results_name_rows_whose_drawing_was_replaced(evidence):
    window, page = evidence()
    name_drawing(window)
    page.enter("A-12", "", "", "", "")
    model = window.page("results").findings

    def titles() -> list[str]:
        return [model.index(row, 0).data() for row in range(model.rowCount())]

    before = titles()
    page.revise("A-12", "1", "", title="", note="")
    (added,) = set(titles()) - set(before)
    section = model.index(titles().index(added), 0)
    assert model.rowCount(section) == 2, "the bathroom's two rows"


def test_enter_leads_to_the_value(evidence, qtbot):
    window, page = evidence()
    name_drawing(window)
    page.enter("A-12", "", "", "", "")
    page.revise("A-12", "1", "", title="", note="")
    page.view.setCurrentIndex(page.model.index_of(lines(page, "check")[0].key))
    qtbot.keyClick(page.view, Qt.Key.Key_Return)
    assert window.current_step == "places"


def test_the_row_can_be_confirmed_in_its_panel(evidence):
    window, page = evidence()
    name_drawing(window)
    page.enter("A-12", "", "", "", "")
    page.revise("A-12", "1", "", title="", note="")
    window.show_row(ROW)
    window.why.decision.again.click()
    result = window.bridge_for_tests.session.evaluation.rows[ROW]
    assert not result.recheck
    assert result.decided_by == "machine", "checking is no decision"


def test_a_drawing_taken_out_takes_its_marks_along(evidence):
    window, page = evidence()
    name_drawing(window)
    page.enter("A-12", "", "", "", "")
    page.revise("A-12", "1", "", title="", note="")
    page.view.setCurrentIndex(page.model.index_of(DrawingKey("A-12")))
    page.remove.click()
    state = window.bridge_for_tests.session.state
    assert not state.drawings
    assert not state.stales
    window.bridge_for_tests.undo()
    assert len(open_checks(window.bridge_for_tests.session.state)) == 2


def test_a_file_is_enclosed_with_its_digest(evidence, tmp_path):
    window, page = evidence()
    bridge = window.bridge_for_tests
    kept = {}

    def keep(raw: bytes) -> str:
        digest = sha256(raw).hexdigest()
        kept[digest] = raw
        return digest

    page.enter("A-12", "", "", "", "")
    file = tmp_path / "A-12.pdf"
    file.write_bytes(b"drawing")
    assert not page.enclose_file("A-12", file), "nothing to keep it in"
    bridge.keep_file = keep
    assert page.enclose_file("A-12", file)
    drawing = bridge.session.state.drawings["A-12"]
    assert (drawing.name, drawing.size) == ("A-12.pdf", 7)
    assert kept[drawing.sha256] == b"drawing"
    page.revise("A-12", "1", "", title="", note="")
    assert not bridge.session.state.drawings["A-12"].sha256, "the file was that of the revision before"
    assert not page.enclose_file("A-12", tmp_path / "missing.pdf")
    assert page.banner.isVisible()


def test_a_number_that_cannot_be_named_is_refused_in_words(evidence):
    window, page = evidence()
    page.enter("A 12", "", "", "", "")
    assert not window.bridge_for_tests.session.state.drawings
    assert window.banner.isVisible()


def test_the_dialog_asks_for_a_new_revision(evidence):
    window, page = evidence()
    drawing = Drawing("平面図", "0", "2026-04-01")
    dialog = DrawingDialog(window.context, "A-12", drawing, page, affected=3)
    ok = dialog.buttons.button(dialog.buttons.StandardButton.Ok)
    assert "3" in dialog.hint.text()
    dialog.revision.setText("0")
    assert not ok.isEnabled(), "the revision must differ"
    assert "同じ" in dialog.fault.text()
    QTest.keyClick(dialog.revision, Qt.Key.Key_Backspace)
    assert not ok.isEnabled(), "a new revision has a name"
    assert "新しい版を入力" in dialog.fault.text()
    dialog.revision.setText("1")
    dialog.issued.setText("2026-13-01")
    assert not ok.isEnabled(), "no such day"
    assert "2026-13-01" in dialog.fault.text()
    dialog.issued.setText("2026/5/1")
    assert dialog.fault.isHidden()
    assert ok.isEnabled()
    assert dialog.texts() == ("A-12", "平面図", "1", "2026-05-01", "")
