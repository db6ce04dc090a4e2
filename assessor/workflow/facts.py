"""Facts that the procedure asks of a case, with their answers, and its notes, as the window shows them."""

from dataclasses import dataclass

from assessor.assessment import Assessment
from assessor.assessment.procedure import day_of
from assessor.assessment.records import Fact
from assessor.criteria import Edition
from assessor.criteria.procedure import ProcedureFact
from assessor.messages import Language, text
from assessor.workflow.procedure_wording import day_text


@dataclass(frozen=True, slots=True)
class FactLine:
    """One fact as it is asked.

    Attributes:
        fact: the record; None: not answered.
        name: what is asked.
        shown: the answer in words; empty where there is none.
        help: what to know about it.
        options: code and name of each option.
    """

    asked: ProcedureFact
    fact: Fact | None
    name: str
    shown: str
    help: str
    options: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class FactGroup:
    """The facts under one heading."""

    code: str
    name: str
    lines: tuple[FactLine, ...]


def fact_groups(edition: Edition, state: Assessment, language: Language = "ja") -> tuple[FactGroup, ...]:
    """The facts asked in the category of the case, by heading, in the order of the procedure."""
    procedure = edition.procedure
    grouped: dict[str, list[FactLine]] = {}
    for asked in () if procedure is None else procedure.facts:
        if state.case.category in asked.categories:
            line = _line(asked, state.facts.get(asked.code), language)
            grouped.setdefault(asked.group, []).append(line)
    return tuple(
        FactGroup(code, text(f"procedure.group.{code}", language), tuple(lines))
        for code, lines in grouped.items()
    )


def notes(edition: Edition, topic: str, language: Language = "ja") -> tuple[str, ...]:
    """What the procedure says on `subsidy`, `prompt`, `office`, `advertising` or `management`."""
    procedure = edition.procedure
    found = () if procedure is None else procedure.notes
    return tuple(one.text.in_language(language) for one in found if one.topic == topic)


def _line(asked: ProcedureFact, fact: Fact | None, language: Language) -> FactLine:
    options = tuple((one.code, one.name.in_language(language)) for one in asked.options)
    shown = ""
    if fact is not None:
        if isinstance(fact.value, bool):
            shown = text("wording.yes" if fact.value else "wording.no", language)
        elif asked.type == "date":
            shown = day_text(day_of(fact.value), language)
        else:
            shown = dict(options).get(fact.value, fact.value)
    explained = "" if asked.help is None else asked.help.in_language(language)
    return FactLine(asked, fact, asked.name.in_language(language), shown, explained, options)
