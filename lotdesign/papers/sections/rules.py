"""The rules that were asked for and how the design stands to them; the law; the reasons record."""

from collections.abc import Iterator
from fractions import Fraction

from lotdesign.papers.content import (
    OfficerPrompt,
    PaperBlock,
    PaperList,
    PaperParagraph,
    PaperSection,
    PaperTable,
)
from lotdesign.papers.design_facts import PaperFacts
from lotdesign.papers.text import RichText, compose_text
from lotdesign.papers.wording import write_counted, write_headers
from lotdesign.report.amounts import NO_FIGURE
from lotdesign.report.basis import NO_LEGAL_ADVICE
from lotdesign.report.rules import EFFECT_WORDS
from lotdesign.result.model import ReferenceComparison, RuleResult

ONE_FOR_ALL = "one-for-all"
"""The id of the reference design that is one contract for all."""


def write_rules(facts: PaperFacts) -> PaperSection:
    """Write a row a rule: what it says, whether it is kept, and what is left to its limit."""
    rows = tuple(_describe_rule(facts, i, rule) for i, rule in enumerate(facts.result.rules))
    if not rows:
        text = PaperParagraph(compose_text("The scenario asks for no rules."))
        return PaperSection("rules", "The rules asked for", (text,))
    judged = "In these lots" if facts.result.lots else "Asked"
    table = PaperTable(
        compose_text("The rules asked for"),
        write_headers("Rule", judged, "Left to its limit"),
        rows,
        frozenset((2,)),
    )
    return PaperSection("rules", "The rules asked for", (table,))


def _describe_rule(facts: PaperFacts, place: int, rule: RuleResult) -> tuple[RichText, ...]:
    path = f"result.rules.{place}"
    stands = {"met": "kept", "broken": "broken", "off": "switched off"}[rule.status]
    if not facts.result.lots and rule.status != "off":
        stands = "asked"
    effect = EFFECT_WORDS[rule.effect] if rule.status == "met" else ""
    left: RichText = (NO_FIGURE,)
    if facts.result.lots and rule.slack is not None and Fraction(rule.slack) >= 0:
        left = facts.reader.show(f"{path}.slack", rule.unit)
    return (
        facts.quote_public(f"{path}.sentence"),
        (f"{stands}; {effect}" if effect else stands,),
        left,
    )


def write_legal(facts: PaperFacts) -> PaperSection:
    """Write the points of law that the scenario raises; none of it is advice."""
    return PaperSection("legal", "Legal", tuple(_write_legal(facts)))


def _write_legal(facts: PaperFacts) -> Iterator[PaperBlock]:
    items = tuple(_describe_flag(facts, i) for i, _ in enumerate(facts.result.law))
    if items:
        yield PaperList(items)
    yield PaperParagraph(compose_text(NO_LEGAL_ADVICE))
    yield OfficerPrompt(compose_text("the advice of the monitoring officer."))


def _describe_flag(facts: PaperFacts, place: int) -> RichText:
    flag, path = facts.result.law[place], f"result.law.{place}"
    open_ = " Not settled." if flag.level == "unsettled" else ""
    source = compose_text(" ({})", facts.reader.quote(f"{path}.source")) if flag.source else ()
    return compose_text(f"{{}}{open_}{{}}", facts.quote_public(f"{path}.text"), source)


def write_reasons(facts: PaperFacts) -> PaperSection | None:
    """Write the record of why there are these lots, or why there is only one; None without any."""
    if not facts.result.lots:
        return None
    return PaperSection("reasons", "Record of the reasons for lots", tuple(_write_reasons(facts)))


def _write_reasons(facts: PaperFacts) -> Iterator[PaperBlock]:
    result, reader = facts.result, facts.reader
    duty = next((i for i, flag in enumerate(result.law) if flag.id == "reasons"), None)
    if duty is not None:
        yield PaperParagraph(_describe_flag(facts, duty))
    if len(result.lots) == 1:
        yield PaperParagraph(
            compose_text(
                "Dividing into lots was considered. Everything is proposed as one lot, for these "
                "reasons:"
            )
        )
        yield PaperList(tuple(_explain_one_lot(facts)))
        yield OfficerPrompt(compose_text("further reasons for not dividing, if there are any."))
        return
    yield PaperParagraph(
        compose_text(
            "Dividing into lots was considered, and the services are divided into {}.",
            write_counted(reader.count("result.lots"), "lot"),
        )
    )
    place = _find_undivided(facts)
    if place is not None:
        yield PaperParagraph(compose_text("Against one contract for all:"))
        yield PaperList(tuple(_compare_undivided(facts, place)))
    yield PaperParagraph(_say_how_many_were_tried(facts))


def _find_undivided(facts: PaperFacts) -> int | None:
    found = (i for i, each in enumerate(facts.result.comparisons) if each.id == ONE_FOR_ALL)
    return next(found, None)


def _compare_undivided(facts: PaperFacts, place: int) -> Iterator[RichText]:
    reader, path = facts.reader, f"result.comparisons.{place}"
    one: ReferenceComparison = facts.result.comparisons[place]
    mine, other = (each.measures.get("whole_life_cost") for each in (facts.result, one))
    if mine is not None and other is not None:
        fields = [f"{path}.measures.whole_life_cost", "result.measures.whole_life_cost"]
        if int(mine) == int(other):
            yield compose_text("the cost to the council is the same")
        elif int(other) > int(mine):
            less = reader.trace("pounds", "less", *fields)
            yield compose_text("the lots cost the council {} less over all years", less)
        else:
            more = reader.trace("pounds", "less", *reversed(fields))
            yield compose_text("the lots cost the council {} more over all years", more)
    if one.measures.get("fewest_small_bidders") is not None:
        yield compose_text(
            "the lot with the fewest has {} small providers that are eligible and with capacity; "
            "one contract for all has {}",
            reader.show_measure("result", "fewest_small_bidders"),
            reader.show_measure(path, "fewest_small_bidders"),
        )
    for broken in one.broken:
        if broken in facts.rule_paths:
            yield compose_text(
                "one contract for all breaks a rule: {}",
                facts.quote_public(f"{facts.rule_paths[broken]}.sentence"),
            )


def _explain_one_lot(facts: PaperFacts) -> Iterator[RichText]:
    """What the ladder says of more lots than one."""
    result = facts.result
    costs = {
        i: int(rung.measures["whole_life_cost"] or 0)
        for i, rung in enumerate(result.ladder)
        if rung.lots > 1 and rung.measures.get("whole_life_cost") is not None
    }
    if costs:
        place = min(costs, key=lambda i: costs[i])
        path = f"result.ladder.{place}"
        yield compose_text(
            "the cheapest divided design that keeps every rule has {} and costs the council {} "
            "over all years, where one lot costs {}",
            write_counted(facts.reader.sum("count", f"{path}.lots"), "lot"),
            facts.reader.show_measure(path, "whole_life_cost"),
            facts.reader.show_measure("result", "whole_life_cost"),
        )
    if any(rung.lots > 1 and rung.status == "infeasible" for rung in result.ladder):
        yield compose_text("some numbers of lots are impossible by the rules, which is proved")
    if result.status == "optimal":
        yield compose_text("one lot is proved best by the aims asked for")


def _say_how_many_were_tried(facts: PaperFacts) -> RichText:
    if not facts.result.ladder:
        return compose_text("Other numbers of lots were not worked out in the time allowed.")
    return compose_text(
        "From {} to {} lots, the best design for each number was sought; the section What else is "
        "near has what was found and proved.",
        facts.reader.trace("count", "least", "result.ladder.*.lots"),
        facts.reader.trace("count", "most", "result.ladder.*.lots"),
    )
