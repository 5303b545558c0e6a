"""The design that is never far from the best, whichever case comes, as a page and as CSV.

Cases are assumptions, and every line that rests on one says so.
"""

from collections.abc import Iterator
from fractions import Fraction

from lotdesign.faults import make_printable
from lotdesign.measures.registry import MEASURES
from lotdesign.report.amounts import NO_FIGURE, format_figure, format_with_unit
from lotdesign.report.basis import write_assumptions_section, write_claims_section
from lotdesign.report.bidders import write_bidders_section
from lotdesign.report.budget import write_budget_section
from lotdesign.report.forms import AnswerForms
from lotdesign.report.lots import write_lots_section
from lotdesign.report.page import (
    SEARCHED_VIEW,
    PageBlock,
    PageSection,
    Paragraph,
    ReportTable,
)
from lotdesign.report.rules import write_rules_section
from lotdesign.report.spreadsheet import escape_cell, write_cell, write_csv
from lotdesign.report.wording import (
    explain_inadmissibility,
    explain_stop,
    name_measure,
    name_provers,
    show_sentence,
)
from lotdesign.result.base import WrittenFigure
from lotdesign.result.model import Result
from lotdesign.result.robust import RobustCase, RobustFigures
from lotdesign.scenario.scenario import Scenario
from lotdesign.words import format_count, format_percent, join_words

_ASSUMED = "assumed"
_SMALL_PENCE = 100_00
"""Smaller amounts are shown to the penny."""


def build_robust_forms(scenario: Scenario, result: Result) -> AnswerForms:
    """Return the result in every form; as CSV a row for each case."""
    return AnswerForms(
        page=lambda: tuple(_write_sections(scenario, result)),
        json=result.to_json,
        csv=lambda: _write_csv(get_robust(result)),
        sentence=summarise_robust(result),
    )


def get_robust(result: Result) -> RobustFigures:
    """The figures over all cases, which a result of `robust` has."""
    assert result.robust is not None, "only `robust` writes such a result"
    return result.robust


def summarise_robust(result: Result) -> str:
    """Sum the answer up in one sentence, which claims no more than is proved."""
    told = get_robust(result)
    cases = _say_cases(told)
    if result.lots:
        lots = format_count(len(result.lots), "lot")
        opening = "Best over" if told.proved else "Best so far over"
        return f"{opening} {cases}: {lots}, {_say_largest(told)}{_say_proof(result, told)}."
    if told.cases_without_design:
        names = {each.id: show_sentence(each.name) for each in told.cases}
        without = join_words([f"“{names[each]}”" for each in told.cases_without_design])
        case = "case" if len(told.cases_without_design) == 1 else "cases"
        return f"Impossible: no design keeps all rules in the {case} {without} (proved)."
    if told.proved:
        by = name_provers(result.proved_by)
        return f"Impossible: no design keeps all rules in each of {cases} (proved by {by})."
    ended = " before it was stopped" if result.termination == "interrupted" else " in time"
    return f"None found{ended} (not proved impossible)."


def _say_cases(told: RobustFigures) -> str:
    number = len(told.cases)
    return f"the one case ({_ASSUMED})" if number == 1 else f"{number} cases ({_ASSUMED})"


def _say_largest(told: RobustFigures) -> str:
    """How far the design is from the best of a case at most."""
    if told.largest is None:
        return "how far from the best of each case is not known"
    if not Fraction(told.largest):
        return f"the best in every one of them by {name_measure(told.measure)}"
    never = "never more than" if all(each.proved for each in told.cases) else "at most"
    case = find_worst_case(told)
    share = _say_share(told, case)
    side = "above" if MEASURES[told.measure].sign > 0 else "below"
    amount = _say_amount(told.largest, told.unit)
    return f"{never} {amount}{share} {side} the best {name_measure(told.measure)} of a case"


def _say_amount(figure: WrittenFigure, unit: str) -> str:
    """An amount in a sentence: money to the nearest pound, anything else with its unit."""
    if unit == "pence" and figure is not None and abs(Fraction(figure)) >= _SMALL_PENCE:
        return format_figure(figure, unit)
    return format_with_unit(figure, unit)


def _say_share(told: RobustFigures, case: RobustCase) -> str:
    """The largest regret as a share of the best of its case, where that is a share of anything."""
    if told.unit == "share" or case.best is None or not Fraction(case.best):
        return ""
    share = Fraction(told.largest or 0) / abs(Fraction(case.best))
    return f" ({format_percent(share)} of it)" if share >= Fraction(1, 2000) else ""


def find_worst_case(told: RobustFigures) -> RobustCase:
    """The first case in which the design is furthest from the best."""
    return max(told.cases, key=lambda each: Fraction(each.regret or 0))


def _say_proof(result: Result, told: RobustFigures) -> str:
    if told.proved:
        return f"; proved, no design has less ({name_provers(result.proved_by)})"
    if told.bound is None:
        return "; not proved"
    if not Fraction(told.bound):
        return "; not proved: another design may have less"
    return f"; not proved: no design has less than {_say_amount(told.bound, told.unit)}"


def _write_sections(scenario: Scenario, result: Result) -> Iterator[PageSection]:
    told = get_robust(result)
    yield PageSection("", tuple(_write_opening(result, told)))
    yield PageSection(f"In each case ({_ASSUMED})", tuple(_write_cases(told)))
    if result.lots:
        yield write_lots_section(scenario, result)
        yield write_bidders_section(scenario, result, SEARCHED_VIEW)
        yield write_budget_section(scenario, result)
        yield write_rules_section(result)
    if result.assumptions:
        yield write_assumptions_section(result)
    yield write_claims_section()


def _write_opening(result: Result, told: RobustFigures) -> Iterator[PageBlock]:
    yield Paragraph(summarise_robust(result))
    if not result.lots:
        return
    yield Paragraph(
        f"It keeps all rules in every case. As things stand {_say_standing(result)}. Lots, money "
        "and rules below are as things stand."
    )
    if not told.proved:
        yield Paragraph(explain_stop(_name_end(result)))
    elif not result.tie_proved:
        yield Paragraph("Other designs may be equally good; this is one of them.")
    checks = format_count(result.verification.checks, "check")
    if result.verification.ok:
        yield Paragraph(
            f"Every figure was worked out again without the solver: {checks}, no fault."
        )
    else:
        faults = "; ".join(make_printable(each, 200) for each in result.verification.faults[:5])
        yield Paragraph(f"VERIFICATION FAILED, do not use this result: {faults}.")


def _say_standing(result: Result) -> str:
    if result.admissible:
        return "it keeps them too"
    return explain_inadmissibility(True, result.broken, result.certified)


def _name_end(result: Result) -> str:
    return "too many lots" if result.termination == "not listed" else result.termination


def _write_cases(told: RobustFigures) -> Iterator[PageBlock]:
    name = name_measure(told.measure)
    if find_worst_case(told).value is None:
        yield ReportTable(
            ("Case", "Best there is"),
            tuple((make_printable(e.name), _format_best(e, told.unit)) for e in told.cases),
            figures=frozenset((1,)),
        )
        return
    yield Paragraph(
        f"How far is this design's {name} from the best that any design reaches in that case? "
        "Its lots stay, and who wins them is chosen anew in each case."
    )
    rows = [
        (
            make_printable(each.name),
            _format_best(each, told.unit),
            format_figure(each.value, told.unit),
            _format_regret(each, told),
        )
        for each in told.cases
    ]
    total = _mark(format_figure(told.total, told.unit), told)
    if told.total is not None:
        rows.append(("All cases, each once", NO_FIGURE, NO_FIGURE, total))
    yield ReportTable(
        ("Case", "Best there is", "This design", "Distance"),
        tuple(rows),
        figures=frozenset((1, 2, 3)),
        total=told.total is not None,
    )


def _format_best(case: RobustCase, unit: str) -> str:
    if case.best is None:
        return "impossible" if case.proved else "not known"
    best = format_figure(case.best, unit)
    return best if case.proved else f"{best} (not proved)"


def _format_regret(case: RobustCase, told: RobustFigures) -> str:
    text = format_figure(case.regret, told.unit)
    return text if case.proved or case.regret is None else f"at most {text}"


def _mark(text: str, told: RobustFigures) -> str:
    return text if all(each.proved for each in told.cases) else f"at most {text}"


def _write_csv(told: RobustFigures) -> str:
    """A row for each case, figures in the measure's own unit."""
    headers = ("case", "name", "measure", "unit", "best", "bound", "value", "regret", "proved")
    return write_csv(headers, (_list_cells(told, each) for each in told.cases))


def _list_cells(told: RobustFigures, case: RobustCase) -> Iterator[str]:
    yield from (escape_cell(case.id), escape_cell(case.name), told.measure, told.unit)
    yield from map(write_cell, (case.best, case.bound, case.value, case.regret))
    yield "yes" if case.proved else "no"
