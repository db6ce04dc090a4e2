"""Records around the sheet, drawn at random: drawings, facts, dwellings, filings and what they enclose."""

from decimal import Decimal

from hypothesis import strategies as st

from assessor.assessment.evidence import Drawing, DrawingKey, Stale, StaleKey
from assessor.assessment.record_lines import key_text
from assessor.assessment.records import (
    Dwelling,
    DwellingKey,
    Enclosure,
    EnclosureKey,
    Fact,
    FactKey,
    Filing,
    FilingKey,
    MeasurementKey,
    NoteKey,
)

DIGESTS = st.sampled_from(["ab" * 32, "01" * 32])
DAYS = st.sampled_from(["", "2026-04-01"])
IDS = st.sampled_from(["a", "b-1", "=x", "007", " c ", "住戸"])
SIZES = st.integers(0, 10**9)


def named(texts):
    return texts.filter(lambda text: text.strip())


def facts(edition, texts):
    def one(fact):
        values = {
            "flag": st.booleans(),
            "date": DAYS,
            "choice": st.sampled_from([option.code for option in fact.options] or [""]),
            "text": texts,
        }
        return st.tuples(st.just(FactKey(fact.code)), st.builds(Fact, values[fact.type], texts, DAYS, texts))

    return st.sampled_from(edition.procedure.facts).flatmap(one)


def drawings(texts):
    plain = st.builds(Drawing, texts, texts, DAYS, note=texts, order=st.integers(0, 99), by=texts)
    enclosed = st.builds(
        Drawing, texts, texts, DAYS, named(texts), DIGESTS, SIZES, texts, st.integers(0, 99), DAYS, texts
    )
    numbers = st.sampled_from(["A-1", "=A", "007", "1E5", "構-3", "TRUE"])
    return st.tuples(numbers.map(DrawingKey), st.one_of(plain, enclosed))


def stales(edition, texts):
    subjects = st.sampled_from(
        [
            key_text(MeasurementKey("bath", "bath_short_side_mm")),
            key_text(NoteKey(next(iter(edition.rows)))),
        ]
    )
    return st.tuples(
        st.builds(StaleKey, st.sampled_from(["A-1", "007"]), subjects),
        st.builds(Stale, IDS, texts, DAYS, texts),
    )


def dwellings(texts):
    areas = st.one_of(st.none(), st.integers(1, 99_999_999).map(lambda number: Decimal(number) / 10_000))
    types = st.sampled_from(["", "A", "住戸C", "gone"])
    record = st.builds(Dwelling, named(texts), texts, types, areas, texts, st.integers(0, 99))
    return st.tuples(IDS.map(DwellingKey), record)


def filings(edition, texts):
    applications = st.sampled_from([one.code for one in edition.procedure.applications])
    record = st.builds(
        Filing, applications, DAYS, DAYS, texts, DAYS,
        st.sampled_from(["", "renew", "end"]), texts, st.integers(0, 99),
    )  # fmt: skip
    fits = record.filter(lambda one: not one.decided or one.filed)
    return st.tuples(IDS.map(FilingKey), fits)


def enclosures(edition, texts):
    documents = st.sampled_from([one.code for app in edition.procedure.applications for one in app.documents])
    record = st.builds(
        Enclosure, named(texts), st.one_of(st.just(""), DIGESTS), SIZES, st.integers(0, 99), st.booleans(),
        st.booleans(), DAYS, texts, DAYS, texts,
    )  # fmt: skip
    return st.tuples(st.builds(EnclosureKey, IDS, documents, IDS), record)


def around(edition, texts):
    """Up to three of each."""
    kinds = (
        facts(edition, texts), drawings(texts), stales(edition, texts), dwellings(texts),
        filings(edition, texts), enclosures(edition, texts),
    )  # fmt: skip
    lists = st.tuples(*(st.lists(kind, max_size=3) for kind in kinds))
    return lists.map(lambda found: [pair for one in found for pair in one])
