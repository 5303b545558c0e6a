"""A framework as a page and as CSV: rankings, reopenings, call-off, the weight of price."""

from collections.abc import Iterator
from fractions import Fraction

from lotdesign.faults import make_printable
from lotdesign.frameworks.answer import (
    FRAMEWORK_SHEETS,
    FrameworkSheet,
    list_assumptions,
    write_framework_json,
)
from lotdesign.frameworks.call_off import CallOffOrder, MonthAccount, find_opening
from lotdesign.frameworks.document import MONTHS_A_YEAR
from lotdesign.frameworks.framework import Framework
from lotdesign.frameworks.ranking import CategoryRanking
from lotdesign.frameworks.results import FrameworkResults, PriceWeightSensitivity, RankMove
from lotdesign.report.amounts import NO_FIGURE
from lotdesign.report.basis import write_law_section
from lotdesign.report.forms import AnswerForms
from lotdesign.report.page import (
    BulletList,
    PageBlock,
    PageSection,
    Paragraph,
    ReportPage,
    ReportTable,
)
from lotdesign.report.spreadsheet import escape_cell, write_csv
from lotdesign.words import format_count, format_percent, format_pounds, join_words

TIE_RULE_WORDS = {
    "quality": "more points for quality",
    "price": "the lower price",
    "earlier": "longer on the framework",
    "drawn": "the place drawn by lot",
}
"""Tie rule -> what it prefers."""

_POINT_HEADERS = ("for price", "for quality", "Points")

NOT_CLAIMED_OF_FRAMEWORKS = (
    "Ranks follow from the prices, marks and weights in the files and from nothing else. A call "
    "down the ranking says who would be asked first and has room, not who will accept. A framework "
    "commits the authority to no spending. Nothing here is legal advice."
)


def name_provider(framework: Framework, provider: str) -> str:
    """Return a provider's name."""
    return make_printable(framework.providers[provider].name or provider)


def name_category(framework: Framework, category: str) -> str:
    """Return a category's name."""
    return make_printable(framework.categories[category].name or category)


def name_buyer(framework: Framework, buyer: str) -> str:
    """Return the name of who calls off; the authority where nobody is named."""
    return make_printable(buyer or framework.document.authority.name or "the authority")


def format_points(value: Fraction) -> str:
    """Format points with two decimals."""
    return f"{float(value):.2f}"


def name_month(framework: Framework, month: int) -> str:
    """Return a month with its date: month 13 (2018-07)."""
    first = framework.document.term.first_month
    if not first:
        return f"month {month}"
    passed = int(first[5:]) - 1 + month - 1
    year, month_of_year = int(first[:4]) + passed // MONTHS_A_YEAR, passed % MONTHS_A_YEAR + 1
    return f"month {month} ({year}-{month_of_year:02d})"


def write_call_off_sections(ranked: FrameworkResults) -> Iterator[PageSection]:
    """Write the years, the providers called, and the unmet demand."""
    yield PageSection(
        "The forecast, called off down the ranking", tuple(_build_year_blocks(ranked))
    )
    yield PageSection("Who does the work", (_build_provider_table(ranked),))
    yield PageSection("What nobody could take on", tuple(_build_unmet_blocks(ranked)))


def _build_year_blocks(ranked: FrameworkResults) -> Iterator[PageBlock]:
    framework, called = ranked.framework, ranked.called
    rows = []
    for year in range(1, framework.years + 1):
        months = [each for each in called.months if find_opening(each.month) == year]
        calls = [each for each in called.calls if find_opening(each.month) == year]
        rows.append((f"Year {year}", *_sum_months(framework, months, calls)))
    rows.append(("All years", *_sum_months(framework, list(called.months), list(called.calls))))
    unmet = "waiting at the end" if framework.document.call_off.unmet == "waits" else "lapsed"
    headers = ("", "Forecast", "Called off", unmet.capitalize(), "Spending")
    yield ReportTable(headers, tuple(rows), figures=frozenset(range(1, 5)), total=True)
    expected = framework.document.call_off.expected_annual
    if expected is not None:
        yield Paragraph(f"The authority expects to spend {format_pounds(expected)} a year.")
    yield from _describe_buyers(framework, called.calls)


def _sum_months(
    framework: Framework, months: list[MonthAccount], calls: list[CallOffOrder]
) -> tuple[str, ...]:
    """Sum forecast, called off, unmet and spending; waiting demand counts in its last month."""
    last = max((each.month for each in months), default=0)
    waits = framework.document.call_off.unmet == "waits"
    unmet = sum(each.unmet for each in months if not waits or each.month == last)
    new, met = sum(each.new for each in months), sum(each.met for each in months)
    spend = sum(call.spend for call in calls)
    return f"{new:,}", f"{met:,}", f"{unmet:,}", format_pounds(spend)


def _describe_buyers(framework: Framework, calls: tuple[CallOffOrder, ...]) -> Iterator[Paragraph]:
    spent: dict[str, int] = {}
    for call in calls:
        spent[call.buyer] = spent.get(call.buyer, 0) + call.spend
    if len(spent) > 1:
        text = "; ".join(f"{name_buyer(framework, b)} {format_pounds(s)}" for b, s in spent.items())
        yield Paragraph(f"By buyer: {text}.")


def _build_provider_table(ranked: FrameworkResults) -> ReportTable:
    """Build a row a provider that is called, most spending first."""
    spent: dict[str, int] = {}
    taken: dict[str, int] = {}
    for call in ranked.called.calls:
        spent[call.provider] = spent.get(call.provider, 0) + call.spend
        taken[call.provider] = taken.get(call.provider, 0) + call.quantity
    total = sum(spent.values())
    rows = [
        (
            name_provider(ranked.framework, each),
            f"{taken[each]:,}",
            format_pounds(spent[each]),
            format_percent(Fraction(spent[each], total)),
        )
        for each in sorted(spent, key=lambda provider: -spent[provider])
    ]
    rows.append(
        ("All", f"{sum(taken.values()):,}", format_pounds(total), format_percent(1 if total else 0))
    )
    headers = ("Provider", "Interventions", "Spending", "Share")
    return ReportTable(headers, tuple(rows), figures=frozenset((1, 2, 3)), total=True)


def _build_unmet_blocks(ranked: FrameworkResults) -> Iterator[PageBlock]:
    groups: dict[tuple[str, str, str], list[MonthAccount]] = {}
    for month in ranked.called.months:
        if month.unmet:
            groups.setdefault((month.category, month.buyer, month.reason), []).append(month)
    if not groups:
        yield Paragraph("Nothing: the providers ranked have room for the whole forecast.")
        return
    rows = tuple(_build_unmet_row(ranked.framework, months) for months in groups.values())
    headers = ("Category", "Buyer", "Months", "First", "Most in one month", "Why")
    yield ReportTable(headers, rows, figures=frozenset((2,)))


def _build_unmet_row(framework: Framework, months: list[MonthAccount]) -> tuple[str, ...]:
    """Sum up the months in which a buyer's demand is unmet for one reason."""
    most = max(months, key=lambda month: month.unmet)
    return (
        name_category(framework, most.category),
        name_buyer(framework, most.buyer),
        f"{len(months):,}",
        name_month(framework, months[0].month),
        f"{most.unmet:,} in {name_month(framework, most.month)}",
        most.reason,
    )


def build_framework_forms(ranked: FrameworkResults, opening: int, sheet: str) -> AnswerForms:
    """Return a framework in every form: the page after an opening, the CSV of a named sheet."""
    return AnswerForms(
        page=lambda: write_framework_page(ranked, opening),
        json=lambda: write_framework_json(ranked),
        csv=lambda: _write_sheet(ranked, FRAMEWORK_SHEETS[sheet]),
    )


def _write_sheet(ranked: FrameworkResults, sheet: FrameworkSheet) -> str:
    rows = (
        [escape_cell("" if value is None else str(value)) for value in row.values()]
        for row in sheet.rows(ranked)
    )
    return write_csv(tuple(sheet.columns), rows)


def write_framework_page(ranked: FrameworkResults, opening: int) -> ReportPage:
    """Write rankings after an opening, moves, the call-off, and the weight of price."""
    return tuple(_write_sections(ranked, opening))


def _write_sections(ranked: FrameworkResults, opening: int) -> Iterator[PageSection]:
    framework = ranked.framework
    yield PageSection("", tuple(_describe_framework(framework)))
    yield PageSection(
        f"Ranking after opening {opening}", tuple(_build_ranking_blocks(ranked, opening))
    )
    yield PageSection("Who moved when it was reopened", tuple(_build_move_blocks(ranked)))
    if framework.document.demand:
        yield from write_call_off_sections(ranked)
    yield PageSection("If price weighed more or less", tuple(_build_weight_blocks(ranked, opening)))
    yield write_law_section(ranked.law)
    assumptions = list_assumptions(framework)
    if assumptions:
        lines = tuple(f"{where}: {make_printable(text, 500)}" for where, text in assumptions)
        yield PageSection("What is assumed", (BulletList(lines),))
    yield PageSection("What this does not say", (Paragraph(NOT_CLAIMED_OF_FRAMEWORKS),))


def _describe_framework(framework: Framework) -> Iterator[Paragraph]:
    document, ranking = framework.document, framework.document.ranking
    authority = document.authority
    who = ", ".join(make_printable(each) for each in (authority.title, authority.name) if each)
    counts = [
        format_count(len(document.lots), "lot"),
        format_count(len(document.categories), "category", "categories"),
        format_count(len(document.providers), "provider"),
        f"{format_count(framework.years, 'year')}, reopened every year",
    ]
    yield Paragraph(f"{who or make_printable(framework.name)}: {join_words(counts)}.")
    weight = framework.price_weight
    how = {
        "lowest": "100 times the lowest price over the price",
        "range": "100 for the lowest price, 0 for the highest, in between in proportion",
    }
    ties = join_words([TIE_RULE_WORDS[rule] for rule in ranking.ties]) or "nothing"
    yield Paragraph(
        f"Price weighs {format_percent(weight)} and quality {format_percent(1 - weight)}. "
        f"Points for price: {how[ranking.price_points]}. "
        f"What decides between equal points, in this order: {ties}."
    )


def _build_ranking_blocks(ranked: FrameworkResults, opening: int) -> Iterator[PageBlock]:
    framework = ranked.framework
    for lot in framework.document.lots:
        rows = [
            row
            for each in framework.document.categories
            if each.lot == lot.id
            for row in _build_ranking_rows(framework, ranked.listings[each.id, opening])
        ]
        headers = (make_printable(lot.name or lot.id), "Rank", "Provider", "Price", *_POINT_HEADERS)
        yield ReportTable(headers, tuple(rows), figures=frozenset((1, 3, 4, 5, 6)))
    out = [
        line
        for each in _select_opening(ranked, opening)
        for line in _describe_kept_out(framework, each)
    ]
    if out:
        yield Paragraph("Not on the framework, as they do not meet the minimum standards:")
        yield BulletList(tuple(out))


def _select_opening(ranked: FrameworkResults, opening: int) -> Iterator[CategoryRanking]:
    return (each for each in ranked.listings.values() if each.opening == opening)


def _build_ranking_rows(
    framework: Framework, ranking: CategoryRanking
) -> Iterator[tuple[str, ...]]:
    per = make_printable(framework.categories[ranking.category].per)
    title = f"{name_category(framework, ranking.category)}, per {per}"
    if not ranking.places:
        yield (title, "", "nobody", *[""] * 4)
    for place in ranking.places:
        tie = f" (equal points: {TIE_RULE_WORDS[place.tie]} goes first)" if place.tie else ""
        yield (
            title if place.rank == 1 else "",
            str(place.rank),
            f"{name_provider(framework, place.entrant.provider)}{tie}",
            format_pounds(place.entrant.offer.price),
            format_points(place.entrant.points.price),
            format_points(place.entrant.points.quality),
            format_points(place.total),
        )


def _describe_kept_out(framework: Framework, ranking: CategoryRanking) -> Iterator[str]:
    where = name_category(framework, ranking.category)
    for offer, why in ranking.kept_out:
        reasons = "; ".join(map(make_printable, why))
        yield f"{name_provider(framework, offer.provider)}, {where}: {reasons}"


def _build_move_blocks(ranked: FrameworkResults) -> Iterator[PageBlock]:
    if not ranked.moves:
        yield Paragraph("Nobody.")
        return
    rows = tuple(_build_move_row(ranked.framework, each) for each in ranked.moves)
    headers = ("Opening", "Category", "Provider", "From", "To", "Why")
    yield ReportTable(headers, rows, figures=frozenset((0, 3, 4)))
    if any(move.why == "others moved" and move.before and move.after for move in ranked.moves):
        yield Paragraph(
            "Others moved: the provider's own offer stayed as it was. A new lowest price changes "
            "everybody's points for price, so two who stayed can change places."
        )


def _build_move_row(framework: Framework, move: RankMove) -> tuple[str, ...]:
    return (
        str(move.opening),
        name_category(framework, move.category),
        name_provider(framework, move.provider),
        NO_FIGURE if move.before is None else str(move.before),
        NO_FIGURE if move.after is None else str(move.after),
        move.why,
    )


def _build_weight_blocks(ranked: FrameworkResults, opening: int) -> Iterator[PageBlock]:
    framework = ranked.framework
    rows = tuple(
        _build_weight_row(framework, each)
        for each in ranked.sensitivities
        if each.opening == opening
    )
    headers = ("Category", "First", "First from", "to", "Ranks change where price weighs")
    yield ReportTable(headers, rows, figures=frozenset((2, 3)))
    yield Paragraph(
        f"After opening {opening}; price weighs {format_percent(framework.price_weight)} now. "
        "Every weight at which a rank changes is worked out exactly and shown to two decimals. At "
        "such a weight points are equal, and the rule for ties decides."
    )


def _build_weight_row(framework: Framework, sensitivity: PriceWeightSensitivity) -> tuple[str, ...]:
    low, high = sensitivity.stays_first
    changes = join_words([format_percent(each) for each in sensitivity.changes]) or "nowhere"
    first = name_provider(framework, sensitivity.first)
    return (
        name_category(framework, sensitivity.category),
        first,
        format_percent(low),
        format_percent(high),
        changes,
    )
