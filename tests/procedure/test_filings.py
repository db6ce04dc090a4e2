"""Facts, filings and enclosures: what is refused, files in the document, the interchange form."""

import json

import pytest

from assessor.assessment import Assessment, Edit
from assessor.assessment.checks import check_edit
from assessor.assessment.records import Enclosure, EnclosureKey, Fact, FactKey, Filing, FilingKey
from assessor.criteria import load_edition
from assessor.errors import DocumentError, EditError, StoreError
from assessor.workflow.documents import new_document, open_file
from assessor.workflow.filings import (
    change_enclosure,
    change_filing,
    enclose_file,
    enclosed_bytes,
    new_filing,
    note_paper,
    remove_enclosure,
    remove_filing,
    set_fact,
    take_over,
)
from assessor.workflow.interchange import form_bytes, read_assessment


@pytest.mark.parametrize(
    ("key", "record", "code"),
    [
        (FactKey("nothing"), Fact(value=True), "fact_unknown"),
        (FactKey("subsidy"), Fact("yes"), "fact_type"),
        (FactKey("manager_name"), Fact(value=True), "fact_type"),
        (FactKey("built_on"), Fact("1981-06-31"), "date_form"),
        (FactKey("built_on"), Fact("昭和56年6月1日"), "date_form"),
        (FactKey("built_on"), Fact("19810601"), "date_form"),
        (FactKey("housing_kind"), Fact("castle"), "fact_option"),
        (FilingKey("f"), Filing("nothing"), "application_unknown"),
        (FilingKey("f"), Filing("consultation", "2026-02-30"), "date_form"),
        (FilingKey("f"), Filing("consultation", "2026-03-02", "2026-03-01"), "decided_before_filed"),
        (FilingKey("f"), Filing("yearly_report", renewal="maybe"), "renewal_unknown"),
        (EnclosureKey("f", "image", "1"), Enclosure(" "), "enclosure_name"),
        (EnclosureKey("f", "image", "1"), Enclosure("a.pdf", "xyz"), "enclosure_digest"),
        (EnclosureKey("f", "image", "1"), Enclosure("a.pdf", size=-1), "enclosure_size"),
        (EnclosureKey("f", "image", "1"), Enclosure("a.pdf", issued="soon"), "date_form"),
    ],
)
def test_records_that_cannot_be(r4, key, record, code):
    with pytest.raises(EditError) as caught:
        check_edit(r4, Assessment(), Edit(((key, record),)))
    assert caught.value.code == code


def full(kit):
    state = kit.case(agent_files=True, built_on="1999-01-01", manager_name="髙﨑")
    state = kit.dwelling(kit.unit(state, "A", "55"), "101", "A", "54.32")
    state = kit.filing(state, "consultation", "f-1", filed="2026-04-01", note="窓口")
    return kit.paper(state, "f-1", "site_plan", sha256="a" * 64, size=9, sheets=2, marked=True)


def test_the_interchange_form_carries_everything(kit):
    state = full(kit)
    data = form_bytes(state)
    _, again = read_assessment(data, "case.json")
    assert again == state
    plain = json.loads(data)
    assert plain["dwellings"] == [{"id": "d-1", "number": "101", "unit_type": "A", "area": 54.32}]
    assert plain["filings"][0]["application"] == "consultation"
    assert "sha256" in plain["enclosures"][0]


def test_an_area_that_is_no_number_is_named(kit):
    plain = json.loads(form_bytes(full(kit)))
    plain["dwellings"][0]["area"] = "groß"
    with pytest.raises(DocumentError) as caught:
        read_assessment(json.dumps(plain).encode(), "case.json")
    assert caught.value.code == "not_a_measurement"


def test_dwellings_and_filings_go_to_another_edition_and_back(kit):
    from assessor.assessment.upgrade import upgrade

    draft = load_edition("draft")
    state = full(kit)
    there, report = upgrade(state, kit.edition, draft)
    assert (there.dwellings, there.filings, there.enclosures, there.facts) == (
        state.dwellings, state.filings, state.enclosures, state.facts,
    )  # fmt: skip
    assert report.newly_held == ()
    back, _ = upgrade(there, draft, kit.edition, report.held)
    assert dict(back.records()) == dict(state.records())


def test_a_fact_unknown_to_the_new_edition_is_held_and_comes_back(kit, monkeypatch):
    from assessor.assessment.upgrade import upgrade

    draft = load_edition("draft")
    draft.procedure = None
    state = kit.case(agent_files=True)
    there, report = upgrade(state, kit.edition, draft)
    assert there.facts == {}
    assert [one.key for one in report.held] == [FactKey("agent_files")]
    back, _ = upgrade(there, draft, kit.edition, report.held)
    assert back.facts == state.facts


def test_a_life_with_files(r4, tmp_path):
    drawing = tmp_path / "配置図.pdf"
    drawing.write_bytes(b"%PDF-1.7 drawing")
    with new_document(r4, "new", "試験") as opened:
        session, handle = opened.session, opened.handle
        filing, edit = new_filing(session.state, "consultation")
        session.apply(edit)
        done = enclose_file(handle, session.state, filing, "site_plan", drawing, by="髙﨑", sheets=1)
        session.apply(done.edit)
        session.apply(note_paper(session.state, filing, "image", "パース", note="模型写真"))
        session.apply(set_fact("agent_files", value=False))
        session.apply(change_filing(session.state, filing, filed="2026-04-01"))
        later, edit = new_filing(session.state, "opinion_report")
        session.apply(edit)
        session.apply(take_over(session.state, filing, later, "site_plan"))
        session.apply(change_enclosure(session.state, later, "site_plan", "1", marked=True))
        handle.save_as(tmp_path / "a.kosodate")
    with open_file(tmp_path / "a.kosodate") as opened:
        session, handle = opened.session, opened.handle
        one = session.state.enclosures[later]["site_plan"]["1"]
        assert one.marked
        assert enclosed_bytes(handle, one) == b"%PDF-1.7 drawing"
        assert session.state.filings[later].order > session.state.filings[filing].order
        session.apply(remove_enclosure(later, "site_plan", "1"))
        outcome = session.apply(remove_filing(session.state, filing))
        assert set(session.state.filings) == {later}
        session.apply(outcome.inverse)
        assert session.state.enclosures[filing]["site_plan"]["1"].sha256 == one.sha256
        session.apply(set_fact("agent_files", None))
        assert session.state.facts == {}
        with pytest.raises(EditError):
            change_filing(session.state, "f-99", filed="")
        with pytest.raises(EditError):
            change_enclosure(session.state, filing, "site_plan", "9", marked=True)
        with pytest.raises(StoreError) as caught:
            enclosed_bytes(handle, Enclosure("x.pdf", "0" * 64))
        assert caught.value.code == "enclosed_not_here"
