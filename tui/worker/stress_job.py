"""The study of how designs stand up to the market, and its page as blocks.

The page is written where the scenario of the request is: it is shown beside others later.
"""

from typing import TYPE_CHECKING

from lotdesign.report.page import PageBlock, PageSection, Paragraph
from lotdesign.scenario.scenario import Scenario
from tui.worker.messages import HoldPages, StudiedDesign

if TYPE_CHECKING:
    from lotdesign.report.stress import StressPage
    from solver.solve_context import RunOptions

NO_CASES = (
    "The scenario names no other futures ([[case]]), so there is no regret. Each would be an "
    "assumption."
)
NO_CHANCES = (
    "No provider of these lots has a chance of leaving (stay), so each is taken to stay. A chance "
    "would be an assumption."
)


def try_designs(
    scenario: Scenario, designs: tuple[StudiedDesign, ...], options: "RunOptions"
) -> HoldPages:
    """Put designs to the market and to each case; without any the best, the options and today's.

    Designs of other units or of routes that are not offered are left out and named. An interrupt
    keeps what was found.
    """
    from lotdesign.report.stress import StressPage
    from solver.stress.study import GivenDesign, stress_designs

    fitting = [each for each in designs if _fits(scenario, each)]
    given = [GivenDesign(each.name, each.title, each.lots, each.routes) for each in fitting]
    answer = stress_designs(scenario, options, given)
    page = StressPage(scenario, answer)
    others = tuple(each.name for each in designs if each not in fitting)
    return HoldPages(answer, tuple(_write_designs(page)), tuple(_write_beside(page)), others)


def _fits(scenario: Scenario, design: StudiedDesign) -> bool:
    from lotdesign.faults import InputFaults
    from lotdesign.scenario.design_by_ids import resolve_design

    try:
        resolve_design(scenario, None, design.lots, design.routes)
    except InputFaults:
        return False
    return True


def _write_designs(page: "StressPage") -> list[PageSection]:
    """What the words mean, then each design by itself; one alone is told of at the top."""
    designs = page.answer.designs
    head = [Paragraph(each) for each in page.list_first_sentences()]
    return [
        PageSection("", tuple(head[1:] if len(designs) > 1 else head)),
        *(PageSection(each.name, tuple(page.describe_design(each))) for each in designs),
    ]


def _write_beside(page: "StressPage") -> list[PageSection]:
    """The designs side by side, the futures, and what nobody has assumed yet."""
    from lotdesign.report.stress_cases import describe_cases

    answer = page.answer
    if not answer.designs:
        return []
    blocks: list[PageBlock] = [*page.compare_designs()]
    if page.scenario.providers is not None and not any(each.questions for each in answer.designs):
        blocks.append(Paragraph(NO_CHANCES))
    if not answer.cases:
        return [PageSection("", (*blocks, Paragraph(NO_CASES)))]
    futures = PageSection("Futures (assumed)", tuple(describe_cases(answer)))
    return [PageSection("", tuple(blocks)), futures]
