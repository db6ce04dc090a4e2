"""Counts and minimums of the shipped editions, written out from the documents.

The figures are those printed in the summary tables of the draft check sheet and of the handbook of April
2022: [required, optional, rows] per table; the renovation and existing categories share one column.
"""

import json
import re
from pathlib import Path

import pytest

from assessor.criteria import load_edition
from assessor.criteria.lint import lint_edition
from assessor.paths import data_root, resource

# Draft check sheet, totals as printed (transcription report, section 1, table A; lines 8 to 38 of the text).
DRAFT_NEW = {
    "1": (1, 4, 5),
    "2-1": (15, 2, 17),
    "2-2": (16, 38, 54),
    "3-1": (5, 7, 12),
    "3-2": (10, 6, 16),
    "4": (0, 5, 5),
    "5": (4, 3, 7),
    "6": (0, 1, 1),
    "total": (51, 66, 117),
}
DRAFT_EXISTING = {
    "1": (0, 5, 5),
    "2-1": (5, 11, 16),
    "2-2": (5, 48, 53),
    "3-1": (3, 9, 12),
    "3-2": (2, 14, 16),
    "4": (0, 5, 5),
    "5": (4, 3, 7),
    "6": (0, 1, 1),
    "total": (19, 96, 115),
}
# Handbook, totals as printed (section 1, table B; lines 102 to 120 of the text).
R4_NEW = {
    "1": (1, 4, 5),
    "2-1": (14, 2, 16),
    "2-2": (30, 17, 47),
    "3-1": (3, 0, 3),
    "3-2": (9, 4, 13),
    "4": (0, 5, 5),
    "5": (0, 1, 1),
    "6": (0, 1, 1),
    "7": (6, 1, 7),
    "total": (63, 35, 98),
}
R4_EXISTING = {
    "1": (0, 5, 5),
    "2-1": (4, 11, 15),
    "2-2": (8, 38, 46),
    "3-1": (2, 1, 3),
    "3-2": (2, 11, 13),
    "4": (0, 5, 5),
    "5": (0, 1, 1),
    "6": (0, 1, 1),
    "7": (6, 1, 7),
    "total": (22, 74, 96),
}
COUNTS = {
    ("draft", "new"): DRAFT_NEW,
    ("draft", "renovation"): DRAFT_EXISTING,
    ("draft", "existing"): DRAFT_EXISTING,
    ("r4", "new"): R4_NEW,
    ("r4", "renovation"): R4_EXISTING,
    ("r4", "existing"): R4_EXISTING,
}
# Minimum of optional rows: (tables, minimum, optional rows) per group, then the total (section 3;
# draft lines 8 to 38, handbook lines 102 to 120).
MINIMUMS = {
    ("draft", "new"): [("1", 1, 4), ("2-1 2-2", 18, 40), ("3-1 3-2", 1, 13), ("4 5 6", 1, 9), ("", 26, 66)],
    ("draft", "existing"): [
        ("1", 1, 5),
        ("2-1 2-2", 18, 59),
        ("3-1 3-2", 4, 23),
        ("4 5 6", 1, 9),
        ("", 29, 96),
    ],
    ("r4", "new"): [("1", 1, 4), ("2-1 2-2", 8, 19), ("3-1 3-2", 1, 4), ("4 5", 1, 6), ("", 13, 35)],
    ("r4", "existing"): [("1", 1, 5), ("2-1 2-2", 15, 49), ("3-1 3-2", 5, 12), ("4 5", 1, 6), ("", 23, 74)],
}
# Read by the eligibility check and by people, not by a row.
USED_ELSEWHERE = {
    "fire_resistance",
    "tenure",
    "floor_no",
    "confirmed_before_scheme",
    "confirmed_from_june_1981",
}
# "No such part" boxes of the draft form: the required rows of tables 2-1 to 3-2 (section 1).
NA_BOXES = {"2-1": 15, "2-2": 16, "3-1": 5, "3-2": 10}


@pytest.fixture(params=["draft", "r4"])
def edition(request):
    return load_edition(request.param)


def test_lints_clean(edition):
    findings = lint_edition(edition, resource("criteria", edition.code))
    assert [finding for finding in findings if finding.severity == "error"] == []
    warnings = {(finding.code, finding.entry) for finding in findings}
    assert warnings <= {("quantity_unused", code) for code in USED_ELSEWHERE}


@pytest.mark.parametrize(("key", "figures"), COUNTS.items(), ids="-".join)
def test_counts_are_those_of_the_document(key, figures):
    code, category = key
    edition = load_edition(code)
    counted = {}
    for table in edition.tables:
        levels = [edition.level(row, category) for row in table.rows]
        required, optional = levels.count("required"), levels.count("optional")
        counted[table.code] = (required, optional, required + optional)
    counted["total"] = tuple(sum(column) for column in zip(*counted.values(), strict=True))
    assert counted == figures


@pytest.mark.parametrize("category", ["new", "renovation", "existing"])
@pytest.mark.parametrize("code", ["draft", "r4"])
def test_minimums_are_those_of_the_document(code, category):
    edition = load_edition(code)
    *groups, total = MINIMUMS[code, "new" if category == "new" else "existing"]
    found = [
        (" ".join(group.tables), group.minimum[category], _optional(edition, group.tables, category))
        for group in edition.head.groups
    ]
    assert found == groups
    assert edition.head.total_minimum[category] == total[1]
    assert _optional(edition, edition.head.tables, category) == total[2]


def _optional(edition, tables, category):
    return sum(
        edition.level(row, category) == "optional"
        for table in edition.tables
        if table.code in tables
        for row in table.rows
    )


def test_boxes_for_no_such_part_are_those_of_the_draft():
    edition = load_edition("draft")
    boxes = {
        table.code: sum(row.has_na_box for row in table.rows)
        for table in edition.tables
        if any(row.has_na_box for row in table.rows)
    }
    assert boxes == NA_BOXES
    assert not any(row.has_na_box for row in load_edition("r4").rows.values())


def test_rows_of_the_same_subject_name_each_other():
    draft, r4 = load_edition("draft"), load_edition("r4")
    for one, other in ((draft, r4), (r4, draft)):
        for row in one.rows.values():
            for target in row.same_as:
                code, _, row_id = target.partition(":")
                assert code == other.code
                assert f"{one.code}:{row.id}" in other.rows[row_id].same_as, (one.code, row.id, target)


def _facts():
    folder = data_root().parent / "shared"
    if not (folder / "facts").is_dir():
        pytest.skip("the transcribed facts are not here")
    return folder


def test_rows_are_those_of_the_facts(edition):
    facts = json.loads((_facts() / "facts" / f"criteria_{edition.code}.json").read_text(encoding="utf-8"))
    rows = {row["id"]: row for row in facts["rows"]}
    assert list(edition.rows) == list(rows)
    for row in edition.rows.values():
        fact = rows[row.id]
        assert row.levels.new == fact["new"], row.id
        assert row.levels.renovation == row.levels.existing == fact["existing"], row.id
        assert row.importance == fact["importance"], row.id
        printed = fact["difficulty"] if isinstance(fact["difficulty"], int | float) else None
        assert (None if row.difficulty is None else float(row.difficulty)) == printed, row.id
        assert row.has_na_box == bool(fact["new_na_box"] or fact["existing_na_box"]), row.id
        assert row.mark == fact["note_mark"], row.id
        assert row.auto == fact["auto"]["level"], row.id
        assert row.source.line == fact["text_line"], row.id


def test_no_sentence_of_the_documents_is_copied():
    """Less than 40 characters in a row are shared with the documents, white space left out."""
    documents = [
        re.sub(r"\s+", "", file.read_text(encoding="utf-8"))
        for file in sorted((_facts() / "source").glob("*.txt"))
    ]
    runs = {text[start : start + 40] for text in documents for start in range(len(text) - 39)}
    for file in sorted(Path(resource("criteria")).rglob("*.json")):
        for text in _strings(json.loads(file.read_text(encoding="utf-8"))):
            bare = re.sub(r"\s+", "", text)
            for start in range(len(bare) - 39):
                assert bare[start : start + 40] not in runs, (file.name, bare[start : start + 40])


def _strings(value):
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for entry in value.values():
            yield from _strings(entry)
    elif isinstance(value, list):
        for entry in value:
            yield from _strings(entry)
