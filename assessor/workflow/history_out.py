"""The history as a table for other programs: who changed what, when, from what to what."""

import csv
import io
from collections.abc import Iterable, Iterator
from pathlib import Path

from assessor.evaluation import PlaceIndex
from assessor.importers.csv_read import guarded
from assessor.messages import text
from assessor.store import JournalRow
from assessor.workflow.files import write_output
from assessor.workflow.history import all_events, event_parts, row_events
from assessor.workflow.wording import Wording

COLUMNS = ("seq", "at", "by", "edit", "row", "what", "before", "after")


def history_lines(
    journal: Iterable[JournalRow], wording: Wording, index: PlaceIndex, row: str = ""
) -> Iterator[dict[str, str]]:
    """The history in words, oldest first, one line for each record that was changed.

    Args:
        journal: of the document.
        wording: edition and language.
        index: places as they are now; a place that is gone is named by its id.
        row: id of a row: only what it rests on; empty: everything.
    """
    events = row_events(journal, wording.edition, row) if row else all_events(journal)
    findings: dict[str, str] = {}
    for event in events:
        what, before, after = event_parts(wording, index, event)
        if event.key.tag == "finding":
            findings[str(event.key[0])] = str(
                getattr(event.after, "row", "") or getattr(event.before, "row", "")
            )
        about = getattr(event.key, "row", "")
        if event.key.tag in ("finding", "answer"):
            about = findings.get(str(event.key[0]), "")
        yield {
            "seq": str(event.seq),
            "at": event.at,
            "by": event.by,
            "edit": wording.edit(event.label),
            "row": about,
            "what": what,
            "before": before,
            "after": after,
        }


def write_history_csv(lines: Iterable[dict[str, str]], target: Path, wording: Wording) -> int:
    """Writes the lines as CSV in UTF-8 with a byte order mark, and says how many there are.

    Raises:
        DocumentError: the file cannot be written.
    """
    output = io.StringIO(newline="")
    writer = csv.writer(output, lineterminator="\r\n")
    writer.writerow([text(f"history.column.{name}", wording.language) for name in COLUMNS])
    count = 0
    for count, line in enumerate(lines, 1):  # noqa: B007 # counted for the answer
        writer.writerow([guarded(line[name]) for name in COLUMNS])
    write_output(target, b"\xef\xbb\xbf" + output.getvalue().encode("utf-8"))
    return count
