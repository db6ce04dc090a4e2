"""Workbooks built to harm: bombs, entities, lies about their size, macros, links, and plain garbage."""

import io
import zipfile

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assessor.criteria import load_edition
from assessor.errors import ImportFileError
from assessor.importers import container, xlsx_read
from assessor.importers.csv_read import read_csv
from assessor.importers.sheets import Faulty
from assessor.importers.xlsx_read import read_workbook
from assessor.messages import explain
from assessor.workflow.session import new_assessment
from assessor.workflow.spreadsheets import preview_data


def plain_workbook() -> bytes:
    book = openpyxl.Workbook()
    book.active["A1"], book.active["B1"] = "場所", "浴室の広さ"
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def changed(data: bytes, **parts: bytes) -> bytes:
    """The archive with members replaced or added; `/` and `.` are written `__` and `_dot_`."""
    names = {name.replace("__", "/").replace("_dot_", "."): content for name, content in parts.items()}
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as source,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive,
    ):
        for name in source.namelist():
            if name not in names:
                archive.writestr(name, source.read(name))
        for name, content in names.items():
            if content is not None:
                archive.writestr(name, content)
    return target.getvalue()


def sheet(inner: str) -> bytes:
    head = (
        '<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    )
    return f"{head}<sheetData>{inner}</sheetData></worksheet>".encode()


def refused(data: bytes, code: str) -> None:
    with pytest.raises(ImportFileError) as caught:
        read_workbook(data, "x.xlsx")
    assert caught.value.code == code
    for language in ("ja", "en"):
        sentence, remedy = explain(caught.value, language)
        assert "x.xlsx" in sentence
        assert remedy


def test_a_plain_workbook_is_read() -> None:
    [found] = read_workbook(plain_workbook(), "x.xlsx")
    assert found.rows == (("場所", "浴室の広さ"),)


def test_a_zip_bomb_is_stopped_while_unpacking() -> None:
    blank = b"<row/>" + b" " * (64 << 20)
    refused(changed(plain_workbook(), xl__worksheets__sheet1_dot_xml=sheet(blank.decode())), "sheet_bomb")


def test_many_members_are_refused(monkeypatch) -> None:
    monkeypatch.setattr(container, "MAX_MEMBERS", 3)
    refused(plain_workbook(), "sheet_bomb")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_are_refused(encoding) -> None:
    laughs = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><a>&b;</a>'
    refused(
        changed(plain_workbook(), xl__worksheets__sheet1_dot_xml=laughs.encode(encoding)), "sheet_doctype"
    )


def test_a_cell_at_the_end_of_the_sheet_does_not_fill_memory() -> None:
    last = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    refused(changed(plain_workbook(), xl__worksheets__sheet1_dot_xml=sheet(last)), "sheet_too_large")


def test_wide_rows_count_in_full(monkeypatch) -> None:
    monkeypatch.setattr(xlsx_read, "MAX_CELLS", 3000)
    wide = "".join(f'<row r="{row}"><c r="AMJ{row}"><v>1</v></c></row>' for row in range(1, 5))
    refused(changed(plain_workbook(), xl__worksheets__sheet1_dot_xml=sheet(wide)), "sheet_too_large")


def test_a_false_size_is_not_believed() -> None:
    inner = '<row r="1"><c r="A1"><v>1</v></c></row>'
    data = sheet(inner).replace(b"<sheetData>", b'<dimension ref="A1:XFD1048576"/><sheetData>')
    [found] = read_workbook(changed(plain_workbook(), xl__worksheets__sheet1_dot_xml=data), "x.xlsx")
    assert len(found.rows) == 1


def test_old_and_locked_workbooks() -> None:
    refused(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "sheet_old_or_locked")


@pytest.mark.parametrize("data", [b"", b"PK", b"PK\x03\x04" + b"\0" * 40, plain_workbook()[:-40]])
def test_garbage(data) -> None:
    refused(data, "sheet_damaged")


def test_another_archive_is_no_workbook() -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("word/document.xml", "<x/>")
    refused(target.getvalue(), "sheet_not_workbook")


def test_too_large_a_file(monkeypatch) -> None:
    monkeypatch.setattr(container, "MAX_FILE", 100)
    refused(plain_workbook(), "sheet_too_large")


def test_macros_and_links_are_passed_over() -> None:
    data = changed(
        plain_workbook(),
        xl__vbaProject_dot_bin=b"\xd0\xcf\x11\xe0 macro",
        xl__externalLinks__externalLink1_dot_xml=b"<externalLink/>",
        xl__media__image1_dot_png=b"\0" * (9 << 20),
    )
    [found] = read_workbook(data, "x.xlsm")
    assert found.rows == (("場所", "浴室の広さ"),)


def test_formulas_count_by_their_last_value_and_errors_are_told() -> None:
    row = (
        '<row r="1"><c r="A1"><f>1+1</f><v>2</v></c><c r="B1"><f>[1]x!A1</f></c>'
        '<c r="C1" t="e"><v>#REF!</v></c><c r="D1" t="str"><f>A1&amp;"x"</f><v>2x</v></c></row>'
    )
    [found] = read_workbook(changed(plain_workbook(), xl__worksheets__sheet1_dot_xml=sheet(row)), "x.xlsx")
    assert found.rows == (
        (2, Faulty("formula_without_value", "=[1]x!A1"), Faulty("error_cell", "#REF!"), "2x"),
    )


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_damaged_workbooks_are_read_or_refused_but_never_crash(data) -> None:
    whole = bytearray(WORKBOOK)
    for share, byte in data.draw(
        st.lists(st.tuples(st.integers(0, 9999), st.integers(0, 255)), min_size=1, max_size=6)
    ):
        whole[share * (len(whole) - 1) // 9999] = byte
    edition, said = load_edition_once(), None
    try:
        preview_data(edition, new_assessment(edition, "new", "", ""), bytes(whole), "x.xlsx")
    except ImportFileError as problem:
        said = problem
    assert said is None or explain(said)[0]


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=300) | st.text(max_size=300).map(lambda text: text.encode("utf-8", "replace")))
def test_any_bytes_as_csv_are_read_or_refused(data) -> None:
    edition, said = load_edition_once(), None
    try:
        read_csv(data, "x.csv")
        preview_data(edition, new_assessment(edition, "new", "", ""), data, "x.csv")
    except ImportFileError as problem:
        said = problem
    assert said is None or explain(said)[0]


WORKBOOK = plain_workbook()
_EDITIONS = []


def load_edition_once():
    if not _EDITIONS:
        _EDITIONS.append(load_edition("r4"))
    return _EDITIONS[0]
