"""Signing with a token, verifying folders and printed pages, and reports, from the command line."""

import csv
import json
import shutil
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest
from cryptography.hazmat.primitives.serialization import Encoding

sys.path.insert(0, str(Path(__file__).parents[1] / "signing"))
from token_kit import PIN, make_tokens


@pytest.fixture(scope="module")
def pki(tmp_path_factory):
    """The infrastructure of the tests of signatures."""
    import importlib.util

    path = Path(__file__).parents[1] / "signing" / "conftest.py"
    spec = importlib.util.spec_from_file_location("signing_conftest", path)
    module = importlib.util.module_from_spec(spec)
    sys.modules["signing_conftest"] = module
    spec.loader.exec_module(module)
    return module.Pki(tmp_path_factory.mktemp("pki"))


@pytest.fixture(scope="module")
def signing_server(pki):
    """The time-stamp server of the tests of signatures."""
    serve = sys.modules["signing_conftest"].tsa_url
    running = getattr(serve, "__wrapped__", None) or serve._get_wrapped_function()
    yield from running(pki)


@pytest.fixture(scope="module")
def token(tmp_path_factory, pki):
    """Tokens, and a way to run a command with them: the module reads its configuration once a process."""
    folder = tmp_path_factory.mktemp("softhsm")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOFTHSM2_CONF", "")
        kit = make_tokens(folder, pki)
        (folder / "pin").write_text(PIN + "\n")
        (folder / "wrong").write_text("0000\n")
        (folder / "root.pem").write_bytes(pki.root.certificate.public_bytes(Encoding.PEM))

        def run(*words):
            done = subprocess.run(
                [sys.executable, "-m", "assessor", *map(str, words), "--json"],
                capture_output=True, text=True, encoding="utf-8", check=False, timeout=120, cwd=folder,
            )  # fmt: skip
            return done.returncode, json.loads(done.stdout)

        run.kit, run.folder = kit, folder
        yield run


@pytest.mark.parametrize(("label", "holder"), [("rsa", "設計 太郎"), ("ec", "髙﨑 𠮷邉")])
def test_export_with_a_token(token, example, label, holder) -> None:
    words = ("--pkcs11", token.kit.module, "--token", label, "--pin-file", "pin")
    code, done = token("export", example, "--pdf", f"{label}.pdf", *words)
    assert (code, done["signed_by"]) == (0, holder)
    code, found = token("verify", f"{label}.pdf", "--trust", "root.pem")
    assert (code, found["outcome"], found["signer_known"]) == (0, "agrees", True)
    assert found["signatures"][0]["known"] == "trusted_root"


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("--token", "rsa", "--pin-file", "wrong"), "wrong_pin"),
        (("--token", "none", "--pin-file", "pin"), "token_missing"),
        (("--token", "several", "--pin-file", "pin"), "token_certificates_several"),
        (("--token", "several", "--pin-file", "pin", "--certificate", "x"), "token_certificate_unknown"),
        (("--token", "rsa"), "pin_file_needed"),
    ],
)
def test_what_is_wrong_with_a_token_is_said(token, example, words, expected) -> None:
    code, answer = token("export", example, "--pdf", "no.pdf", "--pkcs11", token.kit.module, *words)
    assert (code, answer["error"]["code"]) == (2, expected)
    assert not (token.folder / "no.pdf").exists()


@pytest.fixture
def box(run, example, passphrase_file, own_home, tmp_path) -> Path:
    """A folder with an honest file, a changed one and one that is no PDF."""
    folder = tmp_path / "box"
    folder.mkdir()
    done = run("load", example, "case.kosodate")
    assert done.code == 0
    words = ("--local-key", "--passphrase-file", passphrase_file, "--signer", "設計 太郎")
    assert run("export", "case.kosodate", "--pdf", folder / "a.pdf", *words).code == 0
    (folder / "b.pdf").write_bytes((folder / "a.pdf").read_bytes() + b"x")
    (folder / "c.pdf").write_bytes(b"hello")
    return folder


def test_verify_a_folder(run, box, tmp_path) -> None:
    found = run("verify", box, "--csv", "o.csv", "--xlsx", "o.xlsx", "--json")
    assert found.code == 1
    outcomes = {one["file"]: one["outcome"] for one in found.json["files"]}
    assert outcomes == {"a.pdf": "agrees", "b.pdf": "changed", "c.pdf": "unverifiable"}
    lines = list(csv.reader((tmp_path / "o.csv").read_text("utf-8-sig").splitlines()))
    assert [line[0] for line in lines[1:]] == ["a.pdf", "b.pdf", "c.pdf"]
    assert openpyxl.load_workbook(tmp_path / "o.xlsx").active.max_row == 4
    (box / "b.pdf").unlink()
    assert run("verify", box).code == 2
    (box / "c.pdf").unlink()
    shown = run("verify", box, language="en")
    assert shown.code == 0
    assert "1 files: 0 agree, 1 signed by someone unknown, 0 to be looked at" in shown.out


def test_the_file_to_a_printed_page(run, box) -> None:
    data = run("verify", box, "--json").json["files"][0]["data_fingerprint"]
    found = run("verify", box, "--fingerprint", data[:16], "--json")
    assert (found.code, [Path(one).name for one in found.json["files"]]) == (0, ["a.pdf", "b.pdf"])
    assert run("verify", box, "--fingerprint", "0" * 16).code == 1
    wrong = run("verify", box, "--fingerprint", "abc", "--json")
    assert (wrong.code, wrong.json["error"]["code"]) == (2, "fingerprint_form")
    for words in (("--fingerprint", data[:16]), ("--csv", "o.csv")):
        refused = run("verify", box / "a.pdf", *words, "--json")
        assert (refused.code, refused.json["error"]["code"]) == (2, "folder_needed")


def test_a_document_brings_its_history(run, box, example, tmp_path) -> None:
    found = run("verify", box / "a.pdf", "--json").json["recomputed"]["history"]
    assert (found["state"], found["edits"]) == ("consistent", 1)
    assert run("export", example, "--pdf", "plain.pdf").code == 0
    shown = run("verify", box / "a.pdf", language="en").out
    assert "History: 1 edits, unbroken" in shown
    assert "Who signed is not known" in shown


def test_a_seal_that_is_none(run, example, passphrase_file, own_home, tmp_path) -> None:
    (tmp_path / "seal.png").write_bytes(b"no picture")
    words = ("--local-key", "--passphrase-file", passphrase_file, "--seal", "seal.png")
    found = run("export", example, "--pdf", "out.pdf", *words, "--json")
    assert (found.code, found.json["error"]["code"]) == (2, "seal_unreadable")
    assert not (tmp_path / "out.pdf").exists()


def test_a_report_is_shown_with_the_file_inside(run, story, tmp_path) -> None:
    shutil.copy(story.report, tmp_path / "report.pdf")
    found = run("verify", "report.pdf", "--json")
    assert (found.code, found.json["report"]) == (0, True)
    assert [one["role"] for one in found.json["signatures"]] == ["examiner"]
    assert [one["role"] for one in found.json["submission"]["signatures"]] == ["designer"]
    assert "This is a review report" in run("verify", "report.pdf", language="en").out


def test_an_archive_stamp_needs_a_server(run, example, passphrase_file, own_home) -> None:
    words = ("--local-key", "--passphrase-file", passphrase_file, "--archive")
    found = run("export", example, "--pdf", "out.pdf", *words, "--json")
    assert (found.code, found.json["error"]["code"]) == (2, "timestamp_needed")


def test_an_archive_stamp_from_the_command_line(
    run, example, passphrase_file, own_home, pki, tmp_path, signing_server
) -> None:
    words = ("--local-key", "--passphrase-file", passphrase_file, "--archive", "--timestamp", signing_server)
    assert run("export", example, "--pdf", "out.pdf", *words).code == 0
    found = run("verify", "out.pdf", "--json").json
    assert (found["outcome"], found["archive_stamps"]) == ("agrees", 1)
    reasons = {one["code"] for one in found["reasons"]}
    assert {"archive_stamp_untrusted", "timestamp_untrusted"} <= reasons
