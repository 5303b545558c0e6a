"""What a provider can carry in all: number of lots, value and transferring staff."""

from dataclasses import astuple, dataclass

from lotdesign.scenario.cache import cache_by_scenario
from lotdesign.scenario.scenario import Scenario
from solver.candidates.eligibility import scale_staff
from solver.candidates.lot_values import value_scale


@dataclass(frozen=True, slots=True)
class CapacityLimits:
    """The most lots, value (in parts of a penny) and staff (in parts of an employee).

    Each is None where there is no limit.
    """

    lots: int | None
    value: int | None
    staff: int | None

    def times(self, copies: int) -> "CapacityLimits":
        """Those of so many interchangeable providers together."""
        limits = astuple(self)
        return CapacityLimits(*(None if each is None else each * copies for each in limits))


@cache_by_scenario
def list_capacity_limits(
    scenario: Scenario, parts_per_share: int = 1
) -> tuple[CapacityLimits, ...]:
    """Every provider's limits, by position; see `compute_capacity_limits`."""
    providers = range(len(scenario.providers or ()))
    return tuple(compute_capacity_limits(scenario, p, parts_per_share) for p in providers)


def compute_capacity_limits(
    scenario: Scenario, provider: int, parts_per_share: int = 1
) -> CapacityLimits:
    """The limits of the provider at this position, in every award that keeps the rules on awards.

    It wins no more lots than the table, and than each of these rules, allows.
    Value is in parts of a penny (`value_scale`) and staff in parts of an employee (`scale_staff`),
    both times `parts_per_share` where consortium members count by shares.
    """
    assert scenario.providers is not None, "a scenario with parties has providers"
    party = scenario.providers[provider]
    _, parts_per_employee = scale_staff(scenario)
    value, staff = party.capacity, party.tupe_limit
    lots = (party.max_lots, *(rule.provider_lot_cap for rule in scenario.award_rules))
    return CapacityLimits(
        min((most for most in lots if most is not None), default=None),
        None if value is None else value * value_scale(scenario) * parts_per_share,
        None if staff is None else int(staff * parts_per_employee * parts_per_share),
    )
