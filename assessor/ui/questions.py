"""What is asked about a value that is taken, and yet unlikely."""

from PySide6.QtCore import QCoreApplication

from assessor.ui.context import UiContext
from assessor.ui.fields import Field


def question_about(context: UiContext, code: str, field: Field) -> tuple[str, str] | None:
    """Sentence and remedy about a value outside the plausible range; None where there is nothing to ask."""
    wording, session = context.wording, context.bridge.session
    quantity = session.edition.quantities[code]
    measured = session.state.measurements.get(field.place, {}).get(code)
    if measured is None or quantity.plausible is None:
        return None
    low, high = quantity.plausible
    sentence = str(
        QCoreApplication.translate(
            "MainWindow",
            "%(place)s の %(name)s %(value)s は、ふつうの範囲（%(low)s〜%(high)s）の外です。",
        )
    ) % {
        "place": wording.place_path(session.evaluation.snapshot.index, field.place),
        "name": wording.quantity(code),
        "value": wording.value(quantity, measured.value),
        "low": wording.number(low),
        "high": wording.value(quantity, high),
    }
    remedy = QCoreApplication.translate(
        "MainWindow", "単位や桁を確かめてください。正しければ、このままで構いません。"
    )
    return sentence, str(remedy)
