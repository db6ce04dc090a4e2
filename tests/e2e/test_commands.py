"""Every command of the command line: what it prints, where, and what it returns."""

import io
import json
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from assessor.cli.arguments import COMMANDS

JAPANESE = range(0x3041, 0x3100)


def is_japanese(words: str) -> bool:
    return any(ord(sign) in JAPANESE for sign in words)


def test_editions(run) -> None:
    found = run("editions", "--json")
    assert (found.code, found.err) == (0, "")
    assert [one["code"] for one in found.json["editions"]] == ["draft", "r4"]
    assert found.json["editions"][1]["categories"][0]["total"] == 98
    told = run("editions")
    assert "令和4年4月版" in told.out
    assert "必須 63" in told.out


def test_criteria(run) -> None:
    found = run("criteria", "r4", "--category", "new", "--json").json
    assert set(found) == {"edition", "category", "rows", "counts", "minimums", "kinds", "quantities"}
    assert found["counts"]["total"] == {"required": 63, "optional": 35, "total": 98}
    assert found["minimums"] == {"1": 1, "2": 8, "3": 1, "4+5": 1, "total": 13}
    told = run("criteria", "draft", "--category", "existing", language="en")
    assert told.code == 0
    assert "19 required, 96 optional, 115 in all" in told.out


def test_lint(run, tmp_path) -> None:
    assert run("lint").code == 0
    found = run("lint", "r4", "--json")
    assert (found.code, found.json["errors"]) == (0, 0)
    folder = tmp_path / "town"
    folder.mkdir()
    (folder / "edition.json").write_text('{"code": "town"}', encoding="utf-8")
    faulty = run("lint", folder, "--json")
    assert faulty.code == 1
    (fault,) = faulty.json["editions"][0]["findings"]
    assert fault["code"] == "key_missing"
    assert "edition.json" in fault["file"]
    assert fault["remedy"]
    assert run("lint", folder).code == 1
    assert run("lint", "nowhere").code == 2


def test_schema_describes_what_load_takes(run, example) -> None:
    schema = run("schema").json
    assert schema["type"] == "object"
    assert set(json.loads(example.read_text(encoding="utf-8"))) <= set(schema["properties"])
    assert set(schema["required"]) == {"edition", "category"}


def test_load_dump_and_evaluate_agree(run, example) -> None:
    loaded = run("load", example, "duplex.kosodate")
    assert (loaded.code, loaded.err) == (0, "")
    dumped = run("dump", "duplex.kosodate")
    assert dumped.code == 0
    Path("again.json").write_text(dumped.out, encoding="utf-8")
    assert run("dump", "again.json").out == dumped.out
    from_document = run("evaluate", "duplex.kosodate", "--json").json
    assert run("evaluate", example, "--json").json == from_document
    assert run("evaluate", "again.json", "--json").json == from_document
    assert sqlite3.connect("duplex.kosodate").execute("SELECT count(*) FROM record").fetchone()[0] > 10


def test_load_never_replaces_unasked(run, example) -> None:
    run("load", example, "a.kosodate")
    second = run("load", example, "a.kosodate", "--json")
    assert second.code == 2
    assert second.json["error"]["code"] == "document_exists"
    assert run("load", example, "a.kosodate", "--replace", "--json").json == {
        "document": "a.kosodate",
        "edition": "r4",
        "category": "new",
    }


def test_evaluate_tells_the_result_and_why(run, example) -> None:
    told = run("evaluate", example, language="en")
    assert told.code == 0
    assert told.out.startswith("Result: Not conforming")
    # The Duplex's inner stair has rails of 900 mm where 800 to 850 mm are asked (handbook, table 2-2).
    assert "2-2/10(2)" in told.out
    assert "900 mm" in told.out


def test_ten_lines_of_another_program(run, monkeypatch) -> None:
    bath = {"id": "bath", "kind": "bathroom", "parent": "A"}
    form = {
        "edition": "r4",
        "category": "new",
        "places": [{"id": "A", "kind": "unit_type"}, bath],
        "measurements": [
            {"place": "bath", "quantity": "bath_short_side_mm", "value": 1200},
            {"place": "bath", "quantity": "bath_area_m2", "value": 1.9},
        ],
    }
    stream = io.TextIOWrapper(io.BytesIO(json.dumps(form).encode()), encoding="utf-8")
    monkeypatch.setattr(sys, "stdin", stream)
    found = run("evaluate", "-", "--json")
    assert found.json["rows"]["2-2/3(5)a"]["verdict"] == "conforming"


def test_export_and_verify(run, example, passphrase_file, own_home) -> None:
    exported = run("export", example, "--pdf", "out.pdf", "--local-key", "--passphrase-file", passphrase_file)
    assert exported.code == 0
    assert "out.pdf" in exported.out
    assert exported.err.count("\n") >= 4
    verified = run("verify", "out.pdf", "--json")
    assert verified.code == 0
    assert verified.json["outcome"] == "agrees"
    assert verified.json["recomputed"]["rows"] == 98
    (signature,) = verified.json["signatures"]
    assert (signature["role"], signature["unchanged"], signature["known"]) == (
        "designer",
        True,
        "self_made_unknown",
    )
    told = run("verify", "out.pdf", language="en")
    assert told.code == 0
    assert "Intact, and the recomputed verdicts agree." in told.out
    assert "anybody can make one" in told.out
    own_key = own_home / "assessor" / "keys" / "local.p12"
    again = run("export", example, "--pdf", "two.pdf", "--key", own_key, "--passphrase-file", passphrase_file)
    assert again.code == 0


def test_verify_knows_whom_the_user_trusts(run, example, passphrase_file, own_home) -> None:
    from assessor.signing.keys import load_pkcs12
    from assessor.workflow.trusting import trust_certificate

    run("export", example, "--pdf", "out.pdf", "--local-key", "--passphrase-file", passphrase_file)
    key = load_pkcs12(own_home / "assessor" / "keys" / "local.p12", passphrase_file.read_bytes().strip())
    trust_certificate(key.certificate_der)
    assert run("verify", "out.pdf", "--json").json["signatures"][0]["known"] == "pinned"


def test_a_time_stamp_server_that_is_not_there_leaves_nothing_behind(
    run, example, passphrase_file, own_home, tmp_path
) -> None:
    words = ("--local-key", "--passphrase-file", passphrase_file, "--timestamp", "http://127.0.0.1:9/tsa")
    found = run("export", example, "--pdf", "out.pdf", *words, "--json")
    assert (found.code, found.json["error"]["code"]) == (2, "timestamp_unreachable")
    assert not (tmp_path / "out.pdf").exists()


def test_verify_says_no_and_cannot_say(run, example, passphrase_file, own_home, tmp_path) -> None:
    run("export", example, "--pdf", "out.pdf", "--local-key", "--passphrase-file", passphrase_file)
    data = (tmp_path / "out.pdf").read_bytes()
    (tmp_path / "longer.pdf").write_bytes(data + b"\n% more")
    assert run("verify", "longer.pdf").code == 1
    assert run("export", example, "--pdf", "unsigned.pdf").code == 0
    assert run("verify", "unsigned.pdf", "--json").json["outcome"] == "unverifiable"
    assert run("verify", "unsigned.pdf").code == 2
    (tmp_path / "no.pdf").write_bytes(b"%PDF-1.7 nothing")
    assert run("verify", "no.pdf").code == 2
    assert run("verify", "missing.pdf").code == 2


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["evalute"], "command_unknown"),
        (["evaluate"], "usage_missing"),
        (["evaluate", "a.json", "--fast"], "usage_unknown"),
        (["evaluate", "a.json", "b.json"], "usage_unknown"),
        (["criteria", "r4"], "usage_missing"),
        (["criteria", "r4", "--category", "villa"], "usage_choice"),
        (["criteria", "r4", "--category"], "usage_value"),
        (["portfolio", ".", "--target", "many"], "usage_choice"),
        (["criteria", "r9", "--category", "new"], "edition_unknown"),
        (["export", "a.json", "--pdf", "b", "--key", "k", "--local-key"], "usage_together"),
        (["evaluate", "missing.json"], "input_missing"),
        (["evaluate", "."], "input_unreadable"),
        (["dump", "missing.kosodate"], "input_missing"),
        (["export", "missing.json", "--pdf", "x.pdf"], "input_missing"),
        (["--colour"], "usage_unknown"),
    ],
)
def test_wrong_use_is_explained_in_both_languages(run, words, code) -> None:
    japanese, english = run(*words), run(*words, language="en")
    assert (japanese.code, english.code) == (2, 2)
    assert (japanese.out, english.out) == ("", "")
    assert is_japanese(japanese.err)
    assert not is_japanese(english.err)
    # Each has a sentence and a remedy.
    assert len(english.err.strip().splitlines()) == 2
    if words[0] in COMMANDS:
        assert run(*words, "--json").json["error"]["code"] == code


def test_signing_needs_a_passphrase_and_the_right_one(
    run, example, passphrase_file, own_home, tmp_path
) -> None:
    words = ["export", example, "--pdf", "out.pdf", "--local-key"]
    missing = run(*words, "--json")
    assert missing.json["error"]["code"] == "passphrase_file_needed"
    assert run(*words, "--passphrase-file", passphrase_file).code == 0
    before = (tmp_path / "out.pdf").read_bytes()
    (tmp_path / "wrong").write_text("something else", encoding="utf-8")
    wrong = run(*words, "--passphrase-file", "wrong", "--json")
    assert (wrong.code, wrong.json["error"]["code"]) == (2, "wrong_passphrase")
    assert (tmp_path / "out.pdf").read_bytes() == before


def test_a_name_no_font_has_stops_the_export(run, example, tmp_path) -> None:
    form = json.loads(example.read_text(encoding="utf-8"))
    form["case"]["name"] = "建物 \U00012000"
    (tmp_path / "gap.json").write_text(json.dumps(form), encoding="utf-8")
    found = run("export", "gap.json", "--pdf", "out.pdf", "--json")
    assert (found.code, found.json["error"]["code"]) == (2, "font_gap")
    assert not (tmp_path / "out.pdf").exists()


@pytest.mark.parametrize("words", [[], ["evaluate"], ["verify"], ["export"], ["criteria"]])
def test_help_in_both_languages(run, words) -> None:
    japanese, english = run(*words, "--help"), run(*words, "--help", language="en")
    assert (japanese.code, english.code) == (0, 0)
    assert japanese.out.startswith("使い方: assessor")
    assert english.out.startswith("usage: assessor")
    assert not is_japanese(english.out)
    for answer in (japanese.out, english.out):
        assert "130" in answer  # the exit codes


def test_version_and_language(run, monkeypatch) -> None:
    assert run("--version").out.startswith("assessor ")
    monkeypatch.setenv("ASSESSOR_LANGUAGE", "en")
    assert not is_japanese(run("evalute").err)
    assert is_japanese(run("evalute", language="ja").err)
    monkeypatch.setenv("ASSESSOR_LANGUAGE", "fr")
    assert is_japanese(run("evalute").err)
    # The program's name stands before the sentence, once.
    assert run("--language", "en", "evaluate").err.startswith("assessor: “FILE” is missing.")


def test_anything_else_opens_the_window(run, example, tmp_path) -> None:
    assert run().code == 0
    assert run(example, language="en").code == 0
    assert run("new.kosodate").code == 0
    (tmp_path / "evaluate-me").write_bytes(b"")
    assert run("evaluate-me").code == 0
    # Only a language that was asked for stands before the one chosen in the window.
    names = [(None if file is None else file.name, language) for file, language in run.opened]
    assert names == [
        (None, None),
        ("duplex.json", "en"),
        ("new.kosodate", None),
        ("evaluate-me", None),
    ]


def test_a_fault_of_ours_is_not_the_answer_no(run, example, monkeypatch) -> None:
    def broken(*_):
        raise ZeroDivisionError

    monkeypatch.setattr("assessor.workflow.evaluating.evaluate", broken)
    found = run("evaluate", example)
    assert found.code == 3
    assert "ZeroDivisionError" in found.err
    assert found.out == ""


def test_interrupted(run, example, monkeypatch) -> None:
    def stopped(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr("assessor.workflow.evaluating.evaluate", stopped)
    assert run("evaluate", example).code == 130


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no device that is always full")
@pytest.mark.parametrize("arguments", [["schema"], ["editions", "--json"]])
def test_an_answer_that_finds_no_room_is_the_environments_fault(arguments) -> None:
    command = [sys.executable, "-m", "assessor", *arguments]
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, check=False)
    told = done.stderr.decode("utf-8")
    assert done.returncode == 2
    assert "標準出力" in told
    assert "Traceback" not in told


def test_a_part_of_the_program_that_is_missing_is_its_own_fault(monkeypatch, capsys) -> None:
    from assessor import __main__ as entry

    monkeypatch.setattr(sys, "argv", ["assessor"])
    monkeypatch.setitem(sys.modules, "assessor.app", None)
    assert entry.main() == 3
    assert "assessor.app" in capsys.readouterr().err
