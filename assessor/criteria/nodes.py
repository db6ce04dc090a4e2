"""The conditions of a row: a tree of a few kinds of node, told apart by the key they carry.

Logic is three-valued with a fourth state *void* ("no such part", "excused"): see `evaluation.logic`.
"""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Discriminator, Field, Tag

from assessor.criteria.values import Exact

Operator = Literal[">=", "<=", ">", "<", "==", "range", "outside", "about", "at_least", "is", "each>="]


class Frozen(BaseModel):
    """Base of all edition data: immutable, unknown keys refused.

    The reader of a model is made when it first reads: of most models, which only occur inside others, never.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True, defer_build=True)


class Text(Frozen):
    """A short text in both languages."""

    ja: str = Field(min_length=1)
    en: str = Field(min_length=1)

    def in_language(self, language: str) -> str:
        """The text in `"ja"` or `"en"`."""
        return self.en if language == "en" else self.ja


class AllOf(Frozen):
    """True when every part that applies is true."""

    all_of: tuple["Condition", ...] = Field(min_length=1)
    label: Text | None = None


class AnyOf(Frozen):
    """True when one part is true."""

    any_of: tuple["Condition", ...] = Field(min_length=1)
    label: Text | None = None


class Not(Frozen):
    """True when the part is false."""

    not_: "Condition" = Field(alias="not")
    label: Text | None = None


class If(Frozen):
    """Binds only where the condition holds; elsewhere there is nothing to meet (void)."""

    if_: "Condition" = Field(alias="if")
    then: "Condition"
    label: Text | None = None


class Case(Frozen):
    """A branch of `any_of` that is open only where the condition holds; elsewhere it is false."""

    case: "Condition"
    then: "Condition"
    label: Text | None = None


class Unless(Frozen):
    """Exceptions: where one of them holds the place is excused (void), unless it meets the rule anyway."""

    unless: tuple["Condition", ...] = Field(min_length=1)
    then: "Condition"
    label: Text | None = None


class ForEach(Frozen):
    """Every place of a kind below the present place must meet the condition; the worst decides.

    `where` narrows the places. With no such place the result is void, or unknown while the container is
    not said to be listed completely; `when_none: "false"` makes the missing part a failure.
    """

    for_each: str
    must: "Condition"
    where: "Condition | None" = None
    when_none: Literal["void", "false"] = "void"
    label: Text | None = None


class Exists(Frozen):
    """One place of a kind that meets the whole condition is enough; having none is false."""

    exists: str
    that: "Condition"
    label: Text | None = None


class Measure(Frozen):
    """A measured (or derived) quantity against a limit.

    `value` is one number, `[low, high]` for `range` (both ends in) and `outside` (fails from low up to but
    not including high), an option or a list of options for `is`, an option for `at_least` (grades), a list of
    numbers for `==` on lists. `approx`: meeting the figure conforms, missing it by up to 5 % (edge included)
    asks the assessor (attestation under the leaf's key), more does not conform. `recommended` never decides.
    """

    measure: str
    op: Operator
    value: Exact | bool | str | tuple[Exact | str, ...]
    key: str | None = Field(default=None, pattern=r"^[a-z][a-z0-9_]*$")
    recommended: Exact | None = None
    approx: bool = False
    label: Text | None = None


class Attest(Frozen):
    """Something a person confirms on a drawing or in a catalogue."""

    attest: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    text: Text


class InCategory(Frozen):
    """True in the named categories."""

    category: tuple[str, ...] = Field(min_length=1)


class Within(Frozen):
    """True when the present place or a place around it is of one of the kinds."""

    within: tuple[str, ...] = Field(min_length=1)


_KEYS = {
    "all_of": "all_of",
    "any_of": "any_of",
    "not": "not",
    "not_": "not",
    "if": "if",
    "if_": "if",
    "case": "case",
    "unless": "unless",
    "for_each": "for_each",
    "exists": "exists",
    "measure": "measure",
    "attest": "attest",
    "category": "category",
    "within": "within",
}


def condition_key(value: Any) -> str | None:
    """The key that says which kind of condition it is; None where there is not exactly one."""
    keys = value if isinstance(value, dict) else getattr(type(value), "model_fields", {})
    found = {_KEYS[key] for key in keys if key in _KEYS}
    return found.pop() if len(found) == 1 else None


Condition = Annotated[
    Annotated[AllOf, Tag("all_of")]
    | Annotated[AnyOf, Tag("any_of")]
    | Annotated[Not, Tag("not")]
    | Annotated[If, Tag("if")]
    | Annotated[Case, Tag("case")]
    | Annotated[Unless, Tag("unless")]
    | Annotated[ForEach, Tag("for_each")]
    | Annotated[Exists, Tag("exists")]
    | Annotated[Measure, Tag("measure")]
    | Annotated[Attest, Tag("attest")]
    | Annotated[InCategory, Tag("category")]
    | Annotated[Within, Tag("within")],
    Discriminator(
        condition_key,
        custom_error_type="condition_kind",
        custom_error_message=(
            "a condition carries exactly one of all_of, any_of, not, if, case, unless, for_each, exists, "
            "measure, attest, category, within"
        ),
    ),
]

Node = AllOf | AnyOf | Not | If | Case | Unless | ForEach | Exists | Measure | Attest | InCategory | Within


def parts(node: Node) -> tuple[Node, ...]:
    """The direct parts of a node, conditions of `if`, `case`, `unless` and `where` first."""
    match node:
        case AllOf():
            return node.all_of
        case AnyOf():
            return node.any_of
        case Not():
            return (node.not_,)
        case If():
            return (node.if_, node.then)
        case Case():
            return (node.case, node.then)
        case Unless():
            return (*node.unless, node.then)
        case ForEach():
            return (node.must,) if node.where is None else (node.where, node.must)
        case Exists():
            return (node.that,)
        case _:
            return ()


def walk(node: Node) -> list[Node]:
    """The node and everything below it, in reading order."""
    found: list[Node] = [node]
    for part in parts(node):
        found.extend(walk(part))
    return found
