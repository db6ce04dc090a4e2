"""The page of procedure and dates: where the case stands, what binds, what is expected, the calendar file."""

from itertools import pairwise

from PySide6.QtCore import Qt

from assessor.assessment.records import Filing, FilingKey
from assessor.ui.procedure.course_picture import CoursePicture
from assessor.workflow.filings import new_filing, set_fact


def chosen_texts(page, section: str) -> list[tuple[str, ...]]:
    return [line.texts for one in page.model.sections if one.key == section for line in one.lines]


def progress(page) -> dict[str, str]:
    return {one.state.step.code: one.state.progress for one in page.picture.boxes(600)}


CERTIFIED = (FilingKey("f-1"), Filing("certification", filed="2026-06-01", decided="2026-06-30"))


def test_the_picture_tells_what_is_done_and_what_is_next(page_of):
    window, page = page_of("dates", "existing")
    assert progress(page)["consultation"] == "current"
    window.bridge_for_tests.push(
        new_filing(window.bridge_for_tests.session.state, "consultation", filed="2026-08-20")[1]
    )
    assert progress(page)["consultation"] == "done"
    assert progress(page)["inquiry"] == "current"
    expected = chosen_texts(page, "expected")
    assert expected[0][0].startswith("2026-09-20"), "about a month after filing"
    assert chosen_texts(page, "hard")[0][0] == "", "nothing is counted before the certificate"


def test_hard_dates_after_certification(page_of):
    _, page = page_of("dates", "existing", [CERTIFIED])
    days = {texts[1]: (texts[0][:10], texts[2]) for texts in chosen_texts(page, "hard")}
    assert days["管理・運営責任者選任届の期限"] == ("2026-07-29", "期限経過"), "a month, that day included"
    assert "認定済み" in page.where.text()
    assert any("選任届" in texts[1] for texts in chosen_texts(page, "reminders"))


def test_dates_in_a_wrong_order_are_a_reminder(page_of):
    window, page = page_of("dates", "new")
    bridge = window.bridge_for_tests
    bridge.push(set_fact("works_started_on", "2026-05-01"))
    [missing] = chosen_texts(page, "reminders")
    assert "「設計認定申請書」の日がない" in missing[1]
    bridge.push(new_filing(bridge.session.state, "design_certification", filed="2026-08-20")[1])
    assert [texts[2] for texts in chosen_texts(page, "reminders")] == ["順序"]


def test_steps_do_not_overlap_at_any_width(page_of):
    _, page = page_of("dates")
    picture = page.picture
    assert isinstance(picture, CoursePicture)
    for width in (240, 420, 900):
        boxes = picture.boxes(width)
        assert len(boxes) == 15
        for above, below in pairwise(boxes):
            assert above.rect.bottom() < below.rect.top()
        assert all(box.rect.right() < width for box in boxes)
        assert picture.heightForWidth(width) > boxes[-1].rect.bottom()


def test_the_calendar_holds_what_is_open(page_of, tmp_path):
    _, page = page_of("dates", "existing", [CERTIFIED])
    page.export_to(tmp_path / "case.ics")
    text = (tmp_path / "case.ics").read_bytes().decode()
    assert text.count("BEGIN:VEVENT") == 3
    assert "DTSTART;VALUE=DATE:20260729" in text
    assert "case.ics" in page.said.text()


def test_without_dates_there_is_nothing_to_export(page_of):
    _, page = page_of("dates")
    assert not page.calendar.isEnabled()


def test_an_expected_day_gone_by_is_no_broken_deadline(page_of):
    window, page = page_of("dates", "existing")
    bridge = window.bridge_for_tests
    bridge.push(new_filing(bridge.session.state, "consultation", filed="2026-07-01")[1])
    lines = [line for one in page.model.sections if one.key == "expected" for line in one.lines]
    assert lines[0].texts[2] == "目安を過ぎた"
    assert lines[0].verdict == "undetermined"


def test_a_click_on_a_step_shows_its_documents(page_of, qtbot):
    window, page = page_of("dates", "existing")
    box = next(
        one for one in page.picture.boxes(page.picture.width()) if one.state.step.code == "application"
    )
    qtbot.mouseClick(page.picture, Qt.MouseButton.LeftButton, pos=box.rect.center())
    assert window.current_step == "documents"
    assert window.page("documents").application == "certification"


def test_what_to_know_about_subsidies_is_said(page_of):
    _, page = page_of("dates")
    assert "10 年" in page.notes.text()
