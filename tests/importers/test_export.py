"""The workbook: its sheets, its live tallies recomputed by a second opinion, and text that stays text."""

import io
from decimal import Decimal

import openpyxl
import pytest

from assessor.assessment import PlaceRecord, RowNote, from_records
from assessor.assessment.records import CaseKey, Decision, DecisionKey, NoteKey, PlaceKey
from assessor.criteria import load_edition
from assessor.errors import DocumentError, ImportFileError, ReportError
from assessor.evaluation.tally import summarise
from assessor.importers import xlsx_write
from assessor.importers.book import Book, Formula, Page
from assessor.importers.xlsx_write import csv_bytes, workbook_bytes
from assessor.paths import resource
from assessor.workflow.documents import read_source
from assessor.workflow.evaluating import evaluate
from assessor.workflow.spreadsheet_book import book_of
from assessor.workflow.spreadsheets import export_csv, export_workbook
from assessor.workflow.wording import Wording

from .formulas import Sheets

WORDS = {
    "適合": "conforming",
    "不適合": "not_conforming",
    "非対象": "not_applicable",
    "未判定": "undetermined",
}
RESULTS = {"conforming": "適合", "not_conforming": "不適合", "undecided": "未了"}


@pytest.fixture(scope="module")
def duplex():
    edition, state = read_source(str(resource("examples", "duplex.json")))
    return edition, state, evaluate(edition, state)


@pytest.fixture(scope="module")
def data(duplex):
    edition, state, evaluation = duplex
    return workbook_bytes(book_of(Wording(edition, "ja"), state, evaluation))


def cells(data: bytes, *, values: bool) -> dict[str, dict[tuple[int, int], object]]:
    book = openpyxl.load_workbook(io.BytesIO(data), data_only=values)
    return {
        sheet.title: {
            (cell.row, cell.column): cell.value
            for row in sheet.iter_rows()
            for cell in row
            if cell.value is not None
        }
        for sheet in book
    }


def test_sheets_and_rows(duplex, data) -> None:
    _, state, evaluation = duplex
    found = cells(data, values=True)
    assert list(found) == [
        "案件", "判定", "住戸タイプ別寸法", "別表×住戸タイプ", "集計", "根拠",
        "図面台帳", "差替え後の確認", "手続の事項", "申請住戸", "申請と報告", "提出書類",
    ]  # fmt: skip
    verdicts = found["判定"]
    ids = [verdicts[row, 1] for row in range(3, 3 + len(evaluation.rows))]
    assert ids == list(evaluation.rows)
    assert (3 + len(ids), 1) not in verdicts
    for row, row_id in enumerate(ids, 3):
        assert WORDS[verdicts[row, 5]] == evaluation.rows[row_id].verdict
    dimensions = found["住戸タイプ別寸法"]
    codes = {value: column for (row, column), value in dimensions.items() if row == 1}
    places = {value: row for (row, column), value in dimensions.items() if column == 1 and row > 2}
    assert set(places) == set(state.places)
    assert dimensions[places["A104"], codes["room_area_m2"]] == pytest.approx(3.998)
    assert sum(len(inner) for inner in state.measurements.values()) == sum(
        found["根拠"].get((row, 1)) == "寸法" for row in range(3, 1000)
    )


def test_stored_values_are_those_the_formulas_give(data) -> None:
    formulas, stored = cells(data, values=False), cells(data, values=True)
    live = Sheets(formulas)
    computed = 0
    for place, formula in formulas["集計"].items():
        if isinstance(formula, str) and formula.startswith("="):
            assert live.value("集計", *place) == stored["集計"][place], formula
            computed += 1
    assert computed == 9 * 8 + 5 * 9 + 1  # tables × counts, groups and total with what is missing, the result


@pytest.mark.parametrize("edition_code", ["r4", "draft"])
@pytest.mark.parametrize("category", ["new", "existing"])
@pytest.mark.parametrize("seed", range(3))
def test_changing_verdicts_changes_tallies_like_the_program(edition_code, category, seed) -> None:
    import random

    chance = random.Random(f"{edition_code}{category}{seed}")
    edition = load_edition(edition_code)
    state = from_records([(CaseKey(), read_case(edition, category))])
    book = workbook_bytes(book_of(Wording(edition, "ja"), state, evaluate(edition, state)))
    sheets = cells(book, values=False)
    weights = [(8, 1, 1, 0), (30, 1, 0, 0), (1, 0, 0, 0)][seed]
    verdicts = {}
    for row in range(3, 3 + len(edition.rows_for(category))):
        word = chance.choices(list(WORDS), [weights[0], weights[2], weights[1], weights[3]])[0]
        sheets["判定"][row, 5] = word
        verdicts[sheets["判定"][row, 1]] = WORDS[word]
    expected = summarise(edition, category, verdicts)
    live = Sheets(sheets)
    line = 2
    for tally in expected.tables.values():
        counts = [live.value("集計", line, column) for column in range(2, 10)]
        required, optional = tally.required, tally.optional
        assert counts == [
            *(required.total, required.conforming, required.not_applicable, required.not_conforming),
            *(required.undetermined, optional.total, optional.conforming, optional.undetermined),
        ]
        line += 1
    for minimum in (*expected.groups, expected.total):
        assert live.value("集計", line, 8) == minimum.conforming
        assert live.value("集計", line, 10) == minimum.minimum
        assert live.value("集計", line, 11) == minimum.missing
        line += 1
    assert live.value("集計", line + 1, 2) == RESULTS[expected.result]


def read_case(edition, category):
    from assessor.assessment import Case

    return Case(name="試験", edition=edition.code, category=category, edition_digest=edition.digest)


EVIL = [
    '=HYPERLINK("http://example.invalid","x")',
    "+1",
    "-1+1",
    "@SUM(1)",
    "\t=1",
    "＝1",
    "=cmd|' /C calc'!A0",
]


@pytest.mark.parametrize("evil", EVIL)
def test_text_is_never_a_formula(evil) -> None:
    edition = load_edition("r4")
    row = next(iter(edition.rows_for("new"))).id
    state = from_records(
        [
            (CaseKey(), read_case(edition, "new")),
            (PlaceKey("u"), PlaceRecord("unit_type", evil, "building")),
            (NoteKey(row), RowNote(evil, evil)),
            (DecisionKey(row), Decision("conforming", evil)),
        ]
    )
    book = book_of(Wording(edition, "ja"), state, evaluate(edition, state))
    found = openpyxl.load_workbook(io.BytesIO(workbook_bytes(book)))
    texts = [
        cell
        for sheet in found
        for row in sheet.iter_rows()
        for cell in row
        if cell.value == evil.replace("\r", "\n")
    ]
    assert len(texts) >= 5
    assert all(cell.data_type == "s" and cell.quotePrefix for cell in texts)
    formulas = {
        (cell.parent.title)
        for sheet in found
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    }
    assert formulas == {"集計"}
    for page in book.pages:
        lines = csv_bytes(page).decode("utf-8-sig")
        assert f",{evil}" not in lines
        assert f'"{evil}' not in lines


def test_csv_has_the_mark_excel_needs_and_values_for_formulas(duplex, tmp_path) -> None:
    edition, state, evaluation = duplex
    path = tmp_path / "tallies.csv"
    export_csv(edition, state, evaluation, path, "tallies")
    raw = path.read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    text = raw.decode("utf-8-sig")
    assert "=" not in text
    assert f"チェック結果,{RESULTS[evaluation.summary.result]}" in text
    with pytest.raises(ImportFileError, match="spreadsheet_sheet_unknown"):
        export_csv(edition, state, evaluation, path, "nothing")


def test_a_file_that_cannot_be_written_leaves_the_old_one(duplex, tmp_path) -> None:
    edition, state, evaluation = duplex
    with pytest.raises(DocumentError):
        export_workbook(edition, state, evaluation, tmp_path / "missing" / "book.xlsx")
    assert list(tmp_path.iterdir()) == []


def test_what_reads_back_differently_is_not_given_out(monkeypatch, duplex, tmp_path) -> None:
    edition, state, evaluation = duplex
    path = tmp_path / "book.xlsx"
    export_workbook(edition, state, evaluation, path)
    before = path.read_bytes()
    whole = xlsx_write._written
    monkeypatch.setattr(
        xlsx_write, "_written", lambda book: whole(Book(book.title, tuple(map(spoilt, book.pages))))
    )
    with pytest.raises(ReportError, match="spreadsheet_differs"):
        export_workbook(edition, state, evaluation, path)
    assert path.read_bytes() == before


def spoilt(page: Page) -> Page:
    rows = tuple(tuple(cell + 1 if isinstance(cell, Decimal) else cell for cell in row) for row in page.rows)
    return Page(page.name, rows, page.heads)


def test_formula_values_of_both_kinds_are_stored() -> None:
    page = Page(
        "p", ((Decimal(2), Formula("=A1*2", Decimal(4)), Formula('=IF(A1<3,"a&b","c")', "a&b")),), heads=0
    )
    data = workbook_bytes(Book("t", (page,)))
    sheet = openpyxl.load_workbook(io.BytesIO(data), data_only=True)["p"]
    assert [cell.value for cell in sheet[1]] == [2, 4, "a&b"]
    sheet = openpyxl.load_workbook(io.BytesIO(data))["p"]
    assert [cell.value for cell in sheet[1]] == [2, "=A1*2", '=IF(A1<3,"a&b","c")']
