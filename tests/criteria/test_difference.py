"""Two editions side by side. Figures from the comparison of both documents (facts, criteria.md section 4)."""

import pytest

from assessor.criteria import load_edition
from assessor.criteria.content import counterparts, leaves_of, node_digest, row_digest
from assessor.criteria.difference import difference
from assessor.criteria.nodes import AllOf, AnyOf, Attest, Measure, Text

ONLY_DRAFT = {
    "2-1/2(3)", "2-1/8", "2-2/1(5)", "2-2/2(1)c", "2-2/5(3)b", "2-2/5(7)", "2-2/11", "3-1/3", "3-1/4",
"3-1/5",
    "3-1/6", "3-1/7a", "3-1/7b", "3-1/7c", "3-1/8a", "3-1/8b", "3-2/2(6)", "3-2/2(7)", "3-2/4(3)",
}  # fmt: skip
ONLY_R4 = {"2-1/4", "2-2/7(8)"}
# Level columns as the documents print them: new / existing and renovation; R required, O optional.
LEVELS = {
    ("2-2/1(2)", "2-2/1(2)"): ("RO", "OO"),
    ("2-2/2(1)", "2-2/2(1)a"): ("RO", "OO"),
    ("2-2/2(1)", "2-2/2(1)b"): ("RO", "OO"),
    ("2-2/3(2)", "2-2/3(2)"): ("RR", "RO"),
    ("2-2/3(3)", "2-2/3(3)"): ("RO", "OO"),
    ("2-2/3(4)", "2-2/3(4)"): ("RO", "OO"),
    ("2-2/3(6)a", "2-2/3(6)a"): ("RO", "OO"),
    ("2-2/4(1)", "2-2/4(1)"): ("RO", "OO"),
    ("2-2/4(2)", "2-2/4(2)"): ("RO", "OO"),
    ("2-2/5(3)", "2-2/5(3)a"): ("RO", "OO"),
    ("2-2/5(5)", "2-2/5(5)b"): ("RR", "OO"),
    ("2-2/6(1)", "2-2/6(1)b"): ("RO", "OO"),
    ("2-2/7(1)", "2-2/7(1)"): ("RO", "OO"),
    ("2-2/7(2)", "2-2/7(2)"): ("RO", "OO"),
    ("2-2/7(5)", "2-2/7(5)"): ("RR", "OO"),
    ("2-2/7(6)", "2-2/7(6)"): ("RR", "OO"),
    ("2-2/9(1)", "2-2/9(1)"): ("RO", "OO"),
    ("2-2/9(2)", "2-2/9(2)"): ("RO", "OO"),
    ("2-2/10(3)", "2-2/10(3)"): ("RO", "OO"),
    ("7/1(3)", "5/1(3)"): ("RR", "OO"),
    ("7/3(2)", "5/3(2)"): ("RR", "OO"),
}
# Rows whose thresholds or conditions the comparison names as changed (new numbering).
CHANGED = {
    "1/5", "2-1/4(2)", "2-1/4(3)", "2-2/1(1)", "2-2/1(2)", "2-2/2(1)a", "2-2/2(1)b", "2-2/2(3)", "2-2/5(5)a",
    "2-2/5(5)b", "2-2/6(1)a", "2-2/6(1)b", "2-2/6(3)", "3-2/6", "3-2/8", "5/1(1)", "5/1(2)", "5/1(3)",
    "5/3(1)", "5/3(2)",
}  # fmt: skip


@pytest.fixture(scope="module")
def r4():
    return load_edition("r4")


@pytest.fixture(scope="module")
def draft():
    return load_edition("draft")


def test_rows_that_only_one_edition_has(r4, draft) -> None:
    found = difference(r4, draft)
    assert set(found.only_new) == ONLY_DRAFT
    assert len(found.only_new) == 19
    assert set(found.only_old) == ONLY_R4
    turned = difference(draft, r4)
    assert (set(turned.only_new), set(turned.only_old)) == (ONLY_R4, ONLY_DRAFT)


def test_every_row_of_both_editions_is_somewhere(r4, draft) -> None:
    found = difference(r4, draft)
    assert {row.old for row in found.rows} - {""} == set(r4.rows)
    assert {row.new for row in found.rows} - {""} == set(draft.rows)
    assert [row.new for row in found.rows if row.new] == sorted(
        (row.new for row in found.rows if row.new), key=list(draft.rows).index
    )


def test_levels_that_changed(r4, draft) -> None:
    letters = {"required": "R", "optional": "O", None: "-"}
    found = {
        (row.old, row.new): tuple(
            letters[edition.level(edition.rows[one], "new")]
            + letters[edition.level(edition.rows[one], "existing")]
            for edition, one in ((r4, row.old), (draft, row.new))
        )
        for row in difference(r4, draft).rows
        if row.levels
    }
    assert found == LEVELS
    assert all(
        (change.old, change.new) == ("required", "optional")
        for row in difference(r4, draft).rows
        for change in row.levels
    )


def test_rows_that_were_split_and_merged(r4, draft) -> None:
    rows = difference(r4, draft).rows
    split = {(row.old, row.new) for row in rows if row.relation == "split"}
    assert split == {
        (one, other + letter)
        for one, other in (("2-2/2(1)", "2-2/2(1)"), ("2-2/5(5)", "2-2/5(5)"), ("2-2/6(1)", "2-2/6(1)"))
        for letter in "ab"
    }
    merged = {(row.old, row.new) for row in rows if row.relation == "merged"}
    assert merged == {("5/1", "5/1(3)"), ("7/1(3)", "5/1(3)")}


def test_rows_whose_content_changed(r4, draft) -> None:
    rows = [row for row in difference(r4, draft).rows if row.old and row.new]
    assert {row.new for row in rows if not row.same_content} == CHANGED
    assert all(row.leaves for row in rows if row.condition_changed)


def test_what_changed_in_a_row(r4, draft) -> None:
    rows = {(row.old, row.new): row for row in difference(r4, draft).rows}
    [fold] = rows[
        "2-2/6(3)", "2-2/6(3)"
    ].leaves  # 13 mm or more → not from 5 to under 13 mm (criteria.md 4.5)
    assert fold.kind == "added"
    assert isinstance(fold.new, Measure)
    assert (fold.new.op, fold.new.value) == ("<", 5)
    moved = rows["2-2/5(5)", "2-2/5(5)b"].leaves
    assert {change.row for change in moved if change.kind == "moved"} == {"2-2/5(5)a"}
    [lock] = rows["2-1/5(3)", "2-1/4(3)"].leaves  # 鍵付 → 錠付
    assert lock.kind == "reworded"
    assert isinstance(lock.old, Attest)
    assert isinstance(lock.new, Attest)
    assert "鍵付" in lock.old.text.ja
    assert "錠付" in lock.new.text.ja


def test_an_edition_beside_itself(draft) -> None:
    renamed = load_edition("draft")
    assert counterparts(draft, renamed) == dict.fromkeys(draft.rows, ())  # rows name other editions only


def test_a_changed_limit_is_named_with_both_figures(r4, draft) -> None:
    row = draft.rows["2-2/3(5)a"]
    leaf = next(one.node for one in leaves_of(row) if isinstance(one.node, Measure))
    assert isinstance(leaf, Measure)
    other = leaf.model_copy(update={"value": leaf.value + 1, "key": "other"})
    stricter = row.model_copy(update={"condition": AllOf(all_of=(other,))})
    plain = row.model_copy(update={"condition": AllOf(all_of=(leaf,))})
    assert row_digest(stricter) != row_digest(plain)
    draft_like, r4_like = load_edition("draft"), load_edition("r4")
    draft_like.rows["2-2/3(5)a"], r4_like.rows["2-2/3(5)a"] = stricter, plain
    found = next(one for one in difference(r4_like, draft_like).rows if one.new == "2-2/3(5)a")
    [change] = found.leaves
    assert (change.kind, change.old, change.new) == ("limit", leaf, other)


def test_numbering_keys_labels_and_order_are_no_content() -> None:
    one, other = (
        Attest(attest="q1", text=Text(ja="あ い", en="a")),
        Attest(attest="q9", text=Text(ja="あい", en="a")),
    )
    third = Attest(attest="q2", text=Text(ja="う", en="u"))
    assert node_digest(one) == node_digest(other)
    assert node_digest(AnyOf(any_of=(one, third))) == node_digest(
        AnyOf(any_of=(third, other), label=Text(ja="題", en="label"))
    )
    assert node_digest(AllOf(all_of=(one,))) == node_digest(one)
    assert node_digest(AllOf(all_of=(one, third))) != node_digest(AnyOf(any_of=(one, third)))
