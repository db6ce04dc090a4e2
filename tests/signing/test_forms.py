"""The small parts: distinguished encoding, names, sentences."""

import ast
import string
from pathlib import Path

import pytest

import assessor.signing
from assessor.messages import has_text, text
from assessor.signing.der import child_tags, der_length, is_der
from assessor.signing.plain import is_safe_name, plain
from assessor.signing.verification import EFFECTS, Reason, judge


@pytest.mark.parametrize(
    "good",
    ["0500", "020100", "02017f", "02020080", "0202ff7f", "0101ff", "010100", "3000", "3003020105", "0400"],
)
def test_der_accepts_the_one_form(good):
    assert is_der(bytes.fromhex(good))


@pytest.mark.parametrize(
    "bad",
    [
        "",
        "05",
        "050100",
        "0200",
        "02020001",
        "0202ff80",
        "010101",
        "0102ffff",
        "30800201050000",
        "30810402020100",
        "3082000302010500",
        "300302010500",
        "0000",
        "30020000",
        "1f8101",
        "2403040100",
        "30030201",
        "3084000000030201051f",
    ],
)
def test_der_refuses_every_other_form(bad):
    assert not is_der(bytes.fromhex(bad))


def test_der_depth_is_bounded():
    nested = b"\x05\x00"
    for _ in range(60):
        nested = bytes([0x30, len(nested)]) + nested
    assert len(nested) < 128
    assert not is_der(nested)


def test_der_lengths_and_children():
    assert der_length(bytes.fromhex("3003020105000000")) == 5
    assert der_length(b"0") is None
    assert child_tags(bytes.fromhex("30050201050500")) == [0x02, 0x05]


@pytest.mark.parametrize(
    "name", ["assessment.json", "図面 1.pdf", "review.json", "葛\U000e0100城.txt", "console.txt"]
)
def test_safe_names(name):
    assert is_safe_name(name)


@pytest.mark.parametrize(
    "name",
    [
        "",
        ".",
        "..",
        "a/b",
        "..\\a",
        "C:a",
        "aux",
        "LPT9.txt",
        "com¹",
        "a\x00b",
        "a\u2066b",
        "a.",
        "a ",
        "x" * 201,
    ],
)
def test_unsafe_names(name):
    assert not is_safe_name(name)


def test_plain_text():
    assert plain("髙﨑 𠮷邉") == "髙﨑 𠮷邉"
    assert plain("a\u202eb\x07") == "a\ufffdb\ufffd"
    assert plain("abc", 2) == "ab…"


def test_the_worst_finding_decides():
    note, doubt, change = Reason("countersignature_empty"), Reason("damaged"), Reason("info_changed")
    assert judge(()) == judge((note,)) == "intact"
    assert judge((note, doubt)) == "unverifiable"
    assert judge((doubt, change)) == "changed"


def _codes(kind: str) -> dict[str, set[str]]:
    """Codes raised or reported in the source, with the names of their parameters."""
    found: dict[str, set[str]] = {}
    for file in Path(assessor.signing.__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == kind:
                first = node.args[0] if node.args else None
                if isinstance(first, ast.Constant):
                    found.setdefault(first.value, set()).update(k.arg for k in node.keywords if k.arg)
    return found


def _placeholders(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


def test_every_error_has_its_sentence_and_remedy():
    codes = _codes("SigningError")
    assert len(codes) > 20
    for code, params in codes.items():
        assert has_text(f"error.{code}"), code
        assert has_text(f"remedy.{code}"), code
        for language in ("ja", "en"):
            sample = text(f"error.{code}", language, **dict.fromkeys(params, "X"))
            assert sample.endswith(("。", "."))
            assert text(f"remedy.{code}", language, **dict.fromkeys(params, "X"))


def test_every_finding_has_its_sentence():
    used = _codes("Reason")
    assert set(used) <= set(EFFECTS)
    for code in EFFECTS:
        for language in ("ja", "en"):
            params = dict.fromkeys(
                (
                    "field",
                    "detail",
                    "limit_mib",
                    "algorithm",
                    "name",
                    "count",
                    "holder",
                    "until",
                    "page",
                    "before",
                    "after",
                    "keys",
                ),
                "X",
            )
            assert text(f"verify.{code}", language, **params)
