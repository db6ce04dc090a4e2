"""Random damage: never "intact", never a crash."""

import random

import pytest

from assessor.signing.trust_store import TrustStore
from assessor.signing.verify import verify

RUNS = 200


def mutate(pdf: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(pdf))
    match chance.randrange(6):
        case 0:
            return pdf[:at]
        case 1:
            return pdf[:at] + pdf[at + 1 :]
        case 2:
            return pdf[:at] + bytes([chance.randrange(256)]) + pdf[at:]
        case 3:
            return pdf[:at] + bytes([pdf[at] ^ 1 << chance.randrange(8)]) + pdf[at + 1 :]
        case 4:
            return pdf[:at] + chance.choice(b"0123456789ABCDEFabcdef ").to_bytes() + pdf[at + 1 :]
        case _:
            return pdf[:at] + bytes([chance.randrange(256)]) + pdf[at + 1 :]


@pytest.mark.parametrize("part", range(4))
def test_no_damaged_file_is_called_intact(pki, certified, countersigned, now, part):
    chance = random.Random(20260520 + part)
    honest = countersigned if part % 2 else certified
    assert verify(honest, trust=pki.trust, now=now).integrity == "intact"
    seen = set()
    for _ in range(RUNS // 4):
        damaged = mutate(honest, chance)
        if damaged in (honest, certified):
            continue
        result = verify(damaged, trust=pki.trust, now=now)
        assert result.integrity in {"changed", "unverifiable"}
        assert result.reasons
        assert not result.signatures or not all(one.is_unchanged for one in result.signatures)
        seen.add(result.integrity)
    assert seen == {"changed", "unverifiable"}


def test_every_byte_of_the_signature_structure_counts(pki, certified, now):
    """One other hexadecimal digit at every 37th place of the gap, in a file with a chain of three."""
    start = certified.index(b"<30")
    end = certified.index(b">", start)
    for at in range(start + 1, end, 37):
        other = b"1" if certified[at : at + 1] != b"1" else b"2"
        result = verify(certified[:at] + other + certified[at + 1 :], trust=pki.trust, now=now)
        assert result.integrity != "intact", at - start
        assert result.attachment is None


def test_damage_inside_a_time_stamp_changes_no_fact(pki, desk, tsa_url, now):
    """A stamp's own certificates come from its server: what nobody vouches for must at least say nothing."""
    honest = desk.certify("p256", url=tsa_url)
    facts = verify(honest, trust=pki.trust, now=now).signatures
    start = honest.index(b"<30")
    end = honest.index(b">", start)
    for at in range(start + 1, end, 101):
        other = b"1" if honest[at : at + 1] != b"1" else b"2"
        result = verify(honest[:at] + other + honest[at + 1 :], trust=pki.trust, now=now)
        assert result.integrity != "intact" or result.signatures == facts


def test_nothing_but_bytes_is_needed(now):
    for junk in (b"%PDF-1.7", b"%PDF-" + bytes(5000), b"%PDF-1.7\n%%EOF", b"%PDF-1.7\nstartxref\n0\n%%EOF\n"):
        result = verify(junk, trust=TrustStore(), now=now)
        assert result.integrity == "unverifiable"
        assert len(result.file_fingerprint) == 64
