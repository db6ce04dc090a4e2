"""The signature's own dictionary bent: ranges, values, names (USF, ISA and SWA families), heads and ends."""

import re

import pytest
from attack_kit import CHANGED, UNVERIFIABLE, check, gap_of, patch, update
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name, pdf_string

RANGE = re.compile(rb"/ByteRange \[(\d+) (\d+) (\d+) (\d+)( *)\]")


def with_range(pdf: bytes, *numbers: int) -> bytes:
    """The byte range written anew in the space that it had."""
    found = RANGE.search(pdf)
    text = b"/ByteRange [" + b" ".join(b"%d" % one for one in numbers)
    return patch(pdf, found.start(), text.ljust(len(found[0]) - 1) + b"]")


def numbers(pdf: bytes) -> tuple[int, ...]:
    return tuple(int(one) for one in RANGE.search(pdf).groups()[:4])


def wrapped(files) -> bytes:
    """The signed end moved back, and a second body put where it was (signature wrapping)."""
    pdf = files.certified
    start, length, gap_end, rest = numbers(pdf)
    tail = pdf[gap_end : gap_end + rest]
    evil = b"\n99 0 obj\n<</Type/Catalog/Pages 98 0 R>>\nendobj\n"
    return with_range(pdf[:gap_end] + evil + tail, start, length, gap_end + len(evil), rest)


def rename_value(writer, key: str, value) -> None:
    """The official's or designer's field pointing at a signature dictionary of another make."""
    for reference in writer.root["/AcroForm"]["/Fields"]:
        field = reference.get_object()
        if field["/T"] == "DesignerSignature":
            signature = generic.DictionaryObject(dict(field["/V"]))
            if value is None:
                signature.pop(pdf_name(key), None)
            else:
                signature[pdf_name(key)] = value
            field["/V"] = writer.add_object(signature)
            writer.update_container(field)


def redefine(key: str, value=None):
    return lambda f: update(f.certified, lambda writer: rename_value(writer, key, value))


def in_name(pdf: bytes, old: bytes, new: bytes) -> bytes:
    assert old in pdf
    assert len(old) == len(new)
    return pdf.replace(old, new, 1)


def second_field_of_that_name(writer) -> None:
    form = writer.root["/AcroForm"]
    field = generic.DictionaryObject(
        {pdf_name("/FT"): pdf_name("/Sig"), pdf_name("/T"): pdf_string("DesignerSignature")}
    )
    form["/Fields"].append(writer.add_object(field))
    writer.update_container(form["/Fields"])
    writer.update_container(form)


def form_taken_out(writer) -> None:
    del writer.root["/AcroForm"]
    writer.update_root()


def permissions_taken_out(writer) -> None:
    del writer.root["/Perms"]
    writer.update_root()


def encrypted_afterwards(pdf: bytes) -> bytes:
    """A trailer of the old form that names an encryption."""
    size, root = (re.findall(key + rb" (\d+)", pdf)[-1] for key in (rb"/Size", rb"/Root"))
    last = re.findall(rb"startxref\s+(\d+)", pdf)[-1]
    trailer = (
        b"xref\n0 0\ntrailer\n<< /Size %s /Root %s 0 R /Prev %s /Encrypt << /Filter /Standard /V 1 /R 2 "
        % (
            size,
            root,
            last,
        )
    )
    keys = b"/O <%s> /U <%s> /P -4 >> /ID [<00> <00>] >>\n" % (b"11" * 32, b"22" * 32)
    return pdf + trailer + keys + b"startxref\n%d\n%%%%EOF\n" % len(pdf)


def another_catalogue(writer) -> None:
    root = generic.DictionaryObject({key: writer.root.raw_get(key) for key in writer.root})
    root[pdf_name("/PageLayout")] = pdf_name("/TwoColumnLeft")
    writer._root = writer.add_object(root)


def array(*values: int) -> generic.ArrayObject:
    return generic.ArrayObject(generic.NumberObject(one) for one in values)


ATTACKS = {
    # Universal signature forgery: no value, no range, or one that makes a reader skip the check.
    "no value": (redefine("/Contents"), CHANGED, None),
    "an empty value": (redefine("/Contents", generic.ByteStringObject(b"")), CHANGED, None),
    "a zero value": (redefine("/Contents", generic.ByteStringObject(b"\0")), CHANGED, None),
    "a null value": (redefine("/Contents", generic.NullObject()), CHANGED, None),
    "no range": (redefine("/ByteRange"), CHANGED, None),
    "an empty range": (redefine("/ByteRange", generic.ArrayObject()), CHANGED, None),
    "a null range": (redefine("/ByteRange", generic.NullObject()), CHANGED, None),
    "a range of nothing": (redefine("/ByteRange", array(0, 0, 0, 0)), CHANGED, None),
    "a negative range": (redefine("/ByteRange", array(0, -5, 1000, 20)), CHANGED, None),
    "a range of six": (redefine("/ByteRange", array(0, 10, 20, 30, 60, 10)), CHANGED, None),
    "another filter": (redefine("/Filter", pdf_name("/Other")), CHANGED, None),
    "another kind of signature": (redefine("/SubFilter", pdf_name("/adbe.x509.rsa_sha1")), CHANGED, None),
    "a type that is none": (redefine("/Type", pdf_name("/Sic")), CHANGED, None),
    # Ranges in the signed bytes.
    "a range that starts later": (
        lambda f: with_range(f.certified, 1, *numbers(f.certified)[1:]),
        CHANGED,
        None,
    ),
    "ranges that overlap": (
        lambda f: with_range(f.certified, 0, numbers(f.certified)[1], 0, numbers(f.certified)[3]),
        CHANGED,
        None,
    ),
    "a gap that is larger": (
        lambda f: with_range(
            f.certified, 0, numbers(f.certified)[1] - 40, numbers(f.certified)[2], numbers(f.certified)[3]
        ),
        CHANGED,
        None,
    ),
    "a range past the end": (
        lambda f: with_range(f.certified, *numbers(f.certified)[:3], numbers(f.certified)[3] + 7),
        CHANGED,
        None,
    ),
    "a range that ends early": (
        lambda f: with_range(f.certified, *numbers(f.certified)[:3], numbers(f.certified)[3] - 30),
        CHANGED,
        None,
    ),
    "a huge range": (lambda f: with_range(f.certified, 0, 9 * 10**9, 1, 1), CHANGED, None),
    # Signature wrapping: the signed part moved, another put in between.
    "wrapped": (wrapped, CHANGED, None),
    "the value followed by another": (
        lambda f: patch(f.certified, gap_of(f.certified).end(1) - 6, b"300330"),
        CHANGED,
        "container_altered",
    ),
    # Incremental saving: what makes a signature be looked for elsewhere or not at all.
    "a second field of that name": (
        lambda f: update(f.certified, second_field_of_that_name),
        CHANGED,
        "signature_not_shown",
    ),
    "the form taken out": (lambda f: update(f.certified, form_taken_out), CHANGED, "signature_not_shown"),
    "the form taken out after both": (
        lambda f: update(f.countersigned, form_taken_out),
        CHANGED,
        "signature_not_shown",
    ),
    "the permissions taken out": (lambda f: update(f.certified, permissions_taken_out), CHANGED, None),
    "encrypted afterwards": (lambda f: encrypted_afterwards(f.certified), CHANGED, "signature_not_shown"),
    "another catalogue": (lambda f: update(f.certified, another_catalogue), CHANGED, "unsigned_revision"),
    # Names in the signed bytes.
    "a field renamed": (
        lambda f: in_name(f.certified, b"/FT", b"/FS") if b"/FT" in f.certified else f.certified + b" ",
        CHANGED,
        None,
    ),
    "DocMDP level raised": (lambda f: in_name(f.certified, b"/P 2", b"/P 3"), CHANGED, "content_changed"),
    # Heads and ends.
    "a head displaced": (lambda f: b"%junk\n" + f.certified, CHANGED, "bytes_before_head"),
    "a ZIP archive before": (lambda f: b"PK\x03\x04" + bytes(26) + f.certified, CHANGED, "bytes_before_head"),
    "a script before": (lambda f: b"#!/bin/sh\nexit\n" + f.certified, CHANGED, "bytes_before_head"),
    "a ZIP archive behind": (
        lambda f: f.certified + b"PK\x05\x06" + bytes(18),
        CHANGED,
        None,
    ),
    "a second PDF behind": (lambda f: f.certified + f.base, CHANGED, None),
    "the signed file behind another": (lambda f: f.base + f.certified, None, None),
    "a countersigned file cut into its last revision": (
        lambda f: f.countersigned[: len(f.certified) + 900],
        CHANGED,
        None,
    ),
    "an empty file with the head": (lambda _: b"%PDF-1.7\n%%EOF", UNVERIFIABLE, None),
}


@pytest.mark.parametrize("name", ATTACKS)
def test_attack(files, later, name):
    check(files, later, *ATTACKS[name])
