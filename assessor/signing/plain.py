"""Text and names taken from received files, made harmless before anybody sees or uses them."""

import re
import unicodedata

# Marks that reorder or hide what stands around them (bidi controls, isolates, zero-width joiners, BOM).
_TRICK_MARKS = re.compile("[\u061c\u200b-\u200f\u202a-\u202e\u2028\u2029\u2060-\u2064\u2066-\u206f\ufeff]")
_DEVICE_NAMES = frozenset(
    {"con", "prn", "aux", "nul", "conin$", "conout$", "clock$"}
    | {f"{port}{digit}" for port in ("com", "lpt") for digit in "0123456789¹²³"}
)
MAX_NAME = 200


def plain(text: str, limit: int = MAX_NAME) -> str:
    """Text of at most `limit` characters in which control and direction marks are replaced by U+FFFD."""
    cleaned = "".join("\ufffd" if _is_trick(char) else char for char in text[:limit])
    return cleaned + "…" if len(text) > limit else cleaned


def is_safe_name(name: str) -> bool:
    """Whether a file name has no path part, no device name, no control or direction mark and no odd end."""
    if not name or len(name) > MAX_NAME or name in {".", ".."}:
        return False
    if any(char in '/\\:*?"<>|' or _is_trick(char) for char in name):
        return False
    if name != name.strip() or name.endswith("."):
        return False
    return name.split(".", 1)[0].strip().casefold() not in _DEVICE_NAMES


def _is_trick(char: str) -> bool:
    return unicodedata.category(char) in {"Cc", "Cs", "Cn"} or bool(_TRICK_MARKS.match(char))
