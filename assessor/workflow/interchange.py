"""The open interchange form in and out, with the file named in what is wrong with it."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from assessor.assessment import Assessment
from assessor.assessment.interchange import read_form, schema, to_assessment, to_form, write_form
from assessor.criteria import Edition
from assessor.errors import DocumentError, EditError
from assessor.workflow.editions import edition_of


def form_schema() -> dict[str, Any]:
    """JSON Schema of the interchange form."""
    return schema()


def form_bytes(state: Assessment) -> bytes:
    """The assessment in the interchange form."""
    return write_form(to_form(state))


def read_assessment(data: bytes, file: str, extra: Iterable[Path] = ()) -> tuple[Edition, Assessment]:
    """The assessment of an interchange document, checked against the edition it names.

    Args:
        data: the document.
        file: how it is called in messages.
        extra: folders with further editions.

    Raises:
        DocumentError: not such a document; the parameter `file` names it.
        EditError: it holds something that its edition does not know; likewise.
        CriteriaError: the edition is unknown or faulty.
    """
    try:
        form = read_form(data)
        edition = edition_of(form.edition, extra)
        return edition, to_assessment(form, edition)
    except (DocumentError, EditError) as problem:
        problem.params.setdefault("file", file)
        raise
