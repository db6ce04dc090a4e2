"""The nearest way to pass, compared with trying every subset of a small edition."""

from fractions import Fraction
from itertools import chain, combinations

from hypothesis import given
from hypothesis import strategies as st

from assessor.criteria import load_edition
from assessor.criteria.model import Edition, EditionHead, Table
from assessor.evaluation.nearest import nearest_way
from assessor.evaluation.tally import summarise


def word(text: str) -> dict[str, str]:
    return {"ja": text, "en": text}


def small(difficulties: list[list[str | None]], minimums: list[int], total: int) -> Edition:
    tables = []
    for number, own in enumerate(difficulties, 1):
        rows = [
            {
                "id": f"{number}/{index}",
                "table": str(number),
                "item": word("i"),
                "title": word("t"),
                "text": word("x"),
                "levels": {"new": "optional"},
                "scope": "building",
                "condition": {"attest": "q1", "text": word("q")},
                "difficulty": difficulty,
                "auto": "none",
                "source": {"table": "1", "item": "1", "line": 1},
            }
            for index, difficulty in enumerate(own, 1)
        ]
        tables.append(Table.model_validate({"code": str(number), "name": word("t"), "rows": rows}))
    head = EditionHead.model_validate(
        {
            "code": "small",
            "name": word("s"),
            "title": word("s"),
            "document": "none",
            "categories": [{"code": "new", "name": word("n"), "column": word("n")}],
            "tables": [table.code for table in tables],
            # The last table has no minimum of its own, as tables 6 and 7 of the handbook.
            "groups": [
                {"name": table.code, "label": word("g"), "tables": [table.code], "minimum": {"new": minimum}}
                for table, minimum in zip(tables[:-1], minimums, strict=False)
            ],
            "total_minimum": {"new": total},
            "declared": {},
        }
    )
    return Edition(head, tuple(tables), {}, {}, "0")


figure = st.sampled_from(["1.9", "2.4", "3", "4.1", None])
verdict = st.sampled_from(["conforming", "undetermined", "not_conforming", "not_applicable"])


@given(st.data())
def test_no_other_choice_is_easier(data) -> None:
    difficulties = [data.draw(st.lists(figure, min_size=1, max_size=3)) for _ in range(3)]
    one = small(difficulties, [data.draw(st.integers(0, 3)) for _ in range(2)], data.draw(st.integers(0, 7)))
    verdicts = {row: data.draw(verdict) for row in one.rows}
    summary = summarise(one, "new", verdicts)
    way = nearest_way(one, "new", verdicts, summary)
    open_rows = [row for row, found in verdicts.items() if found in ("undetermined", "not_conforming")]
    best = None
    for subset in chain.from_iterable(combinations(open_rows, size) for size in range(len(open_rows) + 1)):
        after = summarise(one, "new", verdicts | dict.fromkeys(subset, "conforming"))
        if not any(minimum.missing for minimum in (*after.groups, after.total)):
            figures = [one.rows[row].difficulty for row in subset]
            cost = (sum(found is None for found in figures), sum(Fraction(found or 0) for found in figures))
            best = cost if best is None else min(best, cost)
    if best is None:
        assert way.shortfalls
    else:
        assert not way.shortfalls
        assert (len(way.unrated), way.difficulty) == best


def test_ruled_out_rows_stay_out() -> None:
    one = small([["2", "1", "3"], ["5"]], [1], 1)
    verdicts = dict.fromkeys(one.rows, "undetermined")
    summary = summarise(one, "new", verdicts)
    assert [step.row for step in nearest_way(one, "new", verdicts, summary).rated] == ["1/2"]
    assert [step.row for step in nearest_way(one, "new", verdicts, summary, ruled_out={"1/2"}).rated] == [
        "1/1"
    ]


def test_the_draft_from_nothing_needs_26_rows_of_which_18_in_table_2() -> None:
    """Draft, new: minimums 1, 18, 1, 1 and 26 in total (check sheet lines 8 to 22)."""
    one = load_edition("draft")
    verdicts = {row.id: "undetermined" for row in one.rows_for("new")}
    way = nearest_way(one, "new", verdicts, summarise(one, "new", verdicts))
    chosen = [step.row for step in (*way.rated, *way.unrated)]
    assert len(chosen) == 26
    assert sum(row.startswith("2-") for row in chosen) >= 18
    assert len(way.required_open) == 51
