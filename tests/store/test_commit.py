"""A commit that fails half-way: not acknowledged, not there, and the next one works."""

import sqlite3

import pytest

from assessor.store import open_document, pending_recoveries
from assessor.store.failures import of_system
from assessor.store.reading import read_content


class Failing:
    """A connection that fails at some statements, before or after they took effect."""

    def __init__(self, db, plan):
        self._db = db
        self.plan = list(plan)

    def __getattr__(self, name):
        return getattr(self._db, name)

    def execute(self, sql, *arguments):
        if self.plan and sql.startswith(self.plan[0][0]):
            _, is_late, code = self.plan.pop(0)
            if is_late:
                self._db.execute(sql, *arguments)
            problem = sqlite3.OperationalError("made up")
            problem.sqlite_errorcode = code
            raise problem
        return self._db.execute(sql, *arguments)


PLANS = {
    "begin": [("BEGIN", False, sqlite3.SQLITE_BUSY)],
    "read": [("SELECT", False, sqlite3.SQLITE_IOERR)],
    "record": [("INSERT OR REPLACE", False, sqlite3.SQLITE_FULL)],
    "journal": [("INSERT INTO journal", False, sqlite3.SQLITE_READONLY)],
    "commit": [("COMMIT", False, sqlite3.SQLITE_IOERR)],
    "rollback": [("COMMIT", False, sqlite3.SQLITE_FULL), ("ROLLBACK", True, sqlite3.SQLITE_FULL)],
    "committed, but reported as failed": [("COMMIT", True, sqlite3.SQLITE_IOERR)],
    "and not taken back": [("COMMIT", True, sqlite3.SQLITE_IOERR), ("DELETE", False, sqlite3.SQLITE_IOERR)],
    "and not even looked at": [
        ("COMMIT", True, sqlite3.SQLITE_IOERR),
        ("SELECT max", False, sqlite3.SQLITE_IOERR),
    ],
}
CODES = {
    sqlite3.SQLITE_BUSY: "file_in_use",
    sqlite3.SQLITE_IOERR: "disk_failed",
    sqlite3.SQLITE_FULL: "disk_full",
    sqlite3.SQLITE_READONLY: "access_denied",
}


@pytest.mark.parametrize("plan", PLANS)
def test_nothing_half_done(kit, saved, plan):
    with open_document(saved) as handle:
        kit.edit(handle, 1)
        before = kit.values(handle)
        handle._copy._db = Failing(handle._copy._db, PLANS[plan])
        with kit.fails(CODES[PLANS[plan][0][2]]):
            handle.commit("measure", kit.AT, kit.BY, kit.measured(2) + kit.measured(3))
        assert kit.edit(handle, 4) == 8
        expected = before | {key: new for key, _, new in kit.measured(4)}
        assert kit.values(handle) == expected
        assert [row.seq for row in handle.journal()] == [1, 2, 3, 4, 5, 6, 7, 8]
        raw, head = handle._copy.snapshot()
        assert read_content(raw, saved).head == head
        handle.save()
    with open_document(saved) as again:
        assert kit.values(again) == expected
    assert pending_recoveries() == []


def test_an_empty_edit_is_an_entry(kit, saved):
    with open_document(saved) as handle:
        assert handle.commit("export", kit.AT, kit.BY, []) == 7
        assert handle.journal()[-1].changes == ()


def test_one_key_twice_in_an_edit(kit, saved):
    with open_document(saved) as handle:
        (first,), (second,) = kit.measured(0), kit.measured(7)
        handle.commit("measure", kit.AT, kit.BY, [first, second])
        assert kit.values(handle)[first[0]] == second[2]
        handle.save()
    with open_document(saved) as again:
        assert [change[1] for change in again.journal()[-1].changes] == [first[2], first[2]]


def test_a_file_that_another_program_keeps_open(saved):
    problem = PermissionError(13, "in use")
    problem.winerror = 32
    assert of_system(problem, saved).code == "file_in_use"
