"""The inbox: every file named with its answer, in several processes, cancelled, and written as tables."""

import csv
import os
import time
from pathlib import Path

import openpyxl
import pytest

from assessor.errors import DocumentError
from assessor.messages import text
from assessor.signing.keys import create_local_key
from assessor.signing.trust_store import TrustStore
from assessor.workflow import file_pool
from assessor.workflow import inbox as inbox_module
from assessor.workflow.exporting import export_pdf
from assessor.workflow.file_pool import FEW
from assessor.workflow.inbox import Inbox, InboxEntry, check_folder, pdf_files, rows_of
from assessor.workflow.inbox_out import COLUMNS, write_csv, write_xlsx
from assessor.workflow.printed_pages import find_printed, fingerprints, normal_fingerprint


@pytest.fixture
def folder(house, tmp_path) -> Path:
    """One honest file, and files with something wrong."""
    edition, state = house
    box = tmp_path / "受信"
    (box / "下").mkdir(parents=True)
    key = create_local_key("髙﨑 𠮷邉", "", b"long enough", tmp_path / "k.p12")
    honest = export_pdf(edition, state, box / "a.pdf", key=key).path.read_bytes()
    export_pdf(edition, state, box / "b unsigned.pdf")
    (box / "c longer.PDF").write_bytes(honest + b"%more")
    (box / "下" / "d cut.pdf").write_bytes(honest[:-2000])
    (box / "下" / "e empty.pdf").write_bytes(b"")
    (box / "note.txt").write_text("no PDF")
    (box / ".hidden.pdf").write_bytes(b"x")
    return box


def by_name(found: Inbox) -> dict[str, InboxEntry]:
    return {one.path.name: one for one in found.entries}


def test_each_file_has_its_answer(folder) -> None:
    told = []
    found = check_folder(
        folder, progress=lambda done, total, entry: told.append((done, total, entry.path.name))
    )
    assert (found.total, found.is_complete) == (5, True)
    assert [done for done, _, _ in told] == [1, 2, 3, 4, 5]
    entries = by_name(found)
    assert {name: one.outcome for name, one in entries.items()} == {
        "a.pdf": "agrees",
        "b unsigned.pdf": "unverifiable",
        "c longer.PDF": "changed",
        "d cut.pdf": "unverifiable",
        "e empty.pdf": "unverifiable",
    }
    honest = entries["a.pdf"]
    assert (honest.kind, honest.round, honest.differences) == ("checklist", 1, 0)
    assert (honest.holder, honest.known) == ("髙﨑 𠮷邉", "self_made_unknown")
    assert (honest.case, honest.edition, honest.result) == ("髙﨑𠮷邉ハイツ", "r4", "not_conforming")
    assert "bytes_after_end" in entries["c longer.PDF"].codes
    assert "no_signature" in entries["b unsigned.pdf"].codes


def test_what_is_wrong_is_said_in_words_and_an_unknown_signer_stands_apart(folder, tmp_path) -> None:
    found = check_folder(folder)
    honest, longer = by_name(found)["a.pdf"], by_name(found)["c longer.PDF"]
    assert (honest.outcome, honest.headline, honest.is_known) == ("agrees", "unknown_signer", False)
    for language in ("ja", "en"):
        (said,) = longer.sentences(language)
        assert said == text("verify.bytes_after_end", language, **longer.said[0][1])
    write_csv(found, folder, tmp_path / "o.csv")
    table = (tmp_path / "o.csv").read_text("utf-8-sig")
    assert "bytes_after_end" not in table
    assert text("verify.bytes_after_end", "ja", **longer.said[0][1]) in table
    assert text("inbox.outcome.unknown_signer", "ja") in table
    for entry in found.entries:
        assert len(entry.sentences("ja")) == len(entry.codes)


def test_files_that_are_the_same_are_verified_once(folder, monkeypatch) -> None:
    for number in range(5):
        (folder / f"x{number}.pdf").write_bytes((folder / "a.pdf").read_bytes())
    asked = []
    real = inbox_module.check_file

    def counted(path, store, extra):
        asked.append(path.name)
        return real(path, store, extra)

    monkeypatch.setattr(inbox_module, "check_file", counted)
    told = []
    found = check_folder(folder, progress=lambda done, total, entry: told.append((done, total, entry.path)))
    assert asked.count("a.pdf") == 1
    assert not [name for name in asked if name.startswith("x")]
    assert {one.outcome for name, one in by_name(found).items() if name.startswith("x")} == {"agrees"}
    assert sorted(path for _, _, path in told) == pdf_files(folder)
    assert [done for done, _, _ in told] == list(range(1, 11))


def test_several_processes_find_the_same(folder) -> None:
    for number in range(FEW):
        (folder / f"x{number}.pdf").write_bytes((folder / "a.pdf").read_bytes() + b"%%%d" % number)
    alone = check_folder(folder, workers=1)
    together = check_folder(folder, workers=2)
    assert together == alone
    assert together.total == FEW + 5


def test_it_can_be_cancelled(folder) -> None:
    for number in range(FEW):
        (folder / f"x{number}.pdf").write_bytes((folder / "a.pdf").read_bytes())
    for workers in (1, 2):
        seen: list[Path] = []
        began = time.monotonic()
        found = check_folder(
            folder,
            workers=workers,
            progress=lambda _done, _total, entry, seen=seen: seen.append(entry.path),
            cancel=lambda seen=seen: len(seen) >= 2,
        )
        assert not found.is_complete
        assert 2 <= len(found.entries) < found.total
        assert time.monotonic() - began < 60


def _deadly(path: Path, store: TrustStore, extra: tuple[Path, ...]) -> InboxEntry:
    """Stands for a file that ends the process that reads it."""
    if path.name == "deadly.pdf":
        os._exit(9)
    return InboxEntry(path, "agrees")


def test_a_file_that_kills_its_process_is_named_and_the_others_go_on(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(inbox_module, "check_file", _deadly)
    # Other processes find the function by its module: fork here, so that they need not import this file.
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    monkeypatch.setattr(
        file_pool, "_new_pool", lambda count: ProcessPoolExecutor(count, mp_context=get_context("fork"))
    )
    for name in ("deadly", *(f"f{number}" for number in range(FEW))):
        (tmp_path / f"{name}.pdf").write_bytes(name.encode())
    found = by_name(check_folder(tmp_path, workers=2))
    assert found.pop("deadly.pdf").codes == ("unexpected",)
    assert {one.outcome for one in found.values()} == {"agrees"}
    assert len(found) == FEW


def test_the_file_to_a_printed_page(folder, tmp_path) -> None:
    data = by_name(check_folder(folder))["a.pdf"].data
    shown = f"{data[:4]} {data[4:8]} {data[8:12]} {data[12:16]}"
    # A file that nobody signed is found too: paper does not say which of the two it was printed from.
    both = [folder / "a.pdf", folder / "b unsigned.pdf"]
    for digits in (shown, data, f"SHA256:{data.upper()}:R4"):
        assert find_printed(folder, digits)[:2] == both
    assert find_printed(folder, "0" * 16) == []
    for digits in ("1234567", "xyz12345", "", "a" * 65):
        with pytest.raises(DocumentError, match="fingerprint_form"):
            normal_fingerprint(digits)


def test_looking_for_a_page_goes_parallel_tells_and_can_be_cancelled(folder, tmp_path) -> None:
    honest = (folder / "a.pdf").read_bytes()
    for number in range(FEW + 4):
        (folder / f"x{number:02}.pdf").write_bytes(honest)
    data, file = fingerprints(folder / "a.pdf")
    seen: list[tuple[int, int]] = []

    def tell(done: int, total: int) -> None:
        seen.append((done, total))

    copies = {"a.pdf", *(f"x{number:02}.pdf" for number in range(FEW + 4))}
    alone = find_printed(folder, data, workers=1)
    assert {one.name for one in alone} == {*copies, "b unsigned.pdf", "c longer.PDF"}
    both = find_printed(folder, file, workers=2, progress=tell)
    assert {one.name for one in both} == copies
    total = len(pdf_files(folder))
    assert seen == [(done, total) for done in range(1, total + 1)]
    for workers in (1, 2):
        seen.clear()
        some = find_printed(folder, data, workers=workers, progress=tell, cancel=lambda: len(seen) >= 2)
        assert 2 <= len(seen) < total
        assert set(some) < set(alone)


def test_fingerprints_of_what_is_damaged(folder, tmp_path) -> None:
    assert fingerprints(tmp_path / "gone.pdf") == ("", "")
    data, file = fingerprints(folder / "下" / "e empty.pdf")
    assert (data, len(file)) == ("", 64)


def test_folders_that_are_none(tmp_path, monkeypatch) -> None:
    with pytest.raises(DocumentError, match="folder_missing"):
        check_folder(tmp_path / "none")
    assert check_folder(tmp_path) == Inbox((), 0, True)
    (tmp_path / "a.pdf").write_bytes(b"")
    monkeypatch.setattr(inbox_module, "MAX_FILES", 0)
    with pytest.raises(DocumentError, match="inbox_too_large"):
        pdf_files(tmp_path)


def test_a_file_that_cannot_be_read_is_named(tmp_path) -> None:
    (tmp_path / "folder.pdf").mkdir()
    (tmp_path / "gone.pdf").symlink_to(tmp_path / "nowhere")
    (entry,) = check_folder(tmp_path).entries
    assert (entry.outcome, entry.codes) == ("unreadable", ("input_missing",))


EVIL = InboxEntry(
    Path("=cmd|' /C calc'!A0.pdf"), "agrees", case="=1+1", holder="@SUM(A1)", official="-2", size=5
)


@pytest.mark.parametrize("language", ["ja", "en"])
def test_csv_and_workbook_say_the_same(folder, tmp_path, language) -> None:
    found = check_folder(folder)
    write_csv(found, folder, tmp_path / "o.csv", language)
    write_xlsx(found, folder, tmp_path / "o.xlsx", language)
    raw = (tmp_path / "o.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    lines = list(csv.reader(raw.decode("utf-8-sig").splitlines()))
    book = openpyxl.load_workbook(tmp_path / "o.xlsx")
    cells = [["" if cell.value is None else str(cell.value) for cell in row] for row in book.active.rows]
    assert lines == cells
    assert lines[0][0] == text("inbox.column.file", language)
    assert lines[1][:2] == ["a.pdf", text("inbox.outcome.unknown_signer", language)]
    assert lines[4][0] == "下/d cut.pdf"
    size = COLUMNS.index("size")
    assert isinstance(book.active.cell(2, size + 1).value, int)
    assert book.active.freeze_panes == "A2"


def test_what_is_not_known_is_empty_and_the_category_has_its_name(folder, tmp_path) -> None:
    write_csv(check_folder(folder), folder, tmp_path / "o.csv")
    lines = list(csv.reader((tmp_path / "o.csv").read_text("utf-8-sig").splitlines()))
    told = {
        line[0]: [line[COLUMNS.index(name)] for name in ("category", "round", "differences")]
        for line in lines[1:]
    }
    assert told.pop("a.pdf") == ["新築", "1", "0"]
    assert len(told) == 4
    assert all(one == ["", "", ""] for one in told.values()), told


def test_no_cell_is_a_formula(tmp_path) -> None:
    found = Inbox((EVIL,), 1, True)
    write_csv(found, tmp_path, tmp_path / "o.csv")
    write_xlsx(found, tmp_path, tmp_path / "o.xlsx")
    line = list(csv.reader((tmp_path / "o.csv").read_text("utf-8-sig").splitlines()))[1]
    assert not [cell for cell in line if cell[:1] in ("=", "+", "-", "@")]
    row = openpyxl.load_workbook(tmp_path / "o.xlsx").active[2]
    assert row[0].value == str(EVIL.path)
    assert {cell.data_type for cell in row} <= {"s", "n", "inlineStr"}
    assert dict(next(rows_of(found, tmp_path)))["case"] == "=1+1"
