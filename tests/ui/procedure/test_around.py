"""Around the pages: how many dates ask, files dropped on lines, signed checklists, room with large text."""

from datetime import date

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication

from assessor.assessment import Edit
from assessor.assessment.records import Fact, FactKey, Filing, FilingKey
from assessor.ui.context import UiContext
from assessor.ui.models.steps import STEP_ROLE
from assessor.ui.procedure.document_panel import CHECKLIST
from assessor.ui.procedure.live_eligibility import live_eligibility
from assessor.ui.procedure.pages import procedure_pages
from assessor.ui.procedure.services import Services
from assessor.ui.theme import Theme
from assessor.ui.window import MainWindow
from assessor.workflow.exporting import export_pdf
from tests.ui.conftest import measured, place
from tests.ui.procedure.test_documents import choose, page, status  # noqa: F401 (a fixture)

TODAY = date(2026, 9, 1)


def steps(window):
    return {
        (step := window.steps.index(row).data(STEP_ROLE)).key: step.attention
        for row in range(window.steps.rowCount())
    }


def filed(application, day, decided="", **fields):
    return FilingKey(f"f-{application}"), Filing(application, day, decided, **fields)


@pytest.mark.parametrize(
    ("sets", "count"),
    [
        ([], 0),
        ([filed("consultation", "2026-05-01")], 0),  # the notice is only expected: nobody missed it
        ([filed("certification", "2026-07-01", "2026-08-20")], 1),  # notice of the person responsible
        ([filed("certification", "2026-05-01", "2026-06-20")], 1),  # the same, late
        ([filed("certification", "2025-08-01", "2025-09-10"), filed("manager_notice", "2025-09-20")], 2),
        (
            [
                filed("design_certification", "2026-05-01", "2026-06-02"),
                (FactKey("contract_on"), Fact("2026-06-01")),
            ],
            1,  # in the wrong order
        ),
    ],
)
def test_hard_dates_count_on_the_step(make_window, sets, count):
    window = make_window("r4", sets=sets, pages=procedure_pages(Services(today=lambda: TODAY)))
    assert steps(window)["dates"] == count


def test_the_count_follows_edits_and_undo(make_window):
    window = make_window("r4", pages=procedure_pages(Services(today=lambda: TODAY)))
    window.bridge_for_tests.push(Edit((filed("certification", "2026-07-01", "2026-08-20"),), "filing"))
    assert steps(window)["dates"] == 1
    window.bridge_for_tests.push(Edit((filed("manager_notice", "2026-08-25"),), "filing"))
    assert steps(window)["dates"] == 0
    window.bridge_for_tests.undo()
    assert steps(window)["dates"] == 1


def test_requirements_are_asked_again_only_where_their_basis_changed(make_window):
    window = make_window("r4", sets=[place("A", "unit_type", name="A"), place("b", "bathroom", "A", "浴室")])
    bridge = window.bridge_for_tests
    live = live_eligibility(bridge)
    assert live_eligibility(bridge) is live
    first = live.now()
    bridge.push(Edit(tuple(measured("b", bath_short_side_mm=1200)), "measure"))
    assert live.now() is first
    bridge.push(Edit(tuple(measured("A", dwelling_exclusive_area_m2=45)), "measure"))
    second = live.now()
    assert second is not first
    bridge.push(Edit(((FactKey("complies_with_law"), Fact(value=True)),), "fact"))
    assert live.now() is not second


# Documents ---------------------------------------------------------------------------------------------


def dropped(view, code, paths):
    """A drag of files over a line, let go there; whether it was taken."""
    where = view.visualRect(view.model().index_of(code)).center() if code else QPoint(5, view.height() - 30)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(one)) for one in paths])
    actions, button = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    none = Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(where, actions, data, button, none)
    QApplication.sendEvent(view.viewport(), enter)
    drop = QDropEvent(QPointF(where), actions, data, button, none)
    drop.ignore()
    QApplication.sendEvent(view.viewport(), drop)
    return drop.isAccepted()


def test_files_dropped_on_a_line_are_enclosed_there(page, tmp_path):  # noqa: F811
    plans = [tmp_path / name for name in ("1階.pdf", "2階.pdf")]
    for one in plans:
        one.write_bytes(one.name.encode())
    choose(page, "site_plan")
    assert dropped(page.view, "floor_plans", plans)
    assert status(page, "floor_plans") == "attached"
    assert status(page, "site_plan") == "missing"
    [filing] = page.state().enclosures.values()
    assert sorted(one.name for one in filing["floor_plans"].values()) == ["1階.pdf", "2階.pdf"]


def test_what_is_no_file_or_no_line_is_left_alone(page, tmp_path):  # noqa: F811
    assert not dropped(page.view, "floor_plans", [tmp_path])
    plan = tmp_path / "a.pdf"
    plan.write_bytes(b"x")
    page.drops.is_enabled = False
    assert not dropped(page.view, "floor_plans", [plan])
    assert page.state().filings == {}


@pytest.fixture
def key(tmp_path_factory):
    from assessor.signing.keys import create_local_key

    return create_local_key(
        "髙﨑 𠮷邉", "", "正しい 馬 電池".encode(), tmp_path_factory.mktemp("k") / "own.p12"
    )


def test_a_signed_checklist_is_verified_and_enclosed(page, key, tmp_path):  # noqa: F811
    from assessor.criteria import load_edition

    path = tmp_path / "署名済.pdf"
    export_pdf(load_edition("r4"), page.state(), path, key=key)
    choose(page, CHECKLIST)
    assert page.document.signed.isVisible()
    page.attach_signed(path)
    assert status(page, CHECKLIST) == "attached"
    assert "髙﨑 𠮷邉" in page.said.text()
    assert "評価が変わっています" not in page.said.text()
    page.export_to(tmp_path / "set.zip")
    assert "チェックシートは署名済み（髙﨑 𠮷邉）" in page.said.text()


def test_a_checklist_without_a_signature_is_refused(page, tmp_path):  # noqa: F811
    from assessor.criteria import load_edition

    told = []
    page.bridge.failed.connect(told.append)
    path = tmp_path / "x.pdf"
    export_pdf(load_edition("r4"), page.state(), path)
    choose(page, CHECKLIST)
    page.attach_signed(path)
    assert [one.code for one in told] == ["signed_unverifiable"]
    assert page.state().filings == {}


def test_signing_now_leads_to_the_step_that_signs(page):  # noqa: F811
    asked = []
    page.signing_asked.connect(lambda: asked.append(True))
    choose(page, CHECKLIST)
    page.document.sign.click()
    assert asked == [True]
    choose(page, "site_plan")
    assert not page.document.sign.isVisible()


def test_papers_are_listed_and_opened_one_by_one(page, qtbot):  # noqa: F811
    page.papers.fill()
    assert [one.data() for one in page.papers.papers.actions()] == ["cover", "documents"]
    dialog = page.show_paper("cover")
    qtbot.waitUntil(lambda: dialog.preview_shown is not None, timeout=20_000)
    assert len(dialog.preview_shown.sizes) == 1
    dialog.done_button.click()


# Room --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("key", ["requirements", "dwellings", "documents", "dates"])
def test_with_large_text_the_list_fills_the_view(qtbot, qapp, make_session, key):
    from assessor.ui.bridge import Bridge
    from assessor.workflow.wording import Wording

    theme = Theme("light", 2.0, bundled_only=True)
    session = make_session("r4")
    window = MainWindow(
        UiContext(Bridge(session), Wording(session.edition, "ja"), theme), procedure_pages(Services())
    )
    qtbot.addWidget(window)
    window.resize(1366, 768)
    window.show()
    window.show_step(key)
    shown = window.page(key)
    split, area = shown._split, shown._area
    assert split.orientation() is Qt.Orientation.Vertical
    upper = split.widget(0).height()
    assert upper >= area.viewport().height() * 2 // 3
    assert split.height() > area.viewport().height()


def test_pages_lead_to_each_other(make_window):
    window = make_window("r4", pages=procedure_pages(Services(today=lambda: TODAY)))
    window.show_step("changes")
    changes = window.page("changes")
    changes.apply.click()
    assert window.current_step == "documents"
    assert window.page("documents").application == "change_certification"
    changes.document_asked.emit("change_certification", "floor_plans")
    assert window.page("documents").view.current_line.key == "floor_plans"
    window.show_step("changes")
    changes.step_asked.emit("dwellings")
    assert window.current_step == "dwellings"
    window.show_step("changes")
    changes.row_asked.emit("2-2/3(5)a")
    assert window.current_row == "2-2/3(5)a"


def test_what_lies_below_comes_into_sight(qtbot, qapp, make_session):
    from assessor.ui.bridge import Bridge
    from assessor.workflow.wording import Wording

    theme = Theme("light", 2.0, bundled_only=True)
    session = make_session("r4")
    window = MainWindow(
        UiContext(Bridge(session), Wording(session.edition, "ja"), theme), procedure_pages(Services())
    )
    qtbot.addWidget(window)
    window.resize(1366, 768)
    window.show()
    window.show_step("documents")
    shown = window.page("documents")
    bar = shown._area.verticalScrollBar()
    assert bar.value() == 0
    shown.tabs.button(1).click()
    assert shown.form.isVisible()
    assert bar.value() == bar.maximum() > 0
    # The keyboard brings its place into sight as well.
    bar.setValue(0)
    editor = shown.form.editors["subsidy"].yes
    editor.setFocus()
    qtbot.waitUntil(lambda: bar.value() > 0)
