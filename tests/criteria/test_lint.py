"""The linter finds each kind of mistake that no single file shows by itself."""

import json
from pathlib import Path

from assessor.criteria import Edition, load_edition
from assessor.criteria.findings import Finding, finding_text
from assessor.criteria.lint import lint_edition
from assessor.paths import resource


def test_small_edition_is_clean(small):
    assert lint_edition(load_edition(small), small) == []


def test_mistake_is_found_with_file_and_place(lint_mistake, spoilt):
    folder, mistake = spoilt(lint_mistake)
    expected = mistake["expect"]
    assert expected["code"] == lint_mistake.stem.partition("-")[0]
    findings = lint_edition(load_edition(folder), folder)
    same = [
        finding
        for finding in findings
        if finding.code == expected["code"]
        and finding.place == expected["place"]
        and finding.entry == expected["entry"]
    ]
    assert len(same) == 1, findings
    found = same[0]
    assert found.severity == expected["severity"]
    assert Path(found.file) == folder / expected["file"]
    for key, value in expected.get("params", {}).items():
        assert found.params[key] == value, key
    # Nothing else is blamed but what follows from the mistake.
    assert {finding.code for finding in findings} <= {expected["code"], *expected.get("also", ())}


def test_mistake_is_explained_in_both_languages(lint_mistake, spoilt):
    folder, _ = spoilt(lint_mistake)
    for finding in lint_edition(load_edition(folder), folder):
        for language in ("ja", "en"):
            sentence, remedy = finding_text(finding, language)
            assert finding.file in sentence
            assert finding.place in sentence
            assert remedy


def test_same_row_id_twice(small):
    good = load_edition(small)
    doubled = good.tables[0].model_copy(update={"rows": (*good.tables[0].rows, good.tables[0].rows[0])})
    bad = Edition(good.head, (doubled, *good.tables[1:]), good.kinds, good.quantities, good.digest)
    found = [finding for finding in lint_edition(bad, small) if finding.code == "row_id_twice"]
    assert [(finding.entry, finding.place) for finding in found] == [("1/1", "rows[3].id")]
    assert Path(found[0].file) == small / "tables" / "1.json"


def test_kinds_that_the_product_needs(small):
    good = load_edition(small)
    kinds = {code: kind for code, kind in good.kinds.items() if code != "site"}
    bad = Edition(good.head, good.tables, kinds, good.quantities, good.digest)
    found = [finding.entry for finding in lint_edition(bad, small) if finding.code == "kind_required"]
    assert found == ["site"]


def test_every_kind_of_finding_is_tried_and_has_sentences():
    catalogue = json.loads(resource("i18n", "messages", "criteria.json").read_text(encoding="utf-8"))
    written = {key.partition(".")[2] for key in catalogue if key.startswith("lint.")}
    remedies = {key.partition(".")[2] for key in catalogue if key.startswith("lint_remedy.")}
    tried = {
        file.stem.partition("-")[0] for file in (Path(__file__).parents[1] / "bad_criteria/lint").iterdir()
    }
    assert written == remedies
    assert written == tried | {"row_id_twice", "kind_required"}


def test_sentence_of_a_finding():
    finding = Finding("error", "kind_required", "kinds.json", "", "site")
    assert "site" in finding_text(finding, "ja")[0]
    assert finding_text(finding, "en")[0] == "kinds.json: the kind of place “site” is missing."
