"""Files inside a PDF: name trees with branches, and trees out of all proportion."""

import pytest

from assessor.workflow import embedded


class Node(dict):
    """A dictionary of a PDF that is its own object."""

    def get_object(self):
        return self


class Stream:
    """An embedded file."""

    def __init__(self, data: bytes) -> None:
        self.data = data


def leaf(*pairs):
    names = []
    for name, data in pairs:
        names += [name, Node({"/EF": {"/F": Stream(data)}})]
    return Node({"/Names": names})


@pytest.fixture
def reader(monkeypatch):
    """Stands for a parsed PDF with the given name tree."""

    def put(root):
        class Reader:
            embedded_regular_signatures = (type("Signature", (), {"signed_revision": 0}),)

            def get_historical_resolver(self, revision):
                return type("Revision", (), {"root": root})

        monkeypatch.setattr(embedded, "open_reader", lambda pdf: Reader())

    def put_tree(tree):
        put({"/Names": {"/EmbeddedFiles": tree}})

    put_tree.root = put
    return put_tree


def test_a_name_is_found_in_any_branch(reader) -> None:
    reader(Node({"/Kids": [leaf(("a", b"1")), Node({"/Kids": [leaf(("results.json", b"2"))]})]}))
    assert embedded.read_embedded(b"", "results.json") == b"2"
    assert embedded.read_embedded(b"", "b") is None


def test_nothing_embedded(reader) -> None:
    reader.root({})
    assert embedded.read_embedded(b"", "a") is None


def test_one_name_twice_is_refused(reader) -> None:
    reader(leaf(("a", b"1"), ("a", b"2")))
    with pytest.raises(ValueError, match="several"):
        embedded.read_embedded(b"", "a")


def test_a_tree_in_itself_is_refused(reader) -> None:
    tree = Node()
    tree["/Kids"] = [tree]
    reader(tree)
    with pytest.raises(ValueError, match="deep"):
        embedded.read_embedded(b"", "a")


def test_too_many_names_and_too_much_data_are_refused(reader, monkeypatch) -> None:
    reader(leaf(*((str(number), b"") for number in range(1001))))
    with pytest.raises(ValueError, match="too many"):
        embedded.read_embedded(b"", "a")
    monkeypatch.setattr(embedded, "MAX_STREAM", 3)
    reader(leaf(("a", b"1234")))
    with pytest.raises(ValueError, match="too large"):
        embedded.read_embedded(b"", "a")
