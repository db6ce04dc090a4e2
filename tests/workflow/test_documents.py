"""Documents and interchange files in and out."""

import json
from decimal import Decimal

import pytest

from assessor.assessment import Measurement
from assessor.assessment.edits import measure
from assessor.errors import CriteriaError, DocumentError, EditError, StoreError
from assessor.messages import explain
from assessor.workflow.documents import (
    export_file,
    import_file,
    new_document,
    open_file,
    read_source,
    write_document,
)
from assessor.workflow.editions import edition_of
from assessor.workflow.files import read_input, write_output
from assessor.workflow.interchange import form_bytes, read_assessment


def test_interchange_to_document_and_back(house, tmp_path) -> None:
    edition, state = house
    path = tmp_path / "髙﨑.kosodate"
    write_document(path, edition, state)
    assert read_source(str(path))[1] == state
    written = tmp_path / "out.json"
    export_file(state, written)
    assert written.read_bytes() == form_bytes(state)
    assert form_bytes(read_source(str(written))[1]) == form_bytes(state)
    # Only the document and the export: no lock, no temporary file is left.
    assert sorted(one.name for one in tmp_path.iterdir()) == ["out.json", "髙﨑.kosodate"]


def test_a_document_is_not_replaced_unasked(house, tmp_path) -> None:
    edition, state = house
    path = tmp_path / "a.kosodate"
    write_document(path, edition, state)
    before = path.read_bytes()
    with pytest.raises(StoreError, match="document_exists"):
        write_document(path, edition, state)
    assert path.read_bytes() == before
    write_document(path, edition, state, replace=True)
    assert read_source(str(path))[1] == state


def test_edits_of_the_session_are_in_the_document(tmp_path) -> None:
    path = tmp_path / "a.kosodate"
    with new_document(edition_of("r4"), "new", "案件") as made:
        made.session.apply(measure("building", "dwelling_count", Measurement(Decimal(24))))
        made.handle.save_as(path)
    with open_file(path) as again:
        assert again.session.state.case.name == "案件"
        assert again.session.state.measurements["building"]["dwelling_count"].value == Decimal(24)
        assert not again.session.read_only
        with open_file(path) as second:
            assert second.session.read_only
            with pytest.raises(EditError, match="read_only"):
                second.session.apply(measure("building", "dwelling_count", None))


def test_an_interchange_file_opens_as_a_new_document(form, tmp_path) -> None:
    path = tmp_path / "house.json"
    path.write_text(json.dumps(form), encoding="utf-8")
    for opened in (open_file(path), import_file(path)):
        with opened:
            assert opened.handle.path is None
            assert opened.session.state.case.name == "髙﨑𠮷邉ハイツ"
        opened.handle.close(discard=True)


@pytest.mark.parametrize(
    ("spoil", "kind", "code"),
    [
        (lambda form: form.update(edition="r99"), CriteriaError, "edition_unknown"),
        (lambda form: form.update(edition="../r4"), CriteriaError, "edition_unknown"),
        (lambda form: form.update(category="detached"), EditError, "category_unknown"),
        (lambda form: form.update(version=2), DocumentError, "newer_version"),
        (lambda form: form.update(colour="red"), DocumentError, "form_unknown"),
        (lambda form: form["places"].append({"id": "x", "kind": "tower"}), EditError, "kind_unknown"),
        (lambda form: form["places"].append({"id": "A", "kind": "unit_type"}), DocumentError, "given_twice"),
        (lambda form: form["places"][0].update(parent="A"), EditError, "place_in_itself"),
        (lambda form: form["measurements"][0].update(value=-1), EditError, "negative"),
        (lambda form: form["measurements"][0].update(value="1200 mm"), DocumentError, "not_a_measurement"),
        (lambda form: form["measurements"][0].update(value=True), EditError, "value_type"),
        (lambda form: form["measurements"][0].update(quantity="colour"), EditError, "quantity_unknown"),
        (lambda form: form["attestations"][0].update(key="zz"), EditError, "condition_unknown"),
    ],
)
def test_a_fault_names_the_file_and_what_to_do(form, spoil, kind, code) -> None:
    spoil(form)
    with pytest.raises(kind) as caught:
        read_assessment(json.dumps(form).encode(), "house.json")
    assert caught.value.code == code
    for language in ("ja", "en"):
        sentence, remedy = explain(caught.value, language)
        assert sentence
        assert remedy
    if kind is not CriteriaError:
        assert caught.value.params["file"] == "house.json"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "not_json"),
        (b"{", "not_json"),
        (b'{"edition":"r4","edition":"r4"}', "key_twice"),
        (b'{"edition":NaN}', "not_a_number"),
        (b'{"edition":"\xff"}', "not_utf8"),
        (b'{"edition":"\\ud800"}', "lone_surrogate"),
        (b'{"edition":"a\\u0000"}', "nul_character"),
        (b"[" * 40 + b"]" * 40, "too_deep"),
    ],
)
def test_broken_json_is_explained_with_the_file(data: bytes, code: str) -> None:
    with pytest.raises(DocumentError) as caught:
        read_assessment(data, "house.json")
    assert caught.value.code == code
    assert all(
        "house.json" in explain(caught.value, language)[0] or code.startswith(("lone", "nul", "too"))
        for language in ("ja", "en")
    )


def test_reading_what_is_not_there(tmp_path) -> None:
    with pytest.raises(DocumentError, match="input_missing"):
        read_source(str(tmp_path / "no.json"))
    with pytest.raises(DocumentError, match="input_unreadable"):
        read_source(str(tmp_path))
    with pytest.raises(DocumentError, match="input_unreadable"):
        read_input("a\0b")
    (tmp_path / "large").write_bytes(b"12345")
    with pytest.raises(DocumentError, match="input_too_large"):
        read_input(tmp_path / "large", limit=4)


def test_a_damaged_document_is_refused_and_left_alone(house, tmp_path) -> None:
    edition, state = house
    path = tmp_path / "a.kosodate"
    write_document(path, edition, state)
    broken = bytearray(path.read_bytes())
    broken[broken.index(b"bathroom")] ^= 0xFF  # in a record, not in the unused rest of a page
    path.write_bytes(broken)
    with pytest.raises(StoreError):
        read_source(str(path))
    assert path.read_bytes() == bytes(broken)


def test_output_that_cannot_be_written_leaves_what_was_there(tmp_path) -> None:
    path = tmp_path / "out.pdf"
    path.write_bytes(b"old")
    write_output(path, b"new")
    assert path.read_bytes() == b"new"
    for target in (tmp_path / "no" / "out.pdf", tmp_path):
        with pytest.raises(DocumentError, match="output_not_written"):
            write_output(target, b"newer")
    assert [one.name for one in tmp_path.iterdir()] == ["out.pdf"]


def test_a_full_disk_leaves_what_was_there(tmp_path, monkeypatch) -> None:
    path = tmp_path / "out.pdf"
    path.write_bytes(b"old")

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("assessor.store.files.sync_file", full)
    with pytest.raises(DocumentError, match="No space left"):
        write_output(path, b"new")
    assert path.read_bytes() == b"old"
    assert [one.name for one in tmp_path.iterdir()] == ["out.pdf"]


@pytest.mark.parametrize("content", [b"", b"\x00" * 200, b"\xff\x00noise"])
def test_a_broken_document_is_told_as_a_document_not_as_text(tmp_path, content) -> None:
    path = tmp_path / "a.kosodate"
    path.write_bytes(content)
    with pytest.raises(StoreError) as caught:
        read_source(str(path))
    sentence, remedy = explain(caught.value, "ja")
    assert "a.kosodate" in sentence
    assert "UTF-8" not in sentence + remedy
    assert path.read_bytes() == content
