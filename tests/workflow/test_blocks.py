"""Clipboard texts of spreadsheets."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessor.errors import EditError
from assessor.workflow.blocks import MAX_CHARACTERS, block_text, parse_block


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("800\t36\r\n780\t36\r\n", [["800", "36"], ["780", "36"]]),
        ("1,200\r\n1,150\r\n", [["1,200"], ["1,150"]]),
        ("1,200", [["1,200"]]),
        ("60,30,30,60", [["60,30,30,60"]]),
        ("開き戸,800\n引き戸,780\n", [["開き戸", "800"], ["引き戸", "780"]]),
        ('"1,200",36\n"1,150",36', [["1,200", "36"], ["1,150", "36"]]),
        ('"二行\nの名前"\t1', [["二行\nの名前", "1"]]),
        ("a\t\t\nb", [["a", "", ""], ["b"]]),
        ("\n\n800\n", [[""], [""], ["800"]]),
        ("\ufeff800", [["800"]]),
        ("", []),
    ],
)
def test_cells(text: str, cells: list[list[str]]) -> None:
    assert parse_block(text) == cells


def test_too_much_is_refused() -> None:
    with pytest.raises(EditError, match="block_too_large"):
        parse_block("1\t" * MAX_CHARACTERS)


CELL = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zs", "Zl", "Zp", "Cf"]), max_size=8)


@given(
    st.integers(2, 4).flatmap(
        lambda width: st.lists(st.lists(CELL, min_size=width, max_size=width), min_size=1)
    )
)
def test_a_block_written_is_read_again(rows) -> None:
    assert parse_block(block_text(rows)) == rows
