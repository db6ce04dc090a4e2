"""Table rows as printed: heights, wrapping inside the cell, headers on each page, parted rows."""

import pytest

from assessor.report.canvas import Sheet
from assessor.report.table import Block, Cell, Table


@pytest.fixture
def sheet():
    made = Sheet(title="表")
    made.new_page()
    return made


def test_height_is_that_of_the_tallest_cell(sheet):
    table = Table(sheet.setter, [50, 50], size=10, leading=1.5, padding=(5, 3))
    assert table.row(["国", "国"]).height == pytest.approx(15 + 6)
    assert table.row(["国", "国" * 12]).height == pytest.approx(45 + 6)
    assert table.row(["", ""], min_height=40).height == 40


def test_text_stays_inside_its_cell(sheet, printed_lines):
    table = Table(sheet.setter, [80, 60, 70], size=9)
    text = "浴室の短辺は内法で1,200mm以上、面積は1.8㎡以上とする。"
    row = table.row([Cell(text), Cell("1,250 mm", align="right"), Cell("◎", align="center")])
    table.draw_row(sheet, 100, 700, row)
    lines = printed_lines(sheet.finish().pdf)[0]
    first = [line for line in lines if line.left < 180]
    assert "".join(line.text for line in first) == text
    assert max(line.right for line in first) <= 180 - 2.5 + 0.1
    assert min(line.base for line in first) > 700 - row.height
    number = next(line for line in lines if line.text == "1,250 mm")
    assert number.right == pytest.approx(240 - 2.5, abs=0.1)
    mark = next(line for line in lines if line.text == "◎")
    assert (mark.left + mark.right) / 2 == pytest.approx(275, abs=0.1)


def test_spanning_cells(sheet, printed_lines):
    table = Table(sheet.setter, [45, 45, 40], size=10, padding=(5, 0))
    table.draw_row(sheet, 0, 700, table.row([Cell("国" * 8, span=2), "住"]))
    assert [line.text for line in printed_lines(sheet.finish().pdf)[0]] == ["国" * 8, "住"]
    with pytest.raises(ValueError, match="4 columns filled of 3"):
        table.row([Cell(span=2), Cell(span=2)])


def test_middle_alignment(sheet, printed_lines):
    table = Table(sheet.setter, [40, 40], size=10, leading=1.0, padding=(0, 0))
    row = table.row([Cell("国", valign="middle"), "国\n国\n国"])
    table.draw_row(sheet, 0, 700, row)
    lines = printed_lines(sheet.finish().pdf)[0]
    assert lines[0].base == pytest.approx(700 - 10 - 8.8, abs=0.05)


def test_header_is_repeated_and_no_row_is_lost(sheet, printed_lines):
    table = Table(sheet.setter, [100, 300], size=9)
    header = table.row([Cell("番号", bold=True), Cell("基準", bold=True)])
    table.flow(sheet, [table.row([f"行{i:03d}", "内容\n内容"]) for i in range(100)], [header])
    pages = [" ".join(line.text for line in page) for page in printed_lines(sheet.finish().pdf)]
    assert len(pages) > 2
    assert all(page.startswith("番号") and page.count("番号") == 1 for page in pages)
    assert [f"行{i:03d}" in "".join(pages) for i in range(100)] == [True] * 100


def test_a_row_higher_than_a_page_is_parted(sheet, printed_lines):
    table = Table(sheet.setter, [60, 200], size=9)
    header = table.row(["番号", "備考"])
    remark = "\n".join(f"{i:03d}行目の備考" for i in range(150))
    table.flow(
        sheet, [table.row(["前", "短い"]), table.row(["長", remark]), table.row(["後", "短い"])], [header]
    )
    pages = printed_lines(sheet.finish().pdf)
    text = ["".join(line.text for line in page) for page in pages]
    assert "".join(text).count("番号") == len(pages) >= 3
    order = [int(line.text[-8:-5]) for page in pages for line in page if line.text.endswith("行目の備考")]
    assert order == list(range(150))
    assert all(line.base > sheet.bottom for page in pages for line in page)


def test_a_header_that_fills_the_page_is_a_bug(sheet):
    table = Table(sheet.setter, [100])
    header = table.row(["頭"], min_height=sheet.top - sheet.bottom - 10)
    with pytest.raises(ValueError, match="no room"):
        table.flow(sheet, [table.row(["国\n" * 200])], [header])


def test_blocks_stand_one_below_the_other(sheet, printed_lines):
    table = Table(sheet.setter, [120], size=10, leading=1.0, padding=(4, 0))
    blocks = (Block("題", bold=True, size=12), Block("国", above=6, indent=20), Block("必須", tag="outlined"))
    row = table.row([Cell(blocks=blocks)])
    assert row.height == pytest.approx(12 + 6 + 10 + 10)
    table.draw_row(sheet, 0, 700, row)
    lines = printed_lines(sheet.finish().pdf)[0]
    assert [line.text for line in lines] == ["題", "国", "必須"]
    assert [line.left for line in lines] == pytest.approx([4, 24, 4], abs=0.1)
    assert lines[0].base - lines[1].base == pytest.approx(12 + 6 + 0.88 * 10 - 0.88 * 12, abs=0.1)


def test_blocks_are_parted_over_pages(sheet, printed_lines):
    table = Table(sheet.setter, [60, 200], size=9)
    blocks = tuple(Block("\n".join(f"{n}-{i:02d}行目" for i in range(40)), above=5) for n in range(3))
    table.flow(sheet, [table.row(["番", Cell(blocks=blocks)])])
    pages = printed_lines(sheet.finish().pdf)
    assert len(pages) == 2
    shown = [line.text for page in pages for line in page if line.text.endswith("行目")]
    assert shown == [f"{n}-{i:02d}行目" for n in range(3) for i in range(40)]
    assert all(line.base > sheet.bottom for page in pages for line in page)


def test_a_heading_stays_with_its_row(sheet, printed_lines):
    table = Table(sheet.setter, [100], size=10, leading=1.0, padding=(1, 0))
    sheet.y = sheet.bottom + 45
    table.flow(sheet, [table.row(["前"]), table.row(["見出し"], keep=True), table.row(["内容\n内容\n内容"])])
    pages = [[line.text for line in page] for page in printed_lines(sheet.finish().pdf)]
    assert pages == [["前"], ["見出し", "内容", "内容", "内容"]]


def test_what_a_page_goes_on_with_is_named_again(sheet, printed_lines):
    table = Table(sheet.setter, [100], size=10)
    again = table.row(["浴室（続き）"])
    rows = [table.row(["浴室"], keep=True), *(table.row([f"{i}番"], under=again) for i in range(100))]
    table.flow(sheet, rows, [table.row(["頭"])])
    pages = [[line.text for line in page] for page in printed_lines(sheet.finish().pdf)]
    assert pages[0][:3] == ["頭", "浴室", "0番"]
    assert len(pages) > 1
    assert all(page[:2] == ["頭", "浴室（続き）"] for page in pages[1:])
