"""What the review says on paper: findings with answers, rounds, changes, every row with both verdicts."""

import hashlib
from collections.abc import Iterable
from datetime import datetime

from assessor.assessment import Assessment
from assessor.assessment.review import Finding, Look, Round
from assessor.assessment.review_edits import not_looked_at, open_findings, present_round
from assessor.criteria import Edition
from assessor.errors import UserError
from assessor.evaluation import Evaluation
from assessor.messages import Language, text
from assessor.report.content import Changes, Fact, ReviewFinding, RoundLine, SignatureField
from assessor.report.review_content import ReviewData, ReviewRow, ReviewTable
from assessor.store import JournalRow
from assessor.workflow.changes import Changed, compare, printed_changes
from assessor.workflow.evaluating import evaluate
from assessor.workflow.interchange import form_bytes, read_assessment
from assessor.workflow.review_journal import examiner_edits, last_answers
from assessor.workflow.wording import Wording


def state_of_round(edition: Edition, state: Assessment, number: int) -> Assessment | None:
    """The assessment as it was submitted in a round; None: it is not kept, or of another edition."""
    found = state.rounds.get(str(number))
    if found is None or not found.form:
        return None
    try:
        known, submitted = read_assessment(found.form.encode(), f"R{number}")
    except UserError:
        return None
    return submitted if known.code == edition.code else None


def changes_since(
    edition: Edition, state: Assessment, number: int, evaluation: Evaluation | None = None
) -> Changed | None:
    """What differs from the submission of a round; None: that one is not kept."""
    before = state_of_round(edition, state, number)
    return None if before is None else compare(edition, before, state, new=evaluation)


def changes_page(wording: Wording, state: Assessment, evaluation: Evaluation, number: int) -> Changes | None:
    """The same as it is printed; None: that submission is not kept."""
    before = state_of_round(wording.edition, state, number)
    if before is None:
        return None
    old = evaluate(wording.edition, before)
    found = compare(wording.edition, before, state, old=old, new=evaluation)
    one = state.rounds[str(number)]
    at = _day(one.closed_at or one.received_at)
    since = text("review.since", wording.language, number=number, at=at)
    return printed_changes(wording, found, old.snapshot.index, evaluation.snapshot.index, since)


def printed_findings(wording: Wording, state: Assessment, rows: list[str]) -> tuple[ReviewFinding, ...]:
    """Open findings in the order of the sheet, then settled ones."""
    opened = open_findings(state, rows)
    settled = {name: one for name, one in state.findings.items() if one.settled}
    return tuple(_finding(wording, state, name, one) for name, one in {**opened, **settled}.items())


def printed_rounds(state: Assessment, language: Language) -> tuple[RoundLine, ...]:
    """The rounds in order."""
    return tuple(
        RoundLine(
            f"R{number}",
            _who(language, one.holder, one.received_at),
            _who(language, one.closed_by, one.closed_at),
            text(f"review.outcome.{one.outcome or 'open'}", language),
            one.sha256[:16],
        )
        for number, one in sorted(state.rounds.items(), key=lambda item: int(item[0]))
    )


def examined(wording: Wording, state: Assessment, row: str) -> str:
    """What the examiner said of a row in the last round, for the examiner's column; empty: nothing."""
    look = state.looks.get(str(state.last_round), {}).get(row)
    if look is None:
        return ""
    verdict = f"{wording.mark(look.verdict)} {wording.verdict(look.verdict)}" if look.verdict else ""
    return "\n".join(part for part in (look_word(look, wording.language), verdict, *_ids(state, row)) if part)


def look_word(look: Look | None, language: Language) -> str:
    """確認, 指摘, 保留 with its mark, or 未審査."""
    return text(f"review.look.{'none' if look is None else look.state}", language)


def review_data(
    edition: Edition,
    state: Assessment,
    evaluation: Evaluation,
    *,
    examiner: str,
    created: datetime,
    language: Language = "ja",
    journal: Iterable[JournalRow] = (),
) -> ReviewData:
    """The content of the review report of the last round.

    Args:
        edition: the edition of the assessment.
        state: the document under review, its last round closed.
        evaluation: verdicts of the architect's assessment.
        examiner: name that is printed.
        created: moment of the report, with time zone.
        language: of every string.
        journal: of the document under review.
    """
    wording = Wording(edition, language)
    rows = list(evaluation.rows)
    number = state.last_round
    current = present_round(state)
    assert current is not None
    count = len(open_findings(state))

    def say(key: str, **params: object) -> str:
        return text(f"review.{key}", language, **params)

    name = edition.head.name.in_language(language)
    return ReviewData(
        language=language,
        title=say("title"),
        name=state.case.name,
        author=examiner,
        edition=name,
        edition_code=edition.code,
        edition_digest=edition.digest,
        fingerprint=hashlib.sha256(form_bytes(state)).hexdigest(),
        created=created,
        outcome=say("returned", count=count),
        explanation=say("returned_means"),
        facts=_facts(wording, state, evaluation, current, examiner),
        findings=printed_findings(wording, state, rows),
        tables=_tables(wording, state, evaluation),
        rounds=printed_rounds(state, language),
        changes=changes_page(wording, state, evaluation, number - 1) if number > 1 else None,
        examiner=SignatureField(text("report.signature.role.official", language), examiner),
        journal=examiner_edits(wording, journal, last_answers(state.answers)),
    )


def _facts(
    wording: Wording, state: Assessment, evaluation: Evaluation, current: Round, examiner: str
) -> tuple[Fact, ...]:
    language = wording.language
    rows = list(evaluation.rows)
    done = len(rows) - len(not_looked_at(state, rows))
    values = {
        "name": state.case.name,
        "address": state.case.address,
        "round": text("review.round", language, number=state.last_round),
        "holder": current.holder,
        "file": current.sha256,
        "agreed": text(f"review.agreed.{'yes' if current.agreed else 'no'}", language),
        "result": wording.result(evaluation.summary.result),
        "received": _who(language, current.received_by, current.received_at),
        "looked": text("review.looked", language, done=done, total=len(rows)),
        "examiner": examiner,
    }
    return tuple(Fact(text(f"review.fact.{key}", language), value) for key, value in values.items())


def _finding(wording: Wording, state: Assessment, name: str, one: Finding) -> ReviewFinding:
    language = wording.language
    given = sorted(state.answers.get(name, {}).items(), key=lambda item: int(item[0]))
    answered = str(state.last_round) in state.answers.get(name, {})
    word = "settled" if one.settled else "answered" if answered else "open"
    notes = [_who(language, one.by, one.at)]
    if one.settled:
        who = _who(language, one.settled_by, one.settled_at)
        notes.append(text("review.settled_in", language, round=one.settled, who=who))
    answers = []
    for number, answer in given:
        said = answer.text if not answer.drawing else wording.in_brackets(answer.text, answer.drawing)
        line = text("review.answer", language, round=number, text=said)
        who = _who(language, answer.by, answer.at)
        answers.append(line + (text("review.answer_by", language, who=who) if who else ""))
    row = wording.edition.rows.get(one.row)
    return ReviewFinding(
        name,
        one.row or text("review.whole", language),
        "" if row is None else wording.title(row),
        one.text,
        one.drawing,
        text(f"review.state.{word}", language),
        tuple(note for note in notes if note),
        tuple(answers),
    )


def _tables(wording: Wording, state: Assessment, evaluation: Evaluation) -> tuple[ReviewTable, ...]:
    looks = state.looks.get(str(state.last_round), {})
    tables = []
    for table in wording.edition.tables:
        rows = []
        for row in table.rows:
            result = evaluation.rows.get(row.id)
            level = wording.edition.level(row, evaluation.snapshot.category)
            if result is None or level is None:
                continue
            look = looks.get(row.id)
            own = look.verdict if look is not None else ""
            parts = [*_ids(state, row.id), look.note if look is not None else ""]
            rows.append(
                ReviewRow(
                    wording.number_of(row),
                    wording.title(row),
                    level,
                    f"{wording.mark(result.verdict)} {wording.verdict(result.verdict)}",
                    look_word(look, wording.language),
                    f"{wording.mark(own)} {wording.verdict(own)}" if own else "",
                    "\n".join(part for part in parts if part),
                    is_apart=bool(own) and own != result.verdict,
                )
            )
        title = f"{wording.table(table.code)}　{table.name.in_language(wording.language)}"
        tables.append(ReviewTable(title, tuple(rows)))
    return tuple(tables)


def _ids(state: Assessment, row: str) -> list[str]:
    listed = [name for name, one in state.findings.items() if one.row == row and not one.settled]
    return [", ".join(listed)] if listed else []


def _who(language: Language, by: str, at: str) -> str:
    if by and at:
        return text("review.by_at", language, by=by, at=_day(at))
    return by or _day(at)


def _day(moment: str) -> str:
    return moment[:10]
