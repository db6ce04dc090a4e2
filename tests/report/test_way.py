"""The section "合格まで" of the checklist: what it lists, and that it is printed."""

from datetime import UTC, datetime
from io import BytesIO

import pypdfium2
import pytest

from assessor.assessment.edits import rule_out
from assessor.criteria import load_edition
from assessor.report.checklist import draw_pages
from assessor.workflow.answers import nearest
from assessor.workflow.checklist import checklist_data
from assessor.workflow.session import Session, new_assessment


def content(session: Session, language="ja"):
    return checklist_data(
        session.edition,
        session.state,
        session.evaluation,
        embedded=b"{}",
        created=datetime(2026, 4, 1, tzinfo=UTC),
        language=language,
    )


def printed(data) -> str:
    document = pypdfium2.PdfDocument(BytesIO(draw_pages(data).pdf))
    try:
        return "".join(page.get_textpage().get_text_bounded() for page in document)
    finally:
        document.close()


@pytest.fixture
def session() -> Session:
    edition = load_edition("draft")
    return Session(edition, new_assessment(edition, "new", "試験", "2026-04-01"))


@pytest.mark.parametrize(("language", "heading"), [("ja", "合格まで"), ("en", "What is left to pass")])
def test_the_way_is_printed(session, language, heading):
    data = content(session, language)
    way = nearest(session.edition, session.evaluation)
    assert data.way is not None
    assert [row.id for row in data.way.required] == list(way.required_open)
    assert [row.id for row in data.way.rated] == [step.row for step in way.rated]
    assert heading in printed(data)


def test_rows_ruled_out_are_neither_chosen_nor_forgotten(session):
    before = content(session).way
    assert before is not None
    row = before.rated[0].id
    session.apply(rule_out(session.state, [row]))
    after = content(session).way
    assert after is not None
    assert row not in [one.id for one in after.rated]
    assert [one.id for one in after.ruled_out] == [row]
    assert len(after.rated) + len(after.unrated) == len(before.rated) + len(before.unrated)


def test_what_cannot_be_reached_is_said(session):
    optional = [
        row.id
        for row in session.edition.rows_for("new")
        if session.edition.level(row, "new") == "optional" and row.table == "1"
    ]
    session.apply(rule_out(session.state, optional))
    data = content(session)
    assert data.way is not None
    assert data.way.shortfalls
    assert data.way.shortfalls[0] in printed(data).replace("\r\n", "").replace("\n", "")


def test_the_way_without_rows_that_have_no_figure_is_said_where_the_way_uses_some():
    # r4 gives no difficulty: without such rows nothing of the 13 optional rows can be reached.
    edition = load_edition("r4")
    session = Session(edition, new_assessment(edition, "new", "試験", "2026-04-01"))
    data = content(session)
    assert data.way is not None
    said = [one for one in data.way.shortfalls if "数字がない項目を使わないとき" in one]
    assert len(said) == 1
    assert "選択 0項目" in said[0]
    assert "あと13項目足りません" in said[0]
    assert "数字がない項目を使わないとき" in printed(data).replace("\r\n", "")


def test_nothing_is_said_of_it_where_the_way_uses_none(session):
    way = content(session).way
    assert way is not None
    assert way.unrated == ()
    assert way.shortfalls == ()
