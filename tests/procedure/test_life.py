"""The whole life of one building: consultation, certification, yearly report, change, renewal."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pypdfium2
import pytest
from PIL import ImageOps

from assessor.assessment import Measurement
from assessor.assessment.edits import add_place, measure, set_case
from assessor.workflow.bundle import bundle_files, check_bundle, write_bundle
from assessor.workflow.case_dates import broken_orders, deadlines
from assessor.workflow.certified import change_since, filed_state, printed
from assessor.workflow.certified_source import certified_filings
from assessor.workflow.documents import new_document, open_file
from assessor.workflow.dwelling_entry import parse_ranges
from assessor.workflow.dwellings import check_dwellings, plan_dwellings
from assessor.workflow.eligibility import eligibility
from assessor.workflow.filings import (
    change_filing,
    enclose_file,
    enclosed_bytes,
    new_filing,
    note_paper,
    set_fact,
)
from assessor.workflow.portfolio import Portfolio, certified_by_year
from assessor.workflow.procedure import document_list
from assessor.workflow.stages import pressing, reminders, standing

MADE = datetime(2026, 11, 21, 9, tzinfo=UTC)
FACTS = {
    "housing_kind": "collective_rental",
    "fire_resistance": "fireproof",
    "not_yet_confirmed": True,
    "complies_with_law": True,
    "guideline_checked": True,
    "agent_files": False,
    "facility_provided": False,
    "operator_decided": False,
    "municipality_consulted": True,
    "buildings_on_site": False,
    "subsidy": True,
    "seal_always_registered": True,
    "owns_land": True,
    "is_corporation": True,
    "municipality_name": "杉並区",
}


def pages(pdf):
    document = pypdfium2.PdfDocument(pdf)
    return "\n".join(page.get_textpage().get_text_range() for page in document)


def look_at(name, pdf):
    """A page as it is seen: upright A4, something on it, white all around."""
    for number, page in enumerate(pypdfium2.PdfDocument(pdf), 1):
        assert [round(side) for side in page.get_size()] == [595, 842], (name, number)
        ink = ImageOps.invert(page.render(scale=1).to_pil().convert("L")).point(
            lambda grey: 255 * (grey > 24)
        )
        left, top, right, bottom = ink.getbbox() or (0, 0, 0, 0)
        assert right - left > 300, (name, number, "an empty page")
        margins = (left, top, 595 - right, 842 - bottom)
        assert min(margins) >= 5, (name, number, margins)
        text = page.get_textpage().get_text_range()
        assert "\ufffd" not in text, (name, number)
        assert "ページ" in text, (name, number, "no page number")


class Life:
    """One document, taken from stage to stage."""

    def __init__(self, opened, folder):
        self.opened, self.session, self.handle, self.folder = opened, opened.session, opened.handle, folder

    @property
    def state(self):
        return self.session.state

    def do(self, edit):
        self.session.apply(edit, by="髙﨑")

    def file(self, application, filed, *, skip=(), **fields):
        """A filing with a file or a paper for everything that is wanting."""
        filing, edit = new_filing(self.state, application)
        self.do(edit)
        for line in self.listed(application, filing, filed).lines:
            code = line.document.code
            if line.status != "missing" or code in skip:
                continue
            if code == "application_form":
                self.do(note_paper(self.state, filing, code, line.document.name.ja))
                continue
            path = self.folder / f"{code}-{filing}.pdf"
            path.write_bytes(f"%PDF-1.7 {code} {filing}".encode())
            issued = {"issued": filed} if code == "seal_certificate" else {}
            done = enclose_file(
                self.handle, self.state, filing, code, path, sheets=line.document.views, **issued
            )
            self.do(done.edit)
        self.do(change_filing(self.state, filing, filed=filed, **fields))
        return filing

    def listed(self, application, filing, on=None, changed=None):
        day = None if on is None else date.fromisoformat(on)
        return document_list(
            self.session.edition, self.state, application, filing=filing, on=day, changed=changed
        )

    def stage(self, today):
        return standing(self.session.edition, self.state, date.fromisoformat(today)).stage

    def due(self, today):
        day = date.fromisoformat(today)
        return {one.period.code: one for one in deadlines(self.session.edition, self.state, day)}

    def bundle(self, name, found, **more):
        files = bundle_files(
            self.session.edition, self.state, found, lambda one: enclosed_bytes(self.handle, one),
            created=MADE, **more,
        )  # fmt: skip
        for file, raw in files.items():
            if file.endswith(".pdf") and b"%%EOF" in raw:  # made by the program
                look_at(file, raw)
        return write_bundle(self.folder / name, self.state, found, files, created=MADE), files


@pytest.fixture
def life(r4, tmp_path):
    with new_document(r4, "new", "髙﨑𠮷邉ハイツ") as opened:
        found = Life(opened, tmp_path)
        found.do(set_case(found.state, address="東京都杉並区阿佐谷南一丁目", owner="株式会社葛󠄀城不動産"))
        for code, value in FACTS.items():
            found.do(set_fact(code, value))
        for name, area, count in (("A", "55.12", 8), ("B", "48", 2)):
            place, edit = add_place(found.state, "unit_type", name, "building")
            found.do(edit)
            found.do(measure(place, "dwelling_exclusive_area_m2", Measurement(Decimal(area), drawing="A-11")))
            found.do(measure(place, "unit_dwellings", Measurement(Decimal(count))))
        found.do(measure("building", "dwelling_count", Measurement(Decimal(10))))
        found.do(plan_dwellings(found.state, parse_ranges("101-104,201-204:A\n301-302:B")[0]).edit)
        yield found


def test_the_whole_life(life, r4, tmp_path):
    # Consultation: the two small dwellings need shared space, or must be left out.
    assert life.stage("2024-04-01") == "consultation"
    assert eligibility(r4, life.state).fulfilment == "undetermined"
    life.do(set_fact("shared_space_sufficient", value=False))
    assert eligibility(r4, life.state).fulfilment == "not_met"
    [fault] = check_dwellings(r4, life.state)
    assert (fault.code, fault.params["numbers"]) == ("too_small", "301、302")
    life.do(set_fact("shared_space_sufficient", value=True))
    assert check_dwellings(r4, life.state) == ()
    consultation = life.file("consultation", "2024-04-10")
    found = life.listed("consultation", consultation)
    assert found.is_complete
    assert [line.document.number for line in found.lines if line.status == "not_needed"] == [
        "2",
        "(2)",
        "(3)",
    ]
    assert life.due("2024-04-11")["opinion_notice"].due == date(2024, 5, 10)

    # The municipality has an opinion: report, with one drawing changed and marked.
    life.do(set_fact("opinion_received", value=True))
    life.do(change_filing(life.state, consultation, decided="2024-05-08"))
    assert life.stage("2024-05-09") == "opinion_report"
    report = life.file("opinion_report", "2024-05-20")
    found = life.listed("opinion_report", report)
    assert [line.document.number for line in found.lines if line.status == "carried"] == [
        "5", "6", "7", "8", "9", "10", "11",
    ]  # fmt: skip
    assert found.is_complete

    # Design certification, before works; the seal certificate of April still serves.
    assert life.stage("2024-06-01") == "design_application"
    for code, value in {
        "confirmation_applied_on": "2024-05-01",
        "confirmation_received_on": "2024-06-10",
    }.items():
        life.do(set_fact(code, value))
    life.do(set_fact("not_yet_confirmed", None))
    assert eligibility(r4, life.state).fulfilment == "met"
    design = life.file("design_certification", "2024-06-20", decided="2024-07-25")
    found = life.listed("design_certification", design)
    assert found.is_complete
    assert [line.status for line in found.lines if line.document.code == "seal_certificate"] == ["omitted"]
    for code, value in {"contract_on": "2024-07-20", "works_started_on": "2024-08-01"}.items():
        life.do(set_fact(code, value))
    assert [one.order.code for one in broken_orders(r4, life.state)] == ["contract_after_certificate"]
    assert reminders(r4, life.state, date(2024, 8, 1))[0].urgency == "wrong"
    life.do(set_fact("contract_on", "2024-07-26"))
    assert broken_orders(r4, life.state) == ()

    # Certification, notice of the person responsible.
    life.do(set_fact("works_completed_on", "2025-12-20"))
    assert life.stage("2025-12-21") == "application"
    certification = life.file("certification", "2026-01-10", decided="2026-01-31", reference="認定第1号")
    found = life.listed("certification", certification)
    assert found.is_complete
    assert len([line for line in found.lines if line.status == "carried"]) == 10
    assert life.stage("2026-02-01") == "certified"
    assert life.due("2026-02-01")["manager_notice"].due == date(2026, 2, 28)
    life.do(set_fact("manager_name", "髙﨑 𠮷邉"))
    life.file("manager_notice", "2026-02-10")
    assert life.due("2026-03-01")["manager_notice"].status == "met"

    # The set of the certification: every file, hashes, pages that say what they must.
    bundled, files = life.bundle("認定申請.zip", found)
    assert check_bundle(bundled.path) == dict(bundled.files)
    assert bundled.wanting == ()
    assert bundled.on_paper == ("1 認定申請書",)
    names = list(files)
    assert names[0].startswith("00-1")
    assert any(name.startswith("06_配置図_1_site_plan-") for name in names)
    cover = pages(files[names[0]])
    assert "認定申請書" in cover
    assert "別記様式第10号" in cover
    assert "髙﨑𠮷邉ハイツ" in cover
    assert "足りない図書はありません" in cover
    dwellings = pages(next(raw for name, raw in files.items() if name.startswith("03_")))
    assert "申請住戸一覧表" in dwellings
    assert "536.96" in dwellings  # 8 × 55.12 + 2 × 48
    assert "301" in dwellings

    # A year later: report with renewal.
    assert life.due("2026-12-01")["yearly_report"].due == date(2027, 1, 31)
    life.file("yearly_report", "2027-01-15", renewal="renew")
    assert life.due("2027-02-01")["validity"].due == date(2028, 1, 31)

    # A change: one unit type is built larger, and it names rows, values, dwellings and documents.
    certified = filed_state(life.handle.journal(), certification)
    assert certified is not None
    place = next(code for code, one in life.state.places.items() if one.name == "B")
    life.do(measure(place, "dwelling_exclusive_area_m2", Measurement(Decimal("51.5"), drawing="A-12")))
    change = change_since(r4, certified, life.state)
    assert change.touches_criteria
    assert [one.number for one in change.dwellings] == ["301", "302"]
    assert {"area_calculation", "unit_plans", "floor_plans", "checklist", "dwelling_list"} <= set(
        change.documents
    )
    assert "exterior_plan" not in change.documents
    changing, edit = new_filing(life.state, "change_certification")
    life.do(edit)
    found = life.listed("change_certification", changing, "2027-05-01", changed=change.documents)
    wanting = {line.document.code for line in found.wanting}
    assert {"area_calculation", "unit_plans", "floor_plans"} <= wanting
    assert not {"exterior_plan", "image", "elevations"} & wanting
    shown = printed(r4, certified, life.state, change, since="認定申請")
    assert "2-2/7(3)" in change.rows  # the share of storage rests on the area
    bundled, files = life.bundle(
        "変更認定申請", found, changes=shown, concerned=change.documents, rows=change.rows
    )
    listed = pages(next(raw for name, raw in files.items() if name.startswith("05_")))
    for words in ("変更事項一覧", "51.5", "48", "301", "床面積求積図", "2-2/7(3)"):
        assert words in listed, words
    assert any("床面積求積図" in one for one in bundled.wanting)

    # The change is certified: from now on it is what counts, and a second year is reported and renewed.
    life.do(change_filing(life.state, changing, filed="2027-05-10", decided="2027-06-01"))
    [latest, first] = certified_filings(life.state, life.handle.journal())
    assert (latest.name, first.name) == (changing, certification)
    assert not change_since(r4, latest.state, life.state).touches_criteria
    report = life.file("yearly_report", "2028-01-20", renewal="renew")
    found = life.listed("yearly_report", report)
    assert found.is_complete
    assert life.due("2028-02-01")["validity"].due == date(2029, 1, 31)
    bundled, files = life.bundle("報告.zip", found)
    assert bundled.wanting == ()
    cover = pages(files["00-1_提出書類 表紙.pdf"])
    for words in ("管理・運営状況報告書", "別記様式第15号", "髙﨑 𠮷邉"):
        assert words in cover, words
    # Ten years of management after the subsidy, told from what is due each year.
    life.do(set_fact("subsidy_works_completed_on", "2026-03-20"))
    assert life.due("2028-02-01")["subsidy_duty"].due == date(2036, 3, 20)
    assert [one.deadline.period.code for one in pressing(r4, life.state, date(2028, 12, 20))] == [
        "validity",
        "yearly_report",
    ]

    # Saved, opened again, listed among others.
    life.handle.save_as(tmp_path / "case.kosodate")
    rows = Portfolio(tmp_path).scan(date(2028, 6, 1))
    [row] = rows
    assert (row.stage, row.dwellings, row.certified_dwellings, row.in_force) == ("certified", 10, 10, True)
    assert row.valid_until == date(2029, 1, 31)
    assert [(one.year, one.added) for one in certified_by_year(rows)] == [(2025, 10)]
    with open_file(tmp_path / "case.kosodate", read_only=True) as again:
        assert len(again.session.state.filings) == 8


def test_a_state_of_the_journal_is_the_one_that_was(life):
    before = life.state
    filing = life.file("consultation", "2024-04-10")
    life.do(set_fact("agent_files", value=True))
    then = filed_state(life.handle.journal(), filing)
    assert then.facts == before.facts
    assert then.filings[filing].filed == "2024-04-10"
    assert filed_state(life.handle.journal(), "f-99") is None
