"""Every error that can be raised has its sentence and remedy in both languages, with the values it needs."""

import ast
import json
import string
from collections import defaultdict

import pytest

from assessor.paths import resource
from tests.raised_codes import PACKAGE, Chosen, calls, raised

# Reading a file adds its name to what is wrong with its content (workflow.interchange, workflow.documents).
ADDED_LATER = {"file"}


def catalogues():
    return {
        file.stem: json.loads(file.read_text(encoding="utf-8"))
        for file in sorted(resource("i18n", "messages").glob("*.json"))
    }


def catalogue():
    return {key: value for entries in catalogues().values() for key, value in entries.items()}


def placeholders(sentence: str) -> set[str]:
    return {name.split(".")[0].split("[")[0] for _, name, _, _ in string.Formatter().parse(sentence) if name}


RAISED = raised()


def test_the_search_finds_what_it_should() -> None:
    assert {"edition_unknown", "wrong_passphrase", "font_gap", "read_only", "command_unknown"} <= set(RAISED)
    helped = {
        "form_date",
        "usage_ambiguous",
        "cell_comma",
        "attachment_name_twice",
        "signed_changed",
    }
    assert helped <= set(RAISED)
    assert len(RAISED) > 150


def test_every_error_of_a_helper_is_found() -> None:
    lost = [
        f"{file.relative_to(PACKAGE)}:{node.lineno}"
        for file, tree, node in calls()
        if not isinstance(node.args[0], ast.Constant) and not Chosen(tree).codes(node.args[0])
    ]
    assert not lost, f"which codes are raised at {lost}?"


def test_every_sentence_of_an_error_can_be_said() -> None:
    said = {key.removeprefix("error.") for key in catalogue() if key.startswith("error.")}
    assert not said - set(RAISED)


@pytest.mark.parametrize("code", sorted(RAISED))
def test_every_raised_error_has_sentence_and_remedy(code: str) -> None:
    known = catalogue()
    for part in ("error", "remedy"):
        assert f"{part}.{code}" in known, f"{RAISED[code][0][0]} raises {code} without {part}.{code}"
    for where, given in RAISED[code]:
        if given is None:
            continue
        for part in ("error", "remedy"):
            for language, sentence in known[f"{part}.{code}"].items():
                lacking = placeholders(sentence) - given - ADDED_LATER
                assert not lacking, f"{where} raises {code} without {lacking} ({part}, {language})"


def test_every_reason_of_recomputing_has_its_sentence() -> None:
    source = (PACKAGE / "workflow" / "verifying.py").read_text(encoding="utf-8")
    codes = {
        node.elts[0].value
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Tuple)
        and len(node.elts) == 2
        and isinstance(node.elts[0], ast.Constant)
        and isinstance(node.elts[1], ast.Dict)
    } | {"category_differs", "result_differs"}
    assert len(codes) >= 9
    assert not [code for code in codes if f"recompute.{code}" not in catalogue()]


@pytest.mark.parametrize("area", sorted(catalogues()))
def test_both_languages_say_the_same_with_the_same_values(area: str) -> None:
    for key, entry in catalogues()[area].items():
        assert set(entry) == {"ja", "en"}, key
        # A reason is a library's own English, which a Japanese sentence may leave out.
        assert placeholders(entry["ja"]) | {"reason"} == placeholders(entry["en"]) | {"reason"}, key
        assert bool(entry["ja"].strip()) == bool(entry["en"].strip()), key


def test_no_key_has_two_meanings() -> None:
    owners = defaultdict(list)
    for area, entries in catalogues().items():
        for key in entries:
            owners[key].append(area)
    assert {key: areas for key, areas in owners.items() if len(areas) > 1} == {}


def test_no_key_stands_twice_in_a_file() -> None:
    for file in resource("i18n", "messages").glob("*.json"):
        keys = [key for key, _ in json.loads(file.read_text(encoding="utf-8"), object_pairs_hook=list)]
        assert len(keys) == len(set(keys)), file.name


def test_an_error_has_no_sentence_without_remedy() -> None:
    known = catalogue()
    errors_said = {key.removeprefix("error.") for key in known if key.startswith("error.")}
    remedies = {key.removeprefix("remedy.") for key in known if key.startswith("remedy.")}
    assert errors_said == remedies
