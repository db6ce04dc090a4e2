"""Signing: every key kind, both signatures, with and without a time stamp; PDF/A kept; clear refusals."""

import io
import socket
from datetime import timedelta

import pikepdf
import pytest
from pikepdf import Name, pdfa

from assessor.errors import SigningError
from assessor.messages import explain
from assessor.signing.keys import create_local_key
from assessor.signing.sign import certify, countersign
from assessor.signing.trust_store import TrustStore
from assessor.signing.verify import verify

KINDS = ["rsa2048", "rsa3072", "p256", "p384", "self_signed"]


def fails(code: str, call) -> SigningError:
    with pytest.raises(SigningError) as caught:
        call()
    assert caught.value.code == code
    assert all(explain(caught.value, language) for language in ("ja", "en"))
    return caught.value


@pytest.mark.parametrize("stamped", [False, True], ids=["B-B", "B-T"])
@pytest.mark.parametrize("kind", KINDS)
def test_certification_matrix(pki, desk, tsa_url, now, base_pdf, kind, stamped):  # fixtures
    signed = desk.certify(kind, url=tsa_url if stamped else None)
    assert signed.startswith(base_pdf)
    result = verify(signed, trust=pki.trust, now=now)
    assert result.integrity == "intact"
    assert [reason.code for reason in result.reasons] == ["countersignature_empty"]
    designer = result.designer
    assert designer is not None
    assert result.official is None
    assert designer.is_unchanged
    assert designer.known == ("self_made_unknown" if kind == "self_signed" else "trusted_root")
    assert designer.revocation == "not_checked"
    signed_at = now - timedelta(days=1)
    if stamped:
        assert (designer.time, designer.signing_time) == ("proven", signed_at + timedelta(minutes=1))
    else:
        assert (designer.time, designer.signing_time) == ("claimed", signed_at)
    assert designer.purpose == "設計者として証明します"


@pytest.mark.parametrize("stamped", [False, True], ids=["B-B", "B-T"])
@pytest.mark.parametrize("kind", KINDS)
def test_countersignature_matrix(pki, desk, certified, tsa_url, now, kind, stamped):  # fixtures
    signed = desk.countersign(certified, kind, url=tsa_url if stamped else None)
    assert signed.startswith(certified)
    result = verify(signed, trust=pki.trust, now=now, expect_official=True)
    assert result.integrity == "intact"
    assert result.reasons == ()
    assert [one.role for one in result.signatures] == ["designer", "official"]
    assert all(one.is_unchanged for one in result.signatures)
    assert result.official.time == ("proven" if stamped else "claimed")
    assert result.official.fingerprint == pki.key(kind).certificate.fingerprint


def test_signing_works_at_once_with_a_key_of_ones_own(tmp_path, base_pdf, boxes):
    key = create_local_key("髙﨑 𠮷邉", "", b"long enough", tmp_path / "local.p12")
    signed = certify(
        base_pdf, key, stamp_pdf=None, stamp_box=boxes[0], countersign_box=boxes[1], reason="設計"
    )
    result = verify(signed, trust=TrustStore(), now=key.certificate.not_before)
    assert result.integrity == "intact"
    assert result.designer.holder == "髙﨑 𠮷邉"
    assert result.designer.known == "self_made_unknown"


def test_signatures_are_pades_sha256_and_lock_what_they_should(countersigned):
    from pyhanko.pdf_utils.reader import PdfFileReader

    reader = PdfFileReader(io.BytesIO(countersigned))
    designer, official = reader.embedded_signatures
    for one in (designer, official):
        assert one.sig_object["/SubFilter"] == "/ETSI.CAdES.detached"
        assert one.md_algorithm == "sha256"
    assert designer.signer_info["signature_algorithm"].signature_algo == "rsassa_pkcs1v15"
    assert official.signer_info["signature_algorithm"].signature_algo == "ecdsa"
    assert designer.docmdp_level.value == 2
    assert official.docmdp_level.value == 1
    assert official.fieldmdp.action.name == "ALL"


def test_every_embedded_certificate_is_named_in_the_signed_part(certified):
    from pyhanko.pdf_utils.reader import PdfFileReader

    (designer,) = PdfFileReader(io.BytesIO(certified)).embedded_signatures
    attributes = {one["type"].native: one["values"][0] for one in designer.signer_info["signed_attrs"]}
    assert (
        len(attributes["signing_certificate_v2"]["certs"]) == len(designer.signed_data["certificates"]) == 3
    )


@pytest.mark.parametrize("which", ["certified", "countersigned"])
def test_signed_pages_stay_pdfa(request, which):
    """The validator knows no forms, so the widgets' drawings are checked as those of stamps."""
    signed = request.getfixturevalue(which)
    unknown = {finding.message for finding in pdfa.validate_written(io.BytesIO(signed), "3b").findings}
    assert unknown == {
        "interactive forms (/AcroForm) are not supported",
        "permissions (/Perms) are not supported",
        "embedded files are not supported",
    }
    with pikepdf.open(io.BytesIO(signed)) as pdf:
        del pdf.Root.AcroForm
        del pdf.Root.Perms
        for widget in pdf.pages[0].Annots:
            widget.Subtype = Name.Stamp
            for key in ("/FT", "/T", "/V", "/Lock"):
                if key in widget:
                    del widget[key]
        report = pdfa.check(pdf, "3b")
        assert (report.verdict, report.findings) == ("pass", [])


def test_no_font_is_drawn_by_the_signer(countersigned):
    with pikepdf.open(io.BytesIO(countersigned)) as pdf:
        assert not [one for one in pdf.objects if getattr(one, "Type", None) == Name.Font]


def test_signing_leaves_info_and_xmp_alone(base_pdf, countersigned):
    with pikepdf.open(io.BytesIO(base_pdf)) as before, pikepdf.open(io.BytesIO(countersigned)) as after:
        assert dict(before.docinfo) == dict(after.docinfo)
        assert before.Root.Metadata.read_bytes() == after.Root.Metadata.read_bytes()


def test_the_fields_lie_where_they_were_asked_for(certified, boxes):
    with pikepdf.open(io.BytesIO(certified)) as pdf:
        places = {str(one.T): [float(x) for x in one.Rect] for one in pdf.pages[0].Annots}
    assert places == {"DesignerSignature": list(boxes[0][1:]), "CounterSignature": list(boxes[1][1:])}


def test_signing_twice_is_refused(desk, certified, countersigned):
    fails("already_signed", lambda: desk.certify(pdf=certified))
    fails("already_countersigned", lambda: desk.countersign(countersigned))


def test_what_cannot_be_signed(desk, base_pdf):
    fails("pdf_unreadable", lambda: desk.certify(pdf=b"hello"))
    fails("pdf_unreadable", lambda: desk.certify(pdf=base_pdf[: len(base_pdf) // 2]))
    fails("pdf_too_large", lambda: desk.certify(pdf=bytes((64 << 20) + 1)))
    with pikepdf.open(io.BytesIO(base_pdf)) as pdf:
        out = io.BytesIO()
        pdf.save(out, encryption=pikepdf.Encryption(owner="x", user=""))
    fails("pdf_encrypted", lambda: desk.certify(pdf=out.getvalue()))


def test_only_an_intact_certified_file_is_countersigned(desk, base_pdf, certified):
    fails("countersign_not_intact", lambda: desk.countersign(base_pdf))
    error = fails("countersign_not_intact", lambda: desk.countersign(certified + b"\n% more\n"))
    assert error.params["findings"]


def test_time_stamp_server_out_of_reach(desk, now, pki, tsa_url):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # bound but not listening: connections are refused
        url = f"http://127.0.0.1:{taken.getsockname()[1]}/"
        assert fails("timestamp_unreachable", lambda: desk.certify(url=url)).params["url"] == url
    assert verify(desk.certify(), trust=pki.trust, now=now).integrity == "intact"
    fails("timestamp_refused", lambda: desk.certify(url=tsa_url + "refuse"))
    fails("timestamp_refused", lambda: desk.certify(url=tsa_url + "nonsense"))


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("other", "timestamp_wrong"),
        ("expired", "timestamp_certificate"),
        ("untitled", "timestamp_certificate"),
    ],
)
def test_a_time_stamp_that_proves_nothing_is_refused(desk, certified, tsa_url, path, code):
    fails(code, lambda: desk.certify(url=tsa_url + path))
    fails(code, lambda: desk.countersign(certified, url=tsa_url + path))


def test_an_old_time_stamp_sent_again_is_refused(desk, tsa_url):
    """The server is asked once for the size of its answers and once for the stamp itself."""
    fails("timestamp_wrong", lambda: desk.certify(url=tsa_url + "replay"))


@pytest.mark.parametrize(
    "url", ["", "file:///etc/passwd", "ftp://example.org", "http://", "http://[", "stamp"]
)
def test_time_stamp_address_is_http(desk, url):
    fails("timestamp_address", lambda: desk.certify(url=url))


def test_a_key_that_does_not_fit_its_certificate_is_found_out(pki, desk, base_pdf, boxes, monkeypatch):
    key = pki.key("p256")
    monkeypatch.setattr(key.signer, "signing_key", pki.key("self_signed").signer.signing_key)
    fails(
        "signing_not_verified",
        lambda: certify(
            base_pdf, key, stamp_pdf=None, stamp_box=boxes[0], countersign_box=boxes[1], reason="x"
        ),
    )


def test_importing_the_package_loads_no_pyhanko():
    import subprocess
    import sys

    code = (
        "import sys, assessor.signing, assessor.signing.sign, assessor.signing.verify, assessor.signing.keys;"
        "print([m for m in sys.modules if m.split('.')[0] in ('pyhanko', 'asn1crypto', 'cryptography')])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_countersigning_keeps_quiet(desk, certified, capfd):
    countersign(certified, desk.pki.key("p256"), stamp_pdf=None, reason="x")
    assert capfd.readouterr() == ("", "")
