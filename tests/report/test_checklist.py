"""The checklist as printed: each row is on the pages, nothing leaves them, the data travel along."""

import hashlib
import json
import os
import re
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from functools import cache
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
import samples
from big import big_assessment

from assessor.assessment import snapshot
from assessor.assessment.records import CaseKey, DecisionKey, NoteKey, PlaceKey, RowNote
from assessor.assessment.state import Edit
from assessor.criteria import load_edition
from assessor.errors import ReportError
from assessor.evaluation import Evaluator
from assessor.messages import explain, text
from assessor.report.canvas import mm
from assessor.report.checklist import build, draw_pages
from assessor.report.frame import PAPER
from assessor.report.pdfa import validate
from assessor.report.stamp import STAMP_SIZE
from assessor.workflow.answers import printed_results
from assessor.workflow.checklist import checklist_data
from assessor.workflow.interchange import form_bytes
from assessor.workflow.wording import Wording

SHEETS = [
    (edition, category) for edition in ("draft", "r4") for category in ("new", "renovation", "existing")
]
BOXES = ("conforming", "not_conforming", "not_applicable")


@cache
def edition_of(code):
    return load_edition(code)


@cache
def evaluator_of(code):
    return Evaluator(edition_of(code))


def evaluated(code, state):
    return evaluator_of(code).evaluate(snapshot(state, edition_of(code)))


def content(code, state, language="ja", created=samples.MOMENT):
    return checklist_data(
        edition_of(code),
        state,
        evaluated(code, state),
        embedded=form_bytes(state),
        created=created,
        language=language,
    )


@cache
def sample(code, category, kind):
    make = {"small": samples.small, "empty": samples.empty}[kind]
    return make(edition_of(code), category)


@cache
def drawn(code, category, kind, language="ja"):
    return draw_pages(content(code, sample(code, category, kind), language))


def plain(words):
    return re.sub(r"\s", "", words)


def joined(lines):
    return plain("".join(line.text for line in lines))


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("kind", ["small", "empty"])
@pytest.mark.parametrize(("code", "category"), SHEETS)
def test_every_row_is_printed_whole(code, category, kind, language, printed_lines):
    pages = printed_lines(drawn(code, category, kind, language).pdf)
    printed = plain("".join(joined(page) for page in pages))
    data = content(code, sample(code, category, kind), language)
    rows = [row for table in data.tables for row in table.rows]
    assert [row.id for row in rows] == [row.id for row in edition_of(code).rows_for(category)]
    for table in data.tables:
        assert plain(table.label + table.name) in printed
    for row in rows:
        # Number, title and criterion stand in neighbouring cells and are never parted.
        assert plain(row.number + row.title + row.text) in printed, row.id
        for finding in row.findings:
            assert plain(finding.text) in printed, (row.id, finding)
        assert plain(row.remark) in printed
        assert all(plain(line) in printed for line in row.drawings.splitlines())


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize(("code", "category"), SHEETS)
def test_nothing_leaves_the_type_area(code, category, language, printed_lines):
    for kind in ("small", "empty"):
        for number, page in enumerate(printed_lines(drawn(code, category, kind, language).pdf), start=1):
            for line in page:
                assert line.left >= mm(PAPER.left) - 0.1, (number, line)
                assert line.right <= mm(PAPER.width - PAPER.right) + 0.1, (number, line)
                assert mm(9) < line.base < mm(PAPER.height - 9), (number, line)


@pytest.mark.parametrize(("code", "category"), SHEETS)
def test_boxes_say_what_the_evaluation_says(code, category, printed_lines):
    state = sample(code, category, "small")
    pages = printed_lines(drawn(code, category, "small").pdf)
    black = Counter(
        line.text[2:] for page in pages for line in page if re.fullmatch("■ (適合|不適合|非対象)", line.text)
    )
    unknown = sum(line.text == "？ 未判定" for page in pages for line in page)
    verdicts = Counter(row.verdict for row in evaluated(code, state).rows.values())
    assert set(verdicts) == {*BOXES, "undetermined"}
    assert black == {text(f"report.box.{verdict}"): verdicts[verdict] for verdict in BOXES}
    assert unknown == verdicts["undetermined"]
    rows = evaluated(code, state).rows.values()
    unmet = [
        row
        for row in rows
        if row.verdict == "not_conforming"
        and edition_of(code).level(edition_of(code).rows[row.row], category) == "optional"
    ]
    calm = sum(line.text == "（数えない）" for page in pages for line in page)
    assert calm == len(unmet) > 0


@pytest.mark.parametrize(("code", "category"), SHEETS)
def test_summary_prints_the_tallies_in_the_order_of_the_sheet(code, category, printed_lines):
    state = sample(code, category, "small")
    summary = evaluated(code, state).summary
    page = printed_lines(drawn(code, category, "small").pdf)[1]
    words = [line.text for line in page]
    labels = [word for word in words if re.fullmatch(r"別表[0-9-]+|別表[^ ]*計|合計", plain(word))]
    assert [word for word in labels if re.fullmatch("別表[0-9-]+", word)] == [
        f"別表{table.code}" for table in edition_of(code).tables
    ]
    assert labels[-1] == "合計"
    numbers = [word for word in words[words.index("合計") + 1 :] if re.fullmatch(r"\d+", word)]
    required, optional, total = summary.required, summary.optional, summary.total
    assert [int(number) for number in numbers[:10]] == [
        required.total,
        required.conforming,
        required.not_applicable,
        required.not_conforming,
        required.undetermined,
        optional.total,
        optional.conforming,
        total.minimum,
        total.missing,
        required.total + optional.total,
    ]
    # Lines 22 and 38 of the draft, 116 of the handbook: rows in all.
    assert int(numbers[9]) == {"draft": {"new": 117}, "r4": {"new": 98}}[code].get(
        category, {"draft": 115, "r4": 96}[code]
    )


@pytest.mark.parametrize(("kind", "word"), [("small", "✕ 不適合"), ("empty", "？ 未了")])
def test_cover_names_case_and_result(kind, word, printed_lines):
    page = printed_lines(drawn("r4", "new", kind).pdf)[0]
    words = {line.text for line in page}
    assert word in words
    if kind == "small":
        facts = {
            samples.NAME,
            samples.ARCHITECT,
            "東京都杉並区上荻二丁目38番13号",
            "株式会社 邉見地所",
            "髙﨑建築設計事務所",
            "2026年5月20日",
            "鉄筋コンクリート造",
            "5階",
            "24戸（うち認定 20戸）",
            "3タイプ（A、B、Cタイプ（角住戸））",
        }
        assert facts <= words
    else:
        assert sum(line.text == "（未記入）" for line in page) == 10
    state = sample("r4", "new", kind)
    printed = joined(page)
    for reason in evaluated("r4", state).summary.reasons:
        wording = Wording(edition_of("r4"), "ja")
        assert plain(wording.summary_reason(reason)) in printed
        assert "、".join(reason.rows[:30]) in printed
    assert hashlib.sha256(form_bytes(state)).hexdigest() in printed


def test_a_building_that_conforms_says_so(printed_lines):
    """Every row decided by a person: the one way to a whole building without building one."""
    from assessor.assessment.records import Decision

    edition = edition_of("r4")
    state = samples.empty(edition, "new")
    decided = tuple((DecisionKey(row.id), Decision("conforming")) for row in edition.rows_for("new"))
    state = state.apply(Edit(decided)).state
    page = printed_lines(draw_pages(content("r4", state)).pdf)[0]
    assert "✓ 適合" in {line.text for line in page}
    assert "必須の項目がすべて適合又は非対象" in joined(page)


@pytest.mark.parametrize("language", ["ja", "en"])
def test_each_page_has_number_edition_and_fingerprint(language, printed_lines):
    state = sample("r4", "new", "small")
    pages = printed_lines(drawn("r4", "new", "small", language).pdf)
    digest = hashlib.sha256(form_bytes(state)).hexdigest()
    for number, page in enumerate(pages, start=1):
        shown = [line.text for line in page]
        assert text("report.page", language, number=number, count=len(pages)) in shown
        footer = plain(
            text(
                "report.footer",
                language,
                edition=f"{edition_of('r4').head.name.in_language(language)} (r4)",
                digest=edition_of("r4").digest[:8],
                fingerprint=digest[:16],
            )
        )
        assert joined(page).count(footer) == 1
        if number > 1:
            assert f"{text('report.title', language)}　{samples.NAME}" in shown


def test_appendices_hold_what_they_must(printed_lines):
    state = sample("r4", "new", "small")
    data = content("r4", state)
    printed = plain("".join(joined(page) for page in printed_lines(drawn("r4", "new", "small").pdf)))
    assert len(data.overruled) == 2
    for statement in (*data.overruled, *data.not_applicable, *data.readings):
        assert plain(statement.title + statement.text + "".join(statement.notes)) in printed
    assert "入力からの判定：不適合→判断：適合" in printed
    for one in data.confirmations:
        assert plain(one.row + one.text + one.place) in printed
    measured = [one for section in data.measurements for place in section.places for one in place.values]
    assert len(measured) == sum(len(inner) for inner in state.measurements.values()) > 100
    for one in measured:
        assert plain(one.name + one.value) in printed
    assert [section.title[-1:] for section in data.measurements if "住戸タイプ" in section.title] == list(
        "AB）"
    )
    assert {"A-01", "A-02", "A-12", "仕上表 A-03"} == {one.drawing for one in data.drawings}
    for rule in data.policy:
        assert plain(rule) in printed
    assert plain(samples.CREDIT) in printed
    assert plain(state.case.remarks) in printed


def test_matrix_shows_which_unit_type_fails(printed_lines):
    data = content("r4", sample("r4", "new", "small"))
    row = next(row for row in data.matrix.rows if row.id == "2-2/3(5)a")
    assert row.marks == ("conforming", "conforming", "not_conforming")
    pages = printed_lines(drawn("r4", "new", "small").pdf)
    page = next(page for page in pages if any(line.text == "住戸タイプ別の結果" for line in page))
    words = [line.text for line in page]
    # Number, title, level, the building, then each unit type.
    at = words.index("2-2/3(5)a")
    assert words[at + 2 : at + 7] == ["必須", "✕", "✓", "✓", "✕"]
    assert "1＝A2＝B3＝Cタイプ（角住戸）" in joined(page)


def test_unit_types_beyond_one_page_width_go_on(printed_lines):
    state = big_assessment(edition_of("r4"), units=25)
    data = content("r4", state)
    pages = printed_lines(draw_pages(replace(data, measurements=(), tables=data.tables[:1], way=None)).pdf)
    matrix = [page for page in pages if any("住戸タイプ別の結果" in line.text for line in page)]
    heads = {line.text for page in matrix for line in page}
    assert {str(number) for number in range(1, 26)} <= heads
    marks = sum(line.text in "✓✕－？" for page in matrix for line in page)
    rows = len(data.matrix.rows)
    # Each block of columns repeats the building's own mark; the legend has no lone mark.
    assert marks == rows * 25 + rows * 3


@pytest.fixture(scope="module")
def built():
    state = sample("r4", "new", "small")
    results = json.dumps(printed_results(edition_of("r4"), evaluated("r4", state))).encode()
    return build(content("r4", state), form_bytes(state), results), state, results


def test_file_is_pdfa_and_carries_its_data(built):
    checklist, state, results = built
    assert validate(checklist.pdf) == []
    with pikepdf.open(BytesIO(checklist.pdf)) as pdf:
        assert len(pdf.pages) == checklist.page_count
        assert pdf.attachments["assessment.json"].get_file().read_bytes() == form_bytes(state)
        assert pdf.attachments["results.json"].get_file().read_bytes() == results
        assert pdf.attachments["assessment.json"].obj.AFRelationship == "/Source"
        assert pdf.attachments["results.json"].obj.AFRelationship == "/Data"
        assert str(pdf.docinfo["/Title"]) == f"認定基準チェックシート {samples.NAME}"
        assert str(pdf.docinfo["/Author"]) == samples.ARCHITECT
        outline = pdf.open_outline()
        titles = [item.title for item in outline.root]
        assert "集計" in titles
        assert any(title.startswith("別表2-2") for title in titles)


def test_names_are_copied_as_written(built, poppler_text):
    pages = poppler_text(built[0].pdf)
    assert samples.ARCHITECT in pages[0]
    assert samples.NAME in pages[0]


def test_boxes_lie_where_they_are_drawn(built):
    designer, official = built[0].signature_boxes.designer, built[0].signature_boxes.official
    assert designer[0] == official[0] == 0
    for box in (designer, official):
        _, x1, y1, x2, y2 = box
        assert mm(PAPER.left) <= x1 < x2 <= mm(PAPER.width - PAPER.right) + 1e-6
        assert mm(PAPER.bottom) < y1 < y2
        assert (x2 - x1, y2 - y1) == pytest.approx([mm(side) for side in STAMP_SIZE], abs=0.1)
    assert designer[3] < official[1]


def test_same_input_same_bytes_in_any_process(built):
    code = (
        "import sys, hashlib; sys.path[:0] = sys.argv[1:];"
        "import test_checklist as t, json;"
        "s = t.sample('r4', 'new', 'small');"
        "r = json.dumps(t.printed_results(t.edition_of('r4'), t.evaluated('r4', s))).encode();"
        "print(hashlib.sha256(t.build(t.content('r4', s), t.form_bytes(s), r).pdf).hexdigest())"
    )
    here = str(Path(__file__).parent)
    found = {hashlib.sha256(built[0].pdf).hexdigest()}
    for seed in ("1", "2"):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": "America/Lima"}
        done = subprocess.run(
            [sys.executable, "-c", code, here, str(Path(here).parent / "bench")],
            env=environment,
            capture_output=True,
            text=True,
            check=True,
        )
        found.add(done.stdout.strip())
    assert len(found) == 1


UNKNOWN = "\U00013000"


def spoilt(field):
    """The small building with a character that no font has in one field."""
    state = sample("r4", "new", "small")
    rows = edition_of("r4").rows_for("new")
    bath = next(place for place, one in state.places.items() if one.kind == "bathroom")
    against = next(row for row, one in state.decisions.items() if one.verdict == "conforming")
    match field:
        case "name" | "assessor" | "credit" | "remarks":
            sets = [(CaseKey(), replace(state.case, **{field: f"邸{UNKNOWN}"}))]
        case "remark":
            sets = [(NoteKey(rows[3].id), RowNote("", f"備考{UNKNOWN}"))]
        case "long remark":
            sets = [(NoteKey(rows[3].id), RowNote("", "備考" * 100 + UNKNOWN))]
        case "drawing":
            sets = [(NoteKey(rows[3].id), RowNote(f"A-{UNKNOWN}", ""))]
        case "place":
            sets = [(PlaceKey(bath), replace(state.places[bath], name=f"浴{UNKNOWN}"))]
        case "reason":
            sets = [(DecisionKey(against), replace(state.decisions[against], reason=f"理由{UNKNOWN}"))]
    return state.apply(Edit(tuple(sets))).state


@pytest.mark.parametrize(
    ("field", "ja", "en"),
    [
        ("name", "案件名", "Building"),
        ("assessor", "設計者・評価者", "Designer, assessor"),
        ("credit", "出典", "source"),
        ("remarks", "特記事項", "Remarks"),
        ("remark", "別表1/4　備考", "table 1/4, Remark"),
        ("long remark", "別表1/4　備考", "table 1/4, Remark"),
        ("drawing", "別表1/4　図面番号", "table 1/4, Drawing"),
        ("place", f"場所「浴{UNKNOWN}」", f"place “浴{UNKNOWN}”"),
        ("reason", "別表1/2　理由", "table 1/2, reason"),
    ],
)
def test_a_character_without_font_names_its_field(field, ja, en):
    state = spoilt(field)
    for language, where in (("ja", ja), ("en", en)):
        with pytest.raises(ReportError) as caught:
            draw_pages(content("r4", state, language))
        assert caught.value.code == "font_gap"
        assert list(caught.value.params["gaps"]) == [UNKNOWN]
        assert where in caught.value.params["gaps"][UNKNOWN]
        assert where in explain(caught.value, language)[0]


def test_very_long_texts_are_printed_to_the_end(printed_lines):
    state = sample("r4", "new", "small")
    long = "".join(f"第{number}工区の寸法を確認した。" for number in range(900))
    name = "".join(f"{number}番街区" for number in range(300))
    rows = edition_of("r4").rows_for("new")
    unit = next(place for place, one in state.places.items() if one.kind == "unit_type")
    state = state.apply(
        Edit(
            (
                (CaseKey(), replace(state.case, name=name, assessor=name, remarks=long)),
                (NoteKey(rows[5].id), RowNote("A-1\n" * 50, long)),
                (PlaceKey(unit), replace(state.places[unit], name=name[:400])),
            )
        )
    ).state
    pages = printed_lines(draw_pages(content("r4", state)).pdf)
    body = "".join(joined(page) for page in pages)
    assert name in joined(pages[0])
    # A cell that goes on over a page is interrupted by what stands around it, so pieces are looked for.
    assert all(body.count(f"{number}番街区") >= 2 for number in range(300))
    assert body.count("第899工区の寸法を確認した。") == 2
    for page in pages:
        for line in page:
            assert mm(PAPER.left) - 0.1 <= line.left
            assert line.right <= mm(PAPER.width - PAPER.right) + 0.1
            assert line.base > mm(9)
    numbers = Counter(re.findall(r"第(\d+)工区", body))
    assert sum(count == 2 for count in numbers.values()) >= 895


def test_a_large_building_is_printed_whole(printed_lines):
    state = big_assessment(edition_of("draft"), units=6)
    data = content("draft", state)
    printed = plain("".join(joined(page) for page in printed_lines(draw_pages(data).pdf)))
    values = Counter(
        plain(one.name + one.value)
        for section in data.measurements
        for place in section.places
        for one in place.values
    )
    assert sum(values.values()) == sum(len(inner) for inner in state.measurements.values())
    short = {one: count for one, count in values.items() if printed.count(one) < count}
    assert short == {}


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("kind", ["small", "empty"])
@pytest.mark.parametrize(("code", "category"), SHEETS)
def test_signatures_stand_on_the_cover(code, category, kind, language):
    places = drawn(code, category, kind, language).places
    assert {place.page for place in places.values()} == {0}
