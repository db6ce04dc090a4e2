"""What rows and procedure both speak of: kinds of place, quantities, drawings, readings."""

from functools import cached_property
from typing import Literal
from unicodedata import normalize

from pydantic import Field

from assessor.criteria.nodes import Frozen, Text
from assessor.criteria.values import Exact

CategoryCode = Literal["new", "renovation", "existing"]
Drawing = Literal[
    "floor_plan",
    "section",
    "elevation",
    "door_schedule",
    "finish_schedule",
    "equipment",
    "structure",
    "site_plan",
    "area_map",
    "documents",
]


class Kind(Frozen):
    """A kind of place, for example `bathroom`, which is a `room` and lies in a `unit_type`.

    Attributes:
        is_a: the wider kind; a condition on `room` covers bathrooms too.
        parents: kinds (or wider kinds) that it may lie in; inherited from `is_a` when empty.
        abstract: only a wider kind, never a place of its own.
    """

    code: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    name: Text
    is_a: str | None = None
    parents: tuple[str, ...] = ()
    abstract: bool = False


class Option(Frozen):
    """One value of a choice, or one grade (listed from worst to best).

    Attributes:
        aliases: other words under which another program may deliver it.
    """

    code: str
    name: Text
    aliases: tuple[str, ...] = ()


class Quantity(Frozen):
    """Something measured at a place, or derived from what is measured.

    Attributes:
        type: `number` (with `unit`), `count`, `flag` (yes/no), `choice`, `grade` (ordered options, worst
            first), `list` (numbers in order).
        unit: `mm`, `cm`, `m`, `m2`, `deg`, `pct`, `ratio`, or a counter such as `dwelling`, `space`, `step`.
        basis: how it is measured: inside (内法), clear (有効), wall_centre (壁芯), or none.
        kinds: kinds of place that carry it; a value at a wider place (unit type, building) is a default for
            the places in it.
        plausible: range outside which an entry is questioned, never refused.
        derive: expression that gives the value where none is entered (see `criteria.expressions`).
        from_parent: option by kind of the place around, for choices that follow from where a part lies.
        drawing: the drawing it is read from.
        sketch: name of the picture that shows where it is measured.
        aliases: other codes under which another program may deliver it.
    """

    code: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    name: Text
    type: Literal["number", "count", "flag", "choice", "grade", "list"]
    unit: str = ""
    basis: Literal["inside", "clear", "wall_centre", "none"] = "none"
    kinds: tuple[str, ...] = ()
    plausible: tuple[Exact, Exact] | None = None
    options: tuple[Option, ...] = ()
    derive: str | None = None
    from_parent: dict[str, str] = Field(default_factory=dict)
    drawing: Drawing = "floor_plan"
    sketch: str | None = None
    help: Text | None = None
    aliases: tuple[str, ...] = ()

    @cached_property
    def option_codes(self) -> tuple[str, ...]:
        """Codes of the options in their order."""
        return tuple(option.code for option in self.options)

    def option_named(self, word: str) -> str:
        """The code of the option that a word means (code, name or alias); the word itself where none does."""
        if word in self.option_codes:
            return word
        folded = _folded(word)
        for option in self.options:
            names = (option.code, option.name.ja, option.name.en, *option.aliases)
            if folded in map(_folded, names):
                return option.code
        return word


def _folded(word: str) -> str:
    """A word without differences of width, case and white space."""
    return "".join(normalize("NFKC", word).casefold().split())


class CrossCheck(Frozen):
    """Something that does not fit together in what was entered; it is pointed out and never decides.

    Attributes:
        kind: kind of place it is asked at.
        when: expression that is true where something is wrong.
        quantities: what to look at, in order.
        twins: asked only where an earlier place has the same kind and name: `beside` it in the same place, or
            in the same `dwelling` with another value for one of the quantities.
    """

    code: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    kind: str
    when: str
    text: Text
    twins: Literal["beside", "dwelling"] | None = None
    quantities: tuple[str, ...] = ()


class Reading(Frozen):
    """How the product reads what the document leaves open, with the other reading an office might take."""

    text: Text
    other: Text | None = None
