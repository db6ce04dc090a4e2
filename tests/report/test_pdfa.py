"""PDF/A-3b: a real document passes, each way of breaking it is found, same input gives same bytes."""

import hashlib
import json
from datetime import UTC, datetime, timedelta, timezone
from io import BytesIO

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from assessor.errors import ReportError
from assessor.messages import explain
from assessor.report.canvas import Sheet, mm
from assessor.report.pdfa import Attachment, finalise, validate
from assessor.report.qrcode import draw_qr
from assessor.report.table import Cell, Table

DATA = json.dumps({"building": "髙﨑𠮷邉", "rows": list(range(500))}, ensure_ascii=False).encode()
MOMENT = datetime(2025, 4, 1, 9, 30, tzinfo=timezone(timedelta(hours=9)))


def drawn() -> bytes:
    """Three pages with all four fonts, table, bookmarks, running lines, QR code and a turned page."""

    def footer(sheet, page):
        sheet.text(sheet.right, sheet.bottom - 4, f"{page.number} / {page.count}", 7, align="right")

    sheet = Sheet(title="チェックシート", author="髙﨑", footer=footer)
    sheet.new_page()
    sheet.bookmark("表紙　𠮷野")
    sheet.y = sheet.text(sheet.left, sheet.y, "認定チェックシート　𠮷野・葛\U000e0100城 ✓ ✕ ☐", 16, bold=True)
    draw_qr(sheet, sheet.right - 80, sheet.y, 80, hashlib.sha256(b"x").hexdigest())
    sheet.new_page(sheet._format.turned())
    sheet.bookmark("別表2")
    table = Table(sheet.setter, [mm(30), mm(100), mm(40)])
    head = table.row([Cell(t, bold=True, fill=(0.9, 0.9, 0.9)) for t in ("番号", "基準", "判定")])
    rows = [table.row([f"2-2/{i}(5)a", "内法の短辺1,200mm以上", "■ 適合 □ 不適合"]) for i in range(60)]
    table.flow(sheet, rows, [head])
    return sheet.finish().pdf


def finished(pdf: bytes, **changes) -> bytes:
    facts = {
        "title": "チェックシート <&>",
        "author": "髙﨑𠮷邉",
        "subject": "評価の結果",
        "attachments": [Attachment("assessment.json", DATA, "application/json", "評価データ")],
        "created": MOMENT,
    }
    return finalise(pdf, **(facts | changes))


@pytest.fixture(scope="module")
def good():
    return finished(drawn())


def test_a_real_document_passes(good):
    assert validate(good) == []


def test_the_same_input_gives_the_same_bytes(good):
    assert finished(drawn()) == good
    assert finished(drawn(), created=MOMENT.astimezone(UTC)) == good
    assert finished(drawn(), created=MOMENT + timedelta(seconds=1)) != good


def test_facts_stand_in_info_and_xmp(good):
    with pikepdf.open(BytesIO(good)) as pdf:
        assert {key: str(value) for key, value in pdf.docinfo.items()} == {
            "/Title": "チェックシート <&>",
            "/Author": "髙﨑𠮷邉",
            "/Subject": "評価の結果",
            "/Creator": "assessor",
            "/Producer": "assessor",
            "/CreationDate": "D:20250401003000Z",
            "/ModDate": "D:20250401003000Z",
        }
        assert str(pdf.Root.Lang) == "ja-JP"
        assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
        with pdf.open_metadata() as meta:
            assert meta["dc:title"] == "チェックシート <&>"
            assert meta["dc:creator"] == ["髙﨑𠮷邉"]
            assert meta["xmp:CreateDate"] == "2025-04-01T00:30:00Z"
            assert (meta["pdfaid:part"], meta["pdfaid:conformance"]) == ("3", "B")


def test_without_optional_facts_it_names_none(good):
    bare = finished(drawn(), author="", subject="", attachments=[], created=None)
    with pikepdf.open(BytesIO(bare)) as pdf:
        assert set(pdf.docinfo) == {"/Title", "/Creator", "/Producer"}
        assert "/AF" not in pdf.Root
    assert len(bare) < len(good)


def test_attachment_comes_back_as_an_associated_file(good):
    with pikepdf.open(BytesIO(good)) as pdf:
        specification = pdf.attachments["assessment.json"]
        assert specification.get_file().read_bytes() == DATA
        assert specification.get_file().mime_type == "application/json"
        assert specification.description == "評価データ"
        assert [entry.objgen for entry in pdf.Root.AF] == [specification.obj.objgen]
        assert specification.obj.AFRelationship == Name.Source


def test_no_standard_font_and_no_tool_is_named(good):
    with pikepdf.open(BytesIO(good)) as pdf:
        plain = b"".join(
            obj.read_bytes() if isinstance(obj, pikepdf.Stream) and "/Length1" not in obj else obj.unparse()
            for obj in pdf.objects
            if isinstance(obj, (Dictionary, pikepdf.Stream))
        )
        fonts = {
            str(obj.BaseFont)[8:] for obj in pdf.objects if isinstance(obj, Dictionary) and "/BaseFont" in obj
        }
    for word in (b"Helvetica", b"ReportLab", b"reportlab", b"pikepdf", b"Times-"):
        assert word not in plain
    assert fonts == {
        "BIZUDGothic-Regular",
        "BIZUDGothic-Bold",
        "NotoSansJP-Regular",
        "NotoSansSymbols2-Regular",
    }


def first_font(pdf):
    return next(iter(pdf.pages[0].Resources.Font.values()))


def add_content(pdf, code):
    pdf.pages[0].contents_add(pdf.make_stream(code))


def used_standard_font(pdf):
    pdf.pages[0].Resources.Font["/Std"] = pdf.make_indirect(
        Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    )
    add_content(pdf, b"BT /Std 9 Tf (a) Tj ET")


def wrong_widths(pdf):
    widths = first_font(pdf).DescendantFonts[0].W[1]
    for index in range(len(widths)):
        widths[index] = 123


def xmp_replaced(old, new):
    def mutate(pdf):
        packet = pdf.Root.Metadata.read_bytes()
        assert old in packet
        pdf.Root.Metadata.write(packet.replace(old, new))

    return mutate


def annotation(pdf):
    pdf.pages[0].Annots = pdf.make_indirect(
        Array([Dictionary(Type=Name.Annot, Subtype=Name.Sound, Rect=[0, 0, 9, 9])])
    )


def state(**entries):
    def mutate(pdf):
        pdf.pages[0].Resources.ExtGState = Dictionary(G=Dictionary(Type=Name.ExtGState, **entries))
        add_content(pdf, b"/G gs")

    return mutate


def specification(pdf):
    return pdf.attachments["assessment.json"].obj


def delete(owner, key):
    del owner[key]


MUTATIONS = {
    "no XMP packet": lambda pdf: delete(pdf.Root, "/Metadata"),
    "XMP declares another part": xmp_replaced(b"<pdfaid:part>3<", b"<pdfaid:part>1<"),
    "XMP declares another level": xmp_replaced(b"conformance>B<", b"conformance>A<"),
    "XMP is not well-formed": xmp_replaced(b"</rdf:RDF>", b"</rdf:XXX>"),
    "XMP holds an unknown property": xmp_replaced(b"<dc:title>", b"<xmp:Secret>1</xmp:Secret><dc:title>"),
    "no output intent": lambda pdf: delete(pdf.Root, "/OutputIntents"),
    "colour profile is no profile": lambda pdf: pdf.Root.OutputIntents[0].DestOutputProfile.write(b"x" * 200),
    "font not embedded": lambda pdf: delete(first_font(pdf).DescendantFonts[0].FontDescriptor, "/FontFile2"),
    "font program damaged": lambda pdf: (
        first_font(pdf).DescendantFonts[0].FontDescriptor.FontFile2.write(b"\0\1\0\0" + bytes(60))
    ),
    "widths differ from the font": wrong_widths,
    "no map from codes to glyphs": lambda pdf: delete(first_font(pdf).DescendantFonts[0], "/CIDToGIDMap"),
    "standard font not embedded": used_standard_font,
    "the glyph for missing characters is shown": lambda pdf: add_content(
        pdf, f"BT {next(iter(pdf.pages[0].Resources.Font))} 9 Tf <0000> Tj ET".encode()
    ),
    "CMYK beside an RGB intent": lambda pdf: add_content(pdf, b"0 0 0 1 k 0 0 9 9 re f"),
    "unknown operator": lambda pdf: add_content(pdf, b"1 2 wrong"),
    "unknown blend mode": state(BM=Name.Strange),
    "transfer function": state(TR=Name.Identity),
    "empty page transition": lambda pdf: pdf.pages[0].obj.__setitem__("/Trans", Dictionary()),
    "script on opening": lambda pdf: pdf.Root.__setitem__(
        "/OpenAction", Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))
    ),
    "program started on opening": lambda pdf: pdf.Root.__setitem__(
        "/OpenAction", Dictionary(S=Name.Launch, F=String("x.exe"))
    ),
    "sound annotation": annotation,
    "dynamic form": lambda pdf: pdf.Root.__setitem__("/AcroForm", Dictionary(Fields=[], XFA=String("<x/>"))),
    "attachment without relationship": lambda pdf: delete(specification(pdf), "/AFRelationship"),
    "attachment without media type": lambda pdf: delete(specification(pdf).EF.F, "/Subtype"),
    "attachment not associated": lambda pdf: delete(pdf.Root, "/AF"),
    "object from another program": lambda pdf: pdf.pages[0].obj.__setitem__("/PieceInfo", String("x")),
}


@pytest.mark.parametrize("mutation", MUTATIONS)
def test_mutation_is_found(mutation, good):
    with pikepdf.open(BytesIO(good)) as pdf:
        MUTATIONS[mutation](pdf)
        changed = BytesIO()
        # By default saving would mend the XMP packet.
        pdf.save(changed, fix_metadata_version=False)
    assert validate(changed.getvalue()) != []


def test_encryption_is_found(good):
    with pikepdf.open(BytesIO(good)) as pdf:
        changed = BytesIO()
        pdf.save(changed, encryption=pikepdf.Encryption(owner="a", user=""))
    assert validate(changed.getvalue()) != []


@pytest.mark.parametrize("length", [0, 20, 2000])
def test_truncated_file_is_found(good, length):
    assert validate(good[:length]) != []


def test_export_stops_when_the_check_fails():
    """A page that only the drawing code could have got wrong."""
    sheet = Sheet(title="x")
    sheet.new_page()
    sheet.operators("0 0 0 1 k 0 0 9 9 re f")
    with pytest.raises(ReportError) as caught:
        finished(sheet.finish().pdf)
    assert caught.value.code == "pdfa_invalid"
    assert caught.value.params["count"] == len(caught.value.params["problems"]) > 0
    for language in ("ja", "en"):
        sentence, remedy = explain(caught.value, language)
        assert "PDF/A-3b" in sentence
        assert remedy


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("", "reserved"),
        ("NUL.json", "reserved"),
        ("com1", "reserved"),
        ("data.", "reserved"),
        (" data", "reserved"),
        ("../assessment.json", "sign"),
        ("c:\\x.json", "sign"),
        ("a\u202egnp.exe", "sign"),
        ("a\nb", "sign"),
    ],
)
def test_bad_attachment_names(name, reason):
    with pytest.raises(ReportError) as caught:
        finalise(b"", title="x", attachments=[Attachment(name, b"", "text/plain")])
    assert caught.value.code == f"attachment_name_{reason}"
    assert all(explain(caught.value, language)[1] for language in ("ja", "en"))


def test_two_attachments_may_not_share_a_name():
    pair = [Attachment("a.json", b"", "text/plain"), Attachment("A.JSON", b"", "text/plain")]
    with pytest.raises(ReportError) as caught:
        finalise(b"", title="x", attachments=pair)
    assert caught.value.code == "attachment_name_twice"


def test_a_time_without_zone_is_refused():
    with pytest.raises(ValueError, match="zone"):
        finalise(b"", title="x", created=datetime(2025, 1, 1))  # noqa: DTZ001  the point of the test


def test_control_characters_do_not_reach_the_metadata():
    pdf = finished(drawn(), title="棟\x07\n名\ud800", author="\x00", subject="")
    with pikepdf.open(BytesIO(pdf)) as document:
        assert str(document.docinfo["/Title"]) == "棟  名"
        assert "/Author" not in document.docinfo
