"""Deadlines as an iCalendar file (RFC 5545): whole days with reminders, for any calendar program."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from pathlib import Path

from assessor.assessment import Assessment
from assessor.criteria import Edition
from assessor.messages import Language, text
from assessor.workflow.case_dates import Deadline, deadlines
from assessor.workflow.files import write_output
from assessor.workflow.procedure_wording import day_text

PRODUCT = "-//assessor//case deadlines//EN"
_ALARMS = {"hard": (30, 7), "principle": (60,), "expected": (0,)}
"""Days before the last day at which a calendar reminds."""
_LINE = 75


@dataclass(frozen=True, slots=True)
class Event:
    """One whole day in a calendar.

    Attributes:
        uid: stays the same when the file is made again, so that a calendar updates the entry.
        alarms: days before at which to remind.
    """

    uid: str
    day: date
    summary: str
    description: str
    alarms: tuple[int, ...]


def events(
    edition: Edition, state: Assessment, today: date, language: Language = "ja", *, document: str = ""
) -> tuple[Event, ...]:
    """The open deadlines of a case as events, on their last day.

    Args:
        edition: whose procedure counts them.
        state: the assessment.
        today: the present day.
        language: of the entries.
        document: id of the document (`DocumentHandle.document_id`), by which entries keep their identity;
            else name and date of the case serve.
    """
    return tuple(
        _event(state, one, language, document)
        for one in deadlines(edition, state, today)
        if one.due is not None and one.status in {"open", "late"}
    )


def calendar_bytes(found: Iterable[Event], made: datetime) -> bytes:
    """The events as an iCalendar file: UTF-8, lines ended by CRLF and folded at 75 octets."""
    stamp = made.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{PRODUCT}", "CALSCALE:GREGORIAN"]
    for one in found:
        lines += [
            "BEGIN:VEVENT",
            f"UID:{one.uid}",
            f"DTSTAMP:{stamp}",
            f"DTSTART;VALUE=DATE:{one.day:%Y%m%d}",
            f"DTEND;VALUE=DATE:{one.day + timedelta(days=1):%Y%m%d}",
            f"SUMMARY:{_escaped(one.summary)}",
            f"DESCRIPTION:{_escaped(one.description)}",
            "TRANSP:TRANSPARENT",
        ]
        for days in one.alarms:
            lines += [
                "BEGIN:VALARM",
                "ACTION:DISPLAY",
                f"DESCRIPTION:{_escaped(one.summary)}",
                f"TRIGGER:-P{days}D" if days else "TRIGGER:PT9H",
                "END:VALARM",
            ]
        lines.append("END:VEVENT")
    lines.append("END:VCALENDAR")
    return b"".join(_folded(line) for line in lines)


def export_calendar(
    edition: Edition,
    state: Assessment,
    path: Path,
    *,
    today: date,
    made: datetime,
    language: Language = "ja",
    document: str = "",
) -> int:
    """Writes the deadlines of a case as .ics, read back before it takes its name; gives how many there are.

    Raises:
        DocumentError: the file cannot be written.
    """
    found = events(edition, state, today, language, document=document)
    write_output(path, calendar_bytes(found, made))
    return len(found)


def _event(state: Assessment, one: Deadline, language: Language, document: str) -> Event:
    period = one.period
    assert one.due is not None
    case = state.case.name or text("report.not_filled", language)
    name = period.name.in_language(language)
    nature = text(f"procedure.nature.{period.nature}", language)
    lines = [period.text.in_language(language)]
    if one.open_day != one.due:
        lines.append(text("procedure.calendar.open_day", language, day=day_text(one.open_day, language)))
    lines += [
        *(reading.text.in_language(language) for reading in period.readings),
    ]
    owner = document or f"{state.case.name}\n{state.case.date_made}"
    seed = f"{owner}\n{period.code}\n{one.round}"
    uid = f"{sha256(seed.encode()).hexdigest()[:32]}@assessor.invalid"
    summary = text("procedure.calendar.summary", language, nature=nature, name=name, case=case)
    return Event(uid, one.due, summary, "\n".join(lines), _ALARMS[period.nature])


def _escaped(words: str) -> str:
    """Text as RFC 5545, 3.3.11 wants it; control characters are left out."""
    plain = "".join(one for one in words.replace("\r\n", "\n") if one == "\n" or one >= " ")
    for special, escaped in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n")):
        plain = plain.replace(special, escaped)
    return plain


def _folded(line: str) -> bytes:
    """A content line in pieces of at most 75 octets, no character parted."""
    pieces: list[bytes] = [b""]
    for character in line:
        octets = character.encode()
        # A piece after the first begins with a space, which counts.
        room = _LINE - (1 if len(pieces) > 1 else 0)
        if len(pieces[-1]) + len(octets) > room:
            pieces.append(b"")
        pieces[-1] += octets
    return b"\r\n ".join(pieces) + b"\r\n"
