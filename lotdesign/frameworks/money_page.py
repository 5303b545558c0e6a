"""What the call-off of a framework costs, who carries it, and what nobody could take on."""

from collections.abc import Iterator
from fractions import Fraction

from lotdesign.frameworks.calling import Call, Month, opening_of
from lotdesign.frameworks.framework import Framework
from lotdesign.frameworks.run import Ranked
from lotdesign.frameworks.wording import buyer_name, category_name, month_name, provider_name
from lotdesign.report.page import Block, Section, Table, Text
from lotdesign.words import percent, pounds


def money(ranked: Ranked) -> Iterator[Section]:
    """The years, then the providers, then what is unmet."""
    yield Section("The forecast, called off down the ranking", tuple(_years(ranked)))
    yield Section("Who carries it", (_carried(ranked),))
    yield Section("What nobody could take on", tuple(_unmet(ranked)))


def _years(ranked: Ranked) -> Iterator[Block]:
    framework, called = ranked.framework, ranked.called
    rows = []
    for year in range(1, framework.years + 1):
        months = [each for each in called.months if opening_of(each.month) == year]
        calls = [each for each in called.calls if opening_of(each.month) == year]
        rows.append((f"Year {year}", *_sums(framework, months, calls)))
    rows.append(("All years", *_sums(framework, list(called.months), list(called.calls))))
    unmet = "waiting at the end" if framework.document.call_off.unmet == "waits" else "lapsed"
    headers = ("", "Forecast", "Called off", unmet.capitalize(), "Spending")
    yield Table(headers, tuple(rows), figures=frozenset(range(1, 5)), total=True)
    expected = framework.document.call_off.expected_annual
    if expected is not None:
        yield Text(f"The authority expects to spend {pounds(expected)} a year.")
    yield from _by_buyer(framework, called.calls)


def _sums(framework: Framework, months: list[Month], calls: list[Call]) -> tuple[str, ...]:
    """Forecast, called off, unmet and spending; what waits is counted where it stands last."""
    last = max((each.month for each in months), default=0)
    waits = framework.document.call_off.unmet == "waits"
    unmet = sum(each.unmet for each in months if not waits or each.month == last)
    new, met = sum(each.new for each in months), sum(each.met for each in months)
    spend = sum(call.spend for call in calls)
    return f"{new:,}", f"{met:,}", f"{unmet:,}", pounds(spend)


def _by_buyer(framework: Framework, calls: tuple[Call, ...]) -> Iterator[Text]:
    spent: dict[str, int] = {}
    for call in calls:
        spent[call.buyer] = spent.get(call.buyer, 0) + call.spend
    if len(spent) > 1:
        told = "; ".join(f"{buyer_name(framework, b)} {pounds(s)}" for b, s in spent.items())
        yield Text(f"By who calls off: {told}.")


def _carried(ranked: Ranked) -> Table:
    """A row a provider that is called, most spending first."""
    spent: dict[str, int] = {}
    taken: dict[str, int] = {}
    for call in ranked.called.calls:
        spent[call.provider] = spent.get(call.provider, 0) + call.spend
        taken[call.provider] = taken.get(call.provider, 0) + call.quantity
    total = sum(spent.values())
    rows = [
        (
            provider_name(ranked.framework, each),
            f"{taken[each]:,}",
            pounds(spent[each]),
            percent(Fraction(spent[each], total)),
        )
        for each in sorted(spent, key=lambda provider: -spent[provider])
    ]
    rows.append(("All", f"{sum(taken.values()):,}", pounds(total), percent(1 if total else 0)))
    headers = ("Provider", "Interventions", "Spending", "Share")
    return Table(headers, tuple(rows), figures=frozenset((1, 2, 3)), total=True)


def _unmet(ranked: Ranked) -> Iterator[Block]:
    groups: dict[tuple[str, str, str], list[Month]] = {}
    for month in ranked.called.months:
        if month.unmet:
            groups.setdefault((month.category, month.buyer, month.reason), []).append(month)
    if not groups:
        yield Text("Nothing: the providers ranked have room for the whole forecast.")
        return
    rows = tuple(_short(ranked.framework, months) for months in groups.values())
    headers = ("Category", "Who calls off", "Months", "First", "Most in one month", "Why")
    yield Table(headers, rows, figures=frozenset((2,)))


def _short(framework: Framework, months: list[Month]) -> tuple[str, ...]:
    """Months in which a buyer's demand in a category is not met, for one reason."""
    most = max(months, key=lambda month: month.unmet)
    return (
        category_name(framework, most.category),
        buyer_name(framework, most.buyer),
        f"{len(months):,}",
        month_name(framework, months[0].month),
        f"{most.unmet:,} in {month_name(framework, most.month)}",
        most.reason,
    )
