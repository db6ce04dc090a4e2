"""What the records around the sheet may hold: facts, dwellings, filings, enclosures."""

import re
from datetime import date
from decimal import Decimal

from assessor.assessment.records import Dwelling, Enclosure, EnclosureKey, Fact, Filing
from assessor.criteria import Edition
from assessor.errors import EditError

MAX_AREA = Decimal(10_000)
MAX_AREA_DECIMALS = 4
MAX_SHEETS = 10_000
RENEWALS = ("", "renew", "end")
_SHA256 = re.compile(r"[0-9a-f]{64}")
_ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def parse_date(text: str) -> date | None:
    """The day of an ISO 8601 date; None for no date.

    Raises:
        EditError: not such a date, or a day that is not in the calendar.
    """
    if not text:
        return None
    try:
        if _ISO.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise EditError("date_form", value=text)


def check_fact(edition: Edition, code: str, fact: Fact) -> None:
    """Refuses a fact that the edition's procedure does not ask for, or a value it cannot have.

    Raises:
        EditError: unknown fact, wrong type, unknown option, not a date.
    """
    procedure = edition.procedure
    asked = None if procedure is None else procedure.fact_by_code.get(code)
    if asked is None:
        raise EditError("fact_unknown", fact=code, edition=edition.code)
    if isinstance(fact.value, bool) != (asked.type == "flag"):
        raise EditError("fact_type", fact=code, type=asked.type, value=str(fact.value))
    if asked.type == "date":
        parse_date(str(fact.value))
    if asked.type == "choice":
        options = [option.code for option in asked.options]
        if fact.value not in options:
            raise EditError("fact_option", fact=code, value=str(fact.value), options=", ".join(options))


def check_dwelling(dwelling: Dwelling) -> None:
    """Refuses a dwelling without a number, or with an area that cannot be one.

    Raises:
        EditError: no number, or no such area.
    """
    if not dwelling.number.strip():
        raise EditError("dwelling_number")
    area = dwelling.area
    if area is None:
        return
    exponent = area.as_tuple().exponent
    if (
        not area.is_finite()
        or not 0 < area < MAX_AREA
        or not isinstance(exponent, int)
        or -exponent > MAX_AREA_DECIMALS
    ):
        raise EditError("dwelling_area", number=dwelling.number, value=str(area))


def check_filing(edition: Edition, filing: Filing) -> None:
    """Refuses a filing of an unknown application, and dates that are none.

    Raises:
        EditError: unknown application, not a date, a decision before the filing, unknown word on renewal.
    """
    procedure = edition.procedure
    if procedure is None or filing.application not in procedure.application_by_code:
        known = () if procedure is None else procedure.application_by_code
        raise EditError(
            "application_unknown",
            application=filing.application,
            edition=edition.code,
            known=", ".join(known),
        )
    filed, decided = parse_date(filing.filed), parse_date(filing.decided)
    parse_date(filing.valid_until)
    if filed is not None and decided is not None and decided < filed:
        raise EditError("decided_before_filed", filed=filing.filed, decided=filing.decided)
    if filing.renewal not in RENEWALS:
        raise EditError("renewal_unknown", value=filing.renewal)


def check_enclosure(key: EnclosureKey, enclosure: Enclosure) -> None:
    """Refuses an enclosure without a name, or with a digest that is none.

    The filing and the document need not be known: what was enclosed is never lost.

    Raises:
        EditError: no name, no such digest, a negative size or number of sheets, not a date.
    """
    if not enclosure.name.strip():
        raise EditError("enclosure_name", document=key.document)
    if enclosure.sha256 and not _SHA256.fullmatch(enclosure.sha256):
        raise EditError("enclosure_digest", name=enclosure.name)
    if enclosure.size < 0 or not 0 <= enclosure.sheets <= MAX_SHEETS:
        raise EditError("enclosure_size", name=enclosure.name)
    parse_date(enclosure.issued)
