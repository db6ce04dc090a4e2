"""Every entry of the procedure stands at the line of the handbook that it cites."""

import re
import unicodedata
from pathlib import Path

import pytest

HANDBOOK = Path(__file__).parents[3] / "shared" / "source" / "004_0f7961964a81c4f1.txt"
pytestmark = pytest.mark.skipif(not HANDBOOK.exists(), reason="the handbook is not here")
OCR = {"atalog": "タログ", "使用賃借": "使用貸借"}


@pytest.fixture(scope="module")
def lines():
    return [plain(line) for line in HANDBOOK.read_text(encoding="utf-8").splitlines()]


def plain(text):
    text = unicodedata.normalize("NFKC", text)
    for wrong, right in OCR.items():
        text = text.replace(wrong, right)
    return re.sub(r"\s+", "", text)


def test_documents_stand_under_their_number_and_name(r4, lines):
    for application in r4.procedure.applications:
        for document in application.documents:
            printed = lines[document.line - 1]
            assert printed.startswith(plain(document.number)), (application.code, document.number)
            rest = printed.removeprefix(plain(document.number))
            name = plain(document.name.ja)
            short = re.split(r"[(（]", name)[0]
            heads = (short, short[:5], "建築基準法", "その他", "事業者")
            assert rest.startswith(heads), (application.code, document.number, printed, name)


def test_no_document_of_the_handbook_is_left_out(r4, lines):
    """Each numbered line between the headings of two applications is a document."""
    starts = [one.line for one in r4.procedure.applications]
    for application, end in zip(r4.procedure.applications, [*starts[1:], len(lines) + 1], strict=True):
        printed = [
            number
            for number in range(application.line + 1, end)
            if re.match(r"([0-9]{1,2}|\([0-9]\))[^0-9].", lines[number - 1])
        ]
        assert printed == [document.line for document in application.documents], application.code


def test_applications_stand_at_their_headings(r4, lines):
    for application in r4.procedure.applications:
        assert lines[application.line - 1].startswith(plain(application.number)), application.code


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("opinion_notice", "概ね1月"),
        ("design_review", "概ね1月"),
        ("manager_notice", "起算して1月以内"),
        ("validity", "1年間"),
        ("yearly_report", "1年ごと"),
        ("subsidy_duty", "10年以上"),
    ],
)
def test_periods(r4, lines, code, words):
    [period] = [one for one in r4.procedure.periods if one.code == code]
    assert words in lines[period.line - 1]


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("housing_kind", ("分譲又は賃貸",)),
        ("structure", ("耐火構造", "準耐火構造")),
        ("dwellings", ("2戸以上",)),
        ("area", ("50m2", "40m2")),
        ("earthquake", ("昭和56年6月1日",)),
        ("law", ("法令に違反",)),
        ("category", ("平成28年2月22日",)),
    ],
)
def test_requirements(r4, lines, code, words):
    [requirement] = [one for one in r4.procedure.requirements if one.code == code]
    assert all(word in lines[requirement.line - 1] for word in words)


def test_steps_notes_and_orders_cite_lines_with_text(r4, lines):
    cited = [step.line for course in r4.procedure.courses for step in course.steps]
    cited += [one.line for one in (*r4.procedure.orders, *r4.procedure.notes, *r4.procedure.facts)]
    assert all(lines[line - 1] for line in cited)
