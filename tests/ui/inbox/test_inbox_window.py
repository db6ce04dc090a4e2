"""The inbox in its window: every file with its answer, sorted, called off, tables out, the file to a page."""

import shutil
from time import monotonic, sleep

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from assessor import paths
from assessor.paths import resource
from assessor.signing.keys import create_local_key
from assessor.ui.inbox import window as window_module
from assessor.ui.inbox.model import COLUMNS
from assessor.ui.inbox.window import InboxWindow
from assessor.ui.jobs import JobRunner
from assessor.ui.preferences import Preferences
from assessor.workflow.exporting import export_pdf
from assessor.workflow.files import read_input
from assessor.workflow.interchange import read_assessment
from assessor.workflow.trusting import trust_folder

SECONDS = 60_000


@pytest.fixture(scope="module")
def originals(tmp_path_factory):
    folder = tmp_path_factory.mktemp("received")
    file = resource("examples", "duplex.json")
    edition, state = read_assessment(read_input(file), file.name)
    key = create_local_key("髙﨑 𠮷邉", "", b"long enough", folder / "k.p12")
    export_pdf(edition, state, folder / "a 署名.pdf", key=key)
    export_pdf(edition, state, folder / "b 署名なし.pdf")
    honest = (folder / "a 署名.pdf").read_bytes()
    (folder / "c <b>変更.pdf").write_bytes(honest + b"%more")
    return folder


@pytest.fixture
def folder(originals, tmp_path):
    found = tmp_path / "受信"
    found.mkdir()
    for one in originals.glob("*.pdf"):
        shutil.copy(one, found)
    return found


@pytest.fixture
def plain_window(qtbot, theme, tmp_path, monkeypatch):
    """Without the model tester, which reads the whole table at every new row."""
    monkeypatch.setattr(paths, "user_data", lambda: tmp_path / "data")
    runner = JobRunner()
    window = InboxWindow(theme, "ja", runner, Preferences(tmp_path / "window.ini"))
    window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    qtbot.addWidget(window)
    window.show()
    yield window
    runner.close()


@pytest.fixture
def window(plain_window):
    fatal = QAbstractItemModelTester.FailureReportingMode.Fatal
    tester = QAbstractItemModelTester(plain_window.model, fatal)
    yield plain_window
    tester.deleteLater()


def checked(qtbot, window, folder):
    with qtbot.waitSignal(window.checked, timeout=SECONDS):
        window.check(folder)


def column(window, name: str) -> list[str]:
    at = COLUMNS.index(name)
    return [window.sorted.index(row, at).data() for row in range(window.sorted.rowCount())]


def test_each_file_has_its_line(qtbot, window, folder) -> None:
    checked(qtbot, window, folder)
    assert column(window, "file") == ["a 署名.pdf", "b 署名なし.pdf", "c <b>変更.pdf"]
    assert column(window, "outcome") == ["！ 一致（署名者は未確認）", "？ 検証できない", "✕ 署名後に変更"]
    assert column(window, "integrity") == ["変更なし", "不明", "変更あり"]
    assert column(window, "holder")[0] == "髙﨑 𠮷邉"
    assert column(window, "round")[0] == "R1"
    assert column(window, "differences")[0] == "0"
    assert "3件：一致 0、署名者が未確認 1、要確認 2" in window.message.text()
    assert not window.bar.isVisible()
    tip = window.model.index(2, 0).data(Qt.ItemDataRole.ToolTipRole)
    assert "&lt;b&gt;" in tip


def test_what_is_wrong_comes_first_when_sorted_by_the_answer(qtbot, window, folder) -> None:
    checked(qtbot, window, folder)
    window.table.sortByColumn(COLUMNS.index("outcome"), Qt.SortOrder.AscendingOrder)
    assert [one[0] for one in column(window, "outcome")] == ["✕", "？", "！"]
    window.table.sortByColumn(COLUMNS.index("outcome"), Qt.SortOrder.DescendingOrder)
    assert [one[0] for one in column(window, "outcome")] == ["！", "？", "✕"]


def test_enter_and_double_click_ask_for_the_verification(qtbot, window, folder) -> None:
    checked(qtbot, window, folder)
    window.table.setCurrentIndex(window.sorted.index(1, 0))
    with qtbot.waitSignal(window.file_asked) as asked:
        qtbot.keyClick(window.table, Qt.Key.Key_Return)
    assert asked.args == [folder / "b 署名なし.pdf"]
    with qtbot.waitSignal(window.file_asked) as asked:
        window.table.doubleClicked.emit(window.sorted.index(0, 3))
    assert asked.args == [folder / "a 署名.pdf"]


def test_called_off_keeps_what_was_verified(qtbot, window, folder, monkeypatch) -> None:
    real = window_module.check_folder

    def slow(*args, progress, cancel, **settings):
        def tell(done, total, entry):
            progress(done, total, entry)
            qtbot_waits(lambda: window.model.rowCount() == 1)
            window._stop.set()

        return real(*args, progress=tell, cancel=cancel, **settings)

    def qtbot_waits(test):
        end = monotonic() + 20
        while not test() and monotonic() < end:
            sleep(0.01)

    monkeypatch.setattr(window_module, "check_folder", slow)
    checked(qtbot, window, folder)
    assert not window.inbox.is_complete
    assert len(window.inbox.entries) == 1
    assert "残り2件" in window.message.text()
    assert window.model.rowCount() == 1


def test_tables_out_and_a_target_that_cannot_be_written(qtbot, window, folder, tmp_path) -> None:
    checked(qtbot, window, folder)
    assert window.write_table(tmp_path / "t.csv")
    assert "髙﨑" in (tmp_path / "t.csv").read_text(encoding="utf-8-sig")
    assert window.write_table(tmp_path / "t.xlsx")
    assert (tmp_path / "t.xlsx").read_bytes()[:2] == b"PK"
    assert not window.write_table(tmp_path / "missing" / "t.csv")
    assert window.message.text().startswith("✕")


def test_the_file_to_a_printed_page_signed_or_not(qtbot, window, folder) -> None:
    checked(qtbot, window, folder)
    entry = next(one for one in window.model.entries if one.data)
    window.digits.setText(entry.file[:16])
    window.find_printed()
    assert window.table.currentIndex().row() == 0
    assert "a 署名.pdf" in window.message.text()
    (folder / "a 署名.pdf").unlink()
    checked(qtbot, window, folder)
    window.digits.setText(" ".join(entry.data[at : at + 4] for at in range(0, 16, 4)))
    window.find_printed()
    qtbot.waitUntil(lambda: "見つかりました" in window.message.text(), timeout=SECONDS)
    assert "b 署名なし.pdf" in window.message.text()
    window.digits.setText("0" * 16)
    window.find_printed()
    qtbot.waitUntil(lambda: "ありません" in window.message.text(), timeout=SECONDS)
    window.digits.setText("no")
    window.find_printed()
    assert "指紋ではありません" in window.message.text()


def test_a_file_altered_after_signing_is_found_but_called_so(qtbot, window, folder) -> None:
    checked(qtbot, window, folder)
    entry = next(one for one in window.model.entries if one.integrity == "intact")
    window.digits.setText(entry.data[:16])
    window.find_printed()
    said = window.message.text()
    assert said.startswith("！")
    assert "a 署名.pdf、" in said
    assert "c <b>変更.pdf（変更あり）" in said
    chosen = {index.data() for index in window.table.selectionModel().selectedRows()}
    assert chosen == {"a 署名.pdf", "c <b>変更.pdf"}


def test_a_folder_that_is_gone_is_said(qtbot, window, tmp_path) -> None:
    window.check(tmp_path / "gone")
    qtbot.waitUntil(lambda: window.message.text().startswith("✕"), timeout=SECONDS)
    assert window.choose_button.isEnabled()
    assert not window.write.isEnabled()


def test_filters_with_counts_and_words(qtbot, window, folder) -> None:
    checked(qtbot, window, folder)
    filters = window.shown.filters
    assert [one.text() for one in filters.values()] == ["すべて 3", "要確認 2", "署名者が未確認 1", "一致 0"]
    filters["look"].click()
    assert column(window, "file") == ["b 署名なし.pdf", "c <b>変更.pdf"]
    filters["unknown"].click()
    assert column(window, "file") == ["a 署名.pdf"]
    filters["agrees"].click()
    assert column(window, "file") == []
    filters["all"].click()
    window.shown.words.setText("変更 C")
    assert column(window, "file") == ["c <b>変更.pdf"]
    window.shown.words.setText("ない言葉")
    assert column(window, "file") == []
    entry = next(one for one in window.model.entries if one.integrity == "intact")
    window.digits.setText(entry.file[:16])
    window.find_printed()  # what is found is shown, whatever was hidden
    assert window.table.currentIndex().data() == "a 署名.pdf"


def test_looking_for_a_page_can_be_called_off(qtbot, window, folder, monkeypatch) -> None:
    checked(qtbot, window, folder)
    real = window_module.find_printed

    def slow(*args, progress, cancel):
        def tell(done, total):
            progress(done, total)
            window._stop.set()

        return real(*args, progress=tell, cancel=cancel)

    monkeypatch.setattr(window_module, "find_printed", slow)
    window.digits.setText("0" * 16)
    window.find_printed()
    assert window.cancel.isVisible()
    assert window.cancel.isEnabled()
    qtbot.waitUntil(lambda: window.message.text() == "取りやめました。", timeout=SECONDS)
    assert not window.cancel.isVisible()
    assert window.find_button.isEnabled()


def test_a_damaged_trusted_file_is_named_and_the_folder_is_verified(qtbot, window, folder) -> None:
    trust_folder().mkdir(parents=True)
    (trust_folder() / "broken.der").write_bytes(b"neither")
    checked(qtbot, window, folder)
    assert len(window.inbox.entries) == 3
    assert "broken.der" in window.message.text()
    assert column(window, "outcome")[0] == "！ 一致（署名者は未確認）"


def test_five_hundred_files_are_sorted_and_called_off_half_way(
    qtbot, plain_window, tmp_path, monkeypatch
) -> None:
    window = plain_window
    many = tmp_path / "多数"
    many.mkdir()
    for number in range(500):
        (many / f"{number:03}.pdf").write_bytes(b"no PDF %d" % number)
    checked(qtbot, window, many)
    assert window.inbox.is_complete
    assert window.sorted.rowCount() == 500
    assert column(window, "file")[:2] == ["000.pdf", "001.pdf"]
    window.table.sortByColumn(COLUMNS.index("file"), Qt.SortOrder.DescendingOrder)
    assert column(window, "file")[0] == "499.pdf"
    assert window.write_table(tmp_path / "many.csv")
    assert len((tmp_path / "many.csv").read_text(encoding="utf-8-sig").splitlines()) == 501
    real = window_module.check_folder

    def slow(*args, progress, **settings):
        def tell(done, total, entry):
            progress(done, total, entry)
            sleep(0.01)  # these files are nothing to verify; real ones take their time

        return real(*args, progress=tell, **settings)

    monkeypatch.setattr(window_module, "check_folder", slow)
    with qtbot.waitSignal(window.checked, timeout=SECONDS):
        window.check_again()
        qtbot.waitUntil(lambda: window.model.rowCount() >= 20, timeout=SECONDS)
        window.cancel.click()
    assert not window.inbox.is_complete
    assert 20 <= len(window.inbox.entries) < 500
    assert len(window.inbox.entries) == window.model.rowCount()
