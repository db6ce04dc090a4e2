"""From a printed page to its file: by the fingerprint that stands on every page."""

from collections.abc import Callable
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from assessor.errors import DocumentError, UserError
from assessor.signing.attachments import read_attachment
from assessor.signing.plain import plain
from assessor.signing.reading import open_reader
from assessor.signing.trust_store import TrustStore
from assessor.workflow.embedded import SUBMISSION, read_embedded
from assessor.workflow.file_pool import Cancel, ask_files
from assessor.workflow.files import read_input
from assessor.workflow.inbox import pdf_files

Progress = Callable[[int, int], None]


class Fingerprints(NamedTuple):
    """What a printed page may say of its file.

    Attributes:
        data: SHA-256 of the assessment inside; empty: there is none.
        file: SHA-256 of the file; empty: it cannot be read.
    """

    data: str = ""
    file: str = ""


def find_printed(
    folder: Path,
    digits: str,
    *,
    workers: int | None = None,
    progress: Progress | None = None,
    cancel: Cancel | None = None,
) -> list[Path]:
    """The files to a printed page: those whose data, or whose own bytes, have the fingerprint.

    Of a signed file only what stands in its signed revision counts; a file that nobody signed is found too,
    and verifying it says what it is worth.

    Args:
        folder: where to look.
        digits: hexadecimal digits as printed, the first eight or more, in groups or as the code on the page
            says them (`SHA256:…:edition`).
        workers: processes; as many as there are cores, at most eight, when left out.
        progress: is told how many files are done, of how many.
        cancel: is asked between files; True ends it with what was found so far.

    Raises:
        DocumentError: no such folder, or no fingerprint.
    """
    wanted = normal_fingerprint(digits)
    files = pdf_files(folder)
    found = set()
    answers = ask_files(files, fingerprints, _unreadable, workers=workers, cancel=cancel)
    for done, (path, answer) in enumerate(answers, 1):
        if any(one.startswith(wanted) for one in answer if one):
            found.add(path)
        if progress is not None:
            progress(done, len(files))
    return [path for path in files if path in found]


def fingerprints(path: Path) -> Fingerprints:
    """What stands on the pages of a file; nothing is computed again, and a fault is no fingerprint."""
    from assessor.signing.verify import verify

    try:
        pdf = read_input(path)
    except UserError:
        return Fingerprints()
    file = sha256(pdf).hexdigest()
    try:
        found = verify(pdf, trust=TrustStore(), now=datetime.now(UTC))
        if found.examiner is not None:
            inner = read_embedded(pdf, SUBMISSION)
            found = verify(inner or b"", trust=TrustStore(), now=datetime.now(UTC))
        data = found.attachment
        if data is None and found.designer is None:
            data, _ = read_attachment(open_reader(pdf))
    except Exception:  # noqa: BLE001 # a damaged file holds none
        return Fingerprints(file=file)
    return Fingerprints("" if data is None else sha256(data).hexdigest(), file)


def _unreadable(_path: Path) -> Fingerprints:
    return Fingerprints()


def normal_fingerprint(digits: str) -> str:
    """The hexadecimal digits of a printed fingerprint or of the code on a page.

    Raises:
        DocumentError: fewer than eight digits, more than 64, or other signs.
    """
    text = digits.strip().casefold().removeprefix("sha256:").removeprefix("sha-256:").partition(":")[0]
    text = "".join(text.split()).replace("-", "")
    if not 8 <= len(text) <= 64 or set(text) - set("0123456789abcdef"):
        raise DocumentError("fingerprint_form", value=plain(digits, 100))
    return text
