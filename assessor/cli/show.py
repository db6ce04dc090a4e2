"""Answers as lines of text for a person at a terminal."""

from typing import Any

from assessor.cli.console import Console
from assessor.criteria import Edition
from assessor.evaluation import Evaluation
from assessor.messages import text
from assessor.workflow.wording import Wording


def show_editions(console: Console, found: list[dict[str, Any]]) -> None:
    """One block per edition: name, then rows per category."""
    for edition in found:
        issued = f" ({edition['issued']})" if edition["issued"] else ""
        console.line(f"{edition['code']}  {edition['name']}{issued}")
        console.line(f"  {edition['title']}")
        for category in edition["categories"]:
            console.say("cli.editions.category", **category)


def show_criteria(console: Console, edition: Edition, found: dict[str, Any]) -> None:
    """The rows, then counts and minimums."""
    wording = Wording(edition, console.language)
    for row in found["rows"]:
        marks = " ".join(str(mark) for mark in (row["importance"], row["difficulty"]) if mark is not None)
        console.line(f"{row['id']:<14} {wording.level(row['level'])}  {row['title']}  {marks}".rstrip())
    console.line()
    for code, count in found["counts"].items():
        table = wording.group(code) if code == "total" else wording.table(code)
        console.say("cli.criteria.count", table=table, **count)
    for name, minimum in found["minimums"].items():
        console.say("cli.criteria.minimum", group=wording.group(name), minimum=minimum)


def show_evaluation(console: Console, edition: Edition, evaluation: Evaluation) -> None:
    """Result, reasons, tallies, and every row that does not conform with what it rests on."""
    summary = evaluation.summary
    wording = Wording(edition, console.language)
    console.say("cli.evaluate.result", result=wording.result(summary.result))
    for reason in summary.reasons:
        console.line(f"- {wording.summary_reason(reason)}")
    console.line()
    for code, table in summary.tables.items():
        if table.required.total or table.optional.total:
            console.say(
                "cli.evaluate.table",
                table=wording.table(code),
                conforming=table.required.conforming,
                not_applicable=table.required.not_applicable,
                not_conforming=table.required.not_conforming,
                undetermined=table.required.undetermined,
                total=table.required.total,
                optional=table.optional.conforming,
                optional_total=table.optional.total,
            )
    for minimum in (*summary.groups, summary.total):
        console.say(
            "cli.evaluate.minimum",
            name=wording.group(minimum.name),
            minimum=minimum.minimum,
            conforming=minimum.conforming,
            missing=minimum.missing,
        )
    failing = [one for one in evaluation.rows.values() if one.verdict == "not_conforming"]
    if failing:
        console.line()
    index = evaluation.snapshot.index
    for one in failing:
        row = edition.rows[one.row]
        level = wording.level(edition.level(row, evaluation.snapshot.category) or "")
        title = row.title.in_language(console.language)
        console.line(f"{wording.mark(one.verdict)} {one.row}  {level}  {title}")
        console.line(f"    {wording.deciding(one, index)}")


def show_lint(console: Console, edition: str, findings: list[dict[str, Any]]) -> None:
    """One block per finding: file and place, sentence, remedy."""
    errors = sum(finding["severity"] == "error" for finding in findings)
    for finding in findings:
        severity = text(f"cli.lint.{finding['severity']}", console.language)
        where = f"{finding['file']} {finding['place']}".rstrip()
        console.line(f"{where}: {severity}: {finding['message']}")
        if finding["remedy"]:
            console.line(f"    {finding['remedy']}")
    if findings:
        console.say("cli.lint.faults", edition=edition, errors=errors, warnings=len(findings) - errors)
    else:
        console.say("cli.lint.clean", edition=edition)
