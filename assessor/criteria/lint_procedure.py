"""Checks of the procedure: references between facts, documents, courses and periods, and declared counts."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from assessor.criteria.expressions import Expression, names, parse
from assessor.criteria.findings import Finding, Severity
from assessor.criteria.lint_conditions import condition_faults
from assessor.criteria.model import Edition
from assessor.criteria.nodes import Condition, Measure, walk
from assessor.criteria.procedure import DATE_UNIT, DWELLING, Application, Procedure
from assessor.criteria.procedure_view import procedure_view

DATE_SOURCES = ("filed", "decided", "fact")


def check_procedure(edition: Edition, file: str) -> Iterator[Finding]:
    """Everything that is wrong in an edition's own procedure, in the order of its file.

    Args:
        edition: the edition; one that has another edition's procedure is not blamed for it.
        file: path of its `procedure.json`.
    """
    procedure = edition.procedure
    if procedure is None or procedure.edition != edition.code:
        return
    yield from _Lint(edition, procedure, file).findings()


class _Lint:
    def __init__(self, edition: Edition, procedure: Procedure, file: str) -> None:
        self.procedure = procedure
        self.view = procedure_view(edition)
        self.file = file
        self.categories = {category.code for category in edition.head.categories}
        self.used: set[str] = set()

    def finding(
        self, code: str, place: str, entry: str, severity: Severity = "error", **params: Any
    ) -> Finding:
        return Finding(severity, f"procedure_{code}", self.file, place, entry, params)

    def findings(self) -> Iterator[Finding]:
        procedure = self.procedure
        for name, codes in (
            ("facts", [one.code for one in procedure.facts]),
            ("requirements", [one.code for one in procedure.requirements]),
            ("applications", [one.code for one in procedure.applications]),
            ("periods", [one.code for one in procedure.periods]),
            ("orders", [one.code for one in procedure.orders]),
        ):
            yield from self._twice(name, codes)
        for number, fact in enumerate(procedure.facts):
            expression = None if fact.derive is None else parse_quietly(fact.derive)
            if fact.derive is not None and (
                expression is None or not names(expression) <= self.view.quantities.keys()
            ):
                yield self.finding("derive", f"facts[{number}].derive", fact.code, derive=fact.derive)
            if (fact.type == "choice") != bool(fact.options):
                yield self.finding("options", f"facts[{number}].options", fact.code, type=fact.type)
        for number, requirement in enumerate(procedure.requirements):
            around = DWELLING if requirement.scope == "dwelling" else "building"
            where = f"requirements[{number}].condition"
            yield from self._condition(requirement.condition, where, requirement.code, around)
        for number, application in enumerate(procedure.applications):
            yield from self._application(application, f"applications[{number}]")
        yield from self._courses()
        yield from self._dates()
        for drawing, documents in procedure.drawings.items():
            known = {code for one in procedure.applications for code in one.by_code}
            for code in documents:
                if code not in known:
                    place = f"drawings.{drawing}"
                    yield self.finding("document_unknown", place, code, application="-")
        for number, fact in enumerate(procedure.facts):
            if fact.type != "text" and fact.code not in self.used:
                yield self.finding("fact_unused", f"facts[{number}]", fact.code, "warning")

    def _twice(self, name: str, codes: Iterable[str]) -> Iterator[Finding]:
        for code, times in Counter(codes).items():
            if times > 1:
                yield self.finding("twice", name, code)

    def _condition(
        self, condition: Condition | None, where: str, entry: str, around: str = "building"
    ) -> Iterator[Finding]:
        if condition is None:
            return
        for severity, code, place, params in condition_faults(self.view, condition, where, around):
            yield Finding(severity, code, self.file, place, entry, params)
        for node in walk(condition):
            if isinstance(node, Measure):
                self.used.add(node.measure)
                quantity = self.view.quantities.get(node.measure)
                if quantity is not None and quantity.unit == DATE_UNIT and not is_day(node.value):
                    yield self.finding("not_a_day", where, entry, value=str(node.value))

    def _application(self, application: Application, where: str) -> Iterator[Finding]:
        yield from self._twice(f"{where}.documents", [one.code for one in application.documents])
        yield from self._condition(application.when, f"{where}.when", application.code)
        plain = [one.number for one in application.documents if not one.is_extra]
        extra = [one.number for one in application.documents if one.is_extra]
        if plain != [str(number) for number in range(1, len(plain) + 1)] or extra != [
            f"({number})" for number in range(1, len(extra) + 1)
        ]:
            yield self.finding("numbers", f"{where}.documents", application.code)
        if application.declared != (len(plain), len(extra)):
            declared, counted = application.declared, (len(plain), len(extra))
            yield self.finding(
                "declared",
                f"{where}.declared",
                application.code,
                declared=f"{declared[0]}+{declared[1]}",
                counted=f"{counted[0]}+{counted[1]}",
            )
        for number, document in enumerate(application.documents):
            place = f"{where}.documents[{number}]"
            yield from self._condition(document.when, f"{place}.when", document.code)
            for index, shown in enumerate(document.shows):
                yield from self._condition(shown.when, f"{place}.shows[{index}].when", document.code)
            if document.carried is not None:
                source = self.procedure.application_by_code.get(document.carried.application)
                if source is None or document.code not in source.by_code or source is application:
                    yield self.finding(
                        "document_unknown",
                        f"{place}.carried",
                        document.code,
                        application=document.carried.application,
                    )
        for number, variant in enumerate(application.variants):
            place = f"{where}.variants[{number}]"
            yield from self._condition(variant.when, f"{place}.when", application.code)
            if variant.application not in self.procedure.application_by_code:
                yield self.finding("application_unknown", f"{place}.application", variant.application)

    def _courses(self) -> Iterator[Finding]:
        covered = Counter(code for course in self.procedure.courses for code in course.categories)
        for category in sorted(self.categories):
            if covered[category] != 1:
                yield self.finding("course", "courses", category, courses=covered[category])
        for number, course in enumerate(self.procedure.courses):
            yield from self._twice(f"courses[{number}].steps", [step.code for step in course.steps])
            for index, step in enumerate(course.steps):
                where = f"courses[{number}].steps[{index}]"
                yield from self._condition(step.when, f"{where}.when", step.code)
                application = self.procedure.application_by_code.get(step.application or "")
                if step.application is not None and application is None:
                    yield self.finding("application_unknown", f"{where}.application", step.application)
                elif application is not None and set(course.categories) - set(application.categories):
                    yield self.finding("not_in_category", f"{where}.application", application.code)
                if step.done is not None:
                    yield from self._date(step.done, f"{where}.done", step.code)

    def _dates(self) -> Iterator[Finding]:
        for number, period in enumerate(self.procedure.periods):
            where = f"periods[{number}]"
            yield from self._condition(period.when, f"{where}.when", period.code)
            yield from self._date(period.start, f"{where}.start", period.code)
            if period.met is not None:
                yield from self._date(period.met, f"{where}.met", period.code)
        for number, order in enumerate(self.procedure.orders):
            yield from self._date(order.first, f"orders[{number}].first", order.code)
            yield from self._date(order.then, f"orders[{number}].then", order.code)

    def _date(self, reference: str, place: str, entry: str) -> Iterator[Finding]:
        source, colon, name = reference.partition(":")
        if source == "fact":
            fact = self.procedure.fact_by_code.get(name)
            good = fact is not None and fact.type in {"date", "flag"}
            self.used.add(name)
        else:
            good = name in self.procedure.application_by_code
        if not colon or source not in DATE_SOURCES or not good:
            yield self.finding("date_unknown", place, entry, date=reference)


def parse_quietly(text: str) -> Expression | None:
    """The expression of a text; None where it is none."""
    try:
        return parse(text)
    except ValueError:
        return None


def is_day(value: object) -> bool:
    """Whether a limit is one day of the calendar, written 19810601."""
    if not isinstance(value, Decimal) or value != value.to_integral_value():
        return False
    digits = f"{int(value):08d}"
    try:
        date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return False
    return len(digits) == 8
