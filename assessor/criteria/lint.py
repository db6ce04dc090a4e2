"""Looks over a whole edition: everything that a single file cannot say about itself.

The reader refuses what is wrong in one file; the linter compares the files with each other: totals printed in
the document with the rows counted, conditions with the catalogue of quantities, rows with other editions.
"""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from assessor.criteria.findings import Finding, Places, Severity, finding_text
from assessor.criteria.lint_catalogue import check_kinds, check_quantities
from assessor.criteria.lint_conditions import check_row_condition, used_quantities
from assessor.criteria.lint_procedure import check_procedure
from assessor.criteria.model import Category, Edition, Row
from assessor.criteria.reader import edition_folders, load_edition
from assessor.errors import CriteriaError
from assessor.paths import resource

__all__ = ["Finding", "finding_text", "lint_edition"]

MOST_DIFFICULT = 5


def lint_edition(edition: Edition, folder: Path) -> list[Finding]:
    """Everything that is wrong (errors) or odd (warnings) in an edition, in the order of its files.

    Args:
        edition: the edition as loaded from the folder.
        folder: the folder it was loaded from; other editions are looked for beside it and among the shipped.
    """
    places = Places.of(folder)
    others = _other_editions(edition, folder)
    return [
        *_check_head(edition, folder, places),
        *_check_declared(edition, places),
        *_check_minimums(edition, places),
        *_check_rows(edition, places, others),
        *check_kinds(edition, places),
        *check_quantities(edition, places),
        *check_procedure(edition, str(folder / "procedure.json")),
        *_check_unused(edition, folder, places, others),
    ]


def _check_head(edition: Edition, folder: Path, places: Places) -> Iterator[Finding]:
    head, file = edition.head, places.head
    if folder.name != head.code:
        yield Finding("error", "folder_name", file, "code", head.code, {"folder": folder.name})
    for name, entries in (
        ("tables", head.tables),
        ("categories", tuple(category.code for category in head.categories)),
        ("groups", tuple(group.name for group in head.groups)),
    ):
        for entry, times in Counter(entries).items():
            if times > 1:
                yield Finding("error", "listed_twice", file, name, entry, {"list": name})
    known = set(head.tables)
    grouped: set[str] = set()
    for number, group in enumerate(head.groups):
        for table in group.tables:
            where = f"groups[{number}].tables"
            if table not in known:
                yield Finding("error", "group_table_unknown", file, where, table, {"group": group.name})
            elif table in grouped:
                yield Finding("error", "group_table_twice", file, where, table, {"group": group.name})
            grouped.add(table)
    for name, tables in head.sums.items():
        for table in tables:
            if table not in known:
                yield Finding("error", "sum_table_unknown", file, f"sums.{name}", table, {"sum": name})
    for table_file in sorted((folder / "tables").glob("*.json")):
        if table_file.stem not in known:
            yield Finding("warning", "table_not_listed", str(table_file), "", table_file.stem)


def _codes(categories: tuple[Category, ...]) -> set[str]:
    return {category.code for category in categories}


def _count(edition: Edition, tables: tuple[str, ...], category: str) -> tuple[int, int, int]:
    """Required, optional and all rows of some tables in a category."""
    levels = Counter(
        edition.level(row, category) for table in edition.tables if table.code in tables for row in table.rows
    )
    return levels["required"], levels["optional"], levels["required"] + levels["optional"]


def _check_declared(edition: Edition, places: Places) -> Iterator[Finding]:
    head, file = edition.head, places.head
    sums = {**{table: (table,) for table in head.tables}, **head.sums, "total": head.tables}
    categories = _codes(head.categories)
    for category in head.declared:
        if category not in categories:
            yield _unknown_category(file, f"declared.{category}", category)
    for category in sorted(categories):
        declared = head.declared.get(category, {})
        for name in ("total", *head.tables):
            if name not in declared:
                severity: Severity = "error" if name == "total" else "warning"
                yield Finding(
                    severity, "declared_missing", file, f"declared.{category}", name, {"category": category}
                )
        for name, figures in declared.items():
            where = f"declared.{category}.{name}"
            if name not in sums:
                yield Finding("error", "declared_unknown", file, where, name, {"category": category})
                continue
            counted = _count(edition, sums[name], category)
            if figures != counted:
                shown = {"declared": _figures(figures), "counted": _figures(counted), "category": category}
                yield Finding("error", "declared_wrong", file, where, name, shown)


def _figures(figures: tuple[int, int, int]) -> str:
    return "/".join(map(str, figures))


def _unknown_category(file: str, where: str, category: str) -> Finding:
    return Finding("error", "category_unknown", file, where, category)


def _check_minimums(edition: Edition, places: Places) -> Iterator[Finding]:
    head, file = edition.head, places.head
    categories = _codes(head.categories)
    entries = [
        (f"groups[{number}].minimum", group.name, group.tables, group.minimum)
        for number, group in enumerate(head.groups)
    ]
    entries.append(("total_minimum", "total", head.tables, head.total_minimum))
    for where, name, tables, minimum in entries:
        for category in minimum:
            if category not in categories:
                yield _unknown_category(file, f"{where}.{category}", category)
        for category in sorted(categories):
            place = f"{where}.{category}"
            if category not in minimum:
                yield Finding("error", "minimum_missing", file, place, name, {"category": category})
                continue
            optional = _count(edition, tables, category)[1]
            asked = minimum[category]
            if not 0 <= asked <= optional:
                shown = {"minimum": asked, "optional": optional, "category": category}
                yield Finding("error", "minimum_out_of_range", file, place, name, shown)
    for category in sorted(categories):
        sum_of_groups = sum(group.minimum.get(category, 0) for group in head.groups)
        total = head.total_minimum.get(category, sum_of_groups)
        if total < sum_of_groups:
            shown = {"minimum": total, "sum": sum_of_groups, "category": category}
            yield Finding("warning", "total_minimum_idle", file, f"total_minimum.{category}", "total", shown)


def _check_rows(edition: Edition, places: Places, others: dict[str, Edition]) -> Iterator[Finding]:
    categories = _codes(edition.head.categories)
    seen: set[str] = set()
    for table in edition.tables:
        file = places.table(table.code)
        for number, row in enumerate(table.rows):
            where = f"rows[{number}]"
            if row.id in seen:
                yield Finding("error", "row_id_twice", file, f"{where}.id", row.id)
            seen.add(row.id)
            if row.table != table.code or not row.id.startswith(f"{table.code}/"):
                shown = {"found": row.table, "table": table.code}
                yield Finding("error", "row_table", file, f"{where}.table", row.id, shown)
            levels = {code for code in ("new", "renovation", "existing") if edition.level(row, code)}
            if not levels & categories:
                yield Finding("error", "row_without_level", file, f"{where}.levels", row.id)
            for category in sorted(levels - categories):
                shown = {"category": category}
                yield Finding("error", "level_category", file, f"{where}.levels.{category}", row.id, shown)
            if row.difficulty is not None and not 0 < row.difficulty <= MOST_DIFFICULT:
                shown_difficulty = {"difficulty": str(row.difficulty), "most": MOST_DIFFICULT}
                yield Finding(
                    "error", "difficulty_range", file, f"{where}.difficulty", row.id, shown_difficulty
                )
            yield from _check_same_as(edition, row, file, where, others)
            yield from check_row_condition(edition, row, file, f"{where}.condition")


def _check_same_as(
    edition: Edition, row: Row, file: str, where: str, others: dict[str, Edition]
) -> Iterator[Finding]:
    for number, target in enumerate(row.same_as):
        place = f"{where}.same_as[{number}]"
        code, colon, other_row = target.partition(":")
        if not colon or not other_row or code == edition.head.code:
            yield Finding("error", "same_as_form", file, place, row.id, {"target": target})
        elif code in others and other_row not in others[code].rows:
            yield Finding("error", "same_as_unknown", file, place, row.id, {"target": target})


def _other_editions(edition: Edition, folder: Path) -> dict[str, Edition]:
    """Installed editions besides this one; one that cannot be read is left out (its own fault)."""
    found: dict[str, Edition] = {}
    for code, other in edition_folders((folder.parent,)).items():
        if code != edition.head.code and other.resolve() != folder.resolve():
            try:
                found[code] = load_edition(other)
            except CriteriaError:
                continue
    return found


def _check_unused(
    edition: Edition, folder: Path, places: Places, others: dict[str, Edition]
) -> Iterator[Finding]:
    """Quantities that no row reads: of the edition's own file, and of the catalogue for shipped editions."""
    used = used_quantities(edition).union(*(used_quantities(other) for other in others.values()))
    shipped = folder.resolve().parent == resource("criteria").resolve()
    for code in edition.quantities:
        file = places.quantity_file(code)
        own = Path(file).resolve().parent == folder.resolve()
        if code not in used and (own or shipped):
            yield Finding("warning", "quantity_unused", file, places.quantity_place(code), code)
