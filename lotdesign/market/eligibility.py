"""Who can bid for a lot, why others cannot, and who counts as a small provider."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from lotdesign.law.parameters import LawInForce, find_law
from lotdesign.scenario.cache import cache_by_scenario
from lotdesign.scenario.consortia import Party
from lotdesign.scenario.rows import ProviderRow
from lotdesign.scenario.scenario import Scenario
from lotdesign.scenario.sections import SmallProviderTest
from lotdesign.scenario.undivided import find_localities
from lotdesign.words import format_pounds, join_words, spell_out_id

SMALL_KINDS = ("vcse", "school", "mutual", "sme")


def find_obstacles(
    scenario: Scenario,
    provider: Party,
    units: Sequence[int],
    value: Fraction,
    growing: bool = False,
) -> Iterator[str]:
    """Why a party is not eligible for a lot of market value `value` (pence a year), in words.

    Nothing for an eligible one; docs/choices.md, "The market", says what is asked. `growing` leaves
    out its smallest lot, as a lot with more units may pass it.
    """
    return (text for _, text in find_limits_in_way(scenario, provider, units, value, growing))


def find_limits_in_way(
    scenario: Scenario,
    provider: Party,
    units: Sequence[int],
    value: Fraction,
    growing: bool = False,
) -> Iterator[tuple[str, str]]:
    """As `find_obstacles`, each with the column of the providers that it stands in."""
    services = dict.fromkeys(scenario.units[u].service for u in units)
    missing = [
        spell_out_id(s)
        for s in services
        if "*" not in provider.services and s not in provider.services
    ]
    if missing:
        yield "services", f"does not provide {join_words(missing)}"
    uncovered = _find_uncovered_localities(scenario, provider, units)
    if uncovered:
        yield "localities", f"does not cover {join_words(uncovered)}"
    if provider.annual_turnover is not None:
        needed = scenario.market.turnover_multiple * value
        if needed > provider.annual_turnover:
            turnover = format_pounds(provider.annual_turnover)
            yield "annual_turnover", f"turnover {turnover}, {format_pounds(needed)} needed"
    if provider.capacity is not None and value > provider.capacity:
        yield "capacity", f"capacity {format_pounds(provider.capacity)} a year"
    if provider.tupe_limit is not None:
        staff = sum((scenario.units[u].tupe_fte for u in units), Fraction(0))
        if staff > provider.tupe_limit:
            yield (
                "tupe_limit",
                f"can absorb {float(provider.tupe_limit):g} staff, {float(staff):g} transfer",
            )
    if not growing and provider.min_lot_value is not None and value < provider.min_lot_value:
        yield (
            "min_lot_value",
            f"takes no lot under {format_pounds(provider.min_lot_value)} a year",
        )


@cache_by_scenario
def _find_lot_localities(scenario: Scenario, units: tuple[int, ...]) -> frozenset[str]:
    return find_localities(scenario, units)


def _find_uncovered_localities(
    scenario: Scenario, provider: Party, units: Sequence[int]
) -> list[str]:
    if "*" in provider.localities:
        return []
    localities, order = _find_lot_localities(scenario, tuple(units)), scenario.locality_positions
    everywhere = "" in localities
    needed = order.keys() if everywhere else localities & order.keys()
    missing = sorted(needed - set(provider.localities), key=order.__getitem__)
    names = [scenario.localities[order[place]] for place in missing]
    return [place.name or place.id for place in names] or (
        ["the whole authority"] if everywhere and not order else []
    )


@cache_by_scenario
def find_eligible_parties(
    scenario: Scenario, units: tuple[int, ...], value: Fraction, growing: bool = False
) -> tuple[int, ...]:
    """Positions of the parties that are eligible for the lot, ascending, consortia after providers.

    `value` is the lot's market value, exact pence a year; `growing` is as of `find_obstacles`.
    """
    around = frozenset.intersection(
        *(scenario.parties_by_locality[place] for place in find_localities(scenario, units))
    )
    return tuple(
        p
        for p in sorted(around)
        if next(find_obstacles(scenario, scenario.parties[p], units, value, growing), None) is None
    )


def find_eligible_providers(
    scenario: Scenario, units: tuple[int, ...], value: Fraction, growing: bool = False
) -> tuple[int, ...]:
    """Positions of the single providers that are eligible for the lot, ascending.

    Arguments are as of `find_eligible_parties`. Consortia are left out, as their members would be
    counted twice.
    """
    singles = len(scenario.providers or ())
    return tuple(p for p in find_eligible_parties(scenario, units, value, growing) if p < singles)


def find_small_parties(scenario: Scenario) -> frozenset[int]:
    """The positions of the small providers, and of the consortia whose members are all small."""
    test, law = scenario.market.small, find_law(scenario)
    providers = enumerate(scenario.providers or ())
    small = {p for p, provider in providers if is_small(provider, test, law)}
    return frozenset(
        party
        for party, stakes in enumerate(scenario.party_shares)
        if all(provider in small for provider, _ in stakes)
    )


def is_small(provider: ProviderRow, test: SmallProviderTest, law: LawInForce) -> bool:
    """Whether the provider passes every test that the scenario gives."""
    if test.kinds is not None and provider.kind not in test.kinds:
        return False
    if test.max_turnover is not None:
        turnover = provider.annual_turnover
        if turnover is None or turnover > test.max_turnover:
            return False
    return not test.statutory_sme or _passes_statutory_test(provider, test, law)


def _passes_statutory_test(provider: ProviderRow, test: SmallProviderTest, law: LawInForce) -> bool:
    """The statutory test of size: few staff, and a small turnover or a small balance sheet.

    The kind decides where blank figures, or figures that the law of the day lacks, leave it open.
    """
    fewer_than = law.get_amount("sme_staff")
    few = None if provider.staff is None or fewer_than is None else provider.staff < fewer_than
    sizes = (
        _is_within(provider.annual_turnover, law.get_amount("sme_turnover")),
        _is_within(provider.balance_sheet, law.get_amount("sme_balance_sheet")),
    )
    if few is False or sizes == (False, False):
        return False
    if few is None or True not in sizes:
        return provider.kind in (test.kinds or SMALL_KINDS)
    return True


def _is_within(figure: int | None, most: Fraction | None) -> bool | None:
    """Whether a figure is at most `most`; None where one of the two is unknown."""
    return None if figure is None or most is None else figure <= most
