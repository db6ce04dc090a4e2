"""Assessments in and out: document files of the store and the open interchange form, by content."""

from collections.abc import Iterable
from pathlib import Path

from assessor.assessment import Assessment
from assessor.criteria import Edition
from assessor.workflow.files import STDIN, read_input
from assessor.workflow.interchange import read_assessment


def read_source(source: str, extra: Iterable[Path] = ()) -> tuple[Edition, Assessment]:
    """The assessment of a document or of an interchange file (`-`: from standard input), with its edition.

    The source is read and never changed.

    Raises:
        DocumentError: no such file, or not an assessment.
        EditError: it holds something that its edition does not know.
        CriteriaError: its edition is unknown or faulty.
    """
    data = read_input(source)
    name = "(stdin)" if source == STDIN else Path(source).name
    return read_assessment(data, name, extra)
