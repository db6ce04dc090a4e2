"""Ways to alter and forge signed files, for the tests of attacks."""

import io
import re
from dataclasses import dataclass

import pytest
from asn1crypto import cms, core, x509
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name, pdf_string
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields
from pyhanko.sign.signers import PdfSigner
from pyhanko.sign.signers.pdf_signer import PdfSignatureMetadata

from assessor.signing import pdf_signer
from assessor.signing.verify import verify

GAP = re.compile(rb"/Contents\s*<([0-9A-F]{200,})>")


@dataclass
class Files:
    """Honest files to start from."""

    pki: object
    desk: object
    base: bytes
    certified: bytes
    countersigned: bytes
    stamped: bytes
    factory: object

    def foreign(self, pdf: bytes, key: str, *, signer=None, new_field=None, **metadata) -> bytes:
        """Signed with pyHanko alone, as another program would."""
        metadata = {"subfilter": fields.SigSeedSubFilter.PADES, "md_algorithm": "sha256", **metadata}
        out = io.BytesIO()
        PdfSigner(
            PdfSignatureMetadata(**metadata),
            signer=signer or self.pki.key(key).signer,
            new_field_spec=new_field,
            stamp_style=pdf_signer.stamp_style(None),
        ).sign_pdf(pdf_signer.open_writer(pdf), output=out)
        return out.getvalue()


def update(pdf: bytes, change) -> bytes:
    """An incremental update by a hand that does not sign."""
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    writer._update_meta = lambda: None
    change(writer)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def gap_of(pdf: bytes, number: int = 0) -> re.Match[bytes]:
    return list(GAP.finditer(pdf))[number]


def patch(pdf: bytes, at: int, new: bytes) -> bytes:
    return pdf[:at] + new + pdf[at + len(new) :]


def with_cms(pdf: bytes, edit, number: int = 0) -> bytes:
    """The file with its signature structure edited and padded to the old length."""
    gap = gap_of(pdf, number)
    info = cms.ContentInfo.load(bytes.fromhex(gap[1].decode()))
    der = edit(info)
    der = der if isinstance(der, bytes) else info.dump(force=True)
    return patch(pdf, gap.start(1), der.hex().upper().encode().ljust(len(gap[1]), b"0"))


def change_info(writer) -> None:
    info = writer.trailer["/Info"]
    info["/Title"] = pdf_string("Another title")
    writer.update_container(info)


def replace_xmp(writer) -> None:
    metadata = writer.root["/Metadata"]
    changed = metadata.data.replace(b"Checklist", b"Deckblatt")
    assert changed != metadata.data
    writer.root["/Metadata"] = writer.add_object(generic.StreamObject(dict(metadata), stream_data=changed))
    writer.update_root()


def add_invisible_field(writer) -> None:
    fields.append_signature_field(writer, fields.SigFieldSpec("Hidden"))


def draw_over(writer) -> None:
    writer.add_stream_to_page(0, writer.add_object(generic.StreamObject(stream_data=b"0 0 200 200 re f")))


def add_note(writer) -> None:
    page = writer.root["/Pages"]["/Kids"][0].get_object()
    note = generic.DictionaryObject(
        {
            pdf_name("/Type"): pdf_name("/Annot"),
            pdf_name("/Subtype"): pdf_name("/FreeText"),
            pdf_name("/Rect"): generic.ArrayObject(map(generic.NumberObject, (50, 50, 300, 100))),
            pdf_name("/Contents"): pdf_string("適合"),
        }
    )
    page["/Annots"].append(writer.add_object(note))
    writer.update_container(page["/Annots"])
    writer.update_container(page)


def replace_attachment(writer) -> None:
    names = writer.root["/Names"]["/EmbeddedFiles"]
    node = names["/Kids"][0] if "/Kids" in names else names
    spec = node["/Names"][1]
    spec["/EF"]["/F"] = writer.add_object(generic.StreamObject(stream_data=b'{"edition": "draft"}'))
    writer.update_container(spec["/EF"])
    writer.update_container(spec)


def empty_official(writer) -> None:
    for reference in writer.root["/AcroForm"]["/Fields"]:
        field = reference.get_object()
        if field["/T"] == "CounterSignature":
            field["/V"] = generic.NullObject()
            writer.update_container(field)


def drop_page(writer) -> None:
    pages = writer.root["/Pages"]
    del pages["/Kids"][1]
    pages["/Count"] = generic.NumberObject(1)
    writer.update_container(pages)


def fill_official_without_signing(writer) -> None:
    for reference in writer.root["/AcroForm"]["/Fields"]:
        field = reference.get_object()
        if field["/T"] == "CounterSignature":
            field["/AP"]["/N"] = writer.add_object(
                generic.StreamObject(
                    {
                        pdf_name("/Type"): pdf_name("/XObject"),
                        pdf_name("/Subtype"): pdf_name("/Form"),
                        pdf_name("/BBox"): generic.ArrayObject(map(generic.NumberObject, (0, 0, 9, 9))),
                    },
                    stream_data=b"0 0 9 9 re f",
                )
            )
            writer.update_container(field)


def add_text_field(writer) -> None:
    form = writer.root["/AcroForm"]
    field = generic.DictionaryObject(
        {
            pdf_name("/FT"): pdf_name("/Tx"),
            pdf_name("/T"): pdf_string("Verdict"),
            pdf_name("/V"): pdf_string("適合"),
        }
    )
    form["/Fields"].append(writer.add_object(field))
    writer.update_container(form["/Fields"])
    writer.update_container(form)


def open_javascript(writer) -> None:
    writer.root["/OpenAction"] = generic.DictionaryObject(
        {pdf_name("/S"): pdf_name("/JavaScript"), pdf_name("/JS"): pdf_string("app.alert(1)")}
    )
    writer.update_root()


def old_startxref(pdf: bytes) -> bytes:
    """A second end that points at the first revision's cross-references."""
    first = re.search(rb"startxref\s+(\d+)\s+%%EOF", pdf)[1]
    return pdf + b"startxref\n" + first + b"\n%%EOF\n"


def looping_prev(pdf: bytes) -> bytes:
    last = re.findall(rb"startxref\s+(\d+)\s+%%EOF", pdf)[-1]
    return re.sub(rb"/Prev (\d+)", lambda found: b"/Prev " + last.rjust(len(found[1]), b"0"), pdf)


def impostor(files: Files) -> bytes:
    return files.desk.certify("self_signed")


def official_after_unsigned_change(files: Files) -> bytes:
    changed = update(files.certified, change_info)
    return files.foreign(
        changed, "p256", field_name="CounterSignature", docmdp_permissions=fields.MDPPerm.NO_CHANGES
    )


def second_designer(files: Files) -> bytes:
    return files.foreign(files.certified, "p256", new_field=fields.SigFieldSpec("Extra"), field_name="Extra")


def hidden_end(files: Files) -> bytes:
    reason = "startxref 0 %%EOF"
    return files.foreign(files.certified, "p256", field_name="CounterSignature", reason=reason)


def certify_foreign(files: Files, pdf: bytes | None = None, **metadata) -> bytes:
    metadata = {
        "field_name": "DesignerSignature",
        "certify": True,
        "docmdp_permissions": fields.MDPPerm.FILL_FORMS,
        **metadata,
    }
    box = fields.SigFieldSpec("DesignerSignature", box=(50, 50, 250, 150))
    return files.foreign(files.base if pdf is None else pdf, "rsa2048", new_field=box, **metadata)


def other_version(info) -> None:
    info["content"]["version"] = "v3"


def other_content_version(info) -> None:
    info["content"]["signer_infos"][0]["version"] = "v3"


def extra_attribute(info) -> None:
    attribute = cms.CMSAttribute({"type": "1.2.3.4", "values": [core.OctetString(b"x")]})
    info["content"]["signer_infos"][0]["unsigned_attrs"] = cms.CMSAttributes([attribute])


def rename_issuer(info) -> bytes:
    """Another spelling of the issuer's name in the signer's identifier, equal for who ignores case."""
    issuer = info["content"]["signer_infos"][0]["sid"].dump()
    der = info.dump()
    changed = der.replace(issuer, issuer.replace(b"Test Intermediate", b"TEST Intermediate"))
    assert changed != der
    return changed


def extra_certificate(pki):
    def edit(info) -> None:
        info["content"]["certificates"].append(
            cms.CertificateChoices("certificate", x509.Certificate.load(pki.self_signed.der))
        )

    return edit


def without_chain(info) -> None:
    certificates = info["content"]["certificates"]
    own = info["content"]["signer_infos"][0]["sid"].chosen["serial_number"].native
    info["content"]["certificates"] = cms.CertificateSet(
        [one for one in certificates if one.chosen.serial_number == own]
    )


def swap_signer_certificate(pki):
    """The same key under another name."""
    other = pki.issue("Somebody Else", pki.rsa2048.key, pki.intermediate)

    def edit(info) -> None:
        data = info["content"]
        certificate = x509.Certificate.load(other.der)
        data["certificates"] = cms.CertificateSet([cms.CertificateChoices("certificate", certificate)])
        data["signer_infos"][0]["sid"] = cms.SignerIdentifier(
            "issuer_and_serial_number",
            cms.IssuerAndSerialNumber(
                {"issuer": certificate.issuer, "serial_number": certificate.serial_number}
            ),
        )

    return edit


def not_shortest(info) -> bytes:
    """The outer length in a longer form than needed."""
    der = info.dump()
    assert der[1] == 0x82
    return der[:1] + b"\x83\x00" + der[2:]


def swallow_padding(pdf: bytes) -> bytes:
    """The outer length raised, so that padding counts as content."""
    gap = gap_of(pdf)
    der = bytearray.fromhex(gap[1].decode())
    assert der[1] == 0x82
    der[2:4] = (int.from_bytes(der[2:4], "big") + 64).to_bytes(2, "big")
    return patch(pdf, gap.start(1), der.hex().upper().encode())


def swap_token(files: Files) -> bytes:
    """The time stamp of another signature."""
    token = cms.ContentInfo.load(bytes.fromhex(gap_of(files.stamped)[1].decode()))["content"]["signer_infos"][
        0
    ]["unsigned_attrs"]
    longer = files.desk.certify("rsa3072", url=files.url)

    def edit(info) -> None:
        info["content"]["signer_infos"][0]["unsigned_attrs"] = token

    return with_cms(longer, edit)


def flip_case(pdf: bytes) -> bytes:
    gap = gap_of(pdf)
    at = gap.start(1) + re.search(rb"[A-F]", gap[1]).start()
    return patch(pdf, at, pdf[at : at + 1].lower())


def swapped_between_files(files: Files) -> bytes:
    other = files.desk.certify(pdf=files.factory(("assessment.json", b"{}")))
    one, two = gap_of(files.certified), gap_of(other)
    return patch(files.certified, one.start(1), two[1].ljust(len(one[1]), b"0")[: len(one[1])])


def cut_at_end(pdf: bytes, number: int) -> bytes:
    ends = [found.end() for found in re.finditer(rb"%%EOF\n?", pdf)]
    return pdf[: ends[number]]


CHANGED, UNVERIFIABLE, INTACT = "changed", "unverifiable", "intact"


@pytest.fixture(scope="session")
def files(pki, desk, base_pdf, certified, countersigned, tsa_url, pdf_factory) -> Files:
    """Honest files to start from."""
    return Files(pki, desk, base_pdf, certified, countersigned, desk.certify(url=tsa_url), pdf_factory)


def check(files: Files, now, build, integrity, code) -> None:
    """One forged file is answered as expected; None: any answer but that it is intact."""
    pdf = build(files)
    assert pdf not in (files.certified, files.countersigned)
    result = verify(pdf, trust=files.pki.trust, now=now)
    codes = [reason.code for reason in result.reasons]
    assert result.integrity in ({integrity} if integrity else {CHANGED, UNVERIFIABLE}), codes
    assert codes
    if code is not None:
        assert code in codes
    assert not any(one.is_unchanged for one in result.signatures) or "unsupported" in str(codes)


SILENT_CHANGES = (
    change_info,
    replace_xmp,
    add_invisible_field,
    draw_over,
    add_note,
    replace_attachment,
    drop_page,
    add_text_field,
    open_javascript,
)
