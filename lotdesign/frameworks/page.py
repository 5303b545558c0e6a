"""What a framework comes to, in the order in which it is read aloud."""

from collections.abc import Iterator

from lotdesign.faults import shown
from lotdesign.frameworks.assumed import assumed
from lotdesign.frameworks.framework import Framework
from lotdesign.frameworks.money_page import money
from lotdesign.frameworks.ranking import Listing
from lotdesign.frameworks.reopening import Move
from lotdesign.frameworks.run import Ranked
from lotdesign.frameworks.weights import Sensitivity
from lotdesign.frameworks.wording import TIES, category_name, points, provider_name
from lotdesign.report.amounts import NONE
from lotdesign.report.law import law
from lotdesign.report.page import Block, Items, Page, Section, Table, Text
from lotdesign.words import listed, percent, plural, pounds

_POINTS = ("for price", "for quality", "Points")

CLAIMS = (
    "Ranks follow from the prices, marks and weights of the files and from nothing else. A call "
    "down the ranking says who would be asked first and has room, not who accepts. A framework "
    "commits the authority to no spending. Nothing here is legal advice."
)


def page(ranked: Ranked, opening: int) -> Page:
    """Rankings after an opening, who moved at which, the call-off, and what the weight decides."""
    return tuple(_sections(ranked, opening))


def _sections(ranked: Ranked, opening: int) -> Iterator[Section]:
    framework = ranked.framework
    yield Section("", tuple(_first(framework)))
    yield Section(f"Ranking after opening {opening}", tuple(_rankings(ranked, opening)))
    yield Section("Who moved when it was opened again", tuple(_moved(ranked)))
    if framework.document.demand:
        yield from money(ranked)
    yield Section("If price weighed more or less", tuple(_sensitive(ranked, opening)))
    yield law(ranked.law)
    told = assumed(framework)
    if told:
        lines = tuple(f"{where}: {shown(text, 500)}" for where, text in told)
        yield Section("What rests on assumption", (Items(lines),))
    yield Section("What this does not say", (Text(CLAIMS),))


def _first(framework: Framework) -> Iterator[Text]:
    document, ranking = framework.document, framework.document.ranking
    authority = document.authority
    who = ", ".join(shown(each) for each in (authority.title, authority.name) if each)
    counts = [
        plural(len(document.lots), "lot"),
        plural(len(document.categories), "category", "categories"),
        plural(len(document.providers), "provider"),
        f"{plural(framework.years, 'year')}, opened anew every year",
    ]
    yield Text(f"{who or shown(framework.name)}: {listed(counts)}.")
    weight = framework.price_weight
    how = {
        "lowest": "100 times the lowest price over the price",
        "range": "100 for the lowest price, 0 for the highest, in between in proportion",
    }
    ties = listed([TIES[rule] for rule in ranking.ties]) or "there are none"
    yield Text(
        f"Price weighs {percent(weight)} and quality {percent(1 - weight)}. Points for price: "
        f"{how[ranking.price_points]}. Equal points are parted by, in this order: {ties}."
    )


def _rankings(ranked: Ranked, opening: int) -> Iterator[Block]:
    framework = ranked.framework
    for lot in framework.document.lots:
        rows = [
            row
            for each in framework.document.categories
            if each.lot == lot.id
            for row in _rows(framework, ranked.listings[each.id, opening])
        ]
        headers = (shown(lot.name or lot.id), "Rank", "Provider", "Price", *_POINTS)
        yield Table(headers, tuple(rows), figures=frozenset((1, 3, 4, 5, 6)))
    out = [line for each in _at(ranked, opening) for line in _kept_out(framework, each)]
    if out:
        yield Text("Not on the framework, for not meeting the minimum standards:")
        yield Items(tuple(out))


def _at(ranked: Ranked, opening: int) -> Iterator[Listing]:
    return (each for each in ranked.listings.values() if each.opening == opening)


def _rows(framework: Framework, found: Listing) -> Iterator[tuple[str, ...]]:
    per = shown(framework.categories[found.category].per)
    title = f"{category_name(framework, found.category)}, per {per}"
    if not found.places:
        yield (title, "", "nobody", *[""] * 4)
    for place in found.places:
        tie = f" (equal points: {TIES[place.tie]} goes first)" if place.tie else ""
        yield (
            title if place.rank == 1 else "",
            str(place.rank),
            f"{provider_name(framework, place.provider)}{tie}",
            pounds(place.offer.price),
            points(place.points.price),
            points(place.points.quality),
            points(place.total),
        )


def _kept_out(framework: Framework, found: Listing) -> Iterator[str]:
    where = category_name(framework, found.category)
    for offer, why in found.kept_out:
        yield f"{provider_name(framework, offer.provider)}, {where}: {'; '.join(map(shown, why))}"


def _moved(ranked: Ranked) -> Iterator[Block]:
    if not ranked.moves:
        yield Text("Nobody.")
        return
    rows = tuple(_move(ranked.framework, each) for each in ranked.moves)
    headers = ("Opening", "Category", "Provider", "From", "To", "Why")
    yield Table(headers, rows, figures=frozenset((0, 3, 4)))
    if any(move.why == "others moved" and move.before and move.after for move in ranked.moves):
        yield Text(
            "Others moved: the provider's own offer stayed as it was. A new lowest price changes "
            "everybody's points for price, so two who stayed can change places."
        )


def _move(framework: Framework, move: Move) -> tuple[str, ...]:
    return (
        str(move.opening),
        category_name(framework, move.category),
        provider_name(framework, move.provider),
        NONE if move.before is None else str(move.before),
        NONE if move.after is None else str(move.after),
        move.why,
    )


def _sensitive(ranked: Ranked, opening: int) -> Iterator[Block]:
    framework = ranked.framework
    rows = tuple(
        _weight_row(framework, each) for each in ranked.sensitivities if each.opening == opening
    )
    headers = ("Category", "First", "First from", "to", "Ranks change where price weighs")
    yield Table(headers, rows, figures=frozenset((2, 3)))
    yield Text(
        f"After opening {opening}; price weighs {percent(framework.price_weight)} now. Every "
        "weight at which a rank changes is worked out exactly and shown to two decimals; there "
        "points are equal and the rule for ties decides."
    )


def _weight_row(framework: Framework, found: Sensitivity) -> tuple[str, ...]:
    low, high = found.stays_first
    changes = listed([percent(each) for each in found.changes]) or "nowhere"
    first = provider_name(framework, found.first)
    return category_name(framework, found.category), first, percent(low), percent(high), changes
