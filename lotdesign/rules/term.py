"""`term`: the units of a lot start and end at about the same time."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import ClassVar, Literal

from lotdesign.evaluation import Evaluation
from lotdesign.rules.common import BoundReading, find_tightest
from lotdesign.scenario.fields import WholeField, declare_key
from lotdesign.scenario.lot_limits import LotSplit
from lotdesign.scenario.rule import RelaxableParameter, Rule, RuleFinding
from lotdesign.scenario.scenario import Scenario, Unit
from lotdesign.words import format_count


class TermRule(Rule):
    """The units of a lot start within so many years of each other, and end within so many.

    Left out, both are 0: all units of a lot start together and end together. A contract whose units
    come and go is hard to let and hard to hand over.
    """

    monotone: ClassVar = True
    relaxable_parameters: ClassVar = (
        RelaxableParameter("start_within", Fraction(1), "up", "years"),
        RelaxableParameter("end_within", Fraction(1), "up", "years"),
    )
    example: ClassVar = """
        [[term.service]]
        services = ["contact"]
        initial = 3
        extensions = [2]
        first_year = 2

        [[rule]]
        id = "one-beginning"
        kind = "term"
        end_within = 1
    """

    kind: Literal["term"] = "term"
    start_within: WholeField = declare_key(
        "most years between the first years of two units", 0, unit="years", least=0
    )
    end_within: WholeField = declare_key(
        "most years between the last years of two units", 0, unit="years", least=0
    )

    def write_sentence(self, scenario: Scenario) -> str:
        start, end = _describe_within(self.start_within), _describe_within(self.end_within)
        return f"In every lot the units start {start} and end {end}."

    def is_idle(self, scenario: Scenario) -> bool:
        return all(spread <= most for spread, most, _ in self.list_spreads(scenario.units))

    def split_units(self, scenario: Scenario, units: frozenset[int]) -> LotSplit:
        """Units that must begin, or end, in the same year and do not."""
        labels = {
            u: (
                None if self.start_within else scenario.units[u].first_year,
                None if self.end_within else scenario.units[u].last_year,
            )
            for u in units
        }
        return LotSplit(labels, units)

    def judge(self, evaluation: Evaluation) -> RuleFinding:
        units = evaluation.scenario.units
        return find_tightest(
            (
                BoundReading(spread, most, True, f"{evaluation.name_lot(i)}, {which} years")
                for i, lot in enumerate(evaluation.design.lots)
                for spread, most, which in self.list_spreads([units[u] for u in lot.units])
            ),
            "years",
        )

    def list_spreads(self, held: Sequence[Unit]) -> Iterator[tuple[int, int, str]]:
        """(years apart, most, "first" or "last") of the units' first and last years."""
        for most, which, years in (
            (self.start_within, "first", [unit.first_year for unit in held]),
            (self.end_within, "last", [unit.last_year for unit in held]),
        ):
            yield max(years) - min(years), most, which


def _describe_within(years: int) -> str:
    """In the same year, or within so many years of each other."""
    return f"within {format_count(years, 'year')} of each other" if years else "in the same year"
