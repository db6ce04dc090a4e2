"""Altered and forged files, each with the answer it must get."""

import io
import re
import zlib
from dataclasses import dataclass
from datetime import timedelta

import pikepdf
import pytest
from asn1crypto import cms, core, x509
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name, pdf_string
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields
from pyhanko.sign.signers import PdfSigner
from pyhanko.sign.signers.pdf_signer import PdfSignatureMetadata

from assessor.signing import pdf_signer
from assessor.signing.trust_store import TrustStore
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


@pytest.fixture(scope="module")
def files(pki, desk, base_pdf, certified, countersigned, tsa_url, pdf_factory) -> Files:  # fixtures
    return Files(pki, desk, base_pdf, certified, countersigned, desk.certify(url=tsa_url), pdf_factory)


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
ATTACKS = {
    # Bytes that no signature covers.
    "one byte after the end": (lambda f: f.countersigned + b"x", CHANGED, "bytes_after_end"),
    "a line end after the end": (lambda f: f.countersigned + b"\n", CHANGED, "bytes_after_end"),
    "a comment after the end": (lambda f: f.certified + b"%hidden\n", None, None),
    "an end mark after the end": (lambda f: f.countersigned + b"%%EOF\n", None, None),
    "zeros after the end": (lambda f: f.countersigned + bytes(3000), UNVERIFIABLE, "damaged"),
    "a second startxref to the first revision": (lambda f: old_startxref(f.countersigned), None, None),
    "a second startxref after the certification": (lambda f: old_startxref(f.certified), None, None),
    "a startxref hidden in the official's revision": (hidden_end, CHANGED, "structure_odd"),
    # Updates that nobody signed.
    "changed Info": (lambda f: update(f.certified, change_info), CHANGED, "info_changed"),
    "changed Info after both": (lambda f: update(f.countersigned, change_info), CHANGED, "info_changed"),
    "changed XMP": (lambda f: update(f.certified, replace_xmp), CHANGED, "xmp_changed"),
    "changed XMP after both": (lambda f: update(f.countersigned, replace_xmp), CHANGED, "xmp_changed"),
    "new invisible field": (lambda f: update(f.certified, add_invisible_field), CHANGED, "fields_changed"),
    "new invisible field after both": (
        lambda f: update(f.countersigned, add_invisible_field),
        CHANGED,
        "fields_changed",
    ),
    "drawn over": (lambda f: update(f.certified, draw_over), CHANGED, "beyond_permission"),
    "drawn over after both": (lambda f: update(f.countersigned, draw_over), CHANGED, "beyond_permission"),
    "a note over the page": (lambda f: update(f.certified, add_note), CHANGED, "annotations_changed"),
    "another attachment": (lambda f: update(f.certified, replace_attachment), CHANGED, "beyond_permission"),
    "a page dropped": (lambda f: update(f.countersigned, drop_page), CHANGED, "annotations_changed"),
    "a text field": (lambda f: update(f.certified, add_text_field), CHANGED, "fields_changed"),
    "a script": (lambda f: update(f.certified, open_javascript), CHANGED, "beyond_permission"),
    "the official's field drawn on, not signed": (
        lambda f: update(f.certified, fill_official_without_signing),
        CHANGED,
        "unsigned_revision",
    ),
    "the official's signature emptied": (
        lambda f: update(f.countersigned, empty_official),
        CHANGED,
        "countersignature_removed",
    ),
    "an unsigned change under the official's signature": (
        official_after_unsigned_change,
        CHANGED,
        "unsigned_revision",
    ),
    "a further signature in a field of its own": (second_designer, CHANGED, "fields_changed"),
    # The gap that holds the signature.
    "padding changed": (
        lambda f: patch(f.certified, gap_of(f.certified).end(1) - 1, b"1"),
        CHANGED,
        "container_altered",
    ),
    "padding made blank": (
        lambda f: patch(f.certified, gap_of(f.certified).end(1) - 2, b"  "),
        None,
        None,
    ),
    "one letter in lower case": (lambda f: flip_case(f.certified), CHANGED, "container_altered"),
    "structure version": (lambda f: with_cms(f.certified, other_version), CHANGED, "container_altered"),
    "signer version": (lambda f: with_cms(f.certified, other_content_version), CHANGED, "container_altered"),
    "an unsigned attribute": (lambda f: with_cms(f.certified, extra_attribute), CHANGED, "container_altered"),
    "another spelling of the issuer": (
        lambda f: with_cms(f.certified, rename_issuer),
        CHANGED,
        "container_altered",
    ),
    "padding made content": (lambda f: swallow_padding(f.certified), CHANGED, "container_altered"),
    "a longer length": (lambda f: with_cms(f.certified, not_shortest), None, None),
    "one more certificate": (
        lambda f: with_cms(f.certified, extra_certificate(f.pki)),
        CHANGED,
        "container_altered",
    ),
    "the chain taken out": (lambda f: with_cms(f.certified, without_chain), CHANGED, "container_altered"),
    "the same key under another name": (
        lambda f: with_cms(f.certified, swap_signer_certificate(f.pki)),
        None,
        None,
    ),
    "the signature of another file": (swapped_between_files, CHANGED, "content_changed"),
    # The signed bytes.
    "a byte of the page": (
        lambda f: f.certified.replace(b"/MediaBox", b"/CropBoxx", 1),
        None,
        None,
    ),
    "a larger gap": (
        lambda f: re.sub(rb"/ByteRange \[0 (\d)", rb"/ByteRange [1 \1", f.certified),
        None,
        None,
    ),
    "cut in the middle": (lambda f: f.countersigned[: len(f.countersigned) // 2], UNVERIFIABLE, None),
    "cut before the last end": (lambda f: f.countersigned[:-8], UNVERIFIABLE, None),
    "the certification cut away": (lambda f: cut_at_end(f.certified, 0), UNVERIFIABLE, "no_signature"),
    "looping cross-references": (lambda f: looping_prev(f.countersigned), None, None),
    # Signatures that prove nothing.
    "annotations allowed": (
        lambda f: certify_foreign(f, docmdp_permissions=fields.MDPPerm.ANNOTATE),
        UNVERIFIABLE,
        "permission_too_wide",
    ),
    "SHA-1": (lambda f: certify_foreign(f, md_algorithm="sha1"), UNVERIFIABLE, "algorithm_weak"),
    "a kind nobody can check": (
        lambda f: f.certified.replace(b"/ETSI.CAdES.detached", b"/ETSI.XAdES.detached"),
        UNVERIFIABLE,
        "signature_kind_unsupported",
    ),
    # Other files.
    "unsigned": (lambda f: f.base, UNVERIFIABLE, "no_signature"),
    "empty": (lambda _: b"", UNVERIFIABLE, "not_a_pdf"),
    "text": (lambda _: b"hello", UNVERIFIABLE, "not_a_pdf"),
    "bytes before the head": (lambda f: b"x" + f.certified, UNVERIFIABLE, "not_a_pdf"),
    "a head only": (lambda _: b"%PDF-1.7\n", UNVERIFIABLE, None),
    "too large": (lambda _: b"%PDF-1.7\n" + bytes(64 << 20), UNVERIFIABLE, "file_too_large"),
    "nested without end": (
        lambda _: b"%PDF-1.7\n" + b"[" * 200_000 + b"\ntrailer <<>>\nstartxref\n9\n%%EOF\n",
        UNVERIFIABLE,
        None,
    ),
    "a deep trailer": (
        lambda _: b"%PDF-1.7\nxref\n0 0\ntrailer <</Root " + b"[" * 200_000 + b">>\nstartxref\n9\n%%EOF\n",
        UNVERIFIABLE,
        None,
    ),
}


@pytest.mark.parametrize("name", ATTACKS)
def test_attack(files, now, name):
    build, integrity, code = ATTACKS[name]
    pdf = build(files)
    assert pdf not in (files.certified, files.countersigned)
    result = verify(pdf, trust=files.pki.trust, now=now)
    codes = [reason.code for reason in result.reasons]
    assert result.integrity in ({integrity} if integrity else {CHANGED, UNVERIFIABLE}), codes
    assert codes
    if code is not None:
        assert code in codes
    assert not any(one.is_unchanged for one in result.signatures) or "unsupported" in str(codes)


def test_rollback_is_reported_as_not_countersigned(files, now):
    cut = cut_at_end(files.countersigned, -2)
    assert cut == files.certified
    alone = verify(cut, trust=files.pki.trust, now=now)
    assert alone.integrity == INTACT
    assert alone.official is None
    assert [reason.code for reason in alone.reasons] == ["countersignature_empty"]
    known = verify(cut, trust=files.pki.trust, now=now, expect_official=True)
    assert known.integrity == CHANGED
    assert "countersignature_missing" in [reason.code for reason in known.reasons]


def test_impostor_with_the_same_name_is_not_the_pinned_designer(files, now, tmp_path):
    certificate = tmp_path / "designer.pem"
    certificate.write_bytes(files.pki.rsa2048.pem)
    trust = TrustStore().with_certificate(certificate)
    honest = verify(files.certified, trust=trust, now=now).designer
    forged = verify(impostor(files), trust=trust, now=now).designer
    assert honest.holder == forged.holder
    assert (honest.known, forged.known) == ("pinned", "self_made_unknown")


def test_what_was_signed_is_read_even_when_the_attachment_was_replaced(files, now, assessment):
    result = verify(update(files.certified, replace_attachment), trust=TrustStore(), now=now)
    assert result.integrity == CHANGED
    assert result.attachment == assessment


def test_nothing_is_read_when_the_designers_signature_is_broken(files, now):
    gap = gap_of(files.certified)
    at = gap.start(1) + 5000
    other = b"2" if files.certified[at : at + 1] == b"1" else b"1"
    broken = patch(files.certified, at, other)
    assert verify(broken, trust=TrustStore(), now=now).attachment is None


def test_time_stamp_of_another_signature(files, now, tsa_url):
    files.url = tsa_url
    result = verify(swap_token(files), trust=files.pki.trust, now=now)
    assert result.integrity == CHANGED
    assert "timestamp_damaged" in [reason.code for reason in result.reasons]


def test_signature_without_its_signers_hash(files, now):
    """An older form that lets the certificate be exchanged."""
    signed = certify_foreign(files, subfilter=fields.SigSeedSubFilter.ADOBE_PKCS7_DETACHED)
    honest = verify(signed, trust=files.pki.trust, now=now)
    assert honest.integrity == INTACT  # pyHanko binds the certificate in this form, too

    def strip(info) -> None:
        attributes = info["content"]["signer_infos"][0]["signed_attrs"]
        info["content"]["signer_infos"][0]["signed_attrs"] = cms.CMSAttributes(
            [one for one in attributes if one["type"].native != "signing_certificate_v2"]
        )

    result = verify(with_cms(signed, strip), trust=files.pki.trust, now=now)
    assert "signer_named_loosely" in [reason.code for reason in result.reasons]
    assert result.integrity == CHANGED


@pytest.mark.parametrize(
    "name",
    [
        "../evil.json",
        "a/b",
        "a\\b",
        "C:evil",
        "CON",
        "nul.json",
        "com1.txt",
        "\u202egnp.exe",
        "a\u200bb",
        "x.",
        " x",
        "a\nb",
    ],
)
def test_embedded_file_with_a_misleading_name(files, now, assessment, name):
    pdf = files.factory(("assessment.json", assessment), (name, b"{}"))
    result = verify(certify_foreign(files, pdf), trust=files.pki.trust, now=now)
    assert result.integrity == UNVERIFIABLE
    assert result.attachment is None
    assert "attachment_name_unsafe" in [reason.code for reason in result.reasons]


def test_two_files_that_claim_to_be_the_assessment(files, now, assessment):
    pdf = files.factory(("assessment.json", assessment), ("Assessment.JSON", b"{}"))
    result = verify(certify_foreign(files, pdf), trust=files.pki.trust, now=now)
    assert (result.integrity, result.attachment) == (UNVERIFIABLE, None)
    assert "attachment_twice" in [reason.code for reason in result.reasons]


def test_no_assessment_inside(files, now):
    result = verify(certify_foreign(files, files.factory()), trust=files.pki.trust, now=now)
    assert result.integrity == INTACT
    assert "attachment_missing" in [reason.code for reason in result.reasons]


@pytest.mark.parametrize("layers", [1, 2])
def test_bomb_inside_the_attachment(files, now, layers):
    packed = zlib.compress(bytes(200 << 20), 9)
    filters = [pikepdf.Name.FlateDecode]
    if layers == 2:
        packed, filters = zlib.compress(packed, 9), [pikepdf.Name.FlateDecode] * 2
    with pikepdf.open(io.BytesIO(files.base)) as pdf:
        file = pdf.attachments["assessment.json"].obj.EF.F
        file.write(packed, filter=pikepdf.Array(filters))
        out = io.BytesIO()
        pdf.save(out)
    result = verify(certify_foreign(files, out.getvalue()), trust=files.pki.trust, now=now)
    assert (result.integrity, result.attachment) == (UNVERIFIABLE, None)
    assert "attachment_unreadable" in [reason.code for reason in result.reasons]


def test_encrypted(files, now):
    with pikepdf.open(io.BytesIO(files.base)) as pdf:
        out = io.BytesIO()
        pdf.save(out, encryption=pikepdf.Encryption(owner="x", user=""))
    result = verify(out.getvalue(), trust=files.pki.trust, now=now)
    assert [reason.code for reason in result.reasons] == ["encrypted"]
    assert result.integrity == UNVERIFIABLE


def test_no_attack_prints_anything(files, now, capfd):
    verify(update(files.countersigned, draw_over), trust=files.pki.trust, now=now - timedelta(4000))
    assert capfd.readouterr() == ("", "")
