"""The decision in short, the recommendation, and what is bought."""

from collections.abc import Iterator

from lotdesign.measures.registry import MEASURES
from lotdesign.papers.content import (
    OfficerPrompt,
    PaperBlock,
    PaperList,
    PaperParagraph,
    PaperSection,
    PaperTable,
)
from lotdesign.papers.design_facts import PaperFacts
from lotdesign.papers.text import RichText, compose_text, join_texts
from lotdesign.papers.wording import lower_first, title_measure, write_counted, write_headers
from lotdesign.report.wording import ENGINE_TITLES, STOP_REASONS, name_provers
from lotdesign.scenario.sections import TermSection

_LOT_COSTS = "result.lots.*.whole_life_pence"
_LOT_PAID = "result.lots.*.paid_pence.*"


def write_summary(facts: PaperFacts) -> PaperSection:
    """Write the answer, its proof, and how the figures were checked."""
    return PaperSection("summary", "The answer in short", tuple(_write_answer(facts)))


def _write_answer(facts: PaperFacts) -> Iterator[PaperBlock]:
    yield PaperParagraph(write_headline(facts))
    if not facts.result.lots:
        return
    rent = any(unit.rent for unit in facts.scenario.units)
    back = ", less rent that comes back to it" if rent else ""
    yield PaperParagraph(
        compose_text(
            "Two figures are kept apart everywhere. Cost to the council is what is paid for the "
            f"lots, with the council's own costs of buying and managing them{back}. Paid to the "
            "provider is what the lots' providers are paid: {} in all, without VAT.",
            facts.reader.sum("millions", _LOT_PAID),
        )
    )
    yield PaperParagraph(_describe_aims(facts))
    if facts.result.objective:
        yield _build_aim_table(facts)
    if not facts.result.verification.ok:
        yield PaperParagraph(
            compose_text("The check of the figures found faults. Do not use this paper.")
        )
        return
    checks = facts.reader.sum("count", "result.verification.checks")
    yield PaperParagraph(
        compose_text(
            "Every figure of the design was worked out again, without the program that found it: "
            "{}, no fault.",
            write_counted(checks, "check"),
        )
    )


def write_headline(facts: PaperFacts) -> RichText:
    """Write the answer in one sentence that claims no more than is proved."""
    result = facts.result
    if result.status == "infeasible":
        by = name_provers(result.proved_by, ENGINE_TITLES) or "arithmetic"
        return compose_text(f"No design keeps every rule. This is proved ({by}).")
    if not result.lots:
        return compose_text("No design was found in the time allowed. None is proved impossible.")
    size = compose_text(
        "{}, at a cost to the council of {} over {}",
        write_counted(facts.reader.count("result.lots"), "lot"),
        facts.reader.sum("millions", _LOT_COSTS),
        write_counted(facts.reader.sum("count", "scenario.years"), "year"),
    )
    if result.termination == "given":
        kept = "It breaks some rules" if result.broken else "It keeps every rule"
        return compose_text(f"The design looked at has {{}}. {kept}.", size)
    if result.status == "optimal":
        by = name_provers(result.proved_by, ENGINE_TITLES)
        return compose_text(
            f"The best design has {{}}. It is proved best by the aims below ({by}).", size
        )
    why = STOP_REASONS.get(result.termination, "the search was ended before the proof")
    return compose_text(f"The best design so far has {{}}. It is not proved best ({why}).", size)


def _describe_aims(facts: PaperFacts) -> RichText:
    aims = [
        compose_text(f"{lower_first(title_measure(each.measure))}, as {_say_wanted(each.measure)}")
        for each in facts.scenario.objectives
    ]
    return compose_text("The aims, in this order: {}.", join_texts(aims, "; ", "; and then "))


def _build_aim_table(facts: PaperFacts) -> PaperTable:
    """What the design reaches by each aim, what is the best there is, and whether it is proved."""
    reader = facts.reader
    rows: list[tuple[RichText, ...]] = []
    for i, aim in enumerate(facts.result.objective):
        unit, path = MEASURES[aim.measure].unit, f"result.objective.{i}"
        proof = "not proved"
        if aim.proved:
            same = aim.value == aim.optimum
            proof = "proved" if same else "proved; some given up for later aims, as they allow"
        best = reader.show(f"{path}.{'optimum' if aim.proved else 'bound'}", unit)
        rows.append(
            ((title_measure(aim.measure),), reader.show(f"{path}.value", unit), best, (proof,))
        )
    headers = write_headers("Aim", "These lots", "Best there is", "Proof")
    return PaperTable(compose_text("The aims"), headers, tuple(rows), frozenset((1, 2)))


def _say_wanted(measure: str) -> str:
    return "low as possible" if MEASURES[measure].better == "less" else "high as possible"


def write_recommendation(facts: PaperFacts) -> PaperSection:
    """Write what is recommended; who may finish it is for officers to say."""
    return PaperSection("recommendation", "Recommendation", tuple(_write_recommendation(facts)))


def _write_recommendation(facts: PaperFacts) -> Iterator[PaperBlock]:
    result = facts.result
    if not result.lots:
        yield PaperParagraph(
            compose_text(
                "No design can be recommended as things stand. What stands in the way, and what "
                "would mend it, is set out above."
            )
        )
    elif result.broken or not result.certified:
        yield PaperParagraph(
            compose_text("This design is not recommended: it does not keep every rule asked for.")
        )
    else:
        yield PaperList(
            (
                compose_text(
                    "That the services be bought in the {} set out under The proposed lots.",
                    write_counted(facts.reader.count("result.lots"), "lot"),
                ),
                compose_text(
                    "That the cost to the council of {} over all years, extensions counted, and "
                    "the {} paid to providers be noted.",
                    facts.reader.sum("millions", _LOT_COSTS),
                    facts.reader.sum("millions", _LOT_PAID),
                ),
            ),
            numbered=True,
        )
    yield OfficerPrompt(compose_text("who may approve the tender and the awards, and until when."))


def write_background(facts: PaperFacts) -> PaperSection:
    """Write what is bought and for how long; why now is for officers to say."""
    return PaperSection("background", "What is bought", tuple(_write_background(facts)))


def _write_background(facts: PaperFacts) -> Iterator[PaperBlock]:
    reader, scenario = facts.reader, facts.scenario
    bought = compose_text(
        "{} of {}",
        write_counted(reader.count("scenario.units"), "unit"),
        write_counted(reader.count("scenario.services"), "service"),
    )
    where = (
        compose_text(
            " in {}",
            write_counted(reader.count("scenario.localities"), "locality", "localities"),
        )
        if scenario.localities
        else ()
    )
    budget = reader.sum("pounds", "result.totals.budget_pence.0")
    yield PaperParagraph(
        compose_text(
            "The council buys {}{}. A unit is a service in a place, the smallest thing that a lot "
            "can hold. Their budget in the first contract year is {}.",
            bought,
            where,
            budget,
        )
    )
    yield PaperParagraph(_describe_term(facts))
    yield OfficerPrompt(compose_text("why the contracts are let now, and what the services do."))


def _describe_term(facts: PaperFacts) -> RichText:
    """The years of the contracts, with those that are optional."""
    term: TermSection = facts.scenario.term
    whole = write_counted(facts.reader.sum("count", "scenario.years"), "year")
    if not facts.scenario.has_one_term:
        return compose_text(
            "The contracts run over {} in all. Services have terms of their own, so that some lots "
            "start later or end sooner than others.",
            whole,
        )
    if not term.extensions:
        return compose_text("The contracts run for {}, without extensions.", whole)
    return compose_text(
        "The contracts run for {}, and may be extended by {}: {} in all. Figures count every "
        "extension.",
        write_counted(facts.reader.sum("count", "scenario.term.initial"), "year"),
        write_counted(facts.reader.sum("count", "scenario.term.extensions.*"), "year"),
        whole,
    )
