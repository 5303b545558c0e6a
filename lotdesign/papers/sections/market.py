"""The market: how many can bid for each lot, and what happens when a provider withdraws."""

from collections.abc import Iterator

from lotdesign.papers.content import (
    OfficerPrompt,
    PaperBlock,
    PaperHeading,
    PaperParagraph,
    PaperSection,
    PaperTable,
)
from lotdesign.papers.design_facts import PaperFacts
from lotdesign.papers.text import RichText, compose_text
from lotdesign.papers.wording import write_counted, write_headers
from lotdesign.report.amounts import NO_FIGURE
from lotdesign.report.bidders import CONSORTIUM_NOTE, ELIGIBILITY_NOTE
from lotdesign.rules.route import ROUTE_WORDS


def write_market(facts: PaperFacts) -> PaperSection:
    """Write how many are eligible for each lot, without naming them."""
    return PaperSection("market", "The market", tuple(_write_market(facts)))


def _write_market(facts: PaperFacts) -> Iterator[PaperBlock]:
    if facts.scenario.providers is None:
        yield PaperParagraph(
            compose_text("The scenario lists no providers, so nothing is said about who can bid.")
        )
    elif facts.result.lots:
        yield PaperParagraph(compose_text(ELIGIBILITY_NOTE))
        yield _build_bidder_table(facts)
        yield PaperParagraph(
            compose_text(
                "A lot is open to small providers where {} or more of them are eligible. Who they "
                "are stands in the exempt part.",
                facts.reader.sum("count", "scenario.market.small_needed"),
            )
        )
        if facts.scenario.consortia:
            yield PaperParagraph(compose_text(CONSORTIUM_NOTE))
    yield OfficerPrompt(compose_text("what providers said when the council asked the market."))


def _build_bidder_table(facts: PaperFacts) -> PaperTable:
    headers = ("Lot", "Eligible and with capacity", "Of them small", "Open to small providers")
    rows: list[tuple[RichText, ...]] = []
    for lot, path in facts.list_lots():
        held = facts.result.lots[lot]
        if held.route != "external":
            cells: tuple[RichText, ...] = ((NO_FIGURE,), (NO_FIGURE,), (ROUTE_WORDS[held.route],))
        else:
            cells = (
                (facts.reader.count(f"{path}.eligible"),),
                (facts.reader.count(f"{path}.eligible_small"),),
                ("yes" if held.accessible else "no",),
            )
        rows.append((facts.name_lot(lot), *cells))
    caption = compose_text("How many can bid for each lot")
    return PaperTable(caption, write_headers(*headers), tuple(rows), frozenset((1, 2)))


def write_risk(facts: PaperFacts) -> PaperSection:
    """Write what a withdrawal would do, and the other risks for officers to add."""
    return PaperSection("risk", "Risk", tuple(_write_risk(facts)))


def _write_risk(facts: PaperFacts) -> Iterator[PaperBlock]:
    if facts.result.lots and facts.scenario.providers is not None:
        yield PaperHeading(compose_text("When a provider withdraws"))
        yield from _write_withdrawal(facts)
    if facts.result.tipping:
        yield PaperHeading(compose_text("How far assumed figures may move"))
        yield _build_break_even_table(facts)
    yield OfficerPrompt(
        compose_text("the risk register: what may go wrong, and who deals with it.")
    )


def _write_withdrawal(facts: PaperFacts) -> Iterator[PaperBlock]:
    result, reader = facts.result, facts.reader
    if result.measures.get("fewest_bidders") is not None:
        yield PaperParagraph(
            compose_text(
                "The lot with the fewest has {} that can bid. Where only one can, the lot finds "
                "nobody once that one withdraws.",
                write_counted(reader.sum("count", "result.measures.fewest_bidders"), "provider"),
            )
        )
    holder = facts.withdrawal_path
    if holder is None:
        yield PaperParagraph(
            compose_text("What the withdrawal of each provider would do was not worked out here.")
        )
        return
    if not reader.read(f"{holder}.certified"):
        yield PaperParagraph(
            compose_text("Even with every provider the market cannot carry all lots at once.")
        )
        return
    looked = write_counted(reader.count(f"{holder}.withdrawals"), "provider")
    outcomes = reader.read(f"{holder}.withdrawals")
    if all(each.award for each in outcomes):
        yield PaperParagraph(
            compose_text(
                "Any one of {} looked at may withdraw: the others can then carry all lots by the "
                "same rules. An award for each case proves it.",
                looked,
            )
        )
        return
    yield PaperParagraph(
        compose_text(
            "Of {} looked at, one at a time, {} may withdraw and the others can carry all lots by "
            "the same rules. Should one of the rest withdraw, some lot finds nobody to carry it. "
            "The exempt part says which.",
            looked,
            reader.trace("count", "filled", f"{holder}.withdrawals.*.award"),
        )
    )


def _build_break_even_table(facts: PaperFacts) -> PaperTable:
    rows = []
    for i, figure in enumerate(facts.result.tipping):
        path = f"result.tipping.{i}"
        ends = [
            (facts.reader.quote(f"{path}.{end}.last"),) if getattr(figure, end) else (NO_FIGURE,)
            for end in ("below", "above")
        ]
        rows.append(
            (
                facts.quote_public(f"{path}.title"),
                (facts.reader.quote(f"{path}.value"),),
                *ends,
                (figure.unit or "number",),
            )
        )
    headers = ("Figure", "Now", "Stays best down to", "And up to", "In")
    return PaperTable(
        compose_text("How far one figure may move, all others staying, before another design wins"),
        write_headers(*headers),
        tuple(rows),
        frozenset((1, 2, 3)),
    )
