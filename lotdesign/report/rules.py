"""The section on rules: each one's sentence, whether it is met, and its slack."""

from fractions import Fraction

from lotdesign.faults import make_printable
from lotdesign.report.amounts import format_figure, format_with_unit
from lotdesign.report.page import PageSection, ReportTable
from lotdesign.report.wording import show_sentence
from lotdesign.result.model import Result, RuleResult

EFFECT_WORDS = {
    "decides": "decides the answer",
    "idle": "does not affect the answer",
    "unknown": "",
}
"""What a rule does to the answer, in words."""


def write_rules_section(result: Result) -> PageSection:
    """Write a row a rule; without a design none is met or broken."""
    judged = bool(result.lots)
    stands = "In this design" if judged else "Asked"
    rows = tuple(
        (
            make_printable(rule.id),
            show_sentence(rule.sentence),
            _describe_standing(rule) if judged else _say_asked(rule),
        )
        for rule in result.rules
    )
    return PageSection("The rules", (ReportTable(("Rule", "Says", stands), rows),))


def _say_asked(rule: RuleResult) -> str:
    return "no, switched off" if rule.status == "off" else "yes"


def _describe_standing(rule: RuleResult) -> str:
    if rule.status == "off":
        return "switched off"
    parts = [rule.status, _describe_slack(rule), EFFECT_WORDS[rule.effect]]
    return "; ".join(each for each in parts if each)


def _describe_slack(rule: RuleResult) -> str:
    """Say how much slack the rule has, or by how much it is broken, and where."""
    if rule.slack is None:
        return show_sentence(rule.where)
    where = f"in {show_sentence(rule.where)}" if rule.where else ""
    slack = Fraction(rule.slack)
    if slack == 0 and rule.status == "met":
        return (
            f"no room left at {format_figure(rule.limit, rule.unit, exact=True)} {where}".rstrip()
        )
    if rule.status == "met":
        return f"{format_with_unit(rule.slack, rule.unit)} to spare" + (
            f", least {where}" if where else ""
        )
    return _describe_excess(rule, slack) + (f", worst {where}" if where else "")


def _describe_excess(rule: RuleResult, slack: Fraction) -> str:
    size = format_with_unit(_write_number(abs(slack)), rule.unit)
    if rule.measured is None or rule.limit is None:
        return f"by {size}"
    return f"{size} {'over' if Fraction(rule.measured) > Fraction(rule.limit) else 'short'}"


def _write_number(size: Fraction) -> int | str:
    return int(size) if size.denominator == 1 else str(float(size))
