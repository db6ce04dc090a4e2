"""Revisions added after the signatures by a hand that does not sign."""

from datetime import timedelta

import pytest
from attack_kit import (
    CHANGED,
    INTACT,
    add_invisible_field,
    add_note,
    add_text_field,
    change_info,
    check,
    cut_at_end,
    draw_over,
    drop_page,
    empty_official,
    fill_official_without_signing,
    official_after_unsigned_change,
    open_javascript,
    replace_attachment,
    replace_xmp,
    second_designer,
    update,
)

from assessor.signing.trust_store import TrustStore
from assessor.signing.verify import verify

ATTACKS = {
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
}


@pytest.mark.parametrize("name", ATTACKS)
def test_attack(files, now, name):
    check(files, now, *ATTACKS[name])


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


def test_what_was_signed_is_read_even_when_the_attachment_was_replaced(files, now, assessment):
    result = verify(update(files.certified, replace_attachment), trust=TrustStore(), now=now)
    assert result.integrity == CHANGED
    assert result.attachment == assessment


def test_no_attack_prints_anything(files, now, capfd):
    verify(update(files.countersigned, draw_over), trust=files.pki.trust, now=now - timedelta(4000))
    assert capfd.readouterr() == ("", "")
