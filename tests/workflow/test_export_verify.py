"""From an assessment to a signed PDF and back to its verdicts."""

import dataclasses
import json
from datetime import UTC, datetime

import pytest

from assessor.errors import DocumentError, SigningError
from assessor.workflow import answers, verifying
from assessor.workflow.documents import read_source
from assessor.workflow.embedded import read_embedded
from assessor.workflow.evaluating import evaluate
from assessor.workflow.exporting import (
    build_checklist,
    export_pdf,
    open_key,
    open_local_key,
    preview_pages,
    read_passphrase,
    sign_checklist,
)
from assessor.workflow.interchange import form_bytes, read_assessment
from assessor.workflow.verifying import verify_pdf

PASSPHRASE = "正しい 馬 電池 ホチキス".encode()


@pytest.fixture(scope="module")
def key(tmp_path_factory):
    from assessor.signing.keys import create_local_key

    return create_local_key("髙﨑 𠮷邉", "", PASSPHRASE, tmp_path_factory.mktemp("key") / "own.p12")


@pytest.fixture
def signed(house, key, tmp_path):
    edition, state = house
    path = tmp_path / "signed.pdf"
    export_pdf(edition, state, path, key=key)
    return path


def test_a_signed_checklist_verifies_and_agrees(house, key, tmp_path) -> None:
    edition, state = house
    steps = []
    done = export_pdf(edition, state, tmp_path / "a.pdf", key=key, progress=steps.append)
    assert steps == ["evaluate", "draw", "sign", "write"]
    assert (done.result, done.holder) == ("not_conforming", "髙﨑 𠮷邉")
    found = verify_pdf(str(done.path))
    assert found.outcome == "agrees"
    assert found.recomputed.rows == 98
    assert found.recomputed.result == "not_conforming"
    assert found.verification.attachment == form_bytes(state)
    assert found.verification.designer.known == "self_made_unknown"


def test_a_trusted_certificate_is_known(signed, key, tmp_path) -> None:
    from cryptography import x509
    from cryptography.hazmat.primitives.serialization import Encoding

    certificate = x509.load_der_x509_certificate(key.certificate_der)
    pem = tmp_path / "trusted.pem"
    pem.write_bytes(certificate.public_bytes(Encoding.PEM))
    assert verify_pdf(str(signed), trust=[pem]).verification.designer.known == "pinned"
    with pytest.raises(SigningError, match="trust_file"):
        verify_pdf(str(signed), trust=[tmp_path / "none.pem"])


def test_the_embedded_assessment_opens_as_a_document(signed, house, tmp_path) -> None:
    inside = tmp_path / "inside.json"
    inside.write_bytes(read_embedded(signed.read_bytes(), "assessment.json"))
    assert form_bytes(read_source(str(inside))[1]) == form_bytes(house[1])
    results = json.loads(read_embedded(signed.read_bytes(), "results.json"))
    assert results["rows"]["2-2/3(5)a"] == "not_conforming"
    assert read_embedded(signed.read_bytes(), "other.json") is None


def test_one_changed_byte_is_noticed(signed) -> None:
    data = bytearray(signed.read_bytes())
    data[data.index(b"/FlateDecode") + 400] ^= 1
    signed.write_bytes(data)
    found = verify_pdf(str(signed))
    assert found.outcome in {"changed", "unverifiable"}
    assert found.recomputed.state == "impossible"


def test_damage_in_a_packed_part_has_its_own_sentence(signed) -> None:
    data = bytearray(signed.read_bytes())
    at = data.index(b"stream", data.index(b"/ObjStm")) + 20
    data[at] ^= 0xFF
    signed.write_bytes(data)
    found = verify_pdf(str(signed))
    assert found.outcome in {"changed", "unverifiable"}
    assert [reason.code for reason in found.verification.reasons] != ["unexpected"]


def test_an_unsigned_checklist_does_not_replace_a_signed_one(signed, house, key) -> None:
    edition, state = house
    before = signed.read_bytes()
    with pytest.raises(DocumentError, match="signed_in_the_way"):
        export_pdf(edition, state, signed)
    assert signed.read_bytes() == before
    export_pdf(edition, state, signed, key=key)
    assert verify_pdf(str(signed)).outcome == "agrees"


def test_an_unsigned_checklist_cannot_be_verified(house, tmp_path) -> None:
    edition, state = house
    done = export_pdf(edition, state, tmp_path / "a.pdf")
    assert done.holder is None
    found = verify_pdf(str(done.path))
    assert found.outcome == "unverifiable"
    assert [reason.code for reason in found.verification.reasons][:1] == ["no_signature"]


def forge(house, key, tmp_path, change):
    """A checklist that a dishonest maker signed: the stated verdicts are not those of its data."""
    edition, state = house
    evaluation = evaluate(edition, state)
    original = answers.printed_results

    def dishonest(*given):
        return change(original(*given))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("assessor.workflow.exporting.printed_results", dishonest)
        moment = datetime.now(UTC)
        checklist = build_checklist(edition, state, evaluation, created=moment)
    path = tmp_path / "forged.pdf"
    path.write_bytes(sign_checklist(checklist, state, key, moment))
    return verify_pdf(str(path))


def test_a_verdict_stated_better_than_its_data_is_found(house, key, tmp_path) -> None:
    def better(results):
        return {**results, "rows": {**results["rows"], "2-2/3(5)a": "conforming"}}

    found = forge(house, key, tmp_path, better)
    assert found.verification.integrity == "intact"
    assert found.outcome == "differs"
    (difference,) = found.recomputed.differences
    assert dataclasses.astuple(difference) == ("2-2/3(5)a", "conforming", "not_conforming")


def test_a_result_or_category_stated_otherwise_is_found(house, key, tmp_path) -> None:
    found = forge(house, key, tmp_path, lambda results: {**results, "result": "conforming"})
    assert found.outcome == "differs"
    assert [code for code, _ in found.recomputed.reasons] == ["result_differs"]
    found = forge(house, key, tmp_path, lambda results: {**results, "category": "existing"})
    assert found.outcome == "differs"


def test_rows_left_out_or_invented_are_found(house, key, tmp_path) -> None:
    def other_rows(results):
        rows = dict(results["rows"])
        del rows["1/1"]
        return {**results, "rows": {**rows, "9/9": "conforming"}}

    found = forge(house, key, tmp_path, other_rows)
    assert found.outcome == "differs"
    assert {
        one.row: (one.printed is None, one.recomputed is None) for one in found.recomputed.differences
    } == {
        "1/1": (True, False),
        "9/9": (False, True),
    }


def test_other_data_of_the_edition_are_said_and_never_blamed_on_the_file(house, key, tmp_path) -> None:
    def other_edition_data(results):
        return {**results, "edition_digest": "0" * 64}

    found = forge(house, key, tmp_path, other_edition_data)
    assert found.outcome == "agrees"
    assert [code for code, _ in found.recomputed.reasons] == ["edition_data_differ"]

    def and_another_verdict(results):
        return {**other_edition_data(results), "rows": {**results["rows"], "2-2/3(5)a": "conforming"}}

    found = forge(house, key, tmp_path, and_another_verdict)
    assert found.outcome == "not_recomputed"


@pytest.mark.parametrize(
    "spoiled", [{}, {"rows": []}, {"rows": {"1/1": 1}}, {"format": "other"}, {"version": 2}]
)
def test_unreadable_results_are_never_a_pass(house, key, tmp_path, spoiled) -> None:
    found = forge(house, key, tmp_path, lambda results: {**results, **spoiled} if spoiled else [])
    assert found.outcome == "not_recomputed"
    assert found.recomputed.reasons[0][0] == "results_unreadable"


def test_an_edition_that_is_not_here_cannot_be_recomputed(third_edition, key, tmp_path) -> None:
    form = {"edition": "town", "category": "new", "places": [{"id": "A", "kind": "unit_type"}]}
    edition, state = read_assessment(json.dumps(form).encode(), "x", [third_edition.parent])
    path = tmp_path / "town.pdf"
    export_pdf(edition, state, path, key=key)
    assert verify_pdf(str(path), extra=[third_edition.parent]).outcome == "agrees"
    found = verify_pdf(str(path))
    assert found.outcome == "not_recomputed"
    assert found.recomputed.fault.code == "edition_unknown"


def test_a_fault_while_recomputing_is_no_crash_and_no_pass(signed, monkeypatch) -> None:
    def broken(*_):
        raise RecursionError

    monkeypatch.setattr(verifying, "evaluate", broken)
    found = verify_pdf(str(signed))
    assert found.outcome == "not_recomputed"
    assert found.recomputed.reasons == (("unexpected", {"detail": "RecursionError"}),)


def test_a_file_that_would_take_for_ever_is_not_recomputed(signed, monkeypatch) -> None:
    monkeypatch.setattr(verifying, "MAX_PLACES", 3)
    found = verify_pdf(str(signed))
    assert found.outcome == "not_recomputed"
    assert found.recomputed.reasons[0][0] == "too_many_places"


def test_a_failed_export_leaves_the_old_file(house, key, tmp_path) -> None:
    edition, state = house
    path = tmp_path / "a.pdf"
    path.write_bytes(b"old")

    def cancel(step: str) -> None:
        if step == "write":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        export_pdf(edition, state, path, key=key, progress=cancel)
    assert path.read_bytes() == b"old"
    with pytest.raises(DocumentError, match="output_not_written"):
        export_pdf(edition, state, tmp_path / "no" / "a.pdf")


def test_the_preview_has_the_pages_of_the_export(house, tmp_path) -> None:
    edition, state = house
    pages = preview_pages(edition, state, evaluate(edition, state)).page_count
    assert export_pdf(edition, state, tmp_path / "a.pdf").pages == pages


def test_keys_and_passphrases(key, tmp_path, monkeypatch) -> None:
    file = tmp_path / "passphrase"
    file.write_bytes(b"\xef\xbb\xbf" + PASSPHRASE + b"\r\nsecond line\n")
    assert read_passphrase(str(file)) == PASSPHRASE
    assert open_key(key.path, PASSPHRASE).certificate.holder == "髙﨑 𠮷邉"
    with pytest.raises(SigningError, match="wrong_passphrase"):
        open_key(key.path, b"wrong")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    made, is_new = open_local_key(PASSPHRASE, "髙﨑 𠮷邉")
    again, is_new_again = open_local_key(PASSPHRASE, "")
    assert (is_new, is_new_again) == (True, False)
    assert made.certificate.fingerprint == again.certificate.fingerprint
