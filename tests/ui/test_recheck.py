"""A decision to check again: decided all the same, counted as its verdict, and told apart everywhere."""

from assessor.assessment.edits import measure
from assessor.assessment.evidence import Drawing
from assessor.assessment.evidence_edits import register, revise
from assessor.ui.models.rows import VERDICT
from assessor.ui.models.steps import STEP_ROLE
from assessor.workflow.evidence import set_drawing
from tests.ui.conftest import TWO_TYPES, measured
from tests.ui.desk_kit import texts

ROW = "2-2/3(5)a"


def step_of(window, key):
    return window.steps.index(window.steps.row_of(key)).data(STEP_ROLE)


def test_walk_tally_and_results_count_a_row_to_check_again_alike(make_window) -> None:
    window = make_window(sets=TWO_TYPES)
    session = window.context.bridge.session
    bar = window.tally_bar
    window.show_row(ROW)
    window.why.decision.choose("conforming")
    assert not bar._recheck.isVisible()
    key, record = measured("A-bath", bath_short_side_mm=1300)[0]
    window.bridge_for_tests.push(measure(key.place, key.quantity, record))
    result = session.evaluation.rows[ROW]
    assert (result.recheck, result.verdict) == (True, "conforming")
    # The count is that of the verdicts, in the walk as in the tallies ...
    tables, rows = session.evaluation.summary.tables, session.evaluation.rows
    for code, tally in tables.items():
        both = (tally.required, tally.optional)
        step = step_of(window, f"table:{code}")
        assert step.total - step.done == sum(one.undetermined for one in both), code
    assert step_of(window, "tables").done == sum(one.verdict != "undetermined" for one in rows.values())
    required = session.evaluation.summary.required
    settled = required.conforming + required.not_applicable
    assert bar._required._count.text() == f"{settled}/{required.total}"
    # ... and what is to be checked again is told beside it, the same number everywhere.
    assert step_of(window, "table:2-2").attention == step_of(window, "tables").attention == 1
    assert bar._recheck.isVisible()
    assert "要再確認" in texts(bar)
    assert bar._recheck._count.text() == "1"
    assert window.table_page.model.count("recheck") == 1
    window.rows.take_filter("recheck")
    assert window.table_page.model.shown_rows == [ROW]
    window.why.decision.again.click()
    assert not bar._recheck.isVisible()
    assert step_of(window, "table:2-2").attention == 0


def test_an_open_row_is_open_and_not_to_be_checked_again(make_window) -> None:
    """Read from a drawing that was replaced, and still lacking a value: it is undetermined, no more."""
    window = make_window(sets=[*TWO_TYPES, *measured("A-bath", bath_short_side_mm=1300)])
    bridge = window.bridge_for_tests
    bridge.push(set_drawing(bridge.session.state, [("A-bath", "bath_short_side_mm")], "A-12"))
    bridge.push(register("A-12", Drawing(revision="0")))
    bridge.push(revise(bridge.session.state, "A-12", "1"))
    result = bridge.session.evaluation.rows[ROW]
    assert (result.verdict, result.is_doubtful, result.recheck) == ("undetermined", True, False)
    window.show_row(ROW)
    assert window.table_page.model.index_of(ROW, VERDICT).data().startswith("？ 未判定")
    rows = bridge.session.evaluation.rows.values()
    again = [one.row for one in rows if one.is_doubtful and one.verdict != "undetermined"]
    assert ROW not in again
    assert window.table_page.model.count("recheck") == len(again)
    assert window.tally_bar._recheck._count.text() == str(len(again))
