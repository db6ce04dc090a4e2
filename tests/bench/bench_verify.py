"""Prints what verifying a signed checklist costs: `python tests/bench/bench_verify.py [--json]`.

Each document in a process of its own: the worked example, and a building of 20 unit types, all measured. The
median with and without drawing the pages again, and for pages that must be looked at as pictures.
"""

import io
import statistics
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parent / "report")]

RUNS = 7


def timed(work, runs: int = RUNS) -> float:
    """The median but for the first run, in milliseconds."""
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times[1:])


def measure(kind: str):
    """The figures of one document."""
    import pikepdf
    from bench_export import document
    from figures import Figure

    from assessor.signing.keys import create_local_key
    from assessor.signing.trust_store import TrustStore
    from assessor.workflow import verifying
    from assessor.workflow.evaluating import evaluate
    from assessor.workflow.exporting import build_checklist, sign_checklist
    from assessor.workflow.page_check import NOT_COMPARED

    edition, state = document(kind)
    moment = datetime.now(UTC)
    with tempfile.TemporaryDirectory() as folder:
        key = create_local_key("設計 太郎", "", b"correct horse", Path(folder) / "key.p12")
    checklist = build_checklist(
        edition, state, evaluate(edition, state), created=moment, signer=key.certificate.holder
    )
    pdf = sign_checklist(checklist, state, key, moment)
    with pikepdf.open(io.BytesIO(checklist.pdf)) as changed:
        for page in changed.pages:
            page.contents_add(changed.make_stream(b"q Q"), prepend=False)
        packed = io.BytesIO()
        changed.save(packed)
    other = sign_checklist(
        type(checklist)(
            packed.getvalue(), checklist.page_count, checklist.signature_boxes, checklist.fingerprint
        ),
        state,
        key,
        moment,
    )
    name = f"{kind}, {checklist.page_count} pages"

    def verify(data: bytes, state: str) -> None:
        found = verifying.verify_bytes(data, trust=TrustStore())
        assert found.recomputed.pages.state == state, found.recomputed.reasons

    figures = [Figure(f"verify ({name})", timed(lambda: verify(pdf, "same")), "ms", 1000)]
    looked = timed(lambda: verify(other, "alike"))
    figures.append(Figure(f"verify, pages looked at as pictures ({name})", looked, "ms"))
    compare, verifying.check_pages = verifying.check_pages, lambda *_: NOT_COMPARED
    without = timed(lambda: verify(pdf, ""))
    verifying.check_pages = compare
    figures.append(Figure(f"verify without the pages ({name})", without, "ms"))
    return figures


def main() -> None:
    from figures import in_child, show

    as_json = "--json" in sys.argv
    kinds = [one for one in sys.argv[1:] if not one.startswith("--")]
    if kinds:
        show([one for kind in kinds for one in measure(kind)], as_json=as_json)
        return
    show([one for kind in ("duplex", "big") for one in in_child(Path(__file__), kind)], as_json=as_json)


if __name__ == "__main__":
    main()
