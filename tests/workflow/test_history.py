"""The history of an assessment: into the checklist, checked when verified, and per row on view."""

import json
from decimal import Decimal

import pytest

from assessor.assessment import Measurement, RowNote, edits
from assessor.assessment.records import Attestation, Decision
from assessor.errors import StoreError
from assessor.messages import explain
from assessor.signing.keys import create_local_key
from assessor.workflow.documents import document_of
from assessor.workflow.exporting import export_pdf
from assessor.workflow.history import check_history, event_text, history_of, row_events
from assessor.workflow.interchange import form_bytes
from assessor.workflow.verifying import verify_pdf
from assessor.workflow.wording import Wording

ROW = "2-2/3(5)a"


@pytest.fixture
def document(house, tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "home"))
    edition, state = house
    with document_of(edition, state, by="設計", label="import") as opened:
        session = opened.session
        for number, edit in enumerate(
            (
                edits.measure("bath-A", "bath_short_side_mm", Measurement(Decimal(1300))),
                edits.attest("2-2/3(2)", "q1", "A", Attestation(False)),
                edits.decide(ROW, Decision("not_conforming", "現地確認")),
                edits.annotate(ROW, RowNote("A-14")),
                edits.decide(ROW, None),
            )
        ):
            session.apply(edit, by="髙﨑", at=f"2026-11-2{number}T00:00:00+00:00")
        yield opened


def test_a_checklist_carries_it_and_verifying_checks_it(document, tmp_path) -> None:
    session, key = document.session, create_local_key("設計", "", b"long enough", tmp_path / "k.p12")
    done = export_pdf(
        session.edition, session.state, tmp_path / "a.pdf", key=key, history=document.handle.history()
    )
    facts = verify_pdf(str(done.path)).recomputed.history
    assert (facts.state, facts.edits, facts.people) == ("consistent", 6, ("設計", "髙﨑"))
    assert facts.last_at.startswith("2026-11-24")
    without = export_pdf(session.edition, session.state, tmp_path / "b.pdf", key=key)
    assert verify_pdf(str(without.path)).recomputed.history.state == "absent"


def test_a_history_of_something_else_does_not_go_out(document, house, tmp_path) -> None:
    with pytest.raises(StoreError, match="history_other"):
        export_pdf(house[0], house[1], tmp_path / "a.pdf", history=document.handle.history())
    assert not (tmp_path / "a.pdf").exists()


def test_what_is_wrong_with_it_is_said(document) -> None:
    form, data = form_bytes(document.session.state), document.handle.history()
    assert check_history(data, form).state == "consistent"
    whole = json.loads(data)
    whole["rows"][2]["by"] = "x"
    cut = json.loads(data)
    cut["rows"].pop()
    for spoiled, code in (
        (json.dumps(whole).encode(), "history_unreadable"),  # a surrogate pair written as escapes
        (json.dumps(whole, ensure_ascii=False).encode(), "history_broken"),
        (json.dumps(cut, ensure_ascii=False).encode(), "history_other"),
        (b"[]", "history_unreadable"),
        (b"", "history_unreadable"),
    ):
        facts = check_history(spoiled, form)
        assert (facts.state, facts.fault.code) == ("broken", code)
        for language in ("ja", "en"):
            assert all(explain(facts.fault, language))
    assert check_history(data, b"{").state == "broken"
    assert all(explain(check_history(data, b"{").fault))


def test_the_history_of_a_file(document, tmp_path) -> None:
    path = tmp_path / "a.kosodate"
    document.handle.save_as(path)
    assert history_of(path) == document.handle.history()
    plain = tmp_path / "a.json"
    plain.write_bytes(form_bytes(document.session.state))
    assert history_of(plain) is None
    assert history_of("-") is None


def test_each_row_has_its_own(document) -> None:
    edition, index = document.session.edition, document.session.evaluation.snapshot.index
    events = row_events(document.handle.journal(), edition, ROW)
    own = [event for event in events if event.seq > 1]
    assert [(event.label, event.key.tag) for event in own] == [
        ("measure", "measurement"),
        ("decide", "decision"),
        ("annotate", "note"),
        ("decide", "decision"),
    ]
    assert {event.by for event in own} == {"髙﨑"}
    lines = [event_text(Wording(edition, "ja"), index, event) for event in own]
    assert "1,200 mm → 1,300 mm" in lines[0]
    assert "現地確認" in lines[1]
    assert "A-14" in lines[2]
    assert lines[3].endswith("を取り消し")
    other = [event for event in row_events(document.handle.journal(), edition, "2-2/3(2)") if event.seq > 1]
    assert [event.label for event in other] == ["attest"]
    assert "yes → no" in event_text(Wording(edition, "en"), index, other[0])


def test_everything_is_named_in_both_languages() -> None:
    from assessor.assessment.record_lines import KEY_TYPES
    from assessor.messages import has_text

    unnamed = {tag for tag in KEY_TYPES if not has_text(f"history.{tag}")}
    assert unnamed <= {"place"}  # a place is its own name


def test_the_whole_history_as_a_table(document, tmp_path) -> None:
    import csv

    from assessor.workflow.history_out import COLUMNS, history_lines, write_history_csv

    session = document.session
    session.apply(edits.set_case(session.state, name="=別の名前"), by="髙﨑")
    wording, index = Wording(session.edition, "ja"), session.evaluation.snapshot.index
    lines = list(history_lines(document.handle.journal(), wording, index))
    assert [one["row"] for one in lines if one["what"] == "判定"] == [ROW, ROW]
    last = lines[-1]
    assert (last["by"], last["edit"], last["what"]) == ("髙﨑", "案件の変更", "案件")
    assert last["after"].endswith("=別の名前")
    assert last["before"] != last["after"]
    some = list(history_lines(document.handle.journal(), wording, index, ROW))
    assert 0 < len(some) < len(lines)
    assert write_history_csv(lines, tmp_path / "h.csv", wording) == len(lines)
    rows = list(csv.reader((tmp_path / "h.csv").read_text("utf-8-sig").splitlines()))
    assert len(rows[0]) == len(COLUMNS)
    assert len(rows) == len(lines) + 1
