"""Documents on disk: file format, working copies, locks, recovery. The only place with SQLite."""

from assessor.store.copies import RollingCopy, rolling_copies
from assessor.store.document import DocumentHandle, ReadOnlyReason
from assessor.store.history import History, read_history
from assessor.store.journal import Change, JournalRow
from assessor.store.layout import FORMAT_VERSION, SUFFIX
from assessor.store.locks import Holder, is_elsewhere
from assessor.store.opening import (
    PendingRecovery,
    Situation,
    create_document,
    discard_recovery,
    open_document,
    pending_recoveries,
    recover,
)

__all__ = [
    "FORMAT_VERSION",
    "SUFFIX",
    "Change",
    "DocumentHandle",
    "History",
    "Holder",
    "JournalRow",
    "PendingRecovery",
    "ReadOnlyReason",
    "RollingCopy",
    "Situation",
    "create_document",
    "discard_recovery",
    "is_elsewhere",
    "open_document",
    "pending_recoveries",
    "read_history",
    "recover",
    "rolling_copies",
]
