"""A field of the open form that is wrong: where, what stands there and what belongs there, in our words."""

import json

import pytest

from assessor.assessment.interchange import read_form
from assessor.errors import DocumentError
from assessor.messages import explain

GOOD = {"edition": "r4", "category": "new"}
LIBRARY = ("Input", "should", "valid", "Field required", "Extra inputs", "pydantic", "String", "union")


def fault(**changes):
    with pytest.raises(DocumentError) as caught:
        read_form(json.dumps(GOOD | changes).encode())
    return caught.value


@pytest.mark.parametrize(
    ("changes", "code", "place"),
    [
        ({"edition": 4}, "form_text", "edition"),
        ({"edition": ""}, "form_id", "edition"),
        ({"places": {}}, "form_list", "places"),
        ({"places": ["A"]}, "form_object", "places[0]"),
        ({"places": [{"id": "A"}]}, "form_missing", "places[0]"),
        ({"places": [{"id": "A", "kind": "room", "width": 3}]}, "form_unknown", "places[0]"),
        ({"places": [{"id": "A", "kind": "room", "applied": "maybe"}]}, "form_flag", "places[0].applied"),
        ({"measurements": [{"place": "A", "quantity": "q"}]}, "form_missing", "measurements[0]"),
        (
            {"measurements": [{"place": "A", "quantity": "q", "value": None}]},
            "form_value",
            "measurements[0].value",
        ),
        (
            {"measurements": [{"place": "A", "quantity": "q", "value": {"mm": 3}}]},
            "form_value",
            "measurements[0].value",
        ),
        (
            {"measurements": [{"place": "A", "quantity": "q", "value": 1, "origin": "guess"}]},
            "form_choice",
            "measurements[0].origin",
        ),
        ({"case": {"date_made": "2026/04/01"}}, "form_date", "case.date_made"),
        ({"case": {"name": "x" * 2001}}, "form_long", "case.name"),
        ({"drawings": [{"number": "A-1", "sha256": "12"}]}, "form_digest", "drawings[0].sha256"),
        ({"drawings": [{"number": "A-1", "size": -1}]}, "form_whole", "drawings[0].size"),
        ({"drawings": [{"number": "A-1", "size": "big"}]}, "form_whole", "drawings[0].size"),
        ({"version": "one"}, "form_whole", "version"),
        ({"format": "other"}, "form_choice", "format"),
        ({"dwellings": [{"id": "a", "number": "1", "area": []}]}, "form_value", "dwellings[0].area"),
    ],
)
def test_what_where_and_what_to_do_in_both_languages(changes, code, place) -> None:
    found = fault(**changes)
    assert (found.code, found.params["place"]) == (code, place)
    for language in ("ja", "en"):
        sentence, remedy = explain(found, language)
        assert place in sentence
        assert remedy
        assert "{place}" not in sentence
    japanese = " ".join(explain(found, "ja"))
    assert not [word for word in LIBRARY if word in japanese]


def test_a_whole_document_of_another_kind() -> None:
    for data, code in ((b"[]", "form_object"), (b"{}", "form_missing"), (b'"x"', "form_object")):
        with pytest.raises(DocumentError) as caught:
            read_form(data)
        assert caught.value.code == code
        assert "JSON" in explain(caught.value)[0]


def test_what_stands_there_is_shown_short() -> None:
    assert fault(places="A" * 500).params["found"] == '"' + "A" * 60 + '…"'
    assert fault(edition=True).params["found"] == "true"
    assert fault(edition=None).params["found"] == "null"
