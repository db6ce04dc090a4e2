"""Standard phrases of findings: complete in both languages, one key each."""

import pytest

from assessor.workflow.phrases import phrases


def test_ids_and_keys_are_unique() -> None:
    ids = [one.id for one in phrases()]
    keys = [one.key for one in phrases() if one.key]
    assert len(ids) == len(set(ids)) >= 10
    assert keys == list("123456789")
    assert all(one.isidentifier() and one.isascii() for one in ids)


@pytest.mark.parametrize("one", phrases(), ids=lambda one: one.id)
def test_both_languages_say_something(one) -> None:
    assert set(one.title) == set(one.text) == {"ja", "en"}
    assert all(part.strip() for part in (*one.title.values(), *one.text.values()))
    assert ("…" in one.text["ja"]) == ("…" in one.text["en"])
    assert one.title["ja"] != one.title["en"]
