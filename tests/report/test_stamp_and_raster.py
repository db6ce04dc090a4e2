"""The stamp of a signature, its place on the signed checklist, and pages as pictures."""

import json
import shutil
import subprocess
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from io import BytesIO

import pikepdf
import pypdfium2
import pytest
import samples

from assessor.criteria import load_edition
from assessor.errors import ReportError
from assessor.report.canvas import mm
from assessor.report.checklist import build
from assessor.report.pdfa import validate
from assessor.report.raster import Pages
from assessor.report.stamp import STAMP_SIZE, draw_stamp
from assessor.workflow.answers import printed_results
from assessor.workflow.checklist import checklist_data
from assessor.workflow.evaluating import evaluate
from assessor.workflow.interchange import form_bytes

DIGEST = "8cc63e758c4a89bdf98a3f7f"
NOW = datetime(2026, 5, 20, 3, 4, tzinfo=UTC)
PASSPHRASE = "ひらけ ごま 1234".encode()


def stamped(**changes):
    facts = {
        "name": samples.ARCHITECT,
        "role": "設計者・評価者",
        "date": "2026-05-20 12:04 +0900",
        "holder": "TAKASAKI Yoshibe",
        "fingerprint": DIGEST,
    }
    return draw_stamp(**(facts | changes))


@pytest.fixture(scope="module")
def checklist():
    edition = load_edition("r4")
    state = samples.small(edition, "new")
    evaluation = evaluate(edition, state)
    embedded = form_bytes(state)
    data = checklist_data(edition, state, evaluation, embedded=embedded, created=samples.MOMENT)
    return build(data, embedded, json.dumps(printed_results(edition, evaluation)).encode())


@pytest.fixture(scope="module")
def key(tmp_path_factory):
    from assessor.signing.keys import create_local_key

    return create_local_key(samples.ARCHITECT, "", PASSPHRASE, tmp_path_factory.mktemp("k") / "k.p12", NOW)


@pytest.fixture(scope="module")
def signed(checklist, key):
    from assessor.signing.sign import certify, countersign

    boxes = checklist.signature_boxes
    once = certify(
        checklist.pdf,
        key,
        stamp_pdf=stamped(),
        stamp_box=boxes.designer,
        countersign_box=boxes.official,
        reason="作成",
        signing_time=NOW,
    )
    verdict = stamped(name="杉並 太郎", role="審査者", verdict="認定基準に適合すると認める")
    return once, countersign(once, key, stamp_pdf=verdict, reason="審査", signing_time=NOW)


def test_stamp_names_everything(printed_lines):
    page = printed_lines(stamped(verdict="認定基準に適合すると認める"))
    assert len(page) == 1
    words = {line.text for line in page[0]}
    assert {
        "電子署名　設計者・評価者",
        "認定基準に適合すると認める",
        samples.ARCHITECT,
        "TAKASAKI Yoshibe",
        "2026-05-20 12:04 +0900",
        "8cc6 3e75 8c4a 89bd",
    } <= words


def test_stamp_in_english_and_holder_named_once(printed_lines):
    words = [line.text for line in printed_lines(stamped(holder=samples.ARCHITECT, language="en"))[0]]
    assert words.count(samples.ARCHITECT) == 1
    assert "Time (claimed)" in words


@pytest.mark.parametrize("verdict", ["", "認定基準に適合すると認める"])
@pytest.mark.parametrize("length", [1, 12, 64])
def test_nothing_leaves_the_stamp(length, verdict, printed_lines):
    name = ("髙﨑𠮷邉" * 16)[:length]
    (page,) = printed_lines(stamped(name=name, holder=f"{name}X", verdict=verdict))
    width, height = (mm(side) for side in STAMP_SIZE)
    for line in page:
        assert line.left >= 2
        assert line.right <= width - 2
        assert 2 <= line.base <= height - 4
    assert name in "".join(line.text for line in page)


def test_stamp_has_the_size_of_its_field_and_embeds_its_fonts():
    with pikepdf.open(BytesIO(stamped())) as pdf:
        box = [float(edge) for edge in pdf.pages[0].MediaBox]
        assert box == pytest.approx([0, 0, mm(STAMP_SIZE[0]), mm(STAMP_SIZE[1])], abs=0.01)
        fonts = [
            one for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and "/FontDescriptor" in one
        ]
        assert fonts
        assert all("/FontFile2" in font.FontDescriptor for font in fonts)


def test_stamp_with_a_character_no_font_has():
    with pytest.raises(ReportError) as caught:
        stamped(name="\U00013000")
    assert caught.value.code == "font_gap"


def test_signed_file_is_intact_and_stays_pdfa(checklist, signed):
    from assessor.signing.trust_store import TrustStore
    from assessor.signing.verify import verify

    assert validate(checklist.pdf) == []
    for pdf, count in zip(signed, (1, 2), strict=True):
        found = verify(pdf, trust=TrustStore(), now=NOW)
        assert (found.integrity, len(found.signatures)) == ("intact", count)
        # The checker does not judge forms and what stands in later revisions; it must find no fault.
        assert [finding for finding in validate(pdf) if not finding.startswith("[unsupported]")] == []
        assert pdf.startswith(b"%PDF-1.7")
        # Signing must not raise the version beyond what PDF/A-3 knows.
        assert b"/Version" not in pdf[len(checklist.pdf) :]


def test_a_second_opinion_on_the_signatures(signed, tmp_path):
    tool = shutil.which("pdfsig")
    if tool is None:
        pytest.skip("poppler is not installed")
    path = tmp_path / "signed.pdf"
    path.write_bytes(signed[1])
    done = subprocess.run([tool, "-nocert", str(path)], capture_output=True, text=True, check=False)
    assert done.stdout.count("Signature is Valid") == 2


def picture_of(pdf, page=0, dpi=72):
    with Pages(pdf) as pages:
        return pages.picture(page, dpi)


def dark(picture, box):
    """Dark pixels of a part of the page, given in points from the lower left at 72 dots per inch."""
    _, x1, y1, x2, y2 = box
    lines = range(int(picture.height - y2) + 2, int(picture.height - y1) - 2)
    return sum(
        picture.data[line * picture.stride + 4 * column] < 100
        for line in lines
        for column in range(int(x1) + 2, int(x2) - 2)
    )


def test_pictures_have_the_size_asked_for(checklist):
    with Pages(checklist.pdf) as pages:
        assert len(pages) == checklist.page_count
        assert pages.size(0) == pytest.approx((mm(210), mm(297)), abs=0.1)
        for dpi in (50, 96, 150):
            picture = pages.picture(1, dpi)
            assert (picture.width, picture.height) == (
                pytest.approx(210 / 25.4 * dpi, abs=1),
                pytest.approx(297 / 25.4 * dpi, abs=1),
            )
            assert len(picture.data) == picture.stride * picture.height
    assert set(picture_of(checklist.pdf).data[:3]) == {255}


def test_stamps_show_on_the_signed_page_only(checklist, signed):
    boxes = checklist.signature_boxes
    plain, once, twice = (picture_of(pdf) for pdf in (checklist.pdf, *signed))
    assert dark(plain, boxes.designer) == dark(plain, boxes.official) == 0
    assert dark(once, boxes.designer) > 200
    assert dark(once, boxes.official) == 0
    assert dark(twice, boxes.official) > 200


def test_every_page_can_be_shown(checklist):
    with Pages(checklist.pdf) as pages:
        assert all(min(pages.picture(page, 20).data) < 200 for page in range(len(pages)))


def test_several_threads_may_look_at_pages_at_once(checklist):
    def look(number: int) -> bytes:
        with Pages(checklist.pdf) as pages:
            return pages.picture(number % 3, 40).data

    alone = [look(number) for number in range(3)]
    with ThreadPoolExecutor(4) as several:
        found = list(several.map(look, range(24)))
    assert found == [alone[number % 3] for number in range(24)]
    assert len({*alone}) == 3


def test_remarks_stand_beside_the_verdict() -> None:
    remarks = ["98項目のうち97項目は未審査のまま承認。", "備考：不承認"]
    document = pypdfium2.PdfDocument(stamped(verdict="承認 第2回審査", remarks=remarks))
    page = document[0].get_textpage()
    shown = page.get_text_range()
    page.close()
    document.close()
    assert all(one in shown for one in ("承認 第2回審査", *remarks, samples.ARCHITECT))
