"""The reader refuses each kind of mistake, and says which, where and what to do."""

import json
import re
from pathlib import Path

import pytest

from assessor.criteria import edition_folders, load_edition, reader
from assessor.criteria.reader import read_json
from assessor.errors import CriteriaError
from assessor.messages import explain


def test_mistake_is_refused_with_file_and_place(read_mistake, spoilt):
    folder, mistake = spoilt(read_mistake)
    expected = mistake["expect"]
    with pytest.raises(CriteriaError) as caught:
        load_edition(folder)
    error = caught.value
    assert error.code == expected["code"] == read_mistake.stem.partition("-")[0]
    assert Path(error.params["file"]) == folder / expected["file"]
    for key in ("place", "row", "key"):
        if key in expected:
            assert error.params[key] == expected[key], key


def test_mistake_is_explained_in_both_languages(read_mistake, spoilt):
    folder, mistake = spoilt(read_mistake)
    with pytest.raises(CriteriaError) as caught:
        load_edition(folder)
    for language in ("ja", "en"):
        sentence, remedy = explain(caught.value, language)
        assert str(folder / mistake["expect"]["file"]) in sentence
        assert mistake["expect"].get("place", "") in sentence
        assert remedy
        assert "{" not in sentence.replace('{"ja"', "").replace("{'ja'", "")


def test_unknown_edition_names_the_known_ones():
    with pytest.raises(CriteriaError) as caught:
        load_edition("r99")
    assert caught.value.code == "edition_unknown"
    for language in ("ja", "en"):
        sentence, remedy = explain(caught.value, language)
        assert "r99" in sentence
        assert "r4" in sentence
        assert "draft" in sentence
        assert remedy


def test_endless_brackets_are_refused(tmp_path):
    file = tmp_path / "deep.json"
    file.write_text("[" * 200_000, encoding="utf-8")
    with pytest.raises(CriteriaError) as caught:
        read_json(file)
    assert caught.value.code == "too_deep"
    assert str(file) in explain(caught.value)[0]


def test_every_code_of_the_reader_is_tried_and_has_sentences():
    source = Path(reader.__file__).read_text(encoding="utf-8")
    codes = set(re.findall(r'CriteriaError\(\s*"([a-z0-9_]+)"', source)) | set(reader._CODES.values())
    codes.add("value_wrong")
    tried = {
        file.stem.partition("-")[0] for file in (Path(__file__).parents[1] / "bad_criteria/read").iterdir()
    }
    assert codes - tried == {"edition_unknown", "too_deep"}
    catalogue = json.loads(
        (Path(reader.resource("i18n", "messages", "criteria.json"))).read_text(encoding="utf-8")
    )
    for code in codes:
        for key in (f"error.{code}", f"remedy.{code}"):
            assert set(catalogue[key]) == {"ja", "en"}, key
    written = {key.partition(".")[2] for key in catalogue if key.startswith("error.")}
    assert written == codes


def test_numbers_stay_exact(tmp_path):
    file = tmp_path / "numbers.json"
    file.write_text('{"a": 0.1, "b": 1.9, "c": 3}', encoding="utf-8")
    found = read_json(file)
    assert str(found["a"]) == "0.1"
    assert str(found["b"]) == "1.9"
    assert found["c"] == 3


def test_folders_of_others_are_found_beside_the_shipped(small):
    found = edition_folders((small.parent,))
    assert found["small"] == small
    assert {"draft", "r4"} <= set(found)


def test_digest_changes_with_the_data_only(small, spoilt, tmp_path):
    same = load_edition(small).digest
    assert load_edition(small).digest == same
    mistake = tmp_path / "other_limit.json"
    mistake.write_text(
        json.dumps({"replace": [["tables/1.json", '"value": 900', '"value": 901']]}), encoding="utf-8"
    )
    folder, _ = spoilt(mistake)
    assert load_edition(folder).digest != same
