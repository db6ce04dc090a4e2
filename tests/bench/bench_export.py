"""Prints what a checklist costs, each document on its own: `python tests/bench/bench_export.py`."""

import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parent / "report")]

DOCUMENTS = ("small", "duplex", "big")


def timed(work: Callable[[], object], runs: int) -> tuple[float, float]:
    """First and median of the later runs, in milliseconds."""
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        times.append((time.perf_counter() - start) * 1000)
    return times[0], statistics.median(times[1:] or times)


def document(kind):
    """Edition and assessment: the sample, the worked example of two dwellings if it ships, 20 unit types."""
    import samples
    from big import big_assessment

    from assessor.criteria import load_edition
    from assessor.paths import resource
    from assessor.workflow.interchange import read_assessment

    if kind == "big":
        edition = load_edition("draft")
        return edition, big_assessment(edition)
    examples = sorted(resource("examples").glob("*.json"))
    if kind == "duplex" and examples:
        return read_assessment(examples[0].read_bytes(), examples[0].name)
    edition = load_edition("r4")
    return edition, samples.small(edition, "new")


def measure(kind: str) -> None:
    import samples

    from assessor.report.checklist import draw_pages
    from assessor.signing.keys import create_local_key
    from assessor.workflow.checklist import checklist_data
    from assessor.workflow.evaluating import evaluate
    from assessor.workflow.exporting import export_pdf
    from assessor.workflow.interchange import form_bytes

    edition, state = document(kind)
    evaluation = evaluate(edition, state)
    embedded = form_bytes(state)

    def content():
        return checklist_data(edition, state, evaluation, embedded=embedded, created=samples.MOMENT)

    first, later = timed(content, 5)
    print(f"{kind}: content first {first:.0f} ms, then {later:.0f} ms")
    data = content()
    pages = draw_pages(data).page_count
    first, later = timed(lambda: draw_pages(data), 7)
    print(f"{kind}: {pages} pages drawn, median {later:.0f} ms")
    with tempfile.TemporaryDirectory() as folder:
        key = create_local_key("髙﨑𠮷邉", "", b"correct horse", Path(folder) / "key.p12")
        out = Path(folder) / "out.pdf"
        first, later = timed(lambda: export_pdf(edition, state, out), 4)
        print(f"{kind}: exported and checked as PDF/A, first {first:.0f} ms, then {later:.0f} ms")
        first, later = timed(lambda: export_pdf(edition, state, out, key=key), 4)
        print(f"{kind}: exported, checked and signed, first {first:.0f} ms, then {later:.0f} ms")
        print(f"{kind}: file {out.stat().st_size / 1024:.0f} kB, data {len(embedded) / 1024:.0f} kB")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{kind}: peak memory {peak:.0f} MB")


def main() -> None:
    if len(sys.argv) > 1:
        measure(sys.argv[1])
        return
    for kind in DOCUMENTS:
        subprocess.run([sys.executable, __file__, kind], check=True)


if __name__ == "__main__":
    main()
