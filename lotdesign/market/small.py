"""Who counts as a small provider."""

from fractions import Fraction

from lotdesign.law.parameters import Law, law_of
from lotdesign.scenario.rows import ProviderRow
from lotdesign.scenario.scenario import Scenario
from lotdesign.scenario.sections import Small

SMALL_KINDS = ("vcse", "school", "mutual", "sme")


def small_parties(scenario: Scenario) -> frozenset[int]:
    """The positions of the small providers, and of the consortia whose members are all small."""
    test, law = scenario.market.small, law_of(scenario)
    providers = enumerate(scenario.providers or ())
    little = {p for p, provider in providers if is_small(provider, test, law)}
    return frozenset(
        party
        for party, stakes in enumerate(scenario.stakes)
        if all(provider in little for provider, _ in stakes)
    )


def is_small(provider: ProviderRow, test: Small, law: Law) -> bool:
    """Whether the provider passes every test that the scenario gives."""
    if test.kinds is not None and provider.kind not in test.kinds:
        return False
    if test.max_turnover is not None:
        turnover = provider.annual_turnover
        if turnover is None or turnover > test.max_turnover:
            return False
    return not test.statutory_sme or _statutory(provider, test, law)


def _statutory(provider: ProviderRow, test: Small, law: Law) -> bool:
    """The statutory test: few staff, and a small turnover or a small balance sheet.

    Where figures that are blank, or that the law of the day does not have, leave it open, the
    kind decides.
    """
    fewer_than = law.amount("sme_staff")
    few = None if provider.staff is None or fewer_than is None else provider.staff < fewer_than
    sizes = (
        _within(provider.annual_turnover, law.amount("sme_turnover")),
        _within(provider.balance_sheet, law.amount("sme_balance_sheet")),
    )
    if few is False or sizes == (False, False):
        return False
    if few is None or True not in sizes:
        return provider.kind in (test.kinds or SMALL_KINDS)
    return True


def _within(figure: int | None, most: Fraction | None) -> bool | None:
    """Whether a figure is at most so much; None where one of them is not known."""
    return None if figure is None or most is None else figure <= most
