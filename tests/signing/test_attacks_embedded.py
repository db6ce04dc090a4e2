"""Embedded files that mislead or burst."""

import io
import zlib

import pikepdf
import pytest
from attack_kit import INTACT, UNVERIFIABLE, certify_foreign

from assessor.signing.verify import verify


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
