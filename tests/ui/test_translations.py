"""The English catalogue: nothing open, the same blanks, built from what is in the code."""

import importlib.util
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def translations():
    spec = importlib.util.spec_from_file_location("translations", ROOT / "packaging" / "translations.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_catalogue_is_whole(translations) -> None:
    assert translations.faults() == []


def test_the_gate_sees_a_lost_blank(translations, tmp_path, monkeypatch) -> None:
    broken = tmp_path / "app_en.ts"
    text = translations.SOURCE.read_text(encoding="utf-8")
    assert "From the entries: %s" in text
    broken.write_text(text.replace("From the entries: %s", "From the entries"), encoding="utf-8")
    monkeypatch.setattr(translations, "SOURCE", broken)
    found = translations.faults()
    assert any(fault.startswith("other blanks") for fault in found)
    assert any(fault.startswith("out of date") for fault in found)


def test_filters_of_file_dialogs_are_written_as_qt_reads_them(translations) -> None:
    """Qt finds the patterns between half-width brackets only: with others a dialog lists no file."""
    filters = [
        text
        for _, source, translation, _ in translations.messages(translations.SOURCE)
        for text in (source, translation)
        if "*." in text or "(*" in text or "（*" in text
    ]
    assert len(filters) > 20
    for text in filters:
        for one in text.split(";;"):
            assert re.fullmatch(r"[^()（）]+ \(\*[^()（）]*\)", one), text
