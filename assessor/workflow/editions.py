"""Editions as the window and the command line list them."""

import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from assessor.criteria import Edition, EditionHead, Level, edition_folders, load_edition, load_head
from assessor.errors import CriteriaError
from assessor.workflow import vocabulary
from assessor.workflow.plain import plain_number

FOLDERS_VARIABLE = "ASSESSOR_EDITIONS"
"""Environment variable that names folders with further editions, separated like `PATH`."""


def extra_folders() -> tuple[Path, ...]:
    """Folders with further editions, as the environment names them."""
    named = os.environ.get(FOLDERS_VARIABLE, "").split(os.pathsep)
    return tuple(Path(one) for one in named if one)


def editions(extra: Iterable[Path] = ()) -> tuple[Edition, ...]:
    """All editions at hand, those that ship first.

    Raises:
        CriteriaError: a fault in the data of one of them.
    """
    return tuple(load_edition(folder) for folder in edition_folders_at_hand(extra).values())


def edition_heads(
    extra: Iterable[Path] = (),
) -> tuple[tuple[EditionHead, ...], tuple[CriteriaError, ...]]:
    """What all editions at hand are called, and the faults of those that cannot even say that."""
    heads: list[EditionHead] = []
    faults: list[CriteriaError] = []
    for folder in edition_folders_at_hand(extra).values():
        try:
            heads.append(load_head(folder))
        except CriteriaError as fault:
            faults.append(fault)
    return tuple(heads), tuple(faults)


def edition_of(code: str, extra: Iterable[Path] = ()) -> Edition:
    """One edition by its code.

    Raises:
        CriteriaError: no such edition, or a fault in its data.
    """
    folders = edition_folders_at_hand(extra)
    if code not in folders:
        raise CriteriaError("edition_unknown", edition=code, known=", ".join(folders))
    return load_edition(folders[code])


def edition_at(code_or_folder: str, extra: Iterable[Path] = ()) -> Edition:
    """One edition by its code, or by the folder that holds its `edition.json`.

    Only for what a person names: a received file names an edition by its code alone.

    Raises:
        CriteriaError: no such edition, or a fault in its data.
    """
    folder = Path(code_or_folder)
    if code_or_folder not in edition_folders_at_hand(extra) and (folder / "edition.json").is_file():
        return load_edition(folder)
    return edition_of(code_or_folder, extra)


def edition_folders_at_hand(extra: Iterable[Path]) -> dict[str, Path]:
    """Folders of all editions by code: shipped ones, those of the environment, then the extra ones."""
    return edition_folders((*extra_folders(), *extra))


def describe(edition: Edition, language: str = "ja") -> dict[str, Any]:
    """What an edition is called, which categories it has and how many rows in each, as plain JSON."""
    head = edition.head
    return {
        "code": edition.code,
        "name": head.name.in_language(language),
        "title": head.title.in_language(language),
        "issued": head.issued,
        "categories": [
            {
                "code": category.code,
                "name": category.name.in_language(language),
                **_counts(edition, category.code)["total"],
            }
            for category in head.categories
        ],
        "digest": edition.digest,
    }


def criteria(edition: Edition, category: str, language: str = "ja") -> dict[str, Any]:
    """The rows of a category, their counts per table and the minimums, as plain JSON.

    With them goes what an assessment in the open form is written with: what each row asks for at which kind
    of place, the kinds of place, and the quantities.

    Raises:
        CriteriaError: the edition has no such category.
    """
    known = [one.code for one in edition.head.categories]
    if category not in known:
        raise CriteriaError(
            "category_not_in_edition", category=category, edition=edition.code, known=", ".join(known)
        )
    return {
        "edition": edition.code,
        "category": category,
        "rows": [
            {
                "id": row.id,
                "table": row.table,
                "level": edition.level(row, category),
                "importance": row.importance,
                "difficulty": None if row.difficulty is None else plain_number(row.difficulty),
                "title": row.title.in_language(language),
                "text": row.text.in_language(language),
                "scope": row.scope,
                "asks": vocabulary.asked(row, language),
                "readings": [reading.text.in_language(language) for reading in row.readings],
                "source": {"table": row.source.table, "item": row.source.item},
            }
            for row in edition.rows_for(category)
        ],
        "counts": _counts(edition, category),
        "minimums": {
            **{group.name: group.minimum[category] for group in edition.head.groups},
            "total": edition.head.total_minimum[category],
        },
        "kinds": vocabulary.kinds(edition, language),
        "quantities": vocabulary.quantities(edition, category, language),
    }


def _counts(edition: Edition, category: str) -> dict[str, dict[str, int]]:
    """Rows by table and level, and over all tables."""
    found = {
        table.code: _count([edition.level(row, category) for row in table.rows]) for table in edition.tables
    }
    total = {name: sum(count[name] for count in found.values()) for name in ("required", "optional", "total")}
    return {**found, "total": total}


def _count(levels: list[Level | None]) -> dict[str, int]:
    required, optional = levels.count("required"), levels.count("optional")
    return {"required": required, "optional": optional, "total": required + optional}
