"""What a page collects: fills below, then what is drawn, then rules, then text; each thing is said once."""

import re
from io import BytesIO

import pikepdf
import pypdfium2
import pytest
import samples

from assessor.criteria import load_edition
from assessor.report.canvas import Sheet, mm
from assessor.report.checklist import draw_pages
from assessor.report.layers import Fills, Rules
from assessor.report.raster import Pages
from assessor.report.table import Cell, Table
from assessor.workflow.checklist import checklist_data
from assessor.workflow.evaluating import evaluate
from assessor.workflow.interchange import form_bytes

GREY, RED = (0.5, 0.5, 0.5), (1.0, 0.0, 0.0)


def operators(pdf: bytes, page: int = 0) -> list[str]:
    with pikepdf.open(BytesIO(pdf)) as document:
        return [str(one.operator) for one in pikepdf.parse_content_stream(document.pages[page])]


def segments(code: str) -> set[tuple[float, ...]]:
    """Lines of a path, each from the lower left to the upper right."""
    number = r"(-?[\d.]+)"
    found = re.findall(f"{number} {number} m {number} {number} l", code)
    return {tuple(sorted(((float(a), float(b)), (float(c), float(d))))) for a, b, c, d in found}


def test_a_rule_that_goes_on_from_row_to_row_is_one_line() -> None:
    rules = Rules()
    for top in (100, 90, 80):
        rules.row((0, 10, 30), top, top - 10, GREY, 0.25)
    assert segments(rules.code()) == {
        *(((0.0, y), (30.0, y)) for y in (100.0, 90.0, 80.0, 70.0)),
        *(((x, 70.0), (x, 100.0)) for x in (0.0, 10.0, 30.0)),
    }
    assert rules.code().count(" RG") == 1


def test_a_rule_stops_at_a_cell_over_several_columns() -> None:
    rules = Rules()
    rules.row((0, 10, 30), 100, 90, GREY, 0.25)
    rules.row((0, 30), 90, 80, GREY, 0.25)
    rules.row((0, 10, 30), 80, 70, GREY, 0.25)
    found = segments(rules.code())
    assert {one for one in found if one[0][0] == one[1][0] == 10.0} == {
        ((10.0, 90.0), (10.0, 100.0)),
        ((10.0, 70.0), (10.0, 80.0)),
    }
    assert ((0.0, 70.0), (0.0, 100.0)) in found


@pytest.mark.parametrize(("colour", "weight", "top"), [(RED, 0.25, 90), (GREY, 1.2, 90), (GREY, 0.25, 60)])
def test_another_style_or_another_table_begins_anew(colour, weight, top) -> None:
    rules = Rules()
    rules.row((0, 30), 100, 90, GREY, 0.25)
    rules.row((0, 30), top, top - 10, colour, weight)
    found = segments(rules.code())
    assert ((0.0, 90.0), (0.0, 100.0)) in found
    assert ((0.0, float(top - 10)), (0.0, float(top))) in found
    assert ((0.0, float(top)), (30.0, float(top))) in found
    assert rules.code().count(" S") + rules.code().count("\nS") == (
        1 if (colour, weight) == (GREY, 0.25) else 2
    )


def test_a_fill_names_its_colour_once() -> None:
    fills = Fills()
    assert fills.code() == ""
    for x, colour in ((0, GREY), (1, GREY), (2, RED), (3, RED)):
        fills.add(x, 0, 1, 1, colour)
    assert fills.code().count(" rg") == 2
    assert fills.code().count(" re f") == 4


def test_a_page_is_one_text_and_text_stands_on_fills_and_rules() -> None:
    sheet = Sheet(title="x")
    sheet.new_page()
    table = Table(sheet.setter, [100, 100])
    table.flow(sheet, [table.row([Cell("一", fill=GREY), Cell("二", bold=True)]) for _ in range(5)])
    sheet.text(sheet.left, 300, "三", 12, colour=RED)
    found = operators(sheet.finish().pdf)
    assert (found.count("BT"), found.count("Tj")) == (1, 11)
    assert found.index("f") < found.index("S") < found.index("BT")
    # The type is named where it changes: twice a row, and for the last line.
    assert found.count("Tf") == 11


def test_the_same_text_in_two_columns_is_set_once_and_a_gap_is_told_for_each_place() -> None:
    sheet = Sheet(title="x")
    sheet.new_page()
    table = Table(sheet.setter, [100, 100])
    same = [table.row([Cell("寸法"), Cell("寸法")]).stacks for _ in range(2)]
    assert same[0][0] is same[1][0] is same[0][1]
    for place in ("A", "B"):
        table.row([Cell("\U0001f9ff", where=place), Cell("x")])
    assert sheet.setter.gaps == {"\U0001f9ff": ["A", "B"]}


@pytest.mark.parametrize("language", ["ja", "en"])
def test_nothing_is_printed_where_printers_do_not_print(language) -> None:
    edition = load_edition("r4")
    state = samples.small(edition, "new")
    embedded = form_bytes(state)
    data = checklist_data(
        edition, state, evaluate(edition, state), embedded=embedded, created=samples.MOMENT, language=language
    )
    with Pages(draw_pages(data).pdf) as pages:
        for number in range(len(pages)):
            picture = pages.picture(number, 144, grey=True)
            edge = int(mm(4.5) * 2)
            lines = [
                picture.data[line * picture.stride : line * picture.stride + picture.width]
                for line in range(picture.height)
            ]
            assert set(b"".join(lines[-edge:] + lines[:edge])) == {255}, number
            assert {*(value for line in lines for value in (*line[:edge], *line[-edge:]))} == {255}, number


def test_the_code_is_drawn_once_and_stands_on_every_page() -> None:
    edition = load_edition("r4")
    state = samples.small(edition, "new")
    data = checklist_data(
        edition, state, evaluate(edition, state), embedded=form_bytes(state), created=samples.MOMENT
    )
    printed = draw_pages(data)
    with pikepdf.open(BytesIO(printed.pdf)) as document:
        forms = [
            {str(one.objgen) for one in page.get("/Resources").XObject.values()} for page in document.pages
        ]
        assert len(set.intersection(*forms)) == 1
    assert all("Do" in operators(printed.pdf, page) for page in range(printed.page_count))
    shown = pypdfium2.PdfDocument(printed.pdf)
    grouped = data.fingerprint[:4]
    assert all(grouped in page.get_textpage().get_text_range() for page in shown)
    shown.close()
