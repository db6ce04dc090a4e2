"""The files of a review, tampered with in more than twenty ways: each is named for what it is."""

import importlib.util
import io
import json
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner

from assessor.assessment.review_form import read_review, write_review
from assessor.report import review as report_review
from assessor.signing.keys import create_local_key
from assessor.signing.sign import certify_report
from assessor.workflow import answers, exporting
from assessor.workflow.documents import open_file
from assessor.workflow.embedded import read_embedded
from assessor.workflow.evaluating import evaluate
from assessor.workflow.exporting import build_checklist, sign_checklist
from assessor.workflow.history import NO_HISTORY
from assessor.workflow.verifying import verify_pdf

PASSPHRASE = b"long enough to sign"


def _attacks():
    """What the tests of signatures do to their files."""
    path = Path(__file__).parents[1] / "signing" / "attack_kit.py"
    spec = importlib.util.spec_from_file_location("attacks_on_signatures", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


attacks = _attacks()


@dataclass
class Case:
    """The honest files, and whoever cheats."""

    story: object
    people: dict
    folder: Path

    @property
    def first(self) -> bytes:
        return self.story.first.read_bytes()

    @property
    def second(self) -> bytes:
        return self.story.second.read_bytes()

    @property
    def final(self) -> bytes:
        return self.story.final.read_bytes()

    @property
    def report(self) -> bytes:
        return self.story.report.read_bytes()

    def architects_state(self):
        architect = self.people["architect"]
        with architect.at_work() as desk, open_file(desk / "case.kosodate", read_only=True) as document:
            return document.session.edition, document.session.state, document.handle.history()


def replace_file(name: str, data: bytes):
    """An update that puts another content under an embedded name."""

    def change(writer) -> None:
        tree = writer.root["/Names"]["/EmbeddedFiles"]
        nodes = [tree, *tree.get("/Kids", ())]
        for node in nodes:
            pairs = node.get("/Names", [])
            for at in range(0, len(pairs), 2):
                if str(pairs[at]) == name:
                    spec = pairs[at + 1]
                    spec["/EF"]["/F"] = writer.add_object(generic.StreamObject(stream_data=data))
                    writer.update_container(spec["/EF"])
                    writer.update_container(spec)
                    return
        raise AssertionError(name)

    return change


def changed_page(pdf: bytes) -> bytes:
    """One byte of a font, which decides what the page shows."""
    at = pdf.index(b"stream\n", pdf.index(b"/Length1")) + 200
    return pdf[:at] + bytes([pdf[at] ^ 1]) + pdf[at + 1 :]


def with_signature_of(other: bytes, pdf: bytes) -> bytes:
    """The gap filled with the signature of another file; both may be some bytes shorter or longer."""
    theirs, gap = attacks.gap_of(other)[1].rstrip(b"0"), attacks.gap_of(pdf)
    theirs += b"0" * (len(theirs) % 2)
    return attacks.patch(pdf, gap.start(1), theirs.ljust(len(gap[1]), b"0"))


def rolled_back(case: Case) -> bytes:
    """The approval cut away: what remains is the architect's own file."""
    assert case.final.startswith(case.second)
    return case.second


def signed_by_cheat(case: Case, monkeypatch, change=None, history=None) -> bytes:
    """The architect signs pages and data that do not belong together."""
    edition, state, own = case.architects_state()
    if change is not None:
        original = answers.printed_results
        monkeypatch.setattr(exporting, "printed_results", lambda *given: change(original(*given)))
    monkeypatch.setattr(exporting, "check_history", lambda *_: NO_HISTORY)
    moment = datetime.now(UTC)
    sheet = build_checklist(
        edition, state, evaluate(edition, state), created=moment, history=history(own) if history else own
    )
    return sign_checklist(sheet, state, case.people["architect"].key, moment)


def better(results):
    return {**results, "rows": {**results["rows"], "2-1/1": "conforming"}}


def forged_history(own: bytes) -> bytes:
    whole = json.loads(own)
    whole["rows"][-1]["by"] = "somebody else"
    return json.dumps(whole, ensure_ascii=False, separators=(",", ":")).encode()


def shortened_history(own: bytes) -> bytes:
    whole = json.loads(own)
    del whole["rows"][2:]
    return json.dumps(whole, ensure_ascii=False, separators=(",", ":")).encode()


def resigned_report(case: Case, review: bytes, submission: bytes) -> bytes:
    """A report whose parts were put together otherwise, signed by the official all the same."""
    from assessor.report.content import SignatureField
    from assessor.report.review_content import ReviewData

    words = ("ja", "審査報告書", "", "", "r4", "r4", "0" * 64, "0" * 64)
    signer = SignatureField("審査者", "")
    data = ReviewData(*words, datetime.now(UTC), "指摘", "", (), (), (), (), None, signer)
    report = report_review.build_review(data, review, submission)
    key = case.people["official"].key
    return certify_report(report.pdf, key, stamp_pdf=None, stamp_box=report.signature_box, reason="x")


def review_of(case: Case) -> bytes:
    return read_embedded(case.report, "review.json")


def about_another_file(case: Case) -> bytes:
    return resigned_report(case, review_of(case), case.second)


def with_damaged_file(case: Case) -> bytes:
    return resigned_report(case, review_of(case), case.first + b"x")


def approving_report(case: Case) -> bytes:
    form = read_review(review_of(case)).model_copy(update={"kind": "submission"})
    return resigned_report(case, write_review(form), case.first)


CHANGED, UNVERIFIABLE, DIFFERS, IMPOSSIBLE = "changed", "unverifiable", "differs", "not_recomputed"
TAMPERED = {
    "a byte after the approved file": (lambda c, _: c.final + b"\n", CHANGED, "bytes_after_end"),
    "another title": (lambda c, _: attacks.update(c.final, attacks.change_info), CHANGED, "info_changed"),
    "drawn over the result": (
        lambda c, _: attacks.update(c.final, attacks.draw_over),
        CHANGED,
        "beyond_permission",
    ),
    "a note saying 適合": (
        lambda c, _: attacks.update(c.second, attacks.add_note),
        CHANGED,
        "annotations_changed",
    ),
    "a field saying 適合": (
        lambda c, _: attacks.update(c.second, attacks.add_text_field),
        CHANGED,
        "fields_changed",
    ),
    "an invisible field": (
        lambda c, _: attacks.update(c.final, attacks.add_invisible_field),
        CHANGED,
        "fields_changed",
    ),
    "a script": (lambda c, _: attacks.update(c.final, attacks.open_javascript), CHANGED, "beyond_permission"),
    "other data": (
        lambda c, _: attacks.update(c.final, replace_file("assessment.json", b"{}")),
        CHANGED,
        "beyond_permission",
    ),
    "other verdicts": (
        lambda c, _: attacks.update(c.final, replace_file("results.json", b"{}")),
        CHANGED,
        "beyond_permission",
    ),
    "another history": (
        lambda c, _: attacks.update(c.second, replace_file("history.json", b"{}")),
        CHANGED,
        "beyond_permission",
    ),
    "other answers": (
        lambda c, _: attacks.update(c.second, replace_file("review.json", b"{}")),
        CHANGED,
        "beyond_permission",
    ),
    "other findings in the report": (
        lambda c, _: attacks.update(c.report, replace_file("review.json", b"{}")),
        CHANGED,
        "beyond_permission",
    ),
    "the approval emptied": (
        lambda c, _: attacks.update(c.final, attacks.empty_official),
        CHANGED,
        "countersignature_removed",
    ),
    "the approval cut away": (lambda c, _: rolled_back(c), CHANGED, "countersignature_missing"),
    "the approval drawn, not signed": (
        lambda c, _: attacks.update(c.second, attacks.fill_official_without_signing),
        CHANGED,
        "unsigned_revision",
    ),
    "a changed page": (lambda c, _: changed_page(c.final), CHANGED, "content_changed"),
    "the padding of a signature": (
        lambda c, _: attacks.patch(c.final, attacks.gap_of(c.final, 1).end(1) - 1, b"1"),
        CHANGED,
        "container_altered",
    ),
    "the signature of another file": (
        lambda c, _: with_signature_of(c.first, c.second),
        CHANGED,
        "content_changed",
    ),
    "cut in the middle": (lambda c, _: c.final[: len(c.final) // 2], UNVERIFIABLE, "damaged"),
    "a verdict better than its data": (
        lambda c, m: signed_by_cheat(c, m, better),
        DIFFERS,
        "verdicts_differ",
    ),
    "a result better than its data": (
        lambda c, m: signed_by_cheat(c, m, lambda r: {**r, "result": "conforming"}),
        DIFFERS,
        "result_differs",
    ),
    "a history with another hand": (
        lambda c, m: signed_by_cheat(c, m, history=forged_history),
        DIFFERS,
        "history_broken",
    ),
    "a history cut short": (
        lambda c, m: signed_by_cheat(c, m, history=shortened_history),
        DIFFERS,
        "history_other",
    ),
    "a report about another file": (lambda c, _: about_another_file(c), IMPOSSIBLE, "report_of_other_file"),
    "a report with a damaged file": (lambda c, _: with_damaged_file(c), IMPOSSIBLE, "submission_not_intact"),
    "answers given out as a report": (lambda c, _: approving_report(c), IMPOSSIBLE, "report_of_other_file"),
    "a report that is nonsense": (
        lambda c, _: resigned_report(c, b"[]", c.first),
        IMPOSSIBLE,
        "report_incomplete",
    ),
}


@pytest.fixture
def case(story, people, tmp_path) -> Case:
    return Case(story, people, tmp_path)


@pytest.mark.parametrize("name", TAMPERED)
def test_tampering_is_named(case, monkeypatch, name) -> None:
    build, outcome, code = TAMPERED[name]
    path = case.folder / "tampered.pdf"
    path.write_bytes(build(case, monkeypatch))
    people = case.people.values()
    found = verify_pdf(
        str(path),
        trust=[one.certificate for one in people],
        expect_official=name.startswith("the approval"),
    )
    codes = [reason.code for reason in found.verification.reasons]
    codes += [reason for reason, _ in found.recomputed.reasons]
    if found.recomputed.history.fault is not None:
        codes.append(found.recomputed.history.fault.code)
    assert found.outcome == outcome, codes
    assert code in codes


def test_an_impostor_of_the_same_name_is_not_known(case) -> None:
    """Anybody can make a key of any name: the file agrees, and who signed is not known."""
    impostor = create_local_key("髙﨑 𠮷邉", "", PASSPHRASE, case.folder / "k.p12")
    edition, state, _ = case.architects_state()
    moment = datetime.now(UTC)
    sheet = build_checklist(edition, state, evaluate(edition, state), created=moment)
    path = case.folder / "impostor.pdf"
    path.write_bytes(sign_checklist(sheet, state, impostor, moment))
    found = verify_pdf(str(path), trust=[case.people["architect"].certificate])
    assert (found.outcome, found.is_signer_known) == ("agrees", False)
    assert found.verification.designer.known == "self_made_unknown"


def test_the_honest_files_are_not_accused(case) -> None:
    for path in (case.story.first, case.story.second, case.story.final, case.story.report):
        found = verify_pdf(str(path))
        assert found.outcome == "agrees", path.name
        assert not [one for one in found.verification.reasons if one.effect != "note"]


def unsigned(case) -> bytes:
    edition, state, _ = case.architects_state()
    return build_checklist(edition, state, evaluate(edition, state), created=datetime.now(UTC)).pdf


def signed_elsewhere(case) -> bytes:
    """The exported checklist with an ordinary signature by another program, as it comes."""
    out = io.BytesIO()
    PdfSigner(
        PdfSignatureMetadata(field_name="Signature1"), signer=case.people["architect"].key.signer
    ).sign_pdf(IncrementalPdfFileWriter(io.BytesIO(unsigned(case))), output=out)
    return out.getvalue()


def packed_bit(pdf: bytes) -> bytes:
    at = pdf.index(b"stream", pdf.index(b"/ObjStm")) + 60
    return pdf[:at] + bytes([pdf[at] ^ 4]) + pdf[at + 1 :]


ANSWERS = {
    # name: (file, exit code, outcome, findings that are among the named ones)
    "signed elsewhere": (signed_elsewhere, 0, "agrees", {"plain_signature"}),
    "the architect's": (lambda c: c.first, 0, "agrees", {"countersignature_empty"}),
    "a bit in a packed object": (
        lambda c: packed_bit(c.final),
        1,
        "changed",
        {"signed_bytes_changed", "where_structure"},
    ),
    "a bit in one signed elsewhere": (
        lambda c: packed_bit(signed_elsewhere(c)),
        1,
        "changed",
        {"signed_bytes_changed"},
    ),
    "one byte before": (lambda c: b"\n" + c.final, 1, "changed", {"bytes_before_head"}),
    "the last bytes lost": (lambda c: c.final[:-9], 1, "changed", {"file_cut"}),
    "not signed": (unsigned, 2, "unverifiable", {"no_signature"}),
    "no PDF": (lambda _: b"hello", 2, "unverifiable", {"not_a_pdf"}),
}


@pytest.mark.parametrize("name", ANSWERS)
def test_exit_code_and_findings(case, run, name) -> None:
    build, code, outcome, findings = ANSWERS[name]
    path = case.folder / "file.pdf"
    path.write_bytes(build(case))
    answer = run("verify", path, "--json", language="en")
    assert (answer.code, answer.json["outcome"]) == (code, outcome)
    assert findings <= {one["code"] for one in answer.json["reasons"]}
    assert all(one["message"] for one in answer.json["reasons"])
    text = run("verify", path, language="en")
    assert text.code == code
    assert "Traceback" not in text.out + text.err
