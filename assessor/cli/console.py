"""Where the command line writes: answers on standard output, everything else on standard error."""

import io
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from assessor.errors import UserError
from assessor.messages import Language, explain, text


class AnswerError(UserError):
    """The answer cannot be written to standard output."""


@contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except BrokenPipeError:  # the reader has read enough: nothing is wrong
        raise
    except OSError as problem:
        raise AnswerError("answer_not_written", detail=problem.strerror or str(problem)) from problem


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
        """One line of the answer.

        Raises:
            AnswerError: standard output takes no more, for example because its disk is full.
        """
        with _told():
            sys.stdout.write(words + "\n")

    @staticmethod
    def finish() -> None:
        """Writes what is still held back of the answer.

        Raises:
            AnswerError: standard output takes no more.
        """
        with _told():
            sys.stdout.flush()

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

    def warn(self, problem: UserError) -> None:
        """Something that is wrong and does not keep from answering, on standard error."""
        sys.stderr.write(
            "assessor: " + " ".join(one for one in explain(problem, self.language) if one) + "\n"
        )

    def error(self, problem: UserError) -> None:
        """Sentence and remedy on standard error; with `as_json` also as the JSON document."""
        sentence, remedy = explain(problem, self.language)
        sys.stderr.write(f"assessor: {sentence}\n")
        if remedy:
            sys.stderr.write(f"  {remedy}\n")
        if self.as_json:
            self.document({"error": {"code": problem.code, "message": sentence, "remedy": remedy}})
