"""Question sets made from a ledger: any number of questions whose answers are known exactly.

1. draw a kind of question, an indicator, whether target or result, a year, units, a limit at or beside a figure;
2. work out the answer with the small arithmetic of ``eval.facts``, not with the assistant's;
3. put it into words by the templates of ``make_set.toml``, typed as people type.

The answers are only as right as the ledger: such a set tests how questions are read, tallied and worded; whether
figures are read rightly from documents is for the gold rows (``nghiquyet eval ledger``).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import cycle, islice
from random import Random
from typing import Any

from assistant.errors import EmptyArchive
from assistant.language.catalogue import catalogue
from assistant.language.tables import load_table
from assistant.ports import Shelf
from assistant.types import Comparator, Indicator, Kind
from eval.cases import Case, ExpectedRows, Support
from eval.facts import Fact, Limit, Unit, exact, facts, is_whole, judge, judge_documents, of_kind, units_of

# Draws in a row without a new question after which a ledger is taken to be used up.
_PATIENCE = 3000
# How far beside a figure a limit is set, as a share of the figure.
_BESIDE = (Decimal("0.9"), Decimal("0.95"), Decimal("1.05"), Decimal("1.1"))
_COMPARATORS: tuple[Comparator, ...] = (">", ">=", "<", "<=", "range", "=")
# Words for units in general, with the level that they limit a question to.
_GENERAL: Mapping[str, str | None] = {"xã": "xã", "phường": "phường", "đơn vị": None, "địa phương": None}
_SHARE_WITHOUT_YEAR = 0.2
_WHOLE = Decimal(100)  # nobody asks for more than all
_NO_LISTS = ExpectedRows()
_NONE = ("không có",)  # how an answer says that no unit meets a condition


@dataclass(frozen=True, slots=True)
class _Topic:
    """What is asked about: an indicator, target or result, and a year or all of them."""

    indicator: str
    kind: Kind
    year: int | None


@dataclass(frozen=True, slots=True)
class _Made:
    """A question in plain words and what its answer must be; ``deciding`` are the facts that it rests on."""

    question: str
    deciding: Sequence[Fact] = ()
    include: tuple[tuple[str, ...], ...] = ()
    exclude: tuple[str, ...] = ()
    rows: ExpectedRows = _NO_LISTS
    abstain: bool = False
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Conditioned:
    """A question with a condition, the facts that meet it and those at its edge."""

    made: _Made
    matching: Sequence[Fact]
    edge: Sequence[Fact]


def make_set(shelf: Shelf, *, count: int, seed: int = 0) -> list[Case]:
    """``count`` different questions over the archive, the kinds in turn, the same for the same ``seed``.

    Fewer where the ledger has no more to ask. Raises ``EmptyArchive`` where it has nothing.
    """
    maker = _Maker(facts(shelf.documents(), shelf.indicators()), Random(seed))  # noqa: S311 - a draw, not a secret
    if not maker.named:
        raise EmptyArchive(
            "Sổ chỉ tiêu của kho chưa có dòng nào để đặt câu hỏi. Hãy nạp văn bản: nghiquyet ingest THƯ_MỤC"
        )
    drawn = islice(_cases(maker, patience=_PATIENCE), count)
    return [replace(case, id=f"G{number:05d}") for number, case in enumerate(drawn, start=1)]


def _cases(maker: _Maker, *, patience: int) -> Iterator[Case]:
    """Case after case, no question twice, until ``patience`` draws in a row have brought no new one."""
    kinds: Mapping[str, Callable[[], _Made | None]] = {
        "lookup": maker.lookup,
        "filter": maker.filter,
        "superlative": maker.superlative,
        "count": maker.count,
        "compare": maker.compare,
        "trend": maker.trend,
        "unanswerable": maker.unanswerable,
    }
    seen: set[str] = set()
    idle = 0
    for kind in cycle(kinds):
        made = kinds[kind]()
        idle += 1
        if made is not None:
            case = maker.typed(kind, made)
            if case.question not in seen:
                seen.add(case.question)
                idle = 0
                yield case
        if idle > patience:
            return


class _Maker:
    """Draws questions of each kind from facts; every draw comes from one ``Random``."""

    def __init__(self, held: Sequence[Fact], random: Random) -> None:
        self.words: Mapping[str, Any] = load_table("eval", "make_set.toml")
        self.random = random
        self.all = held
        self.whole = [fact for fact in held if is_whole(fact) and fact.row.unit == _canonical(fact.row)]
        # A unit that shares its name and does not say where it lies cannot be asked about.
        self.named = [fact for fact in self.whole if fact.row.year is not None and fact.unit and self._of(fact.unit)]
        years = [fact.row.year for fact in self.named if fact.row.year is not None]
        self.unheld_years = [min(years) - 2, min(years) - 1, max(years) + 1, max(years) + 2] if years else []

    # -- kinds of questions ----------------------------------------------------------------------------

    def lookup(self) -> _Made | None:
        """One figure of one unit in one year; figures of its other years must not be said."""
        fact = self.random.choice(self.named)
        own = self._of_unit(fact, year=fact.row.year)
        if len({_written(one) for one in own}) > 1 or not fact.unit:
            return None
        others = {_number(one.value) for one in self._of_unit(fact, year=None) if one.row.year != fact.row.year}
        said = {number for words in _written(fact) for number in re.findall(r"[\d.,]+", words)}
        return _Made(
            self._put("lookup", fact.row.kind, name=self._name(fact), of=self._of(fact.unit), year=self._in(fact)),
            deciding=own,
            include=(_written(fact),),
            exclude=tuple(sorted(others - said - {str(fact.row.year)})) if _tells(fact) else (),
        )

    def filter(self) -> _Made | None:
        """The documents whose figure meets a condition, set at a figure or beside it."""
        asked = self._conditioned("filter")
        if asked is None:
            return None
        nobody = not asked.matching and not asked.edge
        return replace(asked.made, include=(_NONE,)) if nobody else asked.made

    def count(self) -> _Made | None:
        """How many units meet a condition; none at all is asked only where none stands at its edge."""
        asked = self._conditioned("count")
        if asked is None or (asked.edge and not asked.matching):
            return None
        units = len(units_of(asked.matching))
        return replace(asked.made, include=((str(units),) if units else (*_NONE, "0"),))

    def superlative(self) -> _Made | None:
        """The documents with the highest or the lowest figure of a year."""
        topic, word = self._topic(), self.random.choice(list(_GENERAL))
        pool = self._pool(topic, word)
        # An open or a range figure has no one height; nor can parts and changes be ranked with wholes.
        if topic.year is None or len(pool) < 2 or any(fact.row.comparator != "=" for fact in pool):
            return None
        highest = self.random.random() < 0.5
        top = (max if highest else min)(fact.value for fact in pool)
        best = [fact for fact in pool if fact.value == top]
        if len({fact.document for fact in pool}) == len({fact.document for fact in best}):
            return None
        most = self.random.choice(self.words["superlative"]["highest" if highest else "lowest"])
        question = self._put(
            "superlative", topic.kind, units=word, name=self._name(best[0]), year=self._in(best[0]), most=most
        )
        places = tuple((fact.unit.name,) for fact in best if fact.unit)
        return _Made(
            question,
            deciding=best,
            include=(*dict.fromkeys(places), _written(best[0])),
            rows=ExpectedRows(match=frozenset(fact.document for fact in best), boundary=None),
        )

    def compare(self) -> _Made | None:
        """One indicator and year, two units."""
        one = self.random.choice(self.named)
        others = [
            fact
            for fact in of_kind(self.named, indicator=_id(one), kind=one.row.kind, year=one.row.year, level=None)
            if fact.unit != one.unit
        ]
        if not others:
            return None
        other = self.random.choice(others)
        both = [*self._of_unit(one, year=one.row.year), *self._of_unit(other, year=one.row.year)]
        if len(both) != 2 or one.unit is None or other.unit is None:
            return None
        question = self._put(
            "compare",
            one.row.kind,
            name=self._name(one),
            year=self._in(one),
            a=self._of(one.unit),
            b=self._of(other.unit),
        )
        return _Made(question, deciding=both, include=(_written(one), _written(other)))

    def trend(self) -> _Made | None:
        """One indicator of one unit over all its years."""
        fact = self.random.choice(self.named)
        own = self._of_unit(fact, year=None)
        years = [one.row.year for one in own]
        if len(set(years)) < 2 or len(set(years)) < len(years) or fact.unit is None:
            return None
        question = self._put("trend", fact.row.kind, name=self._name(fact), of=self._of(fact.unit))
        return _Made(question, deciding=own, include=tuple(dict.fromkeys(map(_written, own))))

    def unanswerable(self) -> _Made | None:
        """What the ledger does not hold: a unit, an indicator of a unit, or a year of it."""
        fact = self.random.choice(self.named)
        name, year = self._name(fact), self._in(fact)
        of = self._of(fact.unit) if fact.unit else ""
        why = self.random.choice(("unit", "year", "indicator"))
        held = [one for one in self.all if one.unit == fact.unit and one.row.kind == fact.row.kind]
        if why == "unit":
            of = self._unheld()
        elif why == "year":
            missing = self.random.choice(self.unheld_years)
            if any(one.row.year == missing for one in held):
                return None
            year = self._year(missing)
        else:
            held = [one for one in self.all if one.unit == fact.unit]
            absent = sorted(_indicators(self.named) - _indicators(held))
            near = {identifier for identifier in absent if any(_akin(identifier, _id(one)) for one in held)}
            choices = [identifier for identifier in absent if identifier not in near]
            if not choices:
                return None
            name = self._name_of(self.random.choice(choices))
        return _Made(
            self._put("lookup", fact.row.kind, name=name, of=of, year=year), abstain=True, tags=(f"no_{why}",)
        )

    # -- conditions ------------------------------------------------------------------------------------

    def _conditioned(self, kind: str) -> _Conditioned | None:
        """A question with a limit set at a figure or beside it."""
        topic, word = self._topic(), self.random.choice(list(_GENERAL))
        pool = self._pool(topic, word)
        if len(pool) < 2:
            return None
        near = self.random.choice(pool)
        limit = self._limit(pool, near)
        if any(fact.row.approximate and fact.value in (limit.value, limit.value_max) for fact in pool):
            return None
        verdicts = judge_documents(pool, limit)
        chosen = {
            verdict: [fact for fact in pool if verdicts[fact.document] == verdict == judge(fact, limit)]
            for verdict in ("match", "boundary")
        }
        year = self._in(near) if topic.year is not None else ""
        question = self._put(
            kind,
            topic.kind,
            units=word,
            name=self._name(near),
            year=year,
            condition=self._condition(limit, near.row.unit),
        )
        matching, edge = chosen["match"], chosen["boundary"]
        demanded = ExpectedRows(
            match=frozenset(fact.document for fact in matching),
            boundary=frozenset(fact.document for fact in edge),
        )
        at_edge = limit.value in {fact.value for fact in pool} or limit.value_max in {fact.value for fact in pool}
        tags = (limit.comparator, "edge" if at_edge else "beside")
        rows = demanded if matching or edge else _NO_LISTS
        return _Conditioned(_Made(question, [*matching, *edge], rows=rows, tags=tags), matching, edge)

    def _topic(self) -> _Topic:
        """An indicator and kind by how often the ledger has it, with a year or without."""
        fact = self.random.choice(self.whole)
        year = None if self.random.random() < _SHARE_WITHOUT_YEAR else fact.row.year
        return _Topic(_id(fact), fact.row.kind, year)

    def _pool(self, topic: _Topic, word: str) -> list[Fact]:
        """The facts that a question over units asks about; none where figures beside them would make it unclear.

        Figures of parts, of whole terms, and in units that cannot be compared make it unclear what is asked.
        """
        level = _GENERAL[word]
        asked = of_kind(self.all, indicator=topic.indicator, kind=topic.kind, year=topic.year, level=level)
        levels = [fact for fact in asked if fact.row.measure == "level" and fact.row.sub_of is None]
        return levels if all(is_whole(one) and one.row.unit == _canonical(one.row) for one in levels) else []

    def _limit(self, pool: Sequence[Fact], near: Fact) -> Limit:
        """A limit at a figure of the pool, or beside it."""
        comparator = self.random.choice(_COMPARATORS)
        at = self.random.choice((near.value, near.value_max or near.value))
        if self.random.random() < 0.5 and comparator != "=":
            at = _rounded(at * self.random.choice(_BESIDE), like=at)
        if near.row.unit == "%":
            at = min(at, _WHOLE)
        if comparator != "range":
            return Limit(comparator, at)
        other = self.random.choice(pool).value
        low, high = sorted((at, other if other != at else at - 1 if at >= 1 else at + 1))
        return Limit("range", low, high)

    def _condition(self, limit: Limit, unit: str) -> str:
        """The limit in words, in a unit that people use for it."""
        form: str = self.random.choice(self.words["conditions"][limit.comparator])
        written = self.random.choice(self.words["units"].get(unit, [unit]))
        per = Decimal(1)
        smaller = self.words["smaller"].get(unit)
        if smaller and self.random.random() < 0.2:
            written, per = smaller["unit"], Decimal(smaller["per"])
        low, high = limit.value * per, (limit.value_max or limit.value) * per
        return form.format(x=f"{_number(high)}{'' if written == '%' else ' '}{written}", low=_number(low))

    # -- words -----------------------------------------------------------------------------------------

    def _put(self, kind: str, said: Kind, /, **parts: str) -> str:
        """A template of the kind with its parts, as one sentence."""
        template: str = self.random.choice(self.words[kind][said])
        sentence = template.format(**parts)
        return sentence[0].upper() + sentence[1:]

    def _name(self, fact: Fact) -> str:
        return self._name_of(_id(fact))

    def _name_of(self, indicator: str) -> str:
        """One of the ways to say an indicator."""
        own = catalogue().entries[indicator].name
        plain = re.sub(r"\s*\(.*?\)", "", own).split(" / ")[0]
        return str(self.random.choice(self.words["names"].get(indicator, [_inner(plain)])))

    def _in(self, fact: Fact) -> str:
        return self._year(fact.row.year) if fact.row.year is not None else ""

    def _year(self, year: int) -> str:
        return str(self.random.choice(self.words["years"]["forms"])).format(year=year)

    def _of(self, unit: Unit) -> str:
        """The unit as people name it; its district where another unit has its name."""
        own = f"{unit.level} {unit.name}"
        namesakes = {fact.unit for fact in self.all if fact.unit and fact.unit.name == unit.name} - {unit}
        if not namesakes:
            return own
        return f"{own}, huyện {unit.within}" if unit.within else ""

    def _unheld(self) -> str:
        held = {fact.unit.name for fact in self.all if fact.unit}
        names = [name for name in self.words["unanswerable"]["names"] if name not in held]
        return f"{self.random.choice(self.words['unanswerable']['levels'])} {self.random.choice(names)}"

    def _of_unit(self, fact: Fact, *, year: int | None) -> list[Fact]:
        """The whole figures of the same unit, indicator and kind."""
        same = of_kind(self.named, indicator=_id(fact), kind=fact.row.kind, year=year, level=fact.level)
        return [one for one in same if one.unit == fact.unit]

    def typed(self, kind: str, made: _Made) -> Case:
        """The question as it is typed: as it stands, without marks, in haste, or politely."""
        shares = self.words["styles"]["shares"]
        (style,) = self.random.choices(list(shares), weights=list(shares.values()))
        question = _styled(made.question, style, self.random.choice(self.words["styles"]["polite"]))
        support = tuple(dict.fromkeys(Support(fact.document, fact.row.quote) for fact in made.deciding))
        return Case(
            id="",
            question=question,
            must_include=made.include,
            must_not_include=made.exclude,
            rows=made.rows,
            abstain=made.abstain,
            support=support,
            type=kind,
            tags=(style, *made.tags),
        )


def _styled(question: str, style: str, polite: str) -> str:
    if style == "unmarked":
        return _unmarked(question).lower().rstrip("?.")
    lower = question[0].lower() + question[1:]
    if style == "hasty":
        return lower.rstrip("?.")
    return polite.format(question=lower) if style == "polite" else question


def _unmarked(text: str) -> str:
    """Vietnamese as typed without its marks."""
    bare = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(letter for letter in bare if not unicodedata.combining(letter))


def _inner(name: str) -> str:
    """A name as it stands inside a sentence; an abbreviation keeps its capitals."""
    return name if name[:2].isupper() else name[0].lower() + name[1:]


def _id(fact: Fact) -> str:
    return fact.row.indicator or ""


def _indicators(found: Sequence[Fact]) -> set[str]:
    return {_id(fact) for fact in found}


def _akin(one: str, other: str) -> bool:
    """Whether two indicators may be told in the same words ("hộ nghèo" and "số hộ nghèo"): ids share two words."""
    return len(set(one.split("_")) & set(other.split("_"))) > 1


def _canonical(row: Indicator) -> str:
    entry = catalogue().entries.get(row.indicator or "")
    return entry.unit if entry else ""


def _number(value: Decimal) -> str:
    """A number as Vietnamese writes it: 13655.5 is "13.655,5"."""
    return f"{value.normalize():,f}".translate(str.maketrans(",.", ".,"))


def _written(fact: Fact) -> tuple[str, ...]:
    """The ways in which an answer may say a figure: as written, and in the canonical unit."""
    row = fact.row
    low = _number(fact.value) if row.of is None else f"{_number(fact.value)}/{_number(exact(row.of))}"
    high = "" if fact.value_max is None else _number(fact.value_max)
    canonical = f"{low}-{high}" if high else low
    return tuple(dict.fromkeys((row.figure.strip(" ="), canonical)))


def _tells(fact: Fact) -> bool:
    """Whether a figure is told by its number alone: no range, no plan beside it."""
    return fact.row.value_max is None and fact.row.of is None


def _rounded(value: Decimal, *, like: Decimal) -> Decimal:
    """A value with the decimals of another, and at least the last of its digits different from nothing."""
    exponent = like.normalize().as_tuple().exponent
    digits = -exponent if isinstance(exponent, int) and exponent < 0 else 0
    return value.quantize(Decimal(1).scaleb(-digits))
