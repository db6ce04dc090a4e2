"""From an assessment to the signed PDF checklist."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from assessor.assessment import Assessment
from assessor.assessment.ordering import in_order
from assessor.assessment.review_form import to_review, write_review
from assessor.criteria import Edition
from assessor.errors import DocumentError, SigningError
from assessor.evaluation import Evaluation
from assessor.messages import Language, text
from assessor.workflow.answers import printed_results
from assessor.workflow.checklist import checklist_data
from assessor.workflow.embedded import REVIEW
from assessor.workflow.evaluating import evaluate
from assessor.workflow.files import read_input, write_output
from assessor.workflow.history import HISTORY_FILE, check_history
from assessor.workflow.interchange import form_bytes

if TYPE_CHECKING:
    from assessor.report.canvas import Printed
    from assessor.report.checklist import Checklist
    from assessor.signing.keys import SigningKey
    from assessor.signing.tokens import TokenKey

Step = Literal["evaluate", "draw", "sign", "write"]
Progress = Callable[[Step], None]
MAX_PASSPHRASE_FILE = 64 << 10
TIMESTAMP_FAULTS = frozenset(
    {
        "timestamp_address",
        "timestamp_unreachable",
        "timestamp_refused",
        "timestamp_wrong",
        "timestamp_certificate",
    }
)
"""Codes of SigningError after which signing without a time stamp can be offered."""


@dataclass(frozen=True, slots=True)
class Exported:
    """A written checklist.

    Attributes:
        path: where it lies.
        pages: number of pages.
        result: `conforming`, `not_conforming` or `undecided`, as printed.
        holder: who signed, by the certificate; None: not signed.
    """

    path: Path
    pages: int
    result: str
    holder: str | None


@dataclass(frozen=True, slots=True)
class SigningChoice:
    """What the maker may say beside the key.

    Attributes:
        name: printed in the stamp; empty: the assessor of the case, else the holder of the key.
        role: printed in the stamp; empty: designer, assessor.
        timestamp_url: RFC 3161 server that proves the time; None: the time is claimed.
        seal: picture of the maker's seal (PNG, JPEG), printed in the stamp.
        archive: puts the certificates and revocation lists that this user trusts in and time-stamps the whole
            file (B-LTA); needs `timestamp_url`.
    """

    name: str = ""
    role: str = ""
    timestamp_url: str | None = None
    seal: Path | None = None
    archive: bool = False


def export_pdf(
    edition: Edition,
    state: Assessment,
    target: Path,
    *,
    key: "SigningKey | None" = None,
    choice: SigningChoice | None = None,
    language: Language = "ja",
    created: datetime | None = None,
    progress: Progress | None = None,
    history: bytes | None = None,
) -> Exported:
    """Writes the checklist as PDF/A-3b with its data inside, signed when there is a key.

    The signature is verified and the file read back before it takes its name; what lay there before stays
    until then.

    Args:
        edition: the edition of the assessment.
        state: the assessment.
        target: the PDF to write.
        key: signs the checklist as its maker.
        choice: what the maker says beside the key.
        language: of the pages.
        created: moment of the export, with time zone; the clock when left out.
        progress: is told what is being done; may raise to cancel.
        history: the journal of the document (`DocumentHandle.history`), to travel inside.

    Raises:
        ReportError: a character that no font has, a picture that cannot be used, or the pages are no valid
            PDF/A-3b.
        SigningError: signing failed, or the signature does not verify; after a code of `TIMESTAMP_FAULTS`
            signing without a time stamp works.
        DocumentError: the file cannot be written, or a signed one would be replaced by an unsigned one.
        StoreError: the history does not end in this assessment.
    """
    tell = progress or _silent
    if key is None and is_signed(target):
        raise DocumentError("signed_in_the_way", path=str(target))
    moment = created or datetime.now(UTC)
    tell("evaluate")
    evaluation = evaluate(edition, state)
    signer = "" if key is None else key.certificate.holder
    tell("draw")
    checklist = build_checklist(
        edition, state, evaluation, created=moment, language=language, signer=signer, history=history
    )
    pdf = checklist.pdf
    if key is not None:
        tell("sign")
        pdf = sign_checklist(checklist, state, key, moment, language, choice)
    tell("write")
    write_output(target, pdf)
    return Exported(target, checklist.page_count, evaluation.summary.result, signer or None)


def is_signed(path: Path) -> bool:
    """Whether a file is there that holds a signature, valid or not."""
    try:
        return b"/ByteRange" in path.read_bytes()
    except OSError:
        return False


def _silent(step: Step) -> None:
    """For callers that show no progress."""


def build_checklist(
    edition: Edition,
    state: Assessment,
    evaluation: Evaluation,
    *,
    created: datetime,
    language: Language = "ja",
    signer: str = "",
    history: bytes | None = None,
) -> "Checklist":
    """The unsigned PDF/A-3b with `assessment.json` and `results.json` attached, and the history if given.

    Raises:
        ReportError: a character that no font has, or the pages are no valid PDF/A-3b.
        StoreError: the history does not end in this assessment.
    """
    from assessor.report.checklist import build

    # The pages list values in the order in which the data inside do.
    state = in_order(state)
    embedded = form_bytes(state)
    more: dict[str, bytes] = {}
    if history is not None:
        facts = check_history(history, embedded)
        if facts.fault is not None:
            raise facts.fault
        more[HISTORY_FILE] = history
    if state.rounds and not state.is_desk:
        digest = hashlib.sha256(embedded).hexdigest()
        more[REVIEW] = write_review(to_review(state, "submission", digest))
    results = json.dumps(printed_results(edition, evaluation), ensure_ascii=False, indent=1).encode() + b"\n"
    data = checklist_data(
        edition, state, evaluation, embedded=embedded, created=created, language=language, signer=signer
    )
    return build(data, embedded, results, more)


def preview_pages(
    edition: Edition,
    state: Assessment,
    evaluation: Evaluation,
    *,
    created: datetime | None = None,
    language: Language = "ja",
) -> "Printed":
    """The same pages for screen and printer, without archiving and signature.

    Raises:
        ReportError: a character that no font has.
    """
    from assessor.report.checklist import draw_pages

    moment = created or datetime.now(UTC)
    state = in_order(state)
    embedded = form_bytes(state)
    return draw_pages(
        checklist_data(edition, state, evaluation, embedded=embedded, created=moment, language=language)
    )


def sign_checklist(
    checklist: "Checklist",
    state: Assessment,
    key: "SigningKey",
    moment: datetime,
    language: Language = "ja",
    choice: SigningChoice | None = None,
) -> bytes:
    """The checklist certified by its maker, with a stamp in the field for it, verified before it is returned.

    Args:
        checklist: what `build_checklist` gave for the assessment.
        state: the assessment.
        key: the maker's key.
        moment: the claimed time, with time zone.
        language: of stamp and reason.
        choice: what the maker says beside the key.

    Raises:
        SigningError: signing failed, or the signature does not verify.
        ReportError: a character that no font has, or a picture of a seal that cannot be used.
        DocumentError: the picture cannot be read.
    """
    from assessor.report.stamp import draw_stamp
    from assessor.signing.sign import certify

    holder = key.certificate.holder
    said = choice or SigningChoice()
    stamp = draw_stamp(
        name=said.name or state.case.assessor or holder,
        role=said.role or text("report.signature.role.designer", language),
        date=moment.astimezone().strftime("%Y-%m-%d %H:%M %z"),
        holder=holder,
        fingerprint=checklist.fingerprint,
        language=language,
        seal=read_seal(said.seal),
    )
    signed = certify(
        checklist.pdf,
        key,
        stamp_pdf=stamp,
        stamp_box=checklist.signature_boxes.designer,
        countersign_box=checklist.signature_boxes.official,
        reason=text("export.signed_reason", language),
        signing_time=moment,
        timestamp_url=said.timestamp_url,
    )
    return archived(signed, said, moment)


def archived(pdf: bytes, choice: SigningChoice, moment: datetime) -> bytes:
    """The signed file with an archive time stamp where that was chosen, else as it is.

    Raises:
        SigningError: the server cannot be reached or refuses, or the result does not verify.
    """
    if not choice.archive or choice.timestamp_url is None:
        return pdf
    from assessor.signing.archive import add_archive_stamp
    from assessor.signing.trust_store import TrustStore
    from assessor.workflow.trusting import trust_folder

    store = TrustStore.load(trust_folder())
    return add_archive_stamp(pdf, trust=store, timestamp_url=choice.timestamp_url, now=moment)


def read_seal(path: Path | None) -> bytes | None:
    """The picture of a seal as it goes into a stamp; None: no seal.

    Raises:
        DocumentError: no such file, not readable, or too large.
        ReportError: no PNG or JPEG picture, or one that is too large.
    """
    if path is None:
        return None
    from assessor.report.seal import MAX_BYTES, prepared

    return prepared(read_input(path, MAX_BYTES), str(path))


def read_passphrase(source: str) -> bytes:
    """The first line of a file (`-`: of standard input), without its end, in UTF-8.

    Raises:
        DocumentError: no such file, not readable, or too large for a passphrase.
    """
    data = read_input(source, MAX_PASSPHRASE_FILE).removeprefix(b"\xef\xbb\xbf")
    return data.split(b"\n", 1)[0].removesuffix(b"\r")


def open_key(path: Path, passphrase: bytes) -> "SigningKey":
    """A key from a PKCS#12 file.

    Raises:
        SigningError: not a key file, wrong passphrase, or a key that cannot sign today.
    """
    from assessor.signing.keys import load_pkcs12

    return load_pkcs12(path, passphrase)


def open_local_key(passphrase: bytes, name: str, organisation: str = "") -> tuple["SigningKey", bool]:
    """The program's own key of this user, made when there is none; and whether it was made now.

    Args:
        passphrase: of the key.
        name: holder of a new key.
        organisation: the holder's office, for a new key.

    Raises:
        SigningError: wrong passphrase, no name for a new key, a passphrase that is too short.
    """
    from assessor.signing.keys import create_local_key, load_pkcs12, local_key_path

    path = local_key_path()
    if path.exists():
        return load_pkcs12(path, passphrase), False
    return create_local_key(name, organisation, passphrase, path), True


def open_token_key(module: Path, token: str, pin: bytes, certificate: str = "") -> "TokenKey":
    """A key on a token; close it after signing.

    Args:
        module: PKCS#11 module of the token's maker.
        token: label of the token; empty when only one is plugged in.
        pin: in UTF-8.
        certificate: label of the certificate; empty when there is only one.

    Raises:
        SigningError: no such module or token, wrong PIN, locked, or no key that can sign today.
    """
    from assessor.signing.tokens import load_pkcs11

    try:
        words = pin.decode("utf-8")
    except UnicodeDecodeError as problem:
        raise SigningError("wrong_pin", token=token or "-") from problem
    return load_pkcs11(module, token, words, certificate)
