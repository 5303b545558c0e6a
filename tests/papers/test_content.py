"""What a paper says where the answer is not the usual one; every number still has its field."""

from dataclasses import replace

import lotdesign as ld
from lotdesign.papers.build import build_paper
from lotdesign.papers.forms.html import write_html
from lotdesign.papers.sources import PaperSources
from lotdesign.papers.text import read_plain
from lotdesign.report.wording import CHEAPER_BUT_BEHIND
from lotdesign.result.model import DividedService
from tests.papers.gathered import ROOT, gather
from tests.papers.trace import dump_sources, list_faults

TINY = ROOT / "examples" / "tiny"


def read_section(sources: PaperSources, id_: str) -> str:
    """The texts of a section; the whole paper is followed back on the way."""
    paper = build_paper(sources)
    assert list_faults(write_html(paper), dump_sources(sources)) == []
    (section,) = (each for each in paper.sections if each.id == id_)
    lone = replace(paper, sections=(section,))
    return "\n".join(map(read_plain, lone.iterate_texts()))


def test_a_number_of_lots_that_is_not_proved_has_its_bound() -> None:
    """And where the ladder ends before the number of units, that is said."""
    sources = gather("tiny").sources
    two, three = sources.result.ladder[1:3]
    open_ = three.model_copy(update={"status": "feasible", "bound": 80_000_000})
    result = sources.result.model_copy(update={"ladder": (two, open_)})
    said = read_section(replace(sources, result=result), "nearby")
    assert "best so far; none is better than £800,000" in said
    assert "More lots than these were not looked at." in said
    assert "More lots" not in read_section(sources, "nearby").replace("More lots or fewer", "")


def test_designs_cheaper_than_the_best_of_their_number_are_named() -> None:
    """With amounts that are followed back to both designs."""
    sources = gather("tiny").sources
    cost = int(sources.result.measures["whole_life_cost"] or 0)
    ladder = tuple(
        each.model_copy(update={"measures": {**each.measures, "whole_life_cost": cost + 500_000}})
        if each.lots == len(sources.result.lots)
        else each
        for each in sources.result.ladder
    )
    assert CHEAPER_BUT_BEHIND not in read_section(sources, "nearby")
    dearer = sources.result.model_copy(update={"ladder": ladder})
    said = read_section(replace(sources, result=dearer), "nearby")
    assert CHEAPER_BUT_BEHIND in said
    assert "2 lots: the proposed lots, £788,760, £5,000 less" in said


def test_an_answer_that_is_not_proved_is_not_called_best() -> None:
    sources = gather("tiny").sources
    changed = {"status": "feasible", "termination": "time limit", "proved_by": ()}
    said = read_section(
        replace(sources, result=sources.result.model_copy(update=changed)), "summary"
    )
    assert "It is not proved best (stopped by the time limit)." in said
    assert "It is proved best" not in said


def test_a_drawn_design_that_breaks_a_rule_is_not_recommended() -> None:
    scenario = ld.load(TINY)
    result = ld.evaluate(scenario, option="services").result
    sources = ld.prepare_report(scenario, result).sources
    assert result.broken
    assert "This design is not recommended" in read_section(sources, "recommendation")
    assert "It breaks some rules" in read_section(sources, "summary")


def test_one_lot_has_a_record_of_the_reasons_for_none() -> None:
    """Dividing costs £30,000 more a lot and nothing asks for small providers."""
    scenario = ld.load(TINY, off=["access"])
    sources = ld.prepare_report(scenario).sources
    assert len(sources.result.lots) == 1
    said = read_section(sources, "reasons")
    assert "Everything is proposed as one lot, for these reasons:" in said
    assert "the cheapest divided design that keeps every rule has 2 lots" in said
    assert "one lot is proved best by the aims asked for" in said
    assert "asks for the reasons why it is not divided" in said


def test_more_lots_are_weighed_against_one_contract() -> None:
    said = read_section(gather("tiny").sources, "reasons")
    assert "the services are divided into 2 lots" in said
    assert "one contract for all breaks a rule" in said
    assert "From 1 to 6 lots" in said


def test_settings_are_in_the_commands_to_repeat() -> None:
    scenario = ld.load(TINY, ["market.small_needed=1"], ["connected"])
    sources = ld.prepare_report(scenario, path="my town/tiny").sources
    said = read_section(sources, "repeat")
    flags = "--set market.small_needed=1 --off connected"
    assert f"lotdesign solve 'my town/tiny' {flags} --out result.json" in said


def test_what_was_not_worked_out_is_said() -> None:
    sources = replace(gather("tiny").sources, price=None, alternatives=None, withdrawal=None)
    assert "This was not worked out in the time allowed." in read_section(sources, "finance")
    assert "This was not worked out in the time allowed." in read_section(sources, "nearby")
    assert "was not worked out here" in read_section(sources, "risk")


def test_a_provider_that_cannot_be_spared_is_counted_but_not_named() -> None:
    sources = gather("kingston-richmond").sources
    said = read_section(sources, "risk")
    assert "Of 8 providers looked at, one at a time, 6 may withdraw" in said


def test_a_divided_service_is_compared_with_one_contract() -> None:
    sources = gather("tiny").sources
    one, *_ = sources.result.comparisons
    divided = DividedService(
        service="youth", joined=("east",), alone=(), integration_pence=1_600_000, one_contract=one
    )
    proved = divided.model_copy(update={"one_contract": None})
    result = sources.result.model_copy(update={"divided": (divided, proved)})
    said = read_section(replace(sources, result=result), "nearby")
    assert "youth: joining its parts to other services saves £16,000 a year." in said
    assert "Kept in one contract, the best design has 6 lots and costs the council £879,040" in said
    assert "No design keeps it in one contract: this is proved." in said
