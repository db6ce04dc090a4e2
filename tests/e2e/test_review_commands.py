"""A review from the command line alone: begun, returned, answered, submitted again, approved."""

import csv
import json

import pytest

ROW = "2-2/3(5)a"
PERSON = ("--local-key", "--passphrase-file")


@pytest.fixture
def people(run, tmp_path, monkeypatch, passphrase_file):
    """Puts somebody at work: a data folder, so a key, of their own."""

    def at_work(name: str):
        for variable in ("XDG_DATA_HOME", "LOCALAPPDATA"):
            monkeypatch.setenv(variable, str(tmp_path / name))

        def call(*words, signs: bool = False, **settings):
            more = (*PERSON, passphrase_file, "--signer", name) if signs else ()
            return run(*words, *more, **settings)

        return call

    return at_work


@pytest.fixture
def submitted(people, example):
    """R1.pdf of the architect, from case.kosodate."""
    architect = people("architect")
    assert architect("load", example, "case.kosodate").code == 0
    done = architect("export", "case.kosodate", "--pdf", "R1.pdf", signs=True)
    assert done.code == 0, done.err
    return architect


def write_json(path, **content):
    path.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    return path.name


def test_the_whole_review(people, submitted, tmp_path) -> None:
    official = people("official")
    begun = official("review", "R1.pdf", "review.kosodate", "--by", "審査 花子", "--json")
    assert (begun.code, begun.json["round"], begun.json["agreed"]) == (0, 1, True)
    assert (begun.json["known"], begun.json["looked_at"], begun.json["changed"]) == (
        "self_made_unknown",
        0,
        [],
    )
    write_json(
        tmp_path / "notes.json",
        looks=[{"row": "1/1", "look": "confirmed", "verdict": "conforming", "note": "図面で確認"}],
        findings=[
            {"row": ROW, "text": "浴室の短辺を確認できません。", "drawing": "A-12"},
            {"text": "案内図がありません。"},
        ],
    )
    refused = official("approve", "review.kosodate", "--pdf", "no.pdf", "--json", signs=True)
    assert (refused.code, refused.json["error"]["code"]) == (2, "review_not_looked_at")
    returned = official(
        "return", "review.kosodate", "--pdf", "report.pdf", "--findings", "notes.json", "--json", signs=True
    )
    assert returned.code == 0, returned.err
    assert (returned.json["outcome"], returned.json["findings"]) == ("returned", 2)
    again = official("return", "review.kosodate", "--pdf", "again.pdf", "--json", signs=True)
    assert (again.code, again.json["error"]["code"]) == (2, "review_round_closed")

    architect = people("architect")
    taken = architect("answer", "case.kosodate", "--report", "report.pdf", "--json")
    assert (taken.code, taken.json["unanswered"]) == (1, ["R1-2", "R1-1"])
    twice = architect("answer", "case.kosodate", "--report", "report.pdf", "--json")
    assert (twice.code, twice.json["error"]["code"]) == (2, "review_round_known")
    with (tmp_path / "answers.csv").open("w", encoding="cp932", newline="") as file:
        csv.writer(file).writerows(
            [("指摘", "回答", "図面"), ("R1-1", "追記しました", "A-12改"), ("R1-2", "添付しました", "")]
        )
    said = architect("answer", "case.kosodate", "--answers", "answers.csv", "--json")
    assert (said.code, said.json["unanswered"]) == (0, [])
    assert said.json["findings"][1]["answer"] == {"text": "追記しました", "drawing": "A-12改"}
    assert "Every finding is answered" in architect("answer", "case.kosodate", language="en").out
    assert architect("export", "case.kosodate", "--pdf", "R2.pdf", signs=True).code == 0

    official = people("official")
    second = official("review", "R2.pdf", "review.kosodate", "--json")
    assert (second.code, second.json["round"], second.json["altered"]) == (0, 2, [])
    (tmp_path / "settled.csv").write_text(
        "項目,審査,解決\n,,R1-1\n,,R1-2\n2-2/3(5)a,確認,\n", encoding="utf-8"
    )
    words = ("--unseen", "--any-result", "--findings", "settled.csv", "--verdict", "認定相当")
    approved = official("approve", "review.kosodate", "--pdf", "final.pdf", *words, "--json", signs=True)
    assert approved.code == 0, approved.err
    assert (approved.json["outcome"], approved.json["round"]) == ("approved", 2)

    third = people("third")
    found = third("verify", "final.pdf", "--json")
    assert (found.code, [one["role"] for one in found.json["signatures"]]) == (0, ["designer", "official"])


def test_a_fault_leaves_the_document_as_it_was(people, submitted, tmp_path) -> None:
    official = people("official")
    assert official("review", "R1.pdf", "review.kosodate").code == 0
    before = (tmp_path / "review.kosodate").read_bytes()
    for content, expected in (
        ({"findings": [{"row": "9-9/9", "text": "x"}]}, "row_unknown"),
        ({"findings": [{"row": ROW, "text": " "}]}, "finding_empty"),
        ({"looks": [{"row": "1/1", "look": "confirmed"}], "settled": ["R1-9"]}, "finding_unknown"),
        ({"looks": [{"row": "1/1", "look": "perhaps"}]}, "said_word"),
        ({"looks": [{"row": "1/1", "look": "confirmed", "who": "me"}]}, "said_form"),
        ({"looks": {"1/1": "confirmed"}}, "said_form"),
        ({"rows": []}, "said_form"),
        ({"answers": [{"finding": "R1-1", "text": "x"}]}, "review_read_only"),
    ):
        write_json(tmp_path / "notes.json", **content)
        words = ("--pdf", "no.pdf", "--findings", "notes.json", "--json")
        done = official("return", "review.kosodate", *words, signs=True)
        assert (done.code, done.json["error"]["code"]) == (2, expected)
    (tmp_path / "notes.csv").write_text("row,what\n1/1,x\n")
    words = ("--pdf", "no.pdf", "--findings", "notes.csv", "--json")
    done = official("return", "review.kosodate", *words, signs=True)
    assert (done.code, done.json["error"]["code"]) == (2, "said_column")
    assert (tmp_path / "review.kosodate").read_bytes() == before
    assert not (tmp_path / "no.pdf").exists()


def test_what_is_not_there_or_not_for_a_review(people, submitted, tmp_path) -> None:
    official = people("official")
    for words, expected in (
        (("review", "gone.pdf", "review.kosodate"), "input_missing"),
        (("review", "R1.pdf", "case.kosodate"), "review_not_desk"),
        (("return", "case.kosodate", "--pdf", "no.pdf"), "usage_missing"),
        (("answer", "gone.kosodate"), "input_missing"),
        (("answer", "new.kosodate", "--report", "R1.pdf"), "review_not_report"),
    ):
        done = official(*words, "--json")
        assert (done.code, done.json["error"]["code"]) == (2, expected), words
    changed = (tmp_path / "R1.pdf").read_bytes() + b"x"
    (tmp_path / "changed.pdf").write_bytes(changed)
    done = official("review", "changed.pdf", "review.kosodate", "--json")
    assert (done.code, done.json["error"]["code"]) == (2, "review_changed")
    assert not (tmp_path / "review.kosodate").exists()


def test_an_architect_without_the_document_gets_one_from_the_report(people, submitted, tmp_path) -> None:
    official = people("official")
    assert official("review", "R1.pdf", "review.kosodate", language="en").code == 0
    write_json(tmp_path / "notes.json", findings=[{"row": ROW, "text": "不足"}])
    words = ("--pdf", "report.pdf", "--findings", "notes.json")
    assert official("return", "review.kosodate", *words, signs=True).code == 0
    shown = people("other")("answer", "fresh.kosodate", "--report", "report.pdf", language="en")
    assert shown.code == 1
    assert "R1-1" in shown.out
    assert "Findings without an answer: 1" in shown.out
    assert people("other")("evaluate", "fresh.kosodate", "--json").json["edition"] == "r4"


def test_trust_takes_what_is_in_the_users_folder_and_names_what_is_damaged(
    people, submitted, tmp_path
) -> None:
    official = people("official")
    from assessor.workflow.trusting import trust_folder

    trust_folder().mkdir(parents=True)
    (trust_folder() / "broken.der").write_bytes(b"neither")
    done = official("review", "R1.pdf", "review.kosodate")
    assert done.code == 0
    assert "broken.der" in done.err
    found = official("verify", "R1.pdf")
    assert found.code == 0
    assert "broken.der" in found.err
    named = official("verify", "R1.pdf", "--trust", trust_folder() / "broken.der", "--json")
    assert (named.code, named.json["error"]["code"]) == (2, "trust_file_damaged")


def test_the_history_of_both_sides(people, submitted, tmp_path) -> None:
    official = people("official")
    assert official("review", "R1.pdf", "review.kosodate", "--by", "審査 花子").code == 0
    write_json(
        tmp_path / "notes.json",
        looks=[{"row": "1/1", "look": "deferred", "note": "電話で確認"}],
        findings=[{"row": ROW, "text": "不足"}],
    )
    words = ("--pdf", "report.pdf", "--findings", "notes.json", "--by", "審査 花子")
    assert official("return", "review.kosodate", *words, signs=True).code == 0
    found = official("history", "review.kosodate", "--csv", "h.csv", "--chain", "h.json", "--json")
    assert found.code == 0
    said = [one for one in found.json["lines"] if one["row"] == "1/1" and "R1" in one["what"]]
    assert [(one["by"], one["before"], one["after"]) for one in said] == [
        ("審査 花子", "", "？ 保留 電話で確認")
    ]
    assert found.json["lines"][-1]["after"] == "返却"
    assert len((tmp_path / "h.csv").read_text("utf-8-sig").splitlines()) >= len(found.json["lines"])
    assert json.loads((tmp_path / "h.json").read_text("utf-8"))["format"] == "assessor.history"
    some = official("history", "review.kosodate", "--row", ROW, language="en")
    assert "不足" in some.out
    assert "電話で確認" not in some.out
    assert "the chain is whole" in some.out
    for words, expected in (
        (("R1.pdf",), "document_needed"),
        (("gone.kosodate",), "input_missing"),
        (("review.kosodate", "--row", "9/9"), "row_unknown"),
    ):
        done = official("history", *words, "--json")
        assert (done.code, done.json["error"]["code"]) == (2, expected)


def test_an_approval_says_approved_whatever_the_remark(people, submitted, tmp_path) -> None:
    official = people("official")
    assert official("review", "R1.pdf", "review.kosodate").code == 0
    words = ("--unseen", "--any-result", "--verdict", "不承認")
    assert official("approve", "review.kosodate", "--pdf", "final.pdf", *words, signs=True).code == 0
    found = official("verify", "final.pdf", "--json").json
    reason = found["signatures"][1]["purpose"]
    total = found["recomputed"]["rows"]
    assert "承認します（第1回審査）" in reason
    assert f"{total}項目のうち{total}項目は未審査" in reason
    assert "結果は「" in reason
    assert reason.endswith("備考：不承認")
    journal = official("history", "review.kosodate").out
    for said in ("未審査のまま承認", "備考：不承認"):
        assert said in journal
    approval = found["approval"]
    assert (approval["holder"], approval["round"], approval["verdict"]) == ("official", 1, reason)
    said = official("verify", "final.pdf").out
    assert "審査の結論：承認（official、" in said
    assert "第1回" in said


def test_a_round_that_cannot_be_kept_leaves_no_signed_file(people, submitted, tmp_path, monkeypatch) -> None:
    from assessor.errors import StoreError
    from assessor.workflow.session import Session

    official = people("official")
    assert official("review", "R1.pdf", "review.kosodate").code == 0
    real = Session.apply

    def failing(self, edit, **words):
        if edit.label == "approved":
            raise StoreError("disk_full", path="x")
        return real(self, edit, **words)

    with monkeypatch.context() as patch:
        patch.setattr(Session, "apply", failing)
        words = ("--pdf", "final.pdf", "--unseen", "--any-result", "--json")
        done = official("approve", "review.kosodate", *words, signs=True)
    assert (done.code, done.json["error"]["code"]) == (2, "disk_full")
    assert not (tmp_path / "final.pdf").exists()
    # And where the file cannot be written the round stays open.
    words = ("--pdf", "no/final.pdf", "--unseen", "--any-result", "--json")
    done = official("approve", "review.kosodate", *words, signs=True)
    assert (done.code, done.json["error"]["code"]) == (2, "output_not_written")
    again = official("approve", "review.kosodate", "--pdf", "final.pdf", *words[2:], signs=True)
    assert again.code == 0, again.err


def test_no_key_is_made_before_all_else_is_in_order(people, submitted, tmp_path) -> None:
    official = people("official")
    assert official("review", "R1.pdf", "review.kosodate").code == 0
    (tmp_path / "notes.json").write_text('[{"row": "1/1", "look": "hold"}]', encoding="utf-8")
    words = ("--pdf", "report.pdf", "--findings", "notes.json", "--json")
    done = official("return", "review.kosodate", *words, signs=True)
    assert (done.code, done.json["error"]["code"]) == (2, "said_word")
    done = official("approve", "review.kosodate", "--pdf", "no.pdf", "--json", signs=True)
    assert (done.code, done.json["error"]["code"]) == (2, "review_not_looked_at")
    assert not list((tmp_path / "official").rglob("*.p12"))
    # A list with the names of the columns is read like a table.
    listed = [{"row": ROW, "look": "finding", "finding": "図面で確認できません。"}]
    (tmp_path / "notes.json").write_text(json.dumps(listed), encoding="utf-8")
    done = official("return", "review.kosodate", *words, signs=True)
    assert (done.code, done.json["findings"]) == (0, 1)
