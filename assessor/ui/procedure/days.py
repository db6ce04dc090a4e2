"""Dates as people type them, in the common calendar or in Japanese eras, and back to one spelling."""

import re
import unicodedata
from datetime import date

ERAS = {"M": 1867, "T": 1911, "S": 1925, "H": 1988, "R": 2018}
"""Year before the first year of each era."""

_NAMES = {"明治": "M", "大正": "T", "昭和": "S", "平成": "H", "令和": "R"}
_EIGHT = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")
_PARTS = re.compile(r"([MTSHR]?)\.?\s*([0-9]{1,4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})")


def typed_day(text: str) -> date | None:
    """The day of a typed date: `2026/4/1`, `20260401`, `2026年4月1日`, `令和8年4月1日`, `R8.4.1`.

    A year of an era counts only with its era, a common year only with four figures. None: no such day.

    >>> typed_day("昭和56年6月1日"), typed_day("令和元.5.1"), typed_day("26/4/1")
    (datetime.date(1981, 6, 1), datetime.date(2019, 5, 1), None)
    """
    plain = unicodedata.normalize("NFKC", text).strip().replace("元", "1").upper()
    for name, letter in _NAMES.items():
        plain = plain.replace(name, letter)
    plain = re.sub(r"\s*[年月]\s*", "-", plain).replace("日", "").strip()
    eight = _EIGHT.fullmatch(plain)
    parts = ("", *eight.groups()) if eight is not None else None
    if parts is None and (match := _PARTS.fullmatch(plain)) is not None:
        parts = match.groups()
    if parts is None or (not parts[0] and len(parts[1]) != 4):
        return None
    year = int(parts[1]) + ERAS.get(parts[0], 0)
    try:
        return date(year, int(parts[2]), int(parts[3]))
    except ValueError:
        return None
