"""What an import would do: nothing is written until somebody takes the edit of the plan."""

from collections.abc import Callable, Container
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Literal

from assessor.assessment import Assessment, Case, Edit, Measurement, PlaceRecord
from assessor.assessment.records import Key, MeasurementKey, PlaceKey, Record
from assessor.evaluation.snapshot import BUILDING, CONTAINERS, SITE
from assessor.importers.sheets import Where

Form = Literal["own", "table", "cobie"]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A record that the file offers.

    Attributes:
        key: where it would stand.
        new: the record.
        old: what stands there now; None where nothing does.
        where: the cell it was read from.
        exact: the value before rounding, where it differs.
    """

    key: Key
    new: Record
    old: Record | None
    where: Where | None = None
    exact: str = ""


@dataclass(frozen=True, slots=True)
class Remark:
    """Something that was not taken, or a question: a code with parameters, and where it stands.

    The sentence is `importers.left_out.<code>` or `importers.question.<code>` of the messages.
    """

    code: str
    where: Where | None = None
    params: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """What an import takes, what it does not take and why, and what it asks.

    Attributes:
        file: name of the file.
        form: our own export, a table made by others, or a COBie workbook.
        places: places that would be new, outer ones first.
        taken: records where nothing stands yet.
        conflicts: records where something else stands: old and new side by side; not taken unless accepted.
        unchanged: offered records that stand there already.
        left_out: what is not taken, and why.
        questions: what a person should look at.
        kept_open: places that get their first parts: of these it is said that they are not all there is.
    """

    file: str
    form: Form
    places: tuple[Candidate, ...] = ()
    taken: tuple[Candidate, ...] = ()
    conflicts: tuple[Candidate, ...] = ()
    unchanged: int = 0
    left_out: tuple[Remark, ...] = ()
    questions: tuple[Remark, ...] = ()
    kept_open: tuple[Candidate, ...] = ()

    def edit(self, accept: Container[Key] = (), without: Container[Key] = (), label: str = "import") -> Edit:
        """Everything taken as one edit, so that one undo takes it back.

        Args:
            accept: keys of conflicts in which the new record replaces the old one.
            without: keys not to be taken; with a new place goes what lies in it.
            label: code of the edit.
        """
        gone: set[str] = set()
        sets: list[tuple[Key, Record | None]] = [
            (one.key, one.new) for one in self.kept_open if one.key not in without
        ]
        for one in self.places:
            assert isinstance(one.key, PlaceKey)
            assert isinstance(one.new, PlaceRecord)
            if one.key in without or one.new.parent in gone:
                gone.add(one.key.place)
            else:
                sets.append((one.key, one.new))
        chosen = [*self.taken, *(one for one in self.conflicts if one.key in accept)]
        sets.extend(
            (one.key, one.new)
            for one in chosen
            if one.key not in without and getattr(one.key, "place", None) not in gone
        )
        return Edit(tuple(sets), label)


class Planner:
    """Collects what a file offers and sorts it against what stands in the assessment.

    Attributes:
        form: records of our own export are compared whole, others by their value alone.
        naming: what people call the thing under a key.
    """

    def __init__(self, state: Assessment, file: str, form: Form) -> None:
        self.state = state
        self.file = file
        self.form: Form = form
        self.naming: Callable[[Key], object] = _name
        self._places: list[Candidate] = []
        self._changed: list[Candidate] = []
        self._offers: dict[Key, list[Candidate]] = {}
        self._left_out: list[Remark] = []
        self._questions: list[Remark] = []

    def place(self, place: str, record: PlaceRecord, where: Where | None) -> None:
        """A place that is not there yet."""
        self._places.append(Candidate(PlaceKey(place), record, None, where))

    def change(self, place: str, record: PlaceRecord, where: Where | None) -> None:
        """A place that is there, of which nothing was said yet and which becomes one of the file's."""
        self._changed.append(Candidate(PlaceKey(place), record, self.state.places[place], where))

    def offer(self, key: Key, record: Record, where: Where | None, exact: str = "") -> None:
        """A record that the file holds."""
        self._offers.setdefault(key, []).append(Candidate(key, record, self.state.get(key), where, exact))

    def leave_out(self, code: str, where: Where | None = None, **params: Any) -> None:
        """Something that cannot be taken."""
        self._left_out.append(Remark(code, where, params))

    def ask(self, code: str, where: Where | None = None, **params: Any) -> None:
        """Something that a person should look at."""
        self._questions.append(Remark(code, where, params))

    def plan(self) -> ImportPlan:
        """The plan of everything collected."""
        taken: list[Candidate] = list(self._changed)
        conflicts: list[Candidate] = []
        unchanged = 0
        for key, offers in self._offers.items():
            first = offers[0]
            others = [one for one in offers if not self._same(one.new, first.new)]
            if others:
                # Two values for one thing: neither is better, so neither is taken.
                for one in offers:
                    self.leave_out("given_twice", one.where, what=self.naming(key), value=_value(one.new))
            elif first.old is None or _only_fills(first.old, first.new) or self._names_a_root(first):
                taken.append(first)
            elif self._same(first.old, first.new):
                unchanged += 1
            else:
                conflicts.append(first)
        return ImportPlan(
            self.file,
            self.form,
            tuple(self._places),
            tuple(taken),
            tuple(conflicts),
            unchanged,
            tuple(self._left_out),
            tuple(self._questions),
            self._kept_open(),
        )

    def _kept_open(self) -> tuple[Candidate, ...]:
        """What would count as listed through a new part alone, though nobody said that this is all of it."""
        if self.form == "own":
            return ()
        new = {one.key.place for one in self._places if isinstance(one.key, PlaceKey)}
        lain_in = {one.new.parent for one in self._places if isinstance(one.new, PlaceRecord)} - new
        found = []
        for place in sorted(name for name in lain_in if name is not None):
            record = self.state.places.get(place)
            old = record
            if record is None and place in CONTAINERS:
                record = PlaceRecord(place, "", None if place == BUILDING else BUILDING)
            if record is None or record.kind not in CONTAINERS or record.complete is not None:
                continue
            parts = (one for one in self.state.places.values() if one.parent == place)
            if all(one.kind in CONTAINERS for one in parts):
                found.append(Candidate(PlaceKey(place), replace(record, complete=False), old))
        return tuple(found)

    def _names_a_root(self, one: Candidate) -> bool:
        """Whether a record only says something of a building or site of which nothing was said yet."""
        old, new = one.old, one.new
        if not isinstance(old, PlaceRecord) or not isinstance(new, PlaceRecord):
            return False
        if old.kind not in (BUILDING, SITE) or replace(new, name="", complete=None, order=0) != replace(
            old, name="", complete=None, order=0
        ):
            return False
        place = one.key.place if isinstance(one.key, PlaceKey) else ""
        has_parts = any(
            part.parent == place and part.kind not in CONTAINERS for part in self.state.places.values()
        )
        is_blank = old != new and not old.name and (old.complete is None or old.complete is new.complete)
        # With parts listed, whether they are all there is has been answered without a word.
        return is_blank and not (has_parts and old.complete is not new.complete)

    def _same(self, one: Record, other: Record) -> bool:
        if self.form != "own" and isinstance(one, Measurement) and isinstance(other, Measurement):
            return one.value == other.value
        return one == other


def _only_fills(old: Record, new: Record) -> bool:
    """Whether case data only puts something where nothing stands."""
    if not isinstance(old, Case) or not isinstance(new, Case) or old == new:
        return False
    before, after = asdict(old), asdict(new)
    return all(before[name] in ("", value) for name, value in after.items())


def _name(key: Key) -> str:
    return f"{key.place} {key.quantity}" if isinstance(key, MeasurementKey) else " ".join(map(str, key[:-1]))


def _value(record: Record) -> str:
    return str(getattr(record, "value", ""))
