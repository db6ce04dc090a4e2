"""Two profiles and a third: signed, returned with findings, answered, signed again, approved, verified."""

import json
import re
import shutil
import subprocess

import pypdfium2
import pytest

from assessor.assessment import edits
from assessor.assessment.review_edits import open_findings
from assessor.errors import DocumentError
from assessor.paths import resource
from assessor.workflow.documents import import_file, open_file
from assessor.workflow.embedded import read_embedded
from assessor.workflow.interchange import form_bytes
from assessor.workflow.returned import open_returned
from assessor.workflow.review import continue_review, open_submission
from assessor.workflow.review_closing import approve, return_with_findings
from assessor.workflow.verifying import verify_pdf

ROW = "2-2/3(5)a"


def words_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    found = []
    for page in document:
        text = page.get_textpage()
        found.append(text.get_text_range())
        text.close()
        page.close()
    document.close()
    return re.sub(r"\s", "", "".join(found))


def test_a_third_person_verifies_the_final_file(people, story):
    third = people["third"]
    with third.at_work():
        found = verify_pdf(
            str(third.receives(story.final)),
            trust=[people["architect"].certificate, people["official"].certificate],
            expect_official=True,
        )
    assert found.outcome == "agrees"
    assert found.is_signer_known
    assert found.headline == "agrees"
    verification = found.verification
    assert [one.holder for one in verification.signatures] == ["髙﨑 𠮷邉", "審査 花子"]
    assert all(one.is_unchanged and one.known == "pinned" for one in verification.signatures)
    assert found.recomputed.history.state == "consistent"
    assert found.recomputed.history.people == ("髙﨑 𠮷邉",)
    # What changed since round 1 rests on a submission that is not in the file; every other page is compared.
    assert found.recomputed.pages.state == "alike"
    ((code, where),) = found.recomputed.reasons
    assert (code, where["pages"]) == ("changes_not_compared", "3")
    stranger = verify_pdf(str(story.final))
    assert (stranger.outcome, stranger.headline) == ("agrees", "unknown_signer")


def test_the_report_is_verified_with_the_file_inside_it(people, story):
    found = verify_pdf(str(story.report), trust=[people["official"].certificate])
    assert (found.outcome, found.is_report) == ("agrees", True)
    assert found.verification.examiner.holder == "審査 花子"
    assert found.inner.designer.holder == "髙﨑 𠮷邉"
    assert found.submission == story.first.read_bytes()
    assert found.recomputed.pages.state == "same"
    said = json.loads(read_embedded(story.report.read_bytes(), "review.json"))
    assert [one["id"] for one in said["findings"]] == ["R1-1", "R1-2"]
    assert {one["row"] for one in said["rows"]} >= {ROW}


def test_what_is_printed(story):
    report = words_of(story.report.read_bytes())
    for words in (
        "審査報告書",
        "指摘2件",
        "浴室の短辺を図面で確認できません。",
        "案内図を添付してください。",
        "R1-1",
    ):
        assert words in report
    second = words_of(story.second.read_bytes())
    for words in ("前回からの変更", "図面A-12に寸法を追記しました。", "A-12改", "審査の経過"):
        assert words in second
    assert "前回からの変更" not in words_of(story.first.read_bytes())


def test_every_file_is_archivable(story):
    from assessor.report.pdfa import validate

    for path in (story.first, story.report, story.second, story.final):
        # The validator does not judge forms and their appearances; everything else must pass.
        found = [one for one in validate(path.read_bytes()) if not one.startswith("[unsupported]")]
        assert found == [], path.name


def test_the_documents_keep_everything(people, story):
    with (
        people["official"].at_work() as desk,
        open_file(desk / "review.kosodate", read_only=True) as document,
    ):
        state = document.session.state
        assert [state.rounds[one].outcome for one in ("1", "2")] == ["returned", "approved"]
        assert document.handle.file(state.rounds["1"].sha256) == story.first.read_bytes()
        assert document.handle.file(state.rounds["2"].sha256) == story.second.read_bytes()
        assert form_bytes(state) == read_embedded(story.final.read_bytes(), "assessment.json")
        labels = [row.label for row in document.handle.journal()]
        assert labels[0] == "receive"
        assert {"look", "find", "returned", "settle", "approved"} <= set(labels)


def test_without_a_document_the_report_makes_one(people, story):
    with people["third"].at_work(), open_returned(story.report, by="第三").document as document:
        assert list(open_findings(document.session.state)) == ["R1-1", "R1-2"]
        assert not document.session.state.is_desk


def test_a_later_round_without_own_records_is_the_architects_word(people, story):
    with people["third"].at_work():
        document, received = open_submission(story.second)
        with document:
            assert received.number == 2
            state = document.session.state
            assert state.rounds["1"].is_claimed
            assert not state.rounds["2"].is_claimed
            assert set(open_findings(state)) == {"R1-1", "R1-2"}


def test_files_that_do_not_belong(people, story, tmp_path):
    with people["third"].at_work():
        for path, code in ((story.report, "review_not_checklist"), (story.final, "review_approved")):
            with pytest.raises(DocumentError, match=code):
                open_submission(path)
        with pytest.raises(DocumentError, match="review_not_report"):
            open_returned(story.first)
        damaged = tmp_path / "damaged.pdf"
        damaged.write_bytes(story.first.read_bytes() + b"x")
        with pytest.raises(DocumentError, match="review_changed"):
            open_submission(damaged)
        with import_file(resource("examples", "duplex.json")) as other:
            other.session.apply(edits.set_case(other.session.state, name="別の案件"))
            with pytest.raises(DocumentError, match="review_other_case"):
                open_returned(story.report, other)
        document, _ = open_submission(story.first)
        with document:
            with pytest.raises(DocumentError, match="review_round_open"):
                continue_review(document, story.second)
            with pytest.raises(DocumentError, match="review_nothing_found"):
                return_with_findings(document, tmp_path / "r.pdf", people["third"].key)
    with people["architect"].at_work() as desk, open_file(desk / "case.kosodate") as document:
        with pytest.raises(DocumentError, match="review_round_known"):
            open_returned(story.report, document)
        with pytest.raises(DocumentError, match="review_not_desk"):
            approve(document, tmp_path / "r.pdf", people["third"].key)


@pytest.mark.parametrize("which", ["first", "report", "second", "final"])
def test_programs_of_others_agree(story, which):
    """pdfsig, mutool and qpdf call the honest files valid."""
    path = getattr(story, which)
    count = 2 if which == "final" else 1
    for command, wanted, times in (
        (("pdfsig", "-nocert", str(path)), "Signature is Valid.", count),
        (("mutool", "sign", "-v", str(path)), "The document is unchanged since signing.", 1),
        (("qpdf", "--check", str(path)), "No syntax or stream encoding errors", 1),
    ):
        if shutil.which(command[0]) is None:
            pytest.skip(f"{command[0]} is not installed")
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
        assert (done.stdout + done.stderr).count(wanted) == times, done.stdout + done.stderr


def test_the_second_submission_says_on_paper_what_changed(story):
    said = words_of(story.second.read_bytes())
    assert "前回からの変更" in said
    assert "浴室の短辺1,456mm1,556mm" in said
    assert "A-12改" in said
    assert "前回からの変更" not in words_of(story.first.read_bytes())
