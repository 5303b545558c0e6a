"""Each rule's sentence, whether it is met, and how close."""

from fractions import Fraction

from lotdesign.faults import shown
from lotdesign.report.amounts import amount, counted
from lotdesign.report.names import sentence
from lotdesign.report.page import Section, Table
from lotdesign.result.model import Result, RuleResult

_EFFECT = {"decides": "decides the answer", "idle": "never bites here", "unknown": ""}


def rules(result: Result) -> Section:
    """A row a rule; without a design nothing can be met or broken."""
    judged = bool(result.lots)
    stands = "How the design stands to it" if judged else "Asked"
    rows = tuple(
        (shown(rule.id), sentence(rule.sentence), _standing(rule) if judged else _asked(rule))
        for rule in result.rules
    )
    return Section("The rules", (Table(("Rule", "Says", stands), rows),))


def _asked(rule: RuleResult) -> str:
    return "no, switched off" if rule.status == "off" else "yes"


def _standing(rule: RuleResult) -> str:
    if rule.status == "off":
        return "switched off"
    told = [rule.status, _room(rule), _EFFECT[rule.effect]]
    return "; ".join(each for each in told if each)


def _room(rule: RuleResult) -> str:
    """How much room is left, or by how much the rule is broken, and where."""
    if rule.slack is None:
        return sentence(rule.where)
    where = f"in {sentence(rule.where)}" if rule.where else ""
    slack = Fraction(rule.slack)
    if slack == 0 and rule.status == "met":
        return f"no room left at {amount(rule.limit, rule.unit, exact=True)} {where}".rstrip()
    if rule.status == "met":
        return f"{counted(rule.slack, rule.unit)} to spare" + (f", least {where}" if where else "")
    return _missed(rule, slack) + (f", worst {where}" if where else "")


def _missed(rule: RuleResult, slack: Fraction) -> str:
    size = counted(_plain(abs(slack)), rule.unit)
    if rule.measured is None or rule.limit is None:
        return f"by {size}"
    return f"{size} {'over' if Fraction(rule.measured) > Fraction(rule.limit) else 'short'}"


def _plain(size: Fraction) -> int | str:
    return int(size) if size.denominator == 1 else str(float(size))
