"""Our unsigned checklist, signed by its architect with another program, goes all the way to the desk."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from lying_kit import drawn, foreign  # test folders are no packages
from test_page_check import better

from assessor import paths
from assessor.assessment.review import Finding
from assessor.assessment.review_edits import find
from assessor.cli.console import Console
from assessor.cli.show_verified import show_verified, verified_document
from assessor.errors import DocumentError, UserError
from assessor.signing.keys import create_local_key
from assessor.signing.trust_store import TrustStore
from assessor.workflow.inbox import check_file
from assessor.workflow.review import open_submission
from assessor.workflow.review_closing import approve, return_with_findings
from assessor.workflow.verifying import verify_bytes, verify_pdf


@pytest.fixture(scope="module")
def key(tmp_path_factory):
    return create_local_key("設計 太郎", "", b"long enough", tmp_path_factory.mktemp("key") / "own.p12")


@pytest.fixture
def desk(tmp_path, monkeypatch):
    folder = tmp_path / "data"
    folder.mkdir()
    monkeypatch.setattr(paths, "user_data", lambda: folder)
    return folder


def test_the_inbox_knows_it_as_a_checklist(house, key, tmp_path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(foreign(drawn(house).pdf, key))
    found = check_file(path, TrustStore(), ())
    assert (found.kind, found.outcome, found.holder) == ("checklist", "agrees", "設計 太郎")
    assert "plain_signature" in found.codes


def test_the_sheet_says_how_it_is_signed(house, key, capsys) -> None:
    found = verify_bytes(foreign(drawn(house).pdf, key), trust=TrustStore())
    console = Console("ja")
    show_verified(console, found)
    said = capsys.readouterr().out
    assert "署名（設計者・評価者（通常の署名））" in said
    assert "通常の署名です" in said
    document = verified_document(console, found)
    assert (document["maker"], document["recomputed"]["pages"]["state"]) == ("Signature1", "same")


def test_it_is_reviewed_and_returned(house, key, tmp_path, desk) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(foreign(drawn(house).pdf, key))
    document, received = open_submission(path, by="審査 花子")
    with document:
        assert received.maker.field == "Signature1"
        session = document.session
        _, edit = find(session.state, Finding("2-2/3(5)a", "図面で確認できません。"))
        session.apply(edit, by="審査 花子")
        examiner = create_local_key("審査 花子", "", b"long enough", desk / "own.p12")
        report = tmp_path / "report.pdf"
        assert return_with_findings(document, report, examiner).outcome == "returned"
    found = verify_pdf(str(report))
    assert (found.outcome, found.is_report) == ("agrees", True)


def test_one_that_contradicts_its_data_is_nobodys(house, key, tmp_path, desk) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(foreign(drawn(house, content=better).pdf, key))
    found = verify_pdf(str(path))
    assert (found.outcome, found.maker) == ("differs", None)
    assert check_file(path, TrustStore(), ()).kind == "other"
    with pytest.raises(DocumentError, match="review_not_checklist"):
        open_submission(path)


def test_signed_twice_the_first_one_is_the_maker(house, key, tmp_path) -> None:
    other = create_local_key("別人 次郎", "", b"long enough", tmp_path / "other.p12")
    pdf = foreign(foreign(drawn(house).pdf, key), other, field_name="Signature2")
    found = verify_bytes(pdf, trust=TrustStore())
    assert found.verification.integrity == "intact"
    assert found.maker.holder == "設計 太郎"


def test_pages_that_lie_are_told_in_the_first_sentence(house, key, capsys) -> None:
    found = verify_bytes(foreign(drawn(house, content=better).pdf, key), trust=TrustStore())
    show_verified(Console("ja"), found)
    first, *others = capsys.readouterr().out.splitlines()
    assert first.startswith("✕ 改変はありませんが、")
    assert "ページの項目 2-2/3(5)a の印刷は" in first
    assert sum("の印刷は" in line for line in others) == 0
    assert any("2-2/3(5)a" in line and "不適合" in line for line in others)


def test_changed_after_signing_says_where_in_its_first_sentence(house, key, capsys) -> None:
    from io import BytesIO

    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

    writer = IncrementalPdfFileWriter(BytesIO(foreign(drawn(house).pdf, key)))
    page = writer.root["/Pages"]["/Kids"][3].get_object()
    while "/Kids" in page:
        page = page["/Kids"][0].get_object()
    page["/Contents"]._data = b"0 g 0 0 600 850 re f"  # rewriting a page, as an attacker would
    page["/Contents"]._encoded_data = None  # as above
    writer.mark_update(page.raw_get("/Contents").reference)
    out = BytesIO()
    writer.write(out)
    found = verify_bytes(out.getvalue(), trust=TrustStore())
    assert found.outcome == "changed"
    show_verified(Console("ja"), found)
    first, *others = capsys.readouterr().out.splitlines()
    assert first.startswith("✕ 署名後に変更されています。")
    assert "ページ" in first
    assert first.partition("。")[2] not in "".join(others)


def test_it_has_no_field_for_an_approval(house, key, tmp_path, desk) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(foreign(drawn(house).pdf, key))
    document, _ = open_submission(path, by="審査 花子")
    with document:
        examiner = create_local_key("審査 花子", "", b"long enough", desk / "own.p12")
        target = tmp_path / "approved.pdf"
        with pytest.raises(UserError) as caught:
            approve(document, target, examiner, unseen_allowed=True, result_allowed=True)
        assert caught.value.code == "countersign_field_missing"
        assert not target.exists()
        assert document.session.state.rounds["1"].outcome == ""
