"""Rules and objectives: what they refer to and what they need from the tables."""

from collections.abc import Callable, Iterator

from lotdesign.rules.base import Known, Rule
from lotdesign.scenario.checks.names import Names, unknown
from lotdesign.scenario.draft import Draft
from lotdesign.scenario.flaws import Flaw
from lotdesign.scenario.raw import Loc
from lotdesign.scenario.rows import UnitRow
from lotdesign.scenario.values import names as names_in
from lotdesign.words import plural

MARKET_MEASURES = frozenset(
    {
        "accessible_share",
        "accessible_lots",
        "fewest_small_bidders",
        "fewest_bidders",
        "largest_provider_share",
    }
)

_FEW = 3
"""Blank cells of a column that are told one by one."""


def rules(draft: Draft, names: Names) -> Iterator[Flaw]:
    """References of rules that lead nowhere, and lists that do not fit the years."""
    for loc, rule in draft.each(draft.document.rule, "rule"):
        for parameter, right in rule.faults(_known(draft, names, rule)):
            yield Flaw((*loc, parameter), right)


def broken_rules(draft: Draft, names: Names) -> Iterator[Flaw]:
    """Units and services that are not there, of rules that are not valid otherwise."""
    known = {"units": names.units, "services": names.services, "service": names.services}
    for loc, rule in draft.raw.items("rule"):
        for parameter in known if loc in draft.left_out else ():
            for name in _names(rule.get(parameter, [])):
                what = parameter.removesuffix("s")
                yield from unknown((*loc, parameter), what, name, known[parameter])


def _names(value: object) -> tuple[str, ...]:
    try:
        return names_in(value)
    except ValueError:
        return ()


def _known(draft: Draft, names: Names, rule: Rule) -> Known:
    years = draft.document.term.years
    if "term" in draft.flawed:
        # The years are in doubt, so a list of any length may be right.
        annual = getattr(rule, "annual", None)
        years = len(annual) if isinstance(annual, tuple) else years
    return Known(names.units, names.services, names.providers, years, names.parts)


def market(draft: Draft, names: Names) -> Iterator[Flaw]:
    """Rules and measures of the market where no providers are given."""
    if draft.document.providers is not None or "providers" in draft.flawed:
        return
    right = "needs a table of providers; name its file in [data], or switch this off"
    for loc, rule in draft.each(draft.document.rule, "rule"):
        if rule.active and rule.reads_market:
            yield Flaw((*loc, "kind"), right, rule.kind)
    for loc, objective in draft.each(draft.document.objective, "objective"):
        if objective.measure in MARKET_MEASURES:
            yield Flaw((*loc, "measure"), right, objective.measure)


def objectives(draft: Draft, names: Names) -> Iterator[Flaw]:
    """Measures named twice, or none."""
    seen: set[str] = set()
    for loc, objective in draft.each(draft.document.objective, "objective"):
        if objective.measure in seen:
            yield Flaw((*loc, "measure"), "stands twice; name a measure once", objective.measure)
        seen.add(objective.measure)
    if not seen and "objective" not in draft.flawed:
        yield Flaw(("objective",), "name a measure, or leave the key out")


def needs(draft: Draft, names: Names) -> Iterator[Flaw]:
    """Units without the need that a measure or rule reads."""
    by_need = [r.id for r in _active(draft) if getattr(r, "measure", None) == "need"]
    if "need_spread" in _measures(draft) or by_need:
        reader = f"rule {by_need[0]}" if by_need else "the measure need_spread"
        yield from _blank(draft, "need", f"{reader} needs it", lambda unit: unit.need is not None)


def travel(draft: Draft, names: Names) -> Iterator[Flaw]:
    """Units and parts without the position that distances are measured from."""
    rules = [rule.id for rule in _active(draft) if rule.kind == "travel"]
    if not rules and "travel" not in _measures(draft):
        return
    reader = f"rule {rules[0]}" if rules else "the measure travel"
    places = list(draft.each(draft.document.localities, "localities"))
    placed = {place.id for _, place in places if _has_position(place)}
    known = {place.id for _, place in places}
    yield from _blank(
        draft,
        "x",
        f"{reader} needs x and y (or lat and lon) of each unit or of its locality",
        lambda unit: unit.locality not in known - placed or _has_position(unit),
    )
    for loc, place in places if draft.document.divide else ():
        if place.id not in placed:
            yield Flaw((*loc, "x"), f"is blank; {reader} needs a place for parts of divided units")


def _has_position(row: object) -> bool:
    return all(getattr(row, column) is not None for column in ("x", "y")) or all(
        getattr(row, column) is not None for column in ("lat", "lon")
    )


def _active(draft: Draft) -> list[Rule]:
    return [rule for rule in draft.document.rule if rule.active]


def _measures(draft: Draft) -> set[str]:
    return {objective.measure for objective in draft.document.objective}


def _blank(
    draft: Draft, column: str, why: str, filled: Callable[[UnitRow], bool]
) -> Iterator[Flaw]:
    """The blank cells one by one, or the column where there are many."""
    units = draft.each(draft.document.units, "units")
    blanks: list[Loc] = [loc for loc, unit in units if not filled(unit)]
    if len(blanks) > _FEW:
        yield Flaw(("units", column), f"{plural(len(blanks), 'cell')} blank; {why}")
    else:
        yield from (Flaw((*loc, column), f"is blank; {why}") for loc in blanks)
