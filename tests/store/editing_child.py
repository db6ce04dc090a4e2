"""Edits a document until it is killed: prints each acknowledged edit, saves now and then.

Run as `python editing_child.py DATA_FOLDER DOCUMENT SEED`.
"""

import random
import sys
from decimal import Decimal
from pathlib import Path

from assessor import paths
from assessor.assessment.records import Case, CaseKey, Measurement, MeasurementKey
from assessor.store import create_document, open_document


def main() -> None:
    folder, document, seed = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
    paths.user_data = lambda: folder
    chance = random.Random(seed)
    at = "2026-11-21T09:00:00+09:00"
    if document.exists():
        handle = open_document(document)
    else:
        handle = create_document([(CaseKey(), Case("案件"))], at=at, by="child")
        handle.save_as(document)
    print(f"open {handle.head_seq} {handle.recovered}", flush=True)
    while True:
        number = handle.head_seq + 1
        keys = [MeasurementKey("A", f"q{chance.randrange(50)}") for _ in range(chance.choice([1, 1, 1, 40]))]
        record = Measurement(Decimal(number), note="長い備考" * chance.randrange(60))
        seq = handle.commit(f"edit {number}", at, "child", [(key, None, record) for key in keys])
        print(f"ack {seq}", flush=True)
        if chance.random() < 0.05:
            handle.save()
            print(f"saved {seq}", flush=True)


if __name__ == "__main__":
    main()
