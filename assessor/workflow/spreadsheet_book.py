"""The whole assessment as the pages of a workbook, each readable for a person and read back by an import."""

from collections.abc import Callable

from assessor.assessment import Assessment
from assessor.evaluation import Evaluation
from assessor.importers.book import Book, Page
from assessor.importers.own_lists import LISTS
from assessor.workflow.spreadsheet_lists import ListSheets
from assessor.workflow.spreadsheet_places import PlaceSheets
from assessor.workflow.spreadsheet_sheet import SheetWriter
from assessor.workflow.spreadsheet_verdicts import VerdictSheets
from assessor.workflow.wording import Wording

PAGES = ("case", "verdicts", "dimensions", "matrix", "tallies", "evidence", *LISTS)


def book_of(wording: Wording, state: Assessment, evaluation: Evaluation) -> Book:
    """The workbook of an assessment, in the language of the wording."""
    verdicts = VerdictSheets(wording, state, evaluation)
    places = PlaceSheets(wording, state, evaluation)
    made: dict[str, Callable[[], Page]] = {
        "case": _CaseSheet(wording, state, evaluation).case,
        "verdicts": verdicts.verdicts,
        "dimensions": places.dimensions,
        "matrix": verdicts.matrix,
        "tallies": verdicts.tallies,
        "evidence": places.evidence,
        **ListSheets(wording, state, evaluation).pages(),
    }
    return Book(state.case.name, tuple(made[name]() for name in PAGES))


class _CaseSheet(SheetWriter):
    def case(self) -> Page:
        case = self.state.case
        category = next(one for one in self.edition.head.categories if one.code == case.category)
        shown = {
            "edition": f"{self.edition.head.name.in_language(self.wording.language)} ({case.edition})",
            "category": category.name.in_language(self.wording.language),
        }
        fields = (
            *("name", "address", "owner", "assessor", "office", "date_made"),
            *("edition", "edition_digest", "category", "remarks", "credit"),
        )
        rows = [(self.say(f"case.{name}"), shown.get(name, getattr(case, name))) for name in fields]
        return Page(self.name("case"), tuple(rows), heads=0, widths=(18, 80))
