"""Prints what evaluation costs: `python tests/bench/bench_evaluation.py`."""

import statistics
import sys
import time
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from big import big_assessment

from assessor.assessment import Measurement, snapshot
from assessor.assessment.edits import measure
from assessor.criteria import load_edition
from assessor.evaluation import Evaluator
from assessor.workflow.session import Session


def main() -> None:
    start = time.perf_counter()
    edition = load_edition("draft")
    print(f"load edition draft: {(time.perf_counter() - start) * 1000:.1f} ms")
    start = time.perf_counter()
    evaluator = Evaluator(edition)
    print(f"compile 117 rows: {(time.perf_counter() - start) * 1000:.1f} ms")
    state = big_assessment(edition)
    count = sum(len(inner) for inner in state.measurements.values())
    print(f"places {len(state.places)}, measurements {count}")
    empty = replace(state, measurements={}, attestations={})
    for name, one in (("everything measured", state), ("nothing measured", empty)):
        times = []
        for _ in range(7):
            fresh = snapshot(one, edition)
            start = time.perf_counter()
            result = evaluator.evaluate(fresh)
            times.append((time.perf_counter() - start) * 1000)
        print(f"full evaluation, {name}: median {statistics.median(times):.1f} ms, best {min(times):.1f} ms")
        print(f"  result {result.summary.result}, required {result.summary.required}")
    session = Session(edition, state, evaluator=evaluator)
    for code in ("bath_short_side_mm", "door_clear_width_mm", "storage_height_cm", "stair_riser_mm"):
        place = next(
            place for place, inner in state.measurements.items() if code in inner and place.startswith("u7")
        )
        times = []
        for number in range(200):
            edit = measure(place, code, Measurement(Decimal(700 + number)))
            start = time.perf_counter()
            session.apply(edit, at="", by="")
            times.append((time.perf_counter() - start) * 1000)
        times.sort()
        print(f"edit {code}: p50 {times[100]:.2f} ms, p95 {times[190]:.2f} ms")


if __name__ == "__main__":
    main()
