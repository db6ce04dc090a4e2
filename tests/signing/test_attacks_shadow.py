"""Shadow attacks and overlays: what the signed file prepares and a later, unsigned revision brings out."""

import io

import pikepdf
import pytest
from attack_kit import CHANGED, certify_foreign, check, update
from foreign_kit import Others
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name, pdf_string

from assessor.signing.verify import verify

COVER = b"1 g 0 0 595 842 re f 0 g 100 400 200 40 re f"


def prepared(files, change) -> bytes:
    """A base that a forger prepared, certified by somebody who saw nothing wrong with it."""
    with pikepdf.open(io.BytesIO(files.base)) as pdf:
        change(pdf)
        out = io.BytesIO()
        pdf.save(out)
    return certify_foreign(files, out.getvalue())


def with_hidden_content(pdf) -> None:
    """Another content waits in the file, shown by nothing."""
    pdf.Root.Hidden = pdf.make_indirect(pdf.make_stream(COVER))


def with_missing_object(pdf) -> None:
    """The page names an object that is not there."""
    page = pdf.pages[0]
    page.Contents = pikepdf.Array([page.Contents, pdf.make_indirect(pikepdf.Dictionary())])


def with_cover(pdf) -> None:
    """A picture lies over what is shown later."""
    cover = pdf.make_indirect(
        pikepdf.Stream(
            pdf, COVER, Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form, BBox=[0, 0, 595, 842]
        )
    )
    page = pdf.pages[0]
    page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Cover=cover))
    page.Contents = pikepdf.Array([page.Contents, pdf.make_stream(b"/Cover Do")])


def with_text_field(pdf) -> None:
    field = pdf.make_indirect(
        pikepdf.Dictionary(
            Type=pikepdf.Name.Annot,
            Subtype=pikepdf.Name.Widget,
            FT=pikepdf.Name.Tx,
            T="Verdict",
            V="x",
            Rect=[300, 700, 500, 720],
        )
    )
    pdf.pages[0].Annots = pdf.make_indirect(pikepdf.Array([field]))
    pdf.Root.AcroForm = pdf.make_indirect(
        pikepdf.Dictionary(Fields=pdf.make_indirect(pikepdf.Array([field])))
    )


def first_page(writer):
    return writer.root["/Pages"]["/Kids"][0].get_object()


def show_hidden(writer) -> None:
    page = first_page(writer)
    page["/Contents"] = writer.root.raw_get("/Hidden")
    writer.update_container(page)


def stream(data: bytes, **entries) -> generic.StreamObject:
    return generic.StreamObject(
        {pdf_name(f"/{key}"): value for key, value in entries.items()}, stream_data=data
    )


def write_content_anew(writer) -> None:
    """The content's own object written again (replace)."""
    reference = first_page(writer).raw_get("/Contents").reference
    writer.objects[(reference.generation, reference.idnum)] = stream(COVER)


def fill_gap(writer) -> None:
    contents = first_page(writer)["/Contents"]
    reference = contents.raw_get(len(contents) - 1).reference
    writer.objects[(reference.generation, reference.idnum)] = stream(COVER)


def drop_cover(writer) -> None:
    reference = first_page(writer)["/Resources"]["/XObject"].raw_get("/Cover").reference
    writer.objects[(reference.generation, reference.idnum)] = stream(
        b"",
        Type=pdf_name("/XObject"),
        Subtype=pdf_name("/Form"),
        BBox=generic.ArrayObject(map(generic.NumberObject, (0, 0, 1, 1))),
    )


def fill_text(writer) -> None:
    field = writer.root["/AcroForm"]["/Fields"][0]
    field["/V"] = pdf_string("適合")
    writer.update_container(field)


def widget(writer):
    """The designer's widget as the writer sees it."""
    for reference in writer.root["/AcroForm"]["/Fields"]:
        field = reference.get_object()
        if field["/T"] == "DesignerSignature":
            return field
    raise AssertionError


def redraw_stamp(writer) -> None:
    field = widget(writer)
    field["/AP"] = generic.DictionaryObject({pdf_name("/N"): writer.add_object(stream(COVER))})
    writer.update_container(field)


def move_stamp(writer) -> None:
    field = widget(writer)
    field["/Rect"] = generic.ArrayObject(map(generic.NumberObject, (0, 0, 595, 842)))
    writer.update_container(field)


def note(subtype: str, **entries):
    def change(writer) -> None:
        page = first_page(writer)
        found = generic.DictionaryObject(
            {
                pdf_name("/Type"): pdf_name("/Annot"),
                pdf_name("/Subtype"): pdf_name(subtype),
                pdf_name("/Rect"): generic.ArrayObject(map(generic.NumberObject, (0, 0, 595, 842))),
                **{pdf_name(f"/{key}"): value for key, value in entries.items()},
            }
        )
        listed = page["/Annots"] if "/Annots" in page else generic.ArrayObject()
        listed.append(writer.add_object(found))
        page["/Annots"] = listed
        writer.update_container(listed) if listed.container_ref is not None else None
        writer.update_container(page)

    return change


def page_entry(key: str, value):
    def change(writer) -> None:
        page = first_page(writer)
        page[pdf_name(key)] = value
        writer.update_container(page)

    return change


def root_entry(key: str, value):
    def change(writer) -> None:
        writer.root[pdf_name(key)] = value
        writer.update_root()

    return change


def add_page(writer) -> None:
    pages = writer.root["/Pages"]
    page = generic.DictionaryObject(
        {
            pdf_name("/Type"): pdf_name("/Page"),
            pdf_name("/Parent"): writer.root.raw_get("/Pages"),
            pdf_name("/MediaBox"): generic.ArrayObject(map(generic.NumberObject, (0, 0, 595, 842))),
            pdf_name("/Contents"): writer.add_object(stream(COVER)),
        }
    )
    pages["/Kids"].append(writer.add_object(page))
    pages["/Count"] = generic.NumberObject(len(pages["/Kids"]))
    writer.update_container(pages)


def turn_pages_round(writer) -> None:
    pages = writer.root["/Pages"]
    pages["/Kids"].reverse()
    writer.update_container(pages["/Kids"])
    writer.update_container(pages)


def further_file(writer) -> None:
    names = writer.root["/Names"]["/EmbeddedFiles"]
    node = names["/Kids"][0] if "/Kids" in names else names
    node["/Names"].append(pdf_string("z.json"))
    node["/Names"].append(node["/Names"].raw_get(1))
    writer.update_container(node["/Names"])
    writer.update_container(node)


def files_taken_out(writer) -> None:
    del writer.root["/Names"]
    writer.update_root()


def store_over_content(writer) -> None:
    """A security store whose entry is the page's content, which then looks like validation data."""
    page = first_page(writer)
    reference = page.raw_get("/Contents")
    store = generic.DictionaryObject({pdf_name("/Certs"): generic.ArrayObject([reference])})
    writer.root["/DSS"] = writer.add_object(store)
    writer.update_root()


ACTION = generic.DictionaryObject({pdf_name("/S"): pdf_name("/Launch"), pdf_name("/F"): pdf_string("x.exe")})
SCRIPT = generic.DictionaryObject({pdf_name("/S"): pdf_name("/JavaScript"), pdf_name("/JS"): pdf_string("0")})


def forged(change, base=None):
    def build(files) -> bytes:
        return update(files.certified if base is None else prepared(files, base), change)

    return build


ATTACKS = {
    "hidden content shown (hide)": (forged(show_hidden, with_hidden_content), CHANGED, "where_page"),
    "content written anew (replace)": (forged(write_content_anew), CHANGED, "where_page"),
    "a missing object filled (hide and replace)": (
        forged(fill_gap, with_missing_object),
        CHANGED,
        "where_page",
    ),
    "the cover taken off": (forged(drop_cover, with_cover), CHANGED, "where_page"),
    "a text field filled": (forged(fill_text, with_text_field), CHANGED, "values_changed"),
    "the stamp drawn anew": (forged(redraw_stamp), CHANGED, "unsigned_revision"),
    "the stamp laid over the page": (forged(move_stamp), CHANGED, "unsigned_revision"),
    "a stamp note": (forged(note("/Stamp")), CHANGED, "where_note"),
    "a redaction": (forged(note("/Redact")), CHANGED, "where_note"),
    "a highlight": (forged(note("/Highlight")), CHANGED, "where_note"),
    "a link": (forged(note("/Link", A=ACTION)), CHANGED, "where_note"),
    "a file note": (forged(note("/FileAttachment")), CHANGED, "where_note"),
    "a page turned": (forged(page_entry("/Rotate", generic.NumberObject(180))), CHANGED, "where_page"),
    "a page cropped": (
        forged(page_entry("/CropBox", generic.ArrayObject(map(generic.NumberObject, (0, 0, 9, 9))))),
        CHANGED,
        "where_page",
    ),
    "a script on a page": (forged(page_entry("/AA", SCRIPT)), CHANGED, "where_page"),
    "a page more": (forged(add_page), CHANGED, "where_pages"),
    "pages in another order": (forged(turn_pages_round), CHANGED, "where_page"),
    "an action on opening": (forged(root_entry("/OpenAction", ACTION)), CHANGED, "where_action"),
    "an action on closing": (forged(root_entry("/AA", SCRIPT)), CHANGED, "where_action"),
    "layers": (forged(root_entry("/OCProperties", generic.DictionaryObject())), CHANGED, "where_catalogue"),
    "another language": (forged(root_entry("/Lang", pdf_string("en"))), CHANGED, "where_catalogue"),
    "a further embedded file": (forged(further_file), CHANGED, "where_file"),
    "the embedded files taken out": (forged(files_taken_out), CHANGED, "where_file"),
}


@pytest.mark.parametrize("name", ATTACKS)
def test_attack(files, now, name):
    check(files, now, *ATTACKS[name])


@pytest.fixture(scope="module")
def others(pki, base_pdf, tmp_path_factory):
    return Others(pki, base_pdf, tmp_path_factory.mktemp("others"))


def test_validation_data_are_no_cover_for_a_change(files, others, later):
    """Data for long-term validation in the same revision as a new content, or naming that content."""
    honest = others.add_validation_data(files.certified)
    for change in (write_content_anew, redraw_stamp, note("/Stamp")):
        found = verify(update(honest, change), trust=files.pki.trust, now=later)
        assert found.integrity == CHANGED
    named = update(files.certified, store_over_content)
    found = verify(update(named, write_content_anew), trust=files.pki.trust, now=later)
    assert found.integrity == CHANGED
    assert "unsigned_revision" in {one.code for one in found.reasons}


def test_a_signature_over_an_unsigned_change_is_no_cover(files, others, later):
    """Somebody else signs the changed file in the official's field."""
    for change in (write_content_anew, note("/FreeText"), add_page):
        changed = update(files.certified, change)
        found = verify(
            others.sign(changed, "self_signed", "CounterSignature"), trust=files.pki.trust, now=later
        )
        assert found.integrity == CHANGED
        assert not found.designer.is_unchanged


def test_a_stranger_in_the_officials_field_is_a_stranger(files, others, later):
    found = verify(
        others.sign(files.certified, "self_signed", "CounterSignature"), trust=files.pki.trust, now=later
    )
    assert (found.integrity, found.official.known) == ("intact", "self_made_unknown")
