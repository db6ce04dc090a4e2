"""Which case a received file is about, by the data inside it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from assessor.assessment.interchange import parse_json
from assessor.errors import UserError
from assessor.messages import Language
from assessor.signing.plain import plain
from assessor.workflow.editions import edition_of
from assessor.workflow.verifying import Verified


@dataclass(frozen=True, slots=True)
class EmbeddedCase:
    """Texts of the file: show them as plain text; empty where it does not say.

    Attributes:
        name: of the case.
        address: of the building.
        category: code of the category.
        edition: code of the edition.
    """

    name: str = ""
    address: str = ""
    category: str = ""
    edition: str = ""

    def category_in(self, language: Language) -> str:
        """The category by its name, as far as its edition is known."""
        try:
            categories = edition_of(self.edition).head.categories
        except UserError:
            return self.category
        found = next((one for one in categories if one.code == self.category), None)
        return self.category if found is None else found.name.in_language(language)


def embedded_case(verified: Verified) -> EmbeddedCase:
    """The case of the embedded assessment; of a review report, of the file inside it."""
    data = verified.data
    try:
        found = {} if data is None else parse_json(data)
    except UserError:
        return EmbeddedCase()
    if not isinstance(found, dict):
        return EmbeddedCase()
    case = found.get("case")
    about = case if isinstance(case, dict) else {}
    return EmbeddedCase(
        _text(about, "name"), _text(about, "address"), _text(found, "category"), _text(found, "edition")
    )


def _text(values: Mapping[str, Any], name: str) -> str:
    value = values.get(name)
    return plain(value) if isinstance(value, str) else ""
