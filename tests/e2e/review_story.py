"""The story of a review: signed, returned with findings, answered, signed again, approved."""

import shutil
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from assessor import paths
from assessor.assessment import Measurement, edits
from assessor.assessment.review import Answer, Finding, Look
from assessor.assessment.review_edits import (
    answer,
    find,
    findings_of,
    look,
    not_looked_at,
    open_findings,
    settle,
    unanswered,
)
from assessor.errors import DocumentError, EditError
from assessor.paths import resource
from assessor.signing.keys import create_local_key
from assessor.workflow.documents import import_file, open_file
from assessor.workflow.exporting import SigningChoice, export_pdf
from assessor.workflow.returned import open_returned
from assessor.workflow.review import changed_rows, continue_review, open_submission
from assessor.workflow.review_closing import approve, return_with_findings

ROW, OTHER = "2-2/3(5)a", "1/1"
PASSPHRASE = "正しい 馬 電池 ホチキス".encode()


@dataclass
class Profile:
    """A person with a data folder, a key and a desk of their own; files go from desk to desk only."""

    name: str
    folder: Path
    monkeypatch: pytest.MonkeyPatch

    def __post_init__(self) -> None:
        (self.folder / "data").mkdir(parents=True)
        self.key = create_local_key(self.name, "", PASSPHRASE, self.folder / "data" / "own.p12")
        self.certificate = self.folder / "certificate.der"
        self.certificate.write_bytes(self.key.certificate_der)

    @contextmanager
    def at_work(self):
        with self.monkeypatch.context() as patch:
            patch.setattr(paths, "user_data", lambda: self.folder / "data")
            yield self.folder

    def receives(self, path: Path) -> Path:
        return Path(shutil.copy(path, self.folder / path.name))


@pytest.fixture(scope="session")
def people(tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch:
        folder = tmp_path_factory.mktemp("people")
        yield {
            who: Profile(name, folder / who, patch)
            for who, name in (("architect", "髙﨑 𠮷邉"), ("official", "審査 花子"), ("third", "第三 太郎"))
        }


@dataclass
class Story:
    """The files that went around."""

    first: Path
    report: Path
    second: Path
    final: Path


@pytest.fixture(scope="session")
def story(people):  # one story, told in one go
    architect, official = people["architect"], people["official"]

    # The architect assesses, signs, sends.
    with architect.at_work() as desk:
        document = import_file(resource("examples", "duplex.json"), by=architect.name)
        with document:
            document.handle.save_as(desk / "case.kosodate")
            first = desk / "R1.pdf"
            session = document.session
            export_pdf(
                session.edition, session.state, first, key=architect.key, history=document.handle.history()
            )

    # The official verifies, looks, finds, returns.
    with official.at_work() as desk:
        document, received = open_submission(
            official.receives(first), by=official.name, trust=[architect.certificate]
        )
        with document:
            session = document.session
            assert received.maker.known == "pinned"
            assert received.verified.outcome == "agrees"
            rows = list(session.evaluation.rows)
            assert not_looked_at(session.state, rows) == rows
            with pytest.raises(EditError, match="review_read_only"):
                session.apply(edits.set_case(session.state, name="別の名前"))
            session.apply(look(session.state, rows[0], Look("confirmed", "conforming")), by=official.name)
            name, edit = find(
                session.state, Finding(ROW, "浴室の短辺を図面で確認できません。", "A-12", "value_not_shown")
            )
            session.apply(edit, by=official.name)
            other, edit = find(session.state, Finding("", "案内図を添付してください。"))
            session.apply(edit, by=official.name)
            assert (name, other) == ("R1-1", "R1-2")
            assert not_looked_at(session.state, rows) == [row for row in rows if row not in (rows[0], ROW)]
            with pytest.raises(DocumentError, match="review_findings_open"):
                approve(document, desk / "no.pdf", official.key)
            report = desk / "report.pdf"
            done = return_with_findings(document, report, official.key)
            assert (done.outcome, done.findings, done.number) == ("returned", 2, 1)
            with pytest.raises(DocumentError, match="review_round_closed"):
                return_with_findings(document, report, official.key)
            with pytest.raises(EditError, match="review_read_only"):
                session.apply(look(session.state, rows[1], Look("confirmed")))
            document.handle.save_as(desk / "review.kosodate")

    # The architect opens the report, answers, changes a value, signs round 2.
    with architect.at_work() as desk:
        document = open_file(desk / "case.kosodate")
        with document:
            session = document.session
            taken = open_returned(
                architect.receives(report), document, by=architect.name, trust=[official.certificate]
            )
            assert taken.report.examiner.known == "pinned"
            assert taken.findings == ("R1-2", "R1-1")
            assert taken.rows[0] == ROW
            assert unanswered(session.state) == ["R1-1", "R1-2"]
            with pytest.raises(EditError, match="review_read_only"):
                session.apply(settle(session.state, "R1-1", accepted=True, at="", by=""))
            session.apply(answer(session.state, "R1-1", Answer("図面A-12に寸法を追記しました。", "A-12")))
            session.apply(answer(session.state, "R1-2", Answer("案内図を添付しました。")))
            assert unanswered(session.state) == []
            place = next(p for p, v in session.state.measurements.items() if "bath_short_side_mm" in v)
            old = session.state.measurements[place]["bath_short_side_mm"]
            changed = Measurement(old.value + 100, drawing="A-12 改")
            session.apply(edits.measure(place, "bath_short_side_mm", changed), by=architect.name)
            second = desk / "R2.pdf"
            export_pdf(
                session.edition, session.state, second, key=architect.key, history=document.handle.history()
            )
            document.handle.save()

    # The official sees what changed, settles, approves.
    with official.at_work() as desk:
        document = open_file(desk / "review.kosodate")
        with document:
            session = document.session
            following = continue_review(
                document, official.receives(second), by=official.name, trust=[architect.certificate]
            )
            assert following.altered == ()
            assert [one.key.quantity for one in following.changed.measurements] == ["bath_short_side_mm"]
            assert ROW in following.changed.touched
            assert changed_rows(document) == following.changed
            assert session.state.last_round == 2
            assert session.state.answers["R1-1"]["1"].drawing == "A-12"
            for finding in list(open_findings(session.state)):
                session.apply(
                    settle(session.state, finding, accepted=True, at="2026-11-21", by=official.name)
                )
            assert findings_of(session.state, ROW)["R1-1"].settled == 2
            session.apply(look(session.state, ROW, Look("deferred")))
            with pytest.raises(DocumentError, match="review_deferred"):
                approve(document, desk / "no.pdf", official.key, unseen_allowed=True)
            session.apply(look(session.state, ROW, Look("confirmed")))
            with pytest.raises(DocumentError, match="review_not_looked_at"):
                approve(document, desk / "no.pdf", official.key)
            for row in not_looked_at(session.state, session.evaluation.rows):
                session.apply(look(session.state, row, Look("confirmed")))
            final = desk / "approved.pdf"
            with pytest.raises(DocumentError, match="review_result"):
                approve(document, desk / "no.pdf", official.key)
            choice = SigningChoice(name="審査課 審査 花子")
            approve(document, final, official.key, result_allowed=True, choice=choice)
            document.handle.save()
    return Story(first, report, second, final)
