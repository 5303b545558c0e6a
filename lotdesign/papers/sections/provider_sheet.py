"""The exempt part: who can bid for each lot and why others cannot, their figures, withdrawals."""

from collections.abc import Iterator

from lotdesign.papers.content import (
    PaperBlock,
    PaperHeading,
    PaperList,
    PaperParagraph,
    PaperSection,
    PaperTable,
)
from lotdesign.papers.design_facts import PaperFacts
from lotdesign.papers.text import RichText, compose_text, join_texts
from lotdesign.papers.wording import place_figures, write_headers
from lotdesign.report.amounts import NO_FIGURE
from lotdesign.report.bidders import AWARD_NOTE, ELIGIBILITY_NOTE
from lotdesign.result.base import WithdrawalOutcome
from lotdesign.rules.route import ROUTE_WORDS


def write_provider_sheet(facts: PaperFacts) -> tuple[PaperSection, ...]:
    """Write the exempt part: who is eligible for each lot, why others are not, and withdrawals."""
    found = [
        PaperSection("providers", "Who can bid for each lot", tuple(_name_bidders(facts))),
        PaperSection("listed", "The providers as they were listed", (_build_party_table(facts),)),
    ]
    named = tuple(
        (facts.reader.quote(f"{path}.sentence"),)
        for path in facts.rule_paths.values()
        if facts.names_provider(str(facts.reader.read(f"{path}.sentence")))
    )
    if named:
        found.append(PaperSection("named-rules", "Rules that name providers", (PaperList(named),)))
    if facts.withdrawal_path is not None:
        outcomes = facts.reader.read(f"{facts.withdrawal_path}.withdrawals")
        rows = tuple(_describe_outcome(facts, each) for each in outcomes)
        found.append(PaperSection("withdrawals", "When a provider withdraws", (PaperList(rows),)))
    price = facts.sources.price
    if price is not None and price.providers:
        found.append(
            PaperSection(
                "worth", "What each provider's presence is worth", (_build_worth_table(facts),)
            )
        )
    return tuple(found)


def name_party(facts: PaperFacts, party: str) -> RichText:
    """A provider or a consortium by its id."""
    singles = len(facts.scenario.providers or ())
    for place, each in enumerate(facts.scenario.parties):
        if each.id == party:
            table, row = ("providers", place) if place < singles else ("consortia", place - singles)
            path = f"scenario.{table}.{row}"
            return (facts.reader.quote_first(f"{path}.name", f"{path}.id"),)
    return ("a provider that is not listed",)


def _name_bidders(facts: PaperFacts) -> Iterator[PaperBlock]:
    yield PaperParagraph(compose_text(ELIGIBILITY_NOTE))
    if any(lot.award for lot in facts.result.lots):
        yield PaperParagraph(compose_text(AWARD_NOTE))
    told = iter(range(len(facts.sources.who.lots) if facts.sources.who else 0))
    for lot, held in enumerate(facts.result.lots):
        yield PaperHeading(facts.name_lot(lot))
        if held.route != "external":
            yield PaperParagraph(compose_text(f"Delivered {ROUTE_WORDS[held.route]}."))
            continue
        place = next(told, None)
        if place is not None:
            yield _build_lot_parties(facts, place)
        if held.award:
            yield PaperParagraph(
                compose_text("Indicative award: {}.", name_party(facts, held.award))
            )


def _build_lot_parties(facts: PaperFacts, place: int) -> PaperTable:
    who = facts.sources.who
    assert who is not None
    rows = []
    for i, party in enumerate(who.lots[place].parties):
        path = f"who.lots.{place}.parties.{i}"
        why: RichText = ("eligible and with capacity",)
        if party.obstacles:
            fields = (f"{path}.obstacles.{k}" for k, _ in enumerate(party.obstacles))
            why = join_texts([(facts.reader.quote(field),) for field in fields])
        rows.append(
            (
                (facts.reader.quote_first(f"{path}.name", f"{path}.id"),),
                ("yes" if party.eligible else "no",),
                ("yes" if party.small else "no",),
                why,
            )
        )
    headers = ("Provider", "Can bid", "Small", "Why")
    return PaperTable(
        compose_text("Who can bid for {}", facts.reader.quote(f"who.lots.{place}.name", 160)),
        write_headers(*headers),
        tuple(rows),
    )


def _build_party_table(facts: PaperFacts) -> PaperTable:
    rows = []
    for i, party in enumerate(facts.scenario.providers or ()):
        path = f"scenario.providers.{i}"
        price: RichText = (NO_FIGURE,)
        if party.price is not None:
            price = compose_text("{} per cent", facts.reader.sum("number", f"{path}.price"))
        rows.append(
            (
                (facts.reader.quote_first(f"{path}.name", f"{path}.id"),),
                (party.kind,),
                facts.reader.show(f"{path}.annual_turnover", "pence"),
                facts.reader.show(f"{path}.capacity", "pence"),
                price,
                (party.basis,),
            )
        )
    headers = ("Provider", "Kind", "Turnover a year", "Capacity a year", "Price of value", "Basis")
    caption = compose_text("A dash is no figure: a turnover or a capacity without a limit")
    return PaperTable(caption, write_headers(*headers), tuple(rows), frozenset((2, 3, 4)))


def _describe_outcome(facts: PaperFacts, outcome: WithdrawalOutcome) -> RichText:
    gone = name_party(facts, outcome.provider)
    if outcome.award:
        return compose_text("{}: the others can carry all lots.", gone)
    numbers = {lot.id: i for i, lot in enumerate(facts.result.lots)}
    held = [facts.name_lot(numbers[each]) for each in outcome.lots if each in numbers]
    lots = join_texts(held) or ("the lots",)
    return compose_text("{}: nobody else can carry {}.", gone, lots)


def _build_worth_table(facts: PaperFacts) -> PaperTable:
    price = facts.sources.price
    assert price is not None
    rows = []
    for i, each in enumerate(price.providers):
        path = f"price.providers.{i}"
        worth: RichText = ("no design is left without it",)
        if each.found == "worked out":
            worth = facts.reader.show(f"{path}.worth", price.unit)
        elif each.found == "not worked out":
            worth = ("not worked out",)
        rows.append((name_party(facts, each.provider), worth))
    headers = ("Provider", "How much worse the best would be without it")
    return PaperTable(
        compose_text("What each provider's presence is worth"),
        write_headers(*headers),
        tuple(rows),
        place_figures(headers),
    )
