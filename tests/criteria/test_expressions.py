"""The language of derived quantities: what it reads, and what it derives from."""

import pytest

from assessor.criteria.expressions import derived_from, names, parse


def test_asking_whether_something_was_entered_reads_it_but_does_not_derive_from_it() -> None:
    expression = parse("'simple' if entered(a_mm) or entered_here(b_mm) else 'a' if c_mm > 0 else 'b'")
    assert names(expression) == {"a_mm", "b_mm", "c_mm"}
    assert derived_from(expression) == {"c_mm"}


def test_derived_from_looks_into_sums_over_places() -> None:
    assert derived_from(parse("total(storage, area_m2, height_cm > 5 and entered(x)) + y")) == {
        "area_m2",
        "height_cm",
        "y",
    }


@pytest.mark.parametrize("text", ["entered()", "entered(a, b)", "entered(1)", "entered_here(a + b)"])
def test_entered_takes_one_quantity(text: str) -> None:
    with pytest.raises(ValueError, match="takes one quantity"):
        parse(text)
