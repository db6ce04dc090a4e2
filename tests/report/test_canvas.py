"""Pages: numbering, sections, paper, bookmarks, marked places, gaps in the fonts."""

from io import BytesIO

import pikepdf
import pytest

from assessor.errors import ReportError
from assessor.messages import explain
from assessor.report.canvas import A4, Placement, Sheet, mm
from assessor.report.pdfa import finalise
from assessor.report.text import Typesetter, text_width


def test_header_and_footer_know_number_count_and_section(printed_lines):
    def header(sheet, page):
        sheet.text(sheet.left, sheet.top + 20, f"節 {page.section}", 8)

    def footer(sheet, page):
        sheet.text(sheet.right, sheet.bottom, f"{page.number}/{page.count}", 8, align="right")

    sheet = Sheet(title="x", header=header, footer=footer)
    for section in ("表紙", "別表1", "別表2"):
        sheet.section = section
        sheet.new_page()
        sheet.text(sheet.left, sheet.top, f"本文{section}", 9)
    printed = sheet.finish()
    pages = printed_lines(printed.pdf)
    assert printed.page_count == 3
    for number, (section, lines) in enumerate(zip(("表紙", "別表1", "別表2"), pages, strict=True), start=1):
        assert [line.text for line in lines] == [f"本文{section}", f"節 {section}", f"{number}/3"]
        assert lines[2].right == pytest.approx(sheet.right, abs=0.5)


def test_alignment(printed_lines):
    sheet = Sheet(title="x")
    sheet.new_page()
    for row, align in enumerate(("left", "center", "right")):
        sheet.text(100, 700 - 20 * row, "国国", 10, width=60, align=align)
    lines = printed_lines(sheet.finish().pdf)[0]
    assert [round(line.left) for line in lines] == [100, 120, 140]


def test_text_starts_below_its_top_and_returns_its_lower_edge(printed_lines):
    sheet = Sheet(title="x")
    sheet.new_page()
    below = sheet.text(100, 700, "国\n国\n国", 10, width=60)
    lines = printed_lines(sheet.finish().pdf)[0]
    assert below == pytest.approx(700 - 3 * 14)
    assert 700 > lines[0].base > lines[1].base > lines[2].base > below
    assert lines[0].base - lines[1].base == pytest.approx(14, abs=0.05)


def test_paper_and_turned_pages():
    sheet = Sheet(title="x")
    sheet.new_page()
    sheet.new_page(A4.turned())
    assert sheet.width == pytest.approx(mm(297 - 16 - 12))
    sheet.new_page(A4)
    with pikepdf.open(BytesIO(sheet.finish().pdf)) as pdf:
        sizes = [tuple(round(float(v)) for v in page.mediabox[2:]) for page in pdf.pages]
    assert sizes == [(595, 842), (842, 595), (595, 842)]


def test_bookmarks_lead_to_their_page_and_height():
    sheet = Sheet(title="x")
    for title, level in (("表紙", 0), ("別表2　𠮷", 0), ("2-1", 1)):
        sheet.new_page()
        sheet.y -= 100
        sheet.bookmark(title, level)
    with pikepdf.open(BytesIO(finalise(sheet.finish().pdf, title="x"))) as pdf, pdf.open_outline() as outline:
        assert [entry.title for entry in outline.root] == ["表紙", "別表2　𠮷"]
        child = outline.root[1].children[0]
        assert child.title == "2-1"
        destination = child.destination
        if isinstance(destination, (pikepdf.Name, pikepdf.String)):
            destination = pdf.Root.Dests[f"/{str(destination).lstrip('/')}"]
        assert destination[0].objgen == pdf.pages[2].obj.objgen
        assert float(destination[3]) == pytest.approx(sheet.top - 100, abs=0.01)


def test_marked_places():
    sheet = Sheet(title="x")
    sheet.new_page()
    sheet.new_page()
    sheet.mark("official", 100, 300, 150, 60)
    assert sheet.finish().places == {"official": Placement(1, (100, 240, 250, 300))}


def test_room_and_need():
    sheet = Sheet(title="x")
    assert sheet.need(10)
    assert not sheet.need(sheet.top - sheet.bottom)
    sheet.y -= 1
    assert sheet.need(sheet.top - sheet.bottom)
    assert sheet.page_index == 1


def test_an_empty_document_has_one_page():
    assert Sheet(title="x").finish().page_count == 1


def test_font_gap_names_each_character_and_place():
    sheet = Sheet(title="x")
    sheet.new_page()
    sheet.text(50, 700, "備考😀と\U0002a6a5", 9, where="2-2/3(5)a 備考")
    sheet.text(50, 600, "😀\x07", 9, where="建物名称")
    with pytest.raises(ReportError) as caught:
        sheet.finish()
    error = caught.value
    assert error.code == "font_gap"
    assert error.params["gaps"] == {
        "😀": ["2-2/3(5)a 備考", "建物名称"],
        "\U0002a6a5": ["2-2/3(5)a 備考"],
        "\x07": ["建物名称"],
    }
    for language in ("ja", "en"):
        sentence, remedy = explain(error, language)
        assert "😀 U+1F600 (2-2/3(5)a 備考, 建物名称)" in sentence
        assert "U+2A6A5" in sentence
        assert "U+0007" in sentence
        assert "\x07" not in sentence
        assert remedy


def test_a_gap_is_remembered_although_the_lines_come_from_the_cache():
    for _ in range(2):
        setter = Typesetter()
        setter.layout("同じ文😀", 100, 9, where="欄")
        assert setter.gaps == {"😀": ["欄"]}


def test_lone_surrogate_is_a_gap():
    setter = Typesetter()
    setter.layout("a\ud800", 100, 9, where="欄")
    with pytest.raises(ReportError, match="font_gap") as caught:
        setter.require_complete()
    assert "U+D800" in explain(caught.value)[0]
    explain(caught.value)[0].encode("utf-8")


def test_widths_agree_with_the_layout():
    setter = Typesetter()
    for text in ("1,200mm", "髙﨑𠮷邉", "葛\U000e0100城", "✓ 適合"):
        for bold in (False, True):
            assert setter.layout(text, float("inf"), 9, bold).width == pytest.approx(
                text_width(text, 9, bold)
            )


def test_same_pages_same_bytes():
    def once() -> bytes:
        sheet = Sheet(title="x", author="y")
        sheet.new_page()
        sheet.text(50, 700, "髙﨑𠮷邉 ✓", 9)
        return sheet.finish().pdf

    assert once() == once()


def test_the_canvas_draws_by_itself_too(printed_lines):
    """reportlab's own drawString works with our fonts, for what its widgets draw."""
    sheet = Sheet(title="x")
    sheet.new_page()
    sheet.canvas.setFont("BIZUDGothic-Regular", 10)
    sheet.canvas.drawRightString(300, 500, "別表2 (1)")
    pdf = finalise(sheet.finish().pdf, title="x")
    (line,) = printed_lines(pdf)[0]
    assert line.text == "別表2 (1)"
    assert line.right == pytest.approx(300, abs=0.1)
