"""Bytes added, cut off or changed around and inside what was signed."""

import re

import pytest
from attack_kit import CHANGED, UNVERIFIABLE, check, cut_at_end, hidden_end, looping_prev, old_startxref

ATTACKS = {
    "one byte after the end": (lambda f: f.countersigned + b"x", CHANGED, "bytes_after_end"),
    "a line end after the end": (lambda f: f.countersigned + b"\n", CHANGED, "bytes_after_end"),
    "a comment after the end": (lambda f: f.certified + b"%hidden\n", None, None),
    "an end mark after the end": (lambda f: f.countersigned + b"%%EOF\n", None, None),
    "zeros after the end": (lambda f: f.countersigned + bytes(3000), CHANGED, "signature_not_shown"),
    "a second startxref to the first revision": (lambda f: old_startxref(f.countersigned), None, None),
    "a second startxref after the certification": (lambda f: old_startxref(f.certified), None, None),
    "a startxref hidden in the official's revision": (hidden_end, CHANGED, "structure_odd"),
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
    "cut before the last end": (lambda f: f.countersigned[:-8], CHANGED, "file_cut"),
    "the certification cut away": (lambda f: cut_at_end(f.certified, 0), UNVERIFIABLE, "no_signature"),
    "looping cross-references": (lambda f: looping_prev(f.countersigned), None, None),
    "unsigned": (lambda f: f.base, UNVERIFIABLE, "no_signature"),
    "empty": (lambda _: b"", UNVERIFIABLE, "not_a_pdf"),
    "text": (lambda _: b"hello", UNVERIFIABLE, "not_a_pdf"),
    "bytes before the head": (lambda f: b"x" + f.certified, CHANGED, "bytes_before_head"),
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
    check(files, now, *ATTACKS[name])
