"""Where the certified assessment comes from, and signed checklists in the set of a filing."""

import json
from datetime import UTC, date, datetime
from decimal import Decimal
from types import SimpleNamespace

import pypdfium2
import pytest

from assessor.assessment import Measurement
from assessor.assessment.edits import add_place, measure
from assessor.cli import main
from assessor.errors import DocumentError, EditError
from assessor.store import SUFFIX
from assessor.workflow.bundle import MANIFEST, bundle_files, write_bundle
from assessor.workflow.certified_source import (
    certified_filings,
    changed_since_filing,
    compared_with,
    read_certified,
    read_signed,
    stage_before,
)
from assessor.workflow.documents import new_document, write_document
from assessor.workflow.dwelling_entry import parse_ranges
from assessor.workflow.dwellings import plan_dwellings, remove_dwellings
from assessor.workflow.evaluating import evaluate
from assessor.workflow.exporting import export_pdf
from assessor.workflow.filings import change_filing, new_filing, set_fact
from assessor.workflow.interchange import form_bytes
from assessor.workflow.papers import paper_pdf
from assessor.workflow.procedure import document_list

MADE = datetime(2026, 11, 21, 9, tzinfo=UTC)


def text_of(pdf):
    return "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf)).replace(
        "\r\n", ""
    )


@pytest.fixture(scope="module")
def key(tmp_path_factory):
    from assessor.signing.keys import create_local_key

    folder = tmp_path_factory.mktemp("key")
    return create_local_key("髙﨑 𠮷邉", "", "正しい 馬 電池".encode(), folder / "own.p12")


@pytest.fixture
def house(kit):
    return kit.unit(kit.case(agent_files=False, subsidy=False), "A", "55")


@pytest.fixture
def signed(kit, house, key, tmp_path):
    path = tmp_path / "signed.pdf"
    export_pdf(kit.edition, house, path, key=key)
    return path


def test_a_signed_checklist_gives_the_certified_assessment(house, signed):
    found = read_certified(signed)
    assert (found.origin, found.name, found.signer) == ("signed", "signed.pdf", "髙﨑 𠮷邉")
    assert found.day == datetime.now().astimezone().date()
    assert form_bytes(found.state) == form_bytes(house)


def test_a_checklist_that_was_changed_is_refused(signed):
    raw = bytearray(signed.read_bytes())
    raw[len(raw) // 2] ^= 1
    signed.write_bytes(raw)
    with pytest.raises(DocumentError) as caught:
        read_certified(signed)
    assert caught.value.code in {"signed_changed", "signed_unverifiable"}


def test_an_unsigned_checklist_proves_nothing(kit, house, tmp_path):
    path = tmp_path / "unsigned.pdf"
    export_pdf(kit.edition, house, path)
    with pytest.raises(DocumentError) as caught:
        read_certified(path)
    assert caught.value.code == "signed_unverifiable"


def test_a_document_and_the_open_form_serve_too(kit, house, tmp_path):
    state = kit.filing(house, "certification", filed="2026-01-10", decided="2026-01-31")
    write_document(tmp_path / "case.kosodate", kit.edition, state)
    (tmp_path / "case.json").write_bytes(form_bytes(state))
    for name in ("case.kosodate", "case.json"):
        found = read_certified(tmp_path / name)
        assert (found.origin, found.day) == ("document", date(2026, 1, 31))
        assert form_bytes(found.state) == form_bytes(state)


def test_the_sheet_agrees_while_only_filings_and_facts_differ(kit, house, signed):
    found = read_signed(signed.read_bytes(), "x.pdf")
    later = kit.filing(kit.facts(house, owns_land=True), "consultation", filed="2026-05-01")
    assert found.agrees_with(later)
    assert not found.agrees_with(kit.unit(later, "B", "60"))


def test_another_edition_is_not_compared(kit, r4):
    from assessor.criteria import load_edition
    from assessor.workflow.certified_source import Certified
    from assessor.workflow.session import new_assessment

    before = Certified(new_assessment(load_edition("draft"), "new", "x", "2026-01-01"), "document", "x.json")
    with pytest.raises(EditError) as caught:
        compared_with(r4, before, kit.case())
    assert caught.value.code == "editions_differ"


# This document's own journal ---------------------------------------------------------------------------


@pytest.fixture
def opened(r4):
    with new_document(r4, "new", "髙﨑ハイツ") as document:
        yield document


def file(document, application, filed, **fields):
    session = document.session
    filing, edit = new_filing(session.state, application)
    session.apply(edit)
    session.apply(change_filing(session.state, filing, filed=filed, **fields))
    return filing


def area(document, value):
    session = document.session
    units = [code for code, one in session.state.places.items() if one.kind == "unit_type"]
    if not units:
        place, edit = add_place(session.state, "unit_type", "A", "building")
        session.apply(edit)
        units = [place]
    session.apply(measure(units[0], "dwelling_exclusive_area_m2", Measurement(Decimal(value))))


def known_area(certified):
    [(_, inner)] = [item for item in certified.state.measurements.items() if item[0] != "building"]
    return inner["dwelling_exclusive_area_m2"].value


def test_a_change_is_the_certified_state_once_it_was_decided(opened):
    session, rows = opened.session, opened.handle.journal
    area(opened, "55")
    first = file(opened, "certification", "2026-01-10", decided="2026-01-31")
    area(opened, "56")
    second = file(opened, "change_certification", "2026-05-01")
    area(opened, "57")
    assert [one.name for one in certified_filings(session.state, rows())] == [first]
    session.apply(change_filing(session.state, second, decided="2026-05-20"))
    found = certified_filings(session.state, rows())
    assert [(one.name, one.day) for one in found] == [
        (second, date(2026, 5, 20)),
        (first, date(2026, 1, 31)),
    ]
    assert [known_area(one) for one in found] == [Decimal(56), Decimal(55)]
    # The filing that compares is not what it compares with.
    before = stage_before(session.edition, session.state, rows(), "change_certification", filing=second)
    assert before.name == first


def test_the_report_compares_with_the_consultation(opened):
    session, rows = opened.session, opened.handle.journal
    assert stage_before(session.edition, session.state, rows(), "opinion_report") is None
    consultation = file(opened, "consultation", "2026-01-10")
    session.apply(set_fact("opinion_received", value=True))
    before = stage_before(session.edition, session.state, rows(), "opinion_report")
    assert (before.name, before.application) == (consultation, "consultation")
    # The design application has no list of changes.
    assert stage_before(session.edition, session.state, rows(), "design_certification") is None


def test_what_is_said_with_evaluations_at_hand_is_the_same(opened):
    session = opened.session
    area(opened, "55")
    file(opened, "certification", "2026-01-10", decided="2026-01-31")
    area(opened, "45")
    [before] = certified_filings(session.state, opened.handle.journal())
    plain = compared_with(session.edition, before, session.state)
    quick = compared_with(
        session.edition,
        before,
        session.state,
        old=evaluate(session.edition, before.state),
        new=session.evaluation,
    )
    assert plain == quick
    assert plain.changes.since == "認定申請書　2026年1月31日"
    assert "area_calculation" in plain.documents


# The set of a filing -----------------------------------------------------------------------------------


def manifest_of(kit, state, found, folder, **more):
    files = bundle_files(
        kit.edition, state, found, lambda _: more.pop("enclosed", b"x"), created=MADE, **more
    )
    done = write_bundle(folder, state, found, files, created=MADE)
    return done, json.loads((folder / MANIFEST).read_text()), files


@pytest.mark.parametrize("application", ["opinion_report", "change_certification"])
def test_without_anything_to_compare_no_list_says_that_nothing_changed(kit, house, tmp_path, application):
    state = kit.filing(kit.facts(house, opinion_received=True), application)
    found = document_list(kit.edition, state, application, filing=application)
    done, manifest, files = manifest_of(kit, state, found, tmp_path / "set")
    assert not any("変更事項一覧" in name for name in files)
    assert any("変更事項一覧" in name for name in manifest["wanting"])
    assert done.wanting == tuple(manifest["wanting"])
    honest = document_list(kit.edition, state, application, filing=application, has_before=False)
    assert [one.status for one in honest.lines if one.document.code == "change_list"] == ["missing"]


def test_the_manifest_says_that_the_checklist_is_not_signed(kit, house, tmp_path):
    found = document_list(kit.edition, house, "consultation")
    done, manifest, _ = manifest_of(kit, house, found, tmp_path / "set")
    [sheet] = manifest["checklists"]
    listed = {one["name"]: one["sha256"] for one in manifest["files"]}
    assert (sheet["signed"], sheet["intact"], sheet["signer"]) == (False, None, None)
    assert listed[sheet["name"]] == sheet["sha256"]
    assert [one.is_signed for one in done.sheets] == [False]


@pytest.mark.parametrize(("change", "agrees"), [(None, True), ("60", False)])
def test_a_signed_checklist_travels_as_it_is(kit, house, signed, tmp_path, change, agrees):
    raw = signed.read_bytes()
    state = house if change is None else kit.unit(house, "B", change)
    state = kit.filing(state, "consultation")
    state = kit.paper(state, "consultation", "checklist", name="署名済.pdf", sha256="a" * 64, size=len(raw))
    found = document_list(kit.edition, state, "consultation", filing="consultation")
    files = bundle_files(kit.edition, state, found, lambda _: raw, created=MADE)
    done = write_bundle(tmp_path / "set", state, found, files, created=MADE)
    [sheet] = json.loads((tmp_path / "set" / MANIFEST).read_text())["checklists"]
    assert (sheet["signed"], sheet["intact"], sheet["signer"]) == (True, True, "髙﨑 𠮷邉")
    assert sheet["agrees_with_assessment"] is agrees
    assert (tmp_path / "set" / sheet["name"]).read_bytes() == raw
    assert done.sheets[0].agrees is agrees


def test_a_checklist_that_was_changed_is_told_in_the_manifest(kit, house, signed, tmp_path):
    raw = signed.read_bytes()[:-40] + b"%" + signed.read_bytes()[-39:]
    state = kit.filing(house, "consultation")
    state = kit.paper(state, "consultation", "checklist", name="x.pdf", sha256="a" * 64, size=len(raw))
    found = document_list(kit.edition, state, "consultation", filing="consultation")
    files = bundle_files(kit.edition, state, found, lambda _: raw, created=MADE)
    [sheet] = write_bundle(tmp_path / "set", state, found, files, created=MADE).sheets
    assert (sheet.is_signed, sheet.is_intact, sheet.signer, sheet.agrees) == (True, False, "", None)


# Papers of a filing after the case went on ---------------------------------------------------------------


@pytest.fixture
def filed(r4):
    """A document whose consultation was filed with two dwellings."""
    with new_document(r4, "new", "髙﨑ハイツ") as document:

        def do(edit):
            document.session.apply(edit, by="髙﨑")

        def state():
            return document.session.state

        place, edit = add_place(state(), "unit_type", "A", "building")
        do(edit)
        do(measure(place, "dwelling_exclusive_area_m2", Measurement(Decimal(55))))
        do(plan_dwellings(state(), parse_ranges("101,201:A")[0]).edit)
        filing, edit = new_filing(state(), "consultation")
        do(edit)
        do(change_filing(state(), filing, filed="2026-05-10"))
        yield SimpleNamespace(handle=document.handle, do=do, state=state, filing=filing)


def is_changed(r4, document):
    return changed_since_filing(r4, document.state(), document.handle.journal(), document.filing)


def test_what_comes_later_by_its_nature_changes_no_filing(r4, filed):
    assert not is_changed(r4, filed)
    filed.do(change_filing(filed.state(), filed.filing, decided="2026-06-10"))
    filed.do(set_fact("works_started_on", "2026-07-01"))
    filed.do(set_fact("opinion_received", value=False))
    assert not is_changed(r4, filed)


@pytest.mark.parametrize("what", ["dwellings", "facts"])
def test_a_changed_case_no_longer_gives_the_papers_that_were_filed(r4, filed, what):
    if what == "dwellings":
        filed.do(remove_dwellings(["d-2"]))
    else:
        filed.do(set_fact("subsidy", value=True))
    assert is_changed(r4, filed)


def test_every_paper_of_a_changed_filing_says_so(r4, filed, tmp_path):
    filed.do(remove_dwellings(["d-2"]))
    state = filed.state()
    found = document_list(r4, state, "consultation", filing=filed.filing)
    for paper in ("cover", "documents", "dwellings"):
        plain = text_of(paper_pdf(r4, state, found, paper, created=MADE))
        said = text_of(paper_pdf(r4, state, found, paper, created=MADE, is_changed=True))
        assert "提出の後に" not in plain
        assert "2026年5月10日の提出の後に" in said
    files = bundle_files(r4, state, found, lambda _: b"", created=MADE, is_changed=True)
    done = write_bundle(tmp_path / "set", state, found, files, created=MADE, is_changed=True)
    assert done.is_changed
    assert json.loads((tmp_path / "set" / MANIFEST).read_bytes())["changed_since_filing"] is True
    assert "提出の後に" in text_of(files["00-1_提出書類 表紙.pdf"])


def test_the_command_says_that_the_case_was_changed(r4, filed, tmp_path, capsys):
    def run(*words):
        main(list(words), lambda *_: 9)

    path = tmp_path / f"case{SUFFIX}"
    filed.handle.save_as(path)
    run("documents", str(path), "--stage", "consultation", "--language", "ja")
    assert "提出の後に" not in capsys.readouterr().out
    filed.do(remove_dwellings(["d-2"]))
    filed.handle.save()
    run("documents", str(path), "--stage", "consultation", "--language", "ja")
    assert "2026年5月10日の提出の後に" in capsys.readouterr().out
    run("documents", str(path), "--stage", "consultation", "--json")
    assert json.loads(capsys.readouterr().out)["changed_since_filing"] is True
