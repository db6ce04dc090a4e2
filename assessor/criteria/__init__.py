"""Editions of the scheme as frozen data: strict reader, linter, condition nodes."""

from assessor.criteria.catalogue import Kind, Quantity
from assessor.criteria.model import Category, Edition, EditionHead, Group, Level, Row, Table
from assessor.criteria.nodes import Node, Text
from assessor.criteria.reader import edition_folders, load_edition, load_head

__all__ = [
    "Category",
    "Edition",
    "EditionHead",
    "Group",
    "Kind",
    "Level",
    "Node",
    "Quantity",
    "Row",
    "Table",
    "Text",
    "edition_folders",
    "load_edition",
    "load_head",
]
