"""Archive time stamps: our own are no foreign changes, and nothing else comes in with them."""

import io
import random

import pytest
from attack_kit import (
    add_invisible_field,
    add_note,
    add_text_field,
    change_info,
    draw_over,
    fill_official_without_signing,
    gap_of,
    open_javascript,
    patch,
    replace_attachment,
    replace_xmp,
)
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.sign.signers.pdf_signer import PdfTimeStamper
from test_mutations import mutate

from assessor.errors import SigningError
from assessor.signing import pdf_signer
from assessor.signing.archive import add_archive_stamp
from assessor.signing.reading import open_reader
from assessor.signing.sign import certify_report
from assessor.signing.timestamping import HttpTimeStamper
from assessor.signing.trust_store import TrustStore
from assessor.signing.verify import verify


@pytest.fixture(scope="module")
def trust(pki):
    return TrustStore((pki.root.der,), (pki.crl(pki.intermediate), pki.crl(pki.root)))


@pytest.fixture(scope="module")
def archive(trust, tsa_url, now):
    return lambda pdf, url=tsa_url: add_archive_stamp(pdf, trust=trust, timestamp_url=url, now=now)


@pytest.fixture(scope="module")
def archived(archive, desk, certified, tsa_url):
    return archive(desk.countersign(certified, url=tsa_url))


def test_a_countersigned_file_with_an_archive_stamp_is_intact(archived, trust, pki, now):
    found = verify(archived, trust=trust, now=now, expect_official=True)
    assert (found.integrity, found.reasons, found.archive_stamps) == ("intact", (), 1)
    assert [one.role for one in found.signatures] == ["designer", "official"]
    assert all(one.is_unchanged for one in found.signatures)
    assert verify(archived, trust=TrustStore((pki.self_signed.der,)), now=now).integrity == "intact"


def test_validation_data_lie_inside(archived):
    store = open_reader(archived).root["/DSS"]
    assert len(store["/CRLs"]) == 2
    assert len(store["/Certs"]) >= 4


def test_the_official_signs_after_a_first_archive_stamp_and_it_can_be_renewed(
    archive, desk, certified, trust, now
):
    first = archive(certified)
    both = desk.countersign(first)
    again = archive(archive(both))
    found = verify(again, trust=trust, now=now, expect_official=True)
    assert (found.integrity, found.reasons, found.archive_stamps) == ("intact", (), 3)
    assert again.startswith(both)


def test_a_review_report_can_be_archived(archive, pki, pdf_factory, trust, now):
    pdf = pdf_factory(("review.json", b"{}"))
    box = (0, 50, 50, 250, 150)
    report = certify_report(pdf, pki.key("p256"), stamp_pdf=None, stamp_box=box, reason="x", signing_time=now)
    found = verify(archive(report), trust=trust, now=now)
    assert (found.integrity, found.reasons) == ("intact", ())
    assert found.attachment == b"{}"


def test_a_stamp_of_an_unknown_server_is_said(archived, pki, now):
    stranger = TrustStore((pki.self_signed.der,))
    codes = [reason.code for reason in verify(archived, trust=stranger, now=now).reasons]
    assert "archive_stamp_untrusted" in codes


def test_changed_files_and_bad_servers(archive, certified, tsa_url):
    for call, code in (
        (lambda: archive(certified + b"x"), "archive_not_intact"),
        (lambda: archive(certified, tsa_url + "refuse"), "timestamp_refused"),
        (lambda: archive(certified, tsa_url + "nonsense"), "timestamp_refused"),
        (lambda: archive(certified, tsa_url + "other"), "timestamp_wrong"),
        (lambda: archive(certified, "http://127.0.0.1:9/"), "timestamp_unreachable"),
    ):
        with pytest.raises(SigningError) as caught:
            call()
        assert caught.value.code == code


def new_page_content(writer) -> None:
    page = writer.root["/Pages"]["/Kids"][0].get_object()
    page["/Contents"] = writer.add_object(generic.StreamObject(stream_data=b"0 0 9 9 re f"))
    writer.update_container(page)


SMUGGLED = {
    "Info": change_info,
    "XMP": replace_xmp,
    "a drawing": draw_over,
    "a page's content": new_page_content,
    "a note": add_note,
    "an attachment": replace_attachment,
    "a text field": add_text_field,
    "one more field": add_invisible_field,
    "a script": open_javascript,
    "the official's field drawn on": fill_official_without_signing,
}


@pytest.mark.parametrize("name", SMUGGLED)
def test_nothing_comes_in_with_a_stamp(certified, trust, tsa_url, now, name):
    """Anybody can have a file time-stamped: the stamp covers the change and still vouches for nothing."""
    writer = pdf_signer.open_archive_writer(certified)
    SMUGGLED[name](writer)
    output = io.BytesIO()
    PdfTimeStamper(HttpTimeStamper(tsa_url), field_name="ArchiveTimestamp1").timestamp_pdf(
        writer, "sha256", output=output
    )
    found = verify(output.getvalue(), trust=trust, now=now)
    assert found.integrity == "changed"
    assert "archive_stamp_too_much" in [reason.code for reason in found.reasons]


def test_a_stamp_that_shows_something_is_refused(certified, trust, tsa_url, now):
    from pyhanko.sign.fields import SigFieldSpec, append_signature_field

    writer = pdf_signer.open_archive_writer(certified)
    append_signature_field(writer, SigFieldSpec("ArchiveTimestamp1", box=(50, 50, 250, 150)))
    output = io.BytesIO()
    PdfTimeStamper(HttpTimeStamper(tsa_url), field_name="ArchiveTimestamp1").timestamp_pdf(
        writer, "sha256", output=output
    )
    found = verify(output.getvalue(), trust=trust, now=now)
    assert "archive_stamp_too_much" in [reason.code for reason in found.reasons]


def test_a_stamp_before_any_signature_certifies_nothing(base_pdf, trust, tsa_url, now):
    output = io.BytesIO()
    PdfTimeStamper(HttpTimeStamper(tsa_url), field_name="ArchiveTimestamp1").timestamp_pdf(
        pdf_signer.open_archive_writer(base_pdf), "sha256", output=output
    )
    found = verify(output.getvalue(), trust=trust, now=now)
    assert found.integrity == "unverifiable"


def test_damage_in_the_stamp_and_after_it(archived, trust, now):
    gap = gap_of(archived, 2)
    for damaged in (
        patch(archived, gap.start(1) + 400, b"1" if archived[gap.start(1) + 400 :][:1] != b"1" else b"2"),
        patch(archived, gap.end(1) - 2, b"11"),
        archived + b"x",
        archived[:-8],
    ):
        assert verify(damaged, trust=trust, now=now).integrity != "intact"


def test_it_stays_as_archivable_as_it_was(archived):
    from pikepdf import pdfa

    found = {one.message for one in pdfa.validate_written(io.BytesIO(archived), "3b").findings}
    # Of forms, signatures and the security store the validator says that it does not judge them.
    assert not [one for one in found if not one.endswith(("not supported", "not checked"))], found
    root = open_reader(archived).root
    assert pdf_name("/Extensions") not in root


@pytest.mark.parametrize("part", range(2))
def test_no_damaged_archived_file_is_called_intact(archived, countersigned, certified, trust, now, part):
    chance = random.Random(20261121 + part)
    for _ in range(50):
        damaged = mutate(archived, chance)
        if damaged == archived:
            continue
        found = verify(damaged, trust=trust, now=now)
        assert found.integrity in {"changed", "unverifiable"} or found.archive_stamps == 0
        assert found.reasons
