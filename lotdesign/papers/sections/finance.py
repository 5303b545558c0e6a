"""Finance: the budget year by year, the two figures of the design, and what every rule costs."""

from collections.abc import Iterator, Sequence

from lotdesign.faults import make_printable
from lotdesign.papers.content import (
    OfficerPrompt,
    PaperBlock,
    PaperHeading,
    PaperParagraph,
    PaperSection,
    PaperTable,
)
from lotdesign.papers.design_facts import PaperFacts
from lotdesign.papers.text import (
    FieldText,
    FigureOrigin,
    PlaceLabel,
    RichText,
    TracedFigure,
    compose_text,
    join_texts,
)
from lotdesign.papers.wording import (
    NOT_IN_TIME,
    lower_first,
    place_figures,
    title_measure,
    write_headers,
)
from lotdesign.report.amounts import NO_FIGURE, name_contract_year
from lotdesign.report.wording import COST_TO_COUNCIL
from lotdesign.result.sensitivity import PriceAnswer, RulePrice, StepPrice
from lotdesign.words import spell_out_id

_YearColumn = tuple[str, FigureOrigin, tuple[str, ...]]
"""A title, how its figures come from lists with an amount a year, and the paths of these."""

MOST_STEPS = 12
"""Steps of numbers that the table shows, those that cost or save most."""


def write_finance(facts: PaperFacts) -> PaperSection:
    """Write the money year by year, who pays, and what rules cost."""
    return PaperSection("finance", "Finance", tuple(_write_finance(facts)))


def _write_finance(facts: PaperFacts) -> Iterator[PaperBlock]:
    yield _build_envelope_table(facts)
    yield PaperParagraph(
        compose_text(
            "The envelope is the budget less savings that are promised already. Headroom is what "
            "the envelope leaves after what is paid. Amounts are without VAT."
        )
    )
    if facts.result.lots:
        yield _build_cost_table(facts)
        if facts.scenario.money.discount_rate:
            yield PaperParagraph(
                compose_text(
                    "In money of today, discounted at {} a year, the cost to the council is {}.",
                    facts.reader.sum("percent", "scenario.money.discount_rate"),
                    facts.reader.show_measure("result", "net_present_cost"),
                )
            )
    if facts.scenario.funding:
        yield _build_funding_table(facts)
    yield from _write_rule_costs(facts)
    yield OfficerPrompt(compose_text("the finance officer's view, and what is not in the figures."))


def _build_yearly_table(
    facts: PaperFacts, caption: str, columns: Sequence[_YearColumn]
) -> PaperTable:
    """A row a year, and the sum of all."""

    def read(origin: FigureOrigin, fields: tuple[str, ...], year: str) -> TracedFigure:
        paths = tuple(f"{field}.{year}" for field in fields)
        return facts.reader.trace("pence", origin, *paths)

    years = range(facts.scenario.years)
    rows: list[tuple[RichText, ...]] = [
        (
            (PlaceLabel(name_contract_year(facts.scenario, year + 1)),),
            *((read(origin, fields, str(year)),) for _, origin, fields in columns),
        )
        for year in years
    ]
    total: tuple[RichText, ...] = (
        ("All years",),
        *((read(origin, fields, "*"),) for _, origin, fields in columns),
    )
    headers = ("Year", *(title for title, _, _ in columns))
    return PaperTable(
        compose_text(caption),
        write_headers(*headers),
        (*rows, total),
        place_figures(headers),
        total=True,
    )


def _build_envelope_table(facts: PaperFacts) -> PaperTable:
    totals = "result.totals."
    columns: list[_YearColumn] = [
        ("Budget", "sum", (f"{totals}budget_pence",)),
        ("Promised savings", "sum", (f"{totals}promised_pence",)),
        ("Envelope", "sum", (f"{totals}envelope_pence",)),
    ]
    if facts.result.lots:
        left = (f"{totals}envelope_pence", f"{totals}paid_pence")
        columns.append((_name_paid(facts), "sum", (f"{totals}paid_pence",)))
        columns.append(("Headroom", "less", left))
    return _build_yearly_table(facts, "The budget and what is paid of it", columns)


def _build_cost_table(facts: PaperFacts) -> PaperTable:
    paid, cost = "result.totals.paid_pence", "result.totals.cost_pence"
    columns: list[_YearColumn] = [
        (_name_paid(facts), "sum", (paid,)),
        ("The council's own costs", "less", (cost, paid)),
        (COST_TO_COUNCIL, "sum", (cost,)),
    ]
    return _build_yearly_table(facts, "What the lots cost the council", columns)


def _name_paid(facts: PaperFacts) -> str:
    external = all(lot.route == "external" for lot in facts.result.lots)
    return "Paid to the providers" if external else "Paid for the lots"


def _build_funding_table(facts: PaperFacts) -> PaperTable:
    rows = []
    for i, source in enumerate(facts.scenario.funding):
        path = f"scenario.funding.{i}"
        yearly = isinstance(source.annual, tuple)
        figure = facts.reader.trace("pounds", "least", f"{path}.annual{'.*' if yearly else ''}")
        services: list[RichText] = [
            (FieldText(spell_out_id(make_printable(each)), f"{path}.services.{k}"),)
            for k, each in enumerate(source.services)
        ]
        every = "*" in source.services
        rows.append(
            (
                (facts.reader.quote_first(f"{path}.name", f"{path}.id"),),
                (figure,),
                ("everything",) if every else join_texts(services, ", "),
            )
        )
    headers = ("Source of money", "Holds a year, at least", "May pay for")
    return PaperTable(
        compose_text("Who pays"), write_headers(*headers), tuple(rows), frozenset((1,))
    )


def _write_rule_costs(facts: PaperFacts) -> Iterator[PaperBlock]:
    answer = facts.sources.price
    yield PaperHeading(compose_text("What every rule costs"))
    if answer is None or answer.optimum is None:
        yield PaperParagraph(compose_text(NOT_IN_TIME))
        return
    yield PaperParagraph(
        compose_text(
            "How much better the best design would be without a rule, by "
            f"{lower_first(title_measure(answer.measure))}, all others kept. With all rules it is "
            "{}.",
            facts.reader.show("price.optimum", answer.unit),
        )
    )
    yield _build_rule_table(facts, answer)
    if any(step.found == "worked out" and step.cost for step in answer.steps):
        yield _build_step_table(facts, answer)


def _build_rule_table(facts: PaperFacts, answer: PriceAnswer) -> PaperTable:
    headers = ("Rule", "Costs by itself")
    rows = tuple(
        (
            facts.quote_public(f"price.rules.{i}.sentence"),
            _describe_price(facts, f"price.rules.{i}", rule, answer.unit),
        )
        for i, rule in enumerate(answer.rules)
    )
    return PaperTable(
        compose_text("What every rule costs"), write_headers(*headers), rows, place_figures(headers)
    )


def _describe_price(facts: PaperFacts, path: str, rule: RulePrice, unit: str) -> RichText:
    if rule.found == "worked out" and rule.alone is not None:
        return facts.reader.show(f"{path}.alone", unit)
    return ("not worked out",) if rule.found == "not worked out" else (NO_FIGURE,)


def _is_about_provider(facts: PaperFacts, step: StepPrice) -> bool:
    return step.setting.startswith("providers.") or facts.names_provider(step.name)


def _build_step_table(facts: PaperFacts, answer: PriceAnswer) -> PaperTable:
    told = [
        (i, step)
        for i, step in enumerate(answer.steps)
        if step.found == "worked out" and step.cost and not _is_about_provider(facts, step)
    ]
    told.sort(key=lambda each: -abs(float(each[1].cost or 0)))
    rows = []
    for i, step in sorted(told[:MOST_STEPS]):
        path = f"price.steps.{i}"
        rows.append(
            (
                compose_text(
                    "{}, {}",
                    FieldText(make_printable(step.name), f"{path}.name"),
                    FieldText(spell_out_id(make_printable(step.parameter)), f"{path}.parameter"),
                ),
                (facts.reader.quote(f"{path}.origin"),),
                (facts.reader.quote(f"{path}.to"),),
                facts.reader.show(f"{path}.cost", answer.unit),
            )
        )
    headers = ("Number", "From", "To", "Costs; saves where below nothing")
    return PaperTable(
        compose_text("What the next step of a number costs"),
        write_headers(*headers),
        tuple(rows),
        place_figures(headers),
    )
