"""Changes inside the gap that holds a signature."""

import pytest
from attack_kit import (
    CHANGED,
    check,
    extra_attribute,
    extra_certificate,
    flip_case,
    gap_of,
    not_shortest,
    other_content_version,
    other_version,
    patch,
    rename_issuer,
    swallow_padding,
    swap_signer_certificate,
    swapped_between_files,
    with_cms,
    without_chain,
)

ATTACKS = {
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
}


@pytest.mark.parametrize("name", ATTACKS)
def test_attack(files, now, name):
    check(files, now, *ATTACKS[name])
