"""Where the command line writes: answers on standard output, everything else on standard error."""

import io
import json
import sys
from dataclasses import dataclass
from typing import Any

from assessor.errors import UserError
from assessor.messages import Language, explain, text


@dataclass(frozen=True, slots=True)
class Console:
    """Both streams, in one language.

    Attributes:
        language: of every sentence.
        as_json: the answer is one JSON document, also when it is an error.
    """

    language: Language
    as_json: bool = False

    @staticmethod
    def prepare() -> None:
        """A terminal that lacks a character shows a mark in its place instead of failing."""
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, io.TextIOWrapper):
                stream.reconfigure(errors="replace")

    def line(self, words: str = "") -> None:
        """One line of the answer."""
        sys.stdout.write(words + "\n")

    def say(self, key: str, **params: Any) -> None:
        """One line of the answer from the catalogue."""
        self.line(text(key, self.language, **params))

    def document(self, content: Any) -> None:
        """The one JSON document of the answer."""
        self.json_text(json.dumps(content, ensure_ascii=False, indent=1))

    def json_text(self, words: str) -> None:
        """JSON is UTF-8 wherever it goes, whatever the terminal speaks."""
        if isinstance(sys.stdout, io.TextIOWrapper):
            sys.stdout.reconfigure(encoding="utf-8", errors="strict")
        self.line(words)

    def progress(self, key: str, **params: Any) -> None:
        """What long work is doing, on standard error."""
        sys.stderr.write(text(key, self.language, **params) + "\n")
        sys.stderr.flush()

    def error(self, problem: UserError) -> None:
        """Sentence and remedy on standard error; with `as_json` also as the JSON document."""
        sentence, remedy = explain(problem, self.language)
        sys.stderr.write(f"assessor: {sentence}\n")
        if remedy:
            sys.stderr.write(f"  {remedy}\n")
        if self.as_json:
            self.document({"error": {"code": problem.code, "message": sentence, "remedy": remedy}})
