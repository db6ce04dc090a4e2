"""One file of cases per application: documents under each condition, their lines, forms, contents, copies.

The cases were written from the handbook's tables (section 6), not from the data they check.
"""

import json
import re
import unicodedata
from pathlib import Path

import pytest

from assessor.workflow.procedure import document_list

FOLDER = Path(__file__).parent / "cases"
HANDBOOK = Path(__file__).parents[3] / "shared" / "source" / "004_0f7961964a81c4f1.txt"
FILES = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("*.json"))}
CASES = [
    pytest.param(file, case, id=f"{name}: {case['name']}")
    for name, file in FILES.items()
    for case in file["cases"]
]


def plain(text):
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


def application(r4, file):
    return r4.procedure.application_by_code[file["application"]]


def test_every_application_has_its_file(r4):
    assert {one.code for one in r4.procedure.applications} == set(FILES)
    assert all(name == file["application"] for name, file in FILES.items())


@pytest.mark.parametrize(("file", "case"), CASES)
def test_documents_under_a_condition(kit, file, case):
    state = kit.case(case["category"], **case["facts"])
    found = document_list(kit.edition, state, file["application"], changed=case.get("changed"))
    by_status = {}
    for line in found.lines:
        kind = line.status if line.status in {"not_needed", "if_any"} else "needed"
        kind = "undecided" if line.status in {"undecided", "if_changed"} else kind
        by_status.setdefault(kind, []).append(line.document.number)
    assert by_status.get("needed", []) == case["needed"]
    assert by_status.get("if_any", []) == case["if_any"]
    assert by_status.get("undecided", []) == case["undecided"]
    lines = {line.document.number: line.document.line for line in found.lines}
    assert lines.items() >= case.get("lines", {}).items()


@pytest.mark.parametrize("file", FILES.values(), ids=FILES)
def test_lines_forms_copies_and_what_is_carried(r4, file):
    asked = application(r4, file)
    documents = {one.number: one for one in asked.documents}
    assert asked.line == file["heading"]
    assert {number: one.line for number, one in documents.items()} == file["lines"]
    assert {n: one.form.ja for n, one in documents.items() if one.form is not None} == file["forms"]
    assert {n: one.views for n, one in documents.items() if one.views > 1} == file["views"]
    carried = {
        number: [one.carried.application, one.carried.mark_changes]
        for number, one in documents.items()
        if one.carried is not None
    }
    assert carried == file["carried"]
    binding = asked.binding
    stated = None if binding is None else {"copies": binding.copies, "line": binding.line}
    assert stated == file["binding"]


@pytest.mark.parametrize("file", FILES.values(), ids=FILES)
def test_contents_that_a_document_must_show(kit, file):
    """Where it says "the same as before", what the first one had to show counts."""
    state = kit.case("new", operator_decided=True, municipality_consulted=True, facility_provided=True)
    found = document_list(kit.edition, state, file["application"])
    shown = {
        line.document.number: plain("".join(one.shown.text.ja for one in line.shows)) for line in found.lines
    }
    for number, words in file["shows"].items():
        for word in words:
            assert plain(word) in shown[number], (number, word, shown[number])


@pytest.mark.skipif(not HANDBOOK.exists(), reason="the handbook is not here")
@pytest.mark.parametrize("file", FILES.values(), ids=FILES)
def test_the_cases_stand_in_the_handbook(file):
    lines = [plain(line) for line in HANDBOOK.read_text(encoding="utf-8").splitlines()]
    for number, line in file["lines"].items():
        assert lines[line - 1].startswith(plain(number)), (number, line)
    for number, form in file["forms"].items():
        for part in plain(form).split("・"):
            assert part.removeprefix("別紙") in lines[file["lines"][number] - 1], (number, part)
    own = {number: words for number, words in file["shows"].items() if number not in file["carried"]}
    for number, words in own.items():
        # A list in a cell goes on in the cells of its lines, which the text runs together or breaks.
        first = file["lines"][number] - 1
        said = "".join(lines[first : first + 1])
        for word in words:
            assert plain(word) in said, (number, word, said)
    if file["binding"] is not None:
        assert f"{file['binding']['copies']}部" in lines[file["binding"]["line"] - 1]
