"""What a reader sees on the pages agrees with the data, or the place where it does not is named."""

import dataclasses
import json
import re
import sys
from datetime import UTC, datetime
from pathlib import Path

import pikepdf
import pytest

sys.path.insert(0, str(Path(__file__).parent))
from lying_kit import (
    archived,
    drawn,
    edited,
    foreign,
    over,
    shifted,
    signed,
    verified,
)  # test folders are no packages

from assessor.assessment import from_records
from assessor.assessment.review import Answer, AnswerKey, Finding, FindingKey, Round, RoundKey
from assessor.paths import resource
from assessor.signing.trust_store import TrustStore
from assessor.workflow import page_check
from assessor.workflow.documents import read_source
from assessor.workflow.interchange import form_bytes, read_assessment
from assessor.workflow.verifying import verify_bytes

FAILING = "2-2/3(5)a"


@pytest.fixture(scope="module")
def key(tmp_path_factory):
    from assessor.signing.keys import create_local_key

    folder = tmp_path_factory.mktemp("key")
    return create_local_key("設計 太郎", "", b"long enough", folder / "own.p12")


def places(found):
    return [(one.page, one.row, one.label) for one in found.recomputed.pages.places]


def codes(found):
    return [code for code, _ in found.recomputed.reasons]


def page_of(found, row):
    return next(one.page for one in found.recomputed.pages.places if one.row == row)


# Honest files -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("edition", ["r4", "draft"])
def test_an_honest_file_is_drawn_the_same(form, key, language, edition) -> None:
    house = read_assessment(json.dumps({**form, "edition": edition}).encode(), "x")
    for signer in ("", "設計 太郎"):
        found = verified(house, key, drawn(house, language=language, signer=signer))
        assert (found.outcome, found.recomputed.pages.state) == ("agrees", "same")
        assert not found.recomputed.reasons


def test_the_worked_example_is_drawn_the_same(key) -> None:
    house = read_source(str(resource("examples", "duplex.json")))
    found = verified(house, key, drawn(house, signer="設計 太郎"))
    assert (found.outcome, found.recomputed.pages.state) == ("agrees", "same")


def test_a_seal_and_an_archive_time_stamp_change_no_page(house, key, tmp_path) -> None:
    from PIL import Image

    from assessor.workflow.exporting import SigningChoice, sign_checklist

    Image.new("RGB", (60, 60), "red").save(tmp_path / "seal.png")
    checklist = drawn(house, signer="設計 太郎")
    choice = SigningChoice(seal=tmp_path / "seal.png")
    pdf = archived(sign_checklist(checklist, house[1], key, datetime.now(UTC), choice=choice))
    found = verify_bytes(pdf, trust=TrustStore())
    assert found.verification.archive_stamps == 1
    assert (found.outcome, found.recomputed.pages.state) == ("agrees", "same")


def second_round(house):
    """The house, submitted again after one round was returned, as the architect has it."""
    edition, state = house
    form = form_bytes(state).decode()
    rounds = [
        (
            RoundKey("1"),
            Round(
                sha256="ab" * 32,
                form=form,
                holder="設計 太郎",
                outcome="returned",
                closed_at="2026-11-01T09:00:00+09:00",
                closed_by="審査 花子",
            ),
        ),
        (FindingKey("R1-1"), Finding(FAILING, "図面で確認できません。", round=1)),
        (AnswerKey("R1-1", "1"), Answer("図面に追記しました。", "A-12")),
    ]
    return edition, from_records([*state.records(), *rounds])


@pytest.mark.parametrize("language", ["ja", "en"])
def test_pages_of_a_second_round_are_compared_but_for_the_changes(house, key, language) -> None:
    again = second_round(house)
    found = verified(again, key, drawn(again, language=language, signer="設計 太郎"))
    assert found.outcome == "agrees"
    assert found.recomputed.reasons == (("changes_not_compared", {"pages": "3"}),)


def test_a_lie_in_a_second_round_is_named(house, key) -> None:
    again = second_round(house)
    found = verified(again, key, drawn(again, signer="設計 太郎", content=better))
    assert found.outcome == "differs"
    (difference,) = found.recomputed.differences
    assert (difference.row, difference.printed) == (FAILING, "conforming")

    def other_answer(data):
        (finding,) = data.findings
        return dataclasses.replace(data, findings=(dataclasses.replace(finding, answers=("済み",)),))

    found = verified(again, key, drawn(again, signer="設計 太郎", content=other_answer))
    assert (found.outcome, {one.page for one in found.recomputed.pages.places}) == ("differs", {4})


def test_a_file_packed_anew_by_another_program_agrees(house, key) -> None:
    def repack(document) -> None:
        for page in document.pages:
            page.contents_coalesce()
        document.remove_unreferenced_resources()

    found = verified(house, key, edited(drawn(house), repack))
    assert (found.outcome, found.recomputed.pages.state) == ("agrees", "alike")


def test_pages_with_other_means_that_look_and_read_alike_agree(house, key) -> None:
    """What is drawn with is another, what is seen is not."""

    def spare(document) -> None:
        for page in document.pages:
            page.obj["/Resources"]["/ExtGState"] = pikepdf.Dictionary(
                G=pikepdf.Dictionary(Type=pikepdf.Name.ExtGState)
            )

    found = verified(house, key, edited(drawn(house), spare))
    assert (found.outcome, found.recomputed.pages.state) == ("agrees", "alike")


def test_an_ordinary_signature_over_our_file_is_its_makers(house, key) -> None:
    found = verify_bytes(foreign(drawn(house).pdf, key), trust=TrustStore())
    assert (found.outcome, found.recomputed.pages.state) == ("agrees", "same")
    assert found.maker is not None
    assert (found.maker.role, found.maker.field) == ("other", "Signature1")
    assert found.verification.designer is None


def test_an_ordinary_signature_in_the_field_for_it_covers_nothing(house, key) -> None:
    checklist = drawn(house)
    page, *box = checklist.signature_boxes.designer
    pdf = foreign(checklist.pdf, key, box=tuple(round(one) for one in box), page=page)
    assert verify_bytes(pdf, trust=TrustStore()).outcome == "agrees"


def test_a_signature_shown_over_rows_hides_them(house, key) -> None:
    pdf = foreign(drawn(house).pdf, key, box=(60, 300, 500, 700), page=4)
    found = verify_bytes(pdf, trust=TrustStore())
    assert found.outcome == "not_recomputed"
    assert codes(found) == ["page_under_signature"]
    assert found.maker is None


# Pages that lie -----------------------------------------------------------------------------------------


def better(data):
    """One failing row is drawn as conforming."""
    tables = tuple(
        dataclasses.replace(
            table,
            rows=tuple(
                dataclasses.replace(row, verdict="conforming") if row.id == FAILING else row
                for row in table.rows
            ),
        )
        for table in data.tables
    )
    return dataclasses.replace(data, tables=tables)


@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_verdict_drawn_better_than_its_data_is_named(house, key, language) -> None:
    found = verified(house, key, drawn(house, language=language, content=better))
    assert found.outcome == "differs"
    assert set(codes(found)) == {"page_row_differs"}
    place, *others = found.recomputed.pages.places
    assert (place.row, place.printed, place.recomputed) == (FAILING, "conforming", "not_conforming")
    assert not any(one.printed for one in others)  # a row below may stand higher
    (difference,) = found.recomputed.differences
    assert dataclasses.astuple(difference) == (FAILING, "conforming", "not_conforming")
    assert found.maker is not None  # who certified it, certified it


def test_a_better_result_on_the_cover_is_named(house, key) -> None:
    found = verified(
        house, key, drawn(house, content=lambda data: dataclasses.replace(data, result="conforming"))
    )
    assert found.outcome == "differs"
    assert {one.page for one in found.recomputed.pages.places} == {1, 2}


def test_other_tallies_are_named_by_their_table(house, key) -> None:
    def tallies(data):
        first, *others = data.summary
        counts = dataclasses.replace(first.counts, required_conforming=1, required_undetermined=0)
        return dataclasses.replace(data, summary=(dataclasses.replace(first, counts=counts), *others))

    found = verified(house, key, drawn(house, content=tallies))
    assert found.outcome == "differs"
    assert {(page, label.split()[0]) for page, _, label in places(found)} == {(1, "別表1"), (2, "別表1")}


def test_another_measured_value_is_named_by_its_row(house, key) -> None:
    def values(data):
        tables = tuple(
            dataclasses.replace(
                table,
                rows=tuple(
                    dataclasses.replace(
                        row,
                        findings=tuple(
                            dataclasses.replace(one, text=one.text.replace("1,150", "1,250"))
                            for one in row.findings
                        ),
                    )
                    for row in table.rows
                ),
            )
            for table in data.tables
        )
        return dataclasses.replace(data, tables=tables)

    found = verified(house, key, drawn(house, content=values))
    assert found.outcome == "differs"
    assert FAILING in {one.row for one in found.recomputed.pages.places}


def test_a_replaced_page_is_named(house, key) -> None:
    def replace(document) -> None:
        document.pages[4].Contents = document.pages[5].Contents

    found = verified(house, key, edited(drawn(house), replace))
    assert found.outcome == "differs"
    assert {one.page for one in found.recomputed.pages.places} == {5}


@pytest.mark.parametrize("at", [3, 7])
def test_a_page_taken_out_is_counted(house, key, at) -> None:
    def take_out(document) -> None:
        del document.pages[at]

    found = verified(house, key, edited(drawn(house), take_out))
    assert found.outcome == "differs"
    assert "page_count_differs" in codes(found)


def test_a_page_put_in_is_named(house, key) -> None:
    def put_in(document) -> None:
        document.pages.insert(2, document.pages[0])

    found = verified(house, key, edited(drawn(house), put_in))
    assert found.outcome == "differs"
    assert "page_count_differs" in codes(found)
    assert (3, "", "") in places(found)


def test_a_white_box_with_other_text_over_it_is_named(house, key) -> None:
    def paint(document) -> None:
        content = document.pages[3].Contents.read_bytes()
        word = re.search(rb"/F\d+ [\d.]+ Tf.*?Tj", content, re.DOTALL)
        assert word is not None
        over(document, 3, b"1 g 250 500 80 40 re f 0 g BT 1 0 0 1 260 520 Tm " + word[0] + b" ET")

    found = verified(house, key, edited(drawn(house), paint))
    assert found.outcome == "differs"
    assert {one.page for one in found.recomputed.pages.places} == {4}
    assert any(one.row for one in found.recomputed.pages.places)


def test_a_box_painted_over_everything_is_named(house, key) -> None:
    found = verified(
        house,
        key,
        edited(drawn(house), lambda document: over(document, 4, b"1 g 0 0 600 850 re f")),
    )
    assert (found.outcome, places(found)) == ("differs", [(5, "", "")])


def test_a_picture_over_a_page_is_named(house, key) -> None:
    def picture(document) -> None:
        image = document.make_stream(
            bytes(3 * 4),
            Type=pikepdf.Name.XObject,
            Subtype=pikepdf.Name.Image,
            Width=2,
            Height=2,
            ColorSpace=pikepdf.Name.DeviceRGB,
            BitsPerComponent=8,
        )
        document.pages[3].add_resource(image, pikepdf.Name.XObject, pikepdf.Name.Im1)
        over(document, 3, b"80 0 0 20 250 500 cm /Im1 Do")

    found = verified(house, key, edited(drawn(house), picture))
    assert (found.outcome, places(found)) == ("differs", [(4, "", "")])


def test_text_that_copies_otherwise_than_it_looks_is_named(house, key) -> None:
    def swap(document) -> None:
        changed = 0
        for font in document.pages[3].Resources.Font.values():
            table = font.get("/ToUnicode")
            if table is None:
                continue
            text = table.read_bytes()
            one, other = "適".encode("utf-16-be").hex().upper(), "不".encode("utf-16-be").hex().upper()
            found = text.upper()
            if one.encode() in found and other.encode() in found:
                swapped = found.replace(one.encode(), b"@@@@").replace(other.encode(), one.encode())
                table.write(_with_digits(text, swapped.replace(b"@@@@", other.encode())))
                changed += 1
        assert changed

    found = verified(house, key, edited(drawn(house), swap))
    assert found.outcome == "differs"
    assert found.recomputed.pages.places


def _with_digits(before, after):
    """`before` with the hexadecimal digits of `after`."""
    assert len(before) == len(after)
    return re.sub(rb"<[0-9A-Fa-f]+>", lambda match: after[match.start() : match.end()], before)


def test_a_note_over_a_page_is_named(house, key) -> None:
    def note(document) -> None:
        document.pages[3].Annots = document.make_indirect(
            pikepdf.Array(
                [
                    document.make_indirect(
                        pikepdf.Dictionary(
                            Type=pikepdf.Name.Annot,
                            Subtype=pikepdf.Name.Square,
                            Rect=[250, 500, 330, 540],
                            IC=[1, 1, 1],
                        )
                    )
                ]
            )
        )

    found = verified(house, key, edited(drawn(house), note))
    assert (found.outcome, codes(found)) == ("differs", ["page_covered"])


def test_pages_of_something_else_are_not_this_checklist(house, key) -> None:
    def empty(document) -> None:
        for page in document.pages:
            page.Contents = document.make_stream(b"0 g 100 100 50 50 re f")

    found = verified(house, key, edited(drawn(house), empty))
    assert found.outcome == "differs"
    assert "page_rows_missing" in codes(found)


# Pages of another layout --------------------------------------------------------------------------------


def test_pages_of_another_layout_are_compared_by_their_rows(house, key) -> None:
    found = verified(house, key, edited(drawn(house), shifted))
    assert (found.outcome, found.recomputed.pages.state) == ("agrees", "rows")
    assert codes(found) == ["pages_of_other_version"]


def test_a_lie_in_another_layout_is_named(house, key) -> None:
    found = verified(house, key, edited(drawn(house, content=better), shifted))
    assert found.outcome == "differs"
    (place,) = found.recomputed.pages.places
    assert (place.row, place.printed, place.recomputed) == (FAILING, "conforming", "not_conforming")


def test_boxes_painted_over_in_another_layout_are_named(house, key) -> None:
    def cover(document) -> None:
        for number in range(2, len(document.pages)):
            over(document, number, b"1 g 255 60 60 720 re f")
        shifted(document)

    found = verified(house, key, edited(drawn(house), cover))
    assert found.outcome == "differs"
    assert len(found.recomputed.pages.places) > 20


# What cannot be compared --------------------------------------------------------------------------------


def test_data_too_large_to_be_drawn_are_no_pass(house, key, monkeypatch) -> None:
    monkeypatch.setattr(page_check, "MAX_DATA", 10)
    found = verified(house, key, drawn(house))
    assert (found.outcome, codes(found)) == ("not_recomputed", ["too_large_to_draw"])


def test_a_fault_while_comparing_is_no_pass(house, key, monkeypatch) -> None:
    pdf = signed(house, key, drawn(house))

    def broken(*_given, **_named):
        raise RecursionError

    monkeypatch.setattr(page_check, "checklist_data", broken)
    assert verify_bytes(pdf, trust=TrustStore()).outcome == "not_recomputed"
