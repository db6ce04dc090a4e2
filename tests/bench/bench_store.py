"""What storage costs: edits per second, opening and saving a document of 10,000 records.

Run with `python tests/bench/bench_store.py`; prints figures.
"""

import sys
import tempfile
from decimal import Decimal
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter

from assessor import paths
from assessor.assessment.records import Case, CaseKey, Measurement, MeasurementKey, PlaceKey, PlaceRecord
from assessor.store import create_document, open_document
from assessor.store.document import DocumentHandle
from assessor.store.reading import parse_records, read_bytes, read_content

AT, BY = "2026-11-21T09:00:00.000+09:00", "髙﨑"


def change(number: int) -> tuple[MeasurementKey, None, Measurement]:
    """One measurement of many."""
    key = MeasurementKey(f"place{number // 10}", f"bath_short_side_mm_{number % 10}")
    return key, None, Measurement(Decimal(number) / 4, at=AT, by=BY, drawing="A-101")


def fresh() -> DocumentHandle:
    """A document with hardly anything in it."""
    return create_document(
        [(CaseKey(), Case("案件")), (PlaceKey("b"), PlaceRecord("building"))], at=AT, by=BY
    )


def report(name: str, path: Path) -> None:
    """Opening, saving and their parts, on one document."""
    size = path.stat().st_size / 2**20
    raw = read_bytes(path)
    times: dict[str, list[float]] = {
        "checked": [],
        "parsed": [],
        "open": [],
        "look": [],
        "save": [],
        "close": [],
    }
    for _ in range(7):
        start = perf_counter()
        content = read_content(raw, path)
        times["checked"].append(perf_counter() - start)
        start = perf_counter()
        parse_records(content, path)
        times["parsed"].append(perf_counter() - start)
        start = perf_counter()
        open_document(path, read_only=True).close()
        times["look"].append(perf_counter() - start)
        start = perf_counter()
        handle = open_document(path)
        times["open"].append(perf_counter() - start)
        handle.commit("measure", AT, BY, [change(1)])
        start = perf_counter()
        handle.save()
        times["save"].append(perf_counter() - start)
        start = perf_counter()
        handle.close()
        times["close"].append(perf_counter() - start)
    print(
        f"{name}, {size:.1f} MB: "
        + ", ".join(f"{key} {median(one) * 1e3:.0f} ms" for key, one in times.items())
    )


def main() -> None:
    """Prints everything."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        paths.user_data = lambda: root  # type: ignore[assignment]
        with fresh() as handle:
            times = []
            for number in range(10_000):
                start = perf_counter()
                handle.commit("measure", AT, BY, [change(number)])
                times.append(perf_counter() - start)
            print(
                f"edits: {len(times) / sum(times):.0f}/s, median {median(times) * 1e3:.2f} ms, "
                f"p95 {quantiles(times, n=20)[-1] * 1e3:.2f} ms"
            )
            handle.save_as(root / "edited.kosodate")
        with fresh() as handle:
            start = perf_counter()
            handle.commit("import", AT, BY, [change(number) for number in range(10_000)])
            print(f"one edit of 10,000 records: {(perf_counter() - start) * 1e3:.0f} ms")
            handle.save_as(root / "imported.kosodate")
        report("10,000 records from 10,000 edits", root / "edited.kosodate")
        report("10,000 records from one import", root / "imported.kosodate")


if __name__ == "__main__":
    sys.exit(main())
