"""Commits edits while every write and sync that SQLite does is recorded, and pickles the record.

Run as `python recording_child.py DATA_FOLDER OUT EDITS [PRAGMA]`. SQLite's file system layer is wrapped
through ctypes, which needs a Python whose sqlite3 module uses a shared library; exit code 77 if not.

The record: `start` (files of the working copy when it was opened, all of them on the medium) and `steps`:
("write", file, offset, bytes), ("truncate", file, size), ("sync", file), ("begin", n), ("ack", n).
"""

import ctypes
import pickle
import random
import sys
from ctypes import CFUNCTYPE, POINTER, Structure, c_char_p, c_int, c_int64, c_void_p
from decimal import Decimal
from pathlib import Path

from assessor import paths
from assessor.assessment.records import Case, CaseKey, Measurement, MeasurementKey
from assessor.store import create_document
from assessor.store.working_copy import FILE_NAME

SKIPPED = 77
ROOM = 16
STEPS: list[tuple] = []
NAMES: dict[int, str] = {}
ALIVE: list[object] = []

Read = CFUNCTYPE(c_int, c_void_p, c_void_p, c_int, c_int64)
Sized = CFUNCTYPE(c_int, c_void_p, c_int64)
Flag = CFUNCTYPE(c_int, c_void_p, c_int)
Pointer = CFUNCTYPE(c_int, c_void_p, c_void_p)
Control = CFUNCTYPE(c_int, c_void_p, c_int, c_void_p)
Plain = CFUNCTYPE(c_int, c_void_p)
Open = CFUNCTYPE(c_int, c_void_p, c_void_p, c_void_p, c_int, c_void_p)


class Methods(Structure):
    _fields_ = [
        ("iVersion", c_int),
        ("xClose", Plain),
        ("xRead", Read),
        ("xWrite", Read),
        ("xTruncate", Sized),
        ("xSync", Flag),
        ("xFileSize", Pointer),
        ("xLock", Flag),
        ("xUnlock", Flag),
        ("xCheckReservedLock", Pointer),
        ("xFileControl", Control),
        ("xSectorSize", Plain),
        ("xDeviceCharacteristics", Plain),
    ]


class Vfs(Structure):
    pass


Vfs._fields_ = [
    ("iVersion", c_int),
    ("szOsFile", c_int),
    ("mxPathname", c_int),
    ("pNext", c_void_p),
    ("zName", c_char_p),
    ("pAppData", c_void_p),
    ("xOpen", Open),
    *[(f"other{number}", c_void_p) for number in range(15)],
]


def library():
    """The library that the sqlite3 module itself uses."""
    import _sqlite3

    found = ctypes.CDLL(_sqlite3.__file__)
    try:
        found.sqlite3_vfs_find.restype = POINTER(Vfs)
    except AttributeError:
        sys.exit(SKIPPED)
    return found


def methods_of(file):
    return ctypes.cast(c_void_p.from_address(file).value, POINTER(Methods)).contents


def passed_on(name, kind):
    def call(file, *arguments):
        return getattr(methods_of(file + ROOM), name)(file + ROOM, *arguments)

    return kind(call)


def write(file, data, amount, offset):
    code = methods_of(file + ROOM).xWrite(file + ROOM, data, amount, offset)
    STEPS.append(("write", NAMES[file], offset, ctypes.string_at(data, amount)))
    return code


def truncate(file, size):
    code = methods_of(file + ROOM).xTruncate(file + ROOM, size)
    STEPS.append(("truncate", NAMES[file], size))
    return code


def sync(file, flags):
    code = methods_of(file + ROOM).xSync(file + ROOM, flags)
    STEPS.append(("sync", NAMES[file]))
    return code


def install(lib):
    real = lib.sqlite3_vfs_find(None)
    own = Vfs.from_buffer_copy(real.contents)
    methods = Methods(1)
    for name, kind in Methods._fields_[1:]:
        special = {"xWrite": write, "xTruncate": truncate, "xSync": sync}.get(name)
        setattr(methods, name, kind(special) if special else passed_on(name, kind))

    def open_file(_vfs, name, file, flags, out):
        code = real.contents.xOpen(ctypes.addressof(real.contents), name, file + ROOM, flags, out)
        c_void_p.from_address(file).value = ctypes.addressof(methods) if code == 0 else None
        NAMES[file] = Path(ctypes.string_at(name).decode()).name if name else ""
        return code

    own.zName, own.szOsFile, own.xOpen = b"recording", real.contents.szOsFile + ROOM, Open(open_file)
    ALIVE.extend([own, methods, open_file])
    assert lib.sqlite3_vfs_register(ctypes.byref(own), 1) == 0


def main() -> None:
    folder, out, edits = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
    paths.user_data = lambda: folder
    install(library())
    handle = create_document([(CaseKey(), Case("案件"))], at="2026-11-21", by="child")
    copy = handle._copy
    for pragma in sys.argv[4:]:
        copy._db.execute(f"PRAGMA {pragma}")
    start = {FILE_NAME: copy.snapshot()[0]}
    STEPS.clear()
    chance = random.Random(7)
    for number in range(2, edits + 2):
        # Mostly one record, sometimes many, so that one edit touches one page or dozens.
        keys = [MeasurementKey("A", f"q{chance.randrange(300)}") for _ in range(chance.choice([1, 1, 1, 60]))]
        record = Measurement(Decimal(number), note="長い備考" * chance.randrange(40))
        STEPS.append(("begin", number))
        seq = handle.commit(f"edit {number}", "2026-11-21", "child", [(key, None, record) for key in keys])
        assert seq == number
        STEPS.append(("ack", seq))
    out.write_bytes(pickle.dumps((start, STEPS)))


if __name__ == "__main__":
    main()
