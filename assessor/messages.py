"""Sentences outside the window (errors, reasons, printed labels) in Japanese and English.

Each file `resources/i18n/messages/<area>.json` maps a key to `{"ja": "…", "en": "…"}` with `str.format`
placeholders. The window's own labels are Qt translations instead.
"""

import json
from functools import cache
from typing import Any, Literal

from assessor.errors import UserError
from assessor.paths import resource

Language = Literal["ja", "en"]


@cache
def _catalogue() -> dict[str, dict[str, str]]:
    merged: dict[str, dict[str, str]] = {}
    for file in sorted(resource("i18n", "messages").glob("*.json")):
        merged.update(json.loads(file.read_text(encoding="utf-8")))
    return merged


def has_text(key: str) -> bool:
    """Whether the catalogue holds the key."""
    return key in _catalogue()


def text(key: str, /, language: Language = "ja", **params: Any) -> str:
    """The sentence of `key` in `language` with its parameters filled in.

    Raises:
        KeyError: the key is in no catalogue (a bug, caught by the catalogue test).
    """
    return _catalogue()[key][language].format(**params)


def explain(error: UserError, language: Language = "ja") -> tuple[str, str]:
    """Sentence and remedy of an error the user can mend."""
    sentence = text(f"error.{error.code}", language, **error.params)
    remedy_key = f"remedy.{error.code}"
    remedy = text(remedy_key, language, **error.params) if has_text(remedy_key) else ""
    return sentence, remedy
