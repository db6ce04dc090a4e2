"""What a person types into a cell, as a measured value; and a measured value as the text to edit."""

import unicodedata
from decimal import Decimal
from fractions import Fraction

from assessor.assessment.checks import MAX_DECIMALS, MAX_NUMBER, check_value
from assessor.assessment.records import MeasuredValue
from assessor.criteria import Quantity
from assessor.criteria.values import number_text
from assessor.errors import EditError
from assessor.messages import Language, has_text, text
from assessor.workflow.arithmetic import AREAS, LENGTHS, PLAIN, SumError, Unit, calculate

_YES = frozenset(
    ("はい", "有", "有り", "あり", "する", "○", "〇", "◯", "✓", "✔", "レ", "y", "yes", "true", "t", "1")
)
_NO = frozenset(("いいえ", "無", "無し", "なし", "しない", "×", "✕", "✗", "x", "n", "no", "false", "f", "0"))
_SAME = str.maketrans({"−": "-", "–": "-", "‐": "-", "×": "*", "✕": "*", "÷": "/", "²": "2", "^": ""})
_WORDS = {
    # Longer words first: each holds the next.
    "平方メートル": "m2",
    "平米": "m2",
    "ミリメートル": "mm",
    "センチメートル": "cm",
    "ミリ": "mm",
    "センチ": "cm",
    "メートル": "m",
    "メーター": "m",
}
_PLAIN_UNITS = {
    "deg": ("°", "度", "deg"),
    "pct": ("%", "パーセント", "pct"),
    "ratio": (),
    "dwelling": ("戸", "住戸"),
    "storey": ("階", "f"),
    "floor": ("階", "f"),
    "space": ("台",),
    "step": ("段",),
    "side": ("側",),
    "direction": ("方向",),
    "route": ("経路", "本"),
}


def parse_entry(quantity: Quantity, typed: str, language: Language = "ja") -> MeasuredValue | None:
    """The value of a typed text in the unit of the quantity; None for an empty text.

    Full-width characters, thousands separators, units and sums are taken for numbers; words, signs and
    initials for flags; code, number in the list, name or unique beginning for choices.

    Raises:
        EditError: the text is no value of this quantity; the sentence says which are.
    """
    plain = unicodedata.normalize("NFKC", typed).strip()
    if not plain:
        return None
    match quantity.type:
        case "flag":
            return _flag(quantity, plain, language)
        case "choice" | "grade":
            return _option(quantity, plain, language)
        case "list":
            return _list(quantity, plain, language)
        case _:
            return _number(quantity, plain, language)


def entry_text(quantity: Quantity, value: MeasuredValue | None, language: Language = "ja") -> str:
    """The text with which a value is edited or copied; `parse_entry` reads it back to the same value."""
    match value:
        case None:
            return ""
        case bool():
            return text("wording.yes" if value else "wording.no", language)
        case str():
            names = {option.code: option.name.in_language(language) for option in quantity.options}
            # Two options may share a name in one language; the code is never ambiguous.
            shown = names.get(value, value)
            return shown if list(names.values()).count(shown) == 1 else value
        case tuple():
            return ", ".join(number_text(one) for one in value)
        case _:
            return number_text(value)


def _name(quantity: Quantity, language: Language) -> str:
    return quantity.name.in_language(language)


def _flag(quantity: Quantity, plain: str, language: Language) -> bool:
    word = plain.casefold()
    if word in _YES or word in _NO:
        return word in _YES
    raise EditError("cell_flag", typed=plain, quantity=_name(quantity, language))


def _option(quantity: Quantity, plain: str, language: Language) -> str:
    word = _folded(plain)
    spellings = {
        option.code: {_folded(option.code), _folded(option.name.ja), _folded(option.name.en)}
        for option in quantity.options
    }
    exact = [code for code, found in spellings.items() if word in found]
    if exact:
        return exact[0]
    if word.isdecimal() and 1 <= int(word) <= len(quantity.options):
        return quantity.options[int(word) - 1].code
    for fits in (str.startswith, str.__contains__):
        matching = [code for code, found in spellings.items() if any(fits(one, word) for one in found)]
        if len(matching) == 1:
            return matching[0]
        if matching:
            names = {option.code: option.name.in_language(language) for option in quantity.options}
            fitting = ", ".join(names[code] for code in matching)
            raise EditError(
                "cell_option_ambiguous", typed=plain, quantity=_name(quantity, language), options=fitting
            )
    options = ", ".join(option.name.in_language(language) for option in quantity.options)
    raise EditError("cell_option", typed=plain, quantity=_name(quantity, language), options=options)


def _folded(word: str) -> str:
    """A word without differences of width, case, blanks and hyphens."""
    normal = unicodedata.normalize("NFKC", word).translate(_SAME).casefold()
    return "".join(sign for sign in normal if not sign.isspace() and sign not in "-_")


def _list(quantity: Quantity, plain: str, language: Language) -> tuple[Decimal, ...]:
    separated = plain
    for separator in "、;，,\t":
        separated = separated.replace(separator, " ")
    numbers = (_number(quantity, one, language) for one in separated.split())
    return tuple(one for one in numbers if isinstance(one, Decimal))


def _number(quantity: Quantity, plain: str, language: Language) -> Decimal | Fraction:
    spelt = plain.translate(_SAME)
    for word, unit in _WORDS.items():
        spelt = spelt.replace(word, unit)
    if quantity.unit == "ratio":
        spelt = spelt.replace(":", "/")
    units, own = _units(quantity, language)
    try:
        number = calculate(spelt, units, own)
    except SumError as problem:
        raise _explained(problem, quantity, plain, language) from problem
    value = _decimal(number)
    if value is None and quantity.unit == "ratio" and quantity.type != "list" and number > 0:
        check_value(quantity, number)
        return number  # 1/12 is kept as it is
    if value is None:
        nearest = number_text(Decimal(round(number * 1000)).scaleb(-3))
        raise EditError("cell_endless", typed=plain, quantity=_name(quantity, language), nearest=nearest)
    if value < 0:
        raise EditError("cell_negative", quantity=_name(quantity, language), value=number_text(value))
    if value >= MAX_NUMBER:
        raise EditError("cell_too_large", quantity=_name(quantity, language), typed=plain)
    if quantity.type == "count" and value != value.to_integral_value():
        raise EditError("cell_whole", quantity=_name(quantity, language), value=number_text(value))
    if quantity.type != "list":
        check_value(quantity, value)
    return value


def _units(quantity: Quantity, language: Language) -> tuple[dict[str, Unit], Unit]:
    """Units that may be written, and the quantity's own."""
    code = quantity.unit
    if code in LENGTHS or code in AREAS:
        return {**LENGTHS, **AREAS}, {**LENGTHS, **AREAS}[code]
    own = Unit(Fraction(1), PLAIN)
    spellings = {*_PLAIN_UNITS.get(code, ()), code}
    for one in ("ja", "en"):
        if code and has_text(f"wording.unit.{code}"):
            spellings.add(text(f"wording.unit.{code}", one if one == "ja" else "en"))
    units = {spelling.strip().casefold(): own for spelling in spellings if spelling.strip()}
    if code == "ratio":
        units["%"] = Unit(Fraction(1, 100), PLAIN)
    del language
    return units, own


def _explained(problem: SumError, quantity: Quantity, plain: str, language: Language) -> EditError:
    name = _name(quantity, language)
    unit_key = f"wording.unit.{quantity.unit}"
    unit = text(unit_key, language) if quantity.unit and has_text(unit_key) else ""
    code = {"comma": "cell_comma", "zero": "cell_zero", "dimension": "cell_dimension"}.get(problem.reason)
    if problem.reason == "unit" and any(sign.isdecimal() for sign in plain):
        code = "cell_unit"
    return EditError(code or "cell_number", typed=plain, quantity=name, unit=unit, part=problem.where)


def _decimal(number: Fraction) -> Decimal | None:
    """The number as a decimal of at most six places; None where there is no such spelling."""
    scaled = number * 10**MAX_DECIMALS
    if scaled.denominator != 1:
        return None
    value = Decimal(scaled.numerator).scaleb(-MAX_DECIMALS)
    whole = value.to_integral_value()
    return whole if value == whole else value.normalize()
