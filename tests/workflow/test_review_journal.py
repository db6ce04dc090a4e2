"""The review report tells what the examiner did, edit by edit, in both languages."""

import re
from datetime import UTC, datetime

import pypdfium2
import pytest

from assessor import paths
from assessor.assessment.review import Answer, Finding, FindingKey, Look, LookKey
from assessor.assessment.review_edits import change_finding, find, look
from assessor.criteria import load_edition
from assessor.paths import resource
from assessor.signing.keys import create_local_key
from assessor.store import JournalRow
from assessor.workflow.exporting import export_pdf
from assessor.workflow.interchange import read_assessment
from assessor.workflow.review import open_submission
from assessor.workflow.review_closing import return_with_findings
from assessor.workflow.review_content import review_data
from assessor.workflow.review_journal import examiner_edits, last_answers
from assessor.workflow.wording import Wording

ROW, OTHER = "2-2/3(5)a", "1/1"
EXAMINER = "審査 花子"
PASSPHRASE = "正しい 馬 電池 ホチキス".encode()


def words_of(path) -> str:
    document = pypdfium2.PdfDocument(path)
    found = "".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    return re.sub(r"\s", "", found)


@pytest.fixture
def desk(tmp_path, monkeypatch):
    """A submission on the examiner's desk: a look, its second thought, a finding, its second wording."""
    monkeypatch.setattr(paths, "user_data", lambda: tmp_path / "data")
    key = create_local_key("髙﨑 𠮷邉", "", PASSPHRASE, tmp_path / "maker.p12")
    raw = resource("examples", "duplex.json").read_bytes()
    edition, state = read_assessment(raw, "duplex.json")
    export_pdf(edition, state, tmp_path / "R1.pdf", key=key)
    certificate = tmp_path / "maker.cer"
    certificate.write_bytes(key.certificate_der)
    document, _ = open_submission(tmp_path / "R1.pdf", by=EXAMINER, trust=[certificate])
    with document:
        session = document.session

        def do(edit) -> None:
            session.apply(edit, by=EXAMINER, at="2026-11-21T03:04:05.000+00:00")

        do(look(session.state, OTHER, Look("confirmed", "conforming")))
        do(look(session.state, OTHER, Look("deferred", "", "窓口に照会中")))
        name, edit = find(session.state, Finding(ROW, "短辺を確認できません。", "A-12"))
        do(edit)
        do(change_finding(session.state, name, Finding(ROW, "浴室の短辺を確認できません。", "A-13")))
        yield document


def test_every_edit_of_the_examiner_is_told_in_order_and_nothing_else(desk) -> None:
    wording = Wording(desk.session.edition, "ja")
    found = examiner_edits(wording, desk.handle.journal())
    # The finding also changed the look of its row.
    assert [(one.before, one.after, one.why) for one in found] == [
        ("", "✓ 確認\n✓ 適合", ""),
        ("✓ 確認\n✓ 適合", "？ 保留", "窓口に照会中"),
        ("", "短辺を確認できません。", "図面 A-12"),
        ("", "！ 指摘", ""),
        ("短辺を確認できません。", "浴室の短辺を確認できません。", "図面 A-13"),
    ]
    assert {one.by for one in found} == {EXAMINER}
    assert all(re.fullmatch(r"2026-11-2[012] \d\d:04", one.at) for one in found)
    assert OTHER in found[0].what
    assert [one.seq for one in found] == sorted(one.seq for one in found)
    # What came in with the submission is older and none of the examiner's.
    assert found[0].seq > 1


@pytest.mark.parametrize(
    ("language", "words"),
    [
        (
            "ja",
            (
                "審査者の操作の記録",
                "変更前",
                "窓口に照会中",
                "浴室の短辺を確認できません。",
                "図面A-13",
                EXAMINER,
            ),
        ),
        ("en", ("Whattheexaminerdid", "Before", "Deferred", "DrawingA-13", EXAMINER)),
    ],
)
def test_the_report_carries_the_course_of_the_review(desk, tmp_path, language, words) -> None:
    key = create_local_key(EXAMINER, "", PASSPHRASE, tmp_path / "official.p12")
    target = tmp_path / "report.pdf"
    return_with_findings(desk, target, key, language=language)
    found = words_of(target)
    for word in words:
        assert re.sub(r"\s", "", word) in found, word


def test_without_a_journal_there_is_no_such_section(desk) -> None:
    session = desk.session
    data = review_data(
        session.edition, session.state, session.evaluation, examiner="x", created=datetime.now(UTC)
    )
    assert data.journal == ()


def test_a_settled_finding_names_the_answer_it_rests_on() -> None:
    wording = Wording(load_edition("r4"), "ja")
    asked = Finding(ROW, "短辺", round=1)
    done = Finding(ROW, "短辺", round=1, settled=2)
    journal = [
        JournalRow(1, "2026-11-21T00:00:00+09:00", "a", "receive", ((FindingKey("R1-1"), None, asked),)),
        JournalRow(2, "no time", "", "settle", ((FindingKey("R1-1"), asked, done),)),
        JournalRow(3, "no time", "", "settle", ((FindingKey("R1-1"), done, asked),)),
        JournalRow(4, "no time", "", "look", ((LookKey("2", "no such row"), Look("deferred"), None),)),
    ]
    answers = last_answers({"R1-1": {"1": Answer("一度目"), "10": Answer("十度目"), "2": Answer("二度目")}})
    found = examiner_edits(wording, journal, answers)
    assert [(one.seq, one.at) for one in found] == [(2, "no time"), (3, "no time"), (4, "no time")]
    assert found[0].after == "短辺\n第2回で解決"
    assert found[0].why == "回答：十度目"
    assert (found[1].after, found[1].why) == ("短辺", "")
    assert (found[2].before, found[2].after) == ("？ 保留", "")
    assert "no such row" in found[2].what
