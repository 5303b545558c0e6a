"""Conflicts and corrections, by judging every design under every set of rules."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from fractions import Fraction
from functools import cache
from itertools import combinations
from typing import Any

from lotdesign.input.toml_file import parse_toml_value
from tests import brute
from tests.sets import SETS
from tests.solve.loading import DRAWABLE, Doc, drawn
from tests.strategies import scenarios

Ids = frozenset[str]


@cache
def impossible(number: int, count: int) -> tuple[Doc, ...]:
    """Some drawn scenarios of up to five units that no design keeps."""
    found: list[Doc] = []
    start = SETS["explain"].seed(number)
    while len(found) < count:
        start += 1
        strategy = scenarios(
            kinds=DRAWABLE,
            max_units=5,
            prices=start % 3 == 0,
            consortia=None,
            areas=start % 2 == 0,
        )
        docs = drawn(strategy, 20, start)
        found += [doc for doc in docs if brute.solve(doc).status == "infeasible"]
    return tuple(found[:count])


def active(doc: Doc) -> list[str]:
    """The ids of the rules that are on."""
    return [rule["id"] for rule in doc.get("rule", []) if rule.get("status") != "off"]


def possible(doc: Doc, ids: Iterable[str]) -> bool:
    """Whether some design keeps just these rules."""
    kept = set(ids)
    rules = [rule | {"status": "hard"} for rule in doc.get("rule", []) if rule["id"] in kept]
    return brute.solve({**doc, "rule": rules}).status == "optimal"


def subsets(ids: list[str]) -> Iterator[Ids]:
    """Every set of them, small ones first."""
    for size in range(len(ids) + 1):
        yield from map(frozenset, combinations(ids, size))


def conflicts(doc: Doc) -> set[Ids]:
    """The minimal sets of rules that no design keeps together."""
    found: set[Ids] = set()
    for ids in subsets(active(doc)):
        if not any(each <= ids for each in found) and not possible(doc, ids):
            found.add(ids)
    return found


def corrections(doc: Doc, minimal_conflicts: set[Ids]) -> set[Ids]:
    """The minimal sets of unprotected rules that meet every conflict."""
    free = {rule["id"] for rule in doc.get("rule", []) if not rule.get("protected")}
    found: set[Ids] = set()
    for ids in subsets([name for name in active(doc) if name in free]):
        meets = all(ids & conflict for conflict in minimal_conflicts)
        if meets and not any(each <= ids for each in found):
            found.add(ids)
    return found


def changed(doc: Doc, rule: str, parameter: str | None, to: str) -> Doc:
    """The document with a parameter as a setting would leave it, or a rule off."""
    own: dict[str, Any] = {"status": "off"} if parameter is None else {parameter: _plain(to)}
    rules = [each | own if each["id"] == rule else each for each in doc["rule"]]
    return {**doc, "rule": rules}


def with_data(doc: Doc, change: Any, to: str | None) -> Doc:
    """The document with a provider's limit moved, or a row of neighbours added; None: without."""
    if change.table == "neighbours":
        rows = doc.get("neighbours", [])
        return {**doc, "neighbours": rows + [{"a": change.row, "b": to}] * (to is not None)}
    own = {} if to is None else {change.parameter: _plain(to)}
    rows = [row | own if row["id"] == change.row else row for row in doc["providers"]]
    return {**doc, "providers": rows}


def _plain(text: str) -> Any:
    value = parse_toml_value(text)
    if isinstance(value, list):
        return [str(each) for each in value]
    return str(value) if isinstance(value, Decimal) else value


def list_fewer(change: Any) -> list[str]:
    """A cell with one less of what was added to where a provider works or what it does, each."""
    known, every = change.origin.split(";"), change.to.split(";")
    added = [name for name in every if name not in known]
    return [";".join(each for each in every if each != name) for name in added]


def tighter(change: Any, steps: int = 1) -> str | None:
    """A parameter so many of its smallest steps nearer to where it stood; None when it is there."""
    if change.origin == "all":
        return str(int(change.to) + steps)
    size = {"pence": Fraction(1, 100), "share": Fraction(1, 100), "metres": Fraction(1, 1000)}
    step = size.get(change.unit, Fraction(1)) * steps
    old, new = _numbers(change.origin), _numbers(change.to)
    step = step if new[0] < old[0] else -step
    if abs(new[0] - old[0]) <= abs(step):
        return None
    texts = [str(Decimal((n + step).numerator) / Decimal((n + step).denominator)) for n in new]
    mark = "%" if change.to.endswith("%") else ""
    return f"[{', '.join(texts)}]" if change.to.startswith("[") else texts[0] + mark


def _numbers(text: str) -> list[Fraction]:
    return [Fraction(each) for each in text.strip("[]").rstrip("%").split(",")]
