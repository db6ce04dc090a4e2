"""The calendar file read by a second, strict reader of RFC 5545 written for this test."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessor.workflow.calendar_file import Event, calendar_bytes, events

MADE = datetime(2026, 11, 21, 9, tzinfo=UTC)
NAME = re.compile(r"[A-Za-z0-9-]+")
DURATION = re.compile(r"[+-]?P(?:(\d+)W|(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?)")
ONCE = {
    "VCALENDAR": {"PRODID", "VERSION"},
    "VEVENT": {"UID", "DTSTAMP", "DTSTART"},
    "VALARM": {"ACTION", "TRIGGER"},
}


class Component:
    """A component with its properties (name, parameters, value) and the components in it."""

    def __init__(self, name):
        self.name, self.properties, self.parts = name, [], []

    def one(self, name):
        [found] = [value for known, _, value in self.properties if known == name]
        return found

    def text(self, name):
        return unescaped(self.one(name))


def unescaped(value):
    """TEXT, 3.3.11: a backslash stands before a backslash, a comma, a semicolon or n; nothing bare."""
    assert re.fullmatch(r"(?:[^\\;,\x00-\x08\x0a-\x1f]|\\[\\;,nN])*", value), value
    return re.sub(r"\\(.)", lambda found: "\n" if found[1] in "nN" else found[1], value)


def read(data):
    """The calendar; every rule that is broken fails."""
    assert not data.startswith(b"\xef\xbb\xbf")
    assert data.endswith(b"\r\n")
    raw = data[:-2].split(b"\r\n")
    assert all(b"\r" not in line and b"\n" not in line for line in raw)
    assert all(0 < len(line) <= 75 for line in raw)
    for line in raw:
        line.decode("utf-8")  # no character is parted by a fold
    lines = data[:-2].decode("utf-8").replace("\r\n ", "").replace("\r\n\t", "").split("\r\n")
    stack, root = [], None
    for line in lines:
        head, colon, value = line.partition(":")
        assert colon, line
        name, *parameters = head.split(";")
        assert NAME.fullmatch(name), line
        given_parameters = dict(one.split("=") for one in parameters)
        if name == "BEGIN":
            component = Component(value)
            if stack:
                stack[-1].parts.append(component)
            else:
                assert root is None, "one calendar"
                root = component
            stack.append(component)
        elif name == "END":
            assert stack.pop().name == value
        else:
            stack[-1].properties.append((name, given_parameters, value))
    assert not stack
    check(root)
    return root


def check(component):
    names = [name for name, _, _ in component.properties]
    for name in ONCE[component.name]:
        assert names.count(name) == 1, (component.name, name)
    for part in component.parts:
        check(part)


def day(component, name):
    [(parameters, value)] = [(p, v) for known, p, v in component.properties if known == name]
    assert parameters == {"VALUE": "DATE"}
    return datetime.strptime(value, "%Y%m%d").date()  # noqa: DTZ007 (a day has no zone)


def trigger(alarm):
    value = alarm.one("TRIGGER")
    found = DURATION.fullmatch(value)
    assert found is not None, value
    assert any(found.groups()), value
    weeks, days, hours, minutes, seconds = (int(one or 0) for one in found.groups())
    length = timedelta(weeks=weeks, days=days, hours=hours, minutes=minutes, seconds=seconds)
    return -length if value.startswith("-") else length


@pytest.fixture
def certified(kit):
    state = kit.case(subsidy=True, subsidy_works_completed_on="2026-03-31", opinion_received=True)
    state = kit.filing(state, "consultation", filed="2026-01-10")
    return kit.filing(state, "certification", filed="2026-01-10", decided="2026-01-31")


def test_a_strict_reader_finds_every_deadline(kit, certified):
    found = events(kit.edition, certified, date(2026, 2, 1), document="d")
    calendar = read(calendar_bytes(found, MADE))
    assert calendar.name == "VCALENDAR"
    assert calendar.one("VERSION") == "2.0"
    # Without an organiser there is no method: that would be an invitation (RFC 5546).
    assert "METHOD" not in {name for name, _, _ in calendar.properties}
    assert len(calendar.parts) == len(found) == 5
    assert len({one.one("UID") for one in calendar.parts}) == 5
    for event, one in zip(found, calendar.parts, strict=True):
        assert (day(one, "DTSTART"), day(one, "DTEND")) == (event.day, event.day + timedelta(days=1))
        assert one.text("SUMMARY") == event.summary
        assert one.text("DESCRIPTION") == event.description
        assert one.one("DTSTAMP") == "20261121T090000Z"


def test_hard_and_expected_dates_are_told_apart(kit, certified):
    calendar = read(calendar_bytes(events(kit.edition, certified, date(2026, 2, 1)), MADE))
    said = {one.text("SUMMARY").split("】")[0] + "】": one for one in calendar.parts}
    assert set(said) == {"【期限】", "【原則】", "【目安】"}
    ahead = {name: sorted(trigger(alarm) for alarm in one.parts) for name, one in said.items()}
    assert ahead["【期限】"] == [timedelta(days=-30), timedelta(days=-7)]
    assert ahead["【目安】"] == [timedelta(hours=9)]  # on the day itself, no warning before
    assert all(alarm.one("ACTION") == "DISPLAY" for one in said.values() for alarm in one.parts)


WORDS = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=120)


@given(WORDS, WORDS)
def test_any_text_comes_through(summary, description):
    calendar = read(calendar_bytes([Event("u@x", date(2026, 1, 1), summary, description, (0, 7))], MADE))
    [one] = calendar.parts
    assert (one.text("SUMMARY"), one.text("DESCRIPTION")) == (summary, description)


def test_the_open_day_is_told_only_where_it_is_another(kit, certified):
    """28 February 2026, by which the notice is due, is a Saturday; 31 March 2036 is a Monday."""
    found = {event.day: event.description for event in events(kit.edition, certified, date(2026, 2, 1))}
    assert "2026年2月27日" in found[date(2026, 2, 28)]
    assert "開庁日" not in found[date(2036, 3, 31)]
