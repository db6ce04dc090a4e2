"""Editions side by side and assessments taken from one to another, in sentences."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from assessor.assessment import Assessment
from assessor.assessment.record_lines import key_text
from assessor.assessment.upgrade import Held, UpgradeReport, upgrade
from assessor.criteria import Edition
from assessor.criteria.difference import EditionDifference, LeafChange, LevelChange, RowDifference, difference
from assessor.criteria.nodes import Attest, Measure
from assessor.messages import Language, text
from assessor.workflow.editions import edition_of
from assessor.workflow.wording import Wording


@dataclass(frozen=True, slots=True)
class Upgraded:
    """An assessment in its new edition.

    Attributes:
        edition: the new edition.
        state: the assessment in it.
        report: what happened; `report.held` has to be kept with the document, for the way back.
    """

    edition: Edition
    state: Assessment
    report: UpgradeReport


def upgraded(
    edition: Edition, state: Assessment, to: str, shelf: Iterable[Held] = (), extra: Iterable[Path] = ()
) -> Upgraded:
    """The assessment taken to the edition of a code.

    Args:
        edition: its present edition.
        state: the assessment.
        to: code of the edition to take it to.
        shelf: what earlier upgrades held.
        extra: folders with further editions.

    Raises:
        CriteriaError: no such edition, or a fault in its data.
        EditError: that edition does not have the category of the assessment.
    """
    target = edition_of(to, extra)
    result, report = upgrade(state, edition, target, shelf)
    return Upgraded(target, result, report)


def compared(old: str, new: str, extra: Iterable[Path] = ()) -> EditionDifference:
    """Two editions side by side, by their codes.

    Raises:
        CriteriaError: no such edition, or a fault in its data.
    """
    return difference(edition_of(old, extra), edition_of(new, extra))


def of_category(found: EditionDifference, category: str) -> EditionDifference:
    """Only the rows that apply in a category in one of the editions, with the levels of that category."""

    def applies(edition: Edition, row: str) -> bool:
        return bool(row) and edition.level(edition.rows[row], category) is not None

    rows = tuple(
        replace(row, levels=tuple(change for change in row.levels if change.category == category))
        for row in found.rows
        if applies(found.old, row.old) or applies(found.new, row.new)
    )
    return replace(found, rows=rows)


class DifferenceWording:
    """Sentences on the differences between two editions, in one language."""

    def __init__(self, compared_editions: EditionDifference, language: Language = "ja") -> None:
        self.difference = compared_editions
        self.language = language
        self._old = Wording(compared_editions.old, language)
        self._new = Wording(compared_editions.new, language)

    def sentences(self, row: RowDifference) -> list[str]:
        """Everything that differs in a row, the most telling first."""
        found = [*self._relation(row), *(self.level(change) for change in row.levels)]
        found.extend(self.leaf(change) for change in row.leaves)
        if row.condition_changed and not row.leaves:
            found.append(self._say("joined"))
        elif row.text_changed and not row.condition_changed:
            found.append(self._say("text"))
        return found or [self._say("same")]

    def level(self, change: LevelChange) -> str:
        """A changed level: category, before and after."""
        categories = self.difference.new.head.categories
        category = next(one.name for one in categories if one.code == change.category)
        return self._say(
            "level",
            category=category.in_language(self.language),
            old=self._old.level(change.old) if change.old else self._say("level.none"),
            new=self._new.level(change.new) if change.new else self._say("level.none"),
        )

    def leaf(self, change: LeafChange) -> str:
        """A changed condition: the limits or words before and after."""
        match change:
            case LeafChange(kind="limit", old=Measure() as old, new=Measure() as new):
                return self._say(
                    "leaf.limit",
                    name=self._new.quantity(new.measure),
                    old=self._old.limit(old),
                    new=self._new.limit(new),
                )
            case LeafChange(kind="moved"):
                # Conditions that left stand in another new row, those that came in another old one.
                return self._say("leaf.moved", row=change.row, node=self._node(change.old or change.new))
            case _:
                return self._say(
                    f"leaf.{change.kind}", old=self._node(change.old), new=self._node(change.new)
                )

    def _node(self, node: Measure | Attest | None) -> str:
        if node is None:
            return ""
        known = isinstance(node, Attest) or node.measure in self.difference.new.quantities
        return (self._new if known else self._old).node(node)

    def _relation(self, row: RowDifference) -> list[str]:
        new_name = self.difference.new.head.name.in_language(self.language)
        match row.relation:
            case "only_old":
                title = self.difference.old.rows[row.old].title.in_language(self.language)
                return [self._say("relation.only_old", row=row.old, title=title, new=new_name)]
            case "only_new":
                title = self.difference.new.rows[row.new].title.in_language(self.language)
                return [self._say("relation.only_new", row=row.new, title=title, new=new_name)]
            case "split" | "merged":
                return [self._say(f"relation.{row.relation}", old=row.old, new=row.new)]
            case _ if row.old != row.new:
                return [self._say("relation.renumbered", old=row.old, new=row.new)]
            case _:
                return []

    def _say(self, key: str, **params: object) -> str:
        return text(f"upgrade.{key}", self.language, **params)


def difference_json(compared_editions: EditionDifference, language: Language = "ja") -> dict[str, Any]:
    """Two editions side by side as plain JSON, with sentences."""
    wording = DifferenceWording(compared_editions, language)
    return {
        "old": compared_editions.old.code,
        "new": compared_editions.new.code,
        "rows": [
            {
                "old": row.old or None,
                "new": row.new or None,
                "relation": row.relation,
                "same": row.is_same,
                "same_content": row.same_content,
                "levels": {change.category: {"old": change.old, "new": change.new} for change in row.levels},
                "sentences": wording.sentences(row),
            }
            for row in compared_editions.rows
        ],
    }


def report_sentences(report: UpgradeReport, language: Language = "ja") -> list[str]:
    """What an upgrade did, in the order in which one wants to know."""

    def say(key: str, **params: object) -> str:
        return text(f"upgrade.{key}", language, **params)

    def listed(rows: Iterable[str]) -> str:
        return say("separator").join(rows)

    found = [
        say("report.kept", places=report.kept_places, measurements=report.kept_measurements),
        say("report.carried", count=len(report.carried)),
    ]
    counted = {"restored": report.restored, "held": report.held, "disputed": report.disputed}
    found.extend(say(f"report.{name}", count=len(items)) for name, items in counted.items() if items)
    rows = {
        "ask_again": report.ask_again,
        "levels": tuple(dict.fromkeys(shift.new_row for shift in report.levels)),
        "new_rows": report.new_rows,
        "gone_rows": report.gone_rows,
    }
    found.extend(say(f"report.{name}", rows=listed(ids)) for name, ids in rows.items() if ids)
    return found


def report_json(report: UpgradeReport, language: Language = "ja") -> dict[str, Any]:
    """What an upgrade did as plain JSON."""
    return {
        "old": report.old,
        "new": report.new,
        "category": report.category,
        "kept": {"places": report.kept_places, "measurements": report.kept_measurements},
        "carried": [{"old": key_text(one.old), "new": key_text(one.new)} for one in report.carried],
        "restored": [key_text(key) for key in report.restored],
        "held": [{"edition": one.edition, "key": key_text(one.key)} for one in report.held],
        "disputed": [key_text(key) for key in report.disputed],
        "ask_again": list(report.ask_again),
        "levels": [
            {"old": one.old_row, "new": one.new_row, "from": one.change.old, "to": one.change.new}
            for one in report.levels
        ],
        "new_rows": list(report.new_rows),
        "gone_rows": list(report.gone_rows),
        "sentences": report_sentences(report, language),
    }
