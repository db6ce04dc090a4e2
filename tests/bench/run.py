"""Everything that is aimed at, in one table: `python tests/bench/run.py`.

Each part runs in a process of its own, so that none finds modules loaded or memory used by another. Prints
figures and asserts nothing; a busy machine shows in all of them.
"""

import resource
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parent / "report")]

from figures import Figure, in_child, median, show  # noqa: E402 (the folder is put on the path above)

RUNS = 7


def timed(work, runs: int = RUNS) -> float:
    """Median of some runs after a first one, in milliseconds."""
    times = []
    for _ in range(runs + 1):
        began = time.perf_counter()
        work()
        times.append((time.perf_counter() - began) * 1000)
    return median(times[1:])


def peak(of: str) -> Figure:
    return Figure(f"peak memory, {of}", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, "MB")


def window() -> list[Figure]:
    from bench_window import edits

    return [*edits(), peak("window on the large assessment")]


def start() -> list[Figure]:
    from bench_window import first_paint

    return [first_paint("start"), first_paint("document")]


def evaluation() -> list[Figure]:
    from big import big_assessment

    from assessor.assessment import snapshot
    from assessor.criteria import load_edition
    from assessor.evaluation import Evaluator

    edition = load_edition("draft")
    evaluator = Evaluator(edition)
    state = big_assessment(edition)
    places, values = len(state.places), sum(len(inner) for inner in state.measurements.values())
    what = f"full evaluation ({places} places, {values:,} values)"
    return [
        Figure("reading an edition", timed(lambda: load_edition("draft")), "ms"),
        Figure(what, timed(lambda: evaluator.evaluate(snapshot(state, edition))), "ms", 50),
    ]


def document() -> list[Figure]:
    from big import big_assessment

    from assessor import paths
    from assessor.criteria import load_edition
    from assessor.workflow.documents import open_file, write_document

    edition = load_edition("draft")
    with tempfile.TemporaryDirectory() as folder:
        paths.user_data = lambda: Path(folder)  # type: ignore[assignment]
        file = Path(folder) / "large.kosodate"
        write_document(file, edition, big_assessment(edition))

        def opened() -> None:
            open_file(file).handle.close()

        took = timed(opened)
        size = file.stat().st_size / 2**20
    what = f"opening it from its file of {size:.1f} MB, evaluated"
    return [Figure(what, took / 1000, "s", 0.3), peak("opening it")]


def export() -> list[Figure]:
    from bench_export import document as sample
    from samples import MOMENT

    from assessor.report.checklist import draw_pages
    from assessor.signing.keys import create_local_key
    from assessor.workflow.checklist import checklist_data
    from assessor.workflow.evaluating import evaluate
    from assessor.workflow.exporting import export_pdf
    from assessor.workflow.interchange import form_bytes

    edition, state = sample("big")
    data = checklist_data(
        edition, state, evaluate(edition, state), embedded=form_bytes(state), created=MOMENT
    )
    pages = draw_pages(data).page_count
    found = [
        Figure(f"its checklist of {pages} pages drawn", timed(lambda: draw_pages(data)) / 1000, "s", 0.15)
    ]
    with tempfile.TemporaryDirectory() as folder:
        key = create_local_key("髙﨑𠮷邉", "", b"correct horse", Path(folder) / "key.p12")
        out = Path(folder) / "out.pdf"
        plain = timed(lambda: export_pdf(edition, state, out), 3)
        signed = timed(lambda: export_pdf(edition, state, out, key=key), 3)
    found.append(Figure("exported, checked as PDF/A, read back", plain / 1000, "s"))
    found.append(Figure("exported, signed, checked, read back", signed / 1000, "s", 1.2))
    return [*found, peak("export and signing")]


PARTS = {
    "start": start,
    "window": window,
    "evaluation": evaluation,
    "document": document,
    "export": export,
}


def main() -> None:
    if "--json" in sys.argv:
        show([one for name in sys.argv[2:] for one in PARTS[name]()], as_json=True)
        return
    wanted = [name for name in sys.argv[1:] if name in PARTS] or list(PARTS)
    print("117 rows × 20 unit types × 12 rooms, everything measured\n")
    found: list[Figure] = []
    for name in wanted:
        found += in_child(Path(__file__), name)
    show(found)


if __name__ == "__main__":
    main()
