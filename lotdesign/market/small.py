"""Who counts as a small provider."""

from lotdesign.pence import Pence
from lotdesign.scenario.rows import ProviderRow
from lotdesign.scenario.scenario import Scenario
from lotdesign.scenario.sections import Small

SMALL_KINDS = ("vcse", "school", "mutual", "sme")
STAFF_LIMIT = 250
TURNOVER_LIMIT = Pence(44_000_000_00)
BALANCE_LIMIT = Pence(38_000_000_00)
"""Procurement Act 2023, section 123: fewer than 250 staff, and £44m turnover or £38m balance."""


def small_parties(scenario: Scenario) -> frozenset[int]:
    """The positions of the small providers, and of the consortia whose members are all small."""
    providers, test = scenario.providers or (), scenario.market.small
    little = {p for p, provider in enumerate(providers) if is_small(provider, test)}
    return frozenset(
        party
        for party, stakes in enumerate(scenario.stakes)
        if all(provider in little for provider, _ in stakes)
    )


def is_small(provider: ProviderRow, test: Small) -> bool:
    """Whether the provider passes every test that the scenario gives."""
    if test.kinds is not None and provider.kind not in test.kinds:
        return False
    if test.max_turnover is not None:
        turnover = provider.annual_turnover
        if turnover is None or turnover > test.max_turnover:
            return False
    return not test.statutory_sme or _statutory(provider, test)


def _statutory(provider: ProviderRow, test: Small) -> bool:
    """The statutory test; where blank figures leave it open, the kind decides."""
    if provider.staff is not None and provider.staff >= STAFF_LIMIT:
        return False
    sizes = (
        None if provider.annual_turnover is None else provider.annual_turnover <= TURNOVER_LIMIT,
        None if provider.balance_sheet is None else provider.balance_sheet <= BALANCE_LIMIT,
    )
    if sizes == (False, False):
        return False
    if provider.staff is None or True not in sizes:
        return provider.kind in (test.kinds or SMALL_KINDS)
    return True
